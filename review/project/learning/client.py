"""The program's side of the learning process: questions go out over a pipe, answers come back when they are ready.

Nothing here waits on the interface's thread: `start`, `stop` and `state` return at once, and a question blocks only
the thread that asks it. The process is started again when it dies, a little later each time. Questions that were under
way then fail; whoever still wants the answer sees by `starts` that there is another process, and asks again.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NoAnswerInTime
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from review.domain import Order, Queue, RecordSuggestions
from review.domain.suggestions.evaluation import Evaluation
from review.errors import SuggestionsUnavailableError, UnknownNameError
from review.learning.exchange import (
    Answer,
    Answered,
    AnyQuestion,
    Asked,
    AskEvaluation,
    AskQueue,
    AskRecord,
    AskState,
    EvaluationAnswer,
    NoAnswer,
    QueueAnswer,
    RecordAnswer,
)
from review.sandbox.child_process import environment, isolated_python

MOST_RESTARTS = 5
FIRST_DELAY = 0.5
"""Seconds before the first restart; each further one in a row waits twice as long."""

STEADY = 60.0
"""Seconds after which a process has worked well: its end is no longer one in a row with those before."""

ENDED = "the learning process ended before it had answered"
"""It was killed, by the system where memory is short, or there is a fault in it."""

OTHER_ANSWER = "the learning process answered another question; please report it"

TIMEOUT = 120.0
"""Seconds after which a question is given up: reading a large library for the first time takes its time."""

EVALUATION_TIMEOUT = 1800.0
"""Seconds for an evaluation, in which every model is fitted many times from nothing."""

_CALL = "from review.project.learning.process import main; sys.exit(main())"

A = TypeVar("A", bound=Answer)


class Suggestions:
    """The suggestions of one review for one reviewer, from a process of their own.

    Args:
        folder: the review's folder.
        reviewer: whose decisions are learned from.
        command: the process to start instead of the usual one.
        timeout: seconds that a question may take.
        first_delay: seconds before a process that died is started again for the first time.
    """

    def __init__(
        self,
        folder: Path,
        reviewer: str,
        *,
        command: Sequence[str] = (),
        timeout: float = TIMEOUT,
        first_delay: float = FIRST_DELAY,
    ) -> None:
        usual = isolated_python(_CALL, "--project", str(folder), "--reviewer", reviewer)
        self._command = list(command) or usual
        self._timeout = timeout
        self._first_delay = first_delay
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._restart: threading.Timer | None = None
        self._failures = 0
        self._launched_at = 0.0
        self._next_id = 0
        self._pending: dict[int, Future[Answer]] = {}
        self._state = "suggestions off"
        self.starts = 0
        """How many processes have been started."""

    # --- the process -------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the process, if it is not running."""
        with self._turn:
            if self._process is None:
                if self._restart:
                    self._restart.cancel()
                self._failures = 0
                self._launch()

    def stop(self) -> None:
        """End the process; questions under way fail."""
        with self._turn:
            process, self._process = self._process, None
            if self._restart:
                self._restart.cancel()
                self._restart = None
            self._state = "suggestions off"
            self._fail_pending("suggestions were switched off")
        if process is not None:
            _end(process)

    @property
    def process_id(self) -> int | None:
        """The number of the process, none where there is no process to ask."""
        process = self._process
        return process.pid if process else None

    @property
    def state(self) -> str:
        """What the model knows or does, as one short line."""
        return "learning…" if self._pending else self._state

    # --- questions -------------------------------------------------------------------------------------------------

    def queue(
        self,
        stage: str,
        order: Order = Order.RELEVANCE,
        limit: int = 50,
        focus: str | None = None,
        random_share: float | None = None,
    ) -> Queue:
        """What to read next at a stage; see ``review.project.learning.process.Learner.queue``.

        Raises:
            SuggestionsUnavailableError: there is no answer; work goes on without.
        """
        question = AskQueue(stage=stage, order=order, limit=limit, focus=focus, random_share=random_share)
        return self._ask(question, QueueAnswer).queue

    def record(self, record: str, passages: bool = True) -> RecordSuggestions:
        """What is suggested for a record; see ``review.project.learning.process.Learner.record``.

        Raises:
            SuggestionsUnavailableError: there is no answer; work goes on without.
        """
        return self._ask(AskRecord(record=record, passages=passages), RecordAnswer).suggestions

    def evaluate(self) -> Evaluation:
        """How good the suggestions are; see ``review.project.learning.process.Learner.evaluate``.

        Raises:
            SuggestionsUnavailableError: there is no answer; work goes on without.
        """
        return self._ask(AskEvaluation(), EvaluationAnswer).evaluation

    def _ask(self, question: AnyQuestion, kind: type[A]) -> A:
        """The answer to a question, which is of that kind.

        Raises:
            SuggestionsUnavailableError: there is none.
            UnknownNameError: the question names something that is not there.
        """
        with self._turn:
            if self._process is None:
                raise SuggestionsUnavailableError(self._state)
            identifier, answer = self._send(self._process, question)
        try:
            found = answer.result(self._timeout)
        except NoAnswerInTime as error:
            raise SuggestionsUnavailableError("suggestions take too long; try again later") from error
        finally:
            self._pending.pop(identifier, None)
        if isinstance(found, NoAnswer):
            raise UnknownNameError(found.reason)
        if not isinstance(found, kind):
            raise SuggestionsUnavailableError(OTHER_ANSWER)
        return found

    def _send(self, process: subprocess.Popen[bytes], question: AnyQuestion) -> tuple[int, Future[Answer]]:
        """Ask without waiting: the number of the question and its answer to come."""
        assert process.stdin is not None
        self._next_id += 1
        identifier, answer = self._next_id, Future[Answer]()
        self._pending[identifier] = answer
        try:
            process.stdin.write(msgspec.json.encode(Asked(identifier, question)) + b"\n")
            process.stdin.flush()
        except (OSError, ValueError):
            # The process has just died: the thread that reads from it starts another one.
            self._pending.pop(identifier, None)
            raise SuggestionsUnavailableError(ENDED) from None
        return identifier, answer

    def _launch(self) -> None:
        self._restart = None
        self._state = "suggestions on"
        self.starts += 1
        self._launched_at = time.monotonic()
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            start_new_session=True,
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        # What it has learned from is told at once, and texts are read before anybody waits for them.
        with suppress(SuggestionsUnavailableError):
            self._send(self._process, AskState())

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        """Hand answers to those who asked until the process ends, then see to another."""
        assert process.stdout is not None
        reason = ""
        read = msgspec.json.Decoder(Answered)
        # A line that is no answer ends the process, as its own end does; another one is started.
        with suppress(msgspec.MsgspecError, UnicodeError, RecursionError):
            for line in process.stdout:
                answered = read.decode(line)
                self._state = answered.state or self._state
                if answered.id is None:
                    reason = answered.answer.reason if isinstance(answered.answer, NoAnswer) else ""
                elif asked := self._pending.pop(answered.id, None):
                    asked.set_result(answered.answer)
        _end(process)
        with self._turn:
            if self._process is process:
                self._process = None
                self._recover(reason)

    def _recover(self, reason: str) -> None:
        is_steady = time.monotonic() - self._launched_at > STEADY
        self._failures = 1 if is_steady else self._failures + 1
        if reason or self._failures > MOST_RESTARTS:
            self._state = f"suggestions stopped{': ' * bool(reason)}{reason}"
        else:
            self._state = "suggestions stopped; starting again"
            delay = self._first_delay * 2 ** (self._failures - 1)
            self._restart = threading.Timer(delay, self._start_again)
            self._restart.daemon = True
            self._restart.start()
        self._fail_pending(reason or ENDED)

    def _start_again(self) -> None:
        with self._turn:
            if self._restart is not None and self._process is None:
                self._launch()

    def _fail_pending(self, reason: str) -> None:
        pending, self._pending = self._pending, {}
        for answer in pending.values():
            answer.set_exception(SuggestionsUnavailableError(reason))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that only reads: there is nothing it could leave half done."""
    process.terminate()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            # What was written to a process that is gone cannot be flushed any more.
            with suppress(OSError):
                pipe.close()
