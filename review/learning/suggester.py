"""All suggestions of one review: models are created when first needed and updated with reviewers' acts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING

import numpy as np
from msgspec import UNSET
from scipy.sparse import csr_array, vstack

from review.domain import Decision, Order, PassageText, Queue, QueueItem, RecordSuggestions, RecordText
from review.domain.suggestions.against import AgainstMaterial, AgainstQueue
from review.domain.suggestions.evaluation import (
    Evaluation,
    LearningCurves,
    OrderQuality,
    Progress,
    ReportProgress,
    TrainedModel,
)
from review.domain.suggestions.model_name import WITH_VECTORS
from review.domain.wording.counted import counted
from review.learning.evaluation import blind, curves, evaluation
from review.learning.evaluation.semantic_gain import of_semantic
from review.learning.features.features import RecordFeatures
from review.learning.features.tokens import TokenStore
from review.learning.features.words import WordTable
from review.learning.models import challenge, orders, recipes
from review.learning.models.against import EvidenceAgainst
from review.learning.models.codes import CodeSuggester, texts_of_codes, with_quotations
from review.learning.models.explaining import Explained, explained
from review.learning.models.question import question_text, record_text
from review.learning.models.relevance import Relevance, labels_at
from review.learning.models.source_types import SourceTypeSuggester
from review.learning.models.training_labels import Acts
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.learning.semantic.making import SentenceVectors

SHORT = 8
"""How many digits of a hash name a model."""


@dataclass(frozen=True)
class Texts:
    """The texts for suggestions: records, oldest first, and the passages of those with a document."""

    records: Sequence[RecordText] = ()
    passages: Sequence[PassageText] = ()


@dataclass(frozen=True)
class TrainingData:
    """The reviewers' acts that the reviewer may see. `source_types` maps record to type."""

    decisions: Sequence[Decision] = ()
    acts: Acts = field(default_factory=Acts)
    source_types: Mapping[str, str] = field(default_factory=dict)


class Suggester:
    """Suggestions for one reviewer.

    Args:
        theory_map: the map whose words are training texts and whose codes are suggested.
        texts: the texts for suggestions.
        reviewer: the reviewer, for the random order.
        before: a suggester for an earlier state of the review, whose valid parts are reused.
        tokens: the words of texts read before, which only save time.
    """

    def __init__(
        self,
        theory_map: TheoryMap,
        texts: Texts,
        reviewer: str,
        before: Suggester | None = None,
        tokens: TokenStore | None = None,
    ) -> None:
        self.theory_map, self.texts, self._reviewer = theory_map, texts, reviewer
        self._tokens = TokenStore() if tokens is None else tokens
        self._data = TrainingData()
        self._vectors: SentenceVectors | None = None
        self._relevance: dict[str, Relevance] = {}
        self._rows = {record.record: row for row, record in enumerate(texts.records)}
        languages = theory_map.languages
        if before and before.texts.records == texts.records and before.theory_map.languages == languages:
            self.record_features = before.record_features

    def learn(self, data: TrainingData) -> None:
        """Learn exactly this data; each model learns when it is next used."""
        self._data = data

    def use(self, vectors: SentenceVectors | None) -> None:
        """Use these sentence vectors for codes from now on, or none; where that is a change, their models are made again."""
        if vectors != self._vectors:
            self._vectors = vectors
            self.__dict__.pop("_code_suggester", None)

    def texts_of_codes(self) -> list[str]:
        """The texts whose sentence vectors are used for codes: passages, quotations coded outside of them, the codebook's."""
        return texts_of_codes(self.theory_map, with_quotations(self.texts.passages, self._data.acts))

    def ready_codes(self) -> None:
        """Make the models of codes before anybody asks for them."""
        self._codes()

    # --- answers ---------------------------------------------------------------------------------------------------

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
        model = self._relevance_at(stage)
        waiting = [record for record in waiting if record in self._rows]
        rows = [self._rows[record] for record in waiting]
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
        return Queue(tuple(items), self._relevance_name(stage), len(model.labels), model.calibrated)

    def by_question(self, stage: str, most: int) -> list[RecordText]:
        """The records likeliest at a stage by the review's own words, as if nothing was decided; the likeliest first."""
        records = self.texts.records
        scores = self._new_relevance(stage).scores()
        names = [record.record for record in records]
        return [records[place] for place in orders.highest_first(scores, names, most)]

    def of_record(self, record: str, passages: bool = True) -> RecordSuggestions:
        """The suggested codes and source type of a record in the texts and, if requested, of its passages."""
        reference = self.texts.records[self._rows[record]]
        codes = self._codes()
        return RecordSuggestions(
            record,
            codes.of_record(record, record_text(reference)),
            self._source_types().of_record(reference),
            codes.of_passages(record) if passages else (),
            self._codes_name(),
        )

    def against(self, target: str, material: AgainstMaterial, limit: int = 20) -> AgainstQueue:
        """The passages likeliest to challenge a code or the configuration with this id, that nobody has judged for it.

        Raises:
            UnknownNameError: the code or configuration is unknown.
        """
        evidence = EvidenceAgainst(
            self._codes(), self.theory_map, self.texts.passages, self._data.acts, material
        )
        items, is_calibrated = evidence.found(target, limit)
        return AgainstQueue(items, self._codes_name(), is_calibrated)

    def evaluate(
        self, report: ReportProgress = lambda _: None, seen: Collection[str] = frozenset()
    ) -> Evaluation:
        """How good the suggestions are, cross-validated by document (see ``review.learning.evaluation.evaluation``).

        Args:
            report: called at the beginning of each step.
            seen: the ids of the codings that were made with suggestions on the screen.
        """
        stages = [stage.id for stage in self.theory_map.stages]
        names = (*(f"the order of {stage}" for stage in stages), "codes", "source types", "learning curves")
        steps = iter(Progress(step, len(names), name) for step, name in enumerate(names, 1))
        by_stage = {}
        for stage in stages:
            report(next(steps))
            by_stage[stage] = self._evaluated_order(stage)
        report(next(steps))
        codes = self._codes()
        of_codes = evaluation.of_codes(codes.model, codes.codes, codes.known)
        of_all_codes = evaluation.of_all_codes(codes.model, codes.known)
        of_blind_share = blind.of_blind_share(
            codes, len(self.texts.passages), self._data.acts.codings, seen, self.theory_map.shares.blind
        )
        semantic = (
            of_semantic(codes.model, codes.by_words(), codes.known) if codes.features.semantic else UNSET
        )
        report(next(steps))
        types = self._source_types()
        of_types = evaluation.of_source_types(types.model, types.types, types.known)
        report(next(steps))
        return Evaluation(
            relevance=by_stage[stages[0]],
            relevance_by_stage=by_stage,
            codes=of_codes,
            all_codes=of_all_codes,
            blind=of_blind_share,
            semantic=semantic,
            source_types=of_types,
            curves=LearningCurves(
                codes=curves.learned(codes.model, codes.known, first=3),
                source_types=curves.learned(types.model, types.known, first=1),
            ),
            trained=self.trained(),
            made_with=recipes.made_with(),
            model=f"{self._relevance_name(stages[0])}; {self._codes_name()}",
            encoder=self._vectors.used if self._vectors else UNSET,
        )

    def _evaluated_order(self, stage: str) -> OrderQuality:
        model = self._relevance_at(stage)
        made = [decision for decision in self._data.decisions if decision.stage == stage]
        here = self._by_row(labels_at(made, stage, self.theory_map))
        before = {row: label for row, label in model.labels.items() if row not in here}
        replay = curves.replayed(partial(self._new_relevance, stage), here, before)
        return evaluation.of_relevance(model, here, replay)

    def trained(self) -> tuple[TrainedModel, ...]:
        """What each model was trained on, for the model card."""
        stages = [stage.id for stage in self.theory_map.stages]
        acts, codes, types = self._data.acts, self._codes(), self._source_types()
        passages = {
            "codings": len(acts.codings),
            "rejected suggestions": len(acts.rejections),
            "done marks": len(acts.done_marks),
            "passages": len(codes.known),
            "passages judged for every established code": int(
                (codes.known[:, codes.model.established] >= 0).all(axis=1).sum()
            ),
        }
        set_types = self._data.source_types
        return (
            *(self._trained_relevance(stage) for stage in stages),
            TrainedModel(
                name="codes",
                learned_from=passages,
                settings=recipes.CODES
                | recipes.sentence_vectors(self._vectors.used if self._vectors else None),
                material_sha256=_digest(*self._code_material()),
                calibrated=codes.calibrated,
            ),
            TrainedModel(
                name="source types",
                learned_from={"source types set": len(set_types), "records": len(self.texts.records)},
                settings=recipes.SOURCE_TYPES,
                material_sha256=_digest(types.types, sorted(set_types.items()), self._records_digest),
                calibrated=types.model.calibrated,
            ),
        )

    def _trained_relevance(self, stage: str) -> TrainedModel:
        model = self._relevance_at(stage)
        relevant = sum(model.labels.values())
        learned = {
            "records decided on": len(model.labels),
            "relevant": relevant,
            "irrelevant": len(model.labels) - relevant,
            "records": len(self.texts.records),
        }
        return TrainedModel(
            name=f"order at {stage}",
            learned_from=learned,
            settings=recipes.ORDER,
            material_sha256=_digest(*self._relevance_material(stage)),
            calibrated=model.calibrated,
        )

    def state(self) -> str:
        """The training data, as one short line."""
        decisions, codings = len(self._data.decisions), len(self._data.acts.codings)
        return f"model: {counted(decisions, 'decision')}, {counted(codings, 'coding')}"

    # --- models, created when first needed -----------------------------------------------------------------------------

    @cached_property
    def record_features(self) -> RecordFeatures:
        """The features of the records."""
        titles = [record.title for record in self.texts.records]
        texts = [record_text(record) for record in self.texts.records]
        return RecordFeatures(self._new_table(), titles, texts, languages=self.theory_map.languages)

    @property
    def has_read_records(self) -> bool:
        """Whether the records' features are there, so that an order is soon made."""
        return "record_features" in self.__dict__

    def _relevance_at(self, stage: str) -> Relevance:
        if stage not in self._relevance:
            self._relevance[stage] = self._new_relevance(stage)
        labels = labels_at(self._data.decisions, stage, self.theory_map)
        self._relevance[stage].learn(self._by_row(labels))
        return self._relevance[stage]

    def _by_row(self, labels: Mapping[str, bool]) -> dict[int, bool]:
        return {self._rows[record]: label for record, label in labels.items() if record in self._rows}

    def _explained(self, rows: Sequence[int]) -> list[Explained]:
        """Records, to explain their scores."""
        texts = [record_text(self.texts.records[row]) for row in rows]
        return explained(self.record_features, self.record_features.features.matrix[rows], texts)

    def _new_relevance(self, stage: str) -> Relevance:
        question = self.record_features.project(question_text(self.theory_map, stage))
        return Relevance(self.record_features.features, question)

    @cached_property
    def _code_suggester(self) -> CodeSuggester:
        # A quotation coded later outside of all passages is learned when this is created again.
        passages = with_quotations(self.texts.passages, self._data.acts)
        return CodeSuggester(self._new_table(), self.theory_map, passages, self._vectors)

    def _codes(self) -> CodeSuggester:
        self._code_suggester.learn(self._data.acts)
        return self._code_suggester

    @cached_property
    def _source_type_suggester(self) -> SourceTypeSuggester:
        types = self._data.source_types
        return SourceTypeSuggester(self._new_table(), self.theory_map, self.texts.records, types)

    def _source_types(self) -> SourceTypeSuggester:
        self._source_type_suggester.learn(self._data.source_types)
        return self._source_type_suggester

    def _new_table(self) -> WordTable:
        # Each model numbers the words of its own texts, so that no answer depends on which model was asked first.
        return WordTable(self._tokens)

    # --- orders ----------------------------------------------------------------------------------------------------

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
        codes = self._codes()
        blocks = [codes.rows(record) for record in waiting]
        scores = [codes.scores(record) for record in waiting]
        without = [place for place, block in enumerate(blocks) if not block.shape[0]]
        read = codes.read([record_text(self.texts.records[self._rows[waiting[place]]]) for place in without])
        of_read = codes.model.scores(read)
        for row, place in enumerate(without):
            blocks[place], scores[place] = read[[row]], of_read[[row]]
        texts = csr_array(vstack(blocks, format="csr"))
        against = challenge.wording_against(codes, texts, codes.with_stances(self._data.acts.codings))
        likelihood = challenge.likeliest_against(
            codes, self.theory_map, np.concatenate(scores), against, focus
        )
        starts = np.cumsum([0, *(block.shape[0] for block in blocks)])[:-1]
        return np.maximum.reduceat(likelihood, starts)

    # --- names -----------------------------------------------------------------------------------------------------

    def _relevance_name(self, stage: str) -> str:
        model = self._relevance_at(stage)
        uncalibrated = "" if model.calibrated else ", scores not calibrated yet"
        digest = _digest(*self._relevance_material(stage))[:SHORT]
        return f"relevance {digest} ({counted(len(model.labels), 'decision')}{uncalibrated})"

    def _relevance_material(self, stage: str) -> list[object]:
        labels = self._relevance_at(stage).labels
        named = sorted((self.texts.records[row].record, label) for row, label in labels.items())
        return [stage, question_text(self.theory_map, stage), self._records_digest, named]

    def _codes_name(self) -> str:
        uncalibrated = "" if self._codes().calibrated else ", scores not calibrated yet"
        sentences = f" {WITH_VECTORS}" if self._vectors else ""
        digest = _digest(*self._code_material())[:SHORT]
        return f"codes {digest} ({counted(len(self._data.acts.codings), 'coding')}{sentences}{uncalibrated})"

    def _code_material(self) -> list[object]:
        codes = self._codes()
        cells = np.argwhere(codes.known >= 0).tolist()
        values = codes.known[codes.known >= 0].tolist()
        drawn = np.flatnonzero(codes.model.drawn).tolist()
        encoder = [self._vectors.encoder.sha256] if self._vectors else []
        return [codes.codes, codes.texts_digest, cells, values, drawn, *encoder]

    @cached_property
    def _records_digest(self) -> str:
        digest = hashlib.sha256()
        for record in self.texts.records:
            texts = (record.record, record.title, record.abstract, record.opening)
            # What `_digest` takes the digest of, in a third of the time.
            digest.update(f"[{', '.join(map(encode_basestring_ascii, texts))}]".encode())
        return digest.hexdigest()


def _digest(*values: object) -> str:
    """The SHA-256 of the values, in hexadecimal."""
    digest = hashlib.sha256()
    for value in values:
        digest.update(json.dumps(value).encode())
    return digest.hexdigest()
