"""What reports say of who decided: the same on every copy, and no more than is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.project import Project
from tests.export.report.test_assembling import section
from tests.project.team.test_agreement import FIRST, decide
from tests.reviews import SMALL_MAP, TWO_REVIEWERS, a_document, add_record, new_review


def selection(project: Project) -> str:
    return section(project.reporting.report(), "methods-selection")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Project]:
    """A review whose first stage is screened by one, opened by ann."""
    project = new_review(tmp_path / "small", map_text=SMALL_MAP + "reviewers: [ann, bob, cy]\n")
    yield project
    project.close()


def test_who_decided_alone_on_what_waits_is_not_among_those_who_decided(tmp_path: Path) -> None:
    project = new_review(tmp_path, map_text=TWO_REVIEWERS)
    settled, waits = add_record(project, "One"), add_record(project, "Two")
    decide(project, settled, ann="include", bob="include")
    decide(project, waits, cy="include")
    with project.acting_as("cy"):
        said = selection(project)

    assert "1 record was decided on at this stage, by 2 reviewers (ann, bob)." in said
    assert said == selection(project), "no report gives away that cy has decided on something"
    project.close()


def test_memos_on_what_waits_for_others_are_counted_on_no_copy(tmp_path: Path) -> None:
    project = new_review(tmp_path, map_text=TWO_REVIEWERS)
    settled, waits = (add_record(project, title, document=a_document()) for title in ("One", "Two"))
    decide(project, settled, ann="include", bob="include")
    decide(project, waits, cy="include")
    project.screening.decide(settled, "include", project.theory.map.last_stage)
    project.coding.code(settled, ["T1"], 0, 10)
    project.annotations.memo(settled, "All see this.")
    with project.acting_as("cy"):
        project.annotations.memo(waits, "Only I may see this yet.")
        own = section(project.reporting.report(), "methods-coding")

    assert "1 memo was written on the way." in own
    assert "1 memo was written" in section(project.reporting.report(), "methods-coding")
    project.close()


def test_decisions_that_were_imported_are_said_to_come_from_a_file(small: Project, tmp_path: Path) -> None:
    path = tmp_path / "ratings.ris"
    made = ", ".join(
        f'{{"stage": "{FIRST}", "reviewer": "{who}", "decision": "include"}}' for who in ("Lee", "Roy")
    )
    path.write_text(f"TY  - JOUR\nTI  - One\nN1  - REVIEW-DECISIONS: [{made}]\nER  - \n")
    small.references.import_file(path)
    decide(small, small.records.all()[0].id, ann="include")
    decide(small, add_record(small, "Two"), ann="include", bob="include")
    found, said = small.agreement.of_stage(), selection(small)

    assert (found.seen_before, found.imported) == (2, 1), "ann and bob may have seen what there was"
    assert "Of these decisions, 2 were made elsewhere and imported (ratings.ris)." in said
    assert "On 1 record a decision was made elsewhere and imported, and whether its maker had" in said


def test_two_decisions_of_one_file_are_not_said_to_have_been_seen(small: Project, tmp_path: Path) -> None:
    path = tmp_path / "ratings.ris"
    made = ", ".join(
        f'{{"stage": "{FIRST}", "reviewer": "{who}", "decision": "include"}}' for who in ("Lee", "Roy")
    )
    path.write_text(f"TY  - JOUR\nTI  - One\nN1  - REVIEW-DECISIONS: [{made}]\nER  - \n")
    small.references.import_file(path)

    assert (small.agreement.of_stage().seen_before, small.agreement.of_stage().imported) == (0, 1)
    decide(small, small.records.all()[0].id, Lee="exclude")
    assert "may have seen another's decision" not in selection(small)


def test_a_pilot_is_in_the_methods(small: Project) -> None:
    for number in range(4):
        add_record(small, f"Study {number}")
    small.team.pilot(2, FIRST)
    first, second = small.screening.candidates(FIRST)[:2]
    decide(small, first, ann="include", bob="include", cy="exclude")
    decide(small, second, ann="include")
    said = selection(small)

    assert (
        "In a pilot, 2 records were to be decided by 3 reviewers each; 1 record of it was not decided."
        in said
    )
    small.team.close(FIRST, "clear enough")
    assert "In a pilot, 2 records" in selection(small)


def test_what_was_decided_again_after_others_were_seen_is_told_apart(tmp_path: Path) -> None:
    project = new_review(tmp_path, map_text=TWO_REVIEWERS)
    for number in range(2):
        decide(project, add_record(project, f"Study {number}"), ann="include", bob="include")
    decide(project, project.records.all()[0].id, ann="exclude")

    assert (
        "Of the records that several decided on, they differed on 1; before decisions were changed by those who had seen the others',"
        " they differed on none, which the figures are of."
    ) in selection(project)
    project.close()
