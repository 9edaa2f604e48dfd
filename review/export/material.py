"""What exports are made of: the review at one moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from review.domain import CodeEvidence, Coding, Decision, Memo, Record, TableOne
from review.domain.reference import Reference
from review.domain.suggestions.model_card import ModelCard
from review.export.table import Cell, Column, Table
from review.theory_map import TheoryMap


@dataclass(frozen=True)
class ExportMaterial:
    """The review as of a moment, with what was counted over it. No export looks at anything else.

    `as_of` is an ISO date-time in UTC and `events` the number of events up to it. `records` holds every record that
    a decision or a coding names. `outcomes` maps (record, stage) to what its decisions come to. `table_one` and
    `evidence` (both counted over the included sources) are synthesis's; exports lay them out and count nothing again.
    `references` gives every record as other programs get it; it is a function, since only one export asks for that.
    `model_card` evaluates the suggestions, which takes its time; none where the review is told as of an earlier day.
    `recognised_pages` names by SHA-256 of the text and number the pages whose text was recognised from their images.
    """

    theory_map: TheoryMap
    theory_version: int
    as_of: str
    records: tuple[Record, ...]
    decisions: tuple[Decision, ...]
    codings: tuple[Coding, ...]
    outcomes: Mapping[tuple[str, str], str]
    memos: tuple[Memo, ...]
    events: int
    table_one: TableOne
    evidence: tuple[CodeEvidence, ...]
    references: Callable[[], Sequence[Reference]] = tuple
    model_card: Callable[[], ModelCard] | None = None
    recognised_pages: frozenset[tuple[str, int]] = frozenset()

    @cached_property
    def record_of(self) -> dict[str, Record]:
        """The record of every id."""
        return {record.id: record for record in self.records}

    def outcome(self, record: str, stage: str) -> str:
        """What the decisions on a record at a stage come to; `none` without any."""
        return str(self.outcomes.get((record, stage), "none"))

    def theory_of(self, code: str) -> str:
        """The id of a code's theory or rival framing; the code itself where the map does not know it (any more)."""
        theory_map = self.theory_map
        return theory_map.theory_of(code).id if code in theory_map.code_names else code

    def place_of(self, record: Record) -> tuple[str, int, str, str]:
        """The key that sorts records as a list of references does: by author, year, suffix and id."""
        return record.short_author.casefold(), record.year or 0, record.year_suffix, record.id

    def table(
        self,
        name: str,
        title: str,
        caption: str,
        columns: tuple[Column, ...],
        rows: tuple[tuple[Cell, ...], ...],
    ) -> Table:
        """A table whose caption ends with when, and under which version of the theory map, it was made."""
        moment = self.as_of[:16].replace("T", " ")
        made = f"As of {moment} UTC, theory map version {self.theory_version}, {self.events} events."
        about: dict[str, str | int] = {
            "as_of": self.as_of,
            "theory_version": self.theory_version,
            "events": self.events,
        }
        return Table(name, title, f"{caption} {made}", columns, rows, about)


def day(time: str) -> Cell:
    """The UTC day of an ISO date-time; the text as it is where it is none."""
    try:
        return date.fromisoformat(time[:10])
    except ValueError:
        return time
