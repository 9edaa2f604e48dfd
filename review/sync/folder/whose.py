"""Which reviews the events in a shared folder belong to."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from review.domain.team.exchange import RefusedInput
from review.sandbox.regular_file import open_regular
from review.sync.folder.names import event_files
from review.sync.folder.reading import LARGEST
from review.sync.lines import LONGEST, LineError, decode

_LINES = 1_000
"""The most lines of a file in which an event is looked for."""


def reviews_in(folder: Path) -> tuple[str, ...]:
    """The ids of the reviews that the files' first sound events belong to.

    Raises:
        OSError: the folder cannot be read.
    """
    refused: list[RefusedInput] = []
    found: dict[str, None] = {}
    for file in event_files(folder, refused):
        with suppress(OSError):
            found |= dict.fromkeys(_first_in(file.path))
    return tuple(found)


def _first_in(path: Path) -> tuple[str, ...]:
    with open_regular(path, LARGEST) as opened:
        for _ in range(_LINES):
            line = opened.readline(LONGEST + 1)
            if not line:
                break
            with suppress(LineError):
                return (decode(line.removeprefix(b"\xef\xbb\xbf")).review,)
    return ()
