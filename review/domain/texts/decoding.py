"""The text in the bytes of a text file: one rule for files that are ingested and for those in projects of other programs."""

from __future__ import annotations

_UTF_8_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def decoded(data: bytes) -> str:
    """The text of a file, with its byte order mark if it has one (`normalised` removes it).

    It is UTF-8, or UTF-16 if its mark says so, or else what older Windows programs write in Western languages (cp1252).
    Bytes that mean nothing there become replacement characters, so there is always a text.
    """
    if data.startswith(_UTF_8_MARK):
        return data.decode("utf-8", "replace")
    if encoding := _UTF_16_MARKS.get(data[:2]):
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
