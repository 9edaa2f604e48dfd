"""Answers about one review: what to read next, codes, source types, and evidence against."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array, vstack

from review.domain import Order, Queue, QueueItem, RecordSuggestions, RecordText
from review.domain.suggestions.against import AgainstMaterial, AgainstQueue
from review.learning.models import challenge, orders
from review.learning.models.against import EvidenceAgainst
from review.learning.models.explaining import Explained, explained
from review.learning.models.question import record_text
from review.learning.naming import codes_name, relevance_name
from review.learning.review_models import ReviewModels


class Suggester:
    """Suggestions of a review's models for one reviewer, whose name the random order depends on."""

    def __init__(self, models: ReviewModels, reviewer: str) -> None:
        self._models, self._reviewer = models, reviewer

    def queue(
        self,
        stage: str,
        order: Order,
        waiting: Sequence[str],
        limit: int = 50,
        focus: str | None = None,
        random_share: float = 0.0,
    ) -> Queue:
        """What to read next.

        Args:
            stage: a stage of the map.
            order: the order; `Order.OLDEST` is that of `waiting`.
            waiting: the records waiting for a decision at the stage, oldest first.
            limit: the most records.
            focus: for `Order.CHALLENGE` the code to challenge; None for all theories.
            random_share: the share of random records against bias, 0 to 1.
        """
        model = self._models.relevance(stage)
        waiting = [record for record in waiting if record in self._models.rows]
        rows = [self._models.rows[record] for record in waiting]
        scores: orders.Scores = model.scores()[rows]
        if order is Order.CHALLENGE and waiting:
            scores = self._challenging(waiting, focus)
        places = self._arranged(order, scores, waiting, limit)
        random_places = orders.shuffled(waiting, self._reviewer, len(waiting)) if random_share else []
        mixed = list(orders.mixed(places, random_places, random_share, before=len(model.labels)))
        items = (
            QueueItem(waiting[p], round(float(scores[p]), 4), model.reasons(text), by_lot)
            for (p, by_lot), text in zip(mixed, self._explained([rows[p] for p, _ in mixed]), strict=True)
        )
        return Queue(tuple(items), relevance_name(self._models, stage), len(model.labels), model.calibrated)

    def by_question(self, stage: str, most: int) -> list[RecordText]:
        """The records likeliest at a stage by the review's own words, as if nothing was decided; the likeliest first."""
        records = self._models.texts.records
        scores = self._models.new_relevance(stage).scores()
        names = [record.record for record in records]
        return [records[place] for place in orders.highest_first(scores, names, most)]

    def of_record(self, record: str, passages: bool = True) -> RecordSuggestions:
        """The suggested codes and source type of a record in the texts and, if requested, of its passages."""
        reference = self._models.texts.records[self._models.rows[record]]
        codes = self._models.codes()
        return RecordSuggestions(
            record,
            codes.of_record(record, record_text(reference)),
            self._models.source_types().of_record(reference),
            codes.of_passages(record) if passages else (),
            codes_name(self._models),
        )

    def against(self, target: str, material: AgainstMaterial, limit: int = 20) -> AgainstQueue:
        """The passages likeliest to challenge a code or the configuration with this id, that nobody has judged for it.

        Raises:
            UnknownNameError: the code or configuration is unknown.
        """
        evidence = EvidenceAgainst(
            self._models.codes(),
            self._models.theory_map,
            self._models.texts.passages,
            self._models.data.acts,
            material,
        )
        items, is_calibrated = evidence.found(target, limit)
        return AgainstQueue(items, codes_name(self._models), is_calibrated)

    def _arranged(self, order: Order, scores: orders.Scores, waiting: Sequence[str], limit: int) -> list[int]:
        if order is Order.OLDEST:
            return list(range(len(waiting)))[:limit]
        if order is Order.RANDOM:
            return orders.shuffled(waiting, self._reviewer, limit)
        if order is Order.UNCERTAINTY:
            return orders.most_uncertain_first(scores, waiting, limit)
        return orders.highest_first(scores, waiting, limit)

    def _challenging(self, waiting: Sequence[str], focus: str | None) -> orders.Scores:
        """The score of each record's best passage, or of its title and abstract without a document."""
        codes = self._models.codes()
        blocks = [codes.rows(record) for record in waiting]
        scores = [codes.scores(record) for record in waiting]
        without = [place for place, block in enumerate(blocks) if not block.shape[0]]
        read = codes.read(
            [record_text(self._models.texts.records[self._models.rows[waiting[place]]]) for place in without]
        )
        of_read = codes.model.scores(read)
        for row, place in enumerate(without):
            blocks[place], scores[place] = read[[row]], of_read[[row]]
        texts = csr_array(vstack(blocks, format="csr"))
        against = challenge.wording_against(codes, texts, codes.with_stances(self._models.data.acts.codings))
        likelihood = challenge.likeliest_against(
            codes, self._models.theory_map, np.concatenate(scores), against, focus
        )
        starts = np.cumsum([0, *(block.shape[0] for block in blocks)])[:-1]
        return np.maximum.reduceat(likelihood, starts)

    def _explained(self, rows: Sequence[int]) -> list[Explained]:
        """Records, to explain their scores."""
        texts = [record_text(self._models.texts.records[row]) for row in rows]
        return explained(
            self._models.record_features, self._models.record_features.features.matrix[rows], texts
        )
