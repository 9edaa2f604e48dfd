"""The learning process: ``python -m review.project.learning.process --project DIR --reviewer NAME``.

It reads one question a line and answers each with one line (`review.learning.exchange` has the types). Before each answer it takes in what is new in the journal, which it only reads. The
newest question is answered first, equal questions together. It ends when its input closes, or is no question.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from argparse import ArgumentParser
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

import msgspec

from review.domain import (
    Coding,
    Decision,
    DoneMark,
    Order,
    PassageText,
    Queue,
    RecordSuggestions,
    RecordText,
    Rejection,
)
from review.domain.suggestions.evaluation import Evaluation
from review.errors import JournalError, JournalLostError, ReviewError, UnknownNameError
from review.learning.exchange import (
    Answered,
    AnyAnswer,
    Asked,
    AskEvaluation,
    AskQueue,
    AskRecord,
    AskState,
    EvaluationAnswer,
    NoAnswer,
    Question,
    QueueAnswer,
    RecordAnswer,
    StateAnswer,
)
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.learning.features.kept_readings import KeptReadings
    from review.learning.suggester import Suggester

WORDS_NAME = "review.db.words"
"""The file beside the journal that keeps texts as words from one start to the next; it may be deleted at any time."""

FAULT = "a fault in the suggestions; please report it"


class Material(Protocol):
    """What is learned from: the texts, and the events that one reviewer may see."""

    reviewer: str

    def revision(self) -> int:
        """Grows with every event."""

    def texts_revision(self) -> int:
        """Grows when records or documents came or were edited."""

    def theory_map(self) -> TheoryMap:
        """The current map."""

    def record_texts(self) -> list[RecordText]:
        """Title, abstract and opening of every record, the oldest first."""

    def passages(self, record: str | None = None) -> list[PassageText]:
        """The paragraphs that can be coded, of one document or all."""

    def candidates(self, stage: str) -> list[str]:
        """The records that wait for the reviewer's decision at a stage, the oldest first."""

    def codings(self) -> list[Coding]:
        """The standing codings."""

    def decisions(self) -> list[Decision]:
        """The decisions that the reviewer may see."""

    def rejections(self) -> list[Rejection]:
        """The suggestions that were turned down."""

    def done_marks(self) -> list[DoneMark]:
        """The spans that reviewers have finished with."""

    def source_types(self) -> dict[str, str]:
        """The source types that were set, by record."""


class Learner:
    """Answers the questions of the day from what is in the journal at that moment, for one reviewer.

    Args:
        material: what to learn from; it is looked at again before each answer.
        words_file: where texts are kept as words from one start to the next; none to read them anew.
    """

    def __init__(self, material: Material, words_file: Path | None = None) -> None:
        # With one thread a cold fit is the same, bit for bit, in every process; read when numpy is first loaded.
        os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
        self._material, self._words_file = material, words_file
        self._kept: KeptReadings | None = None
        self._revision = self._texts_revision = -1
        self._suggester: Suggester | None = None

    def queue(
        self,
        stage: str,
        order: Order,
        limit: int = 50,
        focus: str | None = None,
        random_share: float | None = None,
    ) -> Queue:
        """What to read next at a stage.

        Args:
            stage: a stage of the theory map.
            order: which order; with `Order.OLDEST` the records come as they were added.
            limit: how many records at most.
            focus: for `Order.CHALLENGE` the theory to be challenged, none for all.
            random_share: the share of random records mixed in against bias, 0 to 1; none for the theory map's.

        Raises:
            UnknownNameError: there is no such stage or code.
        """
        suggester = self.caught_up()
        _check(stage, [s.id for s in suggester.theory_map.stages], "stage")
        if focus is not None:
            _check(focus, suggester.theory_map.code_names, "code")
        waiting = self._material.candidates(stage)
        share = suggester.theory_map.shares.random if random_share is None else random_share
        return suggester.queue(stage, order, waiting, limit, focus, share)

    def record(self, record: str, passages: bool = True) -> RecordSuggestions:
        """Codes, source type and, if asked for, the codes of each passage proposed for a record.

        Raises:
            UnknownNameError: there is no such record.
        """
        suggester = self.caught_up()
        _check(record, [r.record for r in suggester.texts.records], "record")
        return suggester.of_record(record, passages)

    def evaluate(self) -> Evaluation:
        """How good the suggestions are, cross-validated by document, from models fitted from nothing."""
        anew = Learner(self._material, self._words_file)
        anew._kept = self._kept
        return anew.caught_up().evaluate()

    def state(self) -> str:
        """One short line: what has been learned from."""
        return self.caught_up().state()

    def keep_readings(self) -> None:
        """Write the file of words, if enough has been read that it does not have."""
        if self._kept:
            self._kept.keep()

    def caught_up(self) -> Suggester:
        """The suggestions as of now: what is new in the material has been handed on."""
        from review.learning.features.kept_readings import KeptReadings
        from review.learning.models.teaching import Acts
        from review.learning.suggester import Suggester, Taught, Texts

        material, suggester = self._material, self._suggester
        revision = material.revision()
        if suggester is not None and revision == self._revision:
            return suggester
        theory_map, texts_revision = material.theory_map(), material.texts_revision()
        if suggester is None or theory_map != suggester.theory_map or texts_revision != self._texts_revision:
            self._kept = self._kept or KeptReadings(self._words_file)
            texts = Texts(material.record_texts(), material.passages())
            suggester = Suggester(theory_map, texts, material.reviewer, suggester, self._kept.readings)
        acts = Acts(material.codings(), material.rejections(), material.done_marks())
        suggester.learn(Taught(material.decisions(), acts, material.source_types()))
        self._suggester, self._revision, self._texts_revision = suggester, revision, texts_revision
        return suggester


def _check(name: str, names: Collection[str], kind: str) -> None:
    if name not in names:
        raise UnknownNameError(f"there is no {kind} {name!r}")


# --- the process -------------------------------------------------------------------------------------------------


def answer(learner: Learner, question: Question) -> AnyAnswer:
    """The answer to one question.

    Raises:
        UnknownNameError: the question names something that is not there.
    """
    match question:
        case AskQueue(stage=stage, order=order, limit=limit, focus=focus, random_share=share):
            return QueueAnswer(learner.queue(stage, order, limit, focus, share))
        case AskRecord(record=record, passages=passages):
            return RecordAnswer(learner.record(record, passages))
        case AskEvaluation():
            return EvaluationAnswer(learner.evaluate())
        case AskState():
            return StateAnswer()
    raise UnknownNameError(f"not a question: {question!r}")


class Inbox:
    """The questions that wait, filled by a thread that reads lines until there are no more, or one is no question."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._waiting: list[Asked] = []
        self._open = True
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, args=(lines,), daemon=True)
        self._reader.start()

    def wait_for_the_end(self) -> None:
        """Wait until there are no more lines."""
        self._reader.join()

    def next(self) -> list[Asked]:
        """The newest question and all that are equal to it, or none once the lines have ended and all are taken."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or not self._open)
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
            # Whoever asks speaks another language; it starts a process that it can talk to.
            print(f"not a question: {error}", file=sys.stderr)
        finally:
            with self._changed:
                self._open = False
                self._changed.notify()


def serve(learner: Learner, questions: Iterable[bytes], answers: IO[bytes]) -> None:
    """Answer questions, the newest first, until there are no more.

    Raises:
        JournalLostError: the journal's file was replaced, moved or removed.
    """
    inbox = Inbox(questions)
    while equal := inbox.next():
        found, state = _attempted(learner, equal[0].question)
        for asked in equal:
            answers.write(_line(Answered(asked.id, found, state)))
        answers.flush()
        learner.keep_readings()


def _line(answered: Answered) -> bytes:
    try:
        return msgspec.json.encode(answered) + b"\n"
    except UnicodeEncodeError:
        # A text of a journal from elsewhere may hold halves of characters.
        return msgspec.json.encode(Answered(answered.id, NoAnswer(f"no answer: {FAULT}"), FAULT)) + b"\n"


def _attempted(learner: Learner, question: Question) -> tuple[AnyAnswer, str]:
    """The answer, or that there is none, and the state."""
    try:
        return answer(learner, question), learner.state()
    except JournalLostError:
        raise
    except ReviewError as error:
        return NoAnswer(str(error)), ""
    except Exception:  # noqa: BLE001 - a fault in one answer must not cost the models that others wait for
        traceback.print_exc()
        return NoAnswer(f"no answer: {FAULT}"), FAULT


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the learning process; the exit code is 2 where the review cannot be opened."""
    parser = ArgumentParser(
        prog="python -m review.project.learning.process", description="The learning process of a review."
    )
    parser.add_argument("--project", type=Path, required=True)
    parser.add_argument("--reviewer", required=True)
    options = parser.parse_args(arguments)
    with answers_only() as answers:
        from review.journal.journal import FILE_NAME, Journal
        from review.journal.material import JournalMaterial

        try:
            with closing(Journal.open(options.project / FILE_NAME, read_only=True)) as journal:
                material = JournalMaterial(journal, options.reviewer)
                serve(Learner(material, options.project / WORDS_NAME), sys.stdin.buffer, answers)
        except JournalError as error:
            answers.write(_line(Answered(None, NoAnswer(str(error)))))
            return 2
    return 0


@contextmanager
def answers_only() -> Iterator[IO[bytes]]:
    """Standard output for answers; whatever else is printed there, by any library, goes to standard error."""
    sys.stdout.flush()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        with suppress(BrokenPipeError):  # the program that asked is gone, and so is the need for an answer
            yield answers


if __name__ == "__main__":
    sys.exit(main())
