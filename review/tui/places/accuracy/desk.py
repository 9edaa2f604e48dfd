"""The Accuracy place without a screen: its questions, the figures, and whether they are up to date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import UNSET

from review.domain.suggestions.evaluation import VECTORS
from review.domain.wording.named import named
from review.errors import ReviewError, SuggestionsUnavailableError

if TYPE_CHECKING:
    from review.domain.suggestions.evaluation import Evaluation, OrderQuality
    from review.domain.suggestions.stopping import Stopping
    from review.domain.suggestions.use import Use
    from review.project import Project
    from review.project.learning.client import Suggestions

EVALUATING = "Evaluating: each figure comes from models fitted without the document in question. s stops."
BAR = 24
"""The length of the bar of progress, in cells."""

COUNTING = "Counting …"
STOPPED = "Stopped. r computes the figures."
STALE = "The review, or the use of sentence vectors, has changed since these figures were computed. r computes them again."
OFF = "Suggestions are off. r computes the figures anyway."


State = tuple[int, int]
"""What figures were computed for; see `LearningService.evaluated_state`."""


class Topic(Enum):
    """The subject of a question."""

    ORDER = auto()
    CODES = auto()
    CALIBRATION = auto()
    BLIND = auto()
    SEMANTIC = auto()
    SOURCE_TYPES = auto()
    USE = auto()
    LEARNED_FROM = auto()


@dataclass(frozen=True)
class Question:
    """A question of the list: its name, what it asks about, and for the order of records their stage."""

    topic: Topic
    name: str
    about: str
    stage: str = ""


@dataclass(frozen=True)
class Outcome:
    """How a computation ended: with figures for a state of the review, or with a message."""

    state: State
    figures: Evaluation | None = None
    message: str = ""


@dataclass(frozen=True)
class Counts:
    """What needs no model: the estimate of what is left at each stage, and how suggestions were used."""

    left: Mapping[str, Stopping]
    use: Use


class AccuracyDesk:
    """The questions, the chosen one, and the answers.

    `counts` are those counted last; `uncounted` says why there are none. `figures` are those computed last; `message` says
    why there are none, or what is happening to them. `of_vectors` says how far sentence vectors are, or why there are none.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._evaluated_at: State | None = None
        self._process: Suggestions | None = None
        self._is_stopping = False
        self.questions = (
            *(Question(Topic.ORDER, f"Order: {named(s)}", "what is left", s) for s in project.theory.stages),
            Question(Topic.CODES, "Codes", "each one's figures"),
            Question(Topic.CALIBRATION, "Calibration", "are scores probabilities?"),
            Question(Topic.BLIND, "Blind share", "how suggestions sway"),
            Question(Topic.SEMANTIC, "Sentence vectors", "what they add"),
            Question(Topic.SOURCE_TYPES, "Source types", "how often right"),
            Question(Topic.USE, "Use", "accepted or rejected"),
            Question(Topic.LEARNED_FROM, "Learned from", "what, and how"),
        )
        self.chosen = self.questions[0]
        self.figures: Evaluation | None = None
        self.message = ""
        self.counts: Counts | None = None
        self.uncounted = COUNTING
        self.of_vectors = ""
        self._noted: tuple[str, str, bool] = ("", "", False)
        """What was shown at the last look at progress."""

    def choose(self, index: int) -> None:
        """Choose a question by its place in the list."""
        self.chosen = self.questions[index]

    def count(self) -> Counts | str:
        """What needs no model, or why it cannot be counted, for a background thread: it reads all decisions and codings."""
        learning = self._project.learning
        try:
            return Counts(learning.left_at_stages(), learning.suggestion_use())
        except ReviewError as error:
            return str(error)

    def take_counts(self, found: Counts | str) -> None:
        """Note what was counted; earlier counts stay if there are no new ones."""
        if isinstance(found, Counts):
            self.counts = found
        else:
            self.uncounted = found

    @property
    def left(self) -> Stopping | None:
        """The estimate of what is left at the chosen question's stage; None before it was counted."""
        return self.counts.left.get(self.chosen.stage) if self.counts else None

    @property
    def order(self) -> OrderQuality | None:
        """The figures on the order at the chosen question's stage."""
        return self.figures.relevance_by_stage.get(self.chosen.stage) if self.figures else None

    @property
    def is_current(self) -> bool:
        """Whether there are figures, and the review has not changed since they were computed."""
        return self.figures is not None and self._evaluated_at == self._project.learning.evaluated_state

    def update_progress(self) -> bool:
        """Say in `message` how far the computation is, and in `of_vectors` how far these are.

        Returns whether that is news, or that the figures are no longer current: another terminal may have switched the vectors.
        """
        state = self._project.learning.suggestions.state
        of_vectors = state if VECTORS in state else ""
        if self.figures is not None and self.figures.semantic is not UNSET:
            of_vectors = of_vectors or self._project.learning.why_no_vectors()
        self.of_vectors = of_vectors
        self._update_message()
        before, self._noted = self._noted, (of_vectors, self.message, self.is_current)
        return self._noted != before

    def _update_message(self) -> None:
        if self._process is None or (progress := self._process.progress) is None:
            return
        done = BAR * (progress.step - 1) // progress.steps
        bar = f"{'█' * done}{'░' * (BAR - done)}"
        self.message = f"{bar} step {progress.step} of {progress.steps}: {progress.what}.\n{EVALUATING}"

    @property
    def notice(self) -> str:
        """A note on the figures shown; without figures, `message` says why there are none."""
        if self.figures is None:
            return ""
        return self.message or ("" if self.is_current else STALE)

    # Computing the figures

    def begin(self) -> Callable[[], Outcome] | None:
        """The computation, for a background thread; None while one is running."""
        if self._process is not None:
            return None
        self.message = EVALUATING
        process = self._process = self._project.learning.evaluator()
        state = self._project.learning.evaluated_state
        return lambda: self._compute(process, state)

    def _compute(self, process: Suggestions, state: State) -> Outcome:
        try:
            return Outcome(state, self._project.learning.evaluation(process))
        except SuggestionsUnavailableError as error:
            return Outcome(state, message=f"No new figures: {error}. Press r to try again.")
        except ReviewError as error:
            return Outcome(state, message=str(error))

    def ended(self, outcome: Outcome) -> None:
        """Note how the computation ended; earlier figures stay if there are no new ones."""
        self.let_go()
        self._process = None
        was_stopped = self._is_stopping and outcome.figures is None
        self.message = STOPPED if was_stopped else outcome.message
        self._is_stopping = False
        if outcome.figures is not None:
            self.figures, self._evaluated_at = outcome.figures, outcome.state

    def stop(self) -> bool:
        """Stop the computation; returns whether there was one."""
        self._is_stopping = self._process is not None
        self.let_go()
        return self._is_stopping

    def let_go(self) -> None:
        """End the process that computes, if there is one."""
        if self._process is not None:
            self._process.stop()
