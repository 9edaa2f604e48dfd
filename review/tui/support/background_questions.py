"""Asks slow questions in a thread: one at a time, and only the latest of those that wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from textual.widget import Widget

from review.errors import ReviewError

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class BackgroundQuestions(Generic[Question, Answer]):
    """Calls `ask` in a thread, then `answered` with question and answer on the app's thread.

    While a question runs, the next one waits; of several that wait, only the last is asked. A question that
    raises a `ReviewError` has no answer. Keys never wait for it.
    """

    def __init__(
        self, owner: Widget, ask: Callable[[Question], Answer], answered: Callable[[Question, Answer], None]
    ) -> None:
        self._owner = owner
        self._ask = ask
        self._answered = answered
        self._waiting: list[Question] = []
        self._busy = False

    @property
    def is_busy(self) -> bool:
        """Whether there is a question without an answer yet."""
        return self._busy

    def ask(self, question: Question, *, at_once: bool = False) -> None:
        """Ask this next, replacing the question that waits; `at_once`: the answer takes no time, and is here on return."""
        self._waiting = [question]
        if self._busy:
            return
        if at_once:
            self._waiting.clear()
            self._answered(question, self._ask(question))
        else:
            self._begin()

    def _begin(self) -> None:
        self._busy = True
        question = self._waiting.pop()
        # Without a description Textual writes out the question, which may hold 100,000 records.
        self._owner.run_worker(partial(self._think, question), thread=True, description="a question")

    def _think(self, question: Question) -> None:
        try:
            answers = [self._ask(question)]
        except ReviewError:
            answers = []
        # Not call_from_thread, which would wait for an app that is about to exit.
        self._owner.call_later(self._end, question, answers)

    def _end(self, question: Question, answers: list[Answer]) -> None:
        self._busy = False
        for answer in answers:
            self._answered(question, answer)
        if self._waiting:
            self._begin()
