"""One import of a coded project: codes, records, documents, codings and notes, each stored before the next.

A stopped or killed import is continued by running it again, since nothing is added twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Event as StopEvent
from typing import TypeVar
from uuid import uuid4

from msgspec import convert

from review.acts import Edit, Fields, Import
from review.domain import Document
from review.domain.wording.counted import counted
from review.errors import JournalError
from review.exchange.refi.values import QdaSource, Skipped
from review.journal.queries.interchange import present
from review.journal.steps import in_steps
from review.project.interchange.importing.coding_plan import Notes
from review.project.interchange.importing.configuring import ConfigurationPlanning
from review.project.interchange.importing.describing import left_out
from review.project.interchange.importing.ground import Ground, Intent, Users
from review.project.interchange.importing.matching import name_of, of_one_record
from review.project.interchange.importing.note_plan import NotePlanning
from review.project.interchange.importing.own import is_own
from review.project.interchange.importing.passage_plan import PassagePlanning
from review.project.interchange.importing.prepared import Prepared, code_named
from review.project.interchange.importing.present import Present
from review.project.interchange.importing.record_plan import RecordPlanning, RecordState
from review.project.interchange.importing.record_state import fields_of, reference_of, state_of
from review.project.interchange.importing.services import Services
from review.project.interchange.importing.sources import as_read, spans_of
from review.project.interchange.report import ADDED, ProjectReport

Progress = Callable[[str, int, int], None]
"""Called with what is done (``reading``, ``documents``, ``passages``), how much of it, and how much there is (0: unknown)."""

T = TypeVar("T")


class ProjectImport:
    """The import of a file that was read, or its preview."""

    def __init__(
        self,
        services: Services,
        name: str,
        prepared: Prepared,
        progress: Progress | None,
        stop: StopEvent | None,
        *,
        preview: bool,
    ) -> None:
        self._services = services
        self._journal = services.context.journal
        self._reviewer = services.context.reviewer
        self._name = name
        self._prepared = prepared
        self._project = prepared.read.project
        self._progress = progress or (lambda _what, _done, _total: None)
        self._stop = stop or StopEvent()
        self._preview = preview
        self._batch = uuid4().hex
        self._added: Counter[str] = Counter()
        read = prepared.read
        self._skipped: list[Skipped] = [*read.skipped, *read.refused, *prepared.plan.skipped]
        self._damaged = len(read.refused)
        self._unplaced = self._read_later = 0

    def run(self) -> ProjectReport:
        """Import everything, or count what would be imported.

        Raises:
            JournalError: the review is busy for too long, or the disk is full; the text says what to do.
        """
        try:
            for part in (self._add_codes, self._add_records, self._read_documents, self._add_work):
                if not self._stop.is_set():
                    part()
        except JournalError as error:
            raise JournalError(f"{self._name}: stopped; import it again to continue ({error})") from error
        return self._report()

    # --- codes, records and documents --------------------------------------------------------------------------------

    def _add_codes(self) -> None:
        plan = self._prepared.plan
        self._added["codes"] = len(plan.added)
        if not plan.added or self._preview:
            return
        origin = f" ({self._project.origin})" if self._project.origin else ""
        self._services.structure.add_codes(
            plan.added,
            f"Imported from {self._name}{origin}",
            replaced=plan.replaced,
            categories=plan.categories,
            batch=self._batch,
        )

    def _add_records(self) -> None:
        """Make a record for each source that is not known."""
        made: dict[str, QdaSource] = {}
        for source in self._prepared.sources:
            match = self._prepared.matches[source.guid]
            if match.is_new:
                made.setdefault(match.record, source)

        def add(item: tuple[str, QdaSource]) -> None:
            record, source = item
            said = self._prepared.said[source.guid]
            reference = reference_of(source, said)
            fields = fields_of(said, reference)
            self._added["records"] += 1
            self._added["edits"] += bool(fields)
            if self._preview:
                return
            name, batch = self._name, self._batch
            act = Import(record=record, path=name, line=0, source=name, reference=reference, batch=batch)
            self._journal.append(self._reviewer, act)
            if fields:
                edit = Edit(record=record, fields=convert(fields, Fields), batch=self._batch)
                self._journal.append(self._reviewer, edit)

        if self._preview:
            for item in made.items():
                add(item)
        else:
            in_steps(self._journal, self._until_stopped(made.items()), add)

    def _read_documents(self) -> None:
        """Read the documents of records that have none."""
        wanted: dict[Path, str] = {}
        for source in self._prepared.sources:
            match = self._prepared.matches[source.guid]
            if source.guid in self._prepared.paths and not match.has_document:
                wanted.setdefault(self._prepared.paths[source.guid], match.record)
        if self._preview:
            self._added["documents"] = len(wanted)
            return
        if not wanted:
            return
        report = self._services.documents.ingest(
            list(wanted),
            for_records=wanted,
            progress=lambda one: self._progress("documents", one.done, one.total),
            stop=self._stop,
        )
        for one in report.files:
            if one.status.is_refusal:
                self._damaged += 1
                what = f"document “{Path(one.path).name}”"
                self._skipped.append(Skipped(what, one.message or str(one.status)))
            else:
                self._added["documents"] += 1

    # --- passages, notes and what describes records -------------------------------------------------------------------

    def _add_work(self) -> None:
        ground = self._ground()
        passages = PassagePlanning(
            ground, self._services.coding, self._prepared.describing.cases_of_selection
        )
        notes = NotePlanning(ground)
        named = code_named(self._project, ground.code_of)
        configurations = ConfigurationPlanning(ground, self._services, named, passages.places)
        records = RecordPlanning(
            ground,
            self._services.theory.event,
            self._services.appraisals,
            named,
            {one.label: one.id for one in self._services.configurations.all()},
        )
        self._store(notes.of_codes(self._prepared.plan.longer))
        self._store(self._work_on_sources(passages, notes))
        self._store(notes.of_project())
        self._store(configurations.intents(preview=self._preview))
        self._store(self._descriptions(records, configurations.made))
        self._unplaced, self._read_later = passages.unplaced, passages.read_later
        self._skipped += [*passages.skipped, *configurations.skipped, *records.skipped]
        self._skipped += _known_already(ground, passages.unknown_codes)
        self._skipped += of_one_record(self._prepared.matches)
        self._skipped += left_out(self._project, self._project.sources)

    def _work_on_sources(self, passages: PassagePlanning, notes: NotePlanning) -> Iterator[Intent]:
        total = sum(len(source.selections) + len(source.areas) for source in self._prepared.sources)
        done = 0
        for source in self._until_stopped(self._prepared.sources):
            record, said = self._prepared.matches[source.guid].record, self._prepared.said[source.guid]
            if not said.is_reference:
                yield from self._work_on_passages(source, record, passages)
            yield from notes.of_source(source, record, said)
            done += len(source.selections) + len(source.areas)
            self._progress("passages", done, total)

    def _work_on_passages(
        self, source: QdaSource, record: str, passages: PassagePlanning
    ) -> Iterator[Intent]:
        document = self._document(source, record)
        is_read_later = self._preview and source.guid in self._prepared.paths
        file = None if self._preview and self._prepared.matches[source.guid].is_new else self._file(record)
        spans_in = spans_of(file, document) if file and document else None
        yield from passages.of_source(source, record, document, spans_in, is_read_later=is_read_later)

    def _file(self, record: str) -> Path | None:
        return self._services.documents.file_of(record)

    def _descriptions(self, records: RecordPlanning, labels: Mapping[str, str]) -> Iterator[Intent]:
        for source in self._until_stopped(self._prepared.sources):
            match, said = self._prepared.matches[source.guid], self._prepared.said[source.guid]
            is_planned = match.is_new and self._preview
            state = RecordState() if is_planned else state_of(self._services, match.record)
            yield from records.of(match.record, name_of(source), said, state, labels)

    def _store(self, intents: Iterable[Intent]) -> None:
        """Write acts in short steps, or in a preview count them."""
        if self._preview:
            self._added.update(what for intent in intents for what in intent.added)
            return

        def write(intent: Intent) -> None:
            intent.write(self._journal)
            self._added.update(intent.added)

        in_steps(self._journal, self._until_stopped(intents), write)

    def _ground(self) -> Ground:
        theory_map = self._services.theory.map
        there = Present(
            present.codes_on_passages(self._journal),
            present.memos(self._journal),
            present.comments(self._journal),
            present.hidden_codes(self._journal),
            present.hidden_memos(self._journal),
        )
        return Ground(
            self._project,
            theory_map,
            self._prepared.plan.of,
            Users(self._project.users, theory_map, self._reviewer),
            there,
            Notes(self._project.notes, is_own=is_own(self._project)),
            self._batch,
        )

    def _document(self, source: QdaSource, record: str) -> Document | None:
        """The document of a source's record; in a preview, the one that reading its text would give."""
        match = self._prepared.matches[source.guid]
        if self._preview and not match.has_document:
            return as_read(source.text) if source.text and source.guid in self._prepared.paths else None
        found = self._services.documents.get(record)
        return found if found is not None and found.text else None

    def _until_stopped(self, items: Iterable[T]) -> Iterator[T]:
        """Items until somebody stops it; the next one is not even asked for then."""
        waiting = iter(items)
        while not self._stop.is_set():
            try:
                yield next(waiting)
            except StopIteration:
                return

    def _report(self) -> ProjectReport:
        counts = self._prepared.read.counts
        return ProjectReport(
            path=self._name,
            name=self._project.name,
            origin=self._project.origin,
            codes=counts.codes,
            sources=counts.sources,
            selections=counts.selections,
            offsets=self._prepared.read.offsets,
            added={what: self._added[what] for what in ADDED},
            unplaced=self._unplaced,
            read_later=self._read_later,
            mapping=self._prepared.plan.mapped,
            skipped=tuple(self._skipped),
            damaged=self._damaged,
            stopped=self._stop.is_set(),
        )


def _known_already(ground: Ground, unknown_codes: int) -> Iterator[Skipped]:
    """What is there already, what a stakeholder did, and what has a code that the file lacks."""
    for what, number in ground.present.there.items():
        if number:
            why = "it is there already" if number == 1 else "they are there already"
            yield Skipped(counted(number, what), why)
    for name, number in ground.users.refused.items():
        what = f"{counted(number, 'coding')} or memo{'' if number == 1 else 's'} of {name}"
        yield Skipped(what, f"{name} is a stakeholder in the theory map, and comments only")
    if unknown_codes:
        yield Skipped(counted(unknown_codes, "coding"), "the code is not in the file")
