"""From pairs to groups: certain ones that hold together as a whole, and doubtful ones between them."""

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
_IDENTICAL = "every field is the same"
_CONTRADICTED = "the records that agree with one of them do not all agree with the other"
_LARGEST_GROUP = 100
"""Different references to one work that are joined without asking: more come from no search, and cost the square."""


@dataclass(frozen=True, slots=True)
class _Distinct:
    """A work, and all works that agree with it in every field."""

    work: Normalised
    copies: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class _Link:
    """Two distinct works, by their places, and the verdict on them."""

    left: int
    right: int
    verdict: Verdict


def duplicate_groups(works: Sequence[Work]) -> list[DuplicateGroup]:
    """The groups of works that are one work, the certain ones first, then the doubtful ones, then those of one study.

    No record is in two certain groups, and no certain group holds two records that contradict each other: a
    reference that says little may agree with two that differ, and is then certain with the first at most and
    doubtful with the other. The result does not depend on the order of `works`; memory grows with their number.

    Raises:
        ValueError: two works have one id.
    """
    if len({work.id for work in works}) < len(works):
        raise ValueError("each work needs an id of its own")
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
    """The works without those that repeat another in every field, provided that what the fields say is enough."""
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
    """All pairs that are something to each other, the surest first."""
    pairs = ((left, right, judge(Comparison(works[left], works[right]))) for left, right in candidates(works))
    links = [_Link(*pair) for pair in pairs if pair[2].outcome is not Outcome.APART]
    return sorted(links, key=lambda link: (-link.verdict.outcome, link.verdict.rank, link.left, link.right))


def _join_certain(distinct: list[_Distinct], certain: Clusters, links: list[_Link]) -> list[_Link]:
    """Joins what is certain as long as nothing in the two clusters contradicts; returns the links left open."""
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
    """The certain clusters, by their names, that links of one outcome join."""
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
    """Sorts the work first whose reference is the one to keep: with a file, then with most fields, then by id."""
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
