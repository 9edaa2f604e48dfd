"""The encoding of a reference file: whether a name is one, and what of a file is not Unicode."""

from __future__ import annotations

import codecs
from pathlib import Path

from review.domain.texts.guessing import MOST_BYTES, telling_lines
from review.errors import UnknownNameError

_CHUNK = 1 << 16


def check_encoding(name: str) -> None:
    """Check that `name` is empty or a text encoding.

    Raises:
        UnknownNameError: it is not.
    """
    if not name:
        return
    try:
        known = codecs.lookup(name)
        "a".encode(known.name).decode(known.name)
    except (LookupError, UnicodeError, ValueError, TypeError) as error:
        raise UnknownNameError(
            f"{name}: unknown encoding; such names are utf-8, utf-16, windows-1251, windows-1252, mac-roman, gb18030, big5"
        ) from error


def not_unicode(path: Path) -> bytes:
    """The lines of a file with bytes beyond ASCII, at most 100,000 bytes, if it is not UTF-8; else nothing."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample = bytearray()
    valid = True
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if chunk.isascii() and valid and not decoder.getstate()[0]:
                continue
            if valid:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    valid = False
            if len(sample) < MOST_BYTES:
                sample += telling_lines(chunk)
            elif not valid:
                break
    if valid:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            valid = False
    return b"" if valid else bytes(sample[:MOST_BYTES])
