"""The process behind a tab: the program with its screen in packets on its standard streams (protocol of textual-serve)."""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

PATIENCE = 8.0
"""Seconds for a process to end by itself; then it is ended, and as many later killed."""

_DATA, _PRELUDE = b"D", b"_"
_OTHERS = frozenset({b"M", b"P"})
"""Packets that ask for something besides the screen (an address to open, a file to download): nothing is done for them."""


class Session(AppService):
    """Runs `command`, an argument list, and gives what it shows to `send`; `ended` is called when it has ended.

    Of `AppService`, it uses what goes to the process. What comes from there it reads itself: `AppService` opens addresses and
    files for the process, starts it through a shell, and waits for its end without limit.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        send: Callable[[bytes], Awaitable[None]],
        ended: Callable[[], Awaitable[None]],
    ) -> None:
        async def nothing(_text: str) -> None:
            pass

        super().__init__(
            command[0],
            write_bytes=send,
            write_str=nothing,
            close=ended,
            download_manager=DownloadManager(),
        )
        self._arguments = command
        self._environment = environment
        self._end: asyncio.Task[None] | None = None

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the process, with its messages on the server's standard error.

        It is in a group of its own: Ctrl+C is for the server, which then ends it in an orderly way.
        """
        self._process = await asyncio.create_subprocess_exec(
            *self._arguments,
            stdin=PIPE,
            stdout=PIPE,
            env={**self._build_environment(width, height), **self._environment},
            start_new_session=os.name == "posix",
        )
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        """Pass on what the process shows, until it ends; whether anybody still looks makes no difference."""
        assert self._process is not None
        assert self._process.stdout is not None
        stdout = self._process.stdout
        with suppress(asyncio.IncompleteReadError):
            while True:
                kind = await stdout.readexactly(1)
                if kind == _PRELUDE:  # each screen begins with a line; after a restore there is another one
                    await stdout.readline()
                    continue
                content = await stdout.readexactly(int.from_bytes(await stdout.readexactly(4), "big"))
                if kind == _DATA:
                    with suppress(ConnectionError):
                        await self.remote_write_bytes(content)
                elif kind not in _OTHERS:
                    break
        await self.remote_close()

    async def stop(self) -> None:
        """End the process and wait for it: it is asked, then ended, then killed with what it started."""
        if self._process is not None:
            self._end = self._end or asyncio.create_task(self._ended(self._process))
            await asyncio.shield(self._end)

    async def _ended(self, process: Process) -> None:
        await self.send_meta({"type": "quit"})
        self.stdin.close()
        for end in (process.terminate, lambda: _kill(process)):
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), PATIENCE)
                break
            with suppress(ProcessLookupError):
                end()
        await process.wait()
        if self._task is not None:
            await self._task


def _kill(process: Process) -> None:
    """Kill a process and, where the system has groups, what is in its group."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
