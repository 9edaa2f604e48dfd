"""A review as programs open it: in a ``with`` block, a thread or an event loop, beside other programs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from review.errors import JournalError, ReviewError, UnknownNameError
from review.project import Project
from tests.reviews import SMALL_MAP, a_document, add_record, new_review


def test_a_review_is_closed_after_its_block(project: Project) -> None:
    record = add_record(project, "Markets for care")
    with Project.open(str(project.folder), "Ben") as opened:
        assert opened.records.get(record).title == "Markets for care"
        assert opened.reviewer == "Ben"
    for ask in (opened.records.all, opened.history.undo, lambda: opened.exports.table("evidence")):
        with pytest.raises(JournalError, match=r"^review\.db: the review was closed; open it again$"):
            ask()
    opened.close()


def test_an_error_in_the_block_closes_the_review_and_is_passed_on(project: Project) -> None:
    with pytest.raises(UnknownNameError, match="Unknown record"), Project.open(project.folder) as opened:
        opened.records.get("nothing")
    with pytest.raises(JournalError, match="was closed"):
        opened.records.count()


def test_what_is_opened_for_reading_shows_what_others_write_and_changes_nothing(project: Project) -> None:
    record = add_record(project, "Markets for care")
    with Project.open(project.folder, read_only=True) as reading:
        project.screening.decide(record, "include", "title-abstract")
        assert reading.screening.outcome(record, "title-abstract") == "include"
        with pytest.raises(JournalError, match="nothing was stored: opened for reading only"):
            reading.screening.decide(record, "exclude", "title-abstract")


def test_threads_and_a_running_event_loop_use_the_same_review(project: Project) -> None:
    record = add_record(project, "Markets for care", document=a_document())

    def code(number: int) -> str:
        return project.coding.code(record, ["T1"], number, number + 20).id

    async def work() -> list[str]:
        return [code(0), *await asyncio.gather(*(asyncio.to_thread(code, n) for n in (20, 60)))]

    made = asyncio.run(work())
    with ThreadPoolExecutor(2) as pool:
        made += pool.map(code, (80, 100))
    assert {coding.id for coding in project.coding.codings()} == set(made)


def test_a_folder_may_be_named_as_in_a_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(tmp_path)
    assert Project.create("~/review", SMALL_MAP) == home / "review"
    assert Project.create("~nobody-has-this-name", SMALL_MAP) == Path("~nobody-has-this-name")
    with Project.open("~/review") as opened:
        assert opened.folder == home / "review"


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda p, r: p.coding.code(r, ["T1"], 0, 20, stance="suports"), "Did you mean 'supports'"),
        (lambda p, r: p.coding.code(r, ["T1"], 0, 20, stances={"T1": "x"}), "Unknown stance 'x'"),
        (lambda p, r: p.coding.code(r, ["T1"], 0, 20, status="guessed"), "Unknown status 'guessed'"),
        (lambda p, r: p.screening.decide(r, "inclde", "title-abstract"), "Did you mean 'include'"),
        (lambda p, r: p.screening.decide(r, "include", "abstract"), "Unknown stage 'abstract'"),
    ],
)
def test_a_slip_is_answered_with_the_names_there_are(
    act: Callable[[Project, str], object], said: str, project: Project
) -> None:
    record = add_record(project, "Markets for care", document=a_document())
    with pytest.raises(ReviewError, match=said):
        act(project, record)


def test_own_acts_and_writes_of_others_are_told_apart(tmp_path: Path) -> None:
    project = new_review(tmp_path / "r")
    record = add_record(project, "Markets for care")
    other = Project.open(project.folder, "bob")
    revision, others = project.state
    assert project.state == (revision, others)
    project.annotations.memo(record, "mine")
    assert project.state == (revision + 1, others)
    other.annotations.memo(record, "theirs")
    project.annotations.memo(record, "mine again")
    assert project.state[0] == revision + 3
    assert project.state[1] != others
    other.close()
    project.close()
