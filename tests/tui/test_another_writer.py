"""While another process writes, the screen answers every key and says in a line what was not stored."""

from __future__ import annotations

import pytest

from review.journal import turns
from review.model import Role
from review.tui.app import ReviewApp
from tests.tui.hosts import shown, told
from tests.writers import another_process_writes


def decided(app: ReviewApp) -> list[str]:
    project = app.project
    return [str(d.decision) for row in project.rows(project.listing()) for d in project.decisions(row.record)]


async def test_a_decision_that_could_not_be_stored_is_reported_and_the_record_stays(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        before = shown(app)
        with another_process_writes(app.project.journal.path):
            await pilot.press("i")
            await pilot.pause()
            assert "another process is writing" in told(app)
            assert "nothing was changed, try again in a moment" in told(app)
            assert "3 left" in before
            assert "3 left" in shown(app)
        await pilot.press("i")
        await pilot.pause()
        assert "2 left" in shown(app)
        assert decided(app) == ["include"]


async def test_places_dialogs_and_searches_work_while_another_process_writes(app: ReviewApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        with another_process_writes(app.project.journal.path):
            await pilot.press("f3", "n")
            await pilot.pause()
            assert "3 left" in shown(app)
            await pilot.press("u")
            await pilot.pause()
            assert "another process is writing" in told(app)
            await pilot.press("question_mark")
            await pilot.pause()
            assert "Put off" in shown(app) or "Later" in shown(app)
            await pilot.press("escape", "f5")
            await pilot.pause()
            assert "Market" in shown(app)
            await pilot.press("f2", "enter")
            await pilot.pause()
            assert app.current_mode == "reader"
        assert decided(app) == []


async def test_a_worker_that_waits_to_write_holds_up_no_key(
    app: ReviewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when new files are read: the worker waits for its turn, and keys are answered meanwhile."""
    monkeypatch.setattr(turns, "WAIT_SECONDS", 120.0)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        project = app.project
        record = project.records()[0].id
        with another_process_writes(project.journal.path):
            worker = app.run_worker(lambda: project.memo(record, "From a worker"), thread=True)
            for _ in range(10):
                await pilot.press("n")
            assert worker.is_running
        await worker.wait()
        assert [memo.text for memo in project.memos(record)] == ["From a worker"]


async def test_an_act_on_many_records_is_tried_once(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "space", "space", "R")
        await pilot.pause()
        with another_process_writes(app.project.journal.path):
            await pilot.press("3")
            await pilot.pause()
            assert told(app).count("another process is writing") == 1
        assert {record.role for record in app.project.records()} == {Role.EVIDENCE}
        await pilot.press("R", "3")
        await pilot.pause()
        assert "Done for 3 records." in told(app)
        assert {record.role for record in app.project.records()} == {Role.BACKGROUND}
