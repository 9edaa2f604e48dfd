"""Parses files whose lines begin with a tag: RIS, PubMed's nbib and Web of Science's format.

The program has its own parser because every record needs a line number, unknown tags are kept, and a record without an end
must not swallow the next one; rispy has no line numbers and loses the first record after a byte-order mark. Files are
read line by line, so that memory does not grow with them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from review.domain.reference import Refusal
from review.references.source import LONGEST_RECORD


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


def tagged_records(
    lines: Iterator[tuple[int, str]],
    tag_pattern: re.Pattern[str],
    begin: str,
    end: str,
    outside: Collection[str] = (),
) -> Iterator[TaggedRecord | Refusal]:
    """The records of a file.

    A record begins at the tag `begin`, or at any other tag after `end`; it ends at `end`, at the next `begin` or with the
    file. Text before the first tag is a preamble and ignored; later text between records is refused.

    Args:
        lines: numbered lines.
        tag_pattern: matches a line with a tag; its groups are the tag and the rest of the line.
        begin: the tag that begins a record.
        end: the tag that ends a record, empty if there is none.
        outside: tags between records that belong to none.
    """
    record: TaggedRecord | None = None
    begun = False
    stray: Refusal | None = None
    for number, line in lines:
        found = tag_pattern.match(line)
        tag, text = found.groups("") if found else ("", line)
        if record and tag and tag in (begin, end):
            yield record
            record = None
        if found and tag != end and (record or tag not in outside):
            record = record or TaggedRecord(number)
            record.add(text, tag)
            begun = True
        elif record:
            record.add(line)
        elif begun and line.strip() and tag != end and tag not in outside:
            stray = stray or Refusal(number, f"text outside of any record: “{line.strip()[:60]}”")
        if stray and record:
            yield stray
            stray = None
    if stray:
        yield stray
    if record:
        yield record
