"""Opens a file in the user's editor, in this terminal."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def edit(command: list[str], file: Path) -> str:
    """Run the editor on a file until it ends; returns a line if it failed, else ``""``.

    What it saved is in the file in any case. The terminal must be free (`App.suspend`).
    """
    try:
        with _interrupts_for_the_editor():
            ended = subprocess.run([*command, str(file)], check=False).returncode
    except OSError as error:
        return f"{command[0]}: cannot be started ({error.strerror})"
    if ended < 0:
        return f"{command[0]} was ended by {_name(-ended)}; what it had saved is here"
    return f"{command[0]} ended with code {ended}; what it had saved is here" if ended else ""


@contextmanager
def _interrupts_for_the_editor() -> Iterator[None]:
    """Let Ctrl+C concern the editor only: a handler, unlike ignoring, is not passed on to it."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
