"""Reads EndNote XML, as written by EndNote, Mendeley and Zotero.

It uses expat, element by element, because expat knows line numbers and can be made to refuse document type
declarations, on which every entity attack depends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from review.domain.reference import Item, Reference, Refusal
from review.references.building import ReferenceBuilder
from review.references.kinds import ENDNOTE_KINDS, KINDS
from review.references.source import LONGEST_RECORD, Source

_FIELDS = {
    "titles/title": "title",
    "titles/secondary-title": "container",
    "periodical/full-title": "container",
    "contributors/authors/author": "authors",
    "contributors/secondary-authors/author": "editors",
    "dates/year": "year",
    "electronic-resource-num": "doi",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
    "pages": "pages",
    "abstract": "abstract",
    "keywords/keyword": "keyword",
    "urls/related-urls/url": "urls",
    "urls/web-urls/url": "urls",
    "isbn": "serial",
    "language": "language",
    "publisher": "organisation",
    "notes": "notes",
    "research-notes": "notes",
    "rec-number": "key",
}
_ENDNOTE_NAMES = {work.endnote for work in KINDS}
_CHUNK = 65_536
_DEEPEST = 32
_NO_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]
_FORBIDDEN_CHARACTER = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}));", re.IGNORECASE
)


_NEXT_DOCUMENT = re.compile(r"(?:(?<=>)|\A)[\s\ufeff]*(?=<\?xml\s)|(?<=</xml>)[\s\ufeff]*(?=<xml[\s>])")
"""Where one document ends and another begins, in files that were joined."""
_LONGEST_BORDER = 200


class _RefusedError(Exception):
    """The file must not be read any further."""


@dataclass(slots=True)
class _RecordsReader:
    """Handles expat's events; `done` has finished records until they are fetched."""

    parser: expat.XMLParserType
    done: list[Reference | Refusal] = field(default_factory=list)
    count: int = 0
    builder: ReferenceBuilder | None = None
    path: list[str] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)
    inline: int = 0
    depth: int = 0
    given: int = 0
    size: int = 0
    lines_before: int = 0
    lines: int = 0

    @property
    def line(self) -> int:
        """The line of the file that the parser has reached."""
        return self.lines_before + self.parser.CurrentLineNumber

    def taken(self) -> Iterator[Reference | Refusal]:
        """The finished records, which are then forgotten."""
        yield from self.done
        self.done.clear()

    def parse(self, text: str, *, is_end: bool = False) -> None:
        """Parse more text; refuse a tag that grows too long, because older versions of expat rescan it each time."""
        data = text.encode("utf-8", errors="replace")
        self.lines += text.count("\n")
        self.given += len(data)
        self.parser.Parse(data, is_end)
        if self.given - self.parser.CurrentByteIndex > LONGEST_RECORD:
            raise _RefusedError(f"a tag or comment is longer than {LONGEST_RECORD:,} characters")

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins: a record, a field, or formatting such as italics inside a field."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _RefusedError("elements are nested too deeply")
        if self.builder is None:
            if name == "record":
                self.count += 1
                self.size = 0
                self.builder = ReferenceBuilder("endnote-xml", self.line)
            return
        if self.inline or name == "style" or "/".join(self.path) in _FIELDS:
            self.inline += 1
            return
        self.path.append(name)
        self.texts.append([])
        if name == "ref-type":
            self._add_type(attributes.get("name", ""))
        else:
            for attribute, value in attributes.items():
                self.builder.add(f"{'/'.join(self.path)}@{attribute}", value)

    def characters(self, text: str) -> None:
        """Text of a field; text beyond the longest record is dropped."""
        self.size += len(text)
        if self.texts and self.size <= LONGEST_RECORD:
            self.texts[-1].append(text)

    def end(self, name: str) -> None:
        """An element ends: its text is the field's value."""
        self.depth -= 1
        if self.builder is None:
            return
        if self.inline:
            self.inline -= 1
        elif not self.path:
            if self.size > LONGEST_RECORD:
                self.builder.refuse(f"the record is longer than {LONGEST_RECORD:,} characters")
            self._finish(self.builder)
            self.builder = None
        else:
            path = "/".join(self.path)
            value = "".join(self.texts.pop())
            self.path.pop()
            if name != "ref-type":
                self.builder.add(path, value, _FIELDS.get(path, ""))

    def _add_type(self, name: str) -> None:
        assert self.builder is not None
        self.builder.add("ref-type", ENDNOTE_KINDS.get(name, ""), "kind")
        if name not in _ENDNOTE_NAMES:
            self.builder.add("ref-type", name)

    def _finish(self, builder: ReferenceBuilder) -> None:
        item = builder.finish()
        if isinstance(item, Refusal):  # such files often have only one line, so add the record's number
            item = Refusal(item.line, f"record {self.count}: {item.message}")
        self.done.append(item)


def read_endnote(source: Source) -> Iterator[Item]:
    """The records of a file; from invalid XML or an entity declaration on, the rest is refused.

    A file may be several documents, one after another.
    """
    reader = _reader_from(0, 0)
    try:
        for chunk in _chunks(source):
            place = 0
            for border in _NEXT_DOCUMENT.finditer(chunk):
                if reader.given or border.start():
                    reader.parse(chunk[place : border.start()], is_end=True)
                    yield from reader.taken()
                    reader = _reader_from(reader.lines + border[0].count("\n"), reader.count)
                place = border.end()
            reader.parse(chunk[place:])
            yield from reader.taken()
        reader.parse("", is_end=True)
        yield from reader.taken()
    except (expat.ExpatError, _RefusedError) as error:
        if isinstance(error, expat.ExpatError) and error.code == _NO_MEMORY:
            raise MemoryError from error
        yield from reader.taken()
        reason = f"invalid XML from here on ({error})" if isinstance(error, expat.ExpatError) else str(error)
        yield Refusal(reader.line, f"{reason}; the records after record {reader.count} were not read")


def _reader_from(lines: int, count: int) -> _RecordsReader:
    """A reader of a document that begins after `lines` lines and `count` records of the file."""
    # The text is already decoded, whatever the declaration says; expat gets UTF-8.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    reader = _RecordsReader(parser, count=count, lines_before=lines, lines=lines)
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = _refuse_declaration
    return reader


def _refuse_declaration(*_: object) -> None:
    raise _RefusedError("a document type declaration, which could hide entities, is not allowed")


def _chunks(source: Source) -> Iterator[str]:
    """The file in chunks, without the control characters that XML forbids but EndNote writes."""
    rest = ""
    with source.open() as file:
        while chunk := file.read(_CHUNK):
            text = rest + chunk
            cut = _cut(text)
            rest = text[cut:]
            yield _FORBIDDEN_CHARACTER.sub(_allowed, text[:cut])
    yield _FORBIDDEN_CHARACTER.sub(_allowed, rest)


def _cut(text: str) -> int:
    """Where to cut a text, so that no character reference and no beginning of a document is split."""
    reference = text.rfind("&", len(text) - 12)
    cut = len(text) if reference < 0 or ";" in text[reference:] else reference
    border = text.rfind("</xml>", max(0, len(text) - _LONGEST_BORDER))
    if border >= 0 and not text[border + 6 :].strip("\ufeff \t\r\n<?xml"):
        cut = min(cut, border)
    begun = text.rfind("<", len(text) - 6)
    return min(cut, begun) if begun > 0 and "<?xml ".startswith(text[begun:]) else cut


def _allowed(found: re.Match[str]) -> str:
    if not (found[1] or found[2]):
        return " "
    number = int(found[1], 16) if found[1] else int(found[2])
    is_character = number in (9, 10, 13) or (0x20 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF)
    return found[0] if is_character and number not in (0xFFFE, 0xFFFF) else " "
