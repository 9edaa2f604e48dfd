"""A record's details beside a list."""

from __future__ import annotations

from review.domain import Coding, Decision, DecisionKind, Record, Settlement, Stance
from review.domain.theories.appraisal import Appraisal, Level
from review.tui.widgets.abstract import in_short
from review.tui.widgets.record_details import RecordDetail, decision_line, describe, reference


def test_a_decision_has_the_overridden_criteria_with_the_reason_and_the_note() -> None:
    decision = Decision(
        "e",
        "r",
        "title-abstract",
        "Ann",
        DecisionKind.INCLUDE,
        note="thin",
        overrides={"E5": "about moving to adult services"},
    )
    assert decision_line(decision).plain.splitlines() == [
        "✓ include  title abstract · Ann",
        "  E5 overridden (about moving to adult services)",
        "  thin",
    ]


def test_appraisals_say_what_for_and_by_whom() -> None:
    levels = {"relevance": Level.HIGH, "rigour": Level.NOT_ASSESSED}
    own = Appraisal("r", "T1", "Ann", levels, ("a [b] survey",), "2026", ("e",))
    of_passage = Appraisal("r", "", "Ben", {"rigour": Level.LOW}, (), "2026", ("f",), span=(0, 9))
    appraisals = [("T1", own), ("the review", of_passage)]
    text = describe(RecordDetail(Record("r", "Markets"), appraisals=appraisals)).plain
    assert "Appraised for T1  relevance high, rigour not assessed · Ann: “a [b] survey”" in text
    assert "Appraised for the review of a passage  rigour low · Ben" in text


def test_codes_have_their_names_and_how_often_they_are() -> None:
    coding = Coding(
        id="1", record="r", text_sha256="t", start=0, end=9, quote="Few compete", status=None, reviewer="Ann", time="", page=3,
        page_label="347", stances={"T1.aa": Stance.SUPPORTS, "T9": Stance.SUPPORTS},
    )  # fmt: skip
    detail = RecordDetail(
        Record("r", "Markets"), codings=[coding, coding], code_names={"T1.aa": "[b] Equity"}
    )
    assert "Coded  T1.aa [b] Equity 2 · T9 2" in describe(detail).plain


def test_what_settled_a_disagreement_follows_the_decisions_of_its_stage_with_who_and_why() -> None:
    made = [
        Decision("1", "r", "title-abstract", "Ann", DecisionKind.INCLUDE),
        Decision("2", "r", "title-abstract", "Ben", DecisionKind.EXCLUDE, ("E1",)),
        Decision("3", "r", "theory-map", "Ann", DecisionKind.MAYBE),
    ]
    settled = Settlement("4", "r", "title-abstract", "Cas", DecisionKind.EXCLUDE, "not [b] councils", ("E1",))
    text = describe(RecordDetail(Record("r", "Markets"), decisions=made, settlements=[settled])).plain
    lines = [line.strip() for line in text.splitlines()]
    at = lines.index("✓ include  title abstract · Ann")
    assert lines[at + 1 : at + 5] == [
        "✗ exclude E1  title abstract · Ben",
        "settled: ✗ exclude E1  title abstract · Cas",
        "not [b] councils",
        "? maybe  theory map · Ann",
    ]


def test_a_record_without_authors_does_not_have_its_title_twice() -> None:
    title = "Better medicine by default"
    assert reference(Record("r", title, short_author=title)).plain.splitlines() == [title, "no author (n.d.)"]
    assert in_short(Record("r", title, short_author="Mind"), 80).plain.splitlines() == [title, "Mind (n.d.)"]
