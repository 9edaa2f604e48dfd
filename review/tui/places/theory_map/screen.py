"""The Theory map screen: a map, or a list on narrow screens, with the evidence for each theory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from review.domain import Coding
from review.domain.wording.counted import counted
from review.theory_map import Code, TheoryMap
from review.theory_map.parts import PROGRAMME
from review.tui.dialogs.choose import Chooser, keyed
from review.tui.dialogs.passages import PassagesScreen
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.dialogs.theories import structure
from review.tui.dialogs.theories.form import TheoryForm
from review.tui.dialogs.theories.side_by_side import SideBySide
from review.tui.dialogs.theories.story import StoryScreen
from review.tui.dialogs.theories.verdict import VerdictForm
from review.tui.dialogs.theories.wordings import edit_theory, new_subtheme, new_theory, word_programme
from review.tui.dialogs.theory_changes import DifferencesScreen, VersionsScreen
from review.tui.places.appraisals import AppraisalsScreen
from review.tui.places.base import ReviewScreen
from review.tui.places.challenged import go_through_against
from review.tui.places.describing import comment
from review.tui.places.record_acts import new_memo
from review.tui.places.theory_map.columns import columns_of, rival_rows
from review.tui.places.theory_map.desk import TheoryMapDesk
from review.tui.support.colours import code_ink
from review.tui.support.plain import content, plain
from review.tui.widgets.fitting.clipped import Clipped
from review.tui.widgets.theories.verdict import verdict_word
from review.tui.widgets.theories.work import WorkKeys, work_in_sight, work_lines
from review.tui.widgets.theory_box import TheoryBox
from review.tui.widgets.theory_detail import TheoryDetail, history_line

if TYPE_CHECKING:
    from review.project import Acknowledgement, Project

STRUCTURE: Mapping[str, Callable[[Project, Code], TheoryForm]] = {
    "rename": structure.rename,
    "split": structure.split,
    "merge": structure.merge,
    "move": structure.move_subtheme,
}
"""The forms that change the structure of the map."""


def _across(columns: int, *boxes: Widget) -> Vertical:
    """A part of a row as wide as several columns, with boxes or empty."""
    part = Vertical(*boxes, classes="across" if boxes else "gap")
    part.styles.width = f"{columns}fr"
    if not columns:
        part.display = False
    return part


OF_WORK = ("theory-map.verdict", "theory-map.configurations", "theory-map.against")
"""The bindings for the work on a theory, whose keys the pane names."""


class MapScroll(VerticalScroll, inherit_bindings=False):
    """Scrolls the map; arrow keys move between the boxes."""

    @dataclass
    class Scrolled(Message):
        """Other rows are at the top."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll, and post that other rows are at the top."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())


class TheoryMapScreen(ReviewScreen):
    """Theories in columns by category, rival framings below them, and a pane about the focused one, which `desk` holds."""

    MODE = "theory-map"
    HELP = (
        "The programme theory: how much evidence there is for each theory and rival framing. Only records that are"
        " included at the last stage count. Counts do not weigh evidence. {theory-map.verdict} gives a verdict on the theory in focus,"
        " {theory-map.appraisals} shows which sources are appraised for it."
    )
    CSS_PATH: ClassVar[CSSPathType | None] = [
        "../../widgets/theory_box.tcss",
        "../../widgets/theory_detail.tcss",
        "theory_map.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "passages", "Passages", id="theory-map.passages"),
        Binding("e", "edit", "Reword", id="theory-map.edit"),
        Binding("V", "verdict", "Verdict", id="theory-map.verdict"),
        Binding("g", "appraisals", "Appraisals", id="theory-map.appraisals"),
        Binding("C", "configurations", "Configurations", show=False, id="theory-map.configurations"),
        Binding("E", "against", "Evidence against", show=False, id="theory-map.against"),
        Binding("a", "add", "Add", id="theory-map.add"),
        Binding("A", "add_subtheme", "Add a sub-theme", show=False, id="theory-map.add_subtheme"),
        Binding("l", "versions", "Versions", id="theory-map.versions"),
        Binding("p", "programme", "Programme theory", show=False, id="theory-map.programme"),
        Binding("s", "story", "Story", id="theory-map.story"),
        Binding("d", "sides", "Side by side", id="theory-map.sides"),
        Binding(
            "P",
            "programme_story",
            "Story of the programme theory",
            show=False,
            id="theory-map.programme_story",
        ),
        Binding("f", "differences", "Changes in the file", show=False, id="theory-map.differences"),
        Binding("M", "memo", "Memo", id="theory-map.memo"),
        Binding("R", "reject", "Reject or reinstate", id="theory-map.reject"),
        Binding("L", "look_again", "Look again", id="theory-map.look_again"),
        Binding("n", "structure('rename')", "Rename", id="theory-map.rename"),
        Binding("S", "structure('split')", "Split", id="theory-map.split"),
        Binding("m", "structure('merge')", "Merge", id="theory-map.merge"),
        Binding("v", "structure('move')", "Move a sub-theme", id="theory-map.move"),
        Binding("c", "comment", "Comment", id="theory-map.comment"),
        Binding("down,j", "step(1)", "Next theory", show=False, id="theory-map.next"),
        Binding("up,k", "step(-1)", "Previous theory", show=False, id="theory-map.previous"),
        Binding("right", "across(1)", "Column to the right", show=False, id="theory-map.right"),
        Binding("left", "across(-1)", "Column to the left", show=False, id="theory-map.left"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._is_drawn = False

    def compose_body(self) -> ComposeResult:
        """The title, a line about edits of the file, the map, the pane."""
        self.desk = TheoryMapDesk(self.project)
        yield Clipped(id="map-title")
        yield Clipped(id="map-programme")
        yield Clipped(id="map-question")
        yield Static(id="map-edits")
        with Horizontal(id="map-body"):
            with Vertical(id="map-pane"):
                yield Horizontal(id="map-headings")
                yield MapScroll(id="map", can_focus=False)
            yield TheoryDetail()

    async def on_mount(self) -> None:
        """Draw the map."""
        await self._draw()
        self._look_for_edits()

    def project_changed(self) -> None:
        """Draw the map again."""
        self.desk.reload()
        self.call_next(self._draw)
        self._look_for_edits()

    async def _draw(self) -> None:
        theory_map = self.desk.map
        version = (f"  version {self.desk.version}", "$foreground-muted")
        waits = sum(self.desk.waiting.values())
        look = (
            (f"  {waits:,} {'waits' if waits == 1 else 'wait'} for another look", "$text-warning")
            if waits
            else ""
        )
        self.query_one("#map-title", Static).update(
            Content.assemble((plain(theory_map.title), "bold"), version, look)
        )
        self.query_one("#map-question", Static).update(content(theory_map.question))
        programme = self.query_one("#map-programme", Static)
        programme.display = bool(theory_map.programme_theory)
        programme.update(Content.assemble(("Programme theory  ", "bold"), plain(theory_map.programme_theory)))
        scroll = self.query_one("#map", VerticalScroll)
        top = scroll.scroll_offset.y
        headings = self.query_one("#map-headings", Horizontal)
        with self.app.batch_update():
            await scroll.remove_children()
            await scroll.mount_all(self._map_widgets(theory_map))
            await headings.remove_children()
            await headings.mount_all(self._headings(theory_map))
        if self.desk.theory:
            self._focus(self.desk.theory.id, scroll=not self._is_drawn)
        if self._is_drawn:
            scroll.scroll_to(y=top, animate=False, force=True)
        self._is_drawn = True
        self.call_after_refresh(self._name_top)

    @staticmethod
    def _headings(theory_map: TheoryMap) -> Iterator[Widget]:
        """The line above the map: the categories of all columns, or that of the row at the top of the list."""
        yield Clipped(id="top-category", classes="category")
        for name, _ in columns_of(theory_map):
            yield Clipped(content(name.capitalize()), classes="category column-heading")

    @on(MapScroll.Scrolled)
    def _name_top(self) -> None:
        """Name the category at the top of the list, unless its own heading is there."""
        top = self.query_one("#map").region.y
        headings = list(self.query("#map .category").results(Static))
        passed = [heading for heading in headings[1:] if heading.display and heading.region.y <= top]
        current = (headings[:1] + passed)[-1:]
        for line in self.query("#top-category").results(Static):
            at_top = bool(passed) and passed[-1].region.y == top
            line.update("" if at_top or not current else current[0].content)

    def _map_widgets(self, theory_map: TheoryMap) -> Iterator[Widget]:
        columns = columns_of(theory_map)
        yield Horizontal(
            *(
                Vertical(
                    Static(content(name.capitalize()), classes="category" if number else "category first"),
                    *(self._box(code) for code in codes),
                    classes="column",
                )
                for number, (name, codes) in enumerate(columns)
            ),
            id="columns",
        )
        if theory_map.rival_framings:
            yield Static(
                Content("Rival framings, below the theories they rival"), classes="category of-rivals"
            )
        for row in rival_rows(theory_map.rival_framings, columns):
            parts = (_across(width, *([self._box(code)] if code else [])) for width, code in row)
            yield Horizontal(*parts, classes="rivals")

    def _box(self, code: Code) -> TheoryBox:
        verdict = verdict_word(self.desk.work.verdicts.get(code.id))
        return TheoryBox(code, self.desk.evidence.get(code.id), self._ink(code), verdict)

    def _ink(self, code: Code) -> str:
        return code_ink(self.desk.map, code.id, self.app.theme_variables)

    def theme_changed(self) -> None:
        """Colour the boxes for the theme."""
        for box in self.query(TheoryBox):
            box.paint(self._ink(box.code))

    def _look_for_edits(self, *, asked: bool = False) -> None:
        """Show whether the file was edited, and report its mistakes if they are new or were asked for."""
        if self.desk.look_for_edits(asked=asked):
            self.report(self.desk.mistakes, "error")
        count = len(self.desk.differences)
        if not count and not self.desk.mistakes:
            self.review_app.remove_notices("theory_map.yaml was edited")
        line = self.query_one("#map-edits", Static)
        line.display = bool(count)
        what = f" theory_map.yaml was edited ({counted(count, 'difference')}) "
        line.update(
            Content.assemble(
                (what, "bold"), f"{self.key_of('theory-map.differences')} shows them, to apply or ignore"
            )
        )

    @on(TheoryBox.Focused)
    def _describe(self) -> None:
        """Describe the theory in focus, which may be another one by now: boxes report in no certain order."""
        if isinstance(box := self.focused, TheoryBox):
            self.desk.choose(box.code.id)
        if self.desk.theory:
            refined = self.desk.refined._replace(key=self.key_of("theory-map.look_again"))
            self.query_one(TheoryDetail).show(
                self.desk.map,
                self.desk.theory,
                self.desk.evidence,
                refined,
                self.desk.written(),
                self._work(),
            )

    def _work(self) -> Content:
        theory = self.desk.theory
        keys = WorkKeys(*map(self.key_of, OF_WORK))
        return work_lines(self.desk.work.on(theory.id), keys) if theory else Content("")

    # Moving

    def action_step(self, by: int) -> None:
        """Go to the next or previous theory."""
        self._focus(self.desk.beside(by))

    def show_code(self, code: str) -> None:
        """Put the focus on a theory or rival framing, given by its code or that of a sub-theme."""
        if code in self.desk.map.code_names:
            self._focus(self.desk.map.theory_of(code).id)

    def _focus(self, code: str, *, scroll: bool = True) -> None:
        """Choose a theory and put the focus on its box; if the map is to be drawn again, the new box gets it then."""
        self.desk.choose(code)
        for box in self.query(TheoryBox):
            if box.code.id == code:
                self.set_focus(box, scroll_visible=scroll)

    def action_across(self, by: int) -> None:
        """Go to the nearest theory in the next column."""
        boxes = list(self.query(TheoryBox))
        here = next((box.region for box in boxes if box.has_focus), None)
        beside = [box for box in boxes if here and (box.region.x - here.x) * by > 0]
        if here and beside:
            self._focus(
                min(beside, key=lambda b: (abs(b.region.x - here.x), abs(b.region.y - here.y))).code.id
            )

    # Acting

    @on(TheoryBox.Opened)
    def action_passages(self) -> None:
        """Show the passages coded to the focused theory."""
        theory, passages = self.desk.theory, self.desk.passages()
        if passages:
            dialog = PassagesScreen(passages.title, passages.codes, passages.codings, passages.citations)
            self.app.push_screen(dialog, self._read)
        elif theory:
            self.report(f"No passage is coded to {theory.id} yet.")

    def action_look_again(self) -> None:
        """Go through the passages of the focused theory and its sub-themes that wait for another look, in the Reader."""
        from review.tui.places.reader.looking_again import LookingAgain

        if theory := self.desk.theory:
            again = LookingAgain(self.project, self.desk.map.under(theory.id))
            if again.current is None:
                elsewhere = f"; some of {', '.join(others)} do" if (others := self.desk.waits) else ""
                self.report(f"No passage of {theory.id} waits for another look{elsewhere}.")
            else:
                one = again.current.coding
                self.review_app.open_reader(one.record, one.start, again)

    def _read(self, coding: Coding | None) -> None:
        if coding is not None:
            self.review_app.open_reader(coding.record, coding.start)

    def action_edit(self) -> None:
        """Reword the focused theory, with a reason."""
        if theory := self.desk.theory:
            form = edit_theory(self.project, theory, lambda wording: self.desk.refine(theory.id, wording))
            self.app.push_screen(form, self.stored)

    def action_programme(self) -> None:
        """Word the overall programme theory, with a reason."""
        self.app.push_screen(word_programme(self.project), self.stored)

    def action_structure(self, form: str) -> None:
        """Split, merge or rename the focused theory or one of its sub-themes, or move one, with a reason."""
        if theory := self.desk.theory:
            self.app.push_screen(STRUCTURE[form](self.project, theory), self.stored)

    def action_add(self) -> None:
        """Add a theory or a rival framing, with a reason."""
        self.app.push_screen(new_theory(self.project, self.desk.theory), self.stored)

    def action_add_subtheme(self) -> None:
        """Add a sub-theme to the focused theory, with a reason."""
        if theory := self.desk.theory:
            self.app.push_screen(new_subtheme(self.project, theory), self.stored)

    def action_verdict(self) -> None:
        """Give a verdict on the focused theory, with the numbers of its evidence in sight."""
        if theory := self.desk.theory:
            present = self.desk.work.verdicts.get(theory.id)
            counts = history_line(self.desk.refined._replace(key=""), self.desk.evidence.get(theory.id))
            evidence = [counts, work_in_sight(self.desk.work.on(theory.id))]
            form = VerdictForm(self.project, theory, present, evidence)
            self.app.push_screen(form, self.stored)

    def action_configurations(self) -> None:
        """Open a configuration that is tied to the focused theory; if there are several, one that is chosen."""
        if not (theory := self.desk.theory):
            return
        tied = self.desk.work.on(theory.id).configurations
        if len(tied) > 1:
            choices = [(one.id, one.label, one.statement) for one in tied]
            title = f"Configurations tied to {theory.id}"
            self.app.push_screen(Chooser(title, keyed(choices)), self._open_configuration)
        elif tied:
            self._open_configuration(tied[0].id)
        else:
            self.report(f"No configuration is tied to {theory.id}.")

    def _open_configuration(self, cmoc: str | None) -> None:
        if cmoc:
            self.review_app.open_configuration(cmoc)

    def action_against(self) -> None:
        """Go through the passages that may challenge the focused theory, in the Reader."""
        if theory := self.desk.theory:
            go_through_against(self, theory.id)

    def action_appraisals(self) -> None:
        """Show which sources are appraised for which theory, from the focused one on."""
        self.app.push_screen(AppraisalsScreen(self.desk.theory.id if self.desk.theory else ""))

    def action_reject(self) -> None:
        """Reject the focused theory, or reinstate a rejected one, with a reason."""
        if theory := self.desk.theory:
            what = "Reinstate" if theory.rejected else "Reject"
            self._ask(
                f"{what} {theory.id} {theory.name}: why?",
                lambda reason: self.desk.reject_or_reinstate(theory, reason),
            )

    def action_memo(self) -> None:
        """Write a memo on the focused theory."""
        if theory := self.desk.theory:
            prompt = new_memo(self.project, theory.id, f"Memo on {theory.id} {theory.name}")
            self.app.push_screen(prompt, self.stored)

    def action_comment(self) -> None:
        """Write down a comment on the focused theory."""
        if theory := self.desk.theory:
            comment(self, theory.id)

    def _ask(self, title: str, act: Callable[[str], Acknowledgement]) -> None:
        """Ask for a text, and store it by an act."""
        prompt = TextPrompt(title, memo=True, store=lambda text: act(text).message)
        self.app.push_screen(prompt, self.stored)

    def action_versions(self) -> None:
        """Show the map's history."""
        self.app.push_screen(VersionsScreen(self.project.theory.versions()))

    def action_story(self) -> None:
        """Show how the focused theory came to its present wording."""
        if theory := self.desk.theory:
            self._tell(theory.id, f"The story of {theory.id} {theory.name}")

    def action_programme_story(self) -> None:
        """Show how the overall programme theory came to its present wording."""
        if self.desk.map.programme_theory:
            self._tell(PROGRAMME, "The story of the programme theory")
        else:
            key = self.key_of("theory-map.programme")
            self.report(f"There is no programme theory yet; {key} words it.")

    def _tell(self, code: str, title: str) -> None:
        chapters = self.act(lambda: self.project.theory_history.story(code))
        if chapters:
            verdicts = self.desk.work.history(code) if code in self.desk.evidence else ()
            self.app.push_screen(StoryScreen(title, chapters, self.desk.history.cited, verdicts))

    def action_sides(self) -> None:
        """Show the first and the present version of the map side by side; others can be chosen."""
        beside = self.project.theory_history.beside
        self.app.push_screen(SideBySide(self.project.theory.versions(), beside))

    def action_differences(self) -> None:
        """Show pending edits of the file, to apply or ignore them."""
        self._look_for_edits(asked=True)
        if self.desk.differences:
            self.app.push_screen(DifferencesScreen(self.desk.differences), self._settle)
        elif not self.desk.mistakes:
            self.report("theory_map.yaml has no pending edits.")

    def _settle(self, choice: str | None) -> None:
        if choice == "leave":
            self.act(self.project.theory.leave)
            self._look_for_edits()
        elif choice == "take":
            self._ask("Reason for the changes", self.project.theory.adopt)
