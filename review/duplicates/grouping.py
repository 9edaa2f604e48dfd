"""Turns pairs into groups: certain groups without contradictions, and possible groups between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from review.duplicates.blocking import candidates
from review.duplicates.clusters import Clusters
from review.duplicates.comparing import Comparison
from review.duplicates.completeness import completeness
from review.duplicates.judging import Outcome, Verdict, contradicts, judge
from review.duplicates.normalised import Normalised, compared, normalise

if TYPE_CHECKING:
    from review.domain.reference import Reference

_SAME_STUDY = "same-study"
_IDENTICAL = "all fields are identical"
_CONTRADICTED = "other records agree with only one of them"
_LARGEST_GROUP = 100
"""The most different references to one work in a certain group: no search returns more, and the cost is quadratic."""


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Records that are, or may be, the same work.

    Attributes:
        records: their ids; the first is the most complete reference (one with a file before one without), the one to keep.
            In a group that is not certain, a certain group is represented by its first record.
        certain: whether the group may be merged without asking.
        why: the reason in words, for a person.
        relation: ``same-study`` if the records look like different reports of one study (an abstract and its
            article, parts, editions, an erratum): to be related, not merged. Empty otherwise.
    """

    records: tuple[str, ...]
    certain: bool
    why: str
    relation: str = ""


class _Copy(NamedTuple):
    """A record; the smallest is the one to keep: with a file, then the most complete, then by id."""

    without_file: bool
    incomplete: tuple[int, ...]
    record: str


@dataclass(frozen=True, slots=True)
class _Distinct:
    """A work and all records with exactly the same fields."""

    work: Normalised
    copies: tuple[_Copy, ...]


@dataclass(frozen=True, slots=True)
class _Link:
    """Two distinct works, by index, and the verdict on them."""

    left: int
    right: int
    verdict: Verdict


def duplicate_groups(
    references: Mapping[str, Reference], with_file: Collection[str] = ()
) -> list[DuplicateGroup]:
    """Groups of references to the same work: certain ones first, then possible ones, then reports of one study.

    No record is in two certain groups, and no certain group has two records that contradict each other: a sparse
    reference may agree with two that differ, and is then certain at most with the first and possible with the other. The
    result does not depend on the order of `references`; memory grows with their number.

    Args:
        references: by record id.
        with_file: the records that have a file.
    """
    distinct = _distinct(references, frozenset(with_file))
    certain = Clusters(len(distinct))
    left_open = _join_certain(distinct, certain, _links([entry.work for entry in distinct]))
    possible = _join_open(certain, left_open, Outcome.POSSIBLE)
    study = _join_open(certain, left_open, Outcome.SAME_STUDY)
    return [
        *_certain_groups(distinct, certain),
        *_open_groups(distinct, certain, possible, ""),
        *_open_groups(distinct, certain, study, _SAME_STUDY),
    ]


def _distinct(references: Mapping[str, Reference], with_file: frozenset[str]) -> list[_Distinct]:
    """The works, with exact repetitions combined if the fields are sufficient to identify the work."""
    alike: dict[tuple[object, ...], list[_Copy]] = defaultdict(list)
    for record in sorted(references):
        work = references[record]
        incomplete = tuple(-count for count in completeness(work))
        alike[compared(work)].append(_Copy(record not in with_file, incomplete, record))
    distinct: list[_Distinct] = []
    for copies in alike.values():
        record = copies[0].record
        one = normalise(record, references[record])
        if len(copies) > 1 and judge(Comparison(one, one)).outcome is not Outcome.CERTAIN:
            distinct.extend(_Distinct(replace(one, record=copy.record), (copy,)) for copy in copies)
        else:
            distinct.append(_Distinct(one, tuple(copies)))
    return distinct


def _links(works: Sequence[Normalised]) -> list[_Link]:
    """All related pairs, the most certain first."""
    pairs = ((left, right, judge(Comparison(works[left], works[right]))) for left, right in candidates(works))
    links = [_Link(*pair) for pair in pairs if pair[2].outcome is not Outcome.APART]
    return sorted(links, key=lambda link: (-link.verdict.outcome, link.verdict.rank, link.left, link.right))


def _join_certain(distinct: list[_Distinct], certain: Clusters, links: list[_Link]) -> list[_Link]:
    """Joins certain links whose clusters do not contradict each other; returns the links left open."""
    left_open = []
    for link in links:
        if link.verdict.outcome is not Outcome.CERTAIN:
            left_open.append(link)
        elif certain.name(link.left) == certain.name(link.right):
            continue
        elif _fit(distinct, certain.members(link.left), certain.members(link.right)):
            certain.join(link.left, link.right, link.verdict.why)
        else:
            why = f"{link.verdict.why}, but {_CONTRADICTED}"
            left_open.append(replace(link, verdict=Verdict(Outcome.POSSIBLE, why)))
    return left_open


def _fit(distinct: list[_Distinct], left: list[int], right: list[int]) -> bool:
    if len(left) + len(right) > _LARGEST_GROUP:
        return False
    return not any(
        contradicts(Comparison(distinct[one].work, distinct[other].work)) for one in left for other in right
    )


def _join_open(certain: Clusters, links: Iterable[_Link], outcome: Outcome) -> Clusters:
    """The certain clusters, by name, joined by links of one outcome."""
    joined = Clusters(certain.count)
    for link in links:
        left, right = certain.name(link.left), certain.name(link.right)
        if link.verdict.outcome is outcome and joined.name(left) != joined.name(right):
            joined.join(left, right, link.verdict.why)
    return joined


def _certain_groups(distinct: list[_Distinct], certain: Clusters) -> list[DuplicateGroup]:
    reasons = {members[0]: why for members, why in certain.joined()}
    clusters = {
        place: certain.members(place) for place in range(certain.count) if certain.name(place) == place
    }
    groups = []
    for members in clusters.values():
        copies = [copy for member in members for copy in distinct[member].copies]
        if len(copies) > 1:
            why = reasons.get(min(members), _IDENTICAL)
            groups.append(DuplicateGroup(_best_first(copies), certain=True, why=why))
    return sorted(groups, key=lambda group: group.records)


def _open_groups(
    distinct: list[_Distinct], certain: Clusters, joined: Clusters, relation: str
) -> list[DuplicateGroup]:
    groups = []
    for names, why in joined.joined():
        best = (
            min(copy for member in certain.members(name) for copy in distinct[member].copies)
            for name in names
        )
        groups.append(DuplicateGroup(_best_first(best), certain=False, why=why, relation=relation))
    return sorted(groups, key=lambda group: group.records)


def _best_first(copies: Iterable[_Copy]) -> tuple[str, ...]:
    return tuple(copy.record for copy in sorted(copies))
