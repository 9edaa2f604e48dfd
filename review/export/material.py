"""The input of exports: the review at one moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from review.domain import CodeEvidence, Coding, Decision, Memo, Record, Settlement, TableOne
from review.domain.reference import Reference
from review.domain.suggestions.model_card import ModelCard
from review.domain.wording.counted import counted
from review.export.table import Cell, Column, ExportTable
from review.theory_map import TheoryMap


@dataclass(frozen=True)
class ExportMaterial:
    """The review as of a moment, with its counts; the only input of exports.

    `as_of` is an ISO date-time in UTC and `events` the number of events up to it. `records` are all records with a
    decision or a coding. `outcomes` maps (record, stage) to the outcome of its decisions. `table_one` and `evidence`
    (both over the included sources) come from `synthesis`; exports only lay them out. `references` is a function because
    only one export needs all records as references. `model_card` evaluates the suggestions, which is slow; it is None for
    a review as of an earlier day. `recognised_pages` has the pages whose text was recognised from images, by SHA-256 of
    the text and page number. `settlements` are by (record, stage).
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
    settlements: Mapping[tuple[str, str], Settlement] = field(default_factory=dict)

    @cached_property
    def record_of(self) -> dict[str, Record]:
        """Records by id."""
        return {record.id: record for record in self.records}

    def outcome(self, record: str, stage: str) -> str:
        """The outcome of the decisions on a record at a stage; `none` without any."""
        return str(self.outcomes.get((record, stage), "none"))

    def theory_of(self, code: str) -> str:
        """The id of a code's theory or rival framing; the code itself if it is no longer in the map."""
        theory_map = self.theory_map
        return theory_map.theory_of(code).id if code in theory_map.code_names else code

    def place_of(self, record: Record) -> tuple[str, int, str, str]:
        """A sort key that orders records like a reference list: by author, year, suffix and id."""
        return record.short_author.casefold(), record.year or 0, record.year_suffix, record.id

    def table(
        self,
        name: str,
        title: str,
        caption: str,
        columns: tuple[Column, ...],
        rows: tuple[tuple[Cell, ...], ...],
        *,
        unprinted: str = "",
    ) -> ExportTable:
        """A table whose caption ends with its time and version of the theory map.

        `unprinted` follows the caption where columns that are not printed are written: it describes those.
        """
        moment = self.as_of[:16].replace("T", " ")
        made = (
            f"As of {moment} UTC, theory map version {self.theory_version}, {counted(self.events, 'event')}."
        )
        about: dict[str, str | int] = {
            "as_of": self.as_of,
            "theory_version": self.theory_version,
            "events": self.events,
        }
        whole = f"{caption} {unprinted} {made}" if unprinted else f"{caption} {made}"
        return ExportTable(name, title, whole, columns, rows, about, printed_caption=f"{caption} {made}")


def day(time: str) -> Cell:
    """The UTC day of an ISO date-time; other text is returned as it is."""
    try:
        return date.fromisoformat(time[:10])
    except ValueError:
        return time
