"""Which decision counts where reviewers disagree: settled with a reason, everywhere, until it is settled again or undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.errors import ReviewError
from review.learning.models.relevance import labels_at
from review.project import Project
from tests.copies import receive
from tests.reviews import TWO_REVIEWERS, a_document, add_record, new_review

FIRST, LAST = "title-abstract", "theory-map"


@pytest.fixture
def disputed(doubled: Project) -> str:
    """A record that ann includes at the first stage and bob excludes."""
    record = add_record(doubled, "Markets for care", document=a_document())
    doubled.screening.decide(record, "include", FIRST)
    decide_as(doubled, "bob", record, "exclude", FIRST)
    return record


def problems(project: Project) -> list[str]:
    """What is wrong with the journal; the test's documents have no files."""
    return [line for line in project.history.verify() if "file is gone" not in line]


def decide_as(project: Project, reviewer: str, record: str, decision: str, stage: str) -> None:
    with project.acting_as(reviewer):
        project.screening.decide(record, decision, stage)


def test_it_counts_and_the_decisions_stay(doubled: Project, disputed: str) -> None:
    assert doubled.screening.counts().next_step == "Discuss 1 conflict at title abstract"
    done = doubled.screening.settle(disputed, "include", FIRST, reason=" it is\nabout care ")
    assert done.message == "Rahman, 2016: settled at title abstract: include (it is about care)"
    assert doubled.screening.outcome(disputed, FIRST) == "include"
    assert doubled.screening.conflicts() == []
    assert doubled.screening.counts().stages[FIRST] == {"include": 1}
    assert doubled.screening.candidates(LAST) == [disputed]
    assert {made.reviewer: str(made.decision) for made in doubled.screening.decisions(disputed, FIRST)} == {
        "ann": "include",
        "bob": "exclude",
    }
    settled = doubled.screening.settlement(disputed, FIRST)
    assert settled is not None
    assert (settled.reviewer, settled.reason) == ("ann", "it is about care")
    assert problems(doubled) == []


def test_a_later_decision_leaves_it_until_it_is_settled_again(doubled: Project, disputed: str) -> None:
    doubled.screening.settle(disputed, "include", FIRST, reason="about care")
    doubled.screening.decide(disputed, "exclude", FIRST)
    assert doubled.screening.outcome(disputed, FIRST) == "include"
    with doubled.acting_as("cas"):
        doubled.screening.settle(disputed, "exclude", FIRST, reason="both say so now")
    assert doubled.screening.outcome(disputed, FIRST) == "exclude"
    assert doubled.screening.settlement(disputed, FIRST).reviewer == "cas"


def test_who_agrees_on_another_decision_since_is_told_that_it_still_counts(
    doubled: Project, disputed: str
) -> None:
    doubled.screening.settle(disputed, "maybe", FIRST, reason="not sure")
    settled = doubled.screening.settlement(disputed, FIRST)
    assert settled is not None
    assert settled.against(doubled.screening.decisions(disputed)) == ""
    decide_as(doubled, "bob", disputed, "include", FIRST)
    assert settled.against(doubled.screening.decisions(disputed)) == (
        "Both decided include since; the settlement (maybe) still counts"
    )


def test_it_is_undone_and_redone_one_after_the_other(doubled: Project, disputed: str) -> None:
    doubled.screening.settle(disputed, "include", FIRST, reason="about care")
    doubled.screening.settle(disputed, "maybe", FIRST, reason="not sure")
    assert doubled.history.undo().message == "Undone: settlement (maybe, title abstract) on Rahman, 2016"
    assert doubled.screening.outcome(disputed, FIRST) == "include"
    doubled.history.undo()
    assert doubled.screening.outcome(disputed, FIRST) == "conflict"
    assert len(doubled.screening.conflicts()) == 1
    doubled.history.redo()
    assert doubled.screening.outcome(disputed, FIRST) == "include"


def test_it_waits_while_fewer_than_needed_have_decided_and_nobody_sees_it(
    doubled: Project, disputed: str
) -> None:
    """Bob takes his decision back: who has not decided must not learn what others did."""
    doubled.screening.settle(disputed, "include", FIRST, reason="about care")
    with doubled.acting_as("bob"):
        doubled.history.undo()
        assert doubled.screening.outcome(disputed, FIRST) == "none"
        assert doubled.screening.settlements(disputed) == []
        assert doubled.screening.candidates(FIRST) == [disputed]
        assert not [event for event in doubled.history.events() if event.kind == "settle"]
    assert [event.kind for event in doubled.history.events()].count("settle") == 1
    decide_as(doubled, "bob", disputed, "maybe", FIRST)
    assert doubled.screening.outcome(disputed, FIRST) == "include"
    assert problems(doubled) == []


@pytest.mark.parametrize(
    ("bob", "reason", "message"),
    [
        ("", "why", "no reviewers disagree at title abstract as far as you may see; use `review decide`"),
        ("include", "why", "no reviewers disagree at title abstract"),
        ("exclude", " \n", "say why this decision counts"),
    ],
)
def test_it_needs_a_disagreement_and_a_reason(doubled: Project, bob: str, reason: str, message: str) -> None:
    record = add_record(doubled, "Markets for care")
    doubled.screening.decide(record, "include", FIRST)
    if bob:
        decide_as(doubled, "bob", record, bob, FIRST)
    with pytest.raises(ReviewError, match=f"Rahman, 2016: {message}"):
        doubled.screening.settle(record, "include", FIRST, reason=reason)
    assert doubled.screening.settlements(record) == []


def test_exports_and_suggestions_go_by_it(doubled: Project, disputed: str) -> None:
    for reviewer, decision in (("ann", "include"), ("bob", "park")):
        decide_as(doubled, reviewer, disputed, decision, LAST)
    assert doubled.exports.table("source-types").rows[-1][2] == 0
    doubled.screening.settle(disputed, "include", LAST, reason="it bears on T1")
    assert doubled.exports.table("source-types").rows[-1][2] == 1
    table = doubled.exports.table("decisions")
    names = [column.key for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows if row[names.index("stage")] == LAST]
    assert [(row["decision"], row["outcome"], row["settled"], row["settled_by"]) for row in rows] == [
        ("include", "include", "include", "ann"),
        ("park", "include", "include", "ann"),
    ]
    assert {row["settled_reason"] for row in rows} == {"it bears on T1"}
    learned = [made for made in doubled.screening.material().decisions() if made.stage == LAST]
    assert [(made.reviewer, str(made.decision)) for made in learned] == [("ann", "include")]


def test_as_of_an_earlier_day_it_was_not_settled(doubled: Project, disputed: str) -> None:
    doubled.journal.rows("UPDATE event SET time = '2026-01-01T08:00:00.000+00:00'")
    settled = {
        "kind": "settle", "record": disputed, "stage": FIRST, "decision": "include",
        "theory_event": doubled.theory.event, "reason": "about care",
    }  # fmt: skip
    event = doubled.journal.append("ann", settled)
    doubled.journal.rows(
        "UPDATE event SET time = '2026-01-02T08:00:00.000+00:00' WHERE hash = ?", (event.hash,)
    )
    for day, outcome, by in (("2026-01-01", "conflict", None), ("2026-01-02", "include", "ann")):
        table = doubled.exports.table("decisions", day)
        names = [column.key for column in table.columns]
        assert {(row[names.index("outcome")], row[names.index("settled_by")]) for row in table.rows} == {
            (outcome, by)
        }


def test_of_two_made_apart_the_later_counts_and_the_log_has_both(
    doubled: Project, disputed: str, tmp_path: Path
) -> None:
    doubled.history.backup(tmp_path / "other" / "review.db")
    other = Project.open(tmp_path / "other", "bob")
    doubled.screening.settle(disputed, "include", FIRST, reason="about care")
    other.annotations.memo("T1", "so that bob's settlement is the later one")
    other.screening.settle(disputed, "exclude", FIRST, reason="too old")
    events = other.journal.events()
    receive(other.journal, doubled.journal.events())
    receive(doubled.journal, events)
    for project in (doubled, other):
        assert project.screening.outcome(disputed, FIRST) == "exclude"
        assert [event.reviewer for event in project.history.events() if event.kind == "settle"] == [
            "ann",
            "bob",
        ]
        assert problems(project) == []
    other.close()


def test_undoing_a_decision_says_that_what_settled_it_no_longer_counts(
    doubled: Project, disputed: str
) -> None:
    doubled.screening.settle(disputed, "include", FIRST, reason="about care")
    with doubled.acting_as("bob"):
        assert doubled.history.undo().message == (
            "Undone: decision (exclude, title abstract) on Rahman, 2016"
            " (the settlement no longer counts: fewer have decided than the stage needs)"
        )
    assert doubled.screening.outcome(disputed, FIRST) == "none"
    decide_as(doubled, "cas", disputed, "exclude", FIRST)
    decide_as(doubled, "cas", disputed, "maybe", FIRST)
    with doubled.acting_as("cas"):
        assert "settlement" not in doubled.history.undo().message  # the decision before it stands again


def test_the_estimate_of_what_is_left_counts_what_settled_it(doubled: Project, disputed: str) -> None:
    estimate = doubled.learning.stopping(FIRST)
    assert (estimate.relevant, estimate.in_conflict) == (1, 1)
    assert "1 of 1 record decided, 1 relevant (1 conflict among them);" in estimate.sentence
    doubled.screening.settle(disputed, "exclude", FIRST, reason="not about care")
    estimate = doubled.learning.stopping(FIRST)
    assert (estimate.read, estimate.relevant, estimate.in_conflict) == (1, 0, 0)
    doubled.screening.settle(disputed, "park", FIRST, reason="until the map has it")
    estimate = doubled.learning.stopping(FIRST)
    assert (estimate.read, estimate.parked) == (0, 1)
    assert estimate.sentence == "title abstract: none of 1 record decided yet, not counting 1 parked."


def test_a_conflict_of_a_parked_record_is_counted_among_the_relevant_ones_that_have_one(
    doubled: Project, disputed: str
) -> None:
    parked = add_record(doubled, "Another study")
    doubled.screening.decide(parked, "park", FIRST)
    decide_as(doubled, "bob", parked, "include", FIRST)
    estimate = doubled.learning.stopping(FIRST)
    assert (estimate.relevant, estimate.in_conflict) == (2, 2)
    assert doubled.screening.counts().stages[FIRST]["conflict"] == 2


def test_the_export_of_references_says_what_settled_it_and_an_import_leaves_it(
    doubled: Project, disputed: str, tmp_path: Path
) -> None:
    doubled.screening.settle(disputed, "exclude", FIRST, reason="not about care", criteria=["E1"])
    (ris,) = doubled.exports.write(["references"], ["ris"])
    text = ris.read_text(encoding="utf-8")
    assert '"decision": "exclude", "reasons": ["E1"], "note": "not about care", "settled": true' in text
    (table,) = doubled.exports.write(["references"], ["asreview"])
    assert ",0" in table.read_text(encoding="utf-8").splitlines()[1]
    (rayyan,) = doubled.exports.write(["references"], ["rayyan"])
    assert '""ann""=>""Included"", ""bob""=>""Excluded""' in rayyan.read_text(encoding="utf-8")

    other = new_review(tmp_path / "other", map_text=TWO_REVIEWERS)
    report = other.references.import_file(ris)
    assert dict(report.decisions_by) == {"ann": 1, "bob": 1}
    assert [left.message for left in report.not_taken] == [
        "settled as exclude at title abstract by ann; settle it here if reviewers disagree"
    ]
    other.close()


def test_what_settled_it_is_what_a_replay_of_the_decisions_counts(doubled: Project, disputed: str) -> None:
    def labels() -> dict[str, bool]:
        return labels_at(doubled.screening.material().decisions(), FIRST, doubled.theory.map)

    assert labels() == {disputed: True}  # one include of two is enough
    doubled.screening.settle(disputed, "exclude", FIRST, reason="not about care")
    assert labels() == {disputed: False}
