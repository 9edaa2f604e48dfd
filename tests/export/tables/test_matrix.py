"""``matrix``: record by code."""

from review.export import TABLES
from tests.export.reviews import SMALL

TABLE = TABLES["matrix"].build(SMALL)


def test_a_theory_has_1_where_one_of_its_sub_themes_has():
    assert [column.key for column in TABLE.columns] == [
        *("record", "author_year", "source_type", "role", "outcome"),
        *("T1", "T1.a", "T2", "RA", "X9"),
    ]
    assert TABLE.rows == (
        ("r3", "Mind, n.d.", None, "background", "include", 0, 0, 1, 0, 0),
        ("r4", "Okoro, 2016", "voluntary", "evidence", "include", 0, 0, 0, 0, 0),
        ("r1", "Rahman, 2016a", "empirical", "evidence", "include", 1, 1, 0, 1, 0),
        ("r2", "Rahman, 2016b", "policy", "evidence", "conflict", 1, 0, 0, 0, 1),
    )


def test_in_print_there_are_dots_names_below_and_a_row_of_totals():
    printed = TABLE.printed()
    assert [column.heading for column in printed.columns[:4]] == ["Document", "Source type", "Outcome", "T1"]
    assert printed.rows[2] == (
        *("Rahman, 2016a", "Empirical study journal article", "included"),
        *("●", "●", None, "●", None),
    )
    assert [row[2] for row in printed.rows[:2]] == ["background", "included"]
    assert printed.rows[-1] == ("Included documents (N = 2)", None, None, 1, 1, 0, 1, 0)
    assert printed.total
    assert "T1.a Competition; T2 Market limitations; RA Councils can't shape the market; X9." in printed.note
