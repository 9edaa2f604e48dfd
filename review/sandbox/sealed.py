"""Files that end with the SHA-256 of all that is before, so that it is seen whether somebody changed them since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_MARK = b"%realist-review "
_LENGTH = len(_MARK) + 64 + 1
_CHUNK = 1 << 20


def sealed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of a file, and its last line, which is a comment in PDF."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        yield piece
    yield _line(digest.hexdigest())


def is_sealed(path: Path) -> bool:
    """Whether a file is as this program wrote it; False if it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            left = path.stat().st_size - _LENGTH
            while left > 0 and (piece := file.read(min(left, _CHUNK))):
                digest.update(piece)
                left -= len(piece)
            return left == 0 and file.read() == _line(digest.hexdigest())
    except OSError:
        return False


def _line(digest: str) -> bytes:
    return _MARK + digest.encode("ascii") + b"\n"
