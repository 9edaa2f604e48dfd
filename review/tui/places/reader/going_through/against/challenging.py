"""Going through evidence against without a screen: the passages that may challenge a claim, and the answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from review.domain import Stance
from review.domain.suggestions.against import AgainstItem, AgainstQueue
from review.domain.suggestions.evaluation import Progress
from review.domain.theories.configuration import OUTCOME, Configuration, Element, Relation
from review.domain.wording.named import named
from review.errors import ReviewError, UnknownNameError
from review.theory_map import rivalry
from review.tui.places.reader.desk import stances_on
from review.tui.places.reader.going_through.walk import Place

if TYPE_CHECKING:
    from review.project import Acknowledgement, Project
    from review.project.theories.targets import Target

BATCH = 20
"""How many passages are asked for at a time; their order stays until all have an answer."""


class Challenging:
    """The passages that may challenge a code or configuration (`target`).

    `items` are those of the present batch, in the order in which they were found; `is_due`: another batch is to be asked for;
    `problem` says why there is none, `progress` how far it is.
    """

    def __init__(self, project: Project, target: Target) -> None:
        self._project = project
        self.target = target
        self.items: tuple[AgainstItem, ...] = ()
        self.is_due = True
        self.problem = ""
        self.progress: Progress | None = None
        self._texts: dict[str, str] = {}
        self._open: list[int] = []
        self._answered: list[AgainstItem] = []
        self._place = 0
        self._is_gone = False
        self._read()
        self.reload()

    # --- batches -----------------------------------------------------------------------------------------------------

    def take(self, answer: AgainstQueue | str) -> None:
        """Go on with a new batch, or with the reason why there is none."""
        self.is_due = False
        self.problem, self.progress = "", None
        if isinstance(answer, str):
            self.problem = answer
            return
        if answer.items:
            self.items, self._place = answer.items, 0
        self._texts |= {item.record: self._text_of(item.record) for item in self.items}
        self.reload()
        if self.current is None:
            self.is_due = False
            self.problem = (
                f"No passage of the included documents is left to look at for {self.target.label}."
                if self._project.challenges.documents
                else f"No document is included at {named(self._project.theory.map.last_stage)} yet, and only these are looked through."
            )

    def ask(self) -> AgainstQueue | str:
        """The next batch, from the learning process, or why there is none; takes long."""
        try:
            return self._project.learning.suggestions.against(self.target.id, BATCH)
        except ReviewError as error:
            return f"No passages: {error}"

    def _text_of(self, record: str) -> str:
        """The record's present text; ``""`` if it is not listed any more, such as a duplicate."""
        try:
            return self._project.records.get(record).text_sha256
        except UnknownNameError:
            return ""

    # --- the current one ---------------------------------------------------------------------------------------------

    @property
    def current(self) -> AgainstItem | None:
        """The passage to answer; None if all of the batch have an answer."""
        return self.items[self._place] if self._place in self._open else None

    @property
    def place(self) -> Place | None:
        """Where it is."""
        if (one := self.current) is None:
            return None
        return Place(one.record, one.start, one.end, self._texts[one.record])

    @property
    def number(self) -> int:
        """Which of the batch it is, from 1."""
        return self._place + 1

    @property
    def answered(self) -> int:
        """How many of the batch have an answer, by anyone."""
        return len(self.items) - len(self._open)

    def reload(self) -> None:
        """Read again what claim it is and what has an answer; the current one stays or, if it has one now, the next follows.

        A passage of a file that was read again meanwhile is left out: it is found again on the new text. If the target itself is
        gone, because it was undone, nothing is left.
        """
        try:
            self._read()
        except UnknownNameError:
            self.items, self._open, self._answered = (), [], []
            self._is_gone, self.is_due, self.problem = True, False, f"{self._gone}."
            return
        if self._is_gone:
            self._is_gone, self.is_due, self.problem = False, True, ""
        now = {item.record: self._text_of(item.record) for item in self.items}
        self._open = [
            place
            for place, item in enumerate(self.items)
            if not self._has_answer(item) and now[item.record] == self._texts[item.record]
        ]
        if self._open and self._place not in self._open:
            self._place = next((place for place in self._open if place > self._place), self._open[0])
        if self.items and not self._open and not self.problem:
            self.is_due = True

    def _read(self) -> None:
        """Read what is claimed, and what was judged for it.

        Raises:
            UnknownNameError: the target is gone.
        """
        self.claimed = self._project.challenges.claimed(self.target)
        self._judged = self._project.challenges.judged(self.target)

    @property
    def _gone(self) -> str:
        return f"{self.target.label} is not there any more"

    def _has_answer(self, item: AgainstItem) -> bool:
        return any(item.is_in(start, end) for start, end in self._judged.get(item.record, ()))

    def step(self, by: int) -> None:
        """Go to another one without an answer, round at the end."""
        if self._open:
            here = self._open.index(self._place)
            self._place = self._open[(here + by) % len(self._open)]

    def undone(self) -> bool:
        """Go back to the last one that was answered here and has no answer any more; returns whether there is one."""
        self.reload()
        for answered in reversed(self._answered):
            if not self._has_answer(answered):
                self._answered.remove(answered)
                if answered not in self.items:  # it was in a batch before
                    self.items = (answered, *self.items)
                self.reload()
                self._place, self.is_due, self.problem = self.items.index(answered), False, ""
                return True
        return False

    # --- configurations ----------------------------------------------------------------------------------------------

    def configurations(self) -> Sequence[Configuration]:
        """Those that a passage can be put into: the target, or those tied to the code or its sub-themes."""
        if self.claimed.is_code:
            return self._project.configurations.all(theory=self.target.id)
        return [self._project.configurations.find(self.target.id, last_pages=False)]

    @staticmethod
    def elements(configuration: Configuration) -> tuple[Element, ...]:
        """Those that evidence against can be put into: the outcomes, or where there are none all elements."""
        outcomes = tuple(one for one in configuration.elements if one.role == OUTCOME)
        return outcomes or configuration.elements

    # Answers. Each is stored when the method returns, and the next passage is current. All raise a ReviewError if they are refused.

    def look_at(self) -> Acknowledgement:
        """Nothing in the passage is evidence against the claim."""
        one = self._checked()
        done = self._project.looked_at.mark(self.target.id, one.record, one.start, one.end)
        return self._answer(one, done)

    def code(self, code: str, stance: Stance, *, same_stance: bool = False) -> Acknowledgement:
        """The passage has a stance toward the code, or toward another one, such as a theory of the configuration.

        Raises:
            SameStanceError: it would be the stance toward a rival, too, unless `same_stance`.
        """
        from review.project import Acknowledgement

        one = self._checked()
        if not same_stance:
            here = self._project.coding.codings(one.record)
            stances = stances_on(here, (one.start, one.end), self._project.reviewer)
            rivalry.check(self._project.theory.map, stances | {code: stance}, [code])
        coding = self._project.coding.code(
            one.record, [code], one.start, one.end, stance=stance, same_stance=True
        )
        return self._answer(one, Acknowledgement(coding.id, f"{coding.cited_page}: {stance} {code}"))

    def put(self, configuration: Configuration, element: Element, relation: Relation) -> Acknowledgement:
        """The passage is a fragment of an element."""
        one = self._checked()
        done = self._project.configurations.put(
            configuration.id,
            element.role,
            one.record,
            (one.start, one.end),
            relation=relation,
            element=element.id,
        )
        return self._answer(one, done)

    def _checked(self) -> AgainstItem:
        """The current one, which nobody answered meanwhile and which is on the text that it was found in."""
        one = self.current
        if one is None:
            raise ReviewError("no passage is left to answer")
        self.reload()
        if self._is_gone:
            raise ReviewError(f"{self._gone}; nothing was stored")
        if self.current is not one:
            what = "judged" if self._has_answer(one) else "read again"
            raise ReviewError(f"the passage was {what} meanwhile; nothing was stored")
        return one

    def _answer(self, one: AgainstItem, done: Acknowledgement) -> Acknowledgement:
        self._answered.append(one)
        self.reload()
        return done
