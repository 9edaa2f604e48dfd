"""``population-theory``: sources by population and code."""

import pytest
from msgspec import structs

from review.domain import FacetValues
from review.export import TABLES, ExportMaterial
from review.theory_map import Facet
from tests.export.reviews import LAST, THEORY_MAP, coding, material, record

build = TABLES["population-theory"].build
MAP = structs.replace(THEORY_MAP, facets=(Facet("population", "Population", ("women", "older people")),))


def facet(target: str, of: str, *values: str) -> FacetValues:
    return FacetValues(target, of, "population", values, "e", "Ada", "")


FACETS = (
    facet("r1", "r1", "women", "carers"),
    facet("c2", "r1", "older people"),
    facet("r2", "r2", "women"),
    facet("r4", "r4", "women"),
)


def review(facets: tuple[FacetValues, ...]) -> ExportMaterial:
    return material(
        (record("r1"), record("r2"), record("r3"), record("r4")),
        codings=(
            coding("c1", "r1", "T1.a"),
            coding("c2", "r1", "T1"),
            coding("c3", "r2", "T1", "RA"),
            coding("c4", "r3", "T2"),
            coding("c5", "r4", "T2"),
        ),
        outcomes={(f"r{n}", LAST): "include" for n in (1, 2, 3)},
        theory_map=MAP,
        facets=facets,
    )


REVIEW = review(FACETS)


def test_there_is_a_row_for_each_population_and_one_for_those_without():
    table = build(REVIEW)
    assert [column.key for column in table.columns] == ["population", "T1", "T1.a", "T2", "RA"]
    assert table.rows == (
        ("women", 2, 1, 0, 1),
        ("older people", 1, 0, 0, 0),
        ("carers", 1, 1, 0, 0),
        ("not set", 0, 0, 1, 0),
    )


def test_a_map_without_the_facet_has_the_row_of_those_without():
    assert [row[0] for row in build(material()).rows] == ["not set"]


def test_in_print_nothing_stands_for_0_and_all_included_documents_come_last():
    printed = build(REVIEW).printed()
    assert printed.title == "Included documents on each theory, by population (N = 3)"
    assert printed.rows[0] == ("women", 2, 1, None, 1)
    assert printed.rows[-1] == ("All included documents", 2, 1, 1, 1)
    assert "RA Councils can't shape the market." in printed.note


@pytest.mark.parametrize("other", ["setting", "country"])
def test_other_facets_are_not_counted(other):
    facets = tuple(structs.replace(one, facet=other) for one in FACETS)
    assert build(review(facets)).rows[-1] == ("not set", 2, 1, 1, 1)
