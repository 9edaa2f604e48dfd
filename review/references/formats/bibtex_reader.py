"""Reads BibTeX and BibLaTeX with bibtexparser 2.

The file is passed to it entry by entry, split where a line begins with ``@``, which is also where bibtexparser gives up an
unclosed entry. So memory does not grow with the file, and a bad entry affects only itself. Values are resolved here,
because its own LaTeX step loses text (see `review.references.latex`) and it does not join values with ``#``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import BlockAbortedException
from bibtexparser.model import DuplicateFieldKeyBlock, Entry, Field, ParsingFailedBlock, String

from review.domain.citation import parse_authors
from review.domain.reference import Reference, Refusal
from review.references.building import ReferenceBuilder
from review.references.kinds import BIBTEX_KINDS, KINDS
from review.references.latex import plain_address, plain_text
from review.references.review_fields import REVIEW_FIELDS, from_text
from review.references.source import LONGEST_RECORD, Source
from review.references.text import one_line

_FIELDS = {
    **dict.fromkeys(("journal", "journaltitle", "booktitle"), "container"),
    **dict.fromkeys(("publisher", "institution", "school", "organization"), "organisation"),
    **dict.fromkeys(("year", "date"), "year"),
    **dict.fromkeys(("number", "issue"), "issue"),
    **dict.fromkeys(("language", "langid"), "language"),
    **dict.fromkeys(("note", "annote", "annotation"), "notes"),
    "title": "title",
    "doi": "doi",
    "volume": "volume",
    "pages": "pages",
    "abstract": "abstract",
    "keywords": "keywords",
    "url": "urls",
    "issn": "issn",
    "isbn": "isbn",
    "pmid": "pmid",
}
_ADDRESSES = frozenset({"url", "doi", "file", "eprint", "pdf"})
_CANONICAL_TYPES = frozenset(work.bibtex for work in KINDS)
_REVIEW_FIELDS = {f"review-{name}": name for name in REVIEW_FIELDS}

_ENTRY = re.compile(r"\s*@\w*[ \t]*[({]")
_PIECE = re.compile(r"\s*#?\s*")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)

# Its messages are reported as refusals and must not be printed on the screen.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False


def read_bibtex(source: Source) -> Iterator[Reference | Refusal]:
    """The entries of a file; ``@string`` is resolved, ``@comment``, ``@preamble`` and text between entries are skipped."""
    strings: dict[str, str] = {}
    for line, text in _entries(source):
        if len(text) > LONGEST_RECORD:
            yield Refusal(
                line, f"the entry is longer than {LONGEST_RECORD:,} characters (is its brace closed?)"
            )
            continue
        for block in parse_string(text, parse_stack=[]).blocks:
            if isinstance(block, DuplicateFieldKeyBlock) and isinstance(block.ignore_error_block, Entry):
                yield _reference(block.ignore_error_block, line, strings)
            elif isinstance(block, ParsingFailedBlock):
                yield Refusal(line + (block.start_line or 0), f"not BibTeX: {_reason(block)}")
            elif isinstance(block, String):
                strings[block.key.casefold()] = _resolved(str(block.value), strings)
            elif isinstance(block, Entry):
                yield _reference(block, line + (block.start_line or 0), strings)


def _reason(block: ParsingFailedBlock) -> str:
    error = block.error
    return one_line(error.abort_reason if isinstance(error, BlockAbortedException) else str(error))[:200]


def _entries(source: Source) -> Iterator[tuple[int, str]]:
    """The file split at the beginnings of entries, with the number of each first line."""
    begin, size, lines = 1, 0, list[str]()
    for number, line in source.lines():
        if _ENTRY.match(line):
            yield begin, "\n".join(lines)
            begin, size, lines = number, 0, []
        if size <= LONGEST_RECORD:  # the rest of an entry that is too long is not needed to refuse it
            lines.append(line)
        size += len(line) + 1
    yield begin, "\n".join(lines)


def _reference(entry: Entry, line: int, strings: dict[str, str]) -> Reference | Refusal:
    builder = ReferenceBuilder("bibtex", line)
    work = one_line(entry.entry_type)
    builder.add("entry type", BIBTEX_KINDS.get(work, ""), "kind")
    if work not in _CANONICAL_TYPES:
        builder.add("entry type", work)
    builder.add("entry key", entry.key, "key")
    for field in entry.fields:
        _add_field(builder, field, strings)
    return builder.finish()


def _add_field(builder: ReferenceBuilder, field: Field, strings: dict[str, str]) -> None:
    name = field.key.casefold()
    value = _resolved(str(field.value), strings)
    if name in _REVIEW_FIELDS:
        try:
            builder.add_review_field(_REVIEW_FIELDS[name], from_text(value))
        except ValueError:
            builder.refuse(f"{name} is damaged")
    elif name in ("author", "editor"):
        for author in _AND.split(_shielded(one_line(value))):
            builder.add(name, _author(author), f"{name}s")
    elif name in _ADDRESSES:
        builder.add(field.key, plain_address(value), _FIELDS.get(name, ""))
    else:
        builder.add(field.key, plain_text(value), _FIELDS.get(name, ""))


def _resolved(value: str, strings: dict[str, str]) -> str:
    """A value without braces or quotation marks, with ``#`` concatenated and macros expanded."""
    pieces: list[str] = []
    place = 0
    while place < len(value):
        before = _PIECE.match(value, place)
        place = before.end() if before else place
        end = _end_of_piece(value, place)
        piece = value[place:end].strip()
        enclosed = len(piece) > 1 and (piece[0], piece[-1]) in (("{", "}"), ('"', '"'))
        pieces.append(piece[1:-1] if enclosed else strings.get(piece.casefold(), piece))
        place = end
    return "".join(pieces)


def _end_of_piece(value: str, place: int) -> int:
    """The end of the piece that begins at `place`: a ``#`` outside of braces and quotation marks, or the end."""
    depth, quoted = 0, False
    for mark in re.finditer(r'\\.|[{}"#]', value[place:]):
        if mark[0] == "#" and not depth and not quoted:
            return place + mark.start()
        depth += (mark[0] == "{") - (mark[0] == "}")
        if mark[0] == '"' and not depth:
            quoted = not quoted
    return len(value)


_AND_IN_BRACES = "\0and\0"


def _shielded(names: str) -> str:
    """`names` with every ``and`` inside braces protected, so that it does not separate names."""
    depth, parts = 0, list[str]()
    for part in re.split(r"(\\.|[{}])", names):
        depth += (part == "{") - (part == "}")
        parts.append(_AND.sub(_AND_IN_BRACES, part) if depth > 0 else part)
    return "".join(parts)


def _author(name: str) -> str:
    """A name as ``Family, Given``; a name entirely in braces is an organisation."""
    name = name.replace(_AND_IN_BRACES, " and ").strip()
    organisation = re.fullmatch(r"\{(?:[^{}\\]|\\.|\{[^{}]*\})*\}", name)
    text = one_line(plain_text(name))
    parts = [part.strip() for part in text.split(",")]
    if organisation or ";" in text:
        return text
    if len(parts) == 3:  # BibTeX's order is family, "Jr.", given
        return f"{parts[0]}, {parts[2]}, {parts[1]}"
    return text if len(parts) > 1 else "; ".join(parse_authors(f"{text};"))
