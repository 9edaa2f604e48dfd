"""Suggestions: the learning process, estimates of what is left, use and quality."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakSet

from review.domain.suggestions.use import Use, use
from review.journal.queries import use as use_queries
from review.journal.queries.records import record_texts
from review.project.service import Context, Service
from review.project.theory import TheoryService

if TYPE_CHECKING:
    from review.domain.suggestions.evaluation import Evaluation
    from review.domain.suggestions.model_card import ModelCard
    from review.domain.suggestions.stopping import Stopping
    from review.project.learning.client import Suggestions
    from review.project.learning.kept_order import Ranked


class LearningService(Service):
    """Everything about suggestions; methods without a model answer at once."""

    _evaluated: tuple[tuple[int, int], Evaluation] | None = None

    def __init__(self, context: Context, theory: TheoryService) -> None:
        super().__init__(context)
        self._theory = theory
        self._beginning = Lock()
        self._has_ended = False

    @cached_property
    def suggestions(self) -> Suggestions:
        """The learning process, to be started after the screen is up and stopped at the end."""
        from review.project.learning.client import Suggestions

        return Suggestions(self._folder, self._reviewer)

    def likely_records(self, stage: str) -> Ranked:
        """The records likeliest at a stage by the review's question, as the last run of the program kept them; perhaps none.

        It is there before any model: see `is_ranked_as` for whether a record's text is still the one that was ranked.
        """
        from review.project.learning.kept_order import kept_order

        return kept_order(self._folder, self._theory.map, stage)

    def is_ranked_as(self, record: str, text: str) -> bool:
        """Whether a record has the text by which `likely_records` ranked it, given by its digest."""
        from review.project.learning.kept_order import text_digest

        return text in map(text_digest, record_texts(self._journal, record))

    def forget_reviewer(self) -> None:
        """End the learning process and forget its figures: they are another reviewer's."""
        self.suggestions.stop()
        self.stop_evaluating()
        self.__dict__.pop("suggestions", None)
        self._evaluated = None

    def stopping(self, stage: str, target: float = 0.95) -> Stopping:
        """How many relevant records are likely left at a stage, and the chance that a recall is not reached yet.

        Args:
            stage: a stage of the theory map.
            target: the share of relevant records to find, above 0 and at most 1.

        Raises:
            UnknownNameError: the stage is unknown.
            ValueError: the target is out of range.
        """
        theory_map = self._theory.with_stage(stage).map
        from review.learning.evaluation.stopping import stopping

        stages = [known.id for known in theory_map.stages]
        place = stages.index(stage)
        before = stages[place - 1] if place else ""
        order = use_queries.reading_order(self._journal, stage, before)
        return stopping(
            stage,
            order.labels,
            order.records,
            order.in_suggested_order,
            target,
            parked=order.parked,
            in_conflict=order.in_conflict,
            imported=order.imported,
            in_bulk=order.in_bulk,
            aside=order.aside,
        )

    def left_at_stages(self) -> dict[str, Stopping]:
        """How many relevant records are likely left at each stage, by stage, in order; see `stopping`."""
        return {stage: self.stopping(stage) for stage in self._theory.stages}

    def suggestion_use(self) -> Use:
        """How all reviewers used suggestions of codes: accepted, rejected, missed; by code and over time."""
        return use(use_queries.suggested_codes(self._journal))

    def evaluator(self) -> Suggestions:
        """A separate learning process, started, for one `evaluation`; stopping it early cancels the evaluation."""
        from review.project.learning.client import Suggestions

        process = Suggestions(self._folder, self._reviewer)
        with self._beginning:
            if not self._has_ended:
                self._evaluators.add(process)
                process.start()
        return process

    def stop_evaluating(self) -> None:
        """Cancel all running evaluations; their callers get no answer."""
        for process in list(self._evaluators):
            process.stop()

    def end(self) -> None:
        """End the learning process and all evaluations, and wait until they are gone: the program ends, and none begins any more."""
        with self._beginning:  # an evaluation that begins at this moment is among those below
            self._has_ended = True
        processes = [self.suggestions, *self._evaluators]
        for process in processes:
            process.stop()
        for process in processes:
            process.wait()

    @cached_property
    def _evaluators(self) -> WeakSet[Suggestions]:
        return WeakSet()

    def evaluation(self, evaluator: Suggestions | None = None) -> Evaluation:
        """How good the suggestions are.

        It is computed in a separate process and takes seconds, or minutes after many decisions; call it in a thread. The
        answer is cached until the next act by anyone.

        Args:
            evaluator: the process to use, if another thread may want to stop it; None for a new one.

        Raises:
            SuggestionsUnavailableError: there is no answer.
        """
        state = self.evaluated_state
        if self._evaluated is None or self._evaluated[0] != state:
            process = evaluator or self.evaluator()
            try:
                self._evaluated = state, process.evaluate()
            finally:
                process.stop()
                process.wait()
        return self._evaluated[1]

    @property
    def evaluated_state(self) -> tuple[int, int]:
        """What an evaluation depends on: it changes with every act, and when sentence vectors are switched on or off."""
        from review.learning.semantic.choice import changed_at

        return self._journal.revision, changed_at()

    def why_no_vectors(self) -> str:
        """Where sentence vectors are switched off, as one line; ``""`` if they are on."""
        from review.learning.semantic.choice import chosen, spoilt

        if not self._theory.map.uses_semantics:
            return "this review's theory map switches sentence vectors off"
        return "" if chosen() else spoilt() or "sentence vectors are off on this machine"

    def switch_vectors(self) -> str:
        """Use sentence vectors for suggestions of codes on this machine, or no longer; says what is the case from now on.

        It takes seconds where an encoder is tried for the first time; call it in a thread.

        Raises:
            ReviewError: there is no encoder that can be used, or the choice cannot be written.
        """
        from review.learning.semantic.choice import DEFAULT, choose, chosen, forget, use_again

        if not self._theory.map.uses_semantics:
            return "This review's theory map switches sentence vectors off (suggestions: semantic); nothing was changed."
        if chosen():
            forget()
            said = "Sentence vectors are off for all your reviews on this machine: codes are suggested by words alone."
        else:
            encoder = use_again() or choose(DEFAULT)
            said = f"Sentence vectors are on for all your reviews on this machine: {encoder.name}. They are used for codes once all passages have one."
        self.suggestions.renew()
        return said

    def model_card(self) -> ModelCard:
        """What the models were trained on and how good they are, for the write-up; as slow as `evaluation`.

        Raises:
            SuggestionsUnavailableError: the suggestions could not be evaluated.
        """
        from review.domain.suggestions.model_card import ModelCard

        left = tuple(self.left_at_stages().values())
        return ModelCard(self._reviewer, self.evaluation(), left, self.suggestion_use())
