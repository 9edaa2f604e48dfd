"""The learning process: ``python -m review.project.learning.process --project DIR --reviewer NAME``.

It reads one question per line and answers each with one line (types in `review.learning.protocol`). Before each answer it
reads new events from the journal, which it opens read-only. The newest question is answered first, and equal questions
together. It ends when its input closes or is invalid.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO

import msgspec

from review.domain.suggestions.evaluation import ReportProgress
from review.errors import JournalError, JournalLostError, ReviewError, UnknownNameError
from review.learning.protocol import (
    AgainstAnswer,
    Answered,
    AnyAnswer,
    AskAgainst,
    Asked,
    AskEvaluation,
    AskQueue,
    AskRecord,
    AskState,
    EvaluationAnswer,
    NoAnswer,
    ProgressAnswer,
    Question,
    QueueAnswer,
    RecordAnswer,
    StateAnswer,
)
from review.project.learning.learner import Learner

LOOKS_EVERY = 2.0
"""Seconds after which a process that nobody asks looks whether another encoder was chosen beside it."""

FAULT = "an error in the suggestions; please report it"


def answer(learner: Learner, question: Question, report: ReportProgress = lambda _: None) -> AnyAnswer:
    """The answer to one question.

    Args:
        learner: has the answer.
        question: what is asked.
        report: called at the beginning of each step of an answer that takes long.

    Raises:
        UnknownNameError: the question names something that is not there.
    """
    match question:
        case AskQueue(stage=stage, order=order, limit=limit, focus=focus, random_share=share):
            return QueueAnswer(learner.queue(stage, order, limit, focus, share))
        case AskRecord(record=record, passages=passages):
            return RecordAnswer(learner.record(record, passages))
        case AskAgainst(target=target, limit=limit):
            return AgainstAnswer(learner.against(target, limit, report))
        case AskEvaluation():
            return EvaluationAnswer(learner.evaluate(report))
        case AskState():
            return StateAnswer()
    raise UnknownNameError(f"not a question: {question!r}")


class Inbox:
    """The pending questions, filled by a thread that reads lines until they end or one is invalid."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._waiting: list[Asked] = []
        self._open = True
        self._changed = threading.Condition()
        threading.Thread(target=self._read, args=(lines,), daemon=True).start()

    @property
    def is_idle(self) -> bool:
        """Whether no question waits, and another may come."""
        with self._changed:
            return self._open and not self._waiting

    def next(self, timeout: float | None = None) -> list[Asked] | None:
        """The newest question and all equal ones; empty once the lines have ended and no question is left.

        None if nothing came within `timeout` seconds.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self._waiting or not self._open, timeout):
                return None
            if not self._waiting:
                return []
            newest = self._waiting[-1].question
            equal = [asked for asked in self._waiting if asked.question == newest]
            self._waiting = [asked for asked in self._waiting if asked.question != newest]
            return equal

    def _read(self, lines: Iterable[bytes]) -> None:
        read = msgspec.json.Decoder(Asked)
        try:
            for line in lines:
                asked = read.decode(line)
                with self._changed:
                    self._waiting.append(asked)
                    self._changed.notify()
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            # The client speaks another protocol; it will start a process that it can talk to.
            print(f"not a question: {error}", file=sys.stderr)
        finally:
            with self._changed:
                self._open = False
                self._changed.notify()


def serve(learner: Learner, questions: Iterable[bytes], answers: IO[bytes]) -> None:
    """Answer questions, newest first, until there are no more; what nobody waits for is done between them.

    Raises:
        JournalLostError: the journal's file was replaced, moved or removed.
    """
    inbox = Inbox(questions)
    while True:
        _work_until_asked(learner, inbox, answers)
        if (equal := inbox.next(LOOKS_EVERY)) is None:
            continue
        if not equal:
            return

        def send(found: AnyAnswer, state: str = "", asked: Sequence[Asked] = tuple(equal)) -> None:
            answers.writelines(_line(Answered(each.id, found, state)) for each in asked)
            answers.flush()

        send(*_attempted(learner, equal[0].question, lambda progress: send(ProgressAnswer(progress))))
        learner.keep()


def _work_until_asked(learner: Learner, inbox: Inbox, answers: IO[bytes]) -> None:
    """Work on while no question waits, and say how far it is; a question waits for one small piece of it at most."""
    said, renewals, is_more = learner.last_state, learner.renewals, True
    while is_more and inbox.is_idle:
        is_more = _worked(learner)
        if learner.last_state != said or learner.renewals != renewals:
            renewed = StateAnswer(renewed=learner.renewals != renewals)
            said, renewals = learner.last_state, learner.renewals
            answers.write(_line(Answered(None, renewed, said)))
            answers.flush()


def _worked(learner: Learner) -> bool:
    try:
        return learner.work()
    except JournalLostError:
        raise
    except Exception:  # noqa: BLE001 - an error in what nobody waits for must not lose the models
        traceback.print_exc()
        return False


def _line(answered: Answered) -> bytes:
    try:
        return msgspec.json.encode(answered) + b"\n"
    except UnicodeEncodeError:
        # A text of a foreign journal may contain lone surrogates.
        return msgspec.json.encode(Answered(answered.id, NoAnswer(f"no answer: {FAULT}"), FAULT)) + b"\n"


def _attempted(learner: Learner, question: Question, report: ReportProgress) -> tuple[AnyAnswer, str]:
    """The answer, or `NoAnswer`, and the state."""
    try:
        return answer(learner, question, report), learner.state()
    except JournalLostError:
        raise
    except ReviewError as error:
        return NoAnswer(str(error)), ""
    except Exception:  # noqa: BLE001 - an error in one answer must not lose the models
        traceback.print_exc()
        return NoAnswer(f"no answer: {FAULT}"), FAULT


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the learning process; the exit code is 2 if the review cannot be opened."""
    parser = ArgumentParser(
        prog="python -m review.project.learning.process", description="The learning process of a review."
    )
    parser.add_argument("--project", type=Path, required=True)
    parser.add_argument("--reviewer", required=True)
    parser.add_argument("--settings", type=Path, help="the folder of the user's settings")
    options = parser.parse_args(arguments)
    with answers_only() as answers:
        from review.journal.journal import FILE_NAME, Journal
        from review.journal.material import JournalMaterial
        from review.project.looking_again.parked import Parked

        try:
            with closing(Journal.open(options.project / FILE_NAME, read_only=True)) as journal:
                material = JournalMaterial(journal, options.reviewer, Parked(journal).again)
                # Not sys.stdin: closing it at the exit aborts the process while the thread still waits for a line.
                questions = open(sys.stdin.fileno(), "rb", closefd=False)  # noqa: SIM115 - the thread holds it to the end
                serve(Learner(material, options.project, options.settings), questions, answers)
        except JournalError as error:
            answers.write(_line(Answered(None, NoAnswer(str(error)))))
            return 2
    return 0


@contextmanager
def answers_only() -> Iterator[IO[bytes]]:
    """Standard output for answers only; anything else printed there goes to standard error."""
    sys.stdout.flush()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        with suppress(BrokenPipeError):  # the client is gone, so no answer is needed
            yield answers


if __name__ == "__main__":
    sys.exit(main())
