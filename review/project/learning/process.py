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
from review.domain.suggestions.against import AgainstMaterial, AgainstQueue
from review.domain.suggestions.evaluation import Evaluation, ReportProgress
from review.domain.wording.unknown import unknown_name
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
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.learning.features.token_cache import TokenCache
    from review.learning.suggester import Suggester

WORDS_NAME = "review.db.words"
"""The file beside the journal that caches the words of texts; it may be deleted at any time."""

FAULT = "an error in the suggestions; please report it"


class Material(Protocol):
    """The training data: texts, and the events that one reviewer may see."""

    reviewer: str

    def revision(self) -> int:
        """A number that grows with every event."""

    def texts_revision(self) -> int:
        """A number that grows when records or documents are added or edited."""

    def theory_map(self) -> TheoryMap:
        """The current map."""

    def record_texts(self) -> list[RecordText]:
        """Title, abstract and opening of every record, oldest first."""

    def passages(self, record: str | None = None) -> list[PassageText]:
        """The paragraphs that can be coded, of one document or all."""

    def candidates(self, stage: str) -> list[str]:
        """The records waiting for the reviewer's decision at a stage, oldest first."""

    def codings(self) -> list[Coding]:
        """The current codings."""

    def decisions(self) -> list[Decision]:
        """The decisions that the reviewer may see."""

    def rejections(self) -> list[Rejection]:
        """The rejected suggestions."""

    def done_marks(self) -> list[DoneMark]:
        """The spans that reviewers have marked as done."""

    def source_types(self) -> dict[str, str]:
        """The assigned source types, by record."""

    def against(self) -> AgainstMaterial:
        """Where evidence against theories and configurations is looked for."""


class Learner:
    """Answers questions from the journal's current content, for one reviewer.

    Args:
        material: the training data, checked for news before each answer.
        words_file: the cache of words of texts; None for no cache.
    """

    def __init__(self, material: Material, words_file: Path | None = None) -> None:
        # With one thread, training from scratch gives identical bits in every process; numpy reads this when first imported.
        os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
        self._material, self._words_file = material, words_file
        self._cache: TokenCache | None = None
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
            order: the order; with `Order.OLDEST` records come as they were added.
            limit: the most records.
            focus: for `Order.CHALLENGE` the theory to challenge; None for all.
            random_share: the share of random records against bias, 0 to 1; None for the theory map's.

        Raises:
            UnknownNameError: the stage or code is unknown.
        """
        suggester = self.caught_up()
        _check(stage, [s.id for s in suggester.theory_map.stages], "stage")
        if focus is not None:
            focus = suggester.theory_map.present(focus)
            _check(focus, suggester.theory_map.code_names, "code")
        waiting = self._material.candidates(stage)
        share = suggester.theory_map.shares.random if random_share is None else random_share
        return suggester.queue(stage, order, waiting, limit, focus, share)

    def record(self, record: str, passages: bool = True) -> RecordSuggestions:
        """The suggested codes and source type of a record and, if asked for, the codes of each passage.

        Raises:
            UnknownNameError: the record is unknown.
        """
        suggester = self.caught_up()
        if record not in {one.record for one in suggester.texts.records}:
            raise UnknownNameError(f"Unknown record '{record}'")
        return suggester.of_record(record, passages)

    def against(self, target: str, limit: int = 20) -> AgainstQueue:
        """The passages of included records likeliest to challenge a theory, rival framing, sub-theme or configuration.

        Passages that were coded to the code or a sub-theme of it, put into the configuration, or looked at for it are left out.

        Args:
            target: a code, or the id of a configuration.
            limit: the most passages.

        Raises:
            UnknownNameError: the code or configuration is unknown.
        """
        suggester = self.caught_up()
        return suggester.against(suggester.theory_map.present(target), self._material.against(), limit)

    def evaluate(self, report: ReportProgress = lambda _: None) -> Evaluation:
        """How good the suggestions are, cross-validated by document, with models trained from scratch.

        Args:
            report: called at the beginning of each step.
        """
        renewed = Learner(self._material, self._words_file)
        renewed._cache = self._cache
        return renewed.caught_up().evaluate(report)

    def state(self) -> str:
        """The training data, as one short line."""
        return self.caught_up().state()

    def save_tokens(self) -> None:
        """Write the word cache, if enough is new."""
        if self._cache:
            self._cache.keep()

    def caught_up(self) -> Suggester:
        """The suggester, updated with everything new in the material."""
        from review.learning.features.token_cache import TokenCache
        from review.learning.models.training_labels import Acts
        from review.learning.suggester import Suggester, Texts, TrainingData

        material, suggester = self._material, self._suggester
        revision = material.revision()
        if suggester is not None and revision == self._revision:
            return suggester
        theory_map, texts_revision = material.theory_map(), material.texts_revision()
        if suggester is None or theory_map != suggester.theory_map or texts_revision != self._texts_revision:
            self._cache = self._cache or TokenCache(self._words_file)
            texts = Texts(material.record_texts(), material.passages())
            suggester = Suggester(theory_map, texts, material.reviewer, suggester, self._cache.tokens)
        acts = Acts(material.codings(), material.rejections(), material.done_marks())
        suggester.learn(TrainingData(material.decisions(), acts, material.source_types()))
        self._suggester, self._revision, self._texts_revision = suggester, revision, texts_revision
        return suggester


def _check(name: str, names: Collection[str], kind: str) -> None:
    if name not in names:
        raise UnknownNameError(unknown_name(kind, name, names))


# --- the process -------------------------------------------------------------------------------------------------


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
            return AgainstAnswer(learner.against(target, limit))
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
        self._reader = threading.Thread(target=self._read, args=(lines,), daemon=True)
        self._reader.start()

    def wait_for_the_end(self) -> None:
        """Wait until the lines have ended."""
        self._reader.join()

    def next(self) -> list[Asked]:
        """The newest question and all equal ones; empty once the lines have ended and no question is left."""
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
            # The client speaks another protocol; it will start a process that it can talk to.
            print(f"not a question: {error}", file=sys.stderr)
        finally:
            with self._changed:
                self._open = False
                self._changed.notify()


def serve(learner: Learner, questions: Iterable[bytes], answers: IO[bytes]) -> None:
    """Answer questions, newest first, until there are no more.

    Raises:
        JournalLostError: the journal's file was replaced, moved or removed.
    """
    inbox = Inbox(questions)
    while equal := inbox.next():

        def send(found: AnyAnswer, state: str = "", asked: Sequence[Asked] = tuple(equal)) -> None:
            answers.writelines(_line(Answered(each.id, found, state)) for each in asked)
            answers.flush()

        send(*_attempted(learner, equal[0].question, lambda progress: send(ProgressAnswer(progress))))
        learner.save_tokens()


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
                serve(Learner(material, options.project / WORDS_NAME), questions, answers)
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
