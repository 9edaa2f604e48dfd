"""Exports without a screen: the list, the preview of the chosen one, the formats, and the files written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from review.domain.wording.counted import counted
from review.domain.wording.named import capitalised
from review.errors import ReviewError
from review.export import PrintedTable, TextPreview
from review.tui.places.exports.kept import KeptPreviews
from review.tui.places.exports.low_levels import LowLevels
from review.tui.places.exports.references import REFERENCES, ChosenReferences
from review.tui.places.exports.written import BESIDE, Written, files_by_export, last_written
from review.tui.support.home import from_home

if TYPE_CHECKING:
    from review.project import Project
    from review.tui.support.settings import ExportSettings, Settings

ROWS = 60
"""The most rows of a table that are shown."""

WIDTH = 80
"""How wide texts are shown until the screen says how wide it is."""

TEMPLATE = "template"
"""The option that the report has."""

MODEL_CARD = "model-card"
"""The export that fits models and takes long, and the report's option to have its figures: others do not wait for it."""

RIGHT = {"integer", "number"}
"""The kinds of columns that are on the right."""

_REMARKS = 3
"""How many remarks on what was written a line has."""


@dataclass(frozen=True)
class Preview:
    """The first rows of a table, or a text, below its title, or a message instead.

    `more` is below: how many rows are left out, and the note. `right` lists the columns to align right.
    """

    caption: str = ""
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[object]] = ()
    right: Sequence[bool] = ()
    more: str = ""
    message: str = ""
    text: str = ""


class ExportsDesk:
    """The exports of a review and the name of the `chosen` one; `settings` keep formats and folder for the next start.

    `low_levels` are left out of tables of evidence.
    `template` is the report's, ``""`` for the generic one; it `measures` the suggestions only if asked for. `references` has those to export. `width` is how many characters of a text fit beside each other. `refused` has a line for each document that the last writing left out, wholly or in part, `remarks` lines on what it wrote.
    """

    def __init__(self, project: Project, settings: Settings) -> None:
        self._project = project
        self._settings = settings
        self.exports = tuple(project.exports.all())
        self.chosen = ""
        self.low_levels = LowLevels(project, self.exports)
        self.template = ""
        self.measures = False
        self.references = ChosenReferences(project)
        self.width = WIDTH
        self.refused: list[str] = []
        self.remarks: list[str] = []
        self._how = settings.exports()
        self._kept: KeptPreviews[Preview] = KeptPreviews(project)

    def choose(self, index: int | None) -> None:
        """Choose an export by its place in the list, or none."""
        self.chosen = "" if index is None else self.exports[index].name

    @property
    def title(self) -> str:
        """The title of the chosen export."""
        return self._of_chosen("{0.title}")

    @property
    def heading(self) -> str:
        """The title of the chosen export, what is in it, and what is left out."""
        left_out = self.low_levels.left_out([self.chosen])
        without = f" (without low {self.low_levels.in_words})" if left_out else ""
        some = self._some_of(self.chosen) or " (all, excluded ones too)" * (self.chosen == REFERENCES)
        measured = " (with figures of suggestions)" if self.measures and self.has_template else ""
        return self._of_chosen("{0.title}") + without + some + measured + self._of_chosen(": {0.description}")

    def _of_chosen(self, form: str) -> str:
        return next((form.format(export) for export in self.exports if export.name == self.chosen), "")

    # --- how exports are written ---------------------------------------------------------------------------------------

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats to write."""
        return self._how.formats

    @property
    def folder(self) -> Path:
        """The folder that exports are written to."""
        other = self._how.folders.get(self._review)
        return Path(other) if other else self._project.exports.folder

    def write_as(self, formats: Sequence[str]) -> str:
        """Choose the formats, for the next start too, and return a line about them.

        What supports none of them is written in its usual formats.
        """
        self._remember(msgspec.structs.replace(self._how, formats=tuple(formats)))
        kinds = {export.kind: export for export in self.exports}
        written = "; ".join(
            f"{kind} as {', '.join(self._formats_of([export.name]) or export.usual)}"
            for kind, export in kinds.items()
        )
        return f"Written are {written}."

    def _formats_of(self, names: Sequence[str]) -> list[str]:
        """The chosen formats that one of these exports supports."""
        supported = {known for export in self.exports if export.name in names for known in export.formats}
        return [name for name in self.formats if name in supported]

    def write_to(self, folder: str) -> str:
        """Choose the folder of this review's exports, for the next start too, and return a line about it.

        A relative path begins at the review, ``~`` is the home folder.

        Raises:
            ReviewError: it cannot be a folder.
        """
        try:
            path = (self._project.folder / Path(folder).expanduser()).resolve()
            is_other = path.exists() and not path.is_dir()
        except (OSError, RuntimeError, ValueError) as error:
            raise ReviewError(f"{folder} cannot be a folder ({error}): give another one") from error
        if is_other:
            raise ReviewError(f"{path} is a file: give a folder")
        others = {known: kept for known, kept in self._how.folders.items() if known != self._review}
        if path != self._project.exports.folder.resolve():
            others[self._review] = str(path)
        self._remember(msgspec.structs.replace(self._how, folders=others))
        return f"Exports are written to {self.folder}."

    @property
    def _review(self) -> str:
        return str(self._project.folder.resolve())

    def _remember(self, how: ExportSettings) -> None:
        self._how = how
        self._settings.remember_exports(how)

    # --- the report ----------------------------------------------------------------------------------------------------

    @property
    def has_template(self) -> bool:
        """Whether the chosen export has a template."""
        return bool(self._with_template([self.chosen]))

    def use_template(self, name: str) -> str:
        """Write the report in another template until the screen closes, and return a line about it.

        Raises:
            ReviewError: the template is unknown or has mistakes.
        """
        from review.export.report.template import template

        found = template(name)
        self.template = name
        self._kept.forget()  # a file of one's own may be another one by now
        return f"The report has the template {name}: {found.name}."

    def _with_template(self, names: Sequence[str]) -> Sequence[str]:
        return [export.name for export in self.exports if export.name in names and TEMPLATE in export.options]

    def _options(self, names: Sequence[str]) -> Mapping[str, str]:
        """The options of some exports."""
        return {TEMPLATE: self.template} if self.template and self._with_template(names) else {}

    def _options_written(self, names: Sequence[str]) -> Mapping[str, str]:
        """The options of some exports when they are written: a preview does not wait for what takes long."""
        from review.export.report.export import YES

        measured = {MODEL_CARD: YES} if self.measures and self._with_template(names) else {}
        return {**self._options(names), **measured}

    # --- the tables ----------------------------------------------------------------------------------------------------

    @property
    def is_slow(self) -> bool:
        """Whether the chosen export fits models first, which takes a while."""
        return self.chosen == MODEL_CARD

    def preview(self, name: str) -> Preview:
        """What an export would write now, or why it is empty; for a background thread, unless it `is_kept`."""
        if name == MODEL_CARD:  # it changes also with what is learned
            return self._preview(name)
        return self._kept.made(self._way(name), lambda: self._preview(name))

    @property
    def is_kept(self) -> bool:
        """Whether the preview of the chosen export is made, and nothing was done since."""
        return self._kept.get(self._way(self.chosen)) is not None

    def forget_previews(self) -> None:
        """Keep nothing of the review in memory that is no longer shown."""
        self._kept.forget()
        self._project.exports.forget_previews()

    def _way(self, name: str) -> tuple[object, ...]:
        """What a preview depends on beside the review."""
        return name, self.width, self.low_levels.dimension, self.template, self.references.selection

    def _preview(self, name: str) -> Preview:
        try:
            shown = self._project.exports.preview(
                name,
                self.width,
                self.low_levels.left_out([name]),
                self._options([name]),
                self.references.selection,
            )
        except ReviewError as error:
            return Preview(message=str(error))
        if name == REFERENCES and isinstance(shown, PrintedTable) and not shown.rows and self._some_of(name):
            return Preview(
                shown.heading, message=f"No record meets {self.references.typed}: press r to choose others."
            )
        needs = next(export.needs for export in self.exports if export.name == name)
        made = _table(shown, needs) if isinstance(shown, PrintedTable) else _text(shown, needs)
        return replace(made, caption=f"{made.caption}{self._some_of(name)}")

    def _some_of(self, name: str) -> str:
        """Which references are chosen, in brackets; nothing if all are, or of other exports."""
        is_some = name == REFERENCES and self.references.selection is not None
        return f" ({self.references.typed})" if is_some else ""

    def to_write(self, *, every: bool) -> list[str]:
        """The chosen export, or all that need not be asked for by name: the report first, and last what takes long."""
        if not every:
            return [self.chosen] if self.chosen else []
        names = [export.name for export in self.exports if not export.by_name_only]
        return sorted(names, key=lambda name: (name == MODEL_CARD) - bool(self._with_template([name])))

    def write(self, names: Sequence[str], say: Callable[[str], None] | None = None) -> list[Path]:
        """Write exports and return the files; for a background thread.

        `say` gets a line for each file that is begun, and may raise to stop. `refused` says afterwards what could not be written.

        Raises:
            ReviewError: a file cannot be written.
        """
        self.refused, self.remarks = [], self._left_for_themselves(names)
        return self._project.exports.write(
            names,
            self._formats_of(names),
            self.folder,
            "",
            self.low_levels.left_out(names),
            self._options_written(names),
            say=say,
            selection=self.references.selection,
            refuse=lambda one: self.refused.append(one.message),
            remark=self.remarks.append,
        )

    def _left_for_themselves(self, names: Sequence[str]) -> list[str]:
        """Where all others are written, a remark for each export that is written only when it is chosen."""
        others = {export.name for export in self.exports if not export.by_name_only}
        apart = [export for export in self.exports if export.by_name_only and export.name not in names]
        return [f"{one.title}: written only when chosen" for one in apart] if others <= set(names) else []

    def report(self, paths: Sequence[Path]) -> str:
        """A line about the files that were written, and what could not be."""
        tables = [path for path in paths if not path.name.endswith(BESIDE)]
        names = ", ".join(path.name for path in tables[:4])
        more = f" and {len(tables) - 4} more" if len(tables) > 4 else ""
        written = f"Written to {from_home(self.folder)}: {names}{more}. Press o to open it."
        written = " ".join([written, *(f"{_as_sentence(line)}." for line in self.remarks[:_REMARKS])])
        if not self.refused:
            return written
        others = f" (and {counted(len(self.refused) - 1, 'more document')})" if len(self.refused) > 1 else ""
        return f"{written if tables else 'Nothing was written.'} {self.refused[0]}{others}."

    # --- the files -----------------------------------------------------------------------------------------------------

    def files(self) -> Mapping[str, Sequence[Written]]:
        """The files of each export that are in the folder now, or in its own folder there, the latest first."""
        own = [export.name for export in self.exports if export.by_name_only]
        return files_by_export(self.folder, own)

    def last_written(self) -> list[str]:
        """For each export a line that says when it was last written, and in which formats."""
        files, today = self.files(), datetime.now().astimezone().date()
        return [last_written(files.get(export.name, ()), today) for export in self.exports]

    @property
    def file(self) -> Path | None:
        """The latest file of the chosen export, if it is still there."""
        return next((file.path for file in self.files().get(self.chosen, ())), None)


def _as_sentence(remark: str) -> str:
    """A remark with a capital letter, unless it begins with the name of a file."""
    return remark if "." in remark.partition(":")[0].partition(" ")[0] else capitalised(remark)


def _table(table: PrintedTable, needs: str) -> Preview:
    if not table.rows:
        return Preview(table.heading, message=f"No rows yet: {needs}.")
    left = f"… and {len(table.rows) - ROWS:,} more rows\n" if len(table.rows) > ROWS else ""
    return Preview(
        table.heading,
        [column.heading for column in table.columns],
        table.rows[:ROWS],
        [column.kind in RIGHT for column in table.columns],
        f"{left}Note. {table.note}",
    )


def _text(shown: TextPreview, needs: str) -> Preview:
    if not shown.text:
        return Preview(shown.title, message=f"Nothing to show yet: {needs}.")
    return Preview(shown.title, text=shown.text, more=f"Note. {shown.note}" if shown.note else "")
