"""Suggests source types, from the theory map's descriptions and from those set by reviewers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from review.domain import RecordText, SourceTypeSuggestion
from review.learning.features.features import PassageFeatures
from review.learning.features.words import WordTable
from review.learning.models.codebook import CodebookModel
from review.learning.models.explaining import explained
from review.theory_map import TheoryMap

MOST_FITTED = 5_000
"""The most records to which features are fitted; others are projected when needed."""


def reference_text(record: RecordText) -> str:
    """The text that indicates a source's type: where it appeared, its title, the beginning of its text, its abstract."""
    return f"{record.published}. {record.title}. {record.opening} {record.abstract}"


class SourceTypeSuggester:
    """Suggests source types; created again when records or the theory map change, trained when types are set.

    Args:
        table: a word table for these texts alone.
        theory_map: its source types are suggested.
        records: all records.
        types: the source types set so far, by record.
    """

    def __init__(
        self, table: WordTable, theory_map: TheoryMap, records: Sequence[RecordText], types: Mapping[str, str]
    ) -> None:
        self.types = tuple(source_type.id for source_type in theory_map.source_types)
        first = sorted(records, key=lambda record: record.record not in types)[:MOST_FITTED]
        descriptions = [
            f"{t.name}. {t.description} {', '.join(t.key_terms)}" for t in theory_map.source_types
        ]
        self._reading = PassageFeatures(
            table, [*map(reference_text, first), *descriptions], languages=theory_map.languages
        )
        self._places = {record.record: place for place, record in enumerate(first)}
        codebook = self._reading.features.matrix[len(first) :]
        self.model = CodebookModel(self._reading.features, range(len(first)), codebook)
        self.learn(types)

    def learn(self, types: Mapping[str, str]) -> None:
        """Learn exactly these source types, by record."""
        known = np.full((len(self._places), len(self.types)), -1, np.int8)
        for record, source_type in types.items():
            if record in self._places and source_type in self.types:
                known[self._places[record]] = 0
                known[self._places[record], self.types.index(source_type)] = 1
        self.known = known
        self.model.learn(known)

    def of_record(self, record: RecordText) -> tuple[SourceTypeSuggestion, ...]:
        """The suggested source types of a record, best first."""
        texts = [reference_text(record)]
        rows = self._reading.project(texts)
        (scores,), (text,) = self.model.scores(rows), explained(self._reading, rows, texts)
        return tuple(
            SourceTypeSuggestion(
                self.types[place],
                round(float(scores[place]), 4),
                self.model.reasons(text, int(place)),
                self.model.calibrated,
            )
            for place in np.argsort(-scores, kind="stable")
        )
