"""The queue of a stage in Screening, which never waits for the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.domain import Queue, QueueItem

if TYPE_CHECKING:
    from review.project import Project


class ScreeningQueue:
    """The records left at a stage: in the model's order once it has answered, until then oldest first.

    `model` names the model of the current order, empty if there is none, `learned_from` the number of its
    decisions, and `calibrated` whether its scores are probabilities. `made` counts the decisions made here. Records decided or put off here do not
    come again with an answer to an earlier question.
    """

    def __init__(self, project: Project, stage: str) -> None:
        self._project = project
        self._answer: dict[str, QueueItem] = {}
        self._waiting: dict[str, None] = {}
        self._put_off: dict[str, None] = {}
        self.stage = stage
        self.model = ""
        self.calibrated = False
        self.learned_from = self.made = self._made_before = 0
        self.count()

    @property
    def left(self) -> int:
        """The number of records left."""
        return len(self._waiting)

    def __contains__(self, record: str) -> bool:
        return record in self._waiting

    def count(self) -> None:
        """Read the records left at this stage again."""
        self._waiting = dict.fromkeys(self._project.screening.candidates(self.stage))

    @property
    def behind(self) -> int:
        """How many decisions made here the current order has not learned from."""
        return self.made - self._made_before

    def answered(self, answer: Queue, made_before: int = 0) -> None:
        """Apply the model's order; `made_before` decisions had been made here when it was asked."""
        self._answer = {item.record: item for item in answer.items}
        self.model, self.calibrated = answer.model, answer.calibrated
        self.learned_from, self._made_before = answer.learned_from, made_before

    def decided(self, record: str) -> None:
        """Remove a record that was decided."""
        self._waiting.pop(record, None)
        self.made += 1

    def undecided(self, record: str) -> None:
        """Add a record again whose decision was undone."""
        self._waiting[record] = None

    def put_off(self, record: str) -> None:
        """Move a record to the end."""
        self._put_off.pop(record, None)
        self._put_off[record] = None

    def item(self, record: str) -> QueueItem | None:
        """The model's ranking of a record."""
        return self._answer.get(record)

    def first(self) -> str | None:
        """The next record: the model's first, else the oldest, then those put off; None at the end."""
        for records in (self._answer, self._waiting):
            for record in records:
                if record in self._waiting and record not in self._put_off:
                    return record
        return next((record for record in self._put_off if record in self._waiting), None)
