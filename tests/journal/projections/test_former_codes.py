"""Codings, rejections, memos, comments and done marks follow a code that gets another id, and come back when that is undone."""

from __future__ import annotations

import pytest

from review.acts import Act, MergeTheories, MoveSubtheme, Part, Split
from review.journal import projections
from review.journal.queries import use
from review.journal.verification import projection_problems
from review.project import Project
from tests.copies import receive
from tests.journal.test_invariants import tables
from tests.reviews import a_document, add_record


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "Markets", document=a_document())


def act(project: Project, one: Act) -> None:
    project.journal.append(project.reviewer, one)


def codes(project: Project) -> list[tuple[str, ...]]:
    return [coding.codes for coding in project.coding.codings()]


def as_put(project: Project) -> list[tuple[str, str]]:
    return project.journal.rows("SELECT code, coded FROM coding_code ORDER BY coding, position")


def test_codings_follow_a_merge_and_come_back_when_it_is_undone(project: Project, record: str) -> None:
    project.coding.code(record, ["T1"], 0, 10)
    project.coding.code(record, ["T2", "RA"], 12, 20)
    before = tables(project.journal)
    act(project, MergeTheories(code="T2", codes=("T1",), reason="one idea"))
    assert codes(project) == [("T2",), ("T2", "RA")]
    assert ("T2", "T1") in as_put(project)
    assert list(projection_problems(project.journal)) == []
    assert [coding.codes for coding in project.coding.codings(code="T1")] == codes(project)
    project.history.undo()
    assert codes(project) == [("T1",), ("T2", "RA")]
    assert tables(project.journal) | {"undone": []} == before


def test_a_coding_has_a_code_once_if_two_of_its_codes_became_one(project: Project, record: str) -> None:
    project.coding.code(record, ["T1", "RA", "T2"], 0, 10)
    act(project, MergeTheories(code="T2", codes=("T1",), reason="one idea"))
    assert codes(project) == [("T2", "RA")]
    assert as_put(project) == [("T2", "T2"), ("RA", "RA")]
    project.history.undo()
    assert codes(project) == [("T1", "RA", "T2")]


def test_what_was_coded_apart_under_a_former_id_follows_when_it_arrives(
    project: Project, record: str, tmp_path
) -> None:
    project.history.backup(tmp_path / "bob" / "review.db")
    bob = Project.open(tmp_path / "bob", "bob")
    bob.coding.code(record, ["T1.a"], 0, 10)
    act(project, MoveSubtheme(code="T1.a", under="T2", as_="T2.a", reason="it belongs there"))
    receive(project.journal, bob.journal.events())
    assert codes(project) == [("T2.a",)]
    receive(bob.journal, project.journal.events())
    assert codes(bob) == [("T2.a",)]
    assert [coding.codes for coding in bob.coding.codings(code="T2")] == [("T2.a",)]
    bob.close()


def test_a_split_leaves_codings_on_the_part_that_kept_the_id_else_on_the_first(
    project: Project, record: str
) -> None:
    project.coding.code(record, ["T1"], 0, 10)
    parts = (Part(id="T3", name="Tenders"), Part(id="T1", name="Rivalry"))
    act(project, Split(code="T1", parts=parts, reason="two ideas"))
    assert codes(project) == [("T1",)]
    parts = (Part(id="T4", name="Price"), Part(id="T5", name="Choice"))
    act(project, Split(code="T1", parts=parts, reason="two ideas again"))
    assert codes(project) == [("T4",)]


def test_memos_rejections_done_marks_and_responses_follow(project: Project, record: str) -> None:
    project.annotations.memo("T1", "Is this one idea?")
    project.annotations.comment("It is one idea", "expert", on="T1")
    project.coding.reject(record, "T1", 0, 10)
    project.coding.done(record)
    project.coding.code(record, ["T1"], 12, 20, shown=["T1"])
    act(project, MergeTheories(code="T2", codes=("T1",), reason="one idea"))
    assert [memo.target for memo in project.annotations.memos("T2")] == ["T2"]
    assert [comment.on for comment in project.annotations.comments()] == ["T2"]
    assert [rejection.code for rejection in project.coding.rejections(record)] == ["T2"]
    assert project.coding.done_marks(record)[0].codes == ("T2", "T1.a", "RA")
    assert {one.code for one in use.suggested_codes(project.journal)} == {"T2"}
    assert list(projection_problems(project.journal)) == []
    project.history.undo()
    assert [memo.target for memo in project.annotations.memos()] == ["T1"]
    assert [comment.on for comment in project.annotations.comments()] == ["T1"]
    assert [rejection.code for rejection in project.coding.rejections(record)] == ["T1"]
    assert project.coding.done_marks(record)[0].codes == ("T1", "T1.a", "T2", "RA")


def test_what_names_codes_is_found_by_the_fold_of_its_subject() -> None:
    from review.journal.projections.theory_map import _NAMING_CODES

    assert {kind: fold for kind, fold, _ in _NAMING_CODES}.items() <= dict(projections.FOLDS).items()


def stances(project: Project) -> dict[str, str]:
    return {code: str(stance) for code, stance in project.coding.codings()[0].stances.items()}


def test_of_two_codes_that_became_one_the_stance_of_the_id_that_stays_counts(
    project: Project, record: str
) -> None:
    project.coding.code(record, ["T1", "T2"], 0, 10, stances={"T1": "challenges", "T2": "supports"})
    act(project, MergeTheories(code="T2", codes=("T1",), reason="one idea"))
    assert stances(project) == {"T2": "supports"}
    project.history.undo()
    assert stances(project) == {"T1": "challenges", "T2": "supports"}


def test_a_code_keeps_stance_and_version_when_it_is_named_by_its_present_id(
    project: Project, record: str
) -> None:
    coding = project.coding.code(record, ["T1"], 0, 10, stance="challenges")
    first = project.theory.event
    act(project, MergeTheories(code="T2", codes=("T1",), reason="one idea"))
    project.coding.recode(coding.id, ["T2", "RA"])
    assert stances(project)["T2"] == "challenges"
    versions = "SELECT code, theory_event FROM coding_code ORDER BY position"
    assert project.journal.rows(versions) == [("T2", first), ("RA", project.theory.event)]
    project.coding.recode(coding.id, stances={"T2": "refines"})
    assert stances(project)["T2"] == "refines"
    assert list(projection_problems(project.journal)) == []
