"""A review as programs open it: in a ``with`` block, a thread or an event loop, beside other programs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from review.acts import Act, Done, Memo
from review.errors import JournalError, ReviewError, UnknownNameError
from review.project import Project
from review.project.services import MadeWhenAsked
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


WRONG: list[tuple[str, Callable[[Project, str], object]]] = [
    ("note must be text, not nan (an empty cell?)",
     lambda to, of: to.screening.decide(of, "include", "title-abstract", note=float("nan"))),  # type: ignore[arg-type]
    ("criteria must be a list, such as ['E1'], not the text 'E1'",
     lambda to, of: to.screening.decide(of, "exclude", "title-abstract", criteria="E1")),
    ("decision must be text, not None",
     lambda to, of: to.screening.decide(of, None, "title-abstract")),  # type: ignore[arg-type]
    ("codes must be a list, such as ['T1'], not the text 'T1'", lambda to, of: to.coding.code(of, "T1", 0, 20)),
    ("memo must be text, not 3", lambda to, of: to.coding.code(of, ["T1"], 0, 20, memo=3)),  # type: ignore[arg-type]
    ("start must be a whole number, not 0.5", lambda to, of: to.coding.code(of, ["T1"], 0.5, 20)),  # type: ignore[arg-type]
    ("the coding does not have the code 'T2'; it has T1",
     lambda to, of: to.coding.code(of, ["T1"], 0, 20, stances={"T2": "supports"})),
    ("nothing was stored: model must be text, not None",
     lambda to, of: to.screening.decide(of, "include", "title-abstract", model=None)),  # type: ignore[arg-type]
    ("quote must be text, not None", lambda to, of: to.coding.find_quote(of, None)),  # type: ignore[arg-type]
    ("a record must be text, not None", lambda to, _of: to.records.find(None)),  # type: ignore[arg-type]
    ("a record must be text, not 5", lambda to, _of: to.records.get(5)),  # type: ignore[arg-type]
    ("text must be text, not None", lambda to, of: to.annotations.memo(of, None)),  # type: ignore[arg-type]
    ("doi must be text, not 5", lambda to, of: to.records.edit(of, doi=5)),
    ("as_of must be text, not 2026", lambda to, _of: to.exports.table("evidence", as_of=2026)),  # type: ignore[arg-type]
    ("names must be a list, such as ['evidence'], not the text 'evidence'", lambda to, _of: to.exports.write("evidence")),
    ("reviewer must be text, not 5", lambda to, _of: Project.open(to.folder, 5)),  # type: ignore[arg-type]
    ("folder must be a path, not 5", lambda _to, _of: Project.open(5)),  # type: ignore[arg-type]
]  # fmt: skip
"""What a program may get wrong, and what it is answered."""


def test_values_of_a_wrong_type_are_refused_and_nothing_is_stored(project: Project) -> None:
    record = add_record(project, "Markets for care", document=a_document())
    before = project.revision
    for answer, give in WRONG:
        with pytest.raises(ReviewError) as refused:
            give(project, record)
        assert str(refused.value) == answer
    assert project.revision == before


def test_none_stands_for_no_text_where_there_may_be_none(project: Project) -> None:
    record = add_record(project, "Markets for care", document=a_document())
    project.screening.decide(record, "include", "title-abstract", note=None)
    coding = project.coding.code(record, ["T1"], 0, 20, memo=None)
    project.records.set_source_type(record, None)
    (decision,) = project.screening.all_decisions()
    assert (decision.note, coding.memo, project.records.get(record).source_type) == ("", "", "")
    assert not [event for event in project.journal.events() if event.unread]


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (Memo(target="T1", text=None), "text must be text, not None"),  # type: ignore[arg-type]
        (Memo(target="T1", text=object), "text must be text, not <class 'object'>"),  # type: ignore[arg-type]
        (Done(record="a", text_sha256="b", start=1, end=float("nan"), codes=(), theory_event=""),  # type: ignore[arg-type]
         "end must be a whole number, not nan (an empty cell?)"),
        (Done(record="a", text_sha256="b", start=1, end=2, codes=(None,), theory_event=""),  # type: ignore[arg-type]
         "codes must have text in each place, not None"),
        (Done(record="a", text_sha256="b", start=2, end=1, codes=(), theory_event=""),
         "a `done` act whose passage 2-1 is not valid"),
    ],
)  # fmt: skip
def test_an_act_that_would_have_no_effect_is_not_stored(project: Project, act: Act, answer: str) -> None:
    before = project.revision
    with pytest.raises(JournalError) as refused:
        project.journal.append("ann", act)
    assert str(refused.value) == f"nothing was stored: {answer}"
    assert project.revision == before


def test_opening_a_review_makes_few_services(project: Project) -> None:
    assert "theory" in vars(project)
    assert "exports" not in vars(project)
    assert project.exports is project.exports
    assert "exports" in vars(project)


def test_threads_that_ask_at_the_same_time_get_the_same_service(project: Project) -> None:
    together = Barrier(4)

    def ask(_number: int) -> object:
        together.wait()
        return project.sharing

    with ThreadPoolExecutor(4) as threads:
        assert len(set(map(id, threads.map(ask, range(4))))) == 1


def test_a_service_of_no_project_is_how_it_is_made() -> None:
    assert isinstance(Project.sharing, MadeWhenAsked)
