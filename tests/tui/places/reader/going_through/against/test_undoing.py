"""Undo at once after an answer, while the Reader opens the document of the next passage: the pane follows the journal."""

from __future__ import annotations

import pytest

from review.project import Project
from review.tui.app import ReviewApp
from review.tui.places.reader import ReaderScreen
from tests.tui.hosts import settled, shown, until
from tests.tui.places.reader.going_through.against.test_pane import Found, begin, included, items
from tests.tui.places.reader.opened import FIRST, SECOND, reading


def undo_when_it_opens(
    app: ReviewApp, project: Project, monkeypatch: pytest.MonkeyPatch, *, before: bool, elsewhere: bool
) -> list[str]:
    """Undo once, just before or after the next document opens: a key may reach the program there; returns what was done."""
    done: list[str] = []
    whole = ReviewApp.open_reader

    def undo() -> None:
        if not done:
            done.append("undo")
            if elsewhere:
                project.history.undo()
            else:
                app.action_undo()

    def opens(*given, **named):
        if before:
            undo()
        whole(*given, **named)
        undo()

    monkeypatch.setattr(ReviewApp, "open_reader", opens)
    return done


@pytest.mark.parametrize(
    ("before", "elsewhere"),
    [(True, False), (True, True), (False, False)],
    ids=["before", "elsewhere", "after"],
)
async def test_an_undo_while_the_next_document_opens_leads_back_to_what_was_answered(
    project: Project, monkeypatch: pytest.MonkeyPatch, before: bool, elsewhere: bool
) -> None:
    found = Found()
    async with reading(project, size=(100, 40), suggestions=found) as pilot:
        (row, *_) = project.records.rows(project.records.listing())
        second = included(project)
        found.found_against.append((*items(row.record, FIRST), *items(second, SECOND)))
        await begin(pilot)
        done = undo_when_it_opens(pilot.app, project, monkeypatch, before=before, elsewhere=elsewhere)
        await pilot.press("minus")
        await until(pilot, lambda: bool(done))
        await until(pilot, lambda: "1 of 2, 0 answered" in shown(pilot.app))
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ReaderScreen)
        assert screen.desk.record.id == row.record
        assert screen.view.cursor.selection == (FIRST.start, FIRST.end)
        assert project.coding.codings() == []


async def test_an_undo_right_after_an_answer(project: Project) -> None:
    found = Found()
    async with reading(project, size=(100, 40), suggestions=found) as pilot:
        (row, *_) = project.records.rows(project.records.listing())
        found.found_against.append((*items(row.record, FIRST), *items(included(project), SECOND)))
        await begin(pilot)
        await pilot.press("minus", "u")
        await until(pilot, lambda: "1 of 2, 0 answered" in shown(pilot.app))
        assert project.coding.codings() == []
