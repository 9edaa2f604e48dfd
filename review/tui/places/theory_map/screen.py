"""The Theory map screen: a map, or a list on narrow screens, with the evidence for each theory."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from review.domain.wording.counted import counted
from review.theory_map import Code
from review.tui.places.appraisals import AppraisalsScreen
from review.tui.places.base import ReviewScreen, is_small
from review.tui.places.challenged import go_through_against
from review.tui.places.theory_map.boxes import Box
from review.tui.places.theory_map.concluding import THEN
from review.tui.places.theory_map.counted import Counted
from review.tui.places.theory_map.deeds import Deeds
from review.tui.places.theory_map.desk import TheoryMapDesk
from review.tui.places.theory_map.heading import programme_line, question_line, title_line
from review.tui.places.theory_map.map_pane import MapPane
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.support.colours import code_ink
from review.tui.widgets.fitting.clipped import Clipped
from review.tui.widgets.fitting.showing import show
from review.tui.widgets.theories.counts import COUNTING, wordings_of
from review.tui.widgets.theories.verdict import verdict_word
from review.tui.widgets.theories.work import WorkKeys, work_lines
from review.tui.widgets.theory_detail import TheoryDetail

OF_WORK = ("theory-map.verdict", "theory-map.configurations", "theory-map.against")
"""The bindings for the work on a theory, whose keys the pane names."""


class TheoryMapScreen(ReviewScreen):
    """Theories in columns by category, rival framings below them, and a pane about the focused one, which `desk` holds."""

    MODE = "theory-map"
    HELP = (
        "The programme theory: how much evidence there is for each theory and rival framing. Only records that are"
        " included at the last stage count. Counts do not weigh evidence. {theory-map.verdict} gives a verdict on the theory in focus,"
        " {theory-map.appraisals} shows which sources are appraised for it."
    )
    CSS_PATH: ClassVar[CSSPathType | None] = [
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
        Binding("down,j,tab", "step(1)", "Next theory", show=False, id="theory-map.next"),
        Binding("up,k,shift+tab", "step(-1)", "Previous theory", show=False, id="theory-map.previous"),
        Binding("right", "across(1)", "Column to the right", show=False, id="theory-map.right"),
        Binding("left", "across(-1)", "Column to the left", show=False, id="theory-map.left"),
        Binding("home", "jump(0)", "First theory", show=False, id="theory-map.first"),
        Binding("end", "jump(-1)", "Last theory", show=False, id="theory-map.last"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._counts = BackgroundQuestions(self, lambda _reads: self.desk.count(), self._take_counts)
        self._once_counted: Callable[[], None] | None = None

    def compose_body(self) -> ComposeResult:
        """The title, a line about edits of the file, the map, the pane."""
        self.desk = TheoryMapDesk(self.project)
        self._deeds = Deeds(self, self.desk)
        yield Clipped(id="map-title")
        yield Clipped(id="map-programme")
        yield Clipped(id="map-question")
        yield Static(id="map-edits")
        with Horizontal(id="map-body"):
            yield MapPane()
            yield TheoryDetail()

    def on_mount(self) -> None:
        """Draw the map, and have counted what there is on it."""
        self._draw()
        self._count()

    def on_review_screen_opened(self) -> None:
        """Say whether the file was edited."""
        self._look_for_edits()

    def project_changed(self) -> None:
        """Draw the map again if it is another one; count again."""
        self.desk.reload()
        if not self._map.shows(self.desk.map):
            self._draw()
        self._count()
        self._look_for_edits()

    @property
    def _map(self) -> MapPane:
        return self.query_one(MapPane)

    # What is counted over the whole review

    def _count(self) -> None:
        """Have counted what is out of date, in a large review in the background."""
        if wanted := self.desk.uncounted():
            self._counts.ask(wanted, at_once=is_small(self.project))

    def _take_counts(self, asked: int, found: Counted) -> None:
        """Show what was counted, and do what waited for it."""
        if self.desk.take(asked, found):
            self._draw()
        else:
            self._describe()
        if self.desk.uncounted() is None and (act := self._once_counted):
            self._once_counted = None
            self.review_app.remove_notices(THEN)
            act()

    def _with_counts(self, act: Callable[[Code, Counted], None]) -> None:
        """Do something with the focused theory and what is counted; once it is counted, if it is not or is out of date."""
        theory = self.desk.theory
        if theory is None:
            return
        if self.desk.uncounted() is None and self.desk.counted:
            act(theory, self.desk.counted)
        else:
            self._once_counted = lambda: self._with_counts(act)
            self.report(THEN)

    # Showing

    def _draw(self) -> None:
        self._show_title()
        chosen = self.desk.theory.id if self.desk.theory else ""
        self._map.show(self.desk.map, {code.id: self._box(code) for code in self.desk.boxes}, chosen)
        self._describe()

    def _show_title(self) -> None:
        theory_map = self.desk.map
        waits, applies = sum(self.desk.waiting.values()), self.key_of("theory-map.differences")
        title = title_line(theory_map, self.desk.version, waits, applies)
        show(self.query_one("#map-title", Static), title)
        programme = self.query_one("#map-programme", Static)
        programme.display = bool(theory_map.programme_theory)
        show(programme, programme_line(theory_map, self.key_of("theory-map.programme")))
        show(self.query_one("#map-question", Static), question_line(theory_map))

    def _box(self, code: Code) -> Box:
        """A theory with the verdict on it in a word, and its counts."""
        verdict = verdict_word(self.desk.counted.work.verdicts.get(code.id) if self.desk.counted else None)
        counts = wordings_of(self.desk.evidence, code.id, verdict)
        return Box(code, counts, code_ink(self.desk.map, code.id, self.app.theme_variables))

    def theme_changed(self) -> None:
        """Colour the boxes for the theme."""
        if self._is_composed:
            self._draw()

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
        shows = f"{self.key_of('theory-map.differences')} shows them, to apply or ignore"
        show(line, Content.assemble((what, "bold"), shows))

    def _describe(self) -> None:
        """Describe the theory in focus."""
        if self.desk.theory:
            refined = self.desk.refined
            if refined:
                refined = refined._replace(key=self.key_of("theory-map.look_again"))
            self.query_one(TheoryDetail).show(
                self.desk.map,
                self.desk.theory,
                self.desk.evidence,
                refined,
                self.desk.written(),
                self._work(),
            )

    def _work(self) -> Content:
        theory, counted = self.desk.theory, self.desk.counted
        if theory is None or counted is None:
            return COUNTING
        work = counted.work.on(theory.id, self.desk.map.under(theory.id))
        return work_lines(work, WorkKeys(*map(self.key_of, OF_WORK)))

    # Moving

    def action_step(self, by: int) -> None:
        """Go to the next or previous theory."""
        self._focus(self.desk.beside(by))

    def action_jump(self, place: int) -> None:
        """Go to the theory at a place in the order of the map: 0 the first, -1 the last."""
        self._focus(self.desk.at(place))

    def show_code(self, code: str) -> None:
        """Put the focus on a theory or rival framing, given by its code or that of a sub-theme."""
        if code in self.desk.map.code_names:
            self._focus(self.desk.map.theory_of(code).id)

    def _focus(self, code: str) -> None:
        """Choose a theory, and show it."""
        self.desk.choose(code)
        self._map.choose(code)
        self._describe()

    @on(MapPane.Clicked)
    def _clicked(self, message: MapPane.Clicked) -> None:
        """Choose what was clicked; a double click shows its passages."""
        self._focus(message.code)
        if message.is_double:
            self.action_passages()

    def action_across(self, by: int) -> None:
        """Go to the nearest theory in the next column."""
        if code := self._map.beside(by):
            self._focus(code)

    # Acting; what acts on a theory does so on the one in focus

    def action_passages(self) -> None:
        """Show the passages coded to the focused theory."""
        self._with_theory(self._deeds.passages)

    def _with_theory(self, act: Callable[[Code], object]) -> None:
        if theory := self.desk.theory:
            act(theory)

    def action_look_again(self) -> None:
        """Go through the passages of the focused theory and its sub-themes that wait for another look, in the Reader."""
        self._with_theory(self._deeds.look_again)

    def action_edit(self) -> None:
        """Reword the focused theory, with a reason."""
        self._with_theory(self._deeds.edit)

    def action_programme(self) -> None:
        """Word the overall programme theory, with a reason."""
        self._deeds.programme()

    def action_structure(self, form: str) -> None:
        """Split, merge or rename the focused theory or one of its sub-themes, or move one, with a reason."""
        self._with_theory(lambda theory: self._deeds.structure(theory, form))

    def action_add(self) -> None:
        """Add a theory or a rival framing, with a reason."""
        self._deeds.add(self.desk.theory)

    def action_add_subtheme(self) -> None:
        """Add a sub-theme to the focused theory, with a reason."""
        self._with_theory(self._deeds.add_subtheme)

    def action_verdict(self) -> None:
        """Give a verdict on the focused theory, with the numbers of its evidence in sight."""
        self._with_counts(self._deeds.verdict)

    def action_configurations(self) -> None:
        """Open a configuration that is tied to the focused theory; if there are several, one that is chosen."""
        self._with_counts(self._deeds.configurations)

    def action_against(self) -> None:
        """Go through the passages that may challenge the focused theory, in the Reader."""
        self._with_theory(lambda theory: go_through_against(self, theory.id))

    def action_appraisals(self) -> None:
        """Show which sources are appraised for which theory, from the focused one on."""
        self.app.push_screen(AppraisalsScreen(self.desk.theory.id if self.desk.theory else ""))

    def action_reject(self) -> None:
        """Reject the focused theory, or reinstate a rejected one, with a reason."""
        self._with_theory(self._deeds.reject)

    def action_memo(self) -> None:
        """Write a memo on the focused theory."""
        self._with_theory(self._deeds.memo)

    def action_comment(self) -> None:
        """Write down a comment on the focused theory."""
        self._with_theory(self._deeds.comment)

    def action_versions(self) -> None:
        """Show the map's history."""
        self._deeds.versions()

    def action_story(self) -> None:
        """Show how the focused theory came to its present wording."""
        self._with_theory(self._deeds.story)

    def action_programme_story(self) -> None:
        """Show how the overall programme theory came to its present wording."""
        self._deeds.programme_story()

    def action_sides(self) -> None:
        """Show the first and the present version of the map side by side; others can be chosen."""
        self._deeds.sides()

    def action_differences(self) -> None:
        """Show pending edits of the file, to apply or ignore them."""
        self._look_for_edits(asked=True)
        self._deeds.differences(self._look_for_edits)
