"""Reads Web of Science's tagged files (``.ciw``, plain text): two letters, a space, indented further lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.domain.citation import marked
from review.domain.reference import Item, Reference, Refusal
from review.references.building import ReferenceBuilder
from review.references.source import Source
from review.references.tagged_lines import Dialect, TaggedRecord, tagged_records

_FIELDS = {
    "TI": "title",
    "AF": "authors",
    "BE": "editors",
    "PY": "year",
    "DI": "doi",
    "SO": "container",
    "VL": "volume",
    "IS": "issue",
    "BP": "first_page",
    "EP": "last_page",
    "AB": "abstract",
    "DE": "keywords",
    "ID": "keywords",
    "SN": "issn",
    "EI": "issn",
    "BN": "isbn",
    "PM": "pmid",
    "LA": "language",
    "PU": "organisation",
    "UT": "key",
}
_KINDS = {"J": "article-journal", "B": "book", "S": "chapter", "P": "patent"}
_ONE_PER_LINE = frozenset({"AU", "AF", "BA", "BF", "BE", "GP", "CA", "CR", "C1"})
"""Tags whose further lines are further values; for other tags they are wrapped text."""

_TAG = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|\s*$)")


def read_web_of_science(source: Source) -> Iterator[Item]:
    """The records of a file; each begins with PT and ends with ER."""
    dialect = Dialect(_TAG, "PT", "ER", ("FN", "VR", "EF"), ("TI", "DI"))
    for record in tagged_records(source, dialect):
        yield _reference(record) if isinstance(record, TaggedRecord) else record


def _reference(record: TaggedRecord) -> Reference | Refusal:
    builder = ReferenceBuilder("web-of-science", record.line)
    present = {tag for tag, _ in record.values}
    author_tag = next((tag for tag in ("AF", "AU", "CA") if tag in present), "")
    for tag, lines in record.values:
        field = "authors" if tag == author_tag else _FIELDS.get(tag, "")
        if tag == "PT":
            builder.add(tag, _KINDS.get(lines[0].strip(), ""), "kind")
            builder.add(tag, lines[0])
        elif tag in _ONE_PER_LINE:
            for line in lines:
                builder.add(tag, marked(line.strip()) if tag == "CA" and field else line, field)
        else:
            builder.add(tag, " ".join(line.strip() for line in lines), field)
    return builder.finish()
