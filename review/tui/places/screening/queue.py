"""The queue of a stage in Screening, which never waits for the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from review.domain import Queue, QueueItem
from review.tui.places.screening.likely import LOOKED_AT, likeliest_first, review_words
from review.tui.support.abstracts import abstract_of

if TYPE_CHECKING:
    from review.project import Project


class WaitingRead(NamedTuple):
    """The records that wait at a stage, the oldest first, and the first of them by the review's words where that is wanted."""

    waiting: dict[str, None]
    likely: Sequence[str] | None


class ScreeningQueue:
    """The records left at a stage: in the model's order once it has answered, until then likely or oldest first.

    Likely ones come in the order by the question that the last run kept; without one, a few of the oldest are compared.

    `model` names the model of the current order, empty if there is none, `learned_from` the number of its
    decisions, and `calibrated` whether its scores are probabilities. `made` counts the decisions made here, `changes` them and those undone.
    Records decided or put off here do not come again with an answer to an earlier question. Nothing waits before `take`.
    """

    def __init__(self, project: Project, stage: str) -> None:
        self._project = project
        self._answer: dict[str, QueueItem] = {}
        self._waiting: dict[str, None] = {}
        self._put_off: dict[str, None] = {}
        self._back: dict[str, int] = {}
        self._kept: Mapping[str, str] | None = None
        self._likely: Sequence[str] | None = None
        self.stage = stage
        self.model = ""
        self.calibrated = False
        self.learned_from = self.made = self._made_before = self.changes = 0

    @property
    def left(self) -> int:
        """The number of records left."""
        return len(self._waiting)

    def __contains__(self, record: str) -> bool:
        return record in self._waiting

    @property
    def waiting(self) -> Mapping[str, None]:
        """The records left, oldest first: a copy, which other threads may read."""
        return self._waiting.copy()

    def read(self, known: Mapping[str, None]) -> WaitingRead:
        """Read what waits, where some are known; may be called from any thread, and changes nothing.

        Raises:
            ReviewError: the review cannot be read.
        """
        waiting = dict.fromkeys(self._project.screening.candidates(self.stage))
        likely = None if waiting.keys() - known.keys() else self._likely
        if likely is None and not self._answer and next(iter(self._kept_order(waiting)), None) is None:
            likely = self._compared(waiting)
        return WaitingRead(waiting, likely)

    def take(self, read: WaitingRead) -> None:
        """Have what was read."""
        self._waiting, self._likely = read

    @property
    def behind(self) -> int:
        """How many decisions made here the current order has not learned from."""
        return self.made - self._made_before

    def answered(self, answer: Queue, made_before: int = 0) -> None:
        """Apply the model's order; `made_before` decisions had been made here when it was asked."""
        self._answer = {item.record: item for item in answer.items}
        self.model, self.calibrated = answer.model, answer.calibrated
        self.learned_from, self._made_before = answer.learned_from, made_before
        self._back = {one: more - 1 for one, more in self._back.items() if more > 1}

    def decided(self, record: str) -> None:
        """Remove a record that was decided."""
        self.leave(record)
        self.made += 1

    def undecided(self, record: str) -> None:
        """Add a record again whose decision was undone."""
        self._waiting[record] = None
        # The next answer may be to a question asked before this; the one after it is not.
        self._back[record] = 2
        self.changes += 1

    def leave(self, record: str) -> None:
        """Remove a record that waits no more."""
        self._waiting.pop(record, None)
        self.changes += 1

    def put_off(self, record: str) -> None:
        """Move a record to the end."""
        self._put_off.pop(record, None)
        self._put_off[record] = None

    @property
    def ranked(self) -> int:
        """How many records the model has ranked."""
        return len(self._answer)

    def came_back(self, record: str) -> bool:
        """Whether a record waits again since the current order was made, or may do."""
        return record in self._back

    def item(self, record: str) -> QueueItem | None:
        """The model's ranking of a record."""
        return self._answer.get(record)

    def first(self, *, by_words: bool = False) -> str | None:
        """The next record: the model's first, else a likely one `by_words`, else the oldest, then those put off.

        What others have settled meanwhile is passed over; None at the end.
        """
        while (record := self._first(by_words)) is not None:
            if self._project.screening.is_open(record, self.stage):
                return record
            del self._waiting[record]
        return None

    def was_kept(self, record: str) -> bool:
        """Whether a record has its place in the order by the question that the last run kept."""
        text = (self._kept or {}).get(record)
        return text is not None and self._project.learning.is_ranked_as(record, text)

    def _first(self, by_words: bool) -> str | None:
        for records in self._orders(by_words):
            for record in records:
                if record in self._waiting and record not in self._put_off:
                    return record
        return next((record for record in self._put_off if record in self._waiting), None)

    def _orders(self, by_words: bool) -> Iterable[Iterable[str]]:
        yield self._answer
        if by_words:
            # Also where all that the model has ranked is decided, and others opened the stage meanwhile.
            yield self._kept_order(self._waiting)
            if self._likely is None:
                self._likely = self._compared(self._waiting)
            yield self._likely
        yield self._waiting

    def _kept_order(self, waiting: Mapping[str, None]) -> Iterable[str]:
        """Those that wait of the kept order whose text is still the one by which they were ranked."""
        if self._kept is None:
            self._kept = self._project.learning.likely_records(self.stage)
        for record, text in self._kept.items():
            if record in waiting and self._project.learning.is_ranked_as(record, text):
                yield record

    def _compared(self, waiting: Mapping[str, None]) -> Sequence[str]:
        """The first of those that wait, by the review's words."""
        get = self._project.records.get
        compared = [get(record) for record in islice(waiting, LOOKED_AT)]
        texts = {record.id: (record.title, abstract_of(self._project, record)) for record in compared}
        return likeliest_first(texts, review_words(self._project.theory.map, self.stage))
