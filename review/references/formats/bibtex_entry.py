"""Reads the fields of a BibTeX entry into a reference.

Values are resolved here, because bibtexparser's own LaTeX step loses text (see `review.references.latex`) and it does not
join values with ``#``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from review.domain.citation import marked, parse_authors
from review.domain.reference import Reference, Refusal
from review.references.building import ReferenceBuilder
from review.references.kinds import BIBTEX_KINDS, KINDS
from review.references.latex import plain_address, plain_text
from review.references.review_fields import REVIEW_FIELDS, from_text
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
ADDRESSES = frozenset({"url", "doi", "file", "eprint", "pdf"})
"""The fields that say where a work is."""

_CANONICAL_TYPES = frozenset(work.bibtex for work in KINDS)
_REVIEW_FIELDS = {f"review-{name}": name for name in REVIEW_FIELDS}

_NOT_INHERITED = frozenset(
    {"crossref", "author", "title", "abstract", "keywords", "doi", "url", "file", "pages", "note"}
)
_NUMBERS = frozenset({"year", "volume", "number", "pages", "journal", "month", "issn", "doi"})
"""Fields that only programs that put every value into further braces put into them."""
_DOUBLED = 2
_ALL_IN_BRACES = re.compile(r"\{(?:[^{}\\]|\\.|\{[^{}]*\})*\}", re.DOTALL)
_SEVERAL_IN_BRACES = re.compile(r"\{[^{}]+, [^{}]+ and [^{}]+, [^{}]+\}", re.DOTALL)
_PIECE = re.compile(r"\s*#?\s*")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


class BibtexEntry(NamedTuple):
    """An entry at a line of its file; the values of its fields are resolved."""

    kind: str
    key: str
    line: int
    fields: Sequence[tuple[str, str]]

    @property
    def by_name(self) -> dict[str, str]:
        """The fields by name in lower case."""
        return {key.casefold(): value for key, value in self.fields}


def reference_of(entry: BibtexEntry, parents: Mapping[str, Mapping[str, str]]) -> Reference | Refusal:
    """The reference in an entry, with what it inherits from `parents`: fields by name, by key in lower case."""
    builder = ReferenceBuilder("bibtex", entry.line)
    work = one_line(entry.kind)
    builder.add("entry type", BIBTEX_KINDS.get(work, ""), "kind")
    if work not in _CANONICAL_TYPES:
        builder.add("entry type", work)
    builder.add("entry key", entry.key, "key")
    doubled = sum(key.casefold() in _NUMBERS and _is_in_braces(value) for key, value in entry.fields)
    for key, value in entry.fields:
        _add_field(builder, key, value, braces_mark=doubled < _DOUBLED)
    own = entry.by_name
    parent = parents.get(own.get("crossref", "").strip().casefold(), {})
    for name, value in _inherited(own, parent):
        _add_field(builder, name, value)
    return builder.finish()


def _inherited(own: Mapping[str, str], parent: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The fields that an entry lacks and its ``crossref`` has; the parent's title is its book's."""
    has_container = not own.keys().isdisjoint({"booktitle", "journal"})
    for name, value in parent.items():
        if name == "title":
            if not has_container and "booktitle" not in parent:
                yield "booktitle", value
        elif name in own or name in _NOT_INHERITED:
            continue
        elif not (has_container and _FIELDS.get(name) == "container"):
            yield name, value


def _add_field(builder: ReferenceBuilder, key: str, value: str, *, braces_mark: bool = True) -> None:
    """Adds a field without the braces around its value; `braces_mark`: further ones mark an organisation's name."""
    name = key.casefold()
    if name in _REVIEW_FIELDS:
        try:
            builder.add_review_field(_REVIEW_FIELDS[name], from_text(value))
        except ValueError:
            builder.refuse(f"{name} is damaged")
    elif name in ("author", "editor"):
        if _SEVERAL_IN_BRACES.fullmatch(value.strip()):
            value = _without_braces(value)
        for author in _AND.split(_shielded(one_line(value))):
            builder.add(name, _author(author, braces_mark=braces_mark), f"{name}s")
    elif name in ADDRESSES:
        builder.add(key, plain_address(_without_braces(value)), _FIELDS.get(name, ""))
    else:
        builder.add(key, plain_text(_without_braces(value)), _FIELDS.get(name, ""))


def _is_in_braces(value: str) -> bool:
    return bool(_ALL_IN_BRACES.fullmatch(value.strip()))


def _without_braces(value: str) -> str:
    """A value without the further braces that Web of Science puts around it."""
    while _is_in_braces(value):
        value = value.strip()[1:-1]
    return value


def resolved(value: str, strings: Mapping[str, str]) -> str:
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


_NAME_PART = re.compile(r"(?:family|given|prefix|suffix)\s*=")
_NAME_PARTS = re.compile(r"\b(family|given|prefix|suffix)\s*=\s*([^,]*)")
_AND_IN_BRACES = "\0and\0"


def _shielded(names: str) -> str:
    """`names` with every ``and`` inside braces protected, so that it does not separate names."""
    depth, parts = 0, list[str]()
    for part in re.split(r"(\\.|[{}])", names):
        depth += (part == "{") - (part == "}")
        parts.append(_AND.sub(_AND_IN_BRACES, part) if depth > 0 else part)
    return "".join(parts)


def _author(name: str, *, braces_mark: bool) -> str:
    """A name as ``Family, Given``; a name entirely in braces is an organisation's, if these mark one."""
    name = name.replace(_AND_IN_BRACES, " and ").strip()
    if _NAME_PART.match(name):
        return _from_parts(name)
    text = one_line(plain_text(name))
    parts = [part.strip() for part in text.split(",")]
    if _is_in_braces(name) and (braces_mark or "," not in text):
        return marked(text)
    if ";" in text:
        return text
    if len(parts) == 3:  # BibTeX's order is family, "Jr.", given
        return f"{parts[0]}, {parts[2]}, {parts[1]}"
    return text if len(parts) > 1 else "; ".join(parse_authors(f"{text};"))


def _from_parts(name: str) -> str:
    """BibLaTeX's longer form of a name: ``family=Vries, given=Anna, prefix=de``."""
    parts = {key.casefold(): one_line(plain_text(value)) for key, value in _NAME_PARTS.findall(name)}
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    return ", ".join(filter(None, (family, parts.get("given"), parts.get("suffix"))))
