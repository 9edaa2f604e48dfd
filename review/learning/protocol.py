"""Questions to the learning process and its answers, each a JSON object on one line."""

from __future__ import annotations

from msgspec import Struct

from review.domain.suggestions.against import AgainstQueue
from review.domain.suggestions.evaluation import Evaluation, Progress
from review.domain.suggestions.suggestion import Order, Queue, RecordSuggestions

# --- questions -----------------------------------------------------------------------------------------------------


class Question(Struct, frozen=True, kw_only=True, tag_field="ask"):
    """A question to the learning process."""


class AskQueue(Question, frozen=True, kw_only=True, tag="queue"):
    """What to read next at a stage; see ``review.project.learning.learner.Learner.queue``."""

    stage: str
    order: Order
    limit: int = 50
    focus: str | None = None
    random_share: float | None = None


class AskRecord(Question, frozen=True, kw_only=True, tag="record"):
    """The suggestions for a record and, if requested, for each of its passages."""

    record: str
    passages: bool = True


class AskAgainst(Question, frozen=True, kw_only=True, tag="against"):
    """What may challenge a code or a configuration; see ``review.project.learning.learner.Learner.against``."""

    target: str
    limit: int = 20


class AskEvaluation(Question, frozen=True, kw_only=True, tag="evaluate"):
    """How good the suggestions are."""


class AskState(Question, frozen=True, kw_only=True, tag="state"):
    """What the models have learned from."""


AnyQuestion = AskQueue | AskRecord | AskAgainst | AskEvaluation | AskState


class Asked(Struct, frozen=True):
    """A question with its number, which the answer repeats."""

    id: int
    question: AnyQuestion


# --- answers -------------------------------------------------------------------------------------------------------


class Answer(Struct, frozen=True, tag_field="kind"):
    """The answer to a question."""


class QueueAnswer(Answer, frozen=True, tag="queue"):
    """The answer to `AskQueue`."""

    queue: Queue


class RecordAnswer(Answer, frozen=True, tag="record"):
    """The answer to `AskRecord`."""

    suggestions: RecordSuggestions


class AgainstAnswer(Answer, frozen=True, tag="against"):
    """The answer to `AskAgainst`."""

    queue: AgainstQueue


class EvaluationAnswer(Answer, frozen=True, tag="evaluation"):
    """The answer to `AskEvaluation`."""

    evaluation: Evaluation


class ProgressAnswer(Answer, frozen=True, tag="progress"):
    """How far the answer to a question is; the answer itself follows."""

    progress: Progress


class StateAnswer(Answer, frozen=True, tag="state"):
    """The answer to `AskState`, or said unasked while no question waits; the state itself is part of every answer.

    `renewed`: from now on other answers may be better ones, because the models were made again.
    """

    renewed: bool = False


class NoAnswer(Answer, frozen=True, tag="no answer"):
    """There is no answer; the reason is an unknown name or an error in the process."""

    reason: str


AnyAnswer = (
    QueueAnswer | RecordAnswer | AgainstAnswer | EvaluationAnswer | ProgressAnswer | StateAnswer | NoAnswer
)


class Answered(Struct, frozen=True, omit_defaults=True):
    """An answer with its question's number, or with none if nobody asked: it says its state, or that it cannot work at all.

    `state`: what the models have learned from, as one short line; empty if unchanged.
    """

    id: int | None
    answer: AnyAnswer
    state: str = ""
