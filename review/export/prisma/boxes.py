"""The numbers of the table, from the boxes of the flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from review.domain.searches.flow import Box, BoxCount, Flow, Streams
from review.domain.searches.search import Search
from review.domain.wording.named import capitalised
from review.export.material import ExportMaterial
from review.export.prisma.reasons import NO_REASON, NONE, Parts, listed

IDENTIFIED: Mapping[Box, str] = {
    Box.IDENTIFIED_DATABASES: "database_results",
    Box.IDENTIFIED_REGISTERS: "register_results",
    Box.IDENTIFIED_ORGANISATIONS: "organisation_results",
    Box.IDENTIFIED_CITATIONS: "citations_results",
}
"""The rows of what was identified."""
SPECIFIC: Mapping[Box, str] = {
    Box.IDENTIFIED_DATABASES: "database_specific_results",
    Box.IDENTIFIED_REGISTERS: "register_specific_results",
}
"""The rows with each database and register."""
BY_OTHERS = (Box.IDENTIFIED_ORGANISATIONS, Box.IDENTIFIED_CITATIONS, Box.IDENTIFIED_OTHER)
"""What other methods identified."""
LEFT: Mapping[Box, str] = {
    Box.DUPLICATES: "duplicates",
    Box.SCREENED: "records_screened",
    Box.EXCLUDED_SCREENING: "records_excluded",
    Box.POTENTIAL: "dbr_sought_reports",
    Box.NOT_RETRIEVED: "dbr_notretrieved_reports",
    Box.ASSESSED: "dbr_assessed",
}
"""The rows of the column of databases and registers, but for those excluded with reasons."""
RIGHT: Mapping[Box, str] = {
    Box.POTENTIAL: "other_sought_reports",
    Box.NOT_RETRIEVED: "other_notretrieved_reports",
    Box.ASSESSED: "other_assessed",
}
"""Those of the column of other methods, which screens nothing."""
LEFT_EXCLUDED, RIGHT_EXCLUDED = "dbr_excluded", "other_excluded"
STUDIES, REPORTS = "new_studies", "new_reports"
AT_THE_SIDE = {"identification": "0", "screening": "0", "included": "0"}
"""Rows whose number nothing reads, as they are in the template."""

PARKED = "Parked until a theory changes"
"""The reason of what is parked, for which PRISMA has no box."""
ELSEWHERE = "Not reported by source"
"""What was found where the log names only the search."""

_UNKNOWN = BoxCount(None, None)


@dataclass(frozen=True)
class PrismaFlow:
    """The flow in the boxes of PRISMA 2020; `criteria` has the texts of criteria by id."""

    flow: Flow
    streams: Streams
    searches: Sequence[Search]
    criteria: Mapping[str, str]

    def whole(self, box: Box) -> BoxCount:
        """A box of the flow; nothing known of what was identified where no search is logged and nothing is stated."""
        count = self.flow.boxes.get(box, _UNKNOWN)
        is_guess = box in (*IDENTIFIED, *BY_OTHERS) and not self.searches and count.stated is None
        return BoxCount(None, count.computed, by=count.by) if is_guess else count

    @cached_property
    def has_others(self) -> bool:
        """Whether anything was searched by other methods, or is stated of them: else their column is left out."""
        boxes = [self.whole(box) for box in BY_OTHERS]
        if not self.searches:
            return any(of.stated is not None for of in boxes)
        return any(of.n != 0 or of.by or of.stated is not None for of in boxes)

    @property
    def is_apart(self) -> bool:
        """Whether each column has what its own stream came to; else all is in the left one from the duplicates on."""
        return self.has_others and self.streams.others is not None

    def right(self, box: Box) -> BoxCount:
        """A box of the column of other methods."""
        return (self.streams.others or {}).get(box, _UNKNOWN) if self.is_apart else _UNKNOWN

    def left(self, box: Box) -> BoxCount:
        """A box of the column of databases and registers: what is not in the other one; what is stated of duplicates is all here."""
        whole, right = self.whole(box), self.right(box)
        if not self.is_apart or whole.stated is not None or whole.n is None or right.n is None:
            return whole
        by = {name: (n or 0) - (right.by.get(name) or 0) for name, n in whole.by.items()}
        n = whole.n - right.n
        return BoxCount(n, n, by={name: n for name, n in by.items() if n})

    @cached_property
    def lists(self) -> Mapping[str, Parts]:
        """The rows that hold lists."""
        found = {row: listed(self._sources(box), fills=False) for box, row in SPECIFIC.items()}
        for row, side in ((LEFT_EXCLUDED, self.left), (RIGHT_EXCLUDED, self.right)):
            reasons = self._reasons(side(Box.EXCLUDED_ASSESSMENT), side(Box.PARKED))
            found[row] = listed(reasons, fills=True)
        return found

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """What each row has; those of what is not reported are blank."""
        identified = {row: _number(self.whole(box)) for box, row in IDENTIFIED.items()}
        if not self.has_others:
            identified |= {IDENTIFIED[box]: "" for box in BY_OTHERS if box in IDENTIFIED}
        included = self.whole(Box.INCLUDED)
        return {
            **identified,
            **{row: parts.cell for row, parts in self.lists.items()},
            **{row: _number(self.left(box)) for box, row in LEFT.items()},
            **{row: _number(self.right(box)) for box, row in RIGHT.items()},
            STUDIES: str(self.flow.studies) if self.knows_studies else "",
            REPORTS: _number(included),
            **AT_THE_SIDE,
        }

    @property
    def knows_studies(self) -> bool:
        """Whether the studies are those of the reports that are included: not if other reports are stated."""
        included = self.whole(Box.INCLUDED)
        return included.n is not None and included.n == self.flow.reports

    def _sources(self, box: Box) -> Iterator[tuple[str, int]]:
        """Each source of a box that has a number, and, if all have one, what is known of a search as a whole only."""
        count = self.whole(box)
        names = {source.name for search in self.searches for source in search.sources}
        parts = {name: n for name, n in count.by.items() if name in names and n is not None}
        yield from parts.items()
        if parts and count.n is not None and (rest := count.n - sum(parts.values())) > 0:
            yield ELSEWHERE, rest

    def _reasons(self, excluded: BoxCount, parked: BoxCount) -> Iterator[tuple[str, int]]:
        """Why reports were excluded; without their number nothing is listed."""
        if excluded.n is None:
            return
        by = {name: n for name, n in excluded.by.items() if n}
        if excluded.n == sum(by.values()):
            yield from ((self._reason(name), n) for name, n in by.items())
        else:
            yield NO_REASON, excluded.n
        if parked.n:
            yield PARKED, parked.n
        if not excluded.n and not parked.n:
            yield NONE, 0

    def _reason(self, criterion: str) -> str:
        return capitalised(self.criteria.get(criterion, criterion))


def _number(count: BoxCount) -> str:
    return "" if count.n is None else str(count.n)


def prisma_flow(material: ExportMaterial) -> PrismaFlow:
    """The review's flow in the boxes of PRISMA 2020."""
    criteria = {one.id: one.text for one in material.theory_map.criteria}
    return PrismaFlow(material.flow(), material.streams(), material.searches(), criteria)
