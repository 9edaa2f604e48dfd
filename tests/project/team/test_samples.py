"""Samples, pilots and stakeholders: who decides on which records, and what is refused until then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from review.domain.team.work import PilotWork
from review.errors import JournalError, ReviewError, UnknownNameError
from review.journal.queries.team.samples import ranked
from review.project import Project
from review.project.team.drawing import share_of
from tests.reviews import SMALL_MAP, a_review, add_record, new_review

FIRST, LAST = "title-abstract", "theory-map"
PEOPLE = ("ann", "bob", "cleo")
SAMPLED = SMALL_MAP.replace(
    "title-abstract: {reviewers: 1", "title-abstract: {reviewers: 1, double: 0.1, seed: 7"
)
SAMPLED += "reviewers: [ann, bob, cleo, {name: mind, role: stakeholder}]\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A review in which a tenth is decided twice, with 20 records and their draw."""
    project = a_review(tmp_path / "review", map_text=SAMPLED)
    fill(project, 20)
    project.team.draw()
    yield project
    project.close()


def fill(project: Project, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        add_record(project, f"Study {number}")


def drawn(project: Project, stage: str = FIRST) -> set[str]:
    sql = "SELECT record FROM need WHERE stage = ? AND reviewers > 1"
    return {record for (record,) in project.journal.rows(sql, (stage,))}


def decide(project: Project, reviewer: str, record: str, decision: str = "include") -> None:
    with project.acting_as(reviewer):
        project.screening.decide(record, decision, FIRST)


def waiting(project: Project, reviewer: str) -> set[str]:
    with project.acting_as(reviewer):
        return set(project.screening.candidates(FIRST))


def test_the_first_by_the_digest_of_seed_and_record_are_drawn(project: Project) -> None:
    records = [record.id for record in project.records.all()]
    by_digest = sorted(records, key=lambda record: hashlib.sha256(f"7:{record}".encode()).hexdigest())
    assert ranked(records, 7) == by_digest
    assert drawn(project) == set(by_digest[:2])


@pytest.mark.parametrize(
    ("share", "records", "expected"), [(0.1, 70, 7), (0.1, 71, 8), (0.07, 100, 7), (1.0, 3, 3), (0.1, 0, 0)]
)
def test_a_share_is_rounded_up_only_where_something_is_left(
    share: float, records: int, expected: int
) -> None:
    assert share_of(share, records) == expected


def test_what_was_drawn_stays_drawn_when_records_come(project: Project) -> None:
    before = drawn(project)
    fill(project, 60, first=20)
    project.team.draw()
    records = ranked([record.id for record in project.records.all()], 7)
    assert drawn(project) == before | set(records[:8])
    events = project.revision
    project.team.draw()
    assert project.revision == events, "nothing is drawn again"


def test_drawing_is_nobodys_last_act(project: Project) -> None:
    with pytest.raises(JournalError, match="Nothing to undo"):
        project.history.undo()
    assert project.history.undoable() is None
    record = next(iter(drawn(project)))
    decide(project, "ann", record)
    fill(project, 60, first=20)
    with project.acting_as("ann"):
        project.screening.decide(record, "maybe", FIRST)
        project.team.draw()
        assert project.history.passed_over() is None
        assert project.history.undo().message.startswith("Undone: decision (maybe")


def test_opening_draws_what_is_missing_and_reading_does_not(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review", map_text=SAMPLED)
    fill(project, 10)
    project.close()
    reading = Project.open(tmp_path / "review", "ann", read_only=True)
    assert drawn(reading) == set()
    reading.close()
    stakeholder = Project.open(tmp_path / "review", "mind")
    assert drawn(stakeholder) == set()
    stakeholder.close()
    opened = Project.open(tmp_path / "review", "ann")
    assert len(drawn(opened)) == 1
    opened.close()


def test_a_map_with_a_share_that_is_applied_draws(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review")
    fill(project, 10)
    project.map_file.path.write_text(SAMPLED)
    project.map_file.adopt("we check ourselves")
    assert len(drawn(project)) == 1
    project.close()


def test_the_undo_of_a_map_with_a_share_says_that_what_was_drawn_stays_and_what_ends_it(
    tmp_path: Path,
) -> None:
    project = new_review(tmp_path / "review")
    fill(project, 10)
    project.map_file.path.write_text(SAMPLED)
    project.map_file.adopt("we check ourselves")
    said = project.history.undo().message
    assert said == (
        "Undone: theory map applied (the records that were drawn stay drawn:"
        f" `review sample close --stage {FIRST} --reason …` ends that)"
    )
    assert len(drawn(project)) == 1
    project.close()


def test_a_pilot_is_named_beside_the_sample_only_where_there_was_one(project: Project) -> None:
    (work,) = [one for one in project.team.work() if one.stage == FIRST]
    assert "drawn have two decisions or more" in work.sentences[0]
    project.team.pilot(2, FIRST, "we begin")
    (work,) = [one for one in project.team.work() if one.stage == FIRST]
    assert any("drawn (a pilot's first) have two" in sentence for sentence in work.sentences)


def test_an_import_draws(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review", map_text=SAMPLED)
    file = tmp_path / "found.ris"
    file.write_text("".join(f"TY  - JOUR\nTI  - Study {n}\nER  - \n" for n in range(11)))
    project.references.import_file(file, preview=True)
    assert drawn(project) == set()
    project.references.import_file(file)
    assert len(drawn(project)) == 2
    project.close()


def test_any_two_reviewers_suffice(project: Project) -> None:
    record = next(iter(drawn(project)))
    decide(project, "cleo", record)
    assert record in waiting(project, "ann")
    decide(project, "bob", record)
    assert record not in waiting(project, "ann")
    others = {one.id for one in project.records.all()} - drawn(project)
    decide(project, "bob", other := min(others))
    assert other not in waiting(project, "ann")


def test_a_stage_that_goes_from_one_to_two_lacks_second_decisions(project: Project) -> None:
    records = sorted({one.id for one in project.records.all()} - drawn(project))
    for record in records[:3]:
        decide(project, "ann", record)
    assert project.team.work_at(FIRST).second == 0
    project.map_file.path.write_text(
        SAMPLED.replace("title-abstract: {reviewers: 1", "title-abstract: {reviewers: 2")
    )
    project.map_file.adopt("two from now on")
    work = project.team.work_at(FIRST)
    assert (work.second, work.done, work.left) == (3, 3, 17)
    assert "3 records lack a second decision." in work.sentences
    assert work.sentences[-1] == "Who can still decide on them: bob (3), cleo (3)."
    assert set(records[:3]) <= waiting(project, "bob")
    decide(project, "cleo", records[3])
    assert project.team.work_at(FIRST).who == "Who can still decide on them: bob (4), cleo (3), you (1)."


def test_a_sample_grows_and_closes_with_a_reason(project: Project) -> None:
    before = drawn(project)
    for reason in ("", "  "):
        with pytest.raises(ReviewError, match="say why"):
            project.team.grow(3, FIRST, reason)
        with pytest.raises(ReviewError, match="say why"):
            project.team.close(FIRST, reason)
    assert project.team.grow(3, FIRST, "a new reviewer").message.startswith(
        "3 more records of title abstract"
    )
    records = ranked([record.id for record in project.records.all()], 7)
    assert drawn(project) == set(records[:5])
    project.history.undo()
    assert drawn(project) == before

    one, other = sorted(before)
    decide(project, "ann", one)
    decide(project, "bob", one)
    decide(project, "ann", other)
    project.team.close(FIRST, "we agree")
    work = project.team.work_at(FIRST)
    assert (work.second, work.closed) == (0, "ann: we agree")
    assert project.screening.outcome(other, FIRST) == "include"
    project.team.draw()
    assert drawn(project) == set(), "nothing is drawn once it was closed"
    with pytest.raises(ReviewError, match="no pilot or sample to close"):
        project.team.close(FIRST, "again")
    project.team.grow(1, FIRST, "once more")
    assert project.team.work_at(FIRST).closed == ""
    assert drawn(project) == {other}, "the first by rank that lacks a second decision"
    project.history.undo()
    assert drawn(project) == set()
    project.history.undo()
    assert drawn(project) == before


def test_a_pilot_is_decided_by_all_before_the_stage_opens(project: Project) -> None:
    records = ranked([record.id for record in project.records.all()], 7)
    done = project.team.pilot(4, FIRST)
    assert done.message == (
        "Pilot of title abstract: 4 records, each decided by 3 reviewers; other records wait until that is done"
    )
    pilot, other = records[:4], records[4]
    for reviewer in PEOPLE:
        assert waiting(project, reviewer) == set(pilot)
    assert project.screening.counts().waiting[FIRST] == 4
    with pytest.raises(ReviewError, match=r"until the pilot .* is finished; .* --reason …` ends it"):
        project.screening.decide(other, "include", FIRST)
    assert not project.screening.is_open(other, FIRST)
    with pytest.raises(
        ReviewError, match=r"not finished .*`review sample close --stage title-abstract --reason …`"
    ):
        project.team.pilot(2, FIRST)
    plan = project.screening.plan_for_all([project.records.key_of(one) for one in records], "exclude", FIRST)
    assert (len(plan.keys), plan.left_out) == (4, 16)
    assert "16 wait until the pilot of title abstract is finished." in plan.in_words()

    for reviewer in PEOPLE:
        for record in pilot:
            decide(project, reviewer, record)
        if reviewer == "ann":
            work = project.team.work()[0]
            assert work.pilot == PilotWork(records=4, left=4, mine=0)
            assert (work.pilots, work.who) == (
                (),
                "Who can still decide on the pilot's records: bob (4), cleo (4).",
            )
            assert project.screening.counts().next_step == (
                "Nothing waits for you: 4 records wait for another reviewer's decision at title abstract"
            )
    work = project.team.work()[0]
    assert work.pilot is None
    assert (work.sentences[0], work.who) == ("Pilot of 4 records: finished.", "")
    assert {project.screening.outcome(record, FIRST) for record in pilot} == {"include"}
    project.screening.decide(other, "include", FIRST)


def test_a_second_pilot_is_counted_without_the_first(project: Project) -> None:
    project.team.pilot(2, FIRST)
    for reviewer in PEOPLE:
        for record in waiting(project, reviewer):
            decide(project, reviewer, record)
    project.team.pilot(3, FIRST)
    (record, *_) = waiting(project, "ann")
    decide(project, "ann", record)
    work = project.team.work()[0]
    assert work.pilot == PilotWork(records=3, left=3, mine=2)
    assert work.sentences[:3] == (
        "Pilot of 2 records: finished.",
        "Pilot: 3 of 3 records need more decisions, 2 of them yours; other records wait.",
        "Who can still decide on the pilot's records: bob (3), cleo (3), you (2).",
    )
    assert work.sentences[-1] == "1 record lacks a second decision."


def test_closing_opens_the_stage_and_undo_of_the_pilot_does(project: Project) -> None:
    sample = drawn(project)
    other = ranked([record.id for record in project.records.all()], 7)[5]
    project.team.pilot(4, FIRST)
    project.team.close(FIRST, "no time")
    assert project.team.work()[0].pilots == ("Pilot of 4 records: closed before all had decided.",)
    assert drawn(project) == sample, "the sample stays"
    project.screening.decide(other, "include", FIRST)
    for _ in range(3):
        project.history.undo()
    assert project.team.work_at(FIRST).pilot is None
    project.screening.decide(other, "include", FIRST)


def test_a_pilot_of_a_later_stage_takes_what_the_stage_before_let_through(project: Project) -> None:
    with pytest.raises(ReviewError, match="no record is left"):
        project.team.pilot(2, LAST)
    free = sorted({one.id for one in project.records.all()} - drawn(project))
    for record in free[:3]:
        project.screening.decide(record, "include", FIRST)
    project.team.pilot(2, LAST)
    assert drawn(project, LAST) == set(ranked(free[:3], 0)[:2])
    # One that does not reach the stage any more is not waited for.
    for record in drawn(project, LAST):
        project.screening.decide(record, "exclude", FIRST)
    assert project.team.work_at(LAST).pilot is None


@pytest.mark.parametrize("size", [0, -1])
def test_a_size_is_a_number_of_records(project: Project, size: int) -> None:
    with pytest.raises(ReviewError, match="give how many records"):
        project.team.pilot(size, FIRST)
    with pytest.raises(ReviewError, match="give how many records"):
        project.team.grow(size, FIRST, "why not")


def test_a_pilot_needs_two_reviewers_and_a_known_stage(tmp_path: Path, project: Project) -> None:
    with pytest.raises(UnknownNameError):
        project.team.pilot(2, "nowhere")
    alone = new_review(tmp_path / "alone")
    fill(alone, 2)
    with pytest.raises(ReviewError, match="it has 0 reviewers; list at least two"):
        alone.team.pilot(2, FIRST)
    alone.close()


def test_a_stakeholder_comments_and_does_nothing_else(project: Project) -> None:
    record = project.records.all()[0].id
    with project.acting_as("mind"):
        project.annotations.comment("what about families?", "expert", on="T1")
        project.history.undo()
        project.history.redo()
        before = project.revision
        for act in (
            lambda: project.screening.decide(record, "include", FIRST),
            lambda: project.annotations.memo("T1", "a thought"),
            lambda: project.theory.refine("T1", "why", proposition="Another"),
            lambda: project.records.edit(record, title="Another"),
            lambda: project.team.close(FIRST, "why"),
            lambda: project.desk.write("T1", "They compete."),
        ):
            with pytest.raises(JournalError, match="mind is a stakeholder in the theory map"):
                act()
        assert project.revision == before
        work = project.team.work_at(FIRST)
        assert (work.left, work.done, project.screening.candidates(FIRST)) == (0, 0, [])


def test_what_a_stakeholder_did_before_stays_and_is_not_undone(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review")
    add_record(project, "A study")
    record = project.records.all()[0].id
    with project.acting_as("mind"):
        project.screening.decide(record, "include", FIRST)
    project.map_file.path.write_text(SAMPLED)
    project.map_file.adopt("they comment from now on")
    with project.acting_as("mind"), pytest.raises(JournalError, match="stakeholder"):
        project.history.undo()
    assert not project.screening.decisions(record, FIRST), "it waits for a second decision"
    with project.acting_as("mind"):
        assert [made.reviewer for made in project.screening.decisions(record, FIRST)] == ["mind"]
    project.close()


def test_a_decision_of_a_stakeholder_in_a_file_is_left(tmp_path: Path, project: Project) -> None:
    decision = '[{"stage": "", "reviewer": "%s", "decision": "include"}]'
    reference = "TY  - JOUR\nTI  - %s\nN1  - REVIEW-DECISIONS: %s\nER  - \n\n"
    file = tmp_path / "found.ris"
    file.write_text(reference % ("One", decision % "mind") + reference % ("Other", decision % "bob"))
    report = project.references.import_file(file)
    assert report.added == 2
    assert report.decisions_by == {"bob": 1}
    assert [one.message for one in report.not_taken] == [
        "decision by mind at title abstract: a stakeholder decides nothing"
    ]


def test_an_older_state_has_the_sample_of_then(project: Project) -> None:
    sample = drawn(project)
    clock = max(event.clock for event in project.history.events())
    with project.acting_as("ann"):
        project.team.grow(3, FIRST, "to be sure")
    older = project.journal.replayed("clock <= ?", (clock,))
    rows = older.rows("SELECT record FROM need WHERE stage = ? AND reviewers > 1", (FIRST,))
    assert {record for (record,) in rows} == sample
    older.close()


def test_the_log_says_what_was_drawn_and_why_it_grew(project: Project) -> None:
    project.team.grow(1, FIRST, "to be sure")
    project.team.close(FIRST, "we agree")
    lines = [project.history.line(event) for event in project.history.events() if "sample" in event.kind]
    assert lines == [
        "sample (title abstract): 2 records drawn to be decided twice",
        "sample (title abstract): 1 more record to be decided twice: to be sure",
        "sample (title abstract) closed: we agree",
    ]


def test_a_redone_close_is_a_close(project: Project) -> None:
    project.team.close(FIRST, "we agree")
    project.history.undo()
    assert drawn(project)
    project.history.redo()
    assert drawn(project) == set()
    project.team.draw()
    assert drawn(project) == set()


def test_what_is_drawn_and_merged_into_another_record_is_not_waited_for(project: Project) -> None:
    record = min(drawn(project))
    project.team.pilot(2, FIRST)
    other = min({one.id for one in project.records.all()} - drawn(project))
    project.references.merge(other, record, "the same work")
    pilot = project.team.work_at(FIRST).pilot
    assert pilot is not None
    assert pilot.left == 1
