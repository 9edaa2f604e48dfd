"""What comes next at a stage of screening, without ever waiting for the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.domain import Queue, QueueItem

if TYPE_CHECKING:
    from review.project import Project


class ScreeningQueue:
    """The records that wait at a stage: in the model's order as far as it has answered, the oldest first otherwise.

    `model` names the model behind the present order, empty where there is none, `learned_from` says of how many
    decisions, and `calibrated` whether its scores are probabilities. `made` counts the decisions made here. Records that were decided or put off here do not come again,
    whatever an answer that was asked for earlier says.
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
        """How many records wait."""
        return len(self._waiting)

    def __contains__(self, record: str) -> bool:
        return record in self._waiting

    def count(self) -> None:
        """Look afresh at what waits at this stage."""
        self._waiting = dict.fromkeys(self._project.screening.candidates(self.stage))

    @property
    def behind(self) -> int:
        """How many decisions were made here that the present order has not learned from."""
        return self.made - self._made_before

    def answered(self, answer: Queue, made_before: int = 0) -> None:
        """Take in the order that the model gave; `made_before` decisions had been made here when it was asked."""
        self._answer = {item.record: item for item in answer.items}
        self.model, self.calibrated = answer.model, answer.calibrated
        self.learned_from, self._made_before = answer.learned_from, made_before

    def decided(self, record: str) -> None:
        """A record was decided: it does not come again."""
        self._waiting.pop(record, None)
        self.made += 1

    def undecided(self, record: str) -> None:
        """A record's decision was taken back: it waits again."""
        self._waiting[record] = None

    def put_off(self, record: str) -> None:
        """A record comes again only after all the others."""
        self._put_off.pop(record, None)
        self._put_off[record] = None

    def item(self, record: str) -> QueueItem | None:
        """What the model said of a record."""
        return self._answer.get(record)

    def first(self) -> str | None:
        """The next record: the model's choice, else the oldest, at last those put off; none when all is done."""
        for records in (self._answer, self._waiting):
            for record in records:
                if record in self._waiting and record not in self._put_off:
                    return record
        return next((record for record in self._put_off if record in self._waiting), None)
