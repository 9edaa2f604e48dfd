"""Reads EndNote's tagged format (refer, ``.enw``), as Google Scholar and publishers write it: a percent sign and a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.domain.reference import Item, Reference, Refusal
from review.references.building import ReferenceBuilder
from review.references.kinds import ENDNOTE_KINDS, KINDS
from review.references.source import Source
from review.references.tagged_lines import Dialect, TaggedRecord, tagged_records

_FIELDS = {
    **dict.fromkeys(("%J", "%B"), "container"),
    "%T": "title",
    "%A": "authors",
    "%E": "editors",
    "%D": "year",
    "%R": "doi",
    "%V": "volume",
    "%N": "issue",
    "%P": "pages",
    "%X": "abstract",
    "%K": "keyword",
    "%U": "urls",
    "%@": "serial",
    "%G": "language",
    "%I": "organisation",
    "%Z": "notes",
    "%F": "key",
}
_ONE_PER_LINE = frozenset({"%A", "%E", "%U", "%@"})
_TAG = re.compile(r"(%[0-9A-Za-z@!?&^+=>#$*~(\[])(?: (.*)|\s*$)")
_ENDNOTE_NAMES = frozenset(work.endnote for work in KINDS)


def read_endnote_tagged(source: Source) -> Iterator[Item]:
    """The records of a file; each begins with ``%0``, or ends at a blank line."""
    dialect = Dialect(_TAG, "%0", essential=("%T", "%R"))
    for record in tagged_records(source, dialect):
        yield _reference(record) if isinstance(record, TaggedRecord) else record


def _reference(record: TaggedRecord) -> Reference | Refusal:
    builder = ReferenceBuilder("endnote-tagged", record.line)
    for tag, lines in record.values:
        if tag == "%0":
            name = lines[0].strip()
            builder.add(tag, ENDNOTE_KINDS.get(name, ""), "kind")
            if name not in _ENDNOTE_NAMES:
                builder.add(tag, name)
        elif tag in _ONE_PER_LINE:
            for line in lines:
                builder.add(tag, line, _FIELDS[tag])
        else:
            builder.add(tag, "\n".join(lines), _FIELDS.get(tag, ""))
    return builder.finish()
