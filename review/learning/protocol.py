"""What the program asks the learning process, and what that answers: a JSON object on a line each way."""

from __future__ import annotations

from msgspec import Struct

from review.domain.suggestions.evaluation import Evaluation
from review.domain.suggestions.suggestion import Order, Queue, RecordSuggestions

# --- questions -----------------------------------------------------------------------------------------------------


class Question(Struct, frozen=True, kw_only=True, tag_field="ask"):
    """Something that suggestions can be asked."""


class AskQueue(Question, frozen=True, kw_only=True, tag="queue"):
    """What to read next at a stage; see ``review.project.learning.process.Learner.queue``."""

    stage: str
    order: Order
    limit: int = 50
    focus: str | None = None
    random_share: float | None = None


class AskRecord(Question, frozen=True, kw_only=True, tag="record"):
    """What is suggested for a record and, if asked for, for each of its passages."""

    record: str
    passages: bool = True


class AskEvaluation(Question, frozen=True, kw_only=True, tag="evaluate"):
    """How good the suggestions are."""


class AskState(Question, frozen=True, kw_only=True, tag="state"):
    """What has been learned from."""


AnyQuestion = AskQueue | AskRecord | AskEvaluation | AskState


class Asked(Struct, frozen=True):
    """A question with the number under which it is answered."""

    id: int
    question: AnyQuestion


# --- answers -------------------------------------------------------------------------------------------------------


class Answer(Struct, frozen=True, tag_field="kind"):
    """What comes of a question."""


class QueueAnswer(Answer, frozen=True, tag="queue"):
    """To `AskQueue`."""

    queue: Queue


class RecordAnswer(Answer, frozen=True, tag="record"):
    """To `AskRecord`."""

    suggestions: RecordSuggestions


class EvaluationAnswer(Answer, frozen=True, tag="evaluation"):
    """To `AskEvaluation`."""

    evaluation: Evaluation


class StateAnswer(Answer, frozen=True, tag="state"):
    """To `AskState`; the state itself comes with every answer."""


class NoAnswer(Answer, frozen=True, tag="no answer"):
    """There is no answer, and why: it names something that is not there, or there is a fault in the process."""

    reason: str


AnyAnswer = QueueAnswer | RecordAnswer | EvaluationAnswer | StateAnswer | NoAnswer


class Answered(Struct, frozen=True, omit_defaults=True):
    """An answer under its question's number, or under none where the process cannot work at all.

    `state`: what has been learned from, as one short line; empty where that stays as it was.
    """

    id: int | None
    answer: AnyAnswer
    state: str = ""
