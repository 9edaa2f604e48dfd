"""``source-types``: Table 1 as it is exported."""

from decimal import Decimal

from review.export import TABLES
from tests.export.reviews import LAST, material, record

build = TABLES["source-types"].build
WORKED_EXAMPLE = {"empirical": 12, "policy": 3, "statutory": 7, "voluntary": 15}


def thirty_seven_records():
    return tuple(
        record(f"{source_type} {n}", source_type=source_type)
        for source_type, count in WORKED_EXAMPLE.items()
        for n in range(count)
    )


def test_37_included_records_make_the_worked_examples_table():
    records = thirty_seven_records()
    table = build(material(records, outcomes={(r.id, LAST): "include" for r in records}))
    assert [column.key for column in table.columns] == ["source_type", "name", "n", "per_cent"]
    assert [(row[0], row[2], str(row[3])) for row in table.rows] == [
        ("empirical", 12, "32.4"),
        ("policy", 3, "8.1"),
        ("statutory", 7, "18.9"),
        ("voluntary", 15, "40.5"),
        ("total", 37, "100"),
    ]


def test_the_caption_says_what_was_counted_as_of_when_and_under_which_version():
    table = build(material())
    assert "included at the stage theory-map, by source type (N=0)" in table.caption
    assert table.caption.endswith(
        "As of 2026-11-05 23:59 UTC, theory map version 3 (event e7a0c1d2), 412 events."
    )
    assert table.about == {
        "as_of": "2026-11-05T23:59:59.999Z",
        "theory_version": 3,
        "theory_event": "e7a0c1d2" * 8,
        "events": 412,
    }


def test_in_print_n_stands_in_the_title_and_the_provenance_at_the_end_of_the_note():
    records = thirty_seven_records()
    printed = build(material(records, outcomes={(r.id, LAST): "include" for r in records})).printed()
    assert printed.heading == "Table 1. Source types of the included documents (N = 37)"
    assert [column.heading for column in printed.columns] == ["Source type", "n", "% of N"]
    assert printed.rows[-1] == ("Total", 37, Decimal(100))
    assert printed.total
    assert printed.note.startswith("Included at the stage theory map;")
    assert printed.note.endswith(" As of 2026-11-05 23:59 UTC; theory map v3 (event e7a0c1d2); 412 events.")


def test_an_unclassified_record_has_its_row():
    one = record("r1")
    rows = build(material((one,), outcomes={("r1", LAST): "include"})).rows
    assert rows[-2:] == (
        ("unclassified", "Unclassified", 1, Decimal(100)),
        ("total", "Total", 1, Decimal(100)),
    )


def test_no_percentage_is_made_of_nothing():
    assert build(material()).rows[-1] == ("total", "Total", 0, None)
