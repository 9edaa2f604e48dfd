"""Table 1 of a review: its included sources by type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from review.domain import UNCLASSIFIED, Outcome, Record, Role, SourceTypeCount, TableOne
from review.domain.wording.share import percentage
from review.theory_map import TheoryMap


def included_sources(
    theory_map: TheoryMap, records: Iterable[Record], outcomes: Mapping[tuple[str, str], str]
) -> tuple[Record, ...]:
    """The records that make up N: evidence (not theory source or background), included at the last stage.

    `outcomes` maps (record, stage) to the outcome of its decisions; a missing entry counts as not included.
    """
    last = theory_map.last_stage
    return tuple(
        record
        for record in records
        if record.role is Role.EVIDENCE and outcomes.get((record.id, last)) == Outcome.INCLUDE
    )


def table_one(
    theory_map: TheoryMap, records: Iterable[Record], outcomes: Mapping[tuple[str, str], str]
) -> TableOne:
    """How many of the included sources are of each type, in the map's order.

    Every type of the map has a row. Types of records that are no longer in the map follow under their ids, then
    ``unclassified``, both only if there are such records.
    """
    found = Counter(
        record.source_type or UNCLASSIFIED for record in included_sources(theory_map, records, outcomes)
    )
    names = {source_type.id: source_type.name for source_type in theory_map.source_types}
    unknown = sorted(found.keys() - names.keys() - {UNCLASSIFIED})
    names |= {source_type: source_type for source_type in unknown}
    if found[UNCLASSIFIED]:
        names[UNCLASSIFIED] = "Unclassified"
    total = found.total()
    return TableOne(
        tuple(
            SourceTypeCount(source_type, name, found[source_type], percentage(found[source_type], total))
            for source_type, name in names.items()
        ),
        total,
    )
