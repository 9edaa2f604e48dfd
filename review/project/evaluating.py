"""How good the suggestions are, as far as the journal alone tells: what is left to find, how suggestions fared."""

from __future__ import annotations

from review.journal.queries import use as use_queries
from review.model.stopping import Stopping
from review.model.use import Use, use
from review.project.rereading import Rereading


class Evaluating(Rereading):
    """The verbs about suggestions that need no model and answer at once."""

    def stopping(self, stage: str, target: float = 0.95) -> Stopping:
        """How many relevant records are likely left at a stage, and the chance that a recall is not reached yet.

        Args:
            stage: a stage of the theory map.
            target: the share of the relevant records that is to be found, above 0 and at most 1.

        Raises:
            UnknownNameError: there is no such stage.
            ValueError: the target is out of range.
        """
        self._check_stage(stage)
        from review.suggest.stopping import stopping

        place = self.stages.index(stage)
        before = self.stages[place - 1] if place else ""
        needed = self.theory_map.stage(stage).reviewers
        order = use_queries.reading_order(self.journal, self.reviewer, stage, before, needed)
        return stopping(stage, order.labels, order.records, order.in_suggested_order, target)

    def suggestion_use(self) -> Use:
        """How suggestions of codes fared with all reviewers: accepted, rejected, missed; per code and over time."""
        return use(use_queries.suggested_codes(self.journal))
