"""Copies of a review exchange what they have: everything arrives once, and what is not sound is refused with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from review.acts import BeginReview
from review.domain import Selection
from review.domain.canonical import canonical, identity
from review.domain.team.exchange import FoundText, RefusedInput
from review.errors import ReviewError
from review.journal.event import Event
from review.project import Project
from tests.journal.random_acts import tables
from tests.project.sharing.copies import a_copy, bring, found, found_texts
from tests.reviews import PARAGRAPHS, a_document, add_record, new_review


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Project, Project, str]]:
    """Two copies of a review with a document, of ann and of bob, and the document's record."""
    ann = new_review(tmp_path / "ann", "ann")
    record = add_record(ann, "A study", document=a_document())
    bob = a_copy(ann, tmp_path / "bob", "bob")
    yield ann, bob, record
    ann.close()
    bob.close()


def code(project: Project, record: str, paragraph: int) -> None:
    project.coding.code(record, ["T1"], *project.coding.find_quote(record, PARAGRAPHS[paragraph]))


def problems(project: Project) -> list[str]:
    """What verify finds, but for the files: these reviews never had any."""
    return [line for line in project.history.verify() if "the file is gone" not in line]


def test_a_review_has_a_random_id_in_its_first_act(tmp_path: Path, two: tuple[Project, Project, str]) -> None:
    ann, bob, _ = two
    first, second = ann.history.events()[:2]
    assert (first.kind, second.kind) == ("begin-review", "adopt")
    assert ann.sharing.review == bob.sharing.review == first.act["review"]
    other = new_review(tmp_path / "other")
    assert other.sharing.review != ann.sharing.review
    other.close()


def test_the_begin_of_a_review_is_never_undone(project: Project) -> None:
    with pytest.raises(ReviewError, match="Nothing to undo"):
        project.history.undo()
    assert project.history.describe(project.history.events()[0]) == "review begun"


def test_two_copies_that_exchange_what_they_have_are_equal(two: tuple[Project, Project, str]) -> None:
    ann, bob, record = two
    code(ann, record, 0)
    code(bob, record, 1)
    bob.screening.decide(record, "include", "title-abstract")
    theirs = add_record(bob, "Another study", document=a_document(("Only bob has read this.",)))

    assert bring(ann, bob).received == 3
    assert bring(bob, ann).received == 1
    assert tables(ann.journal) == tables(bob.journal)
    assert ann.documents.get(theirs) == bob.documents.get(theirs)
    assert len(ann.records.listing(Selection(search="Only bob"))) == 1
    assert bring(ann, bob) == bring(bob, ann)
    assert (bring(ann, bob).received, bring(ann, bob).texts) == (0, 0)
    assert problems(ann) + problems(bob) == []


def test_undo_after_an_exchange_undoes_the_reviewers_own_act_only(two: tuple[Project, Project, str]) -> None:
    ann, bob, record = two
    code(ann, record, 0)
    code(bob, record, 1)
    bring(ann, bob)
    ann.history.undo()
    assert [coding.reviewer for coding in ann.coding.codings()] == ["bob"]
    with pytest.raises(ReviewError, match="Nothing to undo"):
        ann.history.undo()


def test_another_reviews_acts_are_refused(tmp_path: Path, two: tuple[Project, Project, str]) -> None:
    ann, *_ = two
    other = new_review(tmp_path / "other", "eve")
    received = bring(ann, other)
    reason = "belongs to another review"
    assert received.refused == (RefusedInput("theirs", 1, reason), RefusedInput("theirs", 2, reason))
    assert received.received == 0
    other.close()


def test_an_act_that_begins_another_review_is_refused(two: tuple[Project, Project, str]) -> None:
    ann, bob, _ = two
    bob.journal.append("eve", BeginReview(review="0" * 32))
    received = bring(ann, bob)
    assert [one.reason for one in received.refused] == ["begins another review"]
    assert ann.sharing.review == ann.history.events()[0].act["review"]


def test_changed_lines_are_refused_and_the_others_are_imported(two: tuple[Project, Project, str]) -> None:
    ann, bob, _ = two
    for text in ("one", "two", "three"):
        bob.annotations.memo("T1", text)
    events = list(bob.sharing.to_send(ann.sharing.known()))
    events[1] = replace(events[1], act=events[1].act.replace("two", "2"))
    received = ann.sharing.receive(found(events, "events-b.jsonl"))
    assert received.received == 2
    assert received.refused == (RefusedInput("events-b.jsonl", 2, "was changed after it was written"),)
    assert bring(ann, bob).received == 1


@pytest.mark.parametrize("clock", [2**62, 2**53, 5_000_000])
def test_an_act_from_far_in_the_future_is_refused_and_does_no_harm(
    two: tuple[Project, Project, str], clock: int
) -> None:
    ann, bob, _ = two
    bob.annotations.memo("T1", "an honest thought")
    last = bob.history.events()[-1]
    act = canonical({"kind": "memo", "target": "T1", "text": "the last word for ever"})
    hash_ = identity(last.hash, last.replica, clock, last.time, "eve", act)
    poison = Event.from_row((hash_, last.hash, last.replica, clock, last.time, "eve", act))
    (shared,) = bob.sharing.to_send(ann.sharing.known())
    event = replace(
        shared, hash=poison.hash, previous=last.hash, clock=clock, reviewer="eve", act=poison.spelling
    )
    received = ann.sharing.receive(found([event, shared]))
    assert received.received == 1
    assert [one.line for one in received.refused] == [1]
    assert "its clock is far ahead of all others" in received.refused[0].reason
    ann.annotations.memo("T1", "mine")
    assert ann.history.events()[-1].clock == last.clock + 1


def test_a_name_that_would_break_lines_is_refused(two: tuple[Project, Project, str]) -> None:
    ann, bob, _ = two
    bob.annotations.memo("T1", "an honest thought")
    (shared,) = bob.sharing.to_send(ann.sharing.known())
    name = "eve\n2026-11-29 ann"
    hash_ = identity(shared.previous, shared.replica, shared.clock, shared.time, name, shared.act)
    received = ann.sharing.receive(found([replace(shared, hash=hash_, reviewer=name)]))
    assert received.received == 0
    assert received.refused[0].reason == "its reviewer's name holds a line end or another control character"


def test_an_act_whose_predecessor_is_missing_is_imported(two: tuple[Project, Project, str]) -> None:
    ann, bob, _ = two
    bob.annotations.memo("T1", "one")
    bob.annotations.memo("T2", "two")
    first, second = bob.sharing.to_send(ann.sharing.known())
    assert ann.sharing.receive(found([second])).received == 1
    assert any("the event before it is missing" in line for line in ann.history.verify())
    assert ann.sharing.receive(found([first])).received == 1
    assert problems(ann) == []


def test_an_act_dated_in_the_future_is_imported_and_changes_no_order(
    two: tuple[Project, Project, str],
) -> None:
    ann, bob, record = two
    bob.journal.append(
        "ann",
        {"kind": "source-type", "record": record, "source_type": "policy"},
        time="2999-01-01T00:00:00.000+00:00",
    )
    assert bring(ann, bob).received == 1
    ann.records.set_source_type(record, "empirical")
    assert ann.records.get(record).source_type == "empirical"


def test_a_text_that_is_not_what_it_says_is_refused(two: tuple[Project, Project, str]) -> None:
    ann, bob, _ = two
    add_record(bob, "Another study", document=a_document(("Only bob has read this.",)))
    bring_events = list(bob.sharing.to_send(ann.sharing.known()))
    (text,) = bob.sharing.texts_to_send(ann.sharing.known_texts())
    wrong = {
        "its text does not give its SHA-256": replace(text, text="Only eve has read this."),
        "belongs to no document of this review": replace(
            text, text="x", sha256="2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        ),
        "its text holds what is not text": replace(text, layout="ü"),
        "its pages and passages are not in this program's format": replace(text, layout="[]"),
    }
    for reason, changed in wrong.items():
        received = ann.sharing.receive(found(bring_events), [FoundText(changed, "texts/x.json.gz")])
        assert [one.reason for one in received.refused] == [reason]
        assert received.texts == 0
    assert ann.sharing.receive((), found_texts([text])).texts == 1


def test_disagreements_that_the_reviewer_may_see_are_counted(two: tuple[Project, Project, str]) -> None:
    ann, bob, record = two
    ann.screening.decide(record, "include", "title-abstract")
    bob.screening.decide(record, "exclude", "title-abstract", criteria=["E1"])
    assert bring(ann, bob).conflicts == 1


def test_what_was_worded_apart_is_reported_once(two: tuple[Project, Project, str]) -> None:
    ann, bob, _ = two
    ann.theory.refine("T1", "why", proposition="What ann says")
    bob.theory.refine("T1", "why", proposition="What bob says")
    for project in (ann, bob):
        project.desk.write("T1", project.reviewer)
        project.verdicts.give("T1", "mixed", caveat=project.reviewer)
    lines = bring(ann, bob).kept_apart
    assert [line.partition(":")[0] for line in lines] == ["T1", "verdict on T1", "text on T1"]
    assert bring(ann, bob).kept_apart == ()


def test_a_file_that_was_put_back_forks_its_chain_which_is_listed_and_no_fault(
    tmp_path: Path, two: tuple[Project, Project, str]
) -> None:
    ann, bob, _ = two
    bob.close()
    before = (tmp_path / "bob" / "review.db").read_bytes()
    for text in ("one", "two"):
        bob = Project.open(tmp_path / "bob", "bob")
        bob.annotations.memo("T1", text)
        bring(ann, bob)
        bob.close()
        for file in (tmp_path / "bob").glob("review.db*"):
            file.unlink()
        (tmp_path / "bob" / "review.db").write_bytes(before)
    assert sorted(memo.text for memo in ann.annotations.memos("T1")) == ["one", "two"]
    own, bobs = ann.sharing.copies()
    assert (own.is_own, own.forks, bobs.forks, bobs.acts, bobs.reviewers) == (True, 0, 1, 2, ("bob",))
    assert problems(ann) == []
    assert "or put back from a copy; all acts count" in ann.history.verification_notices()[0]
