"""The client of the learning process: questions and answers go through pipes.

Nothing here blocks the interface: `start`, `stop` and `state` return at once, and a question blocks only the thread that
asks it. The process is restarted when it dies, each time after a longer delay. Pending questions then fail; callers see by
`starts` that there is a new process and ask again.
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
from review.domain.suggestions.against import AgainstQueue
from review.domain.suggestions.evaluation import VECTORS, Evaluation, Progress
from review.errors import SuggestionsUnavailableError, UnknownNameError
from review.learning.protocol import (
    AgainstAnswer,
    Answer,
    Answered,
    AnyQuestion,
    AskAgainst,
    Asked,
    AskEvaluation,
    AskQueue,
    AskRecord,
    AskState,
    EvaluationAnswer,
    NoAnswer,
    ProgressAnswer,
    QueueAnswer,
    RecordAnswer,
    StateAnswer,
)
from review.sandbox.child_process import environment, isolated_python
from review.user_folder import user_folder

MOST_RESTARTS = 5
FIRST_DELAY = 0.5
"""Seconds before the first restart; the delay doubles with each further one in a row."""

STEADY = 60.0
"""Seconds after which a process counts as stable, so that its end is not counted with earlier ones."""

ENDED = "the learning process ended before it answered"
"""It was killed, perhaps for lack of memory, or has a fault."""

OTHER_ANSWER = "the learning process answered another question; please report it"

TIMEOUT = 1800.0
"""The timeout of a question in seconds: the first order of 100,000 records can take a quarter of an hour on a busy machine.

An evaluation takes long, too; it trains every model many times from scratch.
"""

FAREWELL = 1.0
"""The longest wait in seconds for the thread that listens to a process, which sees its end."""

_CALL = "from review.project.learning.process import main; sys.exit(main())"

A = TypeVar("A", bound=Answer)


class Suggestions:
    """The suggestions of one review for one reviewer, from a separate process.

    Args:
        folder: the review's folder.
        reviewer: the reviewer from whose decisions models learn.
        command: the command to start instead of the usual one.
        timeout: the timeout of a question in seconds.
        first_delay: seconds before the first restart of a process that died.
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
        arguments = ("--project", str(folder), "--reviewer", reviewer, "--settings", str(user_folder()))
        usual = isolated_python(_CALL, *arguments)
        self._command = list(command) or usual
        self._timeout = timeout
        self._first_delay = first_delay
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None
        self._restart: threading.Timer | None = None
        self._failures = 0
        self._launched_at = 0.0
        self._next_id = 0
        self._pending: dict[int, Future[Answer]] = {}
        self._state = "suggestions off"
        self.progress: Progress | None = None
        """How far the answer is that was last reported on; None before the first report."""
        self.starts = 0
        """The number of processes started so far."""
        self.renewals = 0
        """The number of times that answers became better without an act; a screen that shows an earlier one asks again."""

    # --- the process -------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the process, if it is not running."""
        with self._turn:
            if self._process is None:
                if self._restart:
                    self._restart.cancel()
                self._failures = 0
                self._launch()

    def renew(self) -> None:
        """Let the process see what has changed besides the review, such as the encoder in use, and the screens ask again."""
        with self._turn:
            self.renewals += 1
            if self._process is not None:
                with suppress(SuggestionsUnavailableError):
                    self._send(self._process, AskState())

    def stop(self) -> None:
        """End the process; pending questions fail. It is gone a moment later: see `wait`."""
        with self._turn:
            process, self._process = self._process, None
            if self._restart:
                self._restart.cancel()
                self._restart = None
            self._state = "suggestions off"
            self._fail_pending("suggestions were switched off")
        if process is not None:
            process.terminate()  # it only reads, so nothing is left half done

    def wait(self) -> None:
        """Wait until the process that was stopped is gone, as before the program ends; not for the interface's thread."""
        if self._listener is not None:
            # A process started by this one may still keep its pipes open.
            self._listener.join(timeout=FAREWELL)

    @property
    def is_running(self) -> bool:
        """Whether there is a process; without one, questions have no answer, and `state` says why."""
        return self._process is not None

    @property
    def process_id(self) -> int | None:
        """The process id, None without a process."""
        process = self._process
        return process.pid if process else None

    @property
    def state(self) -> str:
        """The state of the models, as one short line."""
        return "learning…" if self._pending and VECTORS not in self._state else self._state

    # --- questions -------------------------------------------------------------------------------------------------

    def queue(
        self,
        stage: str,
        order: Order = Order.RELEVANCE,
        limit: int = 50,
        focus: str | None = None,
        random_share: float | None = None,
    ) -> Queue:
        """What to read next at a stage; see ``review.project.learning.learner.Learner.queue``.

        Raises:
            SuggestionsUnavailableError: there is no answer; work goes on without it.
        """
        question = AskQueue(stage=stage, order=order, limit=limit, focus=focus, random_share=random_share)
        return self._ask(question, QueueAnswer).queue

    def record(self, record: str, passages: bool = True) -> RecordSuggestions:
        """The suggestions for a record; see ``review.project.learning.learner.Learner.record``.

        Raises:
            SuggestionsUnavailableError: there is no answer; work goes on without it.
        """
        return self._ask(AskRecord(record=record, passages=passages), RecordAnswer).suggestions

    def against(self, target: str, limit: int = 20) -> AgainstQueue:
        """What may challenge a code or a configuration; see ``review.project.learning.learner.Learner.against``.

        `progress` says how far it is.

        Raises:
            SuggestionsUnavailableError: there is no answer; work goes on without it.
            UnknownNameError: the code or configuration is unknown.
        """
        self.progress = None
        return self._ask(AskAgainst(target=target, limit=limit), AgainstAnswer).queue

    def evaluate(self) -> Evaluation:
        """How good the suggestions are; see ``review.project.learning.learner.Learner.evaluate``.

        Raises:
            SuggestionsUnavailableError: there is no answer; work goes on without it.
        """
        return self._ask(AskEvaluation(), EvaluationAnswer).evaluation

    def _ask(self, question: AnyQuestion, kind: type[A]) -> A:
        """The answer to a question, of the given type.

        Raises:
            SuggestionsUnavailableError: there is no answer.
            UnknownNameError: the question has an unknown name.
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
            with self._turn:
                self._pending.pop(identifier, None)
        if isinstance(found, NoAnswer):
            raise UnknownNameError(found.reason)
        if not isinstance(found, kind):
            raise SuggestionsUnavailableError(OTHER_ANSWER)
        return found

    def _send(self, process: subprocess.Popen[bytes], question: AnyQuestion) -> tuple[int, Future[Answer]]:
        """Ask without waiting; returns the number of the question and a future of its answer."""
        assert process.stdin is not None
        self._next_id += 1
        identifier, answer = self._next_id, Future[Answer]()
        self._pending[identifier] = answer
        try:
            process.stdin.write(msgspec.json.encode(Asked(identifier, question)) + b"\n")
            process.stdin.flush()
        except (OSError, ValueError):
            # The process has just died; the thread that reads from it starts another one.
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
        self._listener = threading.Thread(target=self._listen, args=(self._process,), daemon=True)
        self._listener.start()
        # Asking for the state at once makes it read the texts before anybody waits for them.
        with suppress(SuggestionsUnavailableError):
            self._send(self._process, AskState())

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        """Pass answers on until the process ends, then close its pipes, as nobody else may, and recover."""
        assert process.stdin is not None
        assert process.stdout is not None
        reason = ""
        read = msgspec.json.Decoder(Answered)
        # An invalid line ends the process, and another one is started.
        with process.stdout, suppress(msgspec.MsgspecError, UnicodeError, RecursionError):
            for line in process.stdout:
                reason = self._take(process, read.decode(line)) or reason
        process.terminate()
        process.wait()
        with self._turn:
            # Questions are written in turn; pending ones to a dead process cannot be flushed.
            with suppress(OSError):
                process.stdin.close()
            if self._process is process:
                self._process = None
                self._recover(reason)

    def _take(self, process: subprocess.Popen[bytes], answered: Answered) -> str:
        """Pass an answer on, unless its process was stopped meanwhile; returns why the process cannot go on, if it says so."""
        with self._turn:
            if self._process is not process:
                return ""
            self._state = answered.state or self._state
            if answered.id is None:
                self.renewals += isinstance(answered.answer, StateAnswer) and answered.answer.renewed
                return answered.answer.reason if isinstance(answered.answer, NoAnswer) else ""
            if isinstance(answered.answer, ProgressAnswer):
                self.progress = answered.answer.progress
            elif asked := self._pending.pop(answered.id, None):
                asked.set_result(answered.answer)
        return ""

    def _recover(self, reason: str) -> None:
        is_steady = time.monotonic() - self._launched_at > STEADY
        self._failures = 1 if is_steady else self._failures + 1
        if reason or self._failures > MOST_RESTARTS:
            self._state = f"suggestions stopped{': ' * bool(reason)}{reason}"
        else:
            self._state = "suggestions stopped; restarting"
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
