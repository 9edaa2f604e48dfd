"""Conflicts: both sides as far as blinding allows, and the criteria that were changed because of them."""

from __future__ import annotations

from pathlib import Path
from time import time_ns

import pytest

from review.errors import ReviewError, UnknownNameError
from review.project import Project
from tests.copies import receive
from tests.reviews import a_document, add_record

FIRST, LAST = "title-abstract", "theory-map"


@pytest.fixture
def disputed(doubled: Project) -> str:
    """A record that ann includes over a criterion and bob excludes by it."""
    record = add_record(doubled, "Markets for care", document=a_document())
    doubled.screening.decide(record, "include", FIRST, overrides={"E1": "reprinted in 2015"})
    with doubled.acting_as("bob"):
        doubled.screening.decide(record, "exclude", FIRST, criteria=["E1"], note="printed in 2009")
    return record


def reword(project: Project, old: str, new: str) -> None:
    """Change the theory map's file and apply it."""
    file = project.map_file.path
    file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")
    project.map_file.adopt("they read it differently")


def test_both_sides_are_listed_until_it_is_settled(doubled: Project, disputed: str) -> None:
    (one,) = doubled.conflicts.all()
    assert (one.record, one.stage, one.settlement, one.ties) == (disputed, FIRST, None, ())
    assert [(made.reviewer, made.decision, made.note) for made in one.decisions] == [
        ("ann", "include", ""),
        ("bob", "exclude", "printed in 2009"),
    ]
    doubled.screening.settle(disputed, "include", FIRST, reason="the reprint counts")
    assert doubled.conflicts.all() == []
    (settled,) = doubled.conflicts.all(settled=True)
    assert settled.settlement.reason == "the reprint counts"


def until_the_next_millisecond() -> None:
    """What is decided afterwards has another time: events know theirs to the millisecond."""
    now = time_ns() // 1_000_000
    while time_ns() // 1_000_000 == now:
        pass


def test_they_come_by_stage_the_longest_standing_first(doubled: Project) -> None:
    records = [add_record(doubled, title, document=a_document()) for title in ("One", "Two", "Three")]
    for record, stage in ((records[1], LAST), (records[2], FIRST), (records[0], FIRST)):
        doubled.screening.decide(record, "include", stage)
        with doubled.acting_as("bob"):
            doubled.screening.decide(record, "maybe", stage)
        until_the_next_millisecond()
    found = [(one.record, one.stage) for one in doubled.conflicts.all()]
    assert found == [(records[2], FIRST), (records[0], FIRST), (records[1], LAST)]
    assert [one.record for one in doubled.conflicts.all(LAST)] == [records[1]]
    with pytest.raises(UnknownNameError, match="Unknown stage 'nowhere'"):
        doubled.conflicts.all("nowhere")


def test_nobody_sees_one_before_enough_have_decided(doubled: Project, disputed: str) -> None:
    doubled.conflicts.tie(disputed, FIRST, "E1", because="read differently")
    with doubled.acting_as("bob"):
        doubled.history.undo()  # his decision: now only ann has decided
    for reviewer in ("ann", "bob", "cas"):
        with doubled.acting_as(reviewer):
            assert doubled.conflicts.all(settled=True) == []
            with pytest.raises(
                ReviewError, match="no reviewers disagree at title abstract as far as you may see"
            ):
                doubled.conflicts.tie(disputed, FIRST, "E1")
    with doubled.acting_as("bob"):
        assert [event.kind for event in doubled.history.events()].count("tie-conflict") == 0


def test_a_criterion_that_was_reworded_because_of_it(doubled: Project, disputed: str) -> None:
    (one,) = doubled.conflicts.all()
    assert [(c.id, c.change) for c in doubled.conflicts.criteria(one)] == [("I1", ""), ("E1", "")]
    reword(doubled, "Published before 2014", "First published before 2014")
    (since,) = [c for c in doubled.conflicts.criteria(one) if c.is_changed]
    assert (since.id, since.before, since.now, since.change) == (
        "E1", "Published before 2014", "First published before 2014", "reworded since",
    )  # fmt: skip
    done = doubled.conflicts.tie(disputed, FIRST, "e1", because=" which date\ncounts? ")
    assert done.message == "Rahman, 2016: the conflict at title abstract is tied to E1 (reworded since)"
    (tie,) = doubled.conflicts.get(disputed, FIRST).ties
    assert (tie.criterion, tie.because, tie.reviewer) == ("E1", "which date counts?", "ann")
    assert "tie of a conflict (E1, title abstract) on Rahman, 2016: which date counts?" in [
        doubled.history.line(event) for event in doubled.history.events()
    ]


def test_a_criterion_that_was_added_or_removed_since(doubled: Project, disputed: str) -> None:
    reword(
        doubled,
        "E1: {text: Published before 2014, stage: title-abstract}",
        "E2: {text: Not about care, stage: title-abstract}",
    )
    since = {c.id: c.change for c in doubled.conflicts.criteria(doubled.conflicts.get(disputed, FIRST))}
    assert since == {"I1": "", "E2": "added since", "E1": "removed since"}
    for criterion in ("E1", "E2"):
        doubled.conflicts.tie(disputed, FIRST, criterion)
    assert [tie.criterion for tie in doubled.conflicts.get(disputed, FIRST).ties] == ["E1", "E2"]


def test_a_tie_is_removed_undone_and_made_again(doubled: Project, disputed: str) -> None:
    def tied() -> list[str]:
        return [tie.criterion for tie in doubled.conflicts.get(disputed, FIRST).ties]

    doubled.screening.settle(disputed, "include", FIRST, reason="the reprint counts")
    for criterion in ("E1", "I1"):
        doubled.conflicts.tie(disputed, FIRST, criterion)
    assert tied() == ["E1", "I1"]
    doubled.conflicts.tie(disputed, FIRST, "E1", off=True)
    assert tied() == ["I1"]
    doubled.history.undo()
    assert tied() == ["E1", "I1"]
    doubled.history.redo()
    assert tied() == ["I1"]
    with pytest.raises(ReviewError, match="the conflict at title abstract is not tied to E1"):
        doubled.conflicts.tie(disputed, FIRST, "E1", off=True)
    with pytest.raises(UnknownNameError, match="Unknown criterion 'E9'"):
        doubled.conflicts.tie(disputed, FIRST, "E9")  # of another stage
    assert [line for line in doubled.history.verify() if "file is gone" not in line] == []


def test_two_copies_tie_apart_and_meet(doubled: Project, disputed: str, tmp_path: Path) -> None:
    doubled.history.backup(tmp_path / "other" / "review.db")
    other = Project.open(tmp_path / "other", "bob")
    doubled.conflicts.tie(disputed, FIRST, "E1", because="which date?")
    other.conflicts.tie(disputed, FIRST, "I1")
    events = other.journal.events()
    receive(other.journal, doubled.journal.events())
    receive(doubled.journal, events)
    assert doubled.conflicts.get(disputed, FIRST) == other.conflicts.get(disputed, FIRST)
    assert len(doubled.conflicts.get(disputed, FIRST).ties) == 2
    other.close()


def test_coders_who_differ_are_shown_and_nothing_is_settled(doubled: Project, disputed: str) -> None:
    doubled.coding.code(disputed, ["T1"], 0, 30, stance="supports")
    with doubled.acting_as("bob"):
        doubled.coding.code(disputed, ["T1", "T2"], 5, 40, stance="challenges", same_stance=True)
    (found,) = doubled.conflicts.of_codings()
    assert (found.record, found.start, found.end) == (disputed, 0, 40)
    assert (found.of_code, found.of_stance) == (("T2",), ("T1",))
    assert doubled.conflicts.of_codings("another") == []
    assert len(doubled.coding.codings()) == 2
