"""The text in the bytes of a text file: one rule for files that are ingested and for those in projects of other programs."""

from __future__ import annotations

from review.domain.texts.guessing import MOST_BYTES, WESTERN, guessed_encoding, telling_lines

_UTF_8_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def decoded(data: bytes) -> str:
    """The text of a file, with its byte order mark if it has one (`normalised` removes it).

    It is UTF-8, or UTF-16 if its mark says so, or else in the encoding in which its letters make sense; where no
    encoding fits, as older Windows programs write Western languages (cp1252).
    Bytes that mean nothing there become replacement characters, so there is always a text.
    """
    if data.startswith(_UTF_8_MARK):
        return data.decode("utf-8", "replace")
    if encoding := _UTF_16_MARKS.get(data[:2]):
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        sample = telling_lines(data)[:MOST_BYTES]
        return data.decode(guessed_encoding(sample) or WESTERN, "replace")
