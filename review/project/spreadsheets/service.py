"""Imports work begun in a spreadsheet: appraisals, and configurations (CMOCs)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile
from pathlib import Path
from threading import Event as StopEvent
from typing import TYPE_CHECKING
from uuid import uuid4

from review.domain.reference import Notice, Refusal
from review.domain.wording.one_line import first_words
from review.domain.wording.unknown import unknown_name
from review.errors import JournalError, ReadingError, ReviewError, UnknownNameError
from review.journal.journal import Journal
from review.journal.steps import in_steps
from review.project.coding.service import CodingService
from review.project.configurations.service import ConfigurationService
from review.project.service import Context, Service
from review.project.spreadsheets.planned import Known, MadeRow, Planned, RowReader, TableReport
from review.project.spreadsheets.tables import MOST_NAMES, Table, TableRow, found_table
from review.project.theories.appraisals import AppraisalService
from review.project.theories.targets import Targets
from review.project.theory import TheoryService
from review.sandbox.regular_file import as_text

if TYPE_CHECKING:
    from review.references.rows import ParsedRow

KINDS = ("appraisal", "cmocs")
"""The tables that can be imported: the exports of these names have their columns."""

Progress = Callable[[int, int], None]
"""Called with the number of rows so far and the total (0 while the file is read)."""


class _Run:
    """One import, and the result for the rows so far."""

    def __init__(self, path: str, progress: Progress | None, stop: StopEvent | None) -> None:
        self.stopped = False
        self._path = path
        self._progress = progress or (lambda _done, _total: None)
        self._stop = stop or StopEvent()
        self._refused: list[Refusal] = []
        self._notices: list[Notice] = []
        self._known: set[int] = set()
        self._made: list[Planned] = []

    def table(self, path: Path, reader: RowReader) -> Table | None:
        """The table in a file; None if it has none, or somebody stopped it.

        Raises:
            ReadingError: it cannot be read; the text says why and what to do.
        """
        from review.references.rows import stream_rows

        rows: list[ParsedRow] = []
        with stream_rows(path) as found:
            try:
                for count, one in enumerate(found, 1):
                    if self._is_stopped():
                        return None
                    if isinstance(one, Refusal):
                        self._refused.append(one)
                    else:
                        rows.append(one)
                    self._progress(count, 0)
            except ReadingError as error:
                raise ReadingError(f"{self._path}: {error}") from error
        table = found_table(rows, reader.columns, reader.is_enough)
        if table is None and rows:
            names = first_words(", ".join(cell for cell in rows[0].cells if cell), MOST_NAMES)
            why = f"no row names the columns: there must be {reader.needs}; the first row has: {names}"
            self._refused.append(Refusal(0, why))
        if table:
            self._notices += [Notice(0, note) for note in table.notes]
        return table

    def planned(self, rows: Sequence[TableRow], reader: RowReader) -> list[Planned]:
        """What is to be made of the rows."""
        found: list[Planned] = []
        for count, row in enumerate(rows, 1):
            if self._is_stopped():
                return []
            try:
                for one in reader.planned(row):
                    self._note(one)
                    found += [one] if isinstance(one, Planned) else []
            except ReviewError as error:
                self._refused.append(Refusal(row.line, str(error)))
            self._progress(count, len(rows))
        self._notices += [Notice(0, note) for note in reader.remarks()]
        return found

    def _note(self, one: Planned | Known) -> None:
        notes = one.notes if isinstance(one, Planned) else (one.note,)
        self._notices += [Notice(one.line, note) for note in notes if note]
        if isinstance(one, Known):
            self._known.add(one.line)

    def store(self, journal: Journal, planned: Sequence[Planned]) -> None:
        """Write what is planned, in short steps, until somebody stops it.

        Raises:
            JournalError: the review is busy for too long, or the disk is full; the text says what to do.
        """
        batch = uuid4().hex if planned else ""

        def write(one: Planned) -> None:
            one.write(batch)
            self._made.append(one)
            self._progress(len(self._made), len(planned))

        try:
            in_steps(journal, takewhile(lambda _: not self._is_stopped(), planned), write)
        except JournalError as error:
            raise JournalError(f"{self._path}: stopped; import it again to continue ({error})") from error

    def only_shown(self, planned: Sequence[Planned]) -> None:
        """Report what is planned as if it was written."""
        self._made += planned

    def _is_stopped(self) -> bool:
        self.stopped |= self._stop.is_set()
        return self.stopped

    def report(self, rows: int = 0) -> TableReport:
        """The result for the rows."""
        lines = {one.line for one in self._made}
        return TableReport(
            path=self._path,
            rows=rows,
            taken=len(lines),
            known=len(self._known - lines),
            refused=tuple(sorted(self._refused, key=lambda one: one.line)),
            notices=tuple(sorted(self._notices, key=lambda one: one.line)),
            made=tuple(MadeRow(one.line, one.what) for one in self._made),
            stopped=self.stopped,
        )


class SpreadsheetService(Service):
    """Imports the rows of tables."""

    def __init__(
        self,
        context: Context,
        theory: TheoryService,
        coding: CodingService,
        configurations: ConfigurationService,
        appraisals: AppraisalService,
        targets: Targets,
    ) -> None:
        super().__init__(context)
        self._theory = theory
        self._coding = coding
        self._configurations = configurations
        self._appraisals = appraisals
        self._targets = targets

    def import_table(
        self,
        kind: str,
        path: Path,
        *,
        preview: bool = False,
        progress: Progress | None = None,
        stop: StopEvent | None = None,
    ) -> TableReport:
        """Import appraisals or configurations from a CSV or XLSX file with the columns of the export of that name.

        A child process with limits first reads the whole file. Rows that cannot be imported are listed; the others are stored in
        short steps and undone as one, also those in the name of another reviewer. Rows that are in the review already are not
        imported again, so a stopped import continues when it is run again.

        Args:
            kind: one of `KINDS`.
            path: the file.
            preview: report what would be imported, and change nothing.
            progress: called now and then while rows are read, checked and stored.
            stop: ends it between two rows.

        Raises:
            UnknownNameError: the kind is unknown.
            ReadingError: the file cannot be opened, or reading it took too much.
            JournalError: the review is read-only or busy for too long, or the disk is full.
        """
        if kind not in KINDS:
            raise UnknownNameError(unknown_name("table", kind, KINDS))
        if self._context.read_only and not preview:
            raise JournalError(f"nothing was stored: {self._context.read_only}")
        run = _Run(as_text(path.name), progress, stop)
        reader = self._reader(kind)
        table = run.table(path, reader)
        if table is None:
            return run.report()
        planned = run.planned(table.rows, reader)
        if preview:
            run.only_shown(planned)
        else:
            run.store(self._journal, planned)
        return run.report(len(table.rows))

    def _reader(self, kind: str) -> RowReader:
        from review.project.spreadsheets.appraisal_rows import AppraisalRows
        from review.project.spreadsheets.cmoc_rows import CmocRows

        if kind == "cmocs":
            return CmocRows(self._context, self._theory, self._configurations)
        return AppraisalRows(self._context, self._theory, self._coding, self._appraisals, self._targets)
