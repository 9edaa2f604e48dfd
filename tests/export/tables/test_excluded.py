"""``excluded``: what was excluded, where and by which criteria."""

from dataclasses import replace

from review.domain import DecisionKind, Outcome, Settlement
from review.domain.record import Origin
from review.domain.searches.flow import DecidedUnseen, Flow
from review.export import TABLES
from review.export.tables.excluded import excluded_at_assessment
from tests.export.reviews import LAST, SMALL, decision, material, record

build = TABLES["excluded"].build
ON_TITLE = ("r5", "title-abstract")
REVIEW = replace(
    SMALL,
    records=(*SMALL.records, record("r5", "Care Watch")),
    decisions=(
        *SMALL.decisions,
        decision("r5", "exclude", "title-abstract", criteria=("E1",), note="fees only"),
    ),
    outcomes={**SMALL.outcomes, ON_TITLE: "exclude"},
)


def test_the_columns_are_those_that_other_programs_rely_on():
    assert [column.key for column in build(REVIEW).columns] == [
        "citation", "title", "stage", "criterion", "criterion_text", "reviewer", "note", "not_retrieved",
    ]  # fmt: skip


def test_a_row_says_what_excluded_a_record_and_where():
    assert build(REVIEW).rows == (
        ("Care Watch, 2016", "On r5", "title-abstract", "E1", "Not about care", "Ada", "fees only", None),
    )


def test_a_reference_that_nobody_confirmed_is_marked_in_print():
    unsure = record("r1", "Wikipedia", origins={"year": Origin("first page", 0.4)})
    review = material(
        (unsure, record("r2", "Okoro")),
        tuple(decision(one, "exclude", criteria=("E1",)) for one in ("r1", "r2")),
        outcomes={("r1", LAST): "exclude", ("r2", LAST): "exclude"},
    )
    printed = build(review).printed()
    assert [row[0] for row in printed.rows] == ["Okoro, 2016", "Wikipedia, 2016?"]
    assert "nobody has confirmed it" in printed.note
    assert build(review).rows[1][0] == "Wikipedia, 2016", "programs read the citation as it is"
    assert "nobody has confirmed it" not in build(REVIEW).printed().note


def test_the_last_stage_comes_first_and_reviewers_stand_together():
    review = material(
        (record("r1"), record("r2", "Okoro"), record("r3", "Abel")),
        (
            decision("r1", "exclude", "title-abstract", criteria=("E9",)),
            decision("r2", "exclude", LAST, "Ada", criteria=("E1",), note="thin"),
            decision("r2", "exclude", LAST, "Ben", criteria=("E9", "E1"), note="old"),
            decision("r3", "exclude", LAST, criteria=("E1",)),
        ),
        outcomes={
            ("r1", "title-abstract"): "exclude",
            ("r2", LAST): "exclude",
            ("r3", LAST): "exclude",
        },
    )
    rows = build(review).rows
    assert [(row[0], row[2]) for row in rows] == [
        ("Abel, 2016", LAST),
        ("Okoro, 2016", LAST),
        ("Rahman, 2016", "title-abstract"),
    ]
    assert rows[1][3:] == ("E1; E9", "Not about care", "Ada; Ben", "thin\nold", None)


def test_a_settlement_counts_and_not_what_it_settled():
    settled = Settlement("e", "r2", LAST, "Cas", DecisionKind.EXCLUDE, "talked over", ("E1",))
    outcomes = {**REVIEW.outcomes, ("r2", LAST): "exclude"}
    table = build(replace(REVIEW, settlements={("r2", LAST): settled}, outcomes=outcomes))
    assert table.rows[0] == (
        *("Rahman, 2016b", "On r2", LAST, "E1", "Not about care"),
        *("Cas", "talked over", None),
    )


def test_an_exclusion_that_was_settled_otherwise_is_no_row():
    settled = Settlement("e", "r5", "title-abstract", "Cas", DecisionKind.INCLUDE, "about care")
    outcomes = {**REVIEW.outcomes, ON_TITLE: "include"}
    review = replace(REVIEW, settlements={ON_TITLE: settled}, outcomes=outcomes)
    assert build(review).rows == ()


def test_what_may_not_be_seen_yet_is_left_out_and_counted():
    table = build(replace(REVIEW, decisions=()))
    assert table.rows == ()
    assert "1 record with decisions that you may not see yet is left out." in table.caption


def test_in_print_the_criterion_stands_in_words():
    printed = build(REVIEW).printed()
    assert printed.title == "Excluded documents, with the criteria that decided (n = 1)"
    assert printed.rows == (
        ("Care Watch, 2016", "On r5", "title and abstract", "E1: Not about care", "Ada", "fees only"),
    )


UNSEEN = replace(
    material(
        (record("r1"), record("r2", "Okoro"), record("r3", "Abel")),
        (
            *(decision(one, "exclude", LAST, criteria=("E1",)) for one in ("r1", "r2")),
            decision("r3", "exclude", "title-abstract", criteria=("E1",)),
        ),
        outcomes={
            ("r1", LAST): "exclude",
            ("r2", LAST): "exclude",
            ("r3", "title-abstract"): "exclude",
        },
    ),
    flow=lambda: Flow({}, (), 0, 0, unseen=(DecidedUnseen("r2", LAST, Outcome.EXCLUDE),)),
)
"""A report that was excluded, one that was excluded without its document, and a record that was excluded on its title."""


def test_what_the_flow_counts_as_not_retrieved_is_marked_and_named():
    table = build(UNSEEN)
    assert {row[0]: row[-1] for row in table.rows} == {
        "Okoro, 2016": "yes",
        "Rahman, 2016": None,
        "Abel, 2016": None,
    }
    assert "The flow counts 1 record of these as not retrieved: Okoro, 2016." in table.caption


def test_a_report_lists_what_its_flow_counts_as_excluded_at_assessment():
    table = excluded_at_assessment(UNSEEN)
    assert [row[0] for row in table.rows] == ["Rahman, 2016"]
    printed = table.printed()
    assert printed.title == "Reports excluded at assessment, with the criteria that decided (n = 1)"
    assert "Excluded as well, but counted as not retrieved: Okoro, 2016" in printed.note
