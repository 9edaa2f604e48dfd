"""Three people share one review: a tenth is decided twice, the same on every copy, and the report says how it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.export.report.blocks import Paragraph
from review.journal.queries.team.samples import ranked
from review.journal.verification import projection_problems
from review.project import Project
from review.project.sharing.joining import join
from tests.journal.random_acts import tables
from tests.project.sharing.copies import bring
from tests.reviews import SMALL_MAP, add_record, new_review

FIRST = "title-abstract"
MAP = SMALL_MAP.replace(
    "title-abstract: {reviewers: 1", "title-abstract: {reviewers: 1, double: 0.1, seed: 7"
)
MAP += "reviewers: [ann, bob, cleo]\n"


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[list[Project]]:
    """ann's review with 70 records, and the copies of bob and cleo, who joined it."""
    first = new_review(tmp_path / "ann", "ann", MAP)
    with first.journal.transaction():
        for number in range(70):
            add_record(first, f"Study {number}")
    first.team.draw()
    found = [first]
    for name in ("bob", "cleo"):
        join(first.folder, tmp_path / name)
        found.append(Project.open(tmp_path / name, name))
    yield found
    for copy in found:
        copy.close()


def drawn(project: Project) -> list[str]:
    sql = "SELECT record FROM need WHERE stage = ? AND reviewers = 2 ORDER BY record"
    return [record for (record,) in project.journal.rows(sql, (FIRST,))]


def words(project: Project) -> str:
    """All that the report says in paragraphs."""
    blocks = (block for block in project.reporting.report().blocks if isinstance(block, Paragraph))
    return " ".join("".join(getattr(part, "text", "") for part in block.parts) for block in blocks)


def test_seven_of_seventy_are_decided_twice_and_a_planted_disagreement_is_found(
    copies: list[Project],
) -> None:
    ann, bob, cleo = copies
    records = ranked([record.id for record in ann.records.all()], 7)
    assert [drawn(copy) for copy in copies] == [sorted(records[:7])] * 3

    # ann screens all, bob and cleo the sample between them; bob overrides the criterion by which ann excluded.
    with ann.journal.transaction():
        for record in ann.records.all():
            kind = "exclude" if record.id in records[:2] else "include"
            ann.screening.decide(record.id, kind, FIRST, criteria=["E1"] if kind == "exclude" else [])
    bob.screening.decide(records[0], "include", FIRST, overrides={"E1": "a reprint of 2009"})
    for record in records[2:4]:
        bob.screening.decide(record, "include", FIRST)
    assert bob.screening.conflicts() == []
    assert bob.team.work_at(FIRST).done == 3

    bring(ann, bob)
    bring(cleo, ann)
    assert ann.team.work_at(FIRST).second == 4
    assert set(cleo.screening.candidates(FIRST)) == {records[1], *records[4:7]}, (
        "those that lack a second decision"
    )
    cleo.screening.decide(records[1], "exclude", FIRST, criteria=["E1"])
    for record in records[4:7]:
        cleo.screening.decide(record, "include", FIRST)
    bring(ann, cleo)
    bring(bob, ann)
    bring(cleo, bob)

    assert tables(ann.journal) == tables(bob.journal) == tables(cleo.journal)
    for copy in copies:
        assert list(projection_problems(copy.journal)) == []
        (one,) = copy.screening.conflicts()
        assert [(made.reviewer, str(made.decision), dict(made.overrides)) for made in one] == [
            ("ann", "exclude", {}),
            ("bob", "include", {"E1": "a reprint of 2009"}),
        ]
        work = copy.team.work_at(FIRST)
        assert (work.drawn, work.twice, work.second, work.left) == (7, 7, 0, 0)
    assert "At the first screening: one reviewer; 7 of 70 records by two." in words(cleo)
    assert "The plan asks for 1 reviewer on each record, and for two on a random share of 10 %." in words(
        cleo
    )


def test_copies_that_draw_and_close_apart_agree_when_they_meet(copies: list[Project]) -> None:
    ann, bob, cleo = copies
    with bob.journal.transaction():
        for number in range(70, 100):
            add_record(bob, f"Study {number}")
    bob.team.draw()
    ann.team.close(FIRST, "we agree")
    cleo.team.grow(5, FIRST, "to be sure")
    for one in copies:
        bring(one, *(other for other in copies if other is not one))
    for one in copies:
        bring(one, *(other for other in copies if other is not one))
    assert tables(ann.journal) == tables(bob.journal) == tables(cleo.journal)
    assert ann.team.work() == bob.team.work() == cleo.team.work()


def test_one_reviewer_alone_is_named_as_one(tmp_path: Path) -> None:
    project = new_review(tmp_path / "alone")
    for number in range(3):
        project.screening.decide(add_record(project, f"Study {number}"), "include", FIRST)
    assert "At the first screening: one reviewer." in words(project)
    project.close()
