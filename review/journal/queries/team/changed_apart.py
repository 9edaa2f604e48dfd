"""What two copies changed apart where the last act counts: the later one is shown, and the other one is in the log.

These are fields of references, source types, facets, page labels, samples and what two records are to each other. Such an act does
not say which one it replaces; `MadeApart` finds it out. It is reported until somebody changes the same thing again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from review import acts
from review.acts.records import RELATIONS
from review.domain.wording.named import named
from review.journal.journal import Journal
from review.journal.queries import references
from review.journal.queries.team.made_apart import MadeApart
from review.journal.queries.visibility import may_see


class ChangedApart(NamedTuple):
    """Something of a record, in words, with who made what is shown, and who made what differs from it."""

    record: str
    what: str
    shown_by: str
    other_by: str


class RelatedApart(NamedTuple):
    """Two records of which two reviewers say different things, each in words: a relation, or that they were merged."""

    record: str
    other_record: str
    said: str
    by: str
    other: str
    other_by: str


class SampledApart(NamedTuple):
    """A sample or pilot of a stage that two closed, grew or drew apart: what was `said` last counts."""

    stage: str
    what: str
    said: str
    by: str
    other: str
    other_by: str


class _Change(NamedTuple):
    hash: str
    replica: str
    clock: int
    reviewer: str
    act: acts.Act | acts.Unread
    value: object = None


SAME_WORK = "the same work"
"""What a merge says of two records."""

_STANDING = "hash NOT IN (SELECT event FROM undone)"
_SEVERAL = "SELECT count(DISTINCT replica) > 1 FROM event WHERE kind IN ('edit', 'source-type', 'set-facet', 'label')"
_CHANGES = (
    f"SELECT hash, replica, clock, reviewer, act FROM event WHERE kind IN ('edit', 'source-type', 'set-facet', 'label') AND {_STANDING}"
    " AND subject IN (SELECT subject FROM event WHERE kind IN ('edit', 'source-type', 'set-facet', 'label')"
    " GROUP BY subject HAVING count(DISTINCT replica) > 1) ORDER BY record, clock, hash"
)
_RELATIONS = f"SELECT hash, replica, clock, reviewer, act FROM event WHERE kind = 'relate' AND {_STANDING} ORDER BY clock, hash"
_SAMPLES = (
    f"SELECT hash, replica, clock, reviewer, act FROM event WHERE kind IN ('grow-sample', 'close-sample', 'draw-pilot') AND {_STANDING}"
    " ORDER BY clock, hash"
)
_MERGES = (
    "SELECT hash, replica, clock, reviewer, act FROM event WHERE subject IN ('record:' || ?, 'record:' || ?) AND +kind = 'merge'"
    f" AND {_STANDING}"
)


def changed_apart(journal: Journal) -> Iterator[ChangedApart]:
    """What is shown of a record and was changed apart from something else, in another copy."""
    if not journal.value(_SEVERAL):
        return
    found: dict[tuple[str, ...], list[_Change]] = {}
    for change in _read(journal, _CHANGES):
        for key, value in _values(change.act):
            found.setdefault(key, []).append(change._replace(value=value))
    apart = MadeApart(journal)
    # Pages that one and the same person labelled otherwise than another are one line.
    yield from dict.fromkeys(
        ChangedApart(record, what, last.reviewer, other.reviewer)
        for (record, what, *_), (*before, last) in found.items()
        if (other := apart.last(before, last, differs=_unlike(last)))
        and all(may_see(journal, one.hash) for one in (last, other))
    )


def _values(act: acts.Act | acts.Unread) -> Iterator[tuple[tuple[str, ...], object]]:
    """What an act sets, each with its record, what it is in words, and what else tells it apart."""
    match act:
        case acts.Edit():
            for name, value in act.fields.given().items():
                yield (act.record, named(name)), value
        case acts.SourceType():
            yield (act.record, "source type"), act.source_type
        case acts.SetFacet():
            of = "" if act.target == act.record else " of a coding"
            yield (act.record, f"facet {act.facet}{of}", act.target), sorted(act.values)
        case acts.Label():
            for page in range(act.page, act.through + 1):
                label = act.labels[page - act.page] if act.labels else None
                yield (act.record, "page numbering", act.file_sha256, str(page)), label


def related_apart(journal: Journal) -> Iterator[RelatedApart]:
    """The pairs of records that one says are distinct or related, and another, apart, merged or related otherwise."""
    related: dict[frozenset[str], list[_Change]] = {}
    for change in _read(journal, _RELATIONS):
        if isinstance(change.act, acts.Relate):
            pair = frozenset((change.act.record, change.act.other))
            related.setdefault(pair, []).append(change._replace(value=RELATIONS.get(change.act.relation)))
    apart = MadeApart(journal)
    for pair, changes in related.items():
        one, other = sorted(pair)
        said = [*changes, *_merges(journal, one, other)]
        *before, last = sorted(said, key=lambda change: change.clock)
        if differing := apart.last(before, last, differs=_unlike(last)):
            yield RelatedApart(
                one, other, str(last.value), last.reviewer, str(differing.value), differing.reviewer
            )


def sampled_apart(journal: Journal) -> Iterator[SampledApart]:
    """The samples and pilots that one closed and another, apart, made larger; until one of both is done again."""
    found: dict[tuple[str, str], list[_Change]] = {}
    for change in _read(journal, _SAMPLES):
        match act := change.act:
            case acts.CloseSample():
                key, value = (act.stage, "pilot" if act.pilot else "sample"), "closed"
            case acts.GrowSample():
                key, value = (act.stage, "sample"), "made larger"
            case acts.DrawPilot():
                key, value = (act.stage, "pilot"), "drawn"
            case _:
                continue
        found.setdefault(key, []).append(change._replace(value=value))
    apart = MadeApart(journal)
    for (stage, what), (*before, last) in found.items():
        if other := apart.last(before, last, differs=_unlike(last)):
            yield SampledApart(stage, what, str(last.value), last.reviewer, str(other.value), other.reviewer)


def _merges(journal: Journal, one: str, other: str) -> list[_Change]:
    """The merges that made two records one, if they are."""
    if references.resolved(journal, one) != references.resolved(journal, other):
        return []
    return [change._replace(value=SAME_WORK) for change in _read(journal, _MERGES, (one, other))]


def _read(journal: Journal, sql: str, parameters: tuple[str, ...] = ()) -> Iterable[_Change]:
    for event, replica, clock, reviewer, stored in journal.rows(sql, parameters):
        yield _Change(event, replica, clock, reviewer, acts.read(stored))


def _unlike(last: _Change) -> Callable[[_Change], bool]:
    return lambda one: one.value != last.value
