"""The models of one review: created when first needed and updated with reviewers' acts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING

import msgspec

from review.domain import Decision, PassageText, RecordText
from review.domain.wording.counted import counted
from review.learning.features.features import RecordFeatures
from review.learning.features.tokens import TokenStore
from review.learning.features.words import WordTable
from review.learning.models.codes import CodeSuggester, texts_of_codes, with_quotations
from review.learning.models.question import question_text, record_text
from review.learning.models.relevance import Relevance, labels_at
from review.learning.models.source_types import SourceTypeSuggester
from review.learning.models.training_labels import Acts
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.learning.semantic.making import SentenceVectors


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


class ReviewModels:
    """The models of one review.

    Args:
        theory_map: the map whose words are training texts and whose codes are suggested.
        texts: the texts for suggestions.
        before: the models for an earlier state of the review, whose valid parts are reused.
        tokens: the words of texts read before, which only save time.
    """

    def __init__(
        self,
        theory_map: TheoryMap,
        texts: Texts,
        before: ReviewModels | None = None,
        tokens: TokenStore | None = None,
    ) -> None:
        self.theory_map, self.texts = theory_map, texts
        self.data = TrainingData()
        self.vectors: SentenceVectors | None = None
        self.rows = {record.record: row for row, record in enumerate(texts.records)}
        """The place of each record in the texts."""
        self._tokens = TokenStore() if tokens is None else tokens
        self._relevance: dict[str, Relevance] = {}
        languages = theory_map.languages
        if before and before.texts.records == texts.records and before.theory_map.languages == languages:
            self.record_features = before.record_features

    def learn(self, data: TrainingData) -> None:
        """Learn exactly this data; each model learns when it is next used."""
        self.data = data

    def use(self, vectors: SentenceVectors | None) -> None:
        """Use these sentence vectors for codes from now on, or none; where that is a change, their models are made again."""
        if vectors != self.vectors:
            self.vectors = vectors
            self.__dict__.pop("_code_suggester", None)

    def texts_of_codes(self) -> list[str]:
        """The texts whose sentence vectors are used for codes: passages, quotations coded outside of them, the codebook's."""
        return texts_of_codes(self.theory_map, with_quotations(self.texts.passages, self.data.acts))

    def state(self) -> str:
        """The training data, as one short line."""
        decisions, codings = len(self.data.decisions), self.data.acts.number_of_codings
        return f"model: {counted(decisions, 'decision')}, {counted(codings, 'coding')}"

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

    def relevance(self, stage: str) -> Relevance:
        """The order of a stage, which knows all decisions at it."""
        if stage not in self._relevance:
            self._relevance[stage] = self.new_relevance(stage)
        labels = labels_at(self.data.decisions, stage, self.theory_map)
        self._relevance[stage].learn(self.by_row(labels))
        return self._relevance[stage]

    def new_relevance(self, stage: str) -> Relevance:
        """The order of a stage by the review's own words, as if nothing was decided."""
        question = self.record_features.project(question_text(self.theory_map, stage))
        return Relevance(self.record_features.features, question)

    def by_row(self, labels: Mapping[str, bool]) -> dict[int, bool]:
        """Labels by the records' rows in the features; those of records without a text are left out."""
        return {self.rows[record]: label for record, label in labels.items() if record in self.rows}

    @cached_property
    def _code_suggester(self) -> CodeSuggester:
        # A quotation coded later outside of all passages is learned when this is created again.
        passages = with_quotations(self.texts.passages, self.data.acts)
        return CodeSuggester(self._new_table(), self.theory_map, passages, self.vectors)

    def codes(self) -> CodeSuggester:
        """The models of codes, which know all codings."""
        self._code_suggester.learn(self.data.acts)
        return self._code_suggester

    @cached_property
    def _source_type_suggester(self) -> SourceTypeSuggester:
        types = self.data.source_types
        return SourceTypeSuggester(self._new_table(), self.theory_map, self.texts.records, types)

    def source_types(self) -> SourceTypeSuggester:
        """The model of source types, which knows all that were set."""
        self._source_type_suggester.learn(self.data.source_types)
        return self._source_type_suggester

    def _new_table(self) -> WordTable:
        # Each model numbers the words of its own texts, so that no answer depends on which model was asked first.
        return WordTable(self._tokens)

    @cached_property
    def records_digest(self) -> str:
        """The SHA-256 of the texts of all records."""
        digest = hashlib.sha256()
        for record in self.texts.records:
            texts = (record.record, record.title, record.abstract, record.opening)
            # What `naming.py` takes the digest of, in a sixth of the time.
            digest.update(b"[%b]" % b", ".join(map(_as_json, texts)))
        return digest.hexdigest()


def _as_json(text: str) -> bytes:
    """What ``json.dumps`` writes for a text."""
    if text.isascii() and "\x7f" not in text:
        return msgspec.json.encode(text)
    return encode_basestring_ascii(text).encode()
