"""``codebook``: the theories, rival framings and sub-themes that passages are coded to."""

from __future__ import annotations

from collections.abc import Sequence

from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.words import Names, in_words
from review.theory_map import Code, Subtheme

COLUMNS = (
    Column("code", "Code", width=8),
    Column("name", "Name", width=32),
    Column("kind", "Kind", width=14),
    Column("theory", "Theory", width=8, printed=False),
    Column("category", "Category", width=22),
    Column("proposition", "Proposition", width=80),
    Column("key_terms", "Key terms", width=40),
    Column("rivals", "Rivals", width=16),
    Column("rejected", "Rejected", width=9, printed=False),
    Column("theory_version", "Version", Kind.INTEGER, 8, printed=False),
)


def codebook(material: ExportMaterial) -> ExportTable:
    """One row per code in the map's order, each theory followed by its sub-themes (proposition: their definition)."""
    rows: list[tuple[Cell, ...]] = []
    for code in material.theory_map.codes:
        rows.append(_theory(material, code))
        rows += (_subtheme(material, code, subtheme) for subtheme in code.subthemes)
    return material.table(
        "codebook",
        "Codebook",
        f"The codes of the theory map “{material.theory_map.title}”. rivals are the rival framings of a theory, or the"
        " theories that a framing competes with.",
        COLUMNS,
        tuple(rows),
        unprinted="A rejected code is no longer suggested or listed for coding.",
        printed_title=f"Theories, rival framings and sub-themes: {material.theory_map.title}",
        note="Rivals are the rival framings of a theory, or the theories that a framing competes with. A rejected theory is no longer"
        " suggested or listed for coding.",
        printed_as=_printed(material, rows),
    )


def _printed(material: ExportMaterial, rows: Sequence[tuple[Cell, ...]]) -> Printed:
    """Names beside the codes, also of the rivals."""
    return Printed(
        (
            Column("code", "Code"),
            Column("kind", "Kind"),
            Column("category", "Category"),
            Column("proposition", "Proposition or definition"),
            Column("key_terms", "Key terms"),
            Column("rivals", "Rivals"),
        ),
        tuple(
            (
                f"{code} {name}{' (rejected)' if rejected == 'yes' else ''}",
                kind,
                category,
                proposition,
                terms,
                in_words(rivals, material.words[Names.CODE]) if isinstance(rivals, str) else None,
            )
            for code, name, kind, _, category, proposition, terms, rivals, rejected, _ in rows
        ),
    )


def _theory(material: ExportMaterial, code: Code) -> tuple[Cell, ...]:
    return (
        code.id,
        code.name,
        "rival framing" if code.is_rival else "theory",
        code.id,
        material.theory_map.categories.get(code.category, code.category) or None,
        code.proposition,
        "; ".join(code.key_terms) or None,
        "; ".join(material.theory_map.competitors(code.id)) or None,
        _yes(code.rejected),
        material.theory_version,
    )


def _subtheme(material: ExportMaterial, code: Code, subtheme: Subtheme) -> tuple[Cell, ...]:
    return (
        subtheme.id,
        subtheme.name,
        "sub-theme",
        code.id,
        None,
        subtheme.definition or None,
        "; ".join(subtheme.key_terms) or None,
        None,
        _yes(code.rejected),
        material.theory_version,
    )


def _yes(value: bool) -> str:
    return "yes" if value else "no"
