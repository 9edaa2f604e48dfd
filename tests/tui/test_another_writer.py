"""While another process writes, the screen answers every key and reports what was not stored."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.pilot import Pilot

from review.domain import Role
from review.journal import turns
from review.tui.app import ReviewApp
from review.tui.dialogs.form import Form
from tests.tui.hosts import reported, shown
from tests.writers import another_process_writes


def decided(app: ReviewApp) -> list[str]:
    project = app.project
    return [
        str(d.decision)
        for row in project.records.rows(project.records.listing())
        for d in project.screening.decisions(row.record)
    ]


async def test_a_decision_that_could_not_be_stored_is_reported_and_the_record_stays(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        before = shown(app)
        with another_process_writes(app.project.journal.path):
            await pilot.press("i")
            await pilot.pause()
            assert "another process is writing" in reported(app)
            assert "nothing was changed, try again in a moment" in reported(app)
            assert "title abstract 3" in before
            assert "title abstract 3" in shown(app)
        await pilot.press("i")
        await pilot.pause()
        assert "title abstract 2" in shown(app)
        assert decided(app) == ["include"]


async def test_places_dialogs_and_searches_work_while_another_process_writes(app: ReviewApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        with another_process_writes(app.project.journal.path):
            await pilot.press("f3", "n")
            await pilot.pause()
            assert "title abstract 3" in shown(app)
            await pilot.press("u")
            await pilot.pause()
            assert "another process is writing" in reported(app)
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
        record = project.records.all()[0].id
        with another_process_writes(project.journal.path):
            worker = app.run_worker(lambda: project.annotations.memo(record, "From a worker"), thread=True)
            for _ in range(10):
                await pilot.press("n")
            assert worker.is_running
        await worker.wait()
        assert [memo.text for memo in project.annotations.memos(record)] == ["From a worker"]


async def test_an_act_on_many_records_is_tried_once(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "space", "space", "R")
        await pilot.pause()
        with another_process_writes(app.project.journal.path):
            await pilot.press("3")
            await pilot.pause()
            assert reported(app).count("another process is writing") == 1
        assert {record.role for record in app.project.records.all()} == {Role.EVIDENCE}
        await pilot.press("R", "3")
        await pilot.pause()
        assert "Role set for 3 records, no longer marked. u undoes all of them." in reported(app)
        assert {record.role for record in app.project.records.all()} == {Role.BACKGROUND}


WRITTEN = "two councils say so"
DIALOGS = {
    "memo on a record": ("f2", "N"),
    "memo in the Reader": ("f2", "enter", "M"),
    "memo on a theory": ("f5", "M"),
    "reason to reject a theory": ("f5", "R"),
    "reason to adopt edits by hand": ("f5", "f", "t"),
}
"""The keys that open a dialog with one field to write in."""


async def written(app: ReviewApp, pilot: Pilot[None], keys: Sequence[str]) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def assert_refused_then_stored(app: ReviewApp, pilot: Pilot[None], key: str, text: str) -> None:
    """While another process writes, `key` stores nothing and the text stays; afterwards the same key stores it."""
    revision = app.project.revision
    with another_process_writes(app.project.journal.path):
        await pilot.press(key)
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, Form)
        assert text in shown(app)
        assert "another process is writing" in " ".join(shown(app).split())
        assert app.project.revision == revision
    await pilot.press(key)
    await pilot.pause()
    await pilot.pause()
    assert not isinstance(app.screen, Form)
    assert app.project.revision > revision
    assert reported(app)


@pytest.mark.parametrize("dialog", DIALOGS)
async def test_what_was_written_stays_until_it_is_stored(app: ReviewApp, dialog: str) -> None:
    map_file = app.project.folder / "theory_map.yaml"
    map_file.write_text(map_file.read_text("utf-8").replace("quality rises", "prices fall"), "utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await written(app, pilot, [*DIALOGS[dialog], *WRITTEN])
        await assert_refused_then_stored(app, pilot, "enter", WRITTEN)


async def test_a_new_wording_and_its_reason_stay_until_they_are_stored(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await written(app, pilot, ["f5", "e", *"Rivalry", "tab", "tab", "tab", "tab", *WRITTEN])
        await assert_refused_then_stored(app, pilot, "ctrl+s", WRITTEN)
        assert app.project.theory.map.theory_of("T1").name.endswith("Rivalry")


async def test_a_reference_that_was_edited_stays_until_it_is_stored(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await written(app, pilot, ["f2", "e", *WRITTEN])
        await assert_refused_then_stored(app, pilot, "ctrl+s", WRITTEN)
        assert any(record.title.endswith(WRITTEN) for record in app.project.records.all())


async def test_a_theory_to_be_added_stays_until_it_is_stored(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await written(
            app, pilot, ["f5", "a", *"Allies", "tab", *"Known people help.", "tab", "tab", "tab", *WRITTEN]
        )
        await assert_refused_then_stored(app, pilot, "ctrl+s", WRITTEN)
        assert app.project.theory.map.theory_of("T4").name == "Allies"
