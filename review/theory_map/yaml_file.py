"""Files in YAML that people write: their text, and their mistakes in the order of the lines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from review.errors import ReviewError
from review.sandbox.regular_file import read_regular
from review.theory_map.located import Located
from review.theory_map.mistakes import Mistake, printable

MOST_LISTED = 100
"""How many mistakes are listed at a time."""


def bytes_of(path: Path, largest: int, error: type[ReviewError] = ReviewError) -> bytes:
    """The content of a file, up to a byte more than the `largest` size.

    Raises:
        ReviewError: as `error`, the file cannot be read.
    """
    try:
        return read_regular(path, largest)
    except OSError as cause:
        raise error(f"{printable(path.name)}: cannot be read: {cause.strerror}") from cause


def text_in(data: bytes, name: str, largest: int, error: type[ReviewError] = ReviewError) -> str:
    """The text of a file, which messages call `name`.

    Raises:
        ReviewError: as `error`, it is larger than `largest` bytes or not UTF-8.
    """
    if len(data) > largest:
        raise error(f"{name}: larger than {largest // 1_000_000} MB; it was not read")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        line = data.count(b"\n", 0, cause.start) + 1
        raise error(f"{name}:{line}: not UTF-8; save the file in UTF-8") from cause


def lines_about(name: str, source: Located, mistakes: Iterable[Mistake]) -> str:
    """The mistakes in a file in the order of their lines: ``FILE:LINE: place: what``, one a line."""
    found = sorted((one.line or source.line(one.path), str(one)) for one in mistakes)
    lines = [f"{name}:{line}: {mistake}" for line, mistake in found[:MOST_LISTED]]
    return "\n".join(lines + [f"{name}: further mistakes are not listed"] * (len(found) > MOST_LISTED))
