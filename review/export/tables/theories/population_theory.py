"""``population-theory``: the included sources on each theory, by the population that they are about."""

from __future__ import annotations

from review.domain import NOT_SET
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.words import LOCATES

POPULATION = "population"
"""The facet whose values are the rows."""
NOTE = (
    "The population of a passage is its own, else that of its document. A document counts once in a row for each theory, and in every"
    f" row that it has a population of; a theory includes its sub-themes. {LOCATES}"
)


def population_theory(material: ExportMaterial) -> ExportTable:
    """One row per population, in the map's order, and one column per code: the number of included sources."""
    sources = {at: found for at, found in material.populations().items() if at[1]}
    names = material.theory_map.code_names
    codes = [*names, *sorted({code for _, code in sources} - names.keys())]
    known = [
        value for facet in material.theory_map.facets if facet.id == POPULATION for value in facet.values
    ]
    others = sorted({population for population, _ in sources} - {*known, NOT_SET})
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (population, *(len(sources.get((population, code), ())) for code in codes))
        for population in (*known, *others, NOT_SET)
    )
    total = material.table_one.total
    return material.table(
        "population-theory",
        "Populations by theory",
        f"Included sources (N={total}) that are coded to each code, by population. {NOTE}",
        (
            Column("population", "Population", width=30),
            *(Column(code, code, Kind.INTEGER, 6) for code in codes),
        ),
        rows,
        printed_title=f"Included documents on each theory, by population (N = {total})",
        note=NOTE,
        printed_as=_printed(material, codes, rows),
    )


def _printed(material: ExportMaterial, codes: list[str], rows: tuple[tuple[Cell, ...], ...]) -> Printed:
    """Numbers under the codes, nothing instead of 0, and a row of all included documents."""
    of_code = {count.code: count.sources for count in material.evidence()}
    return Printed(
        (Column("population", "Population"), *(Column(code, code, Kind.MARK) for code in codes)),
        (
            *((population, *(number or None for number in numbers)) for population, *numbers in rows),
            ("All included documents", *(of_code.get(code, 0) for code in codes)),
        ),
        total=True,
        key=tuple(map(material.named, codes)),
    )
