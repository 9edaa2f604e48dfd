"""One N: what the status counts, what is queued and what Table 1 counts are the same records, those of evidence."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.domain import Role
from review.errors import ReviewError
from review.project import Project
from tests.examples import examples
from tests.reviews import SMALL_MAP, a_document, a_review, add_record, new_review

TITLES = ("Markets for care", "Advocacy", "Duties", "Trust in councils")
STAGES = ("title-abstract", "theory-map")
NUMBERS = st.integers(0, len(TITLES) - 1)
ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("decide"),
            NUMBERS,
            st.tuples(st.sampled_from(["include", "maybe", "park"]), st.sampled_from(STAGES)),
            st.sampled_from(["ann", "bob"]),
        ),
        st.tuples(st.just("role"), NUMBERS, st.sampled_from(list(Role)), st.just("ann")),
        st.tuples(st.just("merge"), NUMBERS, NUMBERS, st.just("ann")),
        st.tuples(st.just("code"), NUMBERS, st.just(None), st.just("ann")),
        st.tuples(st.just("undo"), st.just(0), st.just(None), st.sampled_from(["ann", "bob"])),
    ),
    max_size=30,
)


def act(project: Project, records: list[str], verb: str, number: int, how: object, who: str) -> None:
    record = records[number]
    with project.acting_as(who):
        match verb:
            case "decide":
                project.screening.decide(record, *how)
            case "role":
                project.records.edit(record, role=how)
            case "merge":
                project.references.merge(records[how], record, "one work")
            case "code":
                project.coding.code(record, ["T1"], 0, 14)
            case "undo":
                project.history.undo()


@pytest.mark.parametrize("reviewers", [1, 2])
@settings(max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS)
def test_status_and_table_one_agree_whatever_is_done(reviewers: int, done: list[tuple]) -> None:
    with TemporaryDirectory() as folder:
        map_text = SMALL_MAP.replace("theory-map: {reviewers: 1", f"theory-map: {{reviewers: {reviewers}")
        project = a_review(Path(folder) / "review", map_text=map_text)
        records = [add_record(project, title, document=a_document()) for title in TITLES]
        for one in done:
            with suppress(ReviewError):
                act(project, records, *one)

        counts = project.screening.counts()
        evidence = {record.id for record in project.records.all() if record.role is Role.EVIDENCE}
        table = project.exports.table("source-types").rows
        assert counts.included == table[-1][-2]
        assert (counts.records, counts.others) == (len(evidence), project.records.count() - len(evidence))
        for stage in STAGES:
            queued = project.screening.candidates(stage)
            assert set(queued) <= evidence
            assert counts.waiting[stage] + counts.again.get(stage, 0) == len(queued)
            assert all(project.screening.is_open(record, stage) == (record in queued) for record in records)
            outcomes = [project.screening.outcome(record, stage) for record in evidence]
            assert counts.stages[stage] == {kind: outcomes.count(kind) for kind in set(outcomes) - {"none"}}
            left = project.learning.stopping(stage)
            assert left.records <= len(evidence)
        project.close()


@pytest.mark.parametrize("role", [Role.THEORY_SOURCE, Role.BACKGROUND])
def test_a_theory_source_or_background_leaves_queue_and_counts_at_once_and_stays_in_the_list(
    tmp_path: Path, role: Role
) -> None:
    project = new_review(tmp_path / "review")
    record, other = (add_record(project, title, document=a_document()) for title in TITLES[:2])
    for stage in STAGES:
        project.screening.decide(record, "include", stage)
    project.screening.decide(other, "include", "title-abstract")
    before = project.screening.counts()
    assert (before.records, before.documents, before.included, before.uncoded) == (2, 2, 1, 1)

    project.records.edit(record, role=role)
    project.records.edit(other, role=role)
    after = project.screening.counts()
    assert (after.records, after.others, after.documents, after.included, after.uncoded) == (0, 2, 0, 0, 0)
    assert after.stages == {stage: {} for stage in STAGES}
    assert project.screening.candidates("theory-map") == []
    assert len(project.records.listing()) == 2

    project.records.edit(record, role=Role.EVIDENCE)
    assert project.screening.counts().included == 1
