"""The grid of appraisals without a screen: records and theories, what is coded where, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from review.domain.listing import Selection
from review.domain.theories.appraisal import Appraisal
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.project import Project

REVIEW = ""
"""The column of appraisals for the whole review."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record of the grid."""

    record: str
    citation: str


@dataclass(frozen=True, slots=True)
class Column:
    """A theory or rival framing, or the whole review."""

    code: str
    name: str

    @property
    def label(self) -> str:
        """Its heading."""
        return self.code or "review"


class Place(NamedTuple):
    """A cell's row and column, from 0."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many passages of a record are coded to a theory, and the appraisals of the record for it or one of its sub-themes.

    `of_passages` counts appraisals of single passages, which do not appraise the record.
    """

    codings: int = 0
    appraisals: tuple[Appraisal, ...] = ()
    of_passages: int = 0

    @property
    def is_missing(self) -> bool:
        """Whether the record is coded to the theory but not appraised for it."""
        return self.codings > 0 and not self.appraisals


EMPTY = Cell()


class AppraisalDesk:
    """The included records, the map's theories, and the cells in which there is something.

    `missing` has the places of what is missing, row by row.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.rows: Sequence[Row] = ()
        self.columns: Sequence[Column] = ()
        self.missing: Sequence[Place] = ()
        self._cells: Mapping[tuple[str, str], Cell] = {}
        self.reload()

    def reload(self) -> None:
        """Read records, codings and appraisals again."""
        theory_map = self._project.theory.map
        included = Selection(where=((theory_map.last_stage, "include"),), sort="author_year")
        records = self._project.records
        self.rows = [Row(row.record, row.author_year) for row in records.rows(records.listing(included))]
        self.columns = [
            *(Column(code.id, code.name) for code in theory_map.codes if not code.rejected),
            Column(REVIEW, "the whole review"),
        ]
        self._cells = self._read(theory_map)
        self.missing = [place for place in self._places() if self.cell(place).is_missing]

    def _read(self, theory_map: TheoryMap) -> Mapping[tuple[str, str], Cell]:
        codings: defaultdict[tuple[str, str], int] = defaultdict(int)
        for coding in self._project.coding.codings(last_pages=False):
            known = {theory_map.theory_of(code).id for code in coding.codes if code in theory_map.code_names}
            for theory in known:
                codings[coding.record, theory] += 1
        whole: defaultdict[tuple[str, str], list[Appraisal]] = defaultdict(list)
        passages: defaultdict[tuple[str, str], int] = defaultdict(int)
        for one in self._project.appraisals.all():
            is_code = one.target in theory_map.code_names
            target = theory_map.theory_of(one.target).id if is_code else one.target
            if one.span is None:
                whole[one.record, target].append(one)
            else:
                passages[one.record, target] += 1
        return {
            key: Cell(
                codings[key],
                tuple(sorted(whole[key], key=lambda one: one.reviewer)),
                passages[key],
            )
            for key in {*codings, *whole, *passages}
        }

    def _places(self) -> Iterator[Place]:
        return (Place(row, column) for row in range(len(self.rows)) for column in range(len(self.columns)))

    def cell(self, place: Place) -> Cell:
        """What there is at a place."""
        return self._cells.get((self.rows[place.row].record, self.columns[place.column].code), EMPTY)

    def column_of(self, code: str) -> int:
        """The column of a theory, from 0; the first if it has none."""
        return next((number for number, column in enumerate(self.columns) if column.code == code), 0)

    def next_missing(self, after: Place, step: int = 1) -> Place | None:
        """The next place where an appraisal is missing, row by row and round the end; None if none is."""
        if not self.missing:
            return None
        if step > 0:
            return next((place for place in self.missing if place > after), self.missing[0])
        return next((place for place in reversed(self.missing) if place < after), self.missing[-1])
