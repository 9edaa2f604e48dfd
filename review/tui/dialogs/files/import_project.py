"""Dialogs that import a coded project of another program: which file, what its codes become, then what was imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from review.domain.wording.named import capitalised
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.dialogs.files.file_form import file_fields, missing, typed_path
from review.tui.dialogs.files.preview import Preview
from review.tui.dialogs.files.project_lines import code_line, named_theories, report_text, targets
from review.tui.dialogs.form import Form, form_keys
from review.tui.support.plain import content, plain
from review.tui.widgets.options import Options
from review.tui.widgets.screens.long_work import Monitor

if TYPE_CHECKING:
    from review.project.interchange.report import MappedCode, ProjectReport
    from review.project.interchange.service import InterchangeService
    from review.theory_map import TheoryMap

TITLE = "Import a coded project"
ABOUT = "Of NVivo, ATLAS.ti, MAXQDA, QualCoder and others, with a preview"
AS_IN_FILE, NAMED = "-", ""
"""How all codes come that are not chosen one by one: as in the file, or under a theory named after the project."""


class CodedProjectFile(Form):
    """Asks for a coded project; dismissed with a line about the import, or None."""

    AUTO_FOCUS = "#file"
    BINDINGS: ClassVar[list[BindingType]] = form_keys("project-file", "Preview")
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"enter": "Preview"}

    def __init__(self, interchange: InterchangeService, theory_map: TheoryMap) -> None:
        super().__init__(TITLE)
        self._interchange = interchange
        self._map = theory_map

    def compose_body(self) -> ComposeResult:
        """The file, and how other programs make one."""
        explanation = "A REFI-QDA file (.qdpx, .qde, .qdc), as other programs export projects and codebooks."
        yield from file_fields(explanation)

    def save(self, typed: Mapping[str, str]) -> None:
        """Show what would be imported, unless the file is missing."""
        if why := missing(typed["file"]):
            self.complain(why)
        else:
            path = typed_path(typed["file"])
            self.hand_over(ProjectPreview(self._interchange, self._map, path))


class ProjectPreview(Preview["ProjectReport"]):
    """Reads a coded project and shows what its codes become, which can be changed; imports it on request."""

    LINE = "project-line"
    CSS_PATH = "import_project.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "store", "Import", priority=True, id="project-preview.store"),
        Binding("enter", "choose", "Becomes …", id="project-preview.choose", priority=True),
        Binding("t", "together", "All under …", id="project-preview.together"),
        Binding("escape", "stop", "Stop", id="project-preview.stop"),
        Binding("escape", "back", "Back", id="project-preview.back"),
        Binding("enter,escape", "close", "Close", id="project-preview.close", priority=True),
    ]

    def __init__(self, interchange: InterchangeService, theory_map: TheoryMap, path: Path) -> None:
        super().__init__(f"Import {path.name}", path)
        self._interchange = interchange
        self._map = theory_map
        self._maps: dict[str, str] = {}
        self._under: str | None = None
        self._report: ProjectReport | None = None

    def compose_body(self) -> ComposeResult:
        """What the file has, what the codes at its top become, and what is left out."""
        yield Static("Reading …", id="project-line")
        yield Static(id="project-adds")
        yield Options(markup=False, id="project-codes")
        with VerticalScroll(id="project-lines"):
            yield Static(id="project-text")

    def read(self, monitor: Monitor, *, store: bool) -> ProjectReport:
        """Read the project, and import it if `store`."""

        def progress(what: str, done: int, total: int) -> None:
            # The import looks at `stop` itself.
            monitor.note(f"{done:,} of {total:,} {what} …" if total else "Reading …")

        return self._interchange.import_project(
            self._path,
            maps=self._maps,
            under=self._under,
            preview=not store,
            progress=progress,
            stop=monitor.stop,
        )

    def show(self, report: ProjectReport, *, stored: bool) -> None:
        """Show what the codes become, or what was imported."""
        from review.project.interchange.wording import additions, counts

        self._report = report
        self.show_line(f"{report.origin}: {counts(report)}" if report.origin else counts(report))
        added = additions(report, preview=not stored)
        self.query_one("#project-adds", Static).update(content(capitalised(added)))
        self.result = f"{report.path}: {added}" if stored else ""
        codes = self.query_one(OptionList)
        cursor = codes.highlighted or 0
        codes.display = bool(report.mapping) and not stored
        codes.clear_options()
        codes.add_options(Option(code_line(one)) for one in self._tops())
        if codes.display:
            codes.highlighted = min(cursor, codes.option_count - 1)
            codes.focus()
        self.query_one("#project-text", Static).update(report_text(report, stored=stored))

    def _tops(self) -> Sequence[MappedCode]:
        """The codes at the top of the file's tree."""
        return [one for one in (self._report.mapping if self._report else ()) if one.is_top]

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Which keys do something now."""
        read = not self.is_working and not self.is_stored
        has_codes = read and bool(self._report and self._report.mapping)
        can = {
            "stop": self.is_working,
            "store": read and bool(self._report and any(self._report.added.values())),
            "choose": has_codes,
            "together": has_codes,
            "back": read,
            "close": self.is_stored,
        }
        return can.get(action, True)

    @on(OptionList.OptionSelected)
    def action_choose(self) -> None:
        """Choose what the code under the cursor becomes; the file is read again with it."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is None or not self._tops():
            return
        one = self._tops()[highlighted]
        marked = self._maps.get(one.guid, "" if one.is_new else one.to)
        choices = targets(self._map, marked)
        self.app.push_screen(
            Chooser(f"What becomes of {plain(one.path)[:60]}?", choices), self._chosen(one.guid)
        )

    def _chosen(self, guid: str) -> Callable[[str | None], None]:
        def take(target: str | None) -> None:
            if target:
                self._maps[guid] = target
                self.begin()

        return take

    def action_together(self) -> None:
        """Put all codes but those that were chosen under one theory, or as in the file, which is read again with it."""
        present = AS_IN_FILE if self._under is None else self._under or "="
        choices = [
            Choice(AS_IN_FILE, "as in the file", "the top becomes theories", marked=present == AS_IN_FILE),
            Choice("=", "under a theory named after the project", marked=present == "="),
            *(
                Choice(one.id, f"under {one.id} {one.name}", marked=present == one.id)
                for one in named_theories(self._map)
            ),
        ]

        def take(target: str | None) -> None:
            if target:
                self._under = None if target == AS_IN_FILE else NAMED if target == "=" else target
                self.begin()

        self.app.push_screen(Chooser("All codes that are not chosen one by one", choices), take)
