"""Reads BibTeX and BibLaTeX with bibtexparser 2.

The file is passed to it entry by entry, split where a line begins with ``@``, which is also where bibtexparser gives up an
unclosed entry. So memory does not grow with the file, and a bad entry affects only itself. What an entry's fields mean is
in `review.references.formats.bibtex_entry`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import BlockAbortedException
from bibtexparser.model import DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String

from review.domain.reference import Item, Notice, Refusal
from review.references.formats.bibtex_entry import BibtexEntry, reference_of, resolved
from review.references.source import LONGEST_RECORD, Source
from review.references.text import one_line

_ENTRY = re.compile(r"\s*@\w*[ \t]*[({]")
_CERTAIN_ENTRY = re.compile(r"\s*@\w+[ \t]*[({][^\s{}(),\"]*\s*,")
_HEAD = re.compile(r"\s*@(\w+)[ \t]*[({]\s*([^,\s{}]*)")
_IN_PARENTHESES = re.compile(r"\s*@\w+[ \t]*\(")
_NO_COMMA = re.compile(r"""[}"0-9][ \t]*\n\s*([A-Za-z][\w-]{1,30})\s*=\s*[{"0-9A-Za-z]""")
_LOST_FIELD = re.compile(r"""^\s*[^\s@][^@]*?[A-Za-z][\w-]*\s*=\s*[{"]""")
_CROSSREF = re.compile(r"""crossref\s*=\s*[{"]+([^{}"]+)""", re.IGNORECASE)
_MOST_COMMAS = 50
_MOST_PARENTS = 10_000
_LONGEST_PARENT = 20_000
_ESCAPE = "\ue040"
_ESCAPED = _ESCAPE + "\ue041"
_HIDDEN_SIGN = _ESCAPE + "\ue042"
"""Replaces an ``@`` at the beginning of a line within a value, where bibtexparser would see an entry.

An escape that the file itself contains is doubled into `_ESCAPED` meanwhile, so that every value comes back as it was.
"""

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


def _items(
    text: str, line: int, strings: dict[str, str], parents: Mapping[str, Mapping[str, str]]
) -> Iterator[Item]:
    """The entry in a text that begins with one, and what else there is in it."""
    blocks = parse_string(text, parse_stack=[]).blocks
    for block, following in zip_longest(blocks, blocks[1:]):
        place = line + (block.start_line or 0)
        if isinstance(block, Entry) and following and _LOST_FIELD.search(str(following.raw or "")):
            at = line + (following.start_line or 0)
            yield Refusal(
                at,
                f"not BibTeX: a brace too many before this line ends the entry “{one_line(_shown(block.key))}” early",
            )
            return
        if isinstance(block, DuplicateFieldKeyBlock) and isinstance(block.ignore_error_block, Entry):
            yield reference_of(_entry(block.ignore_error_block, line, strings), parents)
        elif isinstance(block, ParsingFailedBlock):
            yield Refusal(place, f"not BibTeX: {_reason(block)}")
        elif isinstance(block, String):
            strings[block.key.casefold()] = resolved(_shown(block.value), strings)
        elif isinstance(block, Entry):
            yield reference_of(_entry(block, place, strings), parents)
        elif notice := _passed_over(str(block.raw or ""), place):
            yield notice


def _passed_over(text: str, line: int) -> Notice | None:
    """A notice of text outside of entries, unless it is empty."""
    bare = _shown(text).lstrip()
    if not bare:
        return None
    line += text[: len(text) - len(bare)].count("\n")
    return Notice(line, f"text outside of entries was passed over: “{one_line(bare[:200])[:60]}”")


def _with_commas(text: str, line: int) -> tuple[str, list[Notice]]:
    """An entry with commas between fields where they are missing at the end of a line, and notices of them."""
    depth = 1 if _IN_PARENTHESES.match(text) else 0
    pieces: list[str] = []
    added: list[Notice] = []
    place = 0
    for found in _NO_COMMA.finditer(text):
        piece = text[place : found.start() + 1]
        place += len(piece)
        depth += _opened(piece)
        line += piece.count("\n")
        pieces.append(piece)
        if depth == 1:
            pieces.append(",")
            message = f"a comma is missing before the field “{found[1]}”; it was read as if it were there"
            added.append(Notice(line, message))
        if len(added) >= _MOST_COMMAS:
            break
    return "".join(pieces) + text[place:], added


def _parents(source: Source) -> dict[str, Mapping[str, str]]:
    """The fields of entries that others name as their ``crossref``, by key in lower case."""
    keys: set[str] = set()
    for _, text in source.lines():
        if "crossref" in text.casefold() and (found := _CROSSREF.search(text)):
            keys.add(found[1].strip().casefold())
        if len(keys) >= _MOST_PARENTS:
            break
    parents: dict[str, Mapping[str, str]] = {}
    strings: dict[str, str] = {}
    for line, text in _entries(source) if keys else ():
        head = _HEAD.match(text)
        if len(text) > _LONGEST_PARENT or not head:
            continue
        if head[1].casefold() != "string" and head[2].strip().casefold() not in keys:
            continue
        for block in parse_string(_with_commas(text, line)[0], parse_stack=[]).blocks:
            if isinstance(block, String):
                strings[block.key.casefold()] = resolved(_shown(block.value), strings)
            elif isinstance(block, Entry):
                entry = _entry(block, line, strings)
                parents.setdefault(entry.key.casefold(), entry.by_name)
    return parents


def _reason(block: ParsingFailedBlock) -> str:
    error = block.error
    reason = error.abort_reason if isinstance(error, BlockAbortedException) else str(error)
    return one_line(_shown(reason))[:200]


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


def _opened(text: str) -> int:
    """How many braces a text opens, less those that it closes."""
    if "\\" in text:
        text = text.replace("\\\\", "").replace("\\{", "").replace("\\}", "")
    return text.count("{") - text.count("}")


def _shown(text: object) -> str:
    """A text of the parser's as it is in the file."""
    return str(text).replace(_HIDDEN_SIGN, "@").replace(_ESCAPED, _ESCAPE)


def _entry(block: Entry, line: int, strings: Mapping[str, str]) -> BibtexEntry:
    """The parser's entry, with its values as in the file and resolved."""
    fields = [(_shown(field.key), resolved(_shown(field.value), strings)) for field in block.fields]
    return BibtexEntry(block.entry_type, _shown(block.key), line, fields)
