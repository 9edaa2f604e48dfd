"""Parses files whose lines begin with a tag: RIS, PubMed's nbib, Web of Science's, EndNote's and RefWorks' formats.

The program has its own parser because every record needs a line number, unknown tags are kept, and a record without an end
must not swallow the next one; rispy has no line numbers and loses the first record after a byte-order mark. Files are
read line by line, so that memory does not grow with them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from review.domain.reference import Notice, Refusal
from review.references.source import LONGEST_RECORD, Source

_EXCERPT = 60
_OTHER_RECORD = re.compile(
    r"\s*(?:@[A-Za-z]+\s*\{[^@{}]*,|<(?:xml|records?)>|%0 [A-Z]|PMID- \d|TY  - [A-Z]|PT [A-Z]$)"
)


@dataclass(slots=True)
class TaggedRecord:
    """One record: its tags with the lines of their values, in the file's order. `line` is its first line."""

    line: int
    values: list[tuple[str, list[str]]] = field(default_factory=list)
    size: int = 0

    def add(self, text: str, tag: str = "") -> None:
        """Adds a line, which continues the last value unless it has a tag; lines over the limit are dropped."""
        self.size += len(text)
        if self.size - len(text) <= LONGEST_RECORD:
            if tag:
                self.values.append((tag, [text]))
            else:
                self.values[-1][1].append(text)

    def has(self, tags: Collection[str]) -> bool:
        """Whether one of `tags` is in the record."""
        return any(tag in tags for tag, _ in self.values)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How records of a format begin and end.

    `tag` matches a line with a tag; its groups are the tag and the rest of the line. `begin` begins a record and `end`
    ends it (empty if there is none); tags in `outside` stand between records and belong to none. A record can begin before
    `begin` where nothing but lines with tags is between them. Tags without `begin` and `end` are a record if one of
    `essential` is among them. `blank_ends`: whether a record ends at a blank line. `last` is the tag that whole records
    have last where the file gives it at all.
    """

    tag: re.Pattern[str]
    begin: str
    end: str = ""
    outside: Collection[str] = ()
    essential: Collection[str] = ()
    blank_ends: bool = False
    last: str = ""


def tagged_records(source: Source, dialect: Dialect) -> Iterator[TaggedRecord | Notice | Refusal]:
    """The records of a file, and notices of the lines that are in none; records of another format are refused.

    A record begins at its first tag, and ends at its last, at the next one's beginning or with the file. The lines of a
    record may be indented, all as its first is. A file that was cut off is recognised by its last record, which lacks the
    end that others have (it is refused), or, where records have no end, by its last line (a notice).
    """
    reader = _Reader(dialect)
    number = 0
    for number, line in source.lines():
        reader.read(number, line)
        if reader.done:
            yield from reader.done
            reader.done.clear()
    reader.finish()
    yield from reader.done
    if reader.count > 1 and not reader.shows_ends and source.ends_within_a_line():
        yield Notice(number, "the file ends in the middle of a line; if records are missing, export it again")


class _Reader:
    """Reads line after line; at most one record is open. `done` has what was finished, until it is fetched.

    `count` is the number of records so far; `shows_ends`: one of them had what whole records of this file have at their end.
    """

    def __init__(self, dialect: Dialect) -> None:
        self.done: list[TaggedRecord | Notice | Refusal] = []
        self.count = 0
        self.shows_ends = False
        self._dialect = dialect
        self._match = dialect.tag.match
        self._edges = frozenset({dialect.begin, dialect.end})
        self._record: TaggedRecord | None = None
        self._begun = False
        self._gap = False
        self._indent = ""
        self._stray: Notice | Refusal | None = None

    def read(self, number: int, line: str) -> None:
        """Reads a line, which may end a record."""
        dialect, record = self._dialect, self._record
        if record is not None and self._begun and not self._indent:  # nearly all lines
            found = self._match(line)
            if found and found[1] not in self._edges:
                record.add(found[2] or "", found[1])
                return
        if record is None:
            bare = line.lstrip()
            self._indent = line[: len(line) - len(bare)]
        if self._indent:
            line = line.removeprefix(self._indent)
        found = dialect.tag.match(line)
        if not found:
            self._read_untagged(number, line)
            return
        tag, text = found.groups("")
        if tag == dialect.end:
            self.shows_ends = True
            self._end()
            if dialect.tag.match(text):
                self.read(number, text)
            elif text.strip():
                self._pass_over(number, text)
            return
        if record and self._is_next(tag, record):
            self._end()
            record = None
        if record is None:
            if tag in dialect.outside:
                self._report_stray()
                return
            record = self._open(number)
        self._begun |= tag == dialect.begin
        record.add(text, tag)

    def _is_next(self, tag: str, record: TaggedRecord) -> bool:
        """Whether a tag begins the next record: `begin` does, and without it the first tag that comes again after a gap."""
        if tag == self._dialect.begin:
            return self._begun or self._gap
        again = self._gap and not self._begun and tag == record.values[0][0]
        return again and record.has(self._dialect.essential)

    def finish(self) -> None:
        """The file ends."""
        self._end(at_end=True)
        self._report_stray()

    def _open(self, number: int) -> TaggedRecord:
        self._report_stray()
        self._record = TaggedRecord(number)
        self._begun = self._gap = False
        return self._record

    def _read_untagged(self, number: int, line: str) -> None:
        blank = not line.strip()
        if self._record is None:
            if not blank:
                self._pass_over(number, line)
        elif blank and self._dialect.blank_ends:
            self._end()
        else:
            self._gap = True
            self._record.add(line)

    def _end(self, *, at_end: bool = False) -> None:
        """The open record is done, unless it is only lines between records that look like tags."""
        record, self._record = self._record, None
        if record is None:
            return
        essential = self._dialect.essential
        unmarked = not self._begun and (at_end or self._gap) and bool(essential)
        if unmarked and not record.has(essential):
            self._pass_over(record.line, f"{record.values[0][0]} - {record.values[0][1][0]}")
            return
        self.count += 1
        has_last = record.values[-1][0] == self._dialect.last
        cut_off = at_end and self.shows_ends and not has_last
        self.done.append(_cut_off(record.line, self.count, self._dialect.end) if cut_off else record)
        self.shows_ends |= has_last

    def _pass_over(self, number: int, line: str) -> None:
        if _OTHER_RECORD.match(line) and not isinstance(self._stray, Refusal):
            self._stray = Refusal(
                number, "records of another format begin here; put them into a file of their own"
            )
        self._stray = self._stray or _passed_over(number, line)

    def _report_stray(self) -> None:
        """Reports lines before this one that belong to no record."""
        if self._stray:
            self.done.append(self._stray)
            self._stray = None


def _cut_off(line: int, count: int, end: str) -> Refusal:
    """The refusal of the last record of a file that ends before it does."""
    whole = f", or add a line with {end} if nothing is missing" if end else ""
    return Refusal(
        line, f"the file ends inside record {count:,}, which is left out: export the file again{whole}"
    )


def _passed_over(number: int, line: str) -> Notice:
    return Notice(number, f"lines that belong to no record were passed over: “{line.strip()[:_EXCERPT]}”")
