"""``source-types-by-theory``: where each theory's evidence comes from."""

from decimal import Decimal

from review.export import TABLES
from tests.export.reviews import LAST, SMALL, coding, material, record

build = TABLES["source-types-by-theory"].build


def test_included_sources_are_counted_per_theory_and_type_with_sub_themes_rolled_up():
    records = (record("r1", source_type="policy"), record("r2"), record("r3", source_type="policy"))
    table = build(
        material(
            records,
            codings=(
                coding("c1", "r1", "T1.a"),
                coding("c2", "r1", "T1"),
                coding("c3", "r2", "T1"),
                coding("c4", "r3", "T1"),
            ),
            outcomes={("r1", LAST): "include", ("r2", LAST): "include", ("r3", LAST): "park"},
        )
    )
    assert [c.key for c in table.columns[3:]] == [
        "empirical",
        "policy",
        "statutory",
        "voluntary",
        "unclassified",
        "to_recheck",
    ]
    assert table.rows == (
        ("T1", "Market logic", 2, 0, 1, 0, 0, 1, 0),
        ("T2", "Market limitations", 0, 0, 0, 0, 0, 0, 0),
        ("RA", "Councils can't shape the market", 0, 0, 0, 0, 0, 0, 0),
    )


def test_a_code_that_left_the_map_keeps_its_row():
    records = (record("r1", source_type="policy"),)
    table = build(material(records, codings=(coding("c1", "r1", "X9"),), outcomes={("r1", LAST): "include"}))
    assert table.rows[-1] == ("X9", "X9", 1, 0, 1, 0, 0, 0)


def test_the_caption_states_n():
    assert "(N=2)" in build(SMALL).caption


def test_in_print_there_is_the_per_cent_of_n_and_a_row_of_totals():
    printed = build(SMALL).printed()
    assert [column.heading for column in printed.columns][-2:] == ["All", "% of N"]
    assert printed.rows[0] == ("T1 Market logic", 1, 0, 0, 0, 1, Decimal("50.0"))
    assert printed.rows[-1] == ("All included documents", 1, 0, 0, 1, 2, Decimal(100))
    assert printed.total


def test_what_waits_for_another_look_is_counted_over_the_included_sources():
    records = (record("r1"), record("r2"))
    codings = (coding("c1", "r1", "T1.a"), coding("c2", "r1", "T1", "T2"), coding("c3", "r2", "T1"))
    waiting = frozenset({("c1", "T1.a"), ("c2", "T1"), ("c3", "T1")})
    table = build(material(records, codings=codings, outcomes={("r1", LAST): "include"}, waiting=waiting))
    assert [row[-1] for row in table.rows] == [2, 0, 0]
    assert "2 passages wait for another look, because a theory changed since." in table.printed().note
    assert "another look" not in build(SMALL).printed().note
