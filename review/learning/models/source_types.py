"""Which source type a record is of: from the theory map's descriptions, then from what reviewers set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from review.domain import RecordText, SourceTypeSuggestion
from review.learning.features.features import Features, PassageFeatures
from review.learning.features.words import WordTable
from review.learning.models.codebook import CodebookModel
from review.theory_map import TheoryMap

MOST_FITTED = 5_000
"""The features are fitted to this many records at most; others are read in them when they are asked about."""


def reference_text(record: RecordText) -> str:
    """What tells a source's type: where it appeared, its title, how its text begins, its abstract."""
    return f"{record.published}. {record.title}. {record.opening} {record.abstract}"


class SourceTypeSuggester:
    """Proposes source types; made anew when records or the theory map change, taught when types are set.

    Args:
        table: where texts are read.
        theory_map: its source types are proposed.
        records: all records.
        types: the source types that were set, by record.
    """

    def __init__(
        self, table: WordTable, theory_map: TheoryMap, records: Sequence[RecordText], types: Mapping[str, str]
    ) -> None:
        self.types = tuple(source_type.id for source_type in theory_map.source_types)
        first = sorted(records, key=lambda record: record.record not in types)[:MOST_FITTED]
        descriptions = [
            f"{t.name}. {t.description} {', '.join(t.key_terms)}" for t in theory_map.source_types
        ]
        self._reading = PassageFeatures(table, [*map(reference_text, first), *descriptions])
        self._places = {record.record: place for place, record in enumerate(first)}
        codebook = self._reading.features.matrix[len(first) :]
        self.model = CodebookModel(self._reading.features, range(len(first)), codebook)
        self.learn(types)

    @property
    def features(self) -> Features:
        """Of the records that were fitted, and after them of the types' descriptions."""
        return self._reading.features

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
        """The source types of a record, best first."""
        row = self._reading.project([reference_text(record)])
        scores = self.model.scores(row)[0]
        return tuple(
            SourceTypeSuggestion(
                self.types[place],
                round(float(scores[place]), 4),
                self.model.because(row, int(place)),
                self.model.calibrated,
            )
            for place in np.argsort(-scores, kind="stable")
        )
