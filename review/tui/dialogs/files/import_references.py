"""Dialogs that import a reference file: which file, then what would be imported, then what was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.suggester import SuggestFromList
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from review.domain import DecisionKind
from review.domain.texts.endings import CODED_PROJECTS
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.unknown import folded
from review.project.import_wording import GIVEN
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.dialogs.files.file_form import PATH_HINT, Paths, missing, typed_path
from review.tui.dialogs.files.import_report import column_line, headline, on_screen, report_text
from review.tui.dialogs.files.preview import Preview
from review.tui.dialogs.form import Form, Line, form_keys
from review.tui.support.plain import content, plain, shorten
from review.tui.widgets.options import Options
from review.tui.widgets.screens.long_work import Monitor

if TYPE_CHECKING:
    from review.project.bibliography import ImportReport
    from review.project.references import ReferenceService

LONGEST_HINT = 58
"""The most characters of a hint in the narrowest dialog."""


@dataclass(frozen=True)
class Chosen:
    """A reference file, the search that found its references, and how it is read, for `ReferenceService.import_file`."""

    path: Path
    source: str = ""
    search: str = ""
    encoding: str = ""
    files: Path | None = None


class ImportFile(Form):
    """Asks for a reference file; dismissed with a line about the import, or None.

    `coded` makes the dialog that a coded project of another program is imported with. If there are `searches`, by id, it also asks which of them found the references; `search` is proposed.
    """

    AUTO_FOCUS = "#file"
    BINDINGS: ClassVar[list[BindingType]] = form_keys("import", "Preview")
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"enter": "Preview", "tab": "Next field"}

    def __init__(
        self,
        references: ReferenceService,
        stages: Sequence[str] = (),
        searches: Sequence[str] = (),
        search: str = "",
        *,
        coded: Callable[[Path], Screen[str | None]] | None = None,
    ) -> None:
        super().__init__("Import references")
        self._coded = coded
        self._references = references
        self._stages = stages
        self._searches = [plain(one) for one in searches]
        self._search = search

    def compose_body(self) -> ComposeResult:
        """The file, its source, and what is seldom needed."""
        yield Static("File (RIS, BibTeX, nbib, EndNote, CSL-JSON, CSV, Excel …)", classes="field-label")
        yield Line("", PATH_HINT, id="file", suggester=Paths())
        if self._searches:
            yield Static("Search that found them", classes="field-label")
            hint = shorten(f"none, or one of {', '.join(self._searches)}", LONGEST_HINT)
            known = SuggestFromList(self._searches, case_sensitive=False)
            yield Line(self._search, hint, id="found-by", suggester=known)
        yield Static("Database" if self._searches else "Database or search", classes="field-label")
        yield Line("", "the file's name", id="source")
        yield Static("Encoding", classes="field-label")
        yield Line("", "recognised; otherwise a name such as windows-1251", id="encoding")
        yield Static("Folder with the PDFs that references name", classes="field-label")
        yield Line("", "the file's own folder", id="folder", suggester=Paths())
        yield Static(id="complaint")

    def save(self, typed: Mapping[str, str]) -> None:
        """Show what would be imported, unless the file or folder is missing."""
        path, folder = typed_path(typed["file"]), typed_path(typed["folder"]) if typed["folder"] else None
        if why := missing(typed["file"]):
            self.complain(why)
        elif folder and not folder.is_dir():
            self.complain(f"There is no folder {folder}.")
        elif (search := typed.get("found-by", "")) and not self._knows(search):
            self.complain(f"Unknown search '{search}'. Searches: {', '.join(self._searches)}")
            self.query_one("#found-by").focus()
        elif self._coded and path.suffix.casefold() in CODED_PROJECTS:
            self.hand_over(self._coded(path))
        else:
            chosen = Chosen(path, typed["source"], search, typed["encoding"], folder)
            self.hand_over(ImportPreview(self._references, chosen, self._stages))

    def _knows(self, search: str) -> bool:
        """Whether a search has this id, in any case."""
        return folded(search) in map(folded, self._searches)


class ImportPreview(Preview["ImportReport"]):
    """Reads a reference file and shows what would be imported; imports it on request."""

    LINE = "import-line"
    CSS_PATH = "import_references.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "store", "Import", priority=True, id="import.store"),
        Binding("enter", "column", "Other field", id="import.column", priority=True),
        Binding("d", "decision", "Decision", id="import.decision"),
        Binding("g", "stage", "Stage", id="import.stage"),
        Binding("f", "files", "PDFs", id="import.files"),
        Binding("escape", "stop", "Stop", id="import.stop"),
        Binding("escape", "back", "Back", id="import.back"),
        Binding("enter,escape", "close", "Close", id="import.close", priority=True),
    ]

    def __init__(self, references: ReferenceService, chosen: Chosen, stages: Sequence[str] = ()) -> None:
        super().__init__(f"Import {chosen.path.name}", chosen.path)
        self._references = references
        self._chosen = chosen
        self._stages = stages
        self._stage = ""
        self._decision: DecisionKind | None = None
        self._attaches = True
        self._columns: dict[str, str] = {}
        self._report: ImportReport | None = None

    def compose_body(self) -> ComposeResult:
        """What the file is, its first references, the columns of a table, and what is refused."""
        yield Static("Reading …", id="import-line")
        yield Static(id="import-choices", classes="muted")
        yield Options(markup=False, id="import-columns")
        with VerticalScroll(id="import-lines"):
            yield Static(id="import-text")

    def read(self, monitor: Monitor, *, store: bool) -> ImportReport:
        """Read the references, and import them if `store`."""

        def progress(done: int, total: int) -> None:
            if store and total:
                monitor.note(f"{done:,} of {total:,} imported …")  # the import looks at `stop` itself
            elif total:
                monitor.say(f"{done:,} of {total:,} compared …")
            else:
                monitor.say(f"{counted(done, 'reference')} read …")

        return self._references.import_file(
            self._chosen.path,
            self._chosen.source,
            columns=self._columns,
            stage=self._stage,
            decision=self._decision,
            attach=self._attaches,
            preview=not store,
            progress=progress,
            encoding=self._chosen.encoding,
            files=self._chosen.files,
            search=self._chosen.search,
            stop=monitor.stop,
            attaching=lambda done, total: monitor.say(f"{done:,} of {counted(total, 'PDF')} read …"),
        )

    def in_words(self, error: Exception) -> str:
        """As on the screen, where choices are keys."""
        return on_screen(str(error))

    def show(self, report: ImportReport, *, stored: bool) -> None:
        """Show the first references, the columns of a table, and what is refused."""
        self._report = report
        found = headline(report, stored=stored)
        self.result = found if stored else ""
        self.show_line(found)
        self._show_choices()
        columns = self.query_one(OptionList)
        cursor = columns.highlighted or 0
        columns.display = bool(report.mapping) and not stored
        columns.clear_options()
        columns.add_options(Option(column_line(name, field)) for name, field in report.mapping.items())
        if columns.display:
            columns.highlighted = min(cursor, len(report.mapping) - 1)
            columns.focus()
        self.query_one("#import-text", Static).update(report_text(report, stored=stored))

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Which keys do something now."""
        read = not self.is_working and not self.is_stored
        found = read and self._report is not None
        can = {
            "stop": self.is_working,
            "store": found and bool(self._report and self._report.records),
            "files": found and self._names_files,
            "decision": found and bool(self._stages),
            "stage": found and len(self._stages) > 1 and bool(self._report and self._report.decisions),
            "column": found and bool(self._report and self._report.mapping),
            "back": read,
            "close": self.is_stored,
        }
        return can.get(action, True)

    def action_files(self) -> None:
        """Attach the PDFs that references name, or leave them."""
        self._attaches = not self._attaches
        self._show_choices()

    def action_stage(self) -> None:
        """Give the decisions that name no stage the next stage; what was read is compared again."""
        at = self._stage or self._counted_at()[-1]
        self._stage = self._stages[(self._stages.index(at) + 1) % len(self._stages)]
        self.begin()

    def action_decision(self) -> None:
        """Give the records without a decision the next one, or none; what was read is compared again."""
        choices = [None, *GIVEN]
        self._decision = choices[(choices.index(self._decision) + 1) % len(choices)]
        self.begin()

    def _show_choices(self) -> None:
        """Say what becomes of the PDFs that references name, and of decisions that name no stage."""
        parts = []
        if self._names_files:
            parts.append(f"PDFs that references name: {'to attach' if self._attaches else 'to leave out'}")
        parts += [f"decisions at {named(stage)}: {self._how_many(stage)}" for stage in self._counted_at()]
        if unknown := [one for one in self._report.reasons if not one.criterion] if self._report else []:
            parts.append(f"{counted(len(unknown), 'reason')} that no criterion has")
        if self._decision:
            parts.append(f"records without a decision: {self._decision}")
        choices = self.query_one("#import-choices", Static)
        choices.display = bool(parts) and not self.is_stored
        choices.update(content(" · ".join(parts)))

    @property
    def _names_files(self) -> bool:
        """Whether a reference in the file names a PDF."""
        return self._report is not None and self._report.naming > 0

    def _counted_at(self) -> list[str]:
        """The stages at which decisions in the file count, in order."""
        found = self._report.decisions_at if self._report else {}
        return [stage for stage in self._stages if stage in found]

    def _how_many(self, stage: str) -> str:
        """The decisions in the file that count at a stage: ``17 include, 44 exclude``."""
        counts = self._report.decisions_at[stage] if self._report else {}
        return ", ".join(f"{count:,} {kind}" for kind, count in counts.items())

    @on(OptionList.OptionSelected)
    def action_column(self) -> None:
        """Choose another field for the column under the cursor; the file is read again with it."""
        from review.project.import_wording import FIELDS_IN_WORDS
        from review.references.column_names import field_word

        highlighted = self.query_one(OptionList).highlighted
        if self._report is None or highlighted is None:
            return
        name, field = list(self._report.mapping.items())[highlighted]
        named = [one for one in FIELDS_IN_WORDS.split(", ") if ":" not in one]
        choices = [Choice(one.split()[0], one, marked=one == field_word(field)) for one in named]
        keep = Choice("-", "keep it as it is", marked=not field)
        self.app.push_screen(Chooser(f"Field of the column {name}", [keep, *choices]), self._mapped(name))

    def _mapped(self, column: str) -> Callable[[str | None], None]:
        from review.references.column_names import field_named

        def take(field: str | None) -> None:
            if field:
                self._columns[column] = "" if field == "-" else field_named(field)
                self.begin()

        return take
