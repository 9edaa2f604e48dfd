"""Turns pairs into groups: certain groups without contradictions, and doubtful groups between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from review.duplicates.blocking import candidates
from review.duplicates.clusters import Clusters
from review.duplicates.comparing import Comparison
from review.duplicates.judging import Outcome, Verdict, contradicts, judge
from review.duplicates.normalised import Normalised, normalise
from review.duplicates.work import DuplicateGroup, Work

_SAME_STUDY = "same-study"
_IDENTICAL = "all fields are identical"
_CONTRADICTED = "other records agree with only one of them"
_LARGEST_GROUP = 100
"""The most different references to one work in a certain group: no search returns more, and the cost is quadratic."""


@dataclass(frozen=True, slots=True)
class _Distinct:
    """A work and all works with exactly the same fields."""

    work: Normalised
    copies: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class _Link:
    """Two distinct works, by index, and the verdict on them."""

    left: int
    right: int
    verdict: Verdict


def duplicate_groups(works: Sequence[Work]) -> list[DuplicateGroup]:
    """Groups of references to the same work: certain ones first, then doubtful ones, then reports of one study.

    No record is in two certain groups, and no certain group has two records that contradict each other: a sparse
    reference may agree with two that differ, and is then certain at most with the first and doubtful with the other. The result does not depend on the order of `works`; memory grows with their number.

    Raises:
        ValueError: two works have the same id.
    """
    if len({work.id for work in works}) < len(works):
        raise ValueError("each work needs a unique id")
    distinct = _distinct(sorted(works, key=lambda work: work.id))
    certain = Clusters(len(distinct))
    left_open = _join_certain(distinct, certain, _links([entry.work for entry in distinct]))
    doubtful = _join_open(certain, left_open, Outcome.DOUBTFUL)
    study = _join_open(certain, left_open, Outcome.SAME_STUDY)
    return [
        *_certain_groups(distinct, certain),
        *_open_groups(distinct, certain, doubtful, ""),
        *_open_groups(distinct, certain, study, _SAME_STUDY),
    ]


def _distinct(works: Iterable[Work]) -> list[_Distinct]:
    """The works, with exact repetitions combined if the fields are sufficient to identify the work."""
    alike: dict[Work, list[Work]] = defaultdict(list)
    for work in works:
        alike[replace(work, id="", has_file=False)].append(work)
    distinct: list[_Distinct] = []
    for copies in alike.values():
        one = normalise(copies[0])
        if len(copies) > 1 and judge(Comparison(one, one)).outcome is not Outcome.CERTAIN:
            distinct.extend(_Distinct(replace(one, work=copy), (copy,)) for copy in copies)
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
            left_open.append(replace(link, verdict=Verdict(Outcome.DOUBTFUL, why)))
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
        works = [copy for member in members for copy in distinct[member].copies]
        if len(works) > 1:
            why = reasons.get(min(members), _IDENTICAL)
            groups.append(DuplicateGroup(_fullest_first(works), certain=True, why=why))
    return sorted(groups, key=lambda group: group.records)


def _open_groups(
    distinct: list[_Distinct], certain: Clusters, joined: Clusters, relation: str
) -> list[DuplicateGroup]:
    groups = []
    for names, why in joined.joined():
        standing = (_fullest(distinct, certain.members(name)) for name in names)
        groups.append(DuplicateGroup(_fullest_first(standing), certain=False, why=why, relation=relation))
    return sorted(groups, key=lambda group: group.records)


def _fullest(distinct: list[_Distinct], members: Iterable[int]) -> Work:
    return min((copy for member in members for copy in distinct[member].copies), key=_emptiness)


def _fullest_first(works: Iterable[Work]) -> tuple[str, ...]:
    return tuple(work.id for work in sorted(works, key=_emptiness))


def _emptiness(work: Work) -> tuple[bool, int, str]:
    """A sort key that puts the reference to keep first: with a file, then with most fields, then by id."""
    fields = (
        work.title,
        work.authors,
        work.year,
        work.doi,
        work.container,
        work.volume,
        work.issue,
        work.pages,
    )
    others = (work.abstract, work.isbn, work.pmid, work.kind, work.edition)
    return not work.has_file, sum(not field for field in fields + others), work.id
