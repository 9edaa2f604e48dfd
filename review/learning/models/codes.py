"""Suggests codes for passages and records, from the theory map's words and from codings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from review.domain import CodeSuggestion, Coding, PassageSuggestion, PassageText, Stance, common_stance
from review.learning.features.compared import Features
from review.learning.features.features import PassageFeatures
from review.learning.features.terms import joined
from review.learning.features.words import WordTable
from review.learning.models.codebook import CodebookModel
from review.learning.models.explaining import Explained, explained
from review.learning.models.ridge import Doubles
from review.learning.models.training_labels import (
    Acts,
    Known,
    PassageIndex,
    drawn_at_random,
    training_labels,
    unplaced,
)
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.learning.semantic.making import SentenceVectors

MOST_PER_PASSAGE = 3
LEAST_SCORE = 0.1
"""The least score of a code suggested for a passage."""


def codebook_texts(theory_map: TheoryMap) -> dict[str, str]:
    """The text of each code that can be suggested: name, proposition or definition, key terms."""
    texts: dict[str, str] = {}
    for code in theory_map.codes:
        if not code.rejected:
            texts[code.id] = f"{code.name}. {code.proposition} {', '.join(code.key_terms)}"
            for subtheme in code.subthemes:
                terms = ", ".join(subtheme.key_terms)
                texts[subtheme.id] = f"{subtheme.name}. {subtheme.definition} {terms}"
    return texts


def named_only(theory_map: TheoryMap) -> frozenset[str]:
    """The codes that have a name and nothing else, as many that come from other programs: one word in it describes little."""
    theories = {code.id for code in theory_map.codes if not (code.proposition or code.key_terms)}
    parts = [part for code in theory_map.codes for part in code.subthemes]
    return frozenset(theories | {part.id for part in parts if not (part.definition or part.key_terms)})


def texts_of_codes(theory_map: TheoryMap, passages: Sequence[PassageText]) -> list[str]:
    """The texts that suggestions of codes compare: those of passages, then the codebook's."""
    return [*(passage.text for passage in passages), *codebook_texts(theory_map).values()]


class CodeSuggester:
    """Suggests codes; created again when passages or the theory map change, trained when reviewers act.

    Args:
        table: a word table for these texts alone.
        theory_map: its codes, except rejected ones, are suggested.
        passages: all passages that can be coded.
        vectors: the texts' sentence vectors, if they are used; other texts that are read have none.
    """

    def __init__(
        self,
        table: WordTable,
        theory_map: TheoryMap,
        passages: Sequence[PassageText],
        vectors: SentenceVectors | None = None,
    ) -> None:
        self._theory_map = theory_map
        self._codebook = codebook_texts(theory_map)
        self.codes = tuple(self._codebook)
        only = named_only(theory_map)
        self._named_only = np.array([code in only for code in self.codes], bool)
        texts = texts_of_codes(theory_map, passages)
        known = vectors.of(texts) if vectors else None
        self._reading = PassageFeatures(table, texts, known, languages=theory_map.languages)
        self._passages = list(passages)
        self._places: dict[str, list[int]] = {}
        for place, passage in enumerate(passages):
            self._places.setdefault(passage.record, []).append(place)
        numbers = {record: number for number, record in enumerate(self._places)}
        self._documents = [numbers[passage.record] for passage in passages]
        self._model = self._untrained(self.features)
        self._acts = Acts()
        self.known: Known = np.full((len(passages), len(self.codes)), -1, np.int8)

    @property
    def calibrated(self) -> bool:
        """Whether scores are probabilities."""
        return self._model.calibrated

    @property
    def features(self) -> Features:
        """The features of the columns of `rows`."""
        return self._reading.features

    @property
    def model(self) -> CodebookModel:
        """The model behind the suggestions; its columns are `codes`."""
        return self._model

    @property
    def passages(self) -> Sequence[PassageText]:
        """The passages; the rows of `known` and of the model are in their order."""
        return self._passages

    def by_words(self) -> CodebookModel:
        """A model of the same codes that has learned the same acts without sentence vectors, to measure what they add."""
        model = self._untrained(self.features.without_vectors())
        model.learn(self.known, self._model.drawn)
        return model

    def _untrained(self, features: Features) -> CodebookModel:
        codebook = features.matrix[len(self._passages) :]
        starts = [passage.start for passage in self._passages]
        return CodebookModel(features, self._documents, codebook, starts)

    @cached_property
    def texts_digest(self) -> str:
        """Eight hexadecimal digits that change with the passages and the codebook's texts."""
        texts = [[p.record, p.start, p.end, p.text] for p in self._passages]
        return hashlib.sha256(json.dumps([texts, self._codebook]).encode()).hexdigest()[:8]

    def learn(self, acts: Acts) -> None:
        """Learn from exactly these acts."""
        if acts is self._acts:
            return
        self._acts = acts
        self.known = training_labels(self._passages, self.codes, acts, self._theory_map)
        share = self._theory_map.shares.blind
        self._model.learn(self.known, drawn_at_random(self._passages, acts, share))

    def rows(self, record: str) -> csr_array:
        """The passages of a record as rows for the model; none without a document."""
        return self._reading.features.matrix[self._places.get(record, [])]

    def scores(self, record: str) -> Doubles:
        """How likely each passage of a record bears on each code, see `CodebookModel.scores_at` (passages × codes)."""
        return self._model.scores_at(self._places.get(record, []))

    def read(self, texts: Sequence[str]) -> csr_array:
        """Other texts as rows for the model, such as abstracts of records without a document."""
        return self._reading.project(texts)

    def explained(self, rows: csr_array, texts: Sequence[str]) -> list[Explained]:
        """Texts and their rows, to explain their scores."""
        return explained(self._reading, rows, texts)

    def about(self, record: str, start: int, end: int) -> list[int]:
        """The rows of the passages that a span is about, see `PassageIndex.about`."""
        return self._index.about(record, start, end)

    @cached_property
    def _index(self) -> PassageIndex:
        return PassageIndex(self._passages)

    def with_stances(self, codings: Sequence[Coding]) -> list[tuple[int, bool]]:
        """The rows of passages coded as challenging (true) or supporting (false) a theory."""
        return [
            (place, stance is Stance.CHALLENGES)
            for coding in codings
            if (stance := self._direction(coding)) in (Stance.CHALLENGES, Stance.SUPPORTS)
            for place in self.about(coding.record, coding.start, coding.end)
        ]

    def _direction(self, coding: Coding) -> Stance | None:
        """The stance that a passage's wording shows: toward its theories, or else toward rival framings; None if they differ.

        A passage that challenges a theory and supports its rival is worded as a challenge.
        """
        theory_map = self._theory_map
        rivals = {code for code in theory_map.code_names if theory_map.theory_of(code).is_rival}
        theories = {code: stance for code, stance in coding.stances.items() if code not in rivals}
        return common_stance(theories or coding.stances)

    def of_passages(self, record: str) -> tuple[PassageSuggestion, ...]:
        """The codes suggested for each passage of a record, in text order; only passages with suggestions."""
        scores, left_out = self.scores(record), self._left_out
        best = [
            [code for code in _ranked(of_codes, left_out)[:MOST_PER_PASSAGE] if of_codes[code] >= LEAST_SCORE]
            for of_codes in scores
        ]
        some = [row for row, codes in enumerate(best) if codes]
        passages = [self._passages[self._places[record][row]] for row in some]
        texts = self.explained(self.rows(record)[some], [passage.text for passage in passages])
        found = [
            PassageSuggestion(
                passage.start,
                passage.end,
                tuple(self._suggestion(code, scores[row], text) for code in best[row]),
            )
            for row, passage, text in zip(some, passages, texts, strict=True)
        ]
        return tuple(sorted(found, key=lambda passage: passage.start))

    def of_record(self, record: str, reference: str) -> tuple[CodeSuggestion, ...]:
        """The codes suggested for a record as a whole, best first: the mean over its passages.

        Args:
            record: its id.
            reference: its title and abstract, used without a document.
        """
        rows, scores = self.rows(record), self.scores(record)
        texts = [self._passages[place].text for place in self._places.get(record, [])] or [reference]
        if not len(scores):
            rows = self.read(texts)
            scores = self._model.scores(rows)
        of_codes = scores.mean(axis=0)
        middle = csr_array(rows.mean(axis=0).reshape(1, -1))
        whole = Explained(self.features, middle, joined(self._reading.placed(texts)))
        best = _ranked(of_codes, self._left_out)[:MOST_PER_PASSAGE]
        return tuple(self._suggestion(code, of_codes, whole) for code in best)

    @property
    def _left_out(self) -> NDArray[np.bool_]:
        """Which codes are not suggested yet: those with a name only, until a passage is coded to them."""
        coded: NDArray[np.bool_] = (self.known == 1).any(axis=0)
        return self._named_only & ~coded

    def _suggestion(self, code: int, scores: Doubles, text: Explained) -> CodeSuggestion:
        name = self.codes[code]
        rivals = [
            (rival, self.codes.index(rival))
            for rival in self._theory_map.competitors(name)
            if rival in self.codes
        ]
        return CodeSuggestion(
            name,
            round(float(scores[code]), 4),
            self._model.reasons(text, code),
            tuple((rival, round(float(scores[place]), 4)) for rival, place in rivals),
            self.calibrated,
        )


def with_quotations(passages: Sequence[PassageText], acts: Acts) -> list[PassageText]:
    """The passages, followed by coded quotations that belong to none of them."""
    return [*passages, *unplaced(acts.codings, PassageIndex(passages))]


def _ranked(scores: Doubles, left_out: NDArray[np.bool_]) -> list[int]:
    return [int(place) for place in np.argsort(-scores, kind="stable") if not left_out[place]]
