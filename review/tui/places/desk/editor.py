"""Opens a file in the user's editor, in this terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from review.errors import ReviewError

_USUAL = ("nano", "vi", "notepad")
"""Editors that systems have, tried where none is set."""


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """The user's editor with its arguments: ``VISUAL``, else ``EDITOR``, else one that the system has.

    Raises:
        ReviewError: there is none, or it is not installed.
    """
    for variable in ("VISUAL", "EDITOR"):
        if chosen := environment.get(variable, "").strip():
            try:
                command = shlex.split(chosen, posix=os.name != "nt")
            except ValueError as error:
                raise ReviewError(f"{variable} cannot be read ({error}): {chosen}") from error
            if not shutil.which(command[0]):
                raise ReviewError(f"{command[0]}: not found; set {variable} to an editor that is installed")
            return command
    for usual in _USUAL:
        if shutil.which(usual):
            return [usual]
    raise ReviewError("no editor is set; set EDITOR, for example: export EDITOR=nano")


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
