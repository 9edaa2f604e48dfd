"""``theory-changes``: every change of the map, with its reason and what it led to."""

from dataclasses import replace
from datetime import date

from review.domain import Comment, CommentSource, TheoryVersion
from review.domain.theories.theory_version import Inference, TheoryChange, TheoryParts
from review.export import TABLES
from review.export.material import TheoryWork
from tests.export.reviews import SMALL

build = TABLES["theory-changes"].build


def version(number: int, change: str, code: str = "", **more: object) -> TheoryVersion:
    return TheoryVersion(
        number, f"event{number}", "2026-11-04T10:00:00Z", "Ada", change, code, f"reason {number}", **more
    )


ONE = TheoryParts("Market logic", "Many providers.", ("competition",))
CHANGES = (
    TheoryChange(version(1, "adopt"), "", None, None),
    TheoryChange(
        version(2, "refine", "T1", inference=Inference.ABDUCTION, triggers=("c1", "m1", "o1", "elsewhere")),
        "T1",
        ONE,
        TheoryParts("Market logic", "Few providers.", ("competition", "price")),
    ),
    TheoryChange(version(3, "add", "T9"), "T9", None, TheoryParts("Trust", "People trust.")),
)
COMMENT = Comment("o1", "", "Trust matters more", CommentSource.EXPERT, None, None, "Ada", "")
REVIEW = replace(SMALL, comments=(COMMENT,), theory_work=lambda: TheoryWork(CHANGES, {(2, "T1"): 4}))


def test_the_columns_are_those_that_other_programs_rely_on():
    assert ",".join(column.key for column in build(REVIEW).columns) == (
        "version,event,date,code,act,before,after,reason,inference,triggers,recoded,apart"
    )


def test_a_row_has_what_changed_and_why():
    first, reworded, added = build(REVIEW).rows
    assert first == (
        1,
        "event1",
        date(2026, 11, 4),
        None,
        "adopt",
        None,
        None,
        "reason 1",
        None,
        None,
        0,
        None,
    )
    assert reworded == (
        *(2, "event2", date(2026, 11, 4), "T1", "refine"),
        "Many providers.\nKey terms: competition",
        "Few providers.\nKey terms: competition; price",
        *("reason 2", "abduction", "c1; m1; o1; elsewhere", 4, None),
    )
    assert added[3:7] == ("T9", "add", None, "Trust: People trust.")


def test_in_print_there_are_names_words_and_citations():
    printed = build(REVIEW).printed()
    assert [row[0] for row in printed.rows] == ["v1", "v2", "v3"]
    assert [row[2:4] for row in printed.rows] == [
        ("Whole map", "theory map applied"),
        ("T1 Market logic", "change of wording"),
        ("T9 Trust", "addition to the theory map"),
    ]
    assert (
        printed.rows[1][8]
        == "(Rahman, 2016a, p.\u00a0347)\nmemo: see also Mind\nexpert: Trust matters more\nelsewher"
    )


def test_a_configuration_that_was_stated_or_restated_is_before_and_after():
    stated = TheoryParts("Market logic", configuration={"if": "many compete"})
    restated = TheoryParts("Market logic", configuration={"if": "many compete", "then": "quality rises"})
    changes = (
        TheoryChange(version(2, "refine", "T1"), "T1", TheoryParts("Market logic"), stated),
        TheoryChange(version(3, "refine", "T1"), "T1", stated, restated),
        TheoryChange(version(4, "add", "T9"), "T9", None, restated),
    )
    rows = build(replace(SMALL, theory_work=lambda: TheoryWork(changes))).rows
    assert [row[5:7] for row in rows] == [
        (None, "IF many compete"),
        ("IF many compete", "IF many compete THEN quality rises"),
        (None, "Market logic\nIF many compete THEN quality rises"),
    ]


def test_a_change_made_apart_begins_with_what_its_maker_knew_and_names_what_it_replaced():
    few, none = (TheoryParts("Market logic", text) for text in ("Few providers.", "None."))
    made = TheoryChange(version(3, "refine", "T1"), "T1", few, none, (2,), made_from=ONE)
    table = build(replace(SMALL, theory_work=lambda: TheoryWork((made,))))
    assert table.rows[0][5] == "Many providers.\nKey terms: competition"
    assert table.rows[0][-1] == "2"
    assert table.printed().rows[0][3] == "change of wording, made apart: replaced v2"
