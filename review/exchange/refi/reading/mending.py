"""Mends the XML of programs that do not escape what people write: ampersands, and characters that XML forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_FORBIDDEN = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]));|[\x00-\x08\x0b\x0c\x0e-\x1f]"
)
_LONGEST_REFERENCE = 12


def mended(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces with bare ampersands escaped and forbidden characters as spaces; UTF-16 stays as it is."""
    rest = b""
    is_first = True
    for piece in pieces:
        if is_first and piece.startswith(_UTF_16):
            yield piece
            yield from pieces
            return
        is_first = False
        whole = rest + piece
        # A reference may go on in the next piece.
        cut = whole.rfind(b"&", max(0, len(whole) - _LONGEST_REFERENCE))
        whole, rest = (whole[:cut], whole[cut:]) if cut >= 0 else (whole, b"")
        yield _mended(whole)
    yield _mended(rest)


def _mended(text: bytes) -> bytes:
    return _BARE.sub(b"&amp;", _FORBIDDEN.sub(b" ", text))
