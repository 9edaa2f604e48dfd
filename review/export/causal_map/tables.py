"""The tables of links and of sources, as Causal Map 4 imports them.

It asks for ``cause``, ``effect``, ``selected_text`` and ``source_id`` of links, for ``id`` and ``content`` of sources; other columns are
kept as custom ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from review.domain import Record
from review.domain.theories.configuration import Fragment, Relation
from review.domain.wording.counted import counted
from review.domain.wording.one_line import on_one_line
from review.export.causal_map.links import CausalLink, Citation, citations, links
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind
from review.export.words import BETWEEN, RETRODUCED, Names

YES, NO = "yes", "no"
SHORTEST_ID = 8
"""How many characters of a record's id name a source, at the least: Causal Map shortens those that are longer."""
NOTE = (
    "A row is a citation: a passage that is quoted for a link, at its cause, at its effect or at both. A link without a passage has one row"
    " without a source. Configurations are composed of several sources: no source needs to claim a link as a whole."
)
_UNPRINTED = (
    "Citations of a link are the rows of a cause and effect with a selected_text, its sources their different source_id;"
    " source_at is both where a source has passages at both ends, relation what the passage does for its element."
)


class _Row(NamedTuple):
    link: CausalLink
    citation: Citation | None


def link_table(material: ExportMaterial) -> ExportTable:
    """One row per link and passage that is quoted for it, in the order of configurations, elements and the reference list."""
    every = list(links(material.configurations()))
    rows = [row for link in every for row in _rows(material, link)]
    ids = source_ids(rows)
    quoted = sum(row.citation is not None for row in rows)
    return material.table(
        "causal-map",
        "Causal map",
        f"{counted(quoted, 'citation')} of {counted(len(every), 'link')} in {counted(len(ids), 'source')}. {NOTE}",
        (
            Column("cause", "Cause", width=40),
            Column("effect", "Effect", width=40),
            Column("selected_text", "Quotation", width=80),
            Column("source_id", "Source", width=10, printed=False),
            Column("citation", "Source", width=30),
            Column("page", "Page", width=10, printed=False),
            Column("configuration", "Configuration", width=16),
            Column("cause_role", "Role of the cause", width=12, printed=False),
            Column("effect_role", "Role of the effect", width=12, printed=False),
            Column("passage_at", "Passage at", width=10),
            Column("source_at", "Source at", width=10, printed=False),
            Column("relation", "Relation", width=12, names=Names.RELATION),
            Column("status", "Basis of the claim", width=10, names=Names.STATUS),
            Column("theories", "Theories", width=24, printed=False),
            Column("retroduced", "Retroduced", width=10),
            Column("configuration_status", "Status", width=10, printed=False),
            Column("not_included", "Not included", width=10),
            Column("tags", "Tags", width=16, printed=False),
            Column("link_memo", "Memo", width=40, printed=False),
        ),
        tuple(_cells(material, row, ids) for row in rows),
        unprinted=_UNPRINTED,
        note=NOTE,
    )


def source_table(material: ExportMaterial) -> ExportTable:
    """One row per source that is quoted; its content is the quotations, so that each is found in it."""
    rows = [row for link in links(material.configurations()) for row in _rows(material, link)]
    quoted: dict[str, dict[tuple[int, int], str]] = {}
    for part in (row.citation.passage for row in rows if row.citation):
        quoted.setdefault(part.record, {})[part.start, part.end] = part.quote
    records = sorted((material.record_of[record] for record in quoted), key=material.place_of)
    ids = source_ids(rows)
    return material.table(
        "sources",
        "Sources",
        f"{counted(len(records), 'source')}, each with its quotations.",
        (
            Column("id", "Source", width=10),
            Column("title", "Title", width=60),
            Column("content", "Quotations", width=80),
            Column("citation", "Citation", width=30),
            Column("year", "Year", Kind.INTEGER, 6),
            Column("source_type", "Source type", width=20),
        ),
        tuple(_source(material, one, ids[one.id], quoted[one.id]) for one in records),
    )


def _source(
    material: ExportMaterial, record: Record, identifier: str, quoted: Mapping[tuple[int, int], str]
) -> tuple[Cell, ...]:
    content = "\n\n".join(quoted[place] for place in sorted(quoted))
    return identifier, record.title, content, record.author_year, record.year, material.type_of(record)


def source_ids(rows: Sequence[_Row]) -> dict[str, str]:
    """How the quoted records are named: by the beginnings of their ids, as long as they need to differ."""
    records = dict.fromkeys(row.citation.passage.record for row in rows if row.citation)
    length = SHORTEST_ID
    while len({record[:length] for record in records}) < len(records):
        length += 1
    return {record: record[:length] for record in records}


def _rows(material: ExportMaterial, link: CausalLink) -> Iterator[_Row]:
    found = sorted(citations(link), key=lambda one: _place(material, one.passage))
    yield from (_Row(link, one) for one in found)
    if not found:
        yield _Row(link, None)


def _place(material: ExportMaterial, part: Fragment) -> tuple[object, ...]:
    return material.place_of(material.record_of[part.record]), part.start, part.end, part.id


def _cells(material: ExportMaterial, row: _Row, ids: Mapping[str, str]) -> tuple[Cell, ...]:
    link, citation = row
    part = citation.passage if citation else None
    relation = part.relation.value if part else RETRODUCED if link.is_retroduced else None
    theories = {**link.to.theories, **link.of.theories}
    return (
        factor(link.cause.wording),
        factor(link.effect.wording),
        part.quote if part else None,
        ids[part.record] if part else None,
        material.citation(part) if part else None,
        part.cited_page if part else None,
        link.label,
        link.cause.role,
        link.effect.role,
        citation.at.value if citation else None,
        citation.source_at.value if citation else None,
        relation,
        part.status.value if part and part.status else None,
        BETWEEN.join(f"{code}={stance}" for code, stance in theories.items()) or None,
        YES if link.is_retroduced else NO,
        link.of.status.value,
        YES if part and part.record not in material.included else None,
        ", ".join(_tags(link, part)),
        "\n\n".join(on_one_line(one.memo) for one in (link.cause, link.effect) if one.memo) or None,
    )


def factor(wording: str) -> str:
    """An element as a factor of the map: in one line, and without semicolons, which make levels there."""
    return on_one_line(wording).replace(";", ",")


def _tags(link: CausalLink, part: Fragment | None) -> Iterator[str]:
    yield from dict.fromkeys((link.of.label, link.to.label))
    if part and part.relation is not Relation.SHOWS:
        yield part.relation.value
    if link.is_retroduced:
        yield RETRODUCED
