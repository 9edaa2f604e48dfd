"""The server, with real requests, sockets and processes, and a small program in the place of the screen."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import psutil
import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType, WSServerHandshakeError

from review.errors import ReviewError
from review.serve import session
from review.serve.limits import MOST_CHARACTERS, Openings
from review.serve.server import Server, listening, serve

PROGRAM = [sys.executable, "-S", "-E", str(Path(__file__).with_name("a_program.py"))]
BOUND = 30


@asynccontextmanager
async def served(*arguments: str, most: int = 3, program: Sequence[str] = PROGRAM) -> AsyncIterator[str]:
    """The address, with its token, of a server for the small program; afterwards the server has ended."""
    server = Server([*program, *arguments], {"OWN": "1"}, "<b>A & B</b>", openings=Openings(most))
    address = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(serve(server, listening(0), address.set_result))
    try:
        yield await asyncio.wait_for(address, BOUND)
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(running, BOUND)


@asynccontextmanager
async def browsing(address: str) -> AsyncIterator[tuple[ClientSession, str]]:
    """A client that came with the token, and the address without it."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as client:
        async with client.get(address) as answer:
            assert answer.status == 200
        yield client, address.partition("?")[0]


@asynccontextmanager
async def a_tab(client: ClientSession, base: str, size: str = "") -> AsyncIterator[ClientWebSocketResponse]:
    """The socket of a page."""
    origin = base.rstrip("/")
    async with client.ws_connect(f"{base}socket{size}", origin=origin, max_msg_size=0) as tab:
        yield tab


async def shown(tab: ClientWebSocketResponse, until: str) -> str:
    """What the program has shown up to a pattern; the pattern's group, if it has one."""
    text = ""
    while not (found := re.search(until, text)):
        message = await asyncio.wait_for(tab.receive(), BOUND)
        assert message.type is WSMsgType.BINARY, (message, text)
        text += message.data.decode()
    return found[found.lastindex or 0]


async def gone(pid: int) -> None:
    for _ in range(BOUND * 20):
        if not psutil.pid_exists(pid):
            return
        await asyncio.sleep(0.05)
    pytest.fail(f"process {pid} is still there")


async def test_a_screen_in_a_tab() -> None:
    async with served() as address, browsing(address) as (client, base):
        async with a_tab(client, base, "?width=132&height=40") as tab:
            pid = int(await shown(tab, r"132x40 (\d+)\n"))
            await tab.send_str('["stdin", "caf\\u00e9 \\ud800"]')
            assert await shown(tab, r"caf.*\?") == "café ?"
            await tab.send_str('["resize", {"width": 99, "height": 9}]')
            assert await shown(tab, r"\[.*\]") == '[{"type": "resize", "width": 99, "height": 9}]'
        await gone(pid)


async def test_nothing_but_the_screen_reaches_the_page() -> None:
    """The program asks to open an address and to deliver a file: nothing of that is sent on."""
    async with served() as address, browsing(address) as (client, base), a_tab(client, base) as tab:
        await shown(tab, r"80x24 \d+\n")
        await tab.send_str('["stdin", "."]')
        assert await shown(tab, r".*") == ""
        assert await shown(tab, r"\.") == "."


async def test_the_token_becomes_a_cookie_that_scripts_and_other_sites_lack() -> None:
    async with served() as address, ClientSession() as client:
        async with client.get(address, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/")
            cookie = answer.headers["Set-Cookie"]
        assert re.fullmatch(r"review_[0-9a-f]{8}=[\w-]{43}; HttpOnly; Path=/; SameSite=Strict", cookie)
        assert address.partition("token=")[2] not in cookie


@pytest.mark.parametrize(
    "path", ["", "?token=", "?token=x", "files/page.js", "files/mono.ttf", "socket", "nowhere"]
)
async def test_nothing_is_answered_without_the_token(path: str) -> None:
    async with served() as address, ClientSession() as client:
        base = address.partition("?")[0]
        async with client.get(base + path, headers={"Origin": base.rstrip("/")}) as answer:
            assert answer.status == 403
            assert (await answer.text()).startswith("Open the full address that `review serve` printed")
            assert "Set-Cookie" not in answer.headers


async def test_no_socket_without_the_token() -> None:
    async with served() as address, ClientSession() as client:
        with pytest.raises(WSServerHandshakeError, match="403"):
            async with a_tab(client, address.partition("?")[0]):
                pass


@pytest.mark.parametrize("path", ["", "files/page.js", "socket"])
@pytest.mark.parametrize("origin", ["http://example.org", "null", "http://127.0.0.1:1", "https://127.0.0.1"])
async def test_a_foreign_page_is_refused_though_it_has_the_cookie(path: str, origin: str) -> None:
    async with (
        served() as address,
        browsing(address) as (client, base),
        client.get(base + path, headers={"Origin": origin}) as answer,
    ):
        assert (answer.status, await answer.text()) == (403, "This server answers to its own page only.\n")


async def test_a_socket_names_its_page() -> None:
    async with served() as address, browsing(address) as (client, base):
        with pytest.raises(WSServerHandshakeError, match="403"):
            await client.ws_connect(f"{base}socket")


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "192.168.1.7"])
async def test_a_foreign_name_is_refused_though_it_brings_the_token(host: str) -> None:
    """As when somebody has a name of theirs point to this machine."""
    async with served() as address, ClientSession() as client:
        port = address.split("/")[2].partition(":")[2]
        headers = {"Host": f"{host}:{port}", "Origin": f"http://{host}:{port}"}
        async with client.get(address, headers=headers, allow_redirects=False) as answer:
            assert answer.status == 421
            assert "Set-Cookie" not in answer.headers
        with pytest.raises(WSServerHandshakeError, match="421"):
            await client.ws_connect(address.partition("?")[0] + "socket", headers=headers)


async def test_localhost_and_another_port_in_front_are_this_machine() -> None:
    """Through ssh, the port that the browser knows may be another one."""
    async with (
        served() as address,
        ClientSession() as client,
        client.get(address, headers={"Host": "localhost:9000"}, allow_redirects=False) as answer,
    ):
        assert answer.status == 303


async def test_every_answer_keeps_to_this_server() -> None:
    async with served() as address, browsing(address) as (client, base):
        for path, status in (
            ("", 200),
            ("files/page.js", 200),
            ("files/../../etc/passwd", 404),
            ("files/x", 404),
        ):
            async with client.get(base + path) as answer:
                assert answer.status == status
                rule = answer.headers["Content-Security-Policy"]
                assert rule.startswith("default-src 'none'; script-src 'self';")
                assert f"connect-src 'self' ws://{base.split('/')[2]};" in rule
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert answer.headers["Cache-Control"] == "no-store"
                assert "aiohttp" not in answer.headers["Server"]


async def test_the_page_names_no_other_host_and_obeys_no_query() -> None:
    async with served() as address, browsing(address) as (client, base):
        async with client.get(base) as answer:
            page = await answer.text()
        assert "<title>&lt;b&gt;A &amp; B&lt;/b&gt;</title>" in page
        assert "//" not in page.replace("<!DOCTYPE", "")
        async with client.get(f"{base}?ping=http://example.org", allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/")


async def test_too_many_tabs() -> None:
    async with served(most=1) as address, browsing(address) as (client, base):
        async with a_tab(client, base) as first:
            pid = int(await shown(first, r"(\d+)\n"))
            async with a_tab(client, base) as second:
                assert (await second.receive()).type is WSMsgType.CLOSE
                assert second.close_code == 4000
        await gone(pid)


@pytest.mark.parametrize(
    "message",
    ['["open_url", "x"]', "no json", f'["stdin", "{"x" * MOST_CHARACTERS}"]', b"bytes"],
    ids=["another", "no JSON", "too long", "bytes"],
)
async def test_a_message_that_no_page_sends_ends_the_screen(message: str | bytes) -> None:
    async with served() as address, browsing(address) as (client, base), a_tab(client, base) as tab:
        pid = int(await shown(tab, r"(\d+)\n"))
        await (tab.send_bytes(message) if isinstance(message, bytes) else tab.send_str(message))
        closed = await asyncio.wait_for(tab.receive(), BOUND)
        assert closed.type is WSMsgType.CLOSE
        assert closed.data in {1008, 1009}
        await gone(pid)


async def test_a_program_that_ends_closes_its_tab() -> None:
    async with served() as address, browsing(address) as (client, base), a_tab(client, base) as tab:
        await shown(tab, r"\d+\n")
        await tab.send_str('["stdin", "q"]')
        await shown(tab, "q")
        assert (await asyncio.wait_for(tab.receive(), BOUND)).type is WSMsgType.CLOSE


async def test_a_program_may_show_a_second_screen() -> None:
    """As after a restore that was asked for on the first."""
    async with served() as address, browsing(address) as (client, base), a_tab(client, base) as tab:
        await shown(tab, r"\d+\n")
        await tab.send_str('["stdin", "2"]')
        await shown(tab, "the second screen")


async def test_the_end_of_the_server_is_the_end_of_every_screen() -> None:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as client:
        async with served() as address:
            async with client.get(address):
                pass
            origin = address.partition("/?")[0]
            tabs = [await client.ws_connect(f"{origin}/socket", origin=origin) for _ in range(2)]
            pids = [int(await shown(tab, r"(\d+)\n")) for tab in tabs]
        for tab, pid in zip(tabs, pids, strict=True):
            assert (await asyncio.wait_for(tab.receive(), BOUND)).extra == "`review serve` has ended."
            assert not psutil.pid_exists(pid)
            await tab.close()


async def test_a_program_that_cannot_be_started_is_one_line_in_the_tab(tmp_path: Path) -> None:
    async with served(program=[str(tmp_path / "nothing")]) as address, browsing(address) as (client, base):
        async with a_tab(client, base) as tab:
            closed = await asyncio.wait_for(tab.receive(), BOUND)
        assert closed.extra == "The screen cannot be started (No such file or directory)."


async def test_a_program_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "PATIENCE", 0.2)
    async with served("stubborn") as address, browsing(address) as (client, base):
        async with a_tab(client, base) as tab:
            pid = int(await shown(tab, r"(\d+)\n"))
        await gone(pid)


def test_a_port_that_is_taken_is_one_line() -> None:
    sockets = listening(0)
    port = sockets[0].getsockname()[1]
    try:
        with pytest.raises(
            ReviewError,
            match=rf"^port {port} is taken; choose another with --port, or any free one with --port 0$",
        ):
            listening(port)
    finally:
        for one in sockets:
            one.close()


def test_nothing_listens_beyond_this_machine() -> None:
    sockets = listening(0)
    try:
        names = {one.getsockname()[0] for one in sockets}
        assert {"127.0.0.1"} <= names <= {"127.0.0.1", "::1"}
        assert len({one.getsockname()[1] for one in sockets}) == 1
    finally:
        for one in sockets:
            one.close()
