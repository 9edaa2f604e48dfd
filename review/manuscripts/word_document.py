"""Headings, paragraphs and rows of a Word document, its notes after the paragraph or row that they belong to."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from review.manuscripts.part import ManuscriptPart, row
from review.sandbox.messages import CannotReadError

CORE_PROPERTIES = "docProps/core.xml"
PROPERTIES = "docProps/custom.xml"
"""The part of a document with the properties that a person or a program gave to it."""

_MOST_BYTES = 200_000_000
"""How much of one part of the document is unpacked."""

_DAMAGED = "not a Word document, or it is damaged; save it again in Word"
_CHUNK = 1 << 16
_UNREADABLE = (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError)
_DEEPEST = 6
_LONGEST_BOLD = 100
"""How long a paragraph in bold may be to be a heading, below all others."""


def options(data: bytes) -> list[tuple[str, str]]:
    """The options that a report keeps as properties of the file.

    Raises:
        CannotReadError: it is not a Word document, or is damaged.
    """
    return _properties(data, PROPERTIES)


def core_properties(data: bytes) -> list[tuple[str, str]]:
    """What Word keeps about every document, such as `title` and `creator`.

    Raises:
        CannotReadError: it is not a Word document, or is damaged.
    """
    return _properties(data, CORE_PROPERTIES)


def _properties(data: bytes, part: str) -> list[tuple[str, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            reader = _Properties("" if part == CORE_PROPERTIES else "property")
            if part in archive.namelist():
                for _ in reader.read_events(archive, part):
                    pass
            return [(name, value.strip()) for name, value in reader.found.items()]
    except _UNREADABLE as error:
        raise CannotReadError(_DAMAGED) from error


def parts(data: bytes) -> Iterator[ManuscriptPart]:
    """The parts of a document.

    Raises:
        CannotReadError: it is not a Word document, is damaged, or declares entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            main = next((one for one in ("word/document.xml", "word/document2.xml") if one in names), "")
            if not main:
                raise CannotReadError(_DAMAGED)
            levels = _levels(archive, names)
            notes: dict[str, list[str]] = {}
            for name, kind in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
                if name in names:
                    notes |= _notes(archive, name, kind)
            yield from _Body(levels, notes).read(archive, main)
    except _UNREADABLE as error:
        raise CannotReadError(_DAMAGED) from error


class _Reader:
    """Reads one part of a document with expat; no declaration of a type or an entity is allowed."""

    def read_events(self, archive: zipfile.ZipFile, name: str) -> Iterator[None]:
        """Reads it piece by piece."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = lambda tag, given: self.start(_local(tag), _plain(given))
        parser.EndElementHandler = lambda tag: self.end(_local(tag))
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = _refuse
        parser.buffer_text = True
        size = 0
        try:
            with archive.open(name) as file:
                while piece := file.read(_CHUNK):
                    size += len(piece)
                    if size > _MOST_BYTES:
                        raise CannotReadError("output")
                    parser.Parse(piece, False)
                    yield
            parser.Parse(b"", True)
            yield
        except expat.ExpatError as error:
            raise CannotReadError(_DAMAGED) from error

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text of an element."""


def _refuse(*_: object) -> None:
    raise CannotReadError(_DAMAGED)


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _plain(given: Mapping[str, str]) -> dict[str, str]:
    return {_local(name): value for name, value in given.items()}


class _Properties(_Reader):
    """The properties of a file: the elements called `element`, which have names, or else each by what it is called."""

    def __init__(self, element: str) -> None:
        self.found: dict[str, str] = {}
        self._element = element
        self._name = ""

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == self._element or not self._element:
            self._name = given.get("name", "") if self._element else tag
            self.found[self._name] = ""

    def text(self, text: str) -> None:
        if self._name:
            self.found[self._name] += text


class _Styles(_Reader):
    """The levels of styles: those that are called Heading 1 and so on, those with an outline level, and those based on them."""

    def __init__(self) -> None:
        self.levels: dict[str, int] = {}
        self.based: dict[str, str] = {}
        self._style = ""

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        value = given.get("val", "")
        if tag == "style":
            self._style = given.get("styleId", "")
        elif tag == "name" and (found := re.fullmatch(r"heading\s*(\d)", value, re.IGNORECASE)):
            self.levels[self._style] = int(found[1])
        elif tag == "name" and value.lower() == "title":
            self.levels[self._style] = 1
        elif tag == "basedOn":
            self.based[self._style] = value
        elif tag == "outlineLvl" and value.isdigit() and int(value) < 9:
            self.levels.setdefault(self._style, int(value) + 1)

    def of(self, style: str) -> int:
        """The level of a style; 0 for one of paragraphs."""
        for _ in range(20):
            if not style or style in self.levels:
                break
            style = self.based.get(style, "")
        return min(self.levels.get(style, 0), _DEEPEST)


def _levels(archive: zipfile.ZipFile, names: set[str]) -> _Styles:
    styles = _Styles()
    if "word/styles.xml" in names:
        for _ in styles.read_events(archive, "word/styles.xml"):
            pass
    return styles


class _Row:
    def __init__(self) -> None:
        self.cells: list[str] = []
        self.is_head = False


class _Body(_Reader):
    """The paragraphs and rows of the body."""

    def __init__(self, styles: _Styles, notes: Mapping[str, list[str]]) -> None:
        self._styles = styles
        self._notes = notes
        self._found: list[ManuscriptPart] = []
        self._rows: list[_Row] = []
        self._open: list[list[str]] = []
        self._level: list[int] = []
        self._is_bold: list[bool] = []
        self._run_is_bold = False
        self._after: list[str] = []
        self._in_text = False
        self._removed = 0

    def read(self, archive: zipfile.ZipFile, name: str) -> Iterator[ManuscriptPart]:
        """The parts."""
        for _ in self.read_events(archive, name):
            yield from self._found
            self._found.clear()

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        value = given.get("val", "")
        if tag in {"del", "moveFrom"}:
            self._removed += 1
        elif tag in {"tr", "tblHeader", "tc"}:
            self._in_table(tag)
        elif tag == "p":
            self._open.append([])
            self._level.append(0)
            self._is_bold.append(True)
        elif not self._open:
            return
        elif tag == "pStyle":
            self._level[-1] = self._styles.of(value)
        elif tag == "outlineLvl" and value.isdigit() and int(value) < 9:
            self._level[-1] = min(int(value) + 1, _DEEPEST)
        elif tag in {"r", "b"}:
            self._run_is_bold = tag == "b" and value not in {"0", "false", "off"}
        elif tag == "t":
            self._in_text = not self._removed
        elif tag in {"tab", "br", "cr"}:
            self._open[-1].append(" ")
        elif tag == "noBreakHyphen":
            self._open[-1].append("-")
        elif tag in {"footnoteReference", "endnoteReference"}:
            self._after += self._notes.get(f"{tag.removesuffix('Reference')} {given.get('id', '')}", [])

    def end(self, tag: str) -> None:
        if tag in {"del", "moveFrom"}:
            self._removed = max(0, self._removed - 1)
        elif tag == "t":
            self._in_text = False
        elif tag == "p" and self._open:
            text, level = "".join(self._open.pop()), self._level.pop()
            if self._is_bold.pop() and not level and len(text) <= _LONGEST_BOLD:
                level = _DEEPEST
            if self._rows and self._rows[-1].cells:
                self._rows[-1].cells[-1] += f" {text}"
            else:
                self._found.append(ManuscriptPart(text, level))
                self._add_notes()
        elif tag == "tr" and self._rows:
            self._end_row(self._rows.pop())

    def _in_table(self, tag: str) -> None:
        """A row or a cell begins, or the row is one of headings."""
        if tag == "tr":
            self._rows.append(_Row())
        elif self._rows and tag == "tc":
            self._rows[-1].cells.append("")
        elif self._rows:
            self._rows[-1].is_head = True

    def _end_row(self, ended: _Row) -> None:
        """A row within a cell of another is a part of that cell."""
        if self._rows and self._rows[-1].cells:
            self._rows[-1].cells[-1] += " " + " ".join(ended.cells)
        else:
            self._found.append(row(ended.cells, is_head=ended.is_head))
            self._add_notes()

    def _add_notes(self) -> None:
        self._found += [ManuscriptPart(note) for note in self._after]
        self._after = []

    def text(self, text: str) -> None:
        if self._in_text and self._open:
            self._open[-1].append(text)
            self._is_bold[-1] &= self._run_is_bold or not text.strip()


class _NotesReader(_Body):
    """The paragraphs of notes, by their ids."""

    def __init__(self, kind: str) -> None:
        super().__init__(_Styles(), {})
        self._kind = kind
        self.notes: dict[str, list[str]] = {}
        self._note = ""

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == self._kind:
            self._note = given.get("id", "")
        super().start(tag, given)

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag == "p":
            self.notes.setdefault(f"{self._kind} {self._note}", []).extend(part.text for part in self._found)
            self._found.clear()


def _notes(archive: zipfile.ZipFile, name: str, kind: str) -> dict[str, list[str]]:
    reader = _NotesReader(kind)
    for _ in reader.read_events(archive, name):
        pass
    return reader.notes
