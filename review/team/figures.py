"""The figures of agreement on judged units, with intervals by resampling records; alpha is that of `krippendorff`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import combinations

import numpy as np

from review.domain.team.agreement import CrossTable, Figure, Figures, Kappa, PairFigures, Unit
from review.domain.wording.counted import counted
from review.team import formulas
from review.team.formulas import Floats
from review.team.judgements import Judgements
from review.team.resampling import Resampled

_NONE_TWICE: Mapping[Unit, str] = {
    Unit.RECORD: "no record has decisions by two reviewers that you may see",
    Unit.CHARACTER: "no document was worked on by two coders",
    Unit.PASSAGE: "no document was worked on by two coders",
    Unit.APPRAISAL: "nothing was appraised by two reviewers",
}
_NOUN: Mapping[Unit, str] = {
    Unit.RECORD: "record",
    Unit.CHARACTER: "character",
    Unit.PASSAGE: "stretch",
    Unit.APPRAISAL: "appraisal",
}
_POWER: Mapping[Kappa, int] = {Kappa.COHEN: 0, Kappa.LINEAR: 1, Kappa.QUADRATIC: 2}


def figures(unit: Unit, judged: Judgements, *, ordered: bool = False) -> Figures:
    """How far reviewers agree; with `ordered` categories kappa is weighted and alpha ordinal."""
    kappa_of = Kappa.QUADRATIC if ordered else Kappa.FLEISS if len(judged.reviewers) > 2 else Kappa.COHEN
    sample = _Sample(unit, judged)
    return Figures(
        unit=unit,
        n=judged.n,
        reviewers=judged.reviewers,
        per_cent=sample.per_cent(),
        kappa=sample.kappa(kappa_of),
        kappa_of=kappa_of,
        alpha=sample.alpha(ordinal=ordered),
        table=CrossTable(judged.categories, _rows(judged.pair_tables().sum(axis=0))),
        pairs=_pairs(unit, judged, Kappa.QUADRATIC if ordered else Kappa.COHEN),
        kappa_linear=sample.kappa(Kappa.LINEAR) if ordered else None,
    )


def _rows(table: Floats) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(cell) for cell in row) for row in table)


def _pairs(unit: Unit, judged: Judgements, kappa_of: Kappa) -> tuple[PairFigures, ...]:
    """The figures of each two of more than two reviewers that judged something in common."""
    if len(judged.reviewers) < 3:
        return ()
    found = []
    for first, second in combinations(judged.reviewers, 2):
        both = judged.between(first, second)
        if both.n:
            sample = _Sample(unit, both)
            per_cent = sample.per_cent().value
            assert per_cent is not None
            found.append(PairFigures((first, second), both.n, per_cent, sample.kappa(kappa_of)))
    return tuple(found)


class _Sample:
    """Judged units, the sums that figures are made of, and what records that are drawn again make of them."""

    def __init__(self, unit: Unit, judged: Judgements) -> None:
        self._unit, self._judged = unit, judged
        counts, made, weights = judged.counts, judged.made, judged.weights
        size = len(judged.categories)
        pairs = made * (made - 1)
        agreeing = (counts * (counts - 1)).sum(axis=1) / np.maximum(pairs, 1)
        coincidences = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(size)
        coincidences = coincidences / np.maximum(made - 1, 1)[:, None, None]
        parts = (
            weights,
            weights * agreeing,
            counts * weights[:, None],
            judged.pair_tables().reshape(-1, size * size),
            (coincidences * weights[:, None, None]).reshape(-1, size * size),
        )
        self._size = size
        self._resampled = Resampled(np.column_stack(parts), judged.clusters)

    def per_cent(self) -> Figure:
        """The mean share of pairs of judgements that are the same, in per cent."""
        if not self._judged.n:
            return Figure(None, reason=_NONE_TWICE[self._unit])
        return self._figure(lambda sums: 100 * sums[:, 1] / sums[:, 0])

    def kappa(self, kind: Kappa) -> Figure:
        """A kappa of the sample."""
        if reason := self._too_little() or self._unfit_for(kind):
            return Figure(None, reason=reason)
        if kind is Kappa.FLEISS:
            return self._figure(
                lambda sums: formulas.fleiss(sums[:, 1], sums[:, 0], sums[:, 2 : 2 + self._size])
            )
        weights = formulas.weights_of(self._size, _POWER[kind])
        return self._figure(lambda sums: formulas.cohen(self._tables(sums, 0), weights))

    def alpha(self, *, ordinal: bool) -> Figure:
        """Krippendorff's alpha of the sample."""
        if reason := self._too_little():
            return Figure(None, reason=reason)
        return self._figure(
            lambda sums: formulas.alpha(self._tables(sums, 1), ordinal=ordinal), self._krippendorff(ordinal)
        )

    def _tables(self, sums: Floats, which: int) -> Floats:
        """The sums of cross tables (0) or of coincidences (1)."""
        start = 2 + self._size + which * self._size**2
        return sums[:, start : start + self._size**2].reshape(-1, self._size, self._size)

    def _figure(self, formula: Callable[[Floats], Floats], value: float | None = None) -> Figure:
        """A figure with its interval; its value is that of a library where one is given."""
        found = self._resampled.value(formula) if value is None else value
        assert not math.isnan(found)
        return Figure(found, *self._resampled.interval(formula))

    def _too_little(self) -> str:
        """Why no figure that allows for chance can be computed, if none can."""
        judged, noun = self._judged, _NOUN[self._unit]
        if not judged.n:
            return _NONE_TWICE[self._unit]
        if judged.n < 2:
            return f"only one {noun} to compare"
        if len(judged.used) == 1:
            return f"every judgement is “{judged.used[0]}”, so there is no disagreement to expect by chance"
        return ""

    def _unfit_for(self, kind: Kappa) -> str:
        """Why this kappa is not one for these judgements, if it is not."""
        least, most = int(self._judged.made.min()), int(self._judged.made.max())
        if kind is Kappa.FLEISS:
            apart = f"some {_NOUN[self._unit]}s have {least} judgements and some {most}; Fleiss' kappa needs as many on each, alpha does not"
            return apart if least != most else ""
        more = f"a weighted kappa is of two reviewers, and there are {counted(len(self._judged.reviewers), 'reviewer')}; see the pairs, or alpha"
        return more if len(self._judged.reviewers) > 2 else ""

    def _krippendorff(self, ordinal: bool) -> float | None:
        """Alpha by `krippendorff`; None where units have weights, which it does not know."""
        if (self._judged.weights != 1).any():
            return None
        import krippendorff

        counts = self._judged.counts
        return float(
            krippendorff.alpha(value_counts=counts, level_of_measurement="ordinal" if ordinal else "nominal")
        )
