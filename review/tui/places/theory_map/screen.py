"""The Theory map screen: a map, or a list on narrow screens, with the evidence for each theory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from review.domain import CodeEvidence, Coding
from review.theory_map import Code, TheoryMap
from review.tui.dialogs.add_theory import new_subtheme, new_theory
from review.tui.dialogs.edit_theory import EditTheory, Wording
from review.tui.dialogs.passages import PassagesScreen
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.dialogs.theory_changes import DifferencesScreen, VersionsScreen
from review.tui.places.base import ReviewScreen
from review.tui.places.theory_map.columns import columns_of, columns_rivalled
from review.tui.support.colours import code_ink
from review.tui.support.plain import content, plain
from review.tui.widgets.clipped import Clipped
from review.tui.widgets.theory_box import TheoryBox
from review.tui.widgets.theory_detail import TheoryDetail

if TYPE_CHECKING:
    from review.theory_map.changes import Difference


def _across(columns: int, *boxes: Widget) -> Vertical:
    """A part of a row as wide as several columns, with boxes or empty."""
    part = Vertical(*boxes, classes="across" if boxes else "gap")
    part.styles.width = f"{columns}fr"
    if not columns:
        part.display = False
    return part


class MapScroll(VerticalScroll, inherit_bindings=False):
    """Scrolls the map; arrow keys move between the boxes."""


class TheoryMapScreen(ReviewScreen):
    """Theories in columns by category, rival framings below them, and a pane about the focused one."""

    MODE = "theory-map"
    FOLLOWS_OTHERS = True
    HELP = (
        "The programme theory: how much evidence there is for each theory and rival framing. Only records that are"
        " included at the last stage count. Counts do not weigh evidence."
    )
    CSS_PATH: ClassVar[CSSPathType | None] = [
        "../../widgets/theory_box.tcss",
        "../../widgets/theory_detail.tcss",
        "theory_map.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "passages", "Passages", id="theory-map.passages"),
        Binding("e", "edit", "Reword", id="theory-map.edit"),
        Binding("a", "add", "Add", id="theory-map.add"),
        Binding("A", "add_subtheme", "Add a sub-theme", show=False, id="theory-map.add_subtheme"),
        Binding("l", "versions", "Versions", id="theory-map.versions"),
        Binding("d", "differences", "Changes in the file", show=False, id="theory-map.differences"),
        Binding("M", "memo", "Memo", id="theory-map.memo"),
        Binding("R", "reject", "Reject or reinstate", id="theory-map.reject"),
        Binding("down,j", "step(1)", "Next theory", show=False, id="theory-map.next"),
        Binding("up,k", "step(-1)", "Previous theory", show=False, id="theory-map.previous"),
        Binding("right", "across(1)", "Column to the right", show=False, id="theory-map.right"),
        Binding("left", "across(-1)", "Column to the left", show=False, id="theory-map.left"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._code = ""
        self._evidence: Mapping[str, CodeEvidence] = {}
        self._differences: tuple[Difference, ...] = ()

    def compose_body(self) -> ComposeResult:
        """The title, a line about edits of the file, the map, the pane."""
        yield Clipped(id="map-title")
        yield Clipped(id="map-question")
        yield Static(id="map-edits")
        with Horizontal(id="map-body"):
            yield MapScroll(id="map", can_focus=False)
            yield TheoryDetail()

    async def on_mount(self) -> None:
        """Draw the map."""
        self.note_revision()
        await self._draw()
        self._look_for_edits()

    def project_changed(self) -> None:
        """Draw the map again."""
        self.call_next(self._draw)
        self._look_for_edits()

    async def _draw(self) -> None:
        theory_map = self.project.theory.map
        self._evidence = {evidence.code: evidence for evidence in self.project.theory.evidence_by_code()}
        self.query_one("#map-title", Static).update(
            Content.assemble(
                (plain(theory_map.title), "bold"),
                (f"  version {self.project.theory.version}", "$foreground-muted"),
            )
        )
        self.query_one("#map-question", Static).update(content(theory_map.question))
        scroll = self.query_one("#map", VerticalScroll)
        with self.app.batch_update():
            await scroll.remove_children()
            await scroll.mount_all(self._map_widgets(theory_map))
        boxes = self._boxes
        if boxes:
            next((box for box in boxes if box.code.id == self._code), boxes[0]).focus()

    def _map_widgets(self, theory_map: TheoryMap) -> Iterator[Widget]:
        columns = columns_of(theory_map)
        yield Horizontal(
            *(
                Vertical(
                    Static(content(name.capitalize()), classes="category"),
                    *(self._box(code) for code in codes),
                    classes="column",
                )
                for name, codes in columns
            ),
            id="columns",
        )
        if theory_map.rival_framings:
            yield Static(Content("Rival framings, below the theories they rival"), classes="category")
            yield from self._rival_rows(theory_map, columns)

    def _rival_rows(self, theory_map: TheoryMap, columns: list[tuple[str, list[Code]]]) -> Iterator[Widget]:
        """Rows of rival framings, each below the columns that it rivals."""
        row: list[Widget] = []
        at = 0
        for rival in theory_map.rival_framings:
            first, last = columns_rivalled(rival, columns)
            if first < at:
                yield Horizontal(*row, _across(len(columns) - at), classes="rivals")
                row, at = [], 0
            row += [_across(first - at), _across(last + 1 - first, self._box(rival))]
            at = last + 1
        yield Horizontal(*row, _across(len(columns) - at), classes="rivals")

    def _box(self, code: Code) -> TheoryBox:
        return TheoryBox(code, self._evidence.get(code.id), self._ink(code))

    def _ink(self, code: Code) -> str:
        return code_ink(self.project.theory.map, code.id, self.app.theme_variables)

    def theme_changed(self) -> None:
        """Colour the boxes for the theme."""
        for box in self._boxes:
            box.paint(self._ink(box.code))

    @property
    def _boxes(self) -> list[TheoryBox]:
        return list(self.query(TheoryBox))

    def _look_for_edits(self) -> bool:
        """Check the file for edits; returns False and reports the mistakes if it has any."""
        found = self.act(self.project.theory.pending_changes)
        self._differences = tuple(found or ())
        if found == ():
            self.review_app.remove_notices("theory_map.yaml was edited")
        line = self.query_one("#map-edits", Static)
        line.display = bool(self._differences)
        count = len(self._differences)
        line.update(
            Content.assemble(
                (
                    f" theory_map.yaml was edited ({count} difference{'' if count == 1 else 's'}) ",
                    "bold",
                ),
                "d shows them, to apply or ignore",
            )
        )
        return found is not None

    @on(TheoryBox.Focused)
    def _describe(self, message: TheoryBox.Focused) -> None:
        self._code = message.code
        theory_map = self.project.theory.map
        self.query_one(TheoryDetail).show(theory_map, theory_map.theory_of(message.code), self._evidence)

    # Moving

    def action_step(self, by: int) -> None:
        """Go to the next or previous theory."""
        boxes = self._boxes
        if boxes:
            boxes[(self._place(boxes) + by) % len(boxes)].focus()

    def _place(self, boxes: list[TheoryBox]) -> int:
        return next((i for i, box in enumerate(boxes) if box.code.id == self._code), 0)

    def action_across(self, by: int) -> None:
        """Go to the nearest theory in the next column."""
        boxes = self._boxes
        if not boxes:
            return
        here = boxes[self._place(boxes)].region
        beside = [box for box in boxes if (box.region.x - here.x) * by > 0]
        if beside:
            min(beside, key=lambda box: (abs(box.region.x - here.x), abs(box.region.y - here.y))).focus()

    # Acting

    @on(TheoryBox.Opened)
    def action_passages(self) -> None:
        """Show the passages coded to the focused theory."""
        if not self._code:
            return
        codings = self.project.coding.codings(code=self._code)
        if not codings:
            self.report(f"No passage is coded to {self._code} yet.")
            return
        citations = {c.record: "" for c in codings}
        citations = {record: self.project.records.get(record).author_year for record in citations}
        title = f"{self._code} {self.project.theory.map.theory_of(self._code).name}"
        self.app.push_screen(PassagesScreen(title, codings, citations), self._read)

    def _read(self, coding: Coding | None) -> None:
        if coding is not None:
            self.review_app.open_reader(coding.record, coding.start)

    def action_edit(self) -> None:
        """Reword the focused theory, with a reason."""
        if not self._code:
            return
        code = self._code

        def store(wording: Wording) -> str:
            return self.project.theory.refine(
                code,
                wording.reason,
                name=wording.name,
                proposition=wording.proposition,
                key_terms=wording.key_terms,
            ).message

        self.app.push_screen(EditTheory(self.project.theory.map.theory_of(code), store), self.stored)

    def action_add(self) -> None:
        """Add a theory or a rival framing, with a reason."""
        beside = self.project.theory.map.theory_of(self._code) if self._code else None
        self.app.push_screen(new_theory(self.project, beside), self.stored)

    def action_add_subtheme(self) -> None:
        """Add a sub-theme to the focused theory, with a reason."""
        if self._code:
            theory = self.project.theory.map.theory_of(self._code)
            self.app.push_screen(new_subtheme(self.project, theory), self.stored)

    def action_reject(self) -> None:
        """Reject the focused theory, or reinstate a rejected one, with a reason."""
        if not self._code:
            return
        code = self.project.theory.map.theory_of(self._code)
        change = self.project.theory.reinstate if code.rejected else self.project.theory.reject
        what = "Reinstate" if code.rejected else "Reject"
        title = f"{what} {code.id} {code.name}: why?"
        prompt = TextPrompt(title, memo=True, store=lambda reason: change(code.id, reason).message)
        self.app.push_screen(prompt, self.stored)

    def action_memo(self) -> None:
        """Write a memo on the focused theory."""
        if not self._code:
            return
        code = self._code
        prompt = TextPrompt(
            f"Memo on {code}", memo=True, store=lambda text: self.project.coding.memo(code, text).message
        )
        self.app.push_screen(prompt, self.stored)

    def action_versions(self) -> None:
        """Show the map's history."""
        self.app.push_screen(VersionsScreen(self.project.theory.versions()))

    def action_differences(self) -> None:
        """Show pending edits of the file, to apply or ignore them."""
        if not self._look_for_edits():
            return
        if not self._differences:
            self.report("theory_map.yaml has no pending edits.")
            return
        self.app.push_screen(DifferencesScreen(self._differences), self._settle)

    def _settle(self, choice: str | None) -> None:
        if choice == "leave":
            self.act(self.project.theory.leave)
            self._look_for_edits()
        elif choice == "take":
            prompt = TextPrompt(
                "Reason for the changes",
                memo=True,
                store=lambda reason: self.project.theory.adopt(reason).message,
            )
            self.app.push_screen(prompt, self.stored)
