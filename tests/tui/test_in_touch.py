"""Two open screens on two copies: what is done on one is shown on the other, through a real server."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.project import Project
from review.tui.app import ReviewApp
from review.tui.places import base
from review.tui.support.settings import Settings
from review.tui.widgets.record_list import RecordRows
from tests.servers import PostgresServer
from tests.tui.hosts import PATIENCE, shown, until


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine makes the pauses between two looks longer than a test waits."""
    monkeypatch.setattr(base, "PAUSES", 0)


@pytest.fixture
def apps(project: Project, tmp_path: Path, postgres: PostgresServer) -> Iterator[tuple[ReviewApp, ReviewApp]]:
    """Ana's and Ben's screens, whose copies share a server."""
    project.history.backup(tmp_path / "ben" / "review.db")
    ben = Project.open(tmp_path / "ben", "Ben")
    address = postgres.admin_address(postgres.new_database())
    for one in (project, ben):
        one.sharing.sync_server(address)
    yield tuple(
        ReviewApp(one, Settings(tmp_path / one.reviewer), with_suggestions=False) for one in (project, ben)
    )
    ben.close()


async def in_touch(pilot: Pilot) -> None:
    await until(pilot, lambda: "in touch" in shown(pilot.app))


async def test_what_one_does_is_shown_to_the_other_while_cursor_and_scroll_stay(
    apps: tuple[ReviewApp, ReviewApp],
) -> None:
    ana, ben = apps
    async with ana.run_test(size=(120, 30)) as on_ana, ben.run_test(size=(120, 30)) as on_ben:
        await in_touch(on_ana)
        await in_touch(on_ben)
        await on_ben.press("down", "down")
        await on_ben.pause()
        rows = ben.screen.query_one(RecordRows)
        before = (rows.cursor, rows.scroll_offset)
        record = ana.project.records.all()[0].id
        title = "Titles change while others read"
        ana.screen.act(lambda: ana.project.records.edit(record, title=title))
        await until(on_ben, lambda: title in shown(ben))
        assert (rows.cursor, rows.scroll_offset) == before


async def test_own_acts_do_not_hide_what_came_in_meanwhile(apps: tuple[ReviewApp, ReviewApp]) -> None:
    ana, ben = apps
    async with ben.run_test(size=(120, 30)) as on_ben:
        await in_touch(on_ben)
        state = ben.project.state
        record = ana.project.records.all()[0].id
        ana.project.records.edit(record, title="Changed elsewhere")
        ana.project.sharing.sync_server()
        await until(on_ben, lambda: ben.project.state[1] != state[1])
        ben.screen.act(lambda: ben.project.annotations.memo(record, "own"))
        await until(on_ben, lambda: "Changed elsewhere" in shown(ben))


async def test_without_the_server_work_goes_on_and_the_line_says_what_waits(
    apps: tuple[ReviewApp, ReviewApp], postgres: PostgresServer
) -> None:
    _, ben = apps
    ben.project.journal.database.set_meta("shared_at", "postgresql://ben@127.0.0.1:1/review")
    async with ben.run_test(size=(120, 30)) as on_ben:
        await until(on_ben, lambda: "offline" in shown(ben))
        await on_ben.press("N", *"typed offline", "enter")
        await until(on_ben, lambda: "offline, 1 to send" in shown(ben))
        thread = ben.exchange._thread
    thread.join(PATIENCE)
    assert not thread.is_alive()


async def test_an_open_screen_connects_once_a_command_exchanged_with_a_server(
    project: Project, tmp_path: Path, postgres: PostgresServer
) -> None:
    app = ReviewApp(project, Settings(tmp_path / "home"), with_suggestions=False)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        assert app.exchange is None
        project.sharing.sync_server(postgres.admin_address(postgres.new_database()))
        await in_touch(pilot)


async def test_a_folder_is_exchanged_with_only_when_asked(project: Project, tmp_path: Path) -> None:
    project.sharing.sync_folder(tmp_path / "shared")
    app = ReviewApp(project, Settings(tmp_path / "home"), with_suggestions=False)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        assert app.exchange is None
        assert "in touch" not in shown(app)


async def test_the_copies_of_the_team_say_why_there_is_no_connection_and_what_is_wrong_with_one(
    apps: tuple[ReviewApp, ReviewApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    # What crosses a network cannot be made here: the server of the tests answers on this machine only.
    monkeypatch.setattr("review.sync.postgres.connecting.is_open_to_listeners", lambda _connection: True)
    ana, ben = apps
    ben.project.journal.database.set_meta("shared_at", "postgresql://ben@127.0.0.1:1/review")
    async with ana.run_test(size=(120, 30)) as on_ana, ben.run_test(size=(120, 30)) as on_ben:
        await on_ben.press("f11", "5")
        await until(
            on_ben,
            lambda: (
                "Server: offline: postgresql://ben@127.0.0.1:1/review: does not answer; check the address"
                in shown(ben)
            ),
        )
        assert "not encrypted" not in shown(ben)
        await on_ana.press("f11", "5")
        await until(on_ana, lambda: "Server: in touch." in shown(ana))
        assert "is not encrypted, and others on the network can read it" in shown(ana)


async def test_no_key_waits_for_a_server_that_hangs_nor_does_the_end(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.project.sharing.live._SECONDS_TO_END", 10 * PATIENCE)
    with socket.create_server(("127.0.0.1", 0)) as hangs:
        hangs.settimeout(PATIENCE)
        at = f"postgresql://ana@127.0.0.1:{hangs.getsockname()[1]}/review?sslmode=disable&connect_timeout={PATIENCE}"
        project.journal.database.set_meta("shared_at", at)
        app = ReviewApp(project, Settings(tmp_path / "home"), with_suggestions=False)
        async with app.run_test(size=(120, 30)) as pilot:
            await until(pilot, lambda: "connecting" in shown(app))
            silent, _ = hangs.accept()
            before = project.revision
            await pilot.press("N", *"typed meanwhile", "enter")
            await until(pilot, lambda: project.revision == before + 1)
            assert app.exchange.state == "connecting"
            thread = app.exchange._thread
        # Had somebody waited for it, it would have given the server up.
        assert thread.is_alive()
        silent.close()
        thread.join(PATIENCE)
        assert not thread.is_alive()
