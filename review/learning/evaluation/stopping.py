"""When screening may stop: how likely it is that relevant records are left.

The hypergeometric test of Callaghan & Müller-Hansen 2020 (Statistical stopping criteria for automated screening in
systematic reviews, *Systematic Reviews* 9:273), for ranked quasi-sampling: the records read last are treated as a random sample of all
records that were unread before them. If many relevant records were left, some would have been in the sample. The test
tries every number of last records and uses the strongest evidence. Records that were decided in bulk, or by an import, were not read in
that order: they are in no sample, and where a sample begins before them, they belong to what was unread then. So the records that a filter
excluded do not show how many are left. A ranking that is better than random finds more than a
random sample, so the chance is overestimated; in random order, the strongest of many tests underestimates it somewhat (``benchmarks/stopping.py --simulated``).

Plain arithmetic: nothing here loads a numerical library.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import accumulate
from math import exp, inf, lgamma, nan

from review.domain.suggestions.stopping import Stopping

TARGET = 0.95
CONFIDENCE = 0.95
NEGLIGIBLE = 1e-17
"""Terms below this share of a sum do not affect its digits."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The last `records` read, how many of them were `relevant`, and how many were decided `aside` of that meanwhile."""

    records: int
    relevant: int
    aside: int = 0


def stopping(
    stage: str,
    labels: Sequence[bool],
    records: int,
    in_suggested_order: int = 0,
    target: float = TARGET,
    confidence: float = CONFIDENCE,
    parked: int = 0,
    in_conflict: int = 0,
    imported: int = 0,
    in_bulk: int = 0,
    aside: Sequence[bool] = (),
) -> Stopping:
    """Estimate what is left from the records decided so far.

    Args:
        stage: for the sentence.
        labels: whether each record is relevant, in the order in which they were decided.
        records: the number of records, decided or not.
        in_suggested_order: how many were read in a model's order.
        target: the share of relevant records to find, above 0 and at most 1.
        confidence: the confidence of the upper limit of what is left, between 0 and 1.
        parked: how many were parked, which are not read.
        in_conflict: how many of the relevant ones are conflicts.
        imported: how many of the labels came with an import.
        in_bulk: how many of them were given to many records at once.
        aside: which of them were imported or given in bulk; none if it is empty.

    Raises:
        ValueError: there are more labels than records, or target or confidence are out of range.
    """
    if not (0 < target <= 1 and 0 < confidence < 1):
        raise ValueError("target must be above 0 and at most 1, confidence between 0 and 1")
    return Stopping(
        stage,
        records,
        len(labels),
        sum(labels),
        irrelevant_in_a_row(
            [label for label, other in zip(labels, aside, strict=True) if not other] if aside else labels
        ),
        in_suggested_order,
        target,
        chance_missed(labels, records, target, aside),
        confidence,
        most_left(labels, records, 0.5, aside),
        most_left(labels, records, confidence, aside),
        parked,
        in_conflict,
        imported,
        in_bulk,
    )


def chance_missed(
    labels: Sequence[bool], records: int, target: float = TARGET, aside: Sequence[bool] = ()
) -> float:
    """The test's p-value: the chance of finding no more than was found if the target were still missed.

    `aside` says which records were decided in bulk, or by an import, as in `stopping`.

    Raises:
        ValueError: there are more labels than records.
    """
    return chance_of_left(labels, records, least_missing(sum(labels), target), aside)


def chance_of_left(labels: Sequence[bool], records: int, left: int, aside: Sequence[bool] = ()) -> float:
    """The same if at least `left` relevant records were unread; 0 if fewer records are unread.

    Raises:
        ValueError: there are more labels than records.
    """
    unread = records - len(labels)
    if unread < 0:
        raise ValueError(f"{len(labels)} labels for {records} records")
    if left > unread:
        return 0.0
    least = inf
    for last in _shuffled(_strongest(labels, aside)):
        if _is_below(least, unread, last, left):
            least = _at_least_unread(left, unread, last)
    return least


def least_missing(relevant: int, target: float) -> int:
    """The least number of unread relevant records with which the target is missed."""
    exact = Fraction(target).limit_denominator(10_000)
    return int(relevant / exact - relevant) + 1


def most_left(
    labels: Sequence[bool], records: int, confidence: float = CONFIDENCE, aside: Sequence[bool] = ()
) -> int:
    """The most unread relevant records with this confidence: the largest number that the test does not reject."""
    refuted = 1 - confidence
    unread = most = max(records - len(labels), 0)
    # The chance falls with the number left.
    for last in _shuffled(_strongest(labels, aside)):
        if most and _is_below(refuted, unread, last, most):
            ruled_out = partial(_is_below, refuted, unread, last)
            most = bisect_left(range(1, most + 1), True, key=ruled_out)
    return most


def _shuffled(samples: Iterable[_Drawn]) -> list[_Drawn]:
    """Samples in an order that is random and always the same: few of them have stronger evidence than all before."""
    return sorted(samples, key=lambda one: one.records * 0x9E3779B1 % 2**32)


def irrelevant_in_a_row(labels: Sequence[bool]) -> int:
    """The number of irrelevant records read since the last relevant one."""
    return next((row for row, relevant in enumerate(reversed(labels)) if relevant), len(labels))


def first_stop(labels: Sequence[bool], target: float = TARGET) -> int:
    """After how many records the test would first have allowed to stop.

    Args:
        labels: the labels of all records, in reading order.
        target: the share of relevant records to find.
    """
    refuted = 1 - CONFIDENCE
    for start, end in _runs(labels):
        if chance_missed(labels[:end], len(labels), target) < refuted:
            # The chance only falls while nothing is found.
            return start + bisect_left(
                range(start, end),
                True,
                key=lambda read: chance_missed(labels[:read], len(labels), target) < refuted,
            )
    return len(labels)


def first_run(labels: Sequence[bool], irrelevant: int = 50) -> int:
    """After how many records so many irrelevant ones in a row had been read; all records if never.

    A rule of thumb without any guarantee, for comparison.
    """
    runs = accumulate(labels, lambda row, relevant: 0 if relevant else row + 1, initial=0)
    return next((read for read, row in enumerate(runs) if row == irrelevant), len(labels))


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a rule would have stopped: after `read` records, a `share` of all, with this `recall` (0 to 1)."""

    read: int
    share: float
    recall: float


def stops(labels: Sequence[bool], read: Sequence[int]) -> dict[str, Stop]:
    """Where the test and a rule of thumb would have stopped, by rule.

    Args:
        labels: whether each record is relevant.
        read: the records in reading order, up to the last relevant one.
    """
    found = [labels[record] for record in read]
    in_order = found + [False] * (len(labels) - len(found))
    places = {"test": first_stop(in_order), "50 irrelevant in a row": first_run(in_order)}
    return {
        rule: Stop(place, place / len(labels), sum(in_order[:place]) / sum(labels))
        for rule, place in places.items()
    }


def _runs(labels: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The runs without a find: their start and end, as numbers of records read."""
    start = 0
    for place, relevant in enumerate(labels):
        if relevant:
            yield start, place
            start = place + 1
    yield start, len(labels)


def _strongest(labels: Sequence[bool], aside: Sequence[bool] = ()) -> Iterator[_Drawn]:
    """The samples of last records that can give the strongest evidence: all, and those after a relevant record.

    Each further irrelevant record adds evidence, so no other samples need to be considered; but for those that begin after records that
    were decided aside.
    """
    others = aside or [False] * len(labels)
    read = sum(not other for other in others)
    found = sum(label for label, other in zip(labels, others, strict=True) if not other)
    beside = len(labels) - read
    yield _Drawn(read, found, beside)
    for label, other in zip(labels, others, strict=True):
        if other:
            beside -= 1
        else:
            read, found = read - 1, found - label
        if label or other:
            yield _Drawn(read, found, beside)


def _at_least_unread(left: int, unread: int, last: _Drawn, limit: float = nan) -> float:
    """The chance that at least `left` of the relevant records are unread, if records were read at random.

    Of the records that were unread before the last ones, ``left + last.relevant`` are relevant (hypergeometric
    distribution); what was decided aside since then belongs to them, and is as unread as the others. Summation starts at the nearer end, where terms only get smaller. With a limit it ends as soon as it is
    clear on which side of it the chance is.
    """
    relevant, read = left + last.relevant, last.records
    unread += last.aside
    expected = (unread + 1) * (relevant + 1) / (unread + read + 2)
    if left > expected:
        return min(1.0, _tail(left, relevant, unread, read, limit))
    # Fewer than `left` unread is the same as more than the rest read.
    return max(0.0, 1 - _tail(relevant - left + 1, relevant, read, unread, 1 - limit))


def _is_below(limit: float, unread: int, last: _Drawn, left: int) -> bool:
    """Whether the chance that at least `left` of the relevant records are unread is below a limit."""
    return _at_least_unread(left, unread, last, limit) < limit


def _tail(least: int, relevant: int, here: int, elsewhere: int, limit: float) -> float:
    """The chance that at least `least` relevant records are here, summed from the largest term."""
    if least > min(relevant, here):
        return 0.0
    term = exp(
        _log_choices(here, least)
        + _log_choices(elsewhere, relevant - least)
        - _log_choices(here + elsewhere, relevant)
    )
    total = 0.0
    for count in range(least, min(relevant, here) + 1):
        total += term
        ratio = (here - count) * (relevant - count) / ((count + 1) * (elsewhere - relevant + count + 1))
        term *= ratio
        # Further ratios are smaller, so the rest is at most a geometric series.
        if total > limit or (ratio < 1 and total + term / (1 - ratio) < limit):
            break
        if term < NEGLIGIBLE * total:
            break
    return total


def _log_choices(records: int, chosen: int) -> float:
    """The logarithm of the number of ways to choose so many of the records."""
    return lgamma(records + 1) - lgamma(chosen + 1) - lgamma(records - chosen + 1)
