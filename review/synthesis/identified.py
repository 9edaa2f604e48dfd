"""What was identified, by searches or by what came into the review, in the boxes of the flow."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from review.domain.searches.flow import Box, BoxCount
from review.domain.searches.search import Search, SearchKind, SearchLine

FILES_READ = "files read"
"""What records came from that were read from a file and not imported."""

IDENTIFIED = (
    Box.IDENTIFIED_DATABASES,
    Box.IDENTIFIED_REGISTERS,
    Box.IDENTIFIED_ORGANISATIONS,
    Box.IDENTIFIED_CITATIONS,
    Box.IDENTIFIED_OTHER,
)
_BOX_OF = {
    SearchKind.DATABASE: Box.IDENTIFIED_DATABASES,
    SearchKind.ORGANISATION: Box.IDENTIFIED_ORGANISATIONS,
    SearchKind.CITATION_BACKWARD: Box.IDENTIFIED_CITATIONS,
    SearchKind.CITATION_FORWARD: Box.IDENTIFIED_CITATIONS,
}


class Arrival(Struct, frozen=True):
    """A reference that was imported, or a file that was read and belongs to no reference (`source` is `FILES_READ` then).

    `record` is the listed record that it is now, ``""`` if it is in no list. `search` is the search that its import named.
    """

    record: str
    source: str
    search: str = ""


def identified(searches: Sequence[Search], arrivals: Sequence[Arrival]) -> dict[Box, BoxCount]:
    """How many are in the boxes of what was identified.

    A search counts its stated total, else the sum of its results, else, if it has no lines, the arrivals that name it. If no search is
    logged, all arrivals are identified by other methods.
    """
    if not searches:
        other = counted_by(one.source for one in arrivals)
        return {box: BoxCount(0, 0) for box in IDENTIFIED} | {Box.IDENTIFIED_OTHER: other}
    imported = Counter(one.search for one in arrivals)
    found: dict[Box, list[_Found]] = {box: [] for box in IDENTIFIED}
    for search in searches:
        for box, one in _found(search, imported[search.id]):
            found[box].append(one)
    return {box: _together(those) for box, those in found.items()}


def counted_by(names: Iterable[str]) -> BoxCount:
    """A box of which every part is counted, the largest part first."""
    by = Counter(names)
    ordered = dict(sorted(by.items(), key=lambda part: (-part[1], part[0])))
    return BoxCount(by.total(), by.total(), by=ordered)


def box_of(search: Search) -> Box:
    """The box of what a search found; some of what it found in registers among other databases may be in another."""
    box = _BOX_OF.get(search.kind, Box.IDENTIFIED_OTHER)
    only_registers = bool(search.sources) and all(source.is_register for source in search.sources)
    return Box.IDENTIFIED_REGISTERS if box is Box.IDENTIFIED_DATABASES and only_registers else box


class _Found(Struct, frozen=True):
    """What one search found for one box: its parts by name (None: not reported), and the total that it states."""

    search: str
    parts: Sequence[tuple[str, int | None]]
    stated: int | None = None

    @property
    def total(self) -> int | None:
        """What it states, else the sum of its parts; None if one is not reported."""
        return self.stated if self.stated is not None else total_of(n for _, n in self.parts)


def _found(search: Search, imported: int) -> Iterator[tuple[Box, _Found]]:
    """What a search found, by box: only one that searched registers among other databases has two.

    A search without lines found what was imported with it, or what it states.
    """
    registers = {source.name for source in search.sources if source.is_register}
    box = box_of(search)
    alone = search.sources[0].name if len(search.sources) == 1 else search.id
    # A stated total is of the whole search, which then stays in one box.
    is_split = box is Box.IDENTIFIED_DATABASES and search.total_stated is None
    found: defaultdict[Box, list[tuple[str, int | None]]] = defaultdict(list)
    for line in search.lines:
        for source, n in _parts(line):
            to = Box.IDENTIFIED_REGISTERS if is_split and source in registers else box
            found[to].append((source or alone, n))
    if not search.lines:
        found[box].append((alone, (imported or None) if search.total_stated is None else search.total_stated))
    for to, parts in found.items():
        yield to, _Found(search.id, parts, search.total_stated)


def _parts(line: SearchLine) -> list[tuple[str, int | None]]:
    """The numbers of a line by source; its stated total alone where a number is missing."""
    if not line.is_reported and line.total_stated is not None:
        return [("", line.total_stated)]
    if line.results is None:
        return [("", None)]
    return [(result.source, result.n) for result in line.results] or [("", 0)]


def _together(found: Sequence[_Found]) -> BoxCount:
    """What several searches found for one box, each with the total that it states, else the sum of its parts."""
    by: dict[str, int | None] = {}
    for name, n in (part for one in found for part in one.parts):
        before = by.get(name, 0)
        by[name] = None if n is None or before is None else before + n
    known = [n for one in found for _, n in one.parts if n is not None]
    computed = sum(known) if known or not found else None
    stating = [one.search for one in found if one.stated is not None]
    n = total_of(one.total for one in found)
    if n is None or not stating:
        return BoxCount(n, computed, by=by)
    return BoxCount(n, computed, n, f"stated as the total of {', '.join(stating)}", by)


def total_of(numbers: Iterable[int | None]) -> int | None:
    """The sum, None if one of the numbers is not known."""
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total
