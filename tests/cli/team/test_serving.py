"""`review serve` as a process: its address, its ends, and that nothing is left behind."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType

from review.extras import how_to_add
from review.serve.server import listening
from tests.cli.run import Terminal
from tests.reviews import add_record, new_review

BOUND = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    project = new_review(tmp_path / "review")
    add_record(project, "Markets for care")
    project.close()
    return project.folder


@pytest.fixture
def serving(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The command, in a group of its own as a terminal starts it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "review", "serve", "--port", "0", "--project", folder, "--reviewer", "ann"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "HOME": str(folder.parent), "XDG_CONFIG_HOME": str(folder.parent / "config")},
    )
    with process:
        yield process
        process.kill()


async def a_screen(client: ClientSession, address: str) -> ClientWebSocketResponse:
    """A tab in which the review's screen is shown."""
    async with client.get(address) as answer:
        assert answer.status == 200
    base = address.partition("/?")[0]
    tab = await client.ws_connect(f"{base}/socket?width=100&height=30", origin=base, max_msg_size=0)
    shown = b""
    while b"Markets for care" not in shown:
        message = await asyncio.wait_for(tab.receive(), BOUND)
        assert message.type is WSMsgType.BINARY, (message, shown)
        shown += message.data
    return tab


def started_by(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


@pytest.mark.parametrize(
    ("by", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)],
    ids=["Ctrl+C", "terminated", "killed"],
)
async def test_nobody_is_left_behind(serving: subprocess.Popen[str], by: signal.Signals, code: int) -> None:
    """However the server ends, its screens end, too, with what they started."""
    assert serving.stdout is not None
    address = serving.stdout.readline().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{43}", address)
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as client:
        tab = await a_screen(client, address)
        children = started_by(serving)
        assert children
        serving.send_signal(by)
        out, err = await asyncio.to_thread(serving.communicate, timeout=BOUND)
        await tab.close()
    assert (serving.returncode, out) == (code, "")
    assert "Traceback" not in err
    assert "Open this address in a browser on this machine. Keep it private." in err
    gone, left = psutil.wait_procs(children, timeout=BOUND)
    assert (len(gone), left) == (len(children), [])


def test_a_port_that_is_taken(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sockets = listening(0)
    port = str(sockets[0].getsockname()[1])
    line = Terminal(folder, capfd).refused("serve", "--port", port, "--project", folder)
    assert line == f"review: port {port} is taken; choose another with --port, or any free one with --port 0"
    for one in sockets:
        one.close()


@pytest.mark.parametrize("port", ["-1", "65536", "x", "٣"])
def test_what_is_no_port(folder: Path, capfd: pytest.CaptureFixture[str], port: str) -> None:
    line = Terminal(folder, capfd).refused("serve", f"--port={port}", "--project", folder)
    assert "is not a port: a whole number from 0 (any free one) to 65535" in line


def test_no_answer_in_json(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    line = Terminal(folder, capfd).refused("serve", "--json", "--project", folder)
    assert line.startswith("review: `review serve` has no answer in JSON")


def test_no_review_no_server(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert "theory_map.yaml" in Terminal(tmp_path, capfd).refused("serve", "--project", tmp_path)


def test_without_the_extra(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    line = Terminal(folder, capfd).refused("serve", "--project", folder)
    assert line == (f"review: the screen in a browser is not installed; install it with: {how_to_add('web')}")


def test_a_machine_without_the_newer_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the system's refusal is made: this machine may have ::1."""
    real = socket.create_server

    def without(address: tuple[str, int], **options: int) -> socket.socket:
        if address[0] == "::1":
            raise OSError(99, "Cannot assign requested address")
        return real(address)

    monkeypatch.setattr(socket, "create_server", without)
    (only,) = listening(0)
    assert only.getsockname()[0] == "127.0.0.1"
    only.close()
