"""Judgements of several reviewers on the same units, as arrays: what every figure of agreement is computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

MISSING = -1
"""The category of a judgement that a reviewer did not make."""


class Judged(NamedTuple):
    """What reviewers said of a unit, by name; `weight` such units of one `cluster`, which is the record that is resampled."""

    cluster: str
    by: Mapping[str, str]
    weight: int = 1


@dataclass(frozen=True)
class Judgements:
    """Units that at least two reviewers judged.

    `said` has a row for each unit and a column for each reviewer: the number of a category, or `MISSING`. `weights` are how
    many such units there are, and `clusters` the numbers of their records.
    """

    reviewers: tuple[str, ...]
    categories: tuple[str, ...]
    said: NDArray[np.int64]
    weights: NDArray[np.int64]
    clusters: NDArray[np.int64]

    @classmethod
    def of(cls, units: Iterable[Judged], categories: Sequence[str]) -> Self:
        """The units that two or more judged, in one of the categories; other judgements are gaps."""
        number = {category: place for place, category in enumerate(categories)}
        given = [
            (unit, known)
            for unit in units
            if unit.weight and len(known := {who: one for who, one in unit.by.items() if one in number}) > 1
        ]
        reviewers = sorted({who for _, known in given for who in known})
        column = {who: place for place, who in enumerate(reviewers)}
        said = np.full((len(given), len(reviewers)), MISSING, dtype=np.int64)
        for row, (_, known) in enumerate(given):
            for who, one in known.items():
                said[row, column[who]] = number[one]
        place: dict[str, int] = {}
        clusters = [place.setdefault(unit.cluster, len(place)) for unit, _ in given]
        return cls(
            tuple(reviewers),
            tuple(categories),
            said,
            np.array([unit.weight for unit, _ in given], dtype=np.int64),
            np.array(clusters, dtype=np.int64),
        )

    def between(self, first: str, second: str) -> Judgements:
        """The units that these two judged."""
        said = self.said[:, [self.reviewers.index(first), self.reviewers.index(second)]]
        both = (said != MISSING).all(axis=1)
        clusters = np.unique(self.clusters[both], return_inverse=True)[1]
        return replace(
            self,
            reviewers=(first, second),
            said=said[both],
            weights=self.weights[both],
            clusters=clusters.reshape(-1),
        )

    @property
    def n(self) -> int:
        """The number of units."""
        return int(self.weights.sum())

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many reviewers put each unit (row) into each category (column)."""
        shape = (len(self.said), len(self.categories))
        if not self.said.size:
            return np.zeros(shape, dtype=np.int64)
        found: NDArray[np.int64] = (self.said[:, :, None] == np.arange(shape[1])).sum(axis=1)
        return found

    @cached_property
    def made(self) -> NDArray[np.int64]:
        """How many judgements each unit has."""
        found: NDArray[np.int64] = self.counts.sum(axis=1)
        return found

    @cached_property
    def used(self) -> tuple[str, ...]:
        """The categories that somebody used."""
        return tuple(
            name for name, many in zip(self.categories, self.counts.sum(axis=0), strict=True) if many
        )

    def pair_tables(self) -> NDArray[np.int64]:
        """For each unit how often one reviewer said what (row) where a later one said what (column), over all pairs."""
        size = len(self.categories)
        tables = np.zeros((len(self.said), size, size), dtype=np.int64)
        units = np.arange(len(self.said))
        for second in range(len(self.reviewers)):
            for first in range(second):
                both = (self.said[:, first] != MISSING) & (self.said[:, second] != MISSING)
                tables[units[both], self.said[both, first], self.said[both, second]] += 1
        return tables * self.weights[:, None, None]
