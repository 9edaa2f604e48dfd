"""Questions that take a while, asked in a thread: one at a time, and only the latest counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from textual.widget import Widget

from review.errors import ReviewError

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Asking(Generic[Question, Answer]):
    """Asks `ask` in a thread and hands question and answer to `answered` on the screen's own thread.

    While a question is under way, the next one waits; of several that wait only the last is asked. A question that
    ends in a `ReviewError` has no answer. Nothing here ever makes a key wait.
    """

    def __init__(
        self, owner: Widget, ask: Callable[[Question], Answer], answered: Callable[[Question, Answer], None]
    ) -> None:
        self._owner = owner
        self._ask = ask
        self._answered = answered
        self._waiting: list[Question] = []
        self._busy = False

    def ask(self, question: Question) -> None:
        """Ask this next, instead of what waits."""
        self._waiting = [question]
        if not self._busy:
            self._begin()

    def _begin(self) -> None:
        self._busy = True
        question = self._waiting.pop()
        self._owner.run_worker(partial(self._think, question), thread=True)

    def _think(self, question: Question) -> None:
        try:
            answers = [self._ask(question)]
        except ReviewError:
            answers = []
        # Not call_from_thread: it would wait for an app that is about to end.
        self._owner.call_later(self._end, question, answers)

    def _end(self, question: Question, answers: list[Answer]) -> None:
        self._busy = False
        for answer in answers:
            self._answered(question, answer)
        if self._waiting:
            self._begin()
