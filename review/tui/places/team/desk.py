"""The work of several reviewers without a screen: what each page lists, and what is chosen there."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from review.domain.team.conflict import CodingDifference, Conflict, CriterionSince
from review.tui.support.abstracts import abstract_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.domain import Record
    from review.domain.team.agreement import StageAgreement
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


class Asked(NamedTuple):
    """A page without a list, of the review as it was read the `reads`-th time."""

    page: Page
    reads: int


class Answer(NamedTuple):
    """What was read for a page, and nothing for the others."""

    work: Sequence[StageWork] | None = None
    copies: Sequence[ReviewCopy] | None = None


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
    """What the place shows of the project, as far as its reviewer may see it."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.page = Page.CONFLICTS
        self.with_settled = False
        self.with_abstract = False
        self.conflicts = Queue[Conflict](lambda one: (one.record, one.stage))
        self.differences = Queue[CodingDifference](lambda one: (one.record, one.start))
        self.agreement: Sequence[StageAgreement] | None = None
        """How far reviewers agree at each stage; None until it was computed for the review as it is."""
        self._agreed_at: object = None
        self.work: Sequence[StageWork] | None = None
        """By stage what waits for the reviewer and what lacks a second decision, as it was read last."""
        self.copies: Sequence[ReviewCopy] | None = None
        """The copies of the review whose acts are here, as they were read last."""
        self._reads = 0
        self._read: dict[Page, int] = {}
        self.reload()

    def reload(self) -> None:
        """Read again what the page lists; the other pages are read when they are turned to."""
        self._cited: dict[str, str] = {}
        self._reads += 1
        found = self._project.conflicts.all(settled=True)
        self.open_conflicts = sum(one.settlement is None for one in found)
        self.conflicts.list([one for one in found if self.with_settled or one.settlement is None])
        if self.page is Page.CODING:
            self.differences.list(self._project.conflicts.of_codings())
        if self._agreed_at != (self._project.state, self._project.reviewer):
            self.agreement = None

    def turn_to(self, page: Page) -> None:
        """Show another page."""
        self.page = page
        self.reload()

    @property
    def queue(self) -> Queue[Conflict] | Queue[CodingDifference]:
        """What the page lists."""
        return self.differences if self.page is Page.CODING else self.conflicts

    # Pages without a list

    def compute_agreement(self) -> tuple[object, Sequence[StageAgreement]]:
        """How far reviewers agree where two decided, else why it is not known: takes a moment, so not while the screen waits."""
        at = (self._project.state, self._project.reviewer)
        twice = self._project.agreement.decided_twice()
        stages = [stage for stage, many in twice.items() if many] or [*twice][:1]
        return at, [self._project.agreement.of_stage(stage) for stage in stages]

    def take_agreement(self, computed: tuple[object, Sequence[StageAgreement]]) -> None:
        """Keep what was computed."""
        self._agreed_at, self.agreement = computed

    def unread(self) -> Asked | None:
        """What the page shows and is still to be read, or read again: work or copies; None if nothing is."""
        is_read = self.page not in {Page.WORK, Page.COPIES} or self._read.get(self.page) == self._reads
        return None if is_read else Asked(self.page, self._reads)

    def read(self, asked: Asked) -> Answer:
        """Read it; may be called from any thread.

        Raises:
            ReviewError: the review cannot be read.
        """
        if asked.page is Page.WORK:
            return Answer(work=self._project.team.work())
        return Answer(copies=self._project.sharing.copies())

    def take(self, asked: Asked, found: Answer) -> None:
        """Keep what was read."""
        self._read[asked.page] = asked.reads
        if found.work is not None:
            self.work = found.work
        if found.copies is not None:
            self.copies = found.copies

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
        self.reload()

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
