"""How far reviewers agree in a review: what counts, what one may see, and what changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.errors import UnknownNameError
from review.project import Project
from tests.reviews import PARAGRAPHS, SMALL_MAP, TWO_REVIEWERS, a_document, a_review, add_record, new_review

FIRST, LAST = "title-abstract", "theory-map"


@pytest.fixture
def doubled(tmp_path: Path) -> Iterator[Project]:
    """A review whose first stage is screened by two, opened by ann."""
    project = a_review(tmp_path / "doubled", map_text=TWO_REVIEWERS)
    yield project
    project.close()


def decide(project: Project, record: str, stage: str = FIRST, **decisions: str) -> None:
    """Decisions on a record by the reviewers named, in this order."""
    for reviewer, decision in decisions.items():
        with project.acting_as(reviewer):
            criteria = ("E1",) if decision == "exclude" else ()
            project.screening.decide(record, decision, stage, criteria=criteria, note=f"{reviewer} says so")


def test_only_records_that_two_decided_on_count(doubled):
    one, two, three = (add_record(doubled, title) for title in ("One", "Two", "Three"))
    decide(doubled, one, ann="include", bob="include")
    decide(doubled, two, ann="include", bob="exclude")
    decide(doubled, three, ann="exclude")
    found = doubled.agreement.of_stage()

    assert (found.stage, found.figures.n, found.figures.reviewers) == (FIRST, 2, ("ann", "bob"))
    assert found.figures.per_cent.value == 50
    (apart,) = found.disagreements
    assert apart.record == two
    assert [(one.reviewer, one.decision, one.criteria, one.note) for one in apart.decisions] == [
        ("ann", "include", (), "ann says so"),
        ("bob", "exclude", ("E1",), "bob says so"),
    ]
    assert apart.settled is None


def test_nobody_sees_agreement_before_as_many_as_needed_have_decided(tmp_path):
    by_three = new_review(tmp_path, map_text=TWO_REVIEWERS.replace("reviewers: 2", "reviewers: 3"))
    record = add_record(by_three, "One")
    decide(by_three, record, bob="include", cy="exclude")

    assert by_three.agreement.decided_twice() == {FIRST: 0, LAST: 0}
    assert by_three.agreement.of_stage(FIRST).figures.n == 0
    assert by_three.agreement.of_stage(FIRST).disagreements == ()
    decide(by_three, record, ann="include")
    assert by_three.agreement.of_stage().figures.n == 1
    by_three.close()


def test_a_settlement_changes_nothing_and_is_shown(doubled):
    record, other = add_record(doubled, "One"), add_record(doubled, "Two")
    decide(doubled, record, ann="include", bob="exclude")
    decide(doubled, other, ann="exclude", bob="exclude")
    before = doubled.agreement.of_stage()
    doubled.screening.settle(record, "exclude", FIRST, reason="it is too old")
    after = doubled.agreement.of_stage()

    assert after.figures == before.figures
    assert after.disagreements[0].settled.reason == "it is too old"


def test_what_somebody_decides_after_seeing_the_other_changes_nothing_and_is_shown(doubled):
    record, other = add_record(doubled, "One"), add_record(doubled, "Two")
    decide(doubled, record, ann="include", bob="exclude")
    decide(doubled, other, ann="exclude", bob="exclude")
    before = doubled.agreement.of_stage()
    decide(doubled, record, ann="exclude")
    after = doubled.agreement.of_stage()

    assert after.figures == before.figures
    assert (before.changed_later, after.changed_later) == (0, 1)
    assert after.disagreements[0].decisions == before.disagreements[0].decisions
    assert after.disagreements[0].later == {"ann": "exclude"}


def test_undoing_a_decision_after_seeing_the_other_is_no_way_to_agree(doubled):
    record = add_record(doubled, "One")
    decide(doubled, record, bob="exclude", ann="include")
    doubled.history.undo()
    decide(doubled, record, ann="exclude")
    found = doubled.agreement.of_stage()

    assert found.figures.per_cent.value == 0
    assert found.disagreements[0].later == {"ann": "exclude"}


def test_what_was_corrected_before_the_other_decided_counts_as_corrected(doubled):
    record = add_record(doubled, "One")
    decide(doubled, record, ann="include")
    decide(doubled, record, ann="exclude")
    decide(doubled, record, bob="exclude")
    found = doubled.agreement.of_stage()

    assert found.figures.per_cent.value == 100
    assert found.changed_later == 0


def test_where_one_reviewer_is_enough_the_second_may_have_seen_the_first(doubled):
    record = add_record(doubled, "One")
    decide(doubled, record, LAST, ann="include", bob="include")
    decide(doubled, record, FIRST, ann="include", bob="include", cy="include")

    assert doubled.agreement.of_stage(LAST).seen_before == 1
    assert doubled.agreement.of_stage(FIRST).seen_before == 1, "cy decided when two had"


def test_who_decides_last_may_have_seen_the_others_though_a_decision_was_undone_before(doubled):
    record = add_record(doubled, "One")
    decide(doubled, record, cy="include")
    with doubled.acting_as("cy"):
        doubled.history.undo()
    decide(doubled, record, ann="include", bob="include")
    assert doubled.agreement.of_stage().seen_before == 0
    decide(doubled, record, cy="include")

    assert doubled.agreement.of_stage().seen_before == 1


def test_an_import_that_was_undone_leaves_no_decision_in_the_figures(doubled, tmp_path):
    file = tmp_path / "screened.csv"
    rayyan = 'RAYYAN-INCLUSION: {""ann""=>""Included"", ""bob""=>""Excluded"", ""cy""=>""Maybe""}'
    file.write_text(f'Title,Notes\nOne,"{rayyan}"\n', "utf-8")
    doubled.references.import_file(file)
    assert doubled.agreement.of_stage().imported == 1
    doubled.history.undo()
    (record,) = [one.id for one in doubled.records.all()]
    assert doubled.screening.decisions(record) == []
    decide(doubled, record, cy="include", bob="include", ann="exclude")
    found = doubled.agreement.of_stage()

    assert (found.imported, found.seen_before) == (0, 1), "ann decided when two had"
    assert [one.decision for one in found.disagreements[0].decisions] == ["exclude", "include", "include"]
    assert found.changed_later == 0


def test_what_was_asked_for_when_they_decided_says_who_could_see_the_other(tmp_path):
    drawn = SMALL_MAP.replace("title-abstract: {reviewers: 1", "title-abstract: {reviewers: 1, double: 0.5")
    project = new_review(tmp_path, map_text=drawn + "reviewers: [ann, bob, cy]\n")
    records = [add_record(project, f"Study {number}") for number in range(4)]
    project.team.draw()
    apart, alone = [one for one in records if project.team.asked_for(one, FIRST)]
    decide(project, apart, ann="include", bob="exclude")
    decide(project, alone, ann="include")
    assert project.agreement.of_stage().seen_before == 0

    project.team.close(FIRST, "they agree")
    assert project.agreement.of_stage().seen_before == 0, "both decided before the sample was closed"
    decide(project, alone, bob="include")
    assert project.agreement.of_stage().seen_before == 1, "bob decided when one was enough"
    project.close()


def test_a_pilot_that_is_closed_was_decided_independently(tmp_path):
    project = new_review(tmp_path, map_text=SMALL_MAP + "reviewers: [ann, bob, cy]\n")
    first, second = add_record(project, "One"), add_record(project, "Two")
    project.team.pilot(2, FIRST)
    decide(project, first, ann="include", bob="include", cy="exclude")
    decide(project, second, ann="include", bob="include")
    project.team.close(FIRST, "clear enough")
    found = project.agreement.of_stage()

    assert (found.figures.n, found.seen_before) == (2, 0)
    assert [one.decision for one in found.disagreements[0].decisions] == ["include", "include", "exclude"]
    decide(project, second, cy="exclude")
    assert project.agreement.of_stage().seen_before == 1, "cy decided after the close"
    project.close()


def test_two_reviewers_who_decided_openly_stay_so_when_the_stage_asks_for_two(tmp_path):
    project = new_review(tmp_path, map_text=SMALL_MAP)
    openly, blind = add_record(project, "One"), add_record(project, "Two")
    decide(project, openly, ann="include", bob="include")
    decide(project, blind, ann="include")
    project.map_file.path.write_text(TWO_REVIEWERS)
    project.map_file.adopt(reason="a second reviewer joined")
    decide(project, blind, bob="exclude")

    assert project.agreement.of_stage().seen_before == 1
    project.close()


def test_without_decisions_there_is_a_reason(doubled):
    found = doubled.agreement.of_stage()

    assert found.stage == FIRST
    assert found.figures.kappa.value is None
    assert found.figures.kappa.reason == "no record has decisions by two reviewers that you may see"


def test_an_unknown_stage_is_refused(doubled):
    with pytest.raises(UnknownNameError, match="stage"):
        doubled.agreement.of_stage("third")


def put(project: Project, record: str, reviewer: str, code: str, paragraph: int) -> None:
    """A coding of a whole paragraph."""
    passage = project.documents.text_of(record).passages[paragraph]
    with project.acting_as(reviewer):
        project.coding.code(record, [code], passage.start, passage.end)


def test_codes_are_compared_where_two_worked(doubled):
    shared = add_record(doubled, "Shared", document=a_document())
    alone = add_record(doubled, "Alone", document=a_document(("One paragraph that only ann codes.",)))
    put(doubled, shared, "ann", "T1", paragraph=0)
    put(doubled, shared, "bob", "T1.a", paragraph=0)
    put(doubled, shared, "ann", "T1", paragraph=1)
    put(doubled, shared, "bob", "T2", paragraph=1)
    put(doubled, alone, "ann", "RA", paragraph=0)
    found = {one.code: one for one in doubled.agreement.of_codes()}

    assert list(found) == ["T1", "T1.a", "T2"], "nobody used RA where two worked"
    theory = found["T1"]
    first, second = len(PARAGRAPHS[0]), len(PARAGRAPHS[1])
    total = len(a_document().text)
    assert theory.characters.n == total
    assert theory.characters.table.counts == ((first, second), (0, total - first - second))
    assert theory.passages.table.counts == ((1, 1), (0, 0)), "sub-themes count for their theory"
    (apart,) = theory.differences
    assert (apart.record, apart.stances) == (shared, {"ann": "bears-on", "bob": None})
    assert found["T1.a"].passages.table.counts == ((0, 0), (1, 1))


def test_a_done_mark_says_that_nothing_was_to_be_coded(doubled):
    record = add_record(doubled, "Shared", document=a_document())
    put(doubled, record, "ann", "T1", paragraph=0)
    assert doubled.agreement.of_codes() == []
    with doubled.acting_as("bob"):
        doubled.coding.done(record)
    (found,) = doubled.agreement.of_codes()

    assert found.characters.reviewers == ("ann", "bob")
    assert found.characters.table.counts[0] == (0, len(PARAGRAPHS[0]))


def test_levels_are_compared_and_not_assessed_is_a_gap(doubled):
    records = [add_record(doubled, title, document=a_document()) for title in ("One", "Two", "Three")]
    given = {"ann": ("high", "low", "high"), "bob": ("high", "moderate", "not-assessed")}
    for reviewer, levels in given.items():
        with doubled.acting_as(reviewer):
            for record, level in zip(records, levels, strict=True):
                doubled.appraisals.appraise(record, {"rigour": level}, f"{reviewer} read it")
    found = {one.dimension: one for one in doubled.agreement.of_appraisals()}

    rigour = found["rigour"]
    assert rigour.figures.n == 2
    assert rigour.figures.per_cent.value == 50
    assert rigour.figures.table.categories == ("low", "moderate", "high")
    # Of two sources, levels 3-3 and 1-2: with squared weights 1 - 1/2 / (4+1+0+1)/4.
    assert rigour.figures.kappa.value == pytest.approx(1 - 0.5 / 1.5)
    (apart,) = rigour.differences
    assert apart.levels == {"ann": "low", "bob": "moderate"}
    assert apart.because["bob"] == ("bob read it",)
    assert found["relevance"].figures.kappa.reason == "nothing was appraised by two reviewers"


def test_records_of_the_sample_are_decided_apart_and_the_others_alone(tmp_path):
    sampled = SMALL_MAP.replace(
        "title-abstract: {reviewers: 1", "title-abstract: {reviewers: 1, double: 1, seed: 7"
    )
    new_review(tmp_path / "sampled", map_text=sampled).close()
    project = Project.open(tmp_path / "sampled", "ann")
    record = add_record(project, "One")
    project.close()
    project = Project.open(tmp_path / "sampled", "ann")
    decide(project, record, bob="include")
    assert project.agreement.decided_twice()[FIRST] == 0
    decide(project, record, ann="exclude")
    found = project.agreement.of_stage(FIRST)

    assert (found.figures.n, found.seen_before) == (1, 0)
    project.close()


def test_codes_that_are_coded_blind_are_not_compared_before_enough_have_decided(tmp_path):
    blind = TWO_REVIEWERS.replace(
        "title-abstract: {reviewers: 2", "title-abstract: {reviewers: 2, coding: blind"
    )
    project = new_review(tmp_path / "blind", map_text=blind)
    record = add_record(project, "Shared", document=a_document())
    put(project, record, "ann", "T1", paragraph=0)
    put(project, record, "bob", "T2", paragraph=0)
    assert project.agreement.of_codes() == []
    decide(project, record, ann="include", bob="include")

    assert [one.code for one in project.agreement.of_codes()] == ["T1", "T2"]
    project.close()
