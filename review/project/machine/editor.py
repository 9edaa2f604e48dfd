"""The user's editor: which one it is."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Mapping

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
