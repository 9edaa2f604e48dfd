"""Opens a reference file: detects its encoding and limits its size and the length of its lines."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from review.domain.reference import Item
from review.domain.texts.guessing import WESTERN, guessed_encoding
from review.references.encodings import not_unicode
from review.sandbox.regular_file import open_regular, unreadable

LARGEST_FILE = 1_000_000_000
"""The largest file in bytes; a larger one is refused as a whole. 300,000 references with abstracts take half of that."""

LONGEST_RECORD = 1_000_000
"""The longest record in characters; a longer one is refused."""

HEAD_BYTES = 65_536
"""The bytes at the beginning of a file by which format and encoding are recognised."""

_MARK = re.compile("^\ufeff", re.MULTILINE)
_CHUNK = 65_536
"""How many characters are read at a time."""

_JAPANESE_ESCAPE = re.compile(rb"\x1b\$[@B]")
_DECLARED_ENCODING = re.compile(
    rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']"""
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file within the size limit; `head` is its beginning as text, `remark` what to say of its encoding."""

    path: Path
    encoding: str
    head: str
    remark: str = ""

    def open(self) -> TextIO:
        """The file as text, with line feeds as line ends; bytes invalid in its encoding are read as Windows-1252."""
        return self.path.open(encoding=self.encoding, errors=_FALLBACK)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line with its number from 1, without line end; too long a line is cut one character over the limit."""
        number, rest = 0, ""
        with self.open() as file:
            while chunk := file.read(_CHUNK):  # twice as fast as reading line by line
                text = rest + chunk
                if "\ufeff" in text:  # files that were joined have a byte-order mark in the middle
                    text = _MARK.sub("", text)
                *lines, rest = text.split("\n")
                for line in lines:
                    number += 1
                    yield number, line[: LONGEST_RECORD + 1]
                rest = rest[: LONGEST_RECORD + 1]
        if rest:
            yield number + 1, rest

    def ends_within_a_line(self) -> bool:
        """Whether the file ends without a line end."""
        with self.path.open("rb") as file:
            file.seek(-min(4, file.seek(0, os.SEEK_END)), os.SEEK_END)
            return file.read().rstrip(b"\0\t ")[-1:] > b" "


@dataclass(frozen=True, slots=True)
class ReferenceStream:
    """A reference file being read: yields `items` one by one, in the file's order.

    `mapping` has the fields of a table's columns, by column name.
    """

    format: str
    items: Iterator[Item]
    mapping: Mapping[str, str] = field(default_factory=dict)


def head_of(path: Path) -> tuple[bytes, int]:
    """The beginning of a file and its size in bytes.

    Raises:
        ReadingError: the file cannot be opened.
    """
    try:
        with open_regular(path) as file:
            return file.read(HEAD_BYTES), os.fstat(file.fileno()).st_size
    except OSError as error:
        raise unreadable(path, error) from error


class UnknownEncodingError(Exception):
    """The letters of a file that is not Unicode make sense in no encoding that is known here."""


def text_source(path: Path, head: bytes, encoding: str = "") -> Source | None:
    """The file as text, or None if its beginning shows that it is not text.

    The encoding is `encoding`, else given by a byte-order mark or an XML declaration, else UTF-8. A file that is not valid
    in UTF-8 has the encoding in which its letters make sense; single bytes that are invalid are read as Windows-1252, one
    by one, so that files in mixed encodings are read correctly. `Source.remark` says what was assumed.

    Raises:
        UnknownEncodingError: its letters make sense in none.
    """
    name, remark = (encoding, "") if encoding else (_encoding(head), "")
    if name == "utf-8-sig" and (sample := not_unicode(path)):
        name, remark = _guessed(sample)
        if not name:
            raise UnknownEncodingError
    text = head.decode(name, errors=_FALLBACK)
    if text.count("\0") > 10 + len(text) / 100:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")  # as `Source.open` gives it
    return Source(path, name, text, remark)


def _guessed(sample: bytes) -> tuple[str, str]:
    """The encoding of a file that is not UTF-8, and a remark on it."""
    name = guessed_encoding(sample)
    said = "name the encoding with --encoding if letters are wrong"
    if name == WESTERN:
        return "utf-8-sig", f"not UTF-8: invalid bytes were read as Windows-1252; {said}"
    return name, f"not UTF-8: read as {name}; {said}"


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if declared := _DECLARED_ENCODING.match(head):
        try:
            name = codecs.lookup(declared[1].decode()).name
            # A declaration readable as ASCII cannot be in UTF-16, and codecs such as rot13 are not text encodings.
            if not name.startswith(("utf", "ascii")) and b"<?xml".decode(name) == "<?xml":
                return name
        except (LookupError, UnicodeError):
            pass
    if _JAPANESE_ESCAPE.search(head):
        return "iso2022_jp"
    sample = head[:4000]
    if sample[1::2].count(0) > len(sample) / 5:
        return "utf-16-le"
    if sample[::2].count(0) > len(sample) / 5:
        return "utf-16-be"
    return "utf-8-sig"


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if not error.encoding.startswith(("utf-8", "ascii", "utf_8")):
        return "\N{REPLACEMENT CHARACTER}", error.end
    return error.object[error.start : error.end].decode("latin-1").translate(_WINDOWS_1252), error.end


_FALLBACK = "windows-1252"
_WINDOWS_1252 = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"
}
codecs.register_error(_FALLBACK, _as_windows_1252)
