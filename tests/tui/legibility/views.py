"""All places and dialogs, with the keys that open them from the Library."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList

import review.tui
from review.domain import Decision, DecisionKind
from review.project import Project
from review.project.theories.changes import Grounds
from review.tui.app import ReviewApp
from review.tui.dialogs.acts import ActsScreen
from review.tui.dialogs.appraisal.form import AppraisalForm
from review.tui.dialogs.base import Question
from review.tui.dialogs.choose import Chooser
from review.tui.dialogs.code_picker import CodePicker
from review.tui.dialogs.descriptions.choose_several import ChooseSeveral
from review.tui.dialogs.descriptions.comment import CommentForm
from review.tui.dialogs.edit_reference import EditReference
from review.tui.dialogs.files.file_form import FileForm
from review.tui.dialogs.files.import_project import CodedProjectFile, ProjectPreview
from review.tui.dialogs.files.import_references import Chosen, ImportFile, ImportPreview
from review.tui.dialogs.files.import_table import TableFile, TablePreview
from review.tui.dialogs.files.work import Work
from review.tui.dialogs.find import FindDialog
from review.tui.dialogs.formats import FormatsDialog
from review.tui.dialogs.help import HelpScreen
from review.tui.dialogs.ingest import IngestScreen
from review.tui.dialogs.message import MessageScreen
from review.tui.dialogs.page_numbers import PageNumbers
from review.tui.dialogs.palette import Palette
from review.tui.dialogs.passages import PassagesScreen
from review.tui.dialogs.settle import SettleForm
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.dialogs.theories.form import TheoryForm
from review.tui.dialogs.theories.new_configuration import NewConfiguration
from review.tui.dialogs.theories.side_by_side import SideBySide
from review.tui.dialogs.theories.story import StoryScreen
from review.tui.dialogs.theories.triggers import ChooseTriggers
from review.tui.dialogs.theories.verdict import VerdictForm
from review.tui.dialogs.theory_changes import DifferencesScreen, VersionsScreen
from review.tui.places.accuracy import AccuracyScreen
from review.tui.places.appraisals import AppraisalsScreen
from review.tui.places.configurations import ConfigurationsScreen
from review.tui.places.configurations.chain_view import ChainScreen
from review.tui.places.desk import DeskScreen
from review.tui.places.desk.versions import ProseVersions, WrittenApart
from review.tui.places.duplicates import DuplicatesScreen
from review.tui.places.exports import ExportsScreen
from review.tui.places.going import open_screening
from review.tui.places.library import LibraryScreen
from review.tui.places.library.decide_all import DecideAll
from review.tui.places.reader import ReaderScreen
from review.tui.places.screening import ScreeningScreen
from review.tui.places.searches import SearchesScreen
from review.tui.places.team import TeamScreen
from review.tui.places.theory_map import TheoryMapScreen
from tests.exchange.refi.projects import QC, Code, coded, write_project
from tests.tui.hosts import begun_where, settled
from tests.tui.legibility.configurations import compose
from tests.tui.legibility.desk import write
from tests.tui.legibility.reviews import HOSTILE, LONG, WIDE
from tests.tui.legibility.searches import log
from tests.tui.legibility.team import disagree

ARTICLE = "halden-institute-2014-four-ways.pdf"
TABLE = "eastmarsh-2016-market-position-statement.pdf"
"""The demonstration's report with a table on its page of the number 4."""


LINKED = ("end", "up")
"""The keys from the first configuration to one with links."""

READ = ("slash", *"four ways", "enter", "enter")
"""The keys that open the article in the Reader."""


@dataclass(frozen=True)
class View:
    """A screen in one state, and the keys that lead there after `begin` is called in the Library.

    `prepare` changes the project before it is opened; `only_on` is the only review that can show the view.
    """

    name: str
    screen: type[Screen]
    keys: tuple[str, ...] = ()
    begin: Callable[[ReviewApp], object] | None = None
    prepare: Callable[[Project], object] | None = None
    only_on: str = ""

    @property
    def typed(self) -> tuple[str, ...]:
        """All keys that lead there from the start; empty if keys are not enough."""
        if self.begin is _read:
            return (*READ, *self.keys)
        return () if self.begin else self.keys

    def begin_near(self, app: ReviewApp) -> View:
        """Have the program begin at the view's place; the view with the keys that are left."""
        return self if self.begin else replace(self, keys=begun_where(app, self.keys))

    async def reach(self, pilot: Pilot[None]) -> None:
        """Go there."""
        app = pilot.app
        assert isinstance(app, ReviewApp)
        await settled(pilot)
        if self.begin:
            self.begin(app)
            await settled(pilot)
        for key in self.keys:
            await pilot.press(key)
            await settled(pilot)
        assert isinstance(app.screen, self.screen), f"{self.name} shows {app.screen}"


def _read(app: ReviewApp, name: str = ARTICLE) -> None:
    """Open a text in the Reader: that of the named file if the review has it, else the first one."""
    project = app.project
    records = [row.record for row in project.records.rows(project.records.listing())]
    texts = [record for record in records if project.records.get(record).text_sha256]
    named = [record for record in texts if project.records.get(record).path.endswith(name)]
    if texts:
        app.open_reader((named or texts)[0])


def _with_text(project: Project) -> None:
    """A text file with paragraphs that are long, wide and hostile, one of them coded."""
    path = project.documents.corpus / "interview.txt"
    path.write_text("\n\n".join(["An interview", *(LONG, HOSTILE, WIDE) * 5]), "utf-8")
    project.documents.ingest([path])
    record = project.records.find("corpus/interview.txt")
    document = project.documents.get(record)
    assert document is not None
    passage = document.passages[1]
    project.coding.code(record, [project.theory.map.codes[0].id], passage.start, passage.end, memo=HOSTILE)


def _edit_by_hand(project: Project) -> None:
    """Edit the theory map's file."""
    text = project.map_file.path.read_text("utf-8")
    project.map_file.path.write_text(
        text.replace("proposition: ", "proposition: Edited by hand. ", 1), "utf-8"
    )


def _refine(project: Project) -> None:
    """Reword a theory twice, with what led to it, and word the programme theory."""
    first = project.theory.map.theories[0]
    grounds = Grounds(inference="abduction", if_=LONG, then=LONG, because=LONG)
    words = " ".join([*first.proposition.split()[1:], "at last"])
    project.theory.refine(first.id, LONG, proposition=words, grounds=grounds)
    project.structure.rename(first.id, f"{first.name} again", LONG)
    project.structure.word_programme(f"{LONG} {LONG} {LONG}", LONG)


FIRST_CONFIGURATION = ("down",) * 10
"""The keys in a list of what is claimed that lead from the first theory of the demonstration to its first configuration."""


def _second_outcome(project: Project) -> None:
    """Give the first configuration another outcome, shown by a passage of the first document."""
    (first, *_) = project.configurations.all()
    records = [row.record for row in project.records.rows(project.records.listing())]
    record = next(one for one in records if project.records.get(one).text_sha256)
    document = project.documents.get(record)
    assert document is not None
    passage = document.passages[1]
    project.configurations.put(first.id, "outcome", record, (passage.start, passage.end), wording=LONG)


def _reword(project: Project) -> None:
    """Reword a theory after passages of the first document were coded to it, and park the first record for it."""
    if project.read_only:
        return
    theory = project.theory.map.codes[0]
    records = [row.record for row in project.records.rows(project.records.listing())]
    for record in [one for one in records if project.records.get(one).text_sha256]:
        document = project.documents.get(record)
        assert document is not None
        for passage in document.passages[2:5]:
            project.coding.code(record, [theory.id], passage.start, passage.end, stance="supports")
    for record in project.screening.candidates(project.theory.stages[0])[:1]:
        project.screening.decide(record, "park", project.theory.stages[0], theories=[theory.id])
    words = theory.proposition.split()
    proposition = " ".join(["Some", *words[1:-1], "in", "certain", "places."])
    project.theory.refine(theory.id, "so it is", proposition=proposition)


def _appraised(project: Project) -> None:
    """Appraisals by two reviewers who differ, for theories, the review and a passage; verdicts with what changed since."""
    if project.read_only:
        return
    first, *others = project.theory.map.theories
    last = project.theory.map.last_stage
    codings = project.coding.codings()
    for record in dict.fromkeys(one.record for one in codings):
        project.screening.decide(record, "include", last)
    for number, one in enumerate(codings[:12]):
        target = project.theory.map.theory_of(one.codes[0]).id
        levels = {"relevance": ("high", "moderate", "low")[number % 3], "richness": "not-assessed"}
        project.appraisals.appraise(one.record, levels, f"{LONG} {HOSTILE}", target=target)
        if number % 2:
            with project.acting_as("Zoe"):
                project.appraisals.appraise(
                    one.record, {"relevance": "low", "rigour": "high"}, LONG, target=target
                )
    project.verdicts.give(first.id, "partially-supported", caveat=LONG, gap=HOSTILE)
    for theory in others[:2]:
        project.verdicts.give(theory.id, "insufficient-evidence")
    project.theory.refine(first.id, "so it is", proposition=f"{first.proposition} Or so.")


def _parked(app: ReviewApp) -> None:
    """Open the record that was parked for the theory in Screening."""
    app.action_go("screening")
    for parked in app.project.screening.parked_again(app.project.theory.stages[0])[:1]:
        open_screening(app.screen, parked.record)


def _with_facets(project: Project) -> None:
    """A facet set on the first record, and a comment on the first theory."""
    facet = next((one for one in project.theory.map.facets if len(one.values) > 1), None)
    if facet:
        for row in project.records.rows(project.records.listing()):
            project.annotations.set_facet(row.record, facet.id, facet.values[:2])
    project.annotations.comment(f"{LONG} {HOSTILE}", "expert", who=HOSTILE, on=project.theory.map.codes[0].id)


def _reported(app: ReviewApp) -> None:
    """Notices of all kinds that stay until the check is done."""
    app.NOTIFICATION_TIMEOUT = 3600
    for severity in ("information", "warning", "error"):
        app.report(f"{LONG}. {HOSTILE}", severity)


def _chooser(app: ReviewApp) -> None:
    from review.tui.dialogs.choose import Choice

    app.push_screen(Chooser(LONG, [Choice(str(n), f"{LONG} {n}", HOSTILE, marked=n == 3) for n in range(60)]))


def _message(app: ReviewApp) -> None:
    app.push_screen(MessageScreen("\n".join(f"{number}: {LONG} {HOSTILE}" for number in range(40))))


def _complaint(app: ReviewApp) -> None:
    app.push_screen(TextPrompt(LONG, "12", HOSTILE, complaint=lambda _: LONG))


def _importing(app: ReviewApp) -> None:
    """A table of references with hostile names and values, previewed."""
    table = app.project.folder / "found [b].csv"
    rows = (f'"{LONG} {number}","Lane, Jo; {LONG}",20{number},"{HOSTILE}"' for number in range(10, 14))
    table.write_text("\n".join([f"Title,Authors,Year,{LONG}", *rows]), "utf-8")
    app.push_screen(ImportPreview(app.project.references, Chosen(table)))


def _table_file(app: ReviewApp) -> None:
    app.push_screen(TableFile(app.project.spreadsheets, "cmocs"))


def _previewing_a_table(app: ReviewApp) -> None:
    """A table with rows that fit and rows that do not, both with text that is too long."""
    table = app.project.folder / "configurations.csv"
    rows = (
        f'"{LONG} {number}","{HOSTILE}","{code}=supports"'
        for number, code in enumerate(("T1", LONG, "T2", HOSTILE))
    )
    table.write_text("\n".join([f"Context,Outcome,Theories,{LONG}", *rows]), "utf-8")
    app.push_screen(TablePreview(app.project.spreadsheets, "cmocs", table))


def _project_file(app: ReviewApp) -> None:
    app.push_screen(CodedProjectFile(app.project.interchange, app.project.theory.map))


def _previewing_a_project(app: ReviewApp) -> None:
    """Codes that are new, known and named with text that is too long, and passages without a text."""
    codes = (Code(f"{LONG} {HOSTILE}", (Code(HOSTILE),)), Code("Market logic"), *map(Code, "ABCDEFGHIJ"))
    path = write_project(
        app.project.folder / "coded [b].qdpx", QC, codes, [coded(LONG, "Nobody answered.", A="Nobody")]
    )
    app.push_screen(ProjectPreview(app.project.interchange, app.project.theory.map, path))


def _export(app: ReviewApp, name: str) -> None:
    """Choose an export on its screen, once that has its list."""
    app.action_go("exports")
    screen = app.screen
    assert isinstance(screen, ExportsScreen)

    def choose() -> None:
        place = [one.name for one in screen.desk.exports].index(name)
        screen.query_one(OptionList).highlighted = place

    screen.call_later(choose)


def _disagreeing(app: ReviewApp) -> tuple[Decision, ...]:
    record = app.project.records.all()[0].id
    return tuple(
        Decision("", record, "title-abstract", name, kind, ("E1",), f"{LONG} {HOSTILE}")
        for kind, name in ((DecisionKind.INCLUDE, "Ann"), (DecisionKind.EXCLUDE, HOSTILE))
    )


def _settling(app: ReviewApp) -> None:
    app.push_screen(SettleForm(app.project, _disagreeing(app)))


def _working(app: ReviewApp) -> None:
    app.push_screen(Work(LONG, lambda _monitor: f"{LONG} {HOSTILE}\n" * 9))


VIEWS: tuple[View, ...] = (
    View("import", ImportFile, ("I", *"/nothing", "enter")),
    View("import-preview", ImportPreview, ("down",), begin=_importing),
    View("import-field", Chooser, ("enter",), begin=_importing),
    View("import-table", TableFile, (*"/nothing", "enter"), begin=_table_file),
    View("import-table-preview", TablePreview, begin=_previewing_a_table),
    View("import-project", CodedProjectFile, (*"/nothing", "enter"), begin=_project_file),
    View("import-project-preview", ProjectPreview, ("down",), begin=_previewing_a_project),
    View("import-project-done", ProjectPreview, ("ctrl+s",), begin=_previewing_a_project),
    View("import-project-choice", Chooser, ("enter",), begin=_previewing_a_project),
    View("attach", FileForm, ("A", *"/nothing", "enter")),
    View("settle", SettleForm, (*"exclude", "enter"), begin=_settling),
    View("acts", ActsScreen, ("H",)),
    View("work", Work, begin=_working),
    View("discard", Question, ("e", "x", "escape")),
    View("library", LibraryScreen, ("down", "down")),
    View("library-end", LibraryScreen, ("end",)),
    View("library-marked", LibraryScreen, ("space", "space")),
    View("library-search", LibraryScreen, ("slash", *"market")),
    View("library-nothing-found", LibraryScreen, ("slash", *"zzzz")),
    View("library-toasts", LibraryScreen, begin=_reported),
    View("filter", Chooser, ("f",)),
    View("filtered", LibraryScreen, ("f", "down", "enter")),
    View("order", Chooser, ("o",)),
    View("source-type", Chooser, ("down", "t")),
    View("role", Chooser, ("R",)),
    View("memo", TextPrompt, ("N", *"A memo")),
    View("edit-reference", EditReference, ("e",)),
    View("ingest", IngestScreen, ("i",)),
    View("decide-all", DecideAll, ("m", "m", "D")),
    View("decide-all-exclude", DecideAll, ("m", "m", "D", "x", "1", "n", *"too early [b]", "tab")),
    View("decide-all-found", DecideAll, ("slash", *"market", "enter", "D", "s", "x", "enter")),
    View("duplicates", DuplicatesScreen, ("equals_sign",)),
    View("duplicates-next", DuplicatesScreen, ("equals_sign", "down", "o")),
    View("screening", ScreeningScreen, ("f3",)),
    View("screening-later", ScreeningScreen, ("f3", "n", "i")),
    View("screening-exclude", ScreeningScreen, ("f3", "x")),
    View("screening-override", Chooser, ("f3", "O")),
    View("screening-note", TextPrompt, ("f3", "N")),
    View("screening-facets", Chooser, ("f3", "F"), prepare=_with_facets),
    View("facet-values", ChooseSeveral, ("F", "1", "1", "down"), begin=_read, prepare=_with_facets),
    View(
        "comment", CommentForm, ("f5", "c", *"never asked [b]", "enter", *"x", "enter"), prepare=_with_facets
    ),
    View("screening-why", ScreeningScreen, ("f3", "W")),
    View("screening-details", ScreeningScreen, ("f3", "w")),
    View("screening-wrong-key", ScreeningScreen, ("f3", "m", "x", "z")),
    View("screening-second-stage", ScreeningScreen, ("f3", "tab")),
    View("reader", ReaderScreen, ("j", "j"), begin=_read),
    View("reader-coding", ReaderScreen, ("j", "1", "+", "J", "J", "a", "-", "'", "escape"), begin=_read),
    View("reader-same-stance", Question, ("j", "1", "+", "a", "+"), begin=_read),
    View(
        "reader-stances",
        ReaderScreen,
        ("ctrl+f", *"was one exception", "enter"),
        begin=partial(_read, name="fennimarsh-2015-market-shaping.pdf"),
        only_on="demonstration",
    ),
    View("reader-selection", ReaderScreen, ("v", "down", "down", "right"), begin=_read),
    View("reader-find", ReaderScreen, ("ctrl+f", *"market", "enter"), begin=_read),
    View("reader-why", ReaderScreen, ("W",), begin=_read),
    View("reader-end", ReaderScreen, ("H", "ctrl+end"), begin=_read),
    View("reader-page", TextPrompt, ("g",), begin=_read),
    View("page-numbers", PageNumbers, ("P", *"ix", "tab", "tab", "2"), begin=_read),
    View("page-numbers-refused", PageNumbers, ("P", *"cover", "tab", "tab", *"999", "enter"), begin=_read),
    View("reader-page-numbers", ReaderScreen, ("P", *"[b]", "enter", "j"), begin=_read),
    View("reader-memo", TextPrompt, ("1", "M"), begin=_read),
    View("reader-look-again", ReaderScreen, ("L", "n"), begin=_read, prepare=_reword),
    View("reader-looked-at", ReaderScreen, ("L", "h", "-", "u"), begin=_read, prepare=_reword),
    View("look-again-all", Question, ("L", "A"), begin=_read, prepare=_reword, only_on="demonstration"),
    View("appraise", AppraisalForm, ("1", "A", "1"), begin=_read, prepare=_appraised),
    View("appraise-why", AppraisalForm, ("1", "A", "1", "2", "0", *"so it is [b]", "tab", "p"), begin=_read),
    View("appraise-refused", AppraisalForm, ("A", "enter"), begin=_read),
    View("against-what", Chooser, ("E",), begin=_read),
    View("reader-against", ReaderScreen, ("E", "enter", "n"), begin=_read),
    View("reader-against-answered", ReaderScreen, ("E", "enter", "x", "-", "u"), begin=_read),
    View(
        "reader-against-configuration",
        ReaderScreen,
        ("E", *FIRST_CONFIGURATION, "enter", "n"),
        begin=_read,
        prepare=_second_outcome,
        only_on="demonstration",
    ),
    View(
        "against-element",
        Chooser,
        ("E", *FIRST_CONFIGURATION, "enter", "-"),
        begin=_read,
        prepare=_second_outcome,
        only_on="demonstration",
    ),
    View("find", FindDialog, ("ctrl+g", *"the")),
    View("find-nothing", FindDialog, ("ctrl+g", *"zzz")),
    View("find-begin", FindDialog, ("ctrl+g",)),
    View(
        "configuration-line",
        ReaderScreen,
        ("j", "1", "+", "ctrl+k", "c", "j", "m", "j", "o", "j", "minus", "o", "plus", "c", "k", "k"),
        begin=_read,
    ),
    View("configuration-waits", ReaderScreen, ("ctrl+k", "o", "j", "minus"), begin=_read),
    View("configuration-which", ReaderScreen, ("ctrl+k", "c", "j", "plus", "c", "j", "c"), begin=_read),
    View("configuration-whole", ReaderScreen, ("ctrl+k", "equals_sign", "c", "o"), begin=_read),
    View("configuration-words", ReaderScreen, ("ctrl+k", "o", "w"), begin=_read),
    View("configuration-theory", ReaderScreen, ("j", "1", "ctrl+k", "c", "T"), begin=_read),
    View("configuration-stance", ReaderScreen, ("ctrl+k", "c", "T", "1"), begin=_read),
    View("configuration-find", Chooser, ("ctrl+k", "c", "slash"), begin=_read),
    View("code-picker", CodePicker, ("slash", "down"), begin=_read),
    View("code-picker-none", CodePicker, ("slash", *"zzz"), begin=_read),
    View("picker-subtheme", TheoryForm, ("slash", *"zzz", "ctrl+n"), begin=_read),
    View("theory-map", TheoryMapScreen, ("f5",)),
    View("theory-map-to-look-at", TheoryMapScreen, ("f5",), prepare=_reword),
    View("theory-map-verdicts", TheoryMapScreen, ("f5",), prepare=_appraised),
    View("verdict", VerdictForm, ("f5", "V", "2", *"few [b]", "enter"), prepare=_appraised),
    View("verdict-refused", VerdictForm, ("f5", "end", "V", "enter")),
    View("appraisals", AppraisalsScreen, ("f5", "g", "n"), prepare=_appraised),
    View("appraisals-none", AppraisalsScreen, ("f5", "g")),
    View("story-verdicts", StoryScreen, ("f5", "s"), prepare=_appraised),
    View("screening-again", ScreeningScreen, begin=_parked, prepare=_reword),
    View("screening-park-for", TextPrompt, ("f3", "P", *"T99", "enter")),
    View("theory-map-end", TheoryMapScreen, ("f5", "up")),
    View("theory-map-edited", TheoryMapScreen, ("f5", "down"), prepare=_edit_by_hand),
    View("passages", PassagesScreen, ("f5", "enter")),
    View("versions", VersionsScreen, ("f5", "l")),
    View("differences", DifferencesScreen, ("f5", "f"), prepare=_edit_by_hand),
    View("story", StoryScreen, ("f5", "s"), prepare=_refine),
    View("side-by-side", SideBySide, ("f5", "d"), prepare=_refine),
    View("edit-theory", TheoryForm, ("f5", "e")),
    View("split-theory", TheoryForm, ("f5", "S")),
    View("merge-theories", TheoryForm, ("f5", "m")),
    View("move-sub-theme", TheoryForm, ("f5", "v")),
    View("rename-theory", TheoryForm, ("f5", "n")),
    View("programme-theory", TheoryForm, ("f5", "p")),
    View("triggers", ChooseTriggers, ("f5", "e", "ctrl+o"), only_on="demonstration"),
    View("add-theory", TheoryForm, ("f5", "a")),
    View("add-sub-theme", TheoryForm, ("f5", "A")),
    View("reject-theory", TextPrompt, ("f5", "R")),
    View("exports", ExportsScreen, ("f6",)),
    View("exports-table", ExportsScreen, ("f6", "down", "down", "l")),
    View("exports-synthesis", ExportsScreen, ("f6", *["down"] * 4, "a")),
    View("exports-last", ExportsScreen, ("f6", "end")),
    View("exports-prisma", ExportsScreen, begin=partial(_export, name="prisma")),
    View("exports-annotated", ExportsScreen, begin=partial(_export, name="annotated")),
    View(
        "exports-references", TextPrompt, ("r", *"[b]=c", "enter"), begin=partial(_export, name="references")
    ),
    View("exports-found", ExportsScreen, ("slash", *"market", "enter", "E")),
    View("exports-coded", Chooser, ("f6", "c")),
    View("exports-coded-done", Work, ("f6", "c", "2", "enter")),
    View("formats", FormatsDialog, ("f6", "f")),
    View("model", AccuracyScreen, ("f7", "r")),
    *(
        View(f"model-{name}", AccuracyScreen, ("f7", "r", *("down",) * number), only_on="demonstration")
        for number, name in enumerate(
            ("theory-map", "codes", "calibration", "blind", "semantic", "source-types", "use", "trained"), 1
        )
    ),
    View("model-figures", AccuracyScreen, ("f7", "r", "down", "down", "l", "end"), only_on="demonstration"),
    View("configurations", ConfigurationsScreen, ("f8",), prepare=compose),
    View("configurations-none", ConfigurationsScreen, ("f8",)),
    View("configurations-read", ConfigurationsScreen, ("f8", "enter", "down"), prepare=compose),
    View("configurations-end", ConfigurationsScreen, ("f8", "enter", "end"), prepare=compose),
    View("configurations-last", ConfigurationsScreen, ("f8", "end"), prepare=compose),
    View("configurations-filtered", ConfigurationsScreen, ("f8", "f", *"kept", "enter"), prepare=compose),
    View("configurations-filter", Chooser, ("f8", "f"), prepare=compose),
    View("configuration-chain", ChainScreen, ("f8", *LINKED, "d"), prepare=compose),
    View("configuration-new", NewConfiguration, ("f8", "n", "ctrl+s")),
    View("configuration-role", Chooser, ("f8", "r"), prepare=compose),
    View("configuration-retroduce", TheoryForm, ("f8", "r", "enter", "enter", "enter"), prepare=compose),
    View("configuration-word", TextPrompt, ("f8", "enter", "e"), prepare=compose),
    View("configuration-element", Chooser, ("f8", "e"), prepare=compose),
    View("configuration-take", Question, ("f8", "enter", "x"), prepare=compose),
    View("configuration-tie", CodePicker, ("f8", "t"), prepare=compose),
    View("configuration-stance", Chooser, ("f8", "t", "enter"), prepare=compose),
    View("configuration-statement", TheoryForm, ("f8", "S"), prepare=compose),
    View("configuration-other", Chooser, ("f8", "l"), prepare=compose),
    View("configuration-link", Chooser, ("f8", "l", "enter"), prepare=compose),
    View("configuration-unlink", Chooser, ("f8", *LINKED, "X"), prepare=compose),
    View("configuration-merge", Chooser, ("f8", "m"), prepare=compose),
    View("configuration-status", Chooser, ("f8", "s"), prepare=compose),
    View("configuration-reason", TextPrompt, ("f8", "s", "3", "enter"), prepare=compose),
    View("configuration-look-again", Chooser, ("f8", "f", *"look again", "enter", "L"), prepare=compose),
    View("desk", DeskScreen, ("f9",), prepare=write),
    View("desk-none", DeskScreen, ("f9",)),
    View("desk-writing", DeskScreen, ("f9", "tab", *" and"), prepare=write),
    View("desk-configurations", DeskScreen, ("f9", "end", "up", "up"), prepare=write),
    View("desk-reading", DeskScreen, ("f9", "r"), prepare=write),
    View("desk-marks", DeskScreen, ("f9", "n", "n"), prepare=write),
    View("desk-filtered", DeskScreen, ("f9", "f", *"not in the prose", "enter"), prepare=write),
    View("desk-section", DeskScreen, ("f9", "left_square_bracket", "tab", *"In sum"), prepare=write),
    View("desk-inserted", DeskScreen, ("f9", "down", "i"), prepare=write),
    View("desk-versions", ProseVersions, ("f9", "v", "down"), prepare=write),
    View("desk-apart", WrittenApart, ("f9", "o"), prepare=write),
    View("desk-theories", Chooser, ("f9", "t"), prepare=write),
    View("desk-memos", Chooser, ("f9", "m"), prepare=write),
    View("help-desk", HelpScreen, ("f9", "question_mark")),
    View("searches", SearchesScreen, ("f10",), prepare=log),
    View("searches-none", SearchesScreen, ("f10",)),
    View("searches-read", SearchesScreen, ("f10", "enter", "end"), prepare=log),
    View("searches-hostile", SearchesScreen, ("f10", "down", "down", "enter"), prepare=log),
    View("searches-flow", SearchesScreen, ("f10", "f"), prepare=log),
    View("searches-flow-checks", SearchesScreen, ("f10", "f", "end"), prepare=log),
    View("searches-prisma-s", SearchesScreen, ("f10", "p"), prepare=log),
    View("search-kinds", Chooser, ("f10", "n"), prepare=log),
    View("search-prompts", Chooser, ("f10", "n", "1"), prepare=log),
    View("search-new", TheoryForm, ("f10", "n", "1", "p", "ctrl+s"), prepare=log),
    View("search-again", TheoryForm, ("f10", "down", "down", "e"), prepare=log),
    View("search-line", TheoryForm, ("f10", "l", *"market*"), prepare=log),
    View("search-line-again", TheoryForm, ("f10", "enter", "end", "up", "enter"), prepare=log),
    View("search-state", TheoryForm, ("f10", "s", "1", *"many", "tab", "x", "enter"), prepare=log),
    View("search-boxes", Chooser, ("f10", "s"), prepare=log),
    View("search-remove", TextPrompt, ("f10", "x"), prepare=log),
    View("search-file", FileForm, ("f10", "I"), prepare=log),
    View("search-references", ImportFile, ("f10", "i"), prepare=log),
    View("help-searches", HelpScreen, ("f10", "question_mark"), prepare=log),
    View("team", TeamScreen, ("f11",), prepare=disagree),
    View("team-none", TeamScreen, ("f11",)),
    View("team-abstract", TeamScreen, ("f11", "a", "tab", "down", "down"), prepare=disagree),
    View("team-end", TeamScreen, ("f11", "end", "tab", "end"), prepare=disagree),
    View("team-settled", TeamScreen, ("f11", "S", "end", "up"), prepare=disagree),
    View("team-tie", Chooser, ("f11", "t"), prepare=disagree),
    View("team-tie-why", TextPrompt, ("f11", "down", "t", "1"), prepare=disagree),
    View("team-settle", SettleForm, ("f11", "s", *"exclude", "enter"), prepare=disagree),
    View("team-coding", TeamScreen, ("f11", "2"), prepare=disagree),
    View("team-coding-read", TeamScreen, ("f11", "2", "end", "tab", "down"), prepare=disagree),
    View("team-work", TeamScreen, ("f11", "4"), prepare=disagree),
    View("team-copies", TeamScreen, ("f11", "5"), prepare=disagree),
    View("team-agreement", TeamScreen, ("f11", "3", "f2", "f11"), prepare=disagree),
    View("help-team", HelpScreen, ("f11", "question_mark"), prepare=disagree),
    View("help", HelpScreen, ("question_mark",)),
    View("help-reader", HelpScreen, ("question_mark", "end"), begin=_read),
    View("palette", Palette, ("ctrl+p",)),
    View("palette-search", Palette, ("ctrl+p", *"theme")),
    View("chooser-of-many", Chooser, ("end", "up"), begin=_chooser),
    View("message", MessageScreen, begin=_message),
    View("complaint", TextPrompt, ("enter",), begin=_complaint),
    View("reader-text", ReaderScreen, ("down",), partial(_read, name="interview.txt"), _with_text),
    View(
        "reader-table",
        ReaderScreen,
        ("g", *"pdf 4", "enter", "t"),
        begin=partial(_read, name=TABLE),
        only_on="demonstration",
    ),
    View(
        "reader-table-coded",
        ReaderScreen,
        ("g", *"pdf 4", "enter", "t", "down", "v", "1", "plus", "down", "right"),
        begin=partial(_read, name=TABLE),
        only_on="demonstration",
    ),
)


def screens() -> set[type[Screen]]:
    """All screens of the program, without base classes."""
    for module in pkgutil.walk_packages(review.tui.__path__, "review.tui."):
        importlib.import_module(module.name)
    own = {kind for kind in _descendants(Screen) if kind.__module__.startswith("review.tui.")}
    return {kind for kind in own if not any(issubclass(other, kind) and other is not kind for other in own)}


def _descendants(kind: type[Screen]) -> Iterator[type[Screen]]:
    for child in kind.__subclasses__():
        yield child
        yield from _descendants(child)
