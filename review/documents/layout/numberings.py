"""Runs of page numbers: numbers at one place of the pages that count with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import pairwise

from review.documents.layout.number_forms import Standing
from review.documents.layout.page_numbers import Shown

Rule = tuple[str, int, int]
"""What the pages of a run have in common: style, step and offset.

A page of the PDF shows the number ``step * page + offset``; where `step` is 2 it shows the next number as well.
"""

_WIDEST_GAP = 12
"""The most pages between two of a run that show their numbers."""

_ENOUGH = 3.5
_PER_PAGE = 0.02
"""By how much the evidence for a run has to grow with each page of the document: long ones have more accidents."""
_NEAREST = 6
_MOST_PLACES = 20
_DENSE = 0.25
_SAME_DEPTH = 0.012
_SAME_SIDE = 12.0
_SAME_SIZE = 1.5
_LARGE = 1.6
_HEADING = 1.05
_LEAST_BESIDE = 4
_YEARS = range(1900, 2101)
_WEIGHTS = {
    Standing.OF_TOTAL: 4.0,
    Standing.MARKED: 3.0,
    Standing.BARRED: 3.0,
    Standing.ALONE: 2.0,
    Standing.IN_ROW: 1.5,
    Standing.BESIDE_TEXT: 1.5,
    Standing.WITHIN_TEXT: 1.0,
}
"""The evidence of a number for a page number. Two numbers alone at one place that count with their pages are enough."""
_AT_END_OF_ROW = (Standing.BESIDE_TEXT, Standing.IN_ROW)
_SHEETS, _ONE_HALF = 4, 0.7
"""How many pages with two printed ones each are evidence by one of their numbers, and how much of it."""
_COMPOUND = 1.5
"""The evidence of a number such as A-1 within a text that other pages repeat."""
_MIRRORED = 2.0
"""The evidence of a number at the outer side of left and right pages, which no footnote and no heading has."""
_BESIDE_IN_HEADING = 0.7
_BESIDE_OTHER_TEXT = {1: 1.0, -1: 0.6}


@dataclass(slots=True)
class Run:
    """Pages that show numbers of one rule at one place, and how much evidence that is."""

    rule: Rule
    shown: dict[int, list[Shown]] = field(default_factory=dict)
    weight: float = 0.0

    @property
    def first(self) -> int:
        """The first page that shows a number."""
        return min(self.shown)

    @property
    def last(self) -> int:
        """The last page that shows a number."""
        return max(self.shown)

    @property
    def has_total(self) -> bool:
        """Whether a page shows how many pages there are, as in ``Page 3 of 12``."""
        return any(one.standing is Standing.OF_TOTAL for numbers in self.shown.values() for one in numbers)

    def number(self, page: int) -> int:
        """The number of a page by the rule of the run."""
        return self.rule[1] * page + self.rule[2]


class Numberings:
    """The runs in what the pages of a document show at their edges. `body` is the document's usual type size."""

    def __init__(self, shown: Sequence[Sequence[Shown]], body: float) -> None:
        self._body = body
        self._enough = _ENOUGH + _PER_PAGE * len(shown)
        self._by_rule: defaultdict[Rule, list[Shown]] = defaultdict(list)
        pages_of: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
        sides_of: defaultdict[tuple[int, str], set[bool]] = defaultdict(set)
        for page in shown:
            for one in page:
                self._by_rule[rule_of(one)].append(one)
                if len(one.beside) >= _LEAST_BESIDE:
                    pages_of[one.edge, one.beside].add(one.page)
                    if one.standing in _AT_END_OF_ROW:
                        sides_of[one.edge, one.beside].add(one.left is None)
        self._repeated = {words for words, pages in pages_of.items() if len(pages) > 1}
        self._mirrored = {words for words, sides in sides_of.items() if len(sides) > 1}

    def is_repeated(self, one: Shown) -> bool:
        """Whether the text beside a number is at the same edge of another page, too."""
        return (one.edge, one.beside) in self._repeated

    def believed(self) -> list[Run]:
        """The runs with enough evidence, the best supported first; a page is in one run only."""
        found: list[Run] = []
        taken: set[int] = set()
        waiting = [
            (-run.weight, run.first, number, run)
            for number, run in enumerate(run for rule in self._by_rule for run in self._runs(rule, taken))
        ]
        heapify(waiting)
        count = len(waiting)
        while waiting:
            *_, run = heappop(waiting)
            if taken.isdisjoint(run.shown):
                if run.weight >= self._enough or run.has_total or _at_place_of(run, found):
                    found.append(run)
                    taken |= run.shown.keys()
                continue
            rest = [one for page, numbers in run.shown.items() if page not in taken for one in numbers]
            for part in self._runs_in(run.rule, rest):
                count += 1
                heappush(waiting, (-part.weight, part.first, count, part))
        return found

    def _runs(self, rule: Rule, taken: set[int]) -> Iterator[Run]:
        yield from self._runs_in(rule, [one for one in self._by_rule[rule] if one.page not in taken])

    def _runs_in(self, rule: Rule, shown: Sequence[Shown]) -> Iterator[Run]:
        """The runs of a rule in these numbers, each at one place and with evidence that may be enough."""
        for group in _at_one_place(shown):
            run = Run(rule)
            for one in group:
                run.shown.setdefault(one.page, []).append(one)
            for part in _dense_parts(run):
                alternates = _alternates(part)
                part.weight = sum(self._weight(part, numbers, alternates) for numbers in part.shown.values())
                if part.weight >= _ENOUGH:
                    yield part

    def _weight(self, run: Run, numbers: Sequence[Shown], alternates: bool) -> float:
        """The evidence of one page: the clearest of its numbers; of both halves where two printed pages are on one."""
        halves: defaultdict[int, float] = defaultdict(float)
        for one in numbers:
            halves[one.half] = max(halves[one.half], self._weight_of(one, alternates))
        if len(halves) == run.rule[1]:
            return sum(halves.values())
        return sum(halves.values()) * (_ONE_HALF if len(run.shown) >= _SHEETS else 0.0)

    def _weight_of(self, one: Shown, alternates: bool) -> float:
        weight = _WEIGHTS[one.standing]
        is_mirrored = alternates or (one.edge, one.beside) in self._mirrored
        if is_mirrored and one.standing in _AT_END_OF_ROW:
            weight = _MIRRORED
        elif one.standing is Standing.BESIDE_TEXT:
            weight = self._weight_beside_text(one)
        elif one.standing is Standing.WITHIN_TEXT:
            weight = (_COMPOUND if one.style else weight) if self.is_repeated(one) else 0.0
        if one.size > _LARGE * self._body:
            weight *= 0.5
        if one.standing <= Standing.ALONE and not one.style and one.value in _YEARS:
            weight *= 0.5
        return weight

    def _weight_beside_text(self, one: Shown) -> float:
        """The evidence of a number at the end of a row: much if it is a running head, none if it may be a footnote's."""
        may_be_footnote = one.edge < 0 and one.left is not None
        may_be_heading = one.edge > 0 and (one.size > _HEADING * self._body or one.bold)
        if self.is_repeated(one):
            if may_be_footnote and one.sentence:
                return 0.0
            return _BESIDE_IN_HEADING if may_be_heading else _WEIGHTS[one.standing]
        return 0.0 if may_be_footnote or may_be_heading else _BESIDE_OTHER_TEXT[one.edge]


def rule_of(one: Shown) -> Rule:
    """The rule that a number follows if the pages before and after it count with it."""
    if one.half:
        first = one.value - (1 if one.half > 0 else 0)
        return one.style, 2, first - 2 * one.page
    return one.style, 1, one.value - one.page


def same_place(one: Shown, other: Shown) -> bool:
    """Whether two numbers are at one place of their pages, or at mirrored ones; numbers alone are given more room."""
    if one.edge != other.edge or one.half != other.half:
        return False
    room = 2 if one.standing >= Standing.ALONE and other.standing >= Standing.ALONE else 1
    if abs(one.depth - other.depth) > room * _SAME_DEPTH * max(one.height, other.height):
        return False
    if max(one.size, other.size) > _SAME_SIZE * min(one.size, other.size):
        return False
    return any(
        a is not None and b is not None and abs(a - b) <= room * _SAME_SIDE
        for a, b, room in (
            (one.left, other.left, room),
            (one.right, other.right, room),
            (one.middle, other.middle, room),
            (one.left, other.right, 2),
            (one.right, other.left, 2),
        )
    )


def _alternates(run: Run) -> bool:
    """Whether the numbers of left and right pages are at opposite ends of their rows."""
    sides: dict[int, set[bool]] = {0: set(), 1: set()}
    for page, numbers in run.shown.items():
        sides[page % 2] |= {one.left is None for one in numbers if one.standing in _AT_END_OF_ROW}
    return {len(ends) for ends in sides.values()} == {1} and sides[0] != sides[1]


def _at_place_of(run: Run, others: Sequence[Run]) -> bool:
    """Whether a run stands where one of the best supported others does."""
    one = run.shown[run.first][0]
    return any(
        same_place(one, other)
        for believed in others[:_MOST_PLACES]
        for page in (believed.first, believed.last)
        for other in believed.shown[page]
    )


def _at_one_place(shown: Sequence[Shown]) -> Iterable[list[Shown]]:
    """The numbers in groups: each stands where another one of a page nearby does."""
    done: list[list[Shown]] = []
    groups: list[list[Shown]] = []
    for one in shown:
        done += [group for group in groups if one.page - group[-1].page > _WIDEST_GAP]
        groups = [group for group in groups if one.page - group[-1].page <= _WIDEST_GAP]
        fitting = [group for group in groups if _joins(group, one)]
        if len(fitting) == 1:
            fitting[0].append(one)
            continue
        groups = [group for group in groups if not any(group is other for other in fitting)]
        merged = sorted((number for group in fitting for number in group), key=lambda number: number.page)
        groups.append([*merged, one])
    return [*done, *groups]


def _joins(group: Sequence[Shown], one: Shown) -> bool:
    return any(
        same_place(one, other)
        if other.page != one.page
        else other.half != one.half and other.edge == one.edge
        for other in group[-_NEAREST:]
    )


def _dense_parts(run: Run) -> Iterator[Run]:
    """The run, cut at gaps if few of its pages show a number."""
    pages = sorted(run.shown)
    if len(pages) >= _DENSE * (pages[-1] - pages[0] + 1):
        yield run
        return
    part: list[int] = []
    for page, following in pairwise([*pages, pages[-1] + _WIDEST_GAP]):
        part.append(page)
        if following - page > 2:
            yield Run(run.rule, {number: run.shown[number] for number in part})
            part = []
