"""The flow of records from the searches to what is included: how many are in each box, and whether the boxes add up.

Boxes are counted from three things, which need not agree: what the searches report, what came into the review, and what was
decided. Nothing is calculated backward: a box is not made from the others, and a rule that fails says by how much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from review.domain import Outcome
from review.domain.searches.against_earlier import AgainstEarlier, against_earlier
from review.domain.searches.flow import TIED, Box, BoxCount, DecidedUnseen, Flow, FlowCheck, Stated
from review.domain.searches.search import Search, SearchProblem
from review.synthesis.identified import IDENTIFIED, Arrival, box_of, counted_by, identified, total_of
from review.synthesis.places import Candidate, Place, place_of

NO_BOX = (Place.WAITING, Place.LEFT_AT_SCREENING, Place.PENDING, Place.UNDECIDED)
"""Where records are that have left one box and are in no other yet."""
TIED_WAITING = f"{Place.WAITING} (tied to a search)"
"""What is subtracted of those that wait where others came with no search, and so were not counted as identified."""
SOUGHT = (Place.PENDING, Place.EXCLUDED, Place.PARKED, Place.UNDECIDED, Place.INCLUDED)
"""Where records are whose documents are sought, and not reported as not retrieved."""
NO_CRITERION = "no criterion"
"""The part of an exclusion that named no criterion."""


class FlowMaterial(Struct, frozen=True):
    """What a flow is counted from.

    `stages` are in their order; `candidates` the listed records of evidence by id; `included` is N. `problems` are by search.
    `siblings` are pairs of records that report the same study.
    """

    stages: Sequence[str]
    arrivals: Sequence[Arrival]
    candidates: Mapping[str, Candidate]
    included: int
    searches: Sequence[Search] = ()
    problems: Mapping[str, Sequence[SearchProblem]] = {}
    siblings: Collection[tuple[str, str]] = ()
    stated: Mapping[Box, Stated] = {}


def flow(material: FlowMaterial) -> Flow:
    """The boxes, the rules between them, and the number of studies.

    A box has what was stated, else what a search states as its total, else the sum of what is reported; it is not known if a
    part is not reported.
    """
    counted = _Counted(material)
    boxes = {box: _said(counted.boxes[box], material.stated.get(box)) for box in Box}
    included = counted.at(Place.INCLUDED)
    return Flow(
        boxes,
        tuple(_checks(material, counted, boxes)),
        _studies(included, material.siblings),
        len(included),
        {place: many for place in NO_BOX if (many := len(counted.at(place)))},
        counted.unseen,
        len(counted.at(Place.WAITING)) - counted.waiting,
        counted.differing,
        counted.against_earlier,
        counted.without_file,
    )


def _said(count: BoxCount, stated: Stated | None) -> BoxCount:
    """A box with what was stated about it."""
    if stated is None:
        return count
    apart = tuple(one.in_words for one in stated.others)
    return BoxCount(stated.n, count.computed, stated.n, stated.because, count.by, stated.n is None, apart)


class _Counted:
    """What the program counts, before anything is stated.

    If searches are logged, what no search brought is in no box of what was identified, so that only what they brought counts
    among duplicates and among what waits.
    """

    def __init__(self, material: FlowMaterial) -> None:
        self.material = material
        known = {search.id for search in material.searches}
        self.arrivals = [one for one in material.arrivals if not known or one.search in known]
        self.distinct = {one.record for one in self.arrivals} - {""}
        self.places = {
            record: place_of(candidate, material.stages) for record, candidate in material.candidates.items()
        }
        self.boxes = identified(material.searches, self.arrivals) | self._decided()

    def at(self, *places: Place) -> list[str]:
        """The records in one of these places."""
        return [record for record, (place, _) in self.places.items() if place in places]

    @property
    def others(self) -> int:
        """How many of the records that are counted as identified are not evidence."""
        return len(self.distinct - self.material.candidates.keys())

    @property
    def waiting(self) -> int:
        """How many of the records that are counted as identified wait for the first decision."""
        return len(self.distinct.intersection(self.at(Place.WAITING)))

    @property
    def unseen(self) -> tuple[DecidedUnseen, ...]:
        """The records that were excluded or parked, and count as not retrieved."""
        found = []
        for record in self.at(Place.NOT_RETRIEVED):
            stage = self.places[record][1]
            outcome = self.material.candidates[record].outcomes[stage]
            if outcome in (Outcome.EXCLUDE, Outcome.PARK):
                found.append(DecidedUnseen(record, stage, outcome))
        return tuple(found)

    @property
    def differing(self) -> tuple[str, ...]:
        """The records that are counted as excluded, by criteria on which reviewers differ."""
        excluded = self.at(Place.EXCLUDED_AT_SCREENING, Place.EXCLUDED)
        return tuple(
            one for one in excluded if self.places[one][1] in self.material.candidates[one].differing
        )

    @property
    def against_earlier(self) -> tuple[AgainstEarlier, ...]:
        """The records that a later stage decided on though an earlier one had not let them through."""
        stages, candidates = self.material.stages, self.material.candidates
        later = (record for record, (_, stage) in self.places.items() if stage in stages[1:])
        found = (against_earlier(record, candidates[record].outcomes, stages) for record in later)
        return tuple(one for one in found if one)

    @property
    def without_file(self) -> tuple[str, ...]:
        """The records whose documents are sought, not reported as not retrieved, and not in the review."""
        return tuple(one for one in self.at(*SOUGHT) if not self.material.candidates[one].has_file)

    def _decided(self) -> dict[Box, BoxCount]:
        number = {place: len(self.at(place)) for place in Place}
        screened = len(self.places) - number[Place.WAITING]
        potential = screened - number[Place.EXCLUDED_AT_SCREENING] - number[Place.LEFT_AT_SCREENING]
        duplicates = len(self.arrivals) - len(self.distinct)
        assessed = potential - number[Place.NOT_RETRIEVED] - number[Place.PENDING]
        plain = {
            Box.DUPLICATES: duplicates,
            Box.SCREENED: screened,
            Box.POTENTIAL: potential,
            Box.NOT_RETRIEVED: number[Place.NOT_RETRIEVED],
            Box.ASSESSED: assessed,
            Box.PARKED: number[Place.PARKED],
            Box.INCLUDED: number[Place.INCLUDED],
        }
        return {box: BoxCount(n, n) for box, n in plain.items()} | {
            Box.EXCLUDED_SCREENING: self._excluded(Place.EXCLUDED_AT_SCREENING),
            Box.EXCLUDED_ASSESSMENT: self._excluded(Place.EXCLUDED),
        }

    def _excluded(self, place: Place) -> BoxCount:
        """Those excluded there, by the criterion that decided."""
        return counted_by(
            self.material.candidates[record].criteria.get(self.places[record][1]) or NO_CRITERION
            for record in self.at(place)
        )


def _checks(material: FlowMaterial, counted: _Counted, boxes: Mapping[Box, BoxCount]) -> Iterator[FlowCheck]:
    """The rules between the boxes, then what is stated against what is counted, then what the searches contradict."""
    number = {place: len(counted.at(place)) for place in Place}
    waiting = Place.WAITING if counted.waiting == number[Place.WAITING] else TIED_WAITING
    left = {"background and theory sources": counted.others, waiting: counted.waiting}
    yield _rule(boxes, IDENTIFIED, [Box.DUPLICATES], left, Box.SCREENED)
    left = {Place.LEFT_AT_SCREENING: number[Place.LEFT_AT_SCREENING]}
    yield _rule(boxes, [Box.SCREENED], [Box.EXCLUDED_SCREENING], left, Box.POTENTIAL)
    left = {Place.PENDING: number[Place.PENDING]}
    yield _rule(boxes, [Box.POTENTIAL], [Box.NOT_RETRIEVED], left, Box.ASSESSED)
    left = {Place.UNDECIDED: number[Place.UNDECIDED]}
    yield _rule(boxes, [Box.ASSESSED], [Box.EXCLUDED_ASSESSMENT, Box.PARKED], left, Box.INCLUDED)
    yield _check("included = N", boxes[Box.INCLUDED].n, material.included)
    if len(material.stages) > 1:
        yield _check("records assessed = those of them that passed screening", *_assessed(material))
    if material.searches:
        tied = len(counted.distinct & material.candidates.keys())
        yield _check(TIED, tied, len(material.candidates))
    yield from _statements(boxes)
    yield from _problems(material, boxes)


def _assessed(material: FlowMaterial) -> tuple[int, int]:
    """How many records have an outcome after the first stage, and how many of these were not excluded, parked or missed there."""
    first, *later = material.stages
    found = [
        one.outcomes.get(first, Outcome.NONE)
        for one in material.candidates.values()
        if any(one.outcomes.get(stage, Outcome.NONE) is not Outcome.NONE for stage in later)
    ]
    return len(found), sum(outcome in (Outcome.INCLUDE, Outcome.MAYBE) for outcome in found)


def _rule(
    boxes: Mapping[Box, BoxCount],
    whole: Sequence[Box],
    less: Sequence[Box],
    left_over: Mapping[str, int],
    result: Box,
) -> FlowCheck:
    """That boxes without others, and without what is in no box, are the next one.

    The rule names what is in no box if there is any.
    """
    beside = {name: n for name, n in left_over.items() if n}
    name = "identified" if whole is IDENTIFIED else str(whole[0])
    rule = " - ".join([name, *less, *beside])
    taken = total_of(boxes[box].n for box in less)
    total = total_of(boxes[box].n for box in whole)
    if taken is None:
        return replace(_check(f"{rule} = {result}", None, boxes[result].n), beside=beside)
    taken += sum(beside.values())
    least = sum(_least(boxes[box]) for box in whole) - taken if total is None else None
    check = _check(f"{rule} = {result}", None if total is None else total - taken, boxes[result].n, least)
    return replace(check, beside=beside)


def _statements(boxes: Mapping[Box, BoxCount]) -> Iterator[FlowCheck]:
    """What is stated of a box against what is counted, if all of it is reported."""
    for box, count in boxes.items():
        if count.stated is not None:
            complete = _complete(count)
            least = count.computed if complete is None else None
            check = _check(f"{box}: stated = computed", count.stated, complete, least)
            yield replace(check, is_outside=complete == 0 and bool(count.stated) and not count.apart)


def _problems(material: FlowMaterial, boxes: Mapping[Box, BoxCount]) -> Iterator[FlowCheck]:
    """What searches contradict within themselves, but for a total that its box, of this search alone, shows already."""
    in_box = Counter(map(box_of, material.searches))
    for search in material.searches:
        count = boxes[box_of(search)]
        shown = {count.stated, _complete(count)} if in_box[box_of(search)] == 1 else set()
        for one in material.problems.get(search.id, ()):
            if one.line or {one.left, one.right} != shown:
                left, right = (side if isinstance(side, int) else None for side in (one.left, one.right))
                where = f"{search.id}, line {one.line}" if one.line else search.id
                yield FlowCheck(f"{where}: {one.rule}", left, right, ok=False)


def _complete(count: BoxCount) -> int | None:
    """What was counted for a box, None if a part of it is not reported."""
    return None if None in count.by.values() else count.computed


def _least(count: BoxCount) -> int:
    """How many are in a box at the least: what is reported of it; nothing if it was stated that it is not."""
    known = count.computed if count.n is None and not count.is_not_reported else count.n
    return known or 0


def _check(rule: str, left: int | None, right: int | None, least: int | None = None) -> FlowCheck:
    ok = None if left is None or right is None else left == right
    return FlowCheck(rule, left, right, ok, least)


def _studies(included: Sequence[str], siblings: Collection[tuple[str, str]]) -> int:
    """How many studies the included records report: reports of the same study are one.

    They may be so by way of a report that is not included.
    """
    of: dict[str, str] = {}

    def study(record: str) -> str:
        while (other := of.get(record, record)) != record:
            record = other
        return record

    for one, other in siblings:
        of[study(one)] = study(other)
    return len({study(record) for record in included})
