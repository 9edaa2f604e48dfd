"""One import of a coded project: codes, records, documents, codings and notes, each stored before the next.

A stopped or killed import is continued by running it again, since nothing is added twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from threading import Event as StopEvent
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from review.acts import Import
from review.domain import Document
from review.domain.reference import Reference
from review.domain.wording.counted import counted
from review.errors import JournalError
from review.exchange.refi.values import QdaSource, ReadProject, Skipped
from review.journal.queries.interchange import present
from review.journal.steps import in_steps
from review.project.interchange.describing import left_out
from review.project.interchange.mapping import CodePlan
from review.project.interchange.matching import MatchedSource, name_of
from review.project.interchange.planning import Intent, Planning, Present, is_readable
from review.project.interchange.report import ADDED, ProjectReport
from review.project.reviewer import as_listed, reviewer_name
from review.project.service import Context

if TYPE_CHECKING:
    from review.project.coding import CodingService
    from review.project.documents import DocumentService
    from review.project.records import RecordService
    from review.project.theories.structure import StructureService
    from review.project.theory import TheoryService

Progress = Callable[[str, int, int], None]
"""Called with what is done (`PHASES`), how much of it is done, and how much there is (0: unknown)."""


T = TypeVar("T")


class Services:
    """What an import uses of a review."""

    def __init__(
        self,
        context: Context,
        theory: TheoryService,
        structure: StructureService,
        records: RecordService,
        documents: DocumentService,
        coding: CodingService,
    ) -> None:
        self.context = context
        self.theory = theory
        self.structure = structure
        self.records = records
        self.documents = documents
        self.coding = coding


class ProjectImport:
    """The import of a file that was read, or its preview.

    `files` is the folder with its documents, `paths` the file of each source by guid, `matches` the record of each source.
    """

    def __init__(
        self,
        services: Services,
        name: str,
        read: ReadProject,
        plan: CodePlan,
        matches: dict[str, MatchedSource],
        paths: dict[str, Path],
        progress: Progress | None,
        stop: StopEvent | None,
        *,
        preview: bool,
    ) -> None:
        self._services = services
        self._journal = services.context.journal
        self._name = name
        self._read = read
        self._project = read.project
        self._plan = plan
        self._matches = matches
        self._paths = paths
        self._progress = progress or (lambda _what, _done, _total: None)
        self._stop = stop or StopEvent()
        self._preview = preview
        self._batch = uuid4().hex
        self._added: Counter[str] = Counter()
        self._skipped: list[Skipped] = [*read.skipped, *read.refused, *plan.skipped]
        self._damaged = len(read.refused)
        self._users = {user.guid: self._reviewer(user.name) for user in self._project.users}
        self._stakeholders = {one.name for one in services.theory.map.reviewers if one.role == "stakeholder"}

    def run(self) -> ProjectReport:
        """Import everything, or count what would be imported.

        Raises:
            JournalError: the review is busy for too long, or the disk is full; the text says what to do.
        """
        try:
            self._add_codes()
            self._add_records()
            self._read_documents()
            self._add_work()
        except JournalError as error:
            raise JournalError(f"{self._name}: stopped; import it again to continue ({error})") from error
        return self._report()

    def _reviewer(self, name: str) -> str:
        listed = (one.name for one in self._services.theory.map.reviewers)
        return as_listed(reviewer_name(name), listed) if name.strip() else self._services.context.reviewer

    def _reviewer_of(self, user: str) -> str | None:
        """The reviewer of a user of the file; None for a stakeholder, who does not code."""
        name = self._users.get(user, self._services.context.reviewer)
        return None if name in self._stakeholders else name

    @property
    def _is_stopped(self) -> bool:
        return self._stop.is_set()

    # --- codes, records and documents --------------------------------------------------------------------------------

    def _add_codes(self) -> None:
        self._added["codes"] = len(self._plan.added)
        if not self._plan.added or self._preview or self._is_stopped:
            return
        origin = f" ({self._project.origin})" if self._project.origin else ""
        self._services.structure.add_codes(
            self._plan.added,
            f"Imported from {self._name}{origin}",
            replaced=self._plan.replaced,
            categories=self._plan.categories,
            batch=self._batch,
        )

    def _add_records(self) -> None:
        """Make a record for each source that is not known."""
        made: dict[str, QdaSource] = {}
        for source in self._sources():
            match = self._matches[source.guid]
            if match.is_new:
                made.setdefault(match.record, source)
        self._added["records"] = 0 if not self._preview else len(made)
        if self._preview:
            return

        def add(item: tuple[str, QdaSource]) -> None:
            record, source = item
            self._journal.append(self._services.context.reviewer, self._import_act(record, source))
            self._added["records"] += 1

        in_steps(self._journal, self._until_stopped(made.items()), add)

    def _import_act(self, record: str, source: QdaSource) -> Import:
        reference = Reference(title=name_of(source), key=source.guid, source_format="refi-qda")
        return Import(record=record, path=self._name, line=0, source=self._name, reference=reference)

    def _read_documents(self) -> None:
        """Read the documents of records that have none."""
        wanted: dict[Path, str] = {}
        for source in self._sources():
            match = self._matches[source.guid]
            if source.guid in self._paths and not match.has_document:
                wanted.setdefault(self._paths[source.guid], match.record)
        if self._preview:
            self._added["documents"] = len(wanted)
            return
        if not wanted or self._is_stopped:
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
                self._skipped.append(
                    Skipped(f"document {Path(one.path).name}", one.message or str(one.status))
                )
            else:
                self._added["documents"] += 1

    # --- passages and notes ------------------------------------------------------------------------------------------

    def _add_work(self) -> None:
        planning, known = self._planning()
        total = sum(len(source.selections) + len(source.areas) for source in self._sources())
        done = 0

        def intents() -> Iterator[Intent]:
            nonlocal done
            yield from planning.of_codes(self._plan.longer)
            for source in self._sources():
                record = self._matches[source.guid].record
                document = self._document(source, record)
                yield from planning.of_passages(source, record, document, None)
                yield from planning.of_source(source, record)
                done += len(source.selections) + len(source.areas)
                self._progress("passages", done, total)
            yield from planning.of_project()

        if self._preview:
            self._added.update(intent.what for intent in intents())
        else:
            in_steps(self._journal, self._until_stopped(intents()), self._write)
        self._note_skipped(planning, known)

    def _write(self, intent: Intent) -> None:
        self._journal.append(intent.reviewer, intent.make())
        self._added[intent.what] += 1

    def _planning(self) -> tuple[Planning, Present]:
        known = Present(
            present.codes_on_passages(self._journal),
            present.memos(self._journal),
            present.comments(self._journal),
        )
        services = self._services
        planning = Planning(
            self._project,
            services.theory.map,
            services.coding,
            self._plan.of,
            self._reviewer_of,
            known,
            self._batch,
        )
        return planning, known

    def _document(self, source: QdaSource, record: str) -> Document | None:
        """The document of a source's record; in a preview, the one that reading its text would give."""
        if self._matches[source.guid].is_new and self._preview:
            return None if source.text is None else _as_read(source.text)
        found = self._services.documents.get(record)
        return found if found is not None and found.text else None

    def _note_skipped(self, planning: Planning, known: Present) -> None:
        self._skipped += planning.skipped
        for what, number in known.there.items():
            if number:
                is_are = "it is" if number == 1 else "they are"
                self._skipped.append(Skipped(counted(number, what), f"{is_are} there already"))
        for user, number in planning.refused_users.items():
            who = self._users.get(user, self._services.context.reviewer)
            self._skipped.append(
                Skipped(f"{counted(number, 'coding')} or memos of {who}", "a stakeholder does not code")
            )
        if planning.unknown_codes:
            self._skipped.append(
                Skipped(counted(planning.unknown_codes, "coding"), "the file has no such code")
            )
        self._skipped += left_out(self._project, self._project.sources)

    def _sources(self) -> Sequence[QdaSource]:
        return [source for source in self._project.sources if is_readable(source)]

    def _until_stopped(self, items: Iterable[T]) -> Iterator[T]:
        return takewhile(lambda _: not self._is_stopped, items)

    def _report(self) -> ProjectReport:
        counts = self._read.counts
        return ProjectReport(
            path=self._name,
            name=self._project.name,
            origin=self._project.origin,
            codes=counts.codes,
            sources=counts.sources,
            selections=counts.selections,
            added={what: self._added[what] for what in ADDED},
            mapping=self._plan.mapped,
            skipped=tuple(self._skipped),
            damaged=self._damaged,
            stopped=self._is_stopped,
        )


def _as_read(text: str) -> Document:
    """A text as the document that reading it gives, as far as a preview needs it."""
    from review.domain import Page

    return Document(text, "", len(text), (Page(1, "", 0, len(text)),), ())
