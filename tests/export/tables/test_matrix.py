"""``matrix``: record by code."""

from review.export import EXPORTS
from tests.export.reviews import SMALL

TABLE = EXPORTS["matrix"].build(SMALL)


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
