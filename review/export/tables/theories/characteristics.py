"""``characteristics``: what kind of document each included one is, and what it is used for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from review.domain import Record
from review.domain.theories.levels import REVIEW
from review.export.material import ExportMaterial, included_records
from review.export.table import Cell, Column, ExportTable, Printed
from review.export.tables.theories.levels import level_cells, level_columns
from review.export.unconfirmed import marked, note_on
from review.export.words import BETWEEN, LOCATES

FACETS = ("design", "population", "setting", "country")
"""The facets with a column; others of the map follow at the end."""
NOTE = (
    "Facets are the document's own; where it has none, those of its passages. Theories are those that it is coded to, or to a sub-theme of"
    " theirs; configurations those that it has a passage in. Levels are those for the whole review; where there are none, those for each theory or"
    f" configuration. Where reviewers differ, their levels are in the order of their names. {LOCATES}"
)


def characteristics(material: ExportMaterial) -> ExportTable:
    """One row per included record, sources as in a reference list."""
    left_out = material.left_out()
    shown = material.included - left_out.records if left_out else material.included
    records = [record for record in included_records(material) if record.id in shown]
    names = {facet.id: facet.name for facet in material.theory_map.facets}
    others = [facet for facet in names if facet not in FACETS]
    uses = _uses(material)
    total = material.table_one.total
    columns = (
        Column("citation", "Document", width=26),
        Column("title", "Title", width=50),
        *(Column(facet, names.get(facet, facet.capitalize()), width=20) for facet in FACETS),
        Column("source_type", "Source type", width=14),
        Column("theories", "Theories", width=16),
        Column("cmocs", "Configurations", width=14),
        *level_columns(material),
    )

    def row(record: Record, *, worded: bool = False) -> tuple[Cell, ...]:
        use = uses[record.id]
        return (
            marked(record) if worded else record.author_year,
            record.title,
            *(BETWEEN.join(use.facets.get(facet, ())) or None for facet in FACETS),
            material.type_of(record) if worded else record.source_type or None,
            BETWEEN.join(use.theories) or None,
            BETWEEN.join(use.configurations) or None,
            *_levels(material, record, worded=worded),
        )

    return material.table(
        "characteristics",
        "Characteristics",
        f"The included records (N={total}). {NOTE}",
        (
            *columns,
            *(Column(facet, names[facet], width=20) for facet in others),
            Column("record", "Record", width=14),
        ),
        tuple(
            (
                *row(record),
                *(BETWEEN.join(uses[record.id].facets.get(facet, ())) or None for facet in others),
                record.id,
            )
            for record in records
        ),
        printed_title=f"Characteristics of the included documents (N = {total})",
        note=NOTE + note_on(records),
        printed_as=Printed(
            columns,
            tuple(row(record, worded=True) for record in records),
            key=_key(material, uses.values()),
        ),
    )


class _Use(NamedTuple):
    """What is known and made of a record: its facets, the theories and the labels of the configurations that it speaks to."""

    facets: Mapping[str, Iterable[str]]
    theories: Sequence[str]
    configurations: Sequence[str]


def _uses(material: ExportMaterial) -> Mapping[str, _Use]:
    """The use of each included record."""
    coded: defaultdict[str, set[str]] = defaultdict(set)
    of_passages: defaultdict[str, defaultdict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for coding in material.codings():
        coded[coding.record] |= {material.theory_of(code) for code in coding.codes}
        for facet, values in material.facets_of.get(coding.id, {}).items():
            of_passages[coding.record][facet] |= dict.fromkeys(values)
    labels: defaultdict[str, list[str]] = defaultdict(list)
    for one in material.configurations():
        for record in one.sources:
            labels[record].append(one.label)
    order = {code: place for place, code in enumerate(material.theory_map.code_names)}
    return {
        record: _Use(
            {**of_passages[record], **material.facets_of.get(record, {})},
            sorted(coded[record], key=lambda code: (order.get(code, len(order)), code)),
            labels[record],
        )
        for record in material.included
    }


def _levels(material: ExportMaterial, record: Record, *, worded: bool) -> tuple[Cell, ...]:
    """The levels for the review; in a dimension without, those for each theory and configuration: ``T1: high; C3: low``."""
    appraised = material.appraised.by_target(record.id)
    order = {
        target: place for place, target in enumerate([*material.theory_map.code_names, *material.label_of])
    }
    by_target = dict(sorted(appraised.items(), key=lambda one: (order.get(one[0], len(order)), one[0])))
    of_review = level_cells(material, by_target.pop(REVIEW, {}), worded=worded)
    by_name = [
        (material.label_of.get(target, target), level_cells(material, levels, worded=worded))
        for target, levels in by_target.items()
    ]
    return tuple(
        level or BETWEEN.join(f"{name}: {cells[place]}" for name, cells in by_name if cells[place]) or None
        for place, level in enumerate(of_review)
    )


def _key(material: ExportMaterial, uses: Iterable[_Use]) -> tuple[str, ...]:
    """The theories with their names."""
    named = {code for use in uses for code in use.theories}
    return tuple(material.named(code) for code in material.theory_map.code_names if code in named)
