"""Parses reference files; the format is recognised by the content.

The content becomes `Reference` values, whatever the format; what cannot be read becomes a `Refusal` with line and reason.
No content raises an exception, but it may need any amount of time and memory. So untrusted files are read through
`review.references.stream_references`, where a child process parses them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from review.domain.reference import Reference, ReferenceFile, Refusal
from review.references.columns import check_fields, columns_not_there
from review.references.detection import format_of, no_text_reason, table_separator
from review.references.source import LARGEST_FILE, Source, head_of, text_source

MOST_REFUSALS = 10_000
"""After this many refusals the rest of a file is not read."""

_NO_HEADER = "add a header row, or assign columns with `--column NAME=FIELD`"
_FORMATS = "RIS, BibTeX, nbib, Web of Science, EndNote XML, CSL-JSON, CSV, TSV and XLSX"


@dataclass(frozen=True, slots=True)
class ReferenceStream:
    """A reference file being read: yields `items` one by one, in the file's order. See `ReferenceFile`."""

    format: str
    items: Iterator[Reference | Refusal]
    mapping: Mapping[str, str] = field(default_factory=dict)


def parse_references(path: Path, columns: Mapping[str, str] | None = None) -> ReferenceFile:
    """The content of a reference file, whose format is recognised by its content.

    `columns` has the fields of a table's columns, by column name, where the guess is wrong: a key of `COLUMN_NAMES`, or
    nothing to keep the column as it is.

    Raises:
        ReadingError: the file cannot be opened.
        UnknownNameError: `columns` names an unknown field.
    """
    stream = parse_stream(path, columns)
    references: list[Reference] = []
    refusals: list[Refusal] = []
    for item in stream.items:
        if isinstance(item, Refusal):
            refusals.append(item)
        else:
            references.append(item)
    return ReferenceFile(stream.format, tuple(references), tuple(refusals), stream.mapping)


def parse_stream(path: Path, columns: Mapping[str, str] | None = None) -> ReferenceStream:
    """Like `parse_references`, but one record at a time: memory does not grow with the number of records.

    (The text of CSL-JSON and the string table of XLSX are held as a whole.)

    Raises:
        ReadingError: the file cannot be opened.
        UnknownNameError: `columns` names an unknown field.
    """
    chosen = columns or {}
    check_fields(chosen)
    head, size = head_of(path)
    if size > LARGEST_FILE:
        return _refused(f"larger than {LARGEST_FILE // 1_000_000} MB: split it")
    if not head.strip():
        return _refused("an empty file")
    if reason := no_text_reason(head):
        return _refused(reason)
    if head.startswith(b"PK\x03\x04"):
        return _workbook(path, chosen)
    source = text_source(path, head)
    if source is None:
        return _refused("not a text file")
    format_name = format_of(source.head, chosen)
    if not format_name:
        return _refused(f"unknown format of references (known formats: {_FORMATS})")
    if format_name in ("csv", "tsv"):
        return _delimited(source, format_name, chosen)
    if chosen:
        return _refused(f"a {format_name} file has no columns; import it without `--column`")
    return ReferenceStream(format_name, _limited(_reader(format_name)(source)))


def _reader(format_name: str) -> Callable[[Source], Iterator[Reference | Refusal]]:
    if format_name == "ris":
        from review.references.formats.ris_reader import read_ris as read
    elif format_name == "bibtex":
        from review.references.formats.bibtex_reader import read_bibtex as read
    elif format_name == "nbib":
        from review.references.formats.nbib_reader import read_nbib as read
    elif format_name == "web-of-science":
        from review.references.formats.web_of_science_reader import read_web_of_science as read
    elif format_name == "endnote-xml":
        from review.references.formats.endnote_reader import read_endnote as read
    else:
        from review.references.formats.csl_json_reader import read_csl_json as read
    return read


def _delimited(source: Source, format_name: str, chosen: Mapping[str, str]) -> ReferenceStream:
    from review.references.formats.tables_reader import ReferenceTable, csv_rows

    table = ReferenceTable(csv_rows(source, table_separator(source.head, chosen)), format_name, chosen)
    if not table.mapping:
        return _refused(f"no column named title, DOI or PMID: {_NO_HEADER}")
    if missing := columns_not_there(chosen, table.mapping):
        return _not_there(missing, table.mapping)
    return ReferenceStream(format_name, _limited(table.items()), table.mapping)


def _workbook(path: Path, chosen: Mapping[str, str]) -> ReferenceStream:
    from review.references.formats.tables_reader import workbook_tables

    tables = workbook_tables(path, chosen)
    if isinstance(tables, Refusal):
        return _refused(tables.message)
    with_header = [table for table in tables if table.mapping]
    if not with_header:
        return _refused(f"no sheet has a column named title, DOI or PMID: {_NO_HEADER}")
    not_read = [
        Refusal(0, f"sheet {place} was not read: it has no column named title, DOI or PMID")
        for place, table in enumerate(tables, 1)
        if not table.mapping and not table.is_empty
    ]
    items = chain(not_read, *(table.items() for table in with_header))
    mapping = {column: name for table in with_header for column, name in table.mapping.items()}
    if missing := columns_not_there(chosen, mapping):
        return _not_there(missing, mapping)
    return ReferenceStream("xlsx", _limited(items), mapping)


def _not_there(missing: Sequence[str], mapping: Mapping[str, str]) -> ReferenceStream:
    return _refused(f"no column named {', '.join(missing)} (columns: {', '.join(mapping)})")


def _refused(message: str) -> ReferenceStream:
    return ReferenceStream("", iter([Refusal(0, message)]))


def _limited(items: Iterator[Reference | Refusal]) -> Iterator[Reference | Refusal]:
    """`items`, up to a limit on the number of refusals among them."""
    refusals = 0
    for item in items:
        refusals += isinstance(item, Refusal)
        yield item
        if refusals >= MOST_REFUSALS:
            yield Refusal(
                item.line, f"{MOST_REFUSALS:,} records were refused up to here; the rest was not read"
            )
            return
