"""``matrix``: which record is coded to which code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from review.domain import Record, Role
from review.export.material import ExportMaterial
from review.export.table import DOT, Cell, Column, ExportTable, Kind, Printed
from review.export.words import LOCATES, Names


def matrix(material: ExportMaterial) -> ExportTable:
    """Records by codes, 1 or 0; a theory has 1 if one of its sub-themes has. Codes not in the map come last."""
    coded: defaultdict[str, set[str]] = defaultdict(set)
    for coding in material.codings():
        coded[coding.record] |= material.theory_map.with_theories(coding.codes)
    names = material.theory_map.code_names
    codes = [*names, *sorted(set().union(*coded.values()) - names.keys())]
    last = material.theory_map.last_stage
    included = {
        record
        for (record, stage), outcome in material.outcomes.items()
        if (stage, outcome) == (last, "include")
    }
    ids = [record for record in coded.keys() | included if record in material.record_of]
    shown = sorted((material.record_of[record] for record in ids), key=material.place_of)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            record.id,
            record.author_year,
            record.source_type or None,
            record.role.value,
            material.outcome(record.id, last),
            *(int(code in coded[record.id]) for code in codes),
        )
        for record in shown
    )
    return material.table(
        "matrix",
        "Records by codes",
        "1 where a record has a passage under the code (for a theory or rival framing: or under one of its"
        " sub-themes), else 0, however many passages there are. Records that have a coding or are included at the"
        f" stage {last}; outcome is theirs at that stage.",
        (
            Column("record", "Record", width=14, printed=False),
            Column("author_year", "Source", width=26),
            Column("source_type", "Source type", width=14),
            Column("role", "Role", width=14, printed=False),
            Column("outcome", "Outcome", width=10),
            *(Column(code, code, Kind.INTEGER, 6) for code in codes),
        ),
        rows,
        printed_title="Theories and sub-themes in each document",
        note=f"{DOT} at least one passage is coded to it, or to a sub-theme of the theory. Documents with a coding, and those included at the"
        f" stage {material.stage_in_words(last)}. {LOCATES}",
        printed_as=_printed(material, shown, codes, coded),
    )


def _printed(
    material: ExportMaterial, shown: Sequence[Record], codes: Sequence[str], coded: Mapping[str, set[str]]
) -> Printed:
    """The table in print: marks in place of numbers, and a last row that counts the included documents."""
    documents = (
        (
            record.author_year,
            material.type_of(record),
            _standing(material, record),
            *(DOT if code in coded.get(record.id, ()) else None for code in codes),
        )
        for record in shown
    )
    counts = (sum(code in coded.get(record, ()) for record in material.included) for code in codes)
    total = (f"Included documents (N = {material.table_one.total})", None, None, *counts)
    return Printed(
        (
            Column("author_year", "Document"),
            Column("source_type", "Source type"),
            Column("outcome", "Outcome"),
            *(Column(code, code, Kind.MARK) for code in codes),
        ),
        (*documents, total),
        total=True,
        key=tuple(map(material.named, codes)),
    )


def _standing(material: ExportMaterial, record: Record) -> str:
    """The outcome of a record at the last stage, or its role if it is not evidence."""
    if record.role is not Role.EVIDENCE:
        return material.words[Names.ROLE][record.role]
    outcome = material.outcome(record.id, material.theory_map.last_stage)
    return material.words[Names.OUTCOME].get(outcome, outcome)
