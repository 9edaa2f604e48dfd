"""One act on each of many records."""

from threading import Event
from typing import Any

import pytest

from review.domain.record import Role
from review.errors import ReviewError
from review.project import Project
from review.project.runs.on_many import on_many
from tests.reviews import add_record


def roles(project: Project) -> list[str]:
    return [str(one.role) for one in project.records.all()]


def test_it_is_done_on_each_and_a_stop_keeps_what_was_done(project: Project) -> None:
    records = [add_record(project, title) for title in ("One", "Two", "Three")]
    stop = Event()
    said: list[int] = []

    def progress(done: int) -> None:
        said.append(done)
        if done == 2:
            stop.set()

    def act(record: str) -> Any:
        return project.records.set_role(record, Role.BACKGROUND, "batch")

    assert on_many(project.journal, records, act, progress, stop) == 2
    assert (roles(project), said) == (["background", "background", "evidence"], [1, 2])
    assert on_many(project.journal, records[2:], act, said.append, Event()) == 1
    assert roles(project) == ["background"] * 3
    project.history.undo()
    assert roles(project) == ["evidence"] * 3


def test_a_refusal_says_on_how_many_it_was_done(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.journal.steps.STEP_SECONDS", 0)
    records = [add_record(project, "One"), "0" * 64]
    with pytest.raises(ReviewError, match="it was done on 1 of 2 records before"):
        on_many(
            project.journal,
            records,
            lambda record: project.records.set_role(project.records.get(record).id, Role.BACKGROUND),
            lambda _: None,
            Event(),
        )
    assert roles(project) == ["background"]
