"""Reads BibTeX and BibLaTeX with bibtexparser 2.

The file is passed to it entry by entry, split where a line begins with ``@``, which is also where bibtexparser gives up an
unclosed entry. So memory does not grow with the file, and a bad entry affects only itself. Values are resolved here,
because its own LaTeX step loses text (see `review.references.latex`) and it does not join values with ``#``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import BlockAbortedException
from bibtexparser.model import DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String

from review.domain.citation import marked, parse_authors
from review.domain.reference import Item, Notice, Reference, Refusal
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
_CERTAIN_ENTRY = re.compile(r"\s*@\w+[ \t]*[({][^\s{}(),\"]*\s*,")
_HEAD = re.compile(r"\s*@(\w+)[ \t]*[({]\s*([^,\s{}]*)")
_IN_PARENTHESES = re.compile(r"\s*@\w+[ \t]*\(")
_NO_COMMA = re.compile(r"""[}"0-9][ \t]*\n\s*([A-Za-z][\w-]{1,30})\s*=\s*[{"0-9A-Za-z]""")
_LOST_FIELD = re.compile(r"""^\s*[^\s@][^@]*?[A-Za-z][\w-]*\s*=\s*[{"]""")
_CROSSREF = re.compile(r"""crossref\s*=\s*[{"]+([^{}"]+)""", re.IGNORECASE)
_NOT_INHERITED = frozenset(
    {"crossref", "author", "title", "abstract", "keywords", "doi", "url", "file", "pages", "note"}
)
_NUMBERS = frozenset({"year", "volume", "number", "pages", "journal", "month", "issn", "doi"})
"""Fields that only programs that put every value into further braces put into them."""
_DOUBLED = 2
_MOST_COMMAS = 50
_MOST_PARENTS = 10_000
_LONGEST_PARENT = 20_000
_ESCAPE = "\ue040"
_ESCAPED = _ESCAPE + "\ue041"
_HIDDEN_SIGN = _ESCAPE + "\ue042"
"""Replaces an ``@`` at the beginning of a line within a value, where bibtexparser would see an entry.

An escape that the file itself contains is doubled into `_ESCAPED` meanwhile, so that every value comes back as it was.
"""

Parent = Mapping[str, str]
_ALL_IN_BRACES = re.compile(r"\{(?:[^{}\\]|\\.|\{[^{}]*\})*\}", re.DOTALL)
_SEVERAL_IN_BRACES = re.compile(r"\{[^{}]+, [^{}]+ and [^{}]+, [^{}]+\}", re.DOTALL)
_PIECE = re.compile(r"\s*#?\s*")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)

# Its messages are reported as refusals and must not be printed on the screen.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False


def read_bibtex(source: Source) -> Iterator[Item]:
    """The entries of a file; ``@string`` and ``crossref`` are resolved.

    ``@comment``, ``@preamble`` and text between entries are passed over with a notice. Where a comma is missing between two
    fields, it is put there, with a notice of its line.
    """
    strings: dict[str, str] = {}
    parents = _parents(source)
    for line, text in _entries(source):
        if len(text) > LONGEST_RECORD:
            yield Refusal(
                line, f"the entry is longer than {LONGEST_RECORD:,} characters (is its brace closed?)"
            )
            continue
        if not _ENTRY.match(text):
            if notice := _passed_over(text, line):
                yield notice
            continue
        whole, added = _with_commas(text, line)
        yield from added
        yield from _items(whole, line, strings, parents)


def _items(text: str, line: int, strings: dict[str, str], parents: Mapping[str, Parent]) -> Iterator[Item]:
    """The entry in a text that begins with one, and what else there is in it."""
    blocks = parse_string(text, parse_stack=[]).blocks
    for block, following in zip_longest(blocks, blocks[1:]):
        place = line + (block.start_line or 0)
        if isinstance(block, Entry) and following and _LOST_FIELD.search(str(following.raw or "")):
            at = line + (following.start_line or 0)
            yield Refusal(
                at,
                f"not BibTeX: a brace too many before this line ends the entry “{one_line(block.key)}” early",
            )
            return
        if isinstance(block, DuplicateFieldKeyBlock) and isinstance(block.ignore_error_block, Entry):
            yield _reference(block.ignore_error_block, line, strings, parents)
        elif isinstance(block, ParsingFailedBlock):
            yield Refusal(place, f"not BibTeX: {_reason(block)}")
        elif isinstance(block, String):
            strings[block.key.casefold()] = _resolved(str(block.value), strings)
        elif isinstance(block, Entry):
            yield _reference(block, place, strings, parents)
        elif notice := _passed_over(str(block.raw or ""), place):
            yield notice


def _passed_over(text: str, line: int) -> Notice | None:
    """A notice of text outside of entries, unless it is empty."""
    bare = text.lstrip()
    if not bare:
        return None
    line += text[: len(text) - len(bare)].count("\n")
    return Notice(line, f"text outside of entries was passed over: “{one_line(bare[:200])[:60]}”")


def _with_commas(text: str, line: int) -> tuple[str, list[Notice]]:
    """An entry with commas between fields where they are missing at the end of a line, and notices of them."""
    added: list[Notice] = []
    places: list[int] = []
    for found in _NO_COMMA.finditer(text):
        before = text[: found.start() + 1]
        if _depth(before) == 1:
            places.append(found.start() + 1)
            at = line + before.count("\n")
            added.append(
                Notice(
                    at, f"a comma is missing before the field “{found[1]}”; it was read as if it were there"
                )
            )
        if len(places) >= _MOST_COMMAS:
            break
    for place in reversed(places):
        text = f"{text[:place]},{text[place:]}"
    return text, added


def _depth(text: str) -> int:
    """How many braces (or the parenthesis of an entry) are open at the end of `text`."""
    marks = re.findall(r"\\.|[{}]", text)
    return marks.count("{") - marks.count("}") + (1 if _IN_PARENTHESES.match(text) else 0)


def _parents(source: Source) -> dict[str, Parent]:
    """The fields of entries that others name as their ``crossref``, by key in lower case."""
    keys: set[str] = set()
    for _, text in source.lines():
        if "crossref" in text.casefold() and (found := _CROSSREF.search(text)):
            keys.add(found[1].strip().casefold())
        if len(keys) >= _MOST_PARENTS:
            break
    parents: dict[str, Parent] = {}
    strings: dict[str, str] = {}
    for line, text in _entries(source) if keys else ():
        head = _HEAD.match(text)
        if len(text) > _LONGEST_PARENT or not head:
            continue
        if head[1].casefold() != "string" and head[2].strip().casefold() not in keys:
            continue
        for block in parse_string(_with_commas(text, line)[0], parse_stack=[]).blocks:
            if isinstance(block, String):
                strings[block.key.casefold()] = _resolved(str(block.value), strings)
            elif isinstance(block, Entry):
                fields = {
                    field.key.casefold(): _resolved(str(field.value), strings) for field in block.fields
                }
                parents.setdefault(block.key.casefold(), fields)
    return parents


def _reason(block: ParsingFailedBlock) -> str:
    error = block.error
    return one_line(error.abort_reason if isinstance(error, BlockAbortedException) else str(error))[:200]


def _entries(source: Source) -> Iterator[tuple[int, str]]:
    """The file split at the beginnings of entries, with the number of each first line.

    Within braces a line that begins with ``@`` is text, unless it is certainly an entry: then a brace is missing before it.
    """
    begin, size, depth, lines = 1, 0, 0, list[str]()
    for number, raw in source.lines():
        line = raw.replace(_ESCAPE, _ESCAPED)
        if "@" in line and _ENTRY.match(line):
            if depth <= 0 or _CERTAIN_ENTRY.match(line):
                yield begin, "\n".join(lines)
                begin, size, depth, lines = number, 0, 0, []
            else:
                line = line.replace("@", _HIDDEN_SIGN, 1)
        if size <= LONGEST_RECORD:  # the rest of an entry that is too long is not needed to refuse it
            lines.append(line)
            depth += _opened(line)
        size += len(line) + 1
    yield begin, "\n".join(lines)


def _opened(line: str) -> int:
    """How many braces a line opens, less those that it closes."""
    if "\\" in line:
        line = line.replace("\\\\", "").replace("\\{", "").replace("\\}", "")
    return line.count("{") - line.count("}")


def _reference(
    entry: Entry, line: int, strings: dict[str, str], parents: Mapping[str, Parent]
) -> Reference | Refusal:
    builder = ReferenceBuilder("bibtex", line)
    work = one_line(entry.entry_type)
    builder.add("entry type", BIBTEX_KINDS.get(work, ""), "kind")
    if work not in _CANONICAL_TYPES:
        builder.add("entry type", work)
    builder.add("entry key", entry.key, "key")
    fields = [(field.key, _resolved(str(field.value), strings)) for field in entry.fields]
    doubled = sum(key.casefold() in _NUMBERS and _is_in_braces(value) for key, value in fields)
    for key, value in fields:
        _add_field(builder, key, value, braces_mark=doubled < _DOUBLED)
    _inherit(builder, entry, strings, parents)
    return builder.finish()


def _inherit(
    builder: ReferenceBuilder, entry: Entry, strings: dict[str, str], parents: Mapping[str, Parent]
) -> None:
    """Adds the fields that an entry lacks and its ``crossref`` has; the parent's title is its book's."""
    own = {field.key.casefold(): str(field.value) for field in entry.fields}
    parent = parents.get(_resolved(own.get("crossref", ""), strings).strip().casefold(), {})
    for name, value in parent.items():
        if name == "title" and not own.keys() & {"booktitle", "journal"} and "booktitle" not in parent:
            _add_field(builder, "booktitle", value)
        elif (name not in own and name not in _NOT_INHERITED and _FIELDS.get(name) != "container") or (
            name not in own and _FIELDS.get(name) == "container" and not own.keys() & {"booktitle", "journal"}
        ):
            _add_field(builder, name, value)


def _add_field(builder: ReferenceBuilder, key: str, value: str, *, braces_mark: bool = True) -> None:
    """Adds a field without the braces around its value; `braces_mark`: further ones mark an organisation's name."""
    name = key.casefold()
    value = value.replace(_HIDDEN_SIGN, "@").replace(_ESCAPED, _ESCAPE)
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
    elif name in _ADDRESSES:
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
