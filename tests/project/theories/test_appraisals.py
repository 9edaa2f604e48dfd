"""Appraisals: each reviewer's own, the last level of each dimension, for a theory or the review, of a record or passage."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.domain import Reading, ReadingStatus
from review.domain.theories.appraisal import Appraisal
from review.errors import ReviewError, UnknownNameError
from review.journal.verification import projection_problems
from review.project import Project
from review.project.runs.reread_run import RereadRun
from review.project.theories.standing import theory_work_standing
from tests.reviews import PARAGRAPHS, a_document, add_record


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "A study", document=a_document())


def levels(found: Appraisal) -> dict[str, str]:
    return {dimension: str(level) for dimension, level in found.levels.items()}


def reread(project: Project, record: str, *paragraphs: str) -> None:
    """As if another reading had these paragraphs only."""
    known = project.records.get(record)
    reading = Reading(
        Path("a.pdf"), ReadingStatus.ADDED, file_sha256=known.file_sha256, document=a_document(paragraphs)
    )
    run = RereadRun(project.context, [])
    run.take(known, reading)
    assert run.kept == []


def test_of_each_dimension_the_last_level_counts_with_the_reasons_that_still_count(
    project: Project, record: str
) -> None:
    project.appraisals.appraise(record, {"relevance": "high", "rigour": "low"}, "a survey", target="T1")
    project.appraisals.appraise(record, {"rigour": "moderate"}, "it reports its methods", target="T1")
    (found,) = project.appraisals.all()

    assert levels(found) == {"relevance": "high", "rigour": "moderate"}
    assert (found.target, found.reviewer, found.span) == ("T1", "ann", None)
    assert found.because == ("it reports its methods", "a survey")
    assert len(found.events) == 2

    project.appraisals.appraise(record, {"relevance": "low"}, "not this programme", target="T1")
    (found,) = project.appraisals.all(target="T1")
    assert found.because == ("not this programme", "it reports its methods")


def test_the_last_level_counts_whichever_of_two_merged_configurations_it_was_given_for(
    project: Project, record: str
) -> None:
    for _ in range(2):
        project.configurations.new()
    for target, dimension, level in (
        ("C1", "relevance", "high"),
        ("C2", "relevance", "low"),
        ("C2", "rigour", "high"),
        ("C1", "rigour", "low"),
    ):
        project.appraisals.appraise(record, {dimension: level}, "a reason", target=target)
    project.configurations.merge("C1", "C2")
    (found,) = project.appraisals.all()
    assert levels(found) == {"relevance": "low", "rigour": "low"}


def test_undo_brings_back_the_level_before(project: Project, record: str) -> None:
    project.appraisals.appraise(record, {"rigour": "low"}, "a first look")
    project.appraisals.appraise(record, {"rigour": "high"}, "read again")

    undone = project.history.undo()

    assert undone.message == "Undone: appraisal (rigour high) of Rahman, 2016"
    assert [levels(one) for one in project.appraisals.all()] == [{"rigour": "low"}]
    project.history.undo()
    assert project.appraisals.all() == []


def test_reviewers_targets_and_passages_have_appraisals_of_their_own(project: Project, record: str) -> None:
    project.appraisals.appraise(record, {"rigour": "low"}, "for the review")
    project.appraisals.appraise(record, {"rigour": "high"}, "for the theory", target="T1")
    project.appraisals.appraise(record, {"rigour": "moderate"}, "this claim", target="T1", span=(0, 20))
    with project.acting_as("bob"):
        project.appraisals.appraise(record, {"rigour": "low"}, "I disagree", target="T1")

    assert [
        (one.target, one.span, one.reviewer, levels(one)["rigour"]) for one in project.appraisals.all()
    ] == [
        ("", None, "ann", "low"),
        ("T1", None, "ann", "high"),
        ("T1", None, "bob", "low"),
        ("T1", (0, 20), "ann", "moderate"),
    ]
    assert [one.target for one in project.appraisals.all(target="")] == [""]
    assert project.appraisals.all()[3].quote == PARAGRAPHS[0][:20]


def test_a_passage_moves_with_its_text_and_is_shown_as_lost_where_it_is_gone(
    project: Project, record: str
) -> None:
    start = len(PARAGRAPHS[0]) + 1
    end = start + len(PARAGRAPHS[1])
    project.appraisals.appraise(record, {"rigour": "low"}, "a claim", span=(start, end))
    project.looked_at.mark("T1", record, start, end)

    reread(project, record, *PARAGRAPHS[1:])
    (found,) = project.appraisals.all()
    (marked,) = project.looked_at.all(target="T1")
    assert (found.span, found.is_lost) == ((0, end - start), False)
    assert (marked.start, marked.end) == (0, end - start)

    reread(project, record, *PARAGRAPHS[2:])
    (found,) = project.appraisals.all()
    assert found.is_lost
    assert levels(found) == {"rigour": "low"}
    assert project.looked_at.all() == []
    assert list(projection_problems(project.journal)) == []


def test_a_passage_is_looked_at_once_by_a_reviewer_and_counted_once(project: Project, record: str) -> None:
    project.looked_at.mark("T1", record, 0, 20)
    project.history.undo()
    project.looked_at.mark("T1", record, 0, 20)
    project.history.undo()
    project.history.redo()
    before = project.journal.revision
    with pytest.raises(ReviewError, match="already looked at for evidence against T1"):
        project.looked_at.mark("T1", record, 0, 20)
    assert project.journal.revision == before

    project.looked_at.mark("T2", record, 0, 20)
    with project.acting_as("bob"):
        project.looked_at.mark("T1", record, 0, 20)
    standing = theory_work_standing(project.journal, project.theory.map, project.configurations.all())
    assert (standing.looked_at, standing.looked_at_for) == (1, {"T1": 1, "T2": 1})
    assert project.challenges.claimed(project.targets.find("T1")).looked_at == 1


def test_appraisals_and_passages_looked_at_follow_a_code_that_gets_another_id(
    project: Project, record: str
) -> None:
    project.appraisals.appraise(record, {"rigour": "low"}, "a claim", target="T2")
    project.looked_at.mark("T2", record, 0, 20)

    project.structure.merge(["T2", "T1"], "T1", "they are one")
    assert [one.target for one in project.appraisals.all()] == ["T1"]
    assert [one.target for one in project.looked_at.all()] == ["T1"]

    project.history.undo()
    assert [one.target for one in project.appraisals.all()] == ["T2"]
    assert [one.target for one in project.looked_at.all()] == ["T2"]


def test_what_was_appraised_for_a_merged_theory_does_not_replace_what_was_for_the_one_that_stays(
    project: Project, record: str
) -> None:
    project.appraisals.appraise(record, {"rigour": "low"}, "weak for T1", target="T1")
    project.appraisals.appraise(record, {"rigour": "high", "richness": "high"}, "strong for T2", target="T2")
    merged = project.structure.merge(["T2"], "T1", "they are one")
    assert merged.message.endswith(
        "(version 2); 1 source is appraised for both by one reviewer: levels for T1 count"
    )
    (found,) = project.appraisals.all()
    assert levels(found) == {"rigour": "low", "richness": "high"}
    assert found.because == ("weak for T1", "strong for T2")
    project.appraisals.appraise(record, {"richness": "moderate"}, "read again", target="T1")
    (found,) = project.appraisals.all()
    assert levels(found) == {"rigour": "low", "richness": "moderate"}
    assert list(projection_problems(project.journal)) == []


def test_a_sub_theme_keeps_its_own_appraisal_when_it_is_moved_after_a_merge(
    project: Project, record: str
) -> None:
    project.theory.add_subtheme("T1", "T1.b", "seen", name="Another")
    project.appraisals.appraise(record, {"rigour": "low"}, "weak", target="T1.a")
    project.appraisals.appraise(record, {"rigour": "high"}, "strong", target="T1.b")
    project.structure.merge(["T1.b"], "T1.a", "they are one")
    project.structure.move_subtheme("T1.a", "T2", "it belongs there", new_id="T2.a")
    (found,) = project.appraisals.all(target="T2.a")
    assert levels(found) == {"rigour": "low"}


def test_what_was_appraised_for_a_sub_theme_before_it_moved_does_not_replace_what_was_for_the_one_it_is_merged_into(
    project: Project, record: str
) -> None:
    project.theory.add_subtheme("T2", "T2.b", "seen", name="Another")
    project.appraisals.appraise(record, {"rigour": "low"}, "weak", target="T2.b")
    project.appraisals.appraise(record, {"rigour": "high"}, "strong", target="T1.a")
    project.structure.move_subtheme("T1.a", "T2", "it belongs there", new_id="T2.a")
    project.structure.merge(["T2.a"], "T2.b", "they are one")
    (found,) = project.appraisals.all()
    assert levels(found) == {"rigour": "low"}


def test_a_configuration_is_found_by_its_label_and_keeps_its_appraisals_when_it_is_merged(
    project: Project, record: str
) -> None:
    kept = project.configurations.new({"context": "many providers"})
    other = project.configurations.new({"outcome": "more choice"})
    done = project.appraisals.appraise(record, {"relevance": "high"}, "its own towns", target="c2")
    assert done.message == "Rahman, 2016 for C2: relevance high"
    project.looked_at.mark(other.label, record, 0, 20)
    assert [one.target for one in project.appraisals.all()] == [other.cmoc]
    assert project.targets.label(other.cmoc) == "C2"

    project.configurations.merge(kept.label, other.label)
    project.appraisals.appraise(record, {"rigour": "low"}, "eight interviews", target="C2")
    (found,) = project.appraisals.all(target=kept.cmoc)
    assert levels(found) == {"relevance": "high", "rigour": "low"}
    assert [one.target for one in project.looked_at.all(target=kept.cmoc)] == [kept.cmoc]
    assert project.history.describe(project.history.events(record)[-1]) == (
        "appraisal (rigour low; for C1) of Rahman, 2016"
    )


@pytest.mark.parametrize(
    ("given", "because", "target", "said"),
    [
        ({"rigour": "high"}, " ", "T1", "an appraisal needs a reason"),
        (
            {},
            "so",
            "T1",
            "no level given; write relevance=high, with one of high, moderate, low, not-assessed",
        ),
        ({"rigor": "high"}, "so", "T1", "Unknown dimension 'rigor'. Did you mean 'rigour'?"),
        ({"rigour": "hihg"}, "so", "T1", "Unknown level of rigour 'hihg'. Did you mean 'high'?"),
        (
            {"rigour": "high"},
            "so",
            "T9",
            "Unknown code 'T9'. Codes: T1, T1.a, T2, RA (`review cmoc list` lists configurations)",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_line(
    project: Project, record: str, given: dict[str, str], because: str, target: str, said: str
) -> None:
    with pytest.raises((ReviewError, UnknownNameError)) as refused:
        project.appraisals.appraise(record, given, because, target=target)

    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)
    assert project.appraisals.all() == []


def test_the_log_says_what_was_appraised_for_what_and_why(project: Project, record: str) -> None:
    project.appraisals.appraise(record, {"rigour": "low"}, "eight interviews", target="T2")
    project.looked_at.mark("T2", record, 0, 20)

    assert [project.history.line(event) for event in project.history.events(record)][-2:] == [
        "appraisal (rigour low; for T2 Market limitations) of Rahman, 2016: eight interviews",
        "passage looked at (evidence against T2 Market limitations) on Rahman, 2016",
    ]
