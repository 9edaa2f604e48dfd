"""Looking again without a screen: one waiting coding after another, and the answers to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from review.domain import Stance
from review.domain.theories.looking_again import Waiting
from review.errors import ReviewError
from review.tui.places.reader.going_through.walk import Place

if TYPE_CHECKING:
    from review.project import Acknowledgement, Project

Key = tuple[str, str]
"""A coding and its code."""


def _key(one: Waiting) -> Key:
    return one.coding.id, one.code


class LookingAgain:
    """What waits for another look: of some `codes`, or of all. `current` is the one to answer, None if none is left."""

    def __init__(self, project: Project, codes: Collection[str] = ()) -> None:
        self._project = project
        self._codes = tuple(codes)
        self._answered: list[Key] = []
        self._place = 0
        self.queue: list[Waiting] = []
        self.reload()

    @property
    def current(self) -> Waiting | None:
        """The one to answer."""
        return self.queue[self._place] if self.queue else None

    @property
    def place(self) -> Place | None:
        """Where it is, with its code in focus."""
        if (one := self.current) is None:
            return None
        coding = one.coding
        return Place(coding.record, coding.start, coding.end, coding.text_sha256, coding.id, one.code)

    @property
    def number(self) -> int:
        """Which of the queue it is, from 1."""
        return self._place + 1

    def reload(self) -> None:
        """Read the queue again; the current one stays or, if it does not wait any more, the next one follows."""
        before = _key(self.current) if self.current else None
        found = self._project.looking_again.queue()
        self.queue = [one for one in found if not self._codes or one.code in self._codes]
        keys = [_key(one) for one in self.queue]
        if before in keys:
            self._place = keys.index(before)
        elif self._place >= len(keys):
            self._place = 0

    def begin_at(self, record: str, offset: int) -> None:
        """Go to the first one in a record that ends after an offset, else to the first in it, else stay."""
        places = [place for place, one in enumerate(self.queue) if one.coding.record == record]
        later = [place for place in places if self.queue[place].coding.end > offset]
        self._place = next(iter(later or places), self._place)

    def step(self, by: int) -> None:
        """Go to another one without an answer, round at the end."""
        if self.queue:
            self._place = (self._place + by) % len(self.queue)

    def undone(self) -> bool:
        """Go back to the last one that was answered here and waits again; returns whether there is one."""
        self.reload()
        keys = [_key(one) for one in self.queue]
        for answered in reversed(self._answered):
            if answered in keys:
                self._answered.remove(answered)
                self._place = keys.index(answered)
                return True
        return False

    @property
    def alike(self) -> int:
        """How many wait for the code of the current one, on any record."""
        return len(self._project.looking_again.queue(self.current.code)) if self.current else 0

    # Answers. Each is stored when the method returns, and the next one is current. All raise a ReviewError if they are refused.

    def holds(self) -> Acknowledgement:
        """The code still holds."""
        one = self._checked()
        return self._answer(one, self._project.looking_again.holds(*_key(one)))

    def take_off(self) -> Acknowledgement:
        """The code does not hold any more."""
        one = self._checked()
        return self._answer(one, self._project.looking_again.take_off(*_key(one)))

    def set_stance(self, stance: Stance, *, same_stance: bool = False) -> Acknowledgement:
        """The passage has another stance toward the code."""
        one = self._checked()
        done = self._project.looking_again.set_stance(*_key(one), stance, same_stance=same_stance)
        return self._answer(one, done)

    def move(self, other: str, *, same_stance: bool = False) -> Acknowledgement:
        """The passage belongs to another code."""
        one = self._checked()
        done = self._project.looking_again.move(*_key(one), other, same_stance=same_stance)
        return self._answer(one, done)

    def all_hold(self) -> Acknowledgement:
        """The code of the current one still holds on all that wait for it."""
        one = self._checked()
        return self._answer(one, self._project.looking_again.all_hold(one.code))

    def _checked(self) -> Waiting:
        """The current one, which nobody answered meanwhile and whose code was not reworded again since it is shown."""
        one = self.current
        if one is None:
            raise ReviewError("no coding waits for another look")
        here = self._project.looking_again.queue(record=one.coding.record)
        now = next((other for other in here if _key(other) == _key(one)), None)
        if now is not None and now.now == one.now:
            return one
        self.reload()
        what = "looked at again here" if now is None else "reworded again"
        raise ReviewError(f"{one.code} was {what} meanwhile; nothing was stored")

    def _answer(self, one: Waiting, done: Acknowledgement) -> Acknowledgement:
        self._answered.append(_key(one))
        self.reload()
        return done
