"""How many codings stood under a theory when it was changed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from review.acts import Part
from review.domain import TheoryVersion
from review.journal.queries import coding_acts, theory
from review.project import Project
from tests.examples import examples
from tests.journal.random_acts import acts, perform
from tests.reviews import a_document, a_review, add_record


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "Markets", document=a_document())


def counts(project: Project, code: str = "") -> list[int]:
    return [change.touched for change in project.theory_history.log(code)]


def test_codings_are_counted_as_they_stood_at_that_moment(project: Project, record: str) -> None:
    first = project.coding.code(record, ["T1"], 0, 10)
    with project.acting_as("bob"):
        project.coding.code(record, ["T1.a", "T1"], 12, 20)
    project.coding.code(record, ["T2"], 22, 30)
    project.theory.refine("T1", "why", name="Markets")
    project.coding.uncode(first.id)
    project.theory.refine("T1", "why", name="Market rules")
    project.coding.code(record, ["T1"], 30, 40)
    project.history.undo()
    project.theory.refine("T1", "why", name="Market logic")
    assert counts(project) == [0, 2, 1, 1]
    assert counts(project, "T2") == [0]


def test_codings_that_changed_their_codes_count_under_those_they_had(project: Project, record: str) -> None:
    coding = project.coding.code(record, ["T1"], 0, 10)
    project.theory.refine("T2", "why", name="Duties")
    project.coding.recode(coding.id, ["T2"])
    project.theory.refine("T2", "why", name="Duty")
    project.theory.refine("T1", "why", name="Markets")
    assert counts(project) == [0, 0, 1, 0]


def test_former_ids_count_under_the_code_that_they_lead_to(project: Project, record: str) -> None:
    project.coding.code(record, ["T1"], 0, 10)
    project.coding.code(record, ["T2"], 12, 20)
    project.structure.merge(["T1"], "T2", "one idea")
    project.theory.refine("T2", "why", name="Duties")
    parts = [Part(id="T3", name="a"), Part(id="T4", name="b")]
    project.structure.split("T2", parts, "two ideas")
    project.theory.refine("T4", "why", name="c")
    assert counts(project) == [0, 2, 2, 2, 0]


def test_an_undone_version_is_gone_and_the_others_keep_their_counts(project: Project, record: str) -> None:
    project.coding.code(record, ["T1"], 0, 10)
    project.theory.refine("T1", "why", name="Markets")
    project.history.undo()
    project.theory.refine("T1", "why", name="Market rules")
    assert counts(project, "T1") == [0, 1]


def test_an_applied_file_touches_what_is_coded_to_the_theories_that_it_changes(
    project: Project, record: str
) -> None:
    project.coding.code(record, ["T1"], 0, 10)
    project.coding.code(record, ["T2"], 12, 20)
    text = project.map_file.path.read_text("utf-8")
    project.map_file.path.write_text(text.replace("Market limitations", "Duties"), "utf-8")
    project.map_file.adopt("better words")
    assert counts(project) == [0, 1]
    assert counts(project, "T2") == [0, 1]


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts("decide", "settle", "park-for", "edit", "reread", "label", "facet", "comment"))
def test_a_replay_up_to_each_version_counts_the_same(done: list[tuple]) -> None:
    with TemporaryDirectory() as folder:
        project = a_review(Path(folder) / "review")
        record = add_record(project, "A study", document=a_document())
        perform(project, record, done)
        for change in project.theory_history.log():
            version = change.version
            if version.codes and version.number > 1:
                assert change.touched == standing_before(project, version), version
        project.close()


def standing_before(project: Project, version: TheoryVersion) -> int:
    """How many codings a replay of what came before a version has under its codes."""
    where = (
        "(clock, hash) < ((SELECT clock FROM event WHERE hash = :event), :event) AND (subject <> 'theory-map' OR"
        " (kind NOT IN ('undo', 'redo') AND hash NOT IN (SELECT event FROM undone)))"
    )
    with closing(project.journal.replayed(where, {"event": version.event})) as then:
        theory_map = theory.current(then).map
        codes = {below for code in version.codes for below in theory_map.under(code)}
        return sum(bool(codes & set(coding.codes)) for coding in coding_acts.codings(then))
