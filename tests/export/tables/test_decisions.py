"""``decisions``: who decided what, and what it came to."""

from dataclasses import replace

from review.domain import DecisionKind, Settlement
from review.export import TABLES
from tests.export.reviews import LAST, SMALL, decision, material, record

build = TABLES["decisions"].build


def test_one_row_per_record_stage_and_reviewer_in_the_order_of_the_stages():
    rows = build(SMALL).rows
    assert [(row[0], *row[4:7], row[11]) for row in rows] == [
        ("r1", "title-abstract", "Ada", "include", "none"),
        ("r2", "theory-map", "Ada", "exclude", "conflict"),
        ("r2", "theory-map", "Ben", "include", "conflict"),
    ]


def test_criteria_overrides_note_and_time_are_there():
    exclusion, inclusion = build(SMALL).rows[1:]
    assert exclusion[7:11] == ("E1", "E2: old; E9: young adults", "thin", "")
    assert inclusion[7:11] == (None, None, None, "2026-11-02T09:00:00Z")


def test_what_was_settled_stands_beside_the_decisions_by_whom_and_why():
    settled = Settlement("e", "r2", LAST, "Cas", DecisionKind.EXCLUDE, "talked over", ("E9",))
    table = build(replace(SMALL, settlements={("r2", LAST): settled}))
    assert [column.key for column in table.columns[-5:-1]] == [
        "settled", "settled_by", "settled_reason", "settled_criteria",
    ]  # fmt: skip
    assert [row[-5:-1] for row in table.rows] == [
        (None, None, None, None),
        ("exclude", "Cas", "talked over", "E9"),
        ("exclude", "Cas", "talked over", "E9"),
    ]


def test_a_stage_that_left_the_map_comes_last():
    acts = (decision("r1", "park", stage="appraisal"), decision("r1", "include"))
    assert [row[4] for row in build(material((record("r1"),), acts)).rows] == ["theory-map", "appraisal"]


def test_in_print_criteria_stand_in_words_and_a_settlement_in_one_cell():
    settled = Settlement("e", "r2", LAST, "Cas", DecisionKind.EXCLUDE, "talked over", ("E9",))
    printed = build(replace(SMALL, settlements={("r2", LAST): settled})).printed()
    row = dict(zip([column.heading for column in printed.columns], printed.rows[1], strict=True))
    assert row == {
        "Document": "Rahman, 2016b",
        "Title": "On r2",
        "Stage": "theory map",
        "Reviewer": "Ada",
        "Decision": "exclude",
        "Criteria": "E1: Not about care",
        "Overridden criteria": "E2 (old)\nE9 (young adults)",
        "Note": "thin",
        "Date": "",
        "Outcome": "conflict",
        "Settled": "excluded by Cas: talked over",
    }


def test_what_a_record_is_parked_for_is_the_last_column_and_beside_the_decision_in_print():
    acts = (decision("r1", "park", theories=("T1", "RA")), decision("r1", "park", reviewer="Ben"))
    table = build(material((record("r1"),), acts))
    assert [(table.columns[-1].key, row[-1]) for row in table.rows] == [
        ("parked_for", "T1; RA"),
        ("parked_for", None),
    ]
    assert [row[4] for row in table.printed().rows] == [
        "park for T1 Market logic, RA Councils can't shape the market",
        "park",
    ]
