"""The work of several reviewers without a screen: what each page lists, and what is chosen there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from review.domain.team.conflict import CodingDifference, Conflict, CriterionSince
from review.tui.support.abstracts import abstract_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.domain import Record
    from review.domain.team.agreement import CodeAgreement, StageAgreement
    from review.domain.team.copies import ReviewCopy
    from review.domain.team.work import StageWork
    from review.project import Project

T = TypeVar("T")


class Page(StrEnum):
    """What the place shows."""

    CONFLICTS = "conflicts"
    CODING = "coding"
    AGREEMENT = "agreement"
    WORK = "work"
    COPIES = "copies"


LISTS = frozenset({Page.CONFLICTS, Page.CODING})
"""The pages with a list above or beside what is read."""

READ = frozenset(Page) - {Page.AGREEMENT}
"""The pages that are read; agreement is computed."""


class Asked(NamedTuple):
    """Pages to read, of the review as it is to be read the `reads`-th time, and the records whose citations are shown."""

    pages: tuple[Page, ...]
    reads: int
    cited: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What was read for pages, and nothing for the others; the citations by record."""

    cited: Mapping[str, str]
    conflicts: Sequence[Conflict] | None = None
    differences: Sequence[CodingDifference] | None = None
    work: Sequence[StageWork] | None = None
    copies: Sequence[ReviewCopy] | None = None


class Agreed(NamedTuple):
    """How far reviewers agree, at each stage and on each code, and of which state this is.

    `cited` has the citations of the records on which they do not; `codes` are named as in the map.
    """

    stages: Sequence[StageAgreement]
    cited: Mapping[str, str]
    at: object
    codes: Sequence[tuple[str, CodeAgreement]] = ()


class Queue(Generic[T]):
    """A list in which one is chosen, by what names it; when it goes, the one that comes to its place is chosen."""

    def __init__(self, name: Callable[[T], object]) -> None:
        self._name = name
        self._chosen: object = None
        self.listed: Sequence[T] = ()

    def list(self, listed: Sequence[T]) -> None:
        """List these instead."""
        position = self.position
        self.listed = listed
        if listed and self._chosen not in map(self._name, listed):
            self._chosen = self._name(listed[min(position, len(listed) - 1)])

    @property
    def position(self) -> int:
        """The place of the chosen one."""
        names = map(self._name, self.listed)
        return next((place for place, name in enumerate(names) if name == self._chosen), 0)

    @property
    def chosen(self) -> T | None:
        """The chosen one; None if nothing is listed."""
        return self.listed[self.position] if self.listed else None

    def choose(self, position: int) -> None:
        """Choose the one at a place."""
        if 0 <= position < len(self.listed):
            self._chosen = self._name(self.listed[position])


class TeamDesk:
    """What the place shows of the project, as far as its reviewer may see it.

    What it shows is read at once; if `reads_later`, `unread` says what is to be read, and `take` has it.
    """

    def __init__(self, project: Project, *, reads_later: bool = False) -> None:
        self._project = project
        self._reads_later = reads_later
        self.page = Page.CONFLICTS
        self.with_settled = False
        self.with_abstract = False
        self._found: Sequence[Conflict] = ()
        self.conflicts = Queue[Conflict](lambda one: (one.record, one.stage))
        self.differences = Queue[CodingDifference](lambda one: (one.record, one.start))
        self.agreed: Agreed | None = None
        """How far reviewers agree; None until it was computed for the review as it is."""
        self.work: Sequence[StageWork] | None = None
        """By stage what waits for the reviewer and what lacks a second decision, as it was read last."""
        self.copies: Sequence[ReviewCopy] | None = None
        """The copies of the review whose acts are here, as they were read last."""
        self._cited: dict[str, str] = {}
        self._reads = 0
        self._read: dict[Page, int] = {}
        self.reload()

    def reload(self) -> None:
        """Have read again what the page shows; the other pages are read when they are turned to."""
        self._reads += 1
        self._read_now()
        if self.agreed and self.agreed.at != (self._project.state, self._project.reviewer):
            self.agreed = None

    def turn_to(self, page: Page) -> None:
        """Show another page."""
        self.page = page
        self._read_now()

    def _read_now(self) -> None:
        if not self._reads_later and (wanted := self.unread()):
            self.take(wanted, self.read(wanted))

    def unread(self) -> Asked | None:
        """What is shown and is still to be read, or read again: the conflicts, which are counted on all pages, and the page."""
        shown = dict.fromkeys((Page.CONFLICTS, self.page))
        pages = tuple(page for page in shown if page in READ and self._read.get(page) != self._reads)
        return Asked(pages, self._reads, tuple(self._cited)) if pages else None

    @property
    def is_read(self) -> bool:
        """Whether the page was ever read."""
        return self.page not in READ or self.page in self._read

    def read(self, asked: Asked) -> Answer:
        """Read it; may be called from any thread.

        Raises:
            ReviewError: the review cannot be read.
        """
        project, pages = self._project, asked.pages
        return Answer(
            cited={record: project.records.cited(record) for record in asked.cited},
            conflicts=project.conflicts.all(settled=True) if Page.CONFLICTS in pages else None,
            differences=project.conflicts.of_codings() if Page.CODING in pages else None,
            work=project.team.work() if Page.WORK in pages else None,
            copies=project.sharing.copies() if Page.COPIES in pages else None,
        )

    def take(self, asked: Asked, found: Answer) -> bool:
        """Keep what was read; returns whether the list has to be shown again."""
        before = self.queue.listed, self._cited
        self._read |= dict.fromkeys(asked.pages, asked.reads)
        self._cited = {**self._cited, **found.cited}
        if found.conflicts is not None:
            self._found = found.conflicts
            self._list_conflicts()
        if found.differences is not None:
            self.differences.list(found.differences)
        if found.work is not None:
            self.work = found.work
        if found.copies is not None:
            self.copies = found.copies
        return before != (self.queue.listed, self._cited)

    def _list_conflicts(self) -> None:
        listed = [one for one in self._found if self.with_settled or one.is_to_settle]
        self.conflicts.list(listed)

    @property
    def open_conflicts(self) -> int:
        """How many conflicts nobody has settled."""
        return sum(one.is_open for one in self._found)

    @property
    def settled_apart(self) -> int:
        """How many two copies settled apart, which are listed beside the open ones."""
        return sum(one.apart is not None for one in self._found)

    @property
    def queue(self) -> Queue[Conflict] | Queue[CodingDifference]:
        """What the page lists."""
        return self.differences if self.page is Page.CODING else self.conflicts

    # Pages without a list

    def compute_agreement(self) -> Agreed:
        """How far reviewers agree where two decided, else why it is not known: takes a moment, so not while the screen waits."""
        at = (self._project.state, self._project.reviewer)
        twice = self._project.agreement.decided_twice()
        stages = [stage for stage, many in twice.items() if many] or [*twice][:1]
        found = [self._project.agreement.of_stage(stage) for stage in stages]
        apart = (one.record for stage in found for one in stage.disagreements)
        cited = {record: self._project.records.cited(record) for record in apart}
        names = self._project.theory.map.code_names
        codes = [
            (f"{one.code} {names.get(one.code, '')}".strip(), one)
            for one in self._project.agreement.of_codes()
        ]
        return Agreed(found, cited, at, codes)

    # Conflicts

    @property
    def conflict(self) -> Conflict | None:
        """The conflict under the cursor, on its page."""
        return self.conflicts.chosen if self.page is Page.CONFLICTS else None

    @property
    def difference(self) -> CodingDifference | None:
        """The difference between coders under the cursor, on its page."""
        return self.differences.chosen if self.page is Page.CODING else None

    @property
    def record(self) -> str:
        """The record of what is under the cursor; ``""`` if nothing is."""
        one = self.conflict or self.difference
        return one.record if one else ""

    def toggle_settled(self) -> None:
        """List the settled conflicts, too, or no longer."""
        self.with_settled = not self.with_settled
        self._list_conflicts()

    def criteria(self, conflict: Conflict) -> Sequence[CriterionSince]:
        """The criteria of its stage as they were and are."""
        return self._project.conflicts.criteria(conflict)

    def cited(self, record: str) -> str:
        """A record's citation, looked up once."""
        if record not in self._cited:
            self._cited[record] = self._project.records.cited(record)
        return self._cited[record]

    def reference(self, record: str) -> Record:
        """A record's reference."""
        return self._project.records.get(record)

    def abstract(self, record: Record) -> str:
        """A record's abstract, or its substitute, if it is to be shown."""
        return abstract_of(self._project, record) if self.with_abstract else ""
