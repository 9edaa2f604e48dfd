"""Parses reference files; the format is recognised by the content.

The content becomes `Reference` values, whatever the format; what cannot be read becomes a `Refusal` with line and reason.
No content raises an exception, but it may need any amount of time and memory. So untrusted files are read through
`review.references.stream_references`, where a child process parses them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from review.domain.reference import Item, Notice, Refusal
from review.references.accounting import accounted
from review.references.column_names import check_fields
from review.references.columns import columns_not_there, guessed_mapping
from review.references.detection import (
    format_of,
    no_text_reason,
    other_format,
    table_separator,
    table_without_titles,
)
from review.references.encodings import check_encoding
from review.references.source import (
    LARGEST_FILE,
    ReferenceStream,
    Source,
    UnknownEncodingError,
    head_of,
    text_source,
)

_FIRST_ROWS = 40
_MOST_NAMES = 300
_FORMATS = "RIS, BibTeX, nbib, Web of Science, EndNote XML and tagged, CSL-JSON, CSV, TSV and XLSX"


def parse_stream(path: Path, columns: Mapping[str, str] | None = None, encoding: str = "") -> ReferenceStream:
    """The content of a reference file, one record at a time: memory does not grow with the number of records.

    Its format is recognised by its content. `columns` has the fields of a table's columns, by column name, where the guess is
    wrong: a key of `COLUMN_NAMES`, or nothing to keep the column as it is; `encoding` is the file's, empty where it is to be
    recognised.

    (The text of CSL-JSON and the string table of XLSX are held as a whole.)

    Raises:
        ReadingError: the file cannot be opened.
        UnknownNameError: `columns` names an unknown field.
    """
    chosen = columns or {}
    check_fields(chosen)
    check_encoding(encoding)
    head, size = head_of(path)
    if size > LARGEST_FILE:
        return _refused(f"larger than {LARGEST_FILE // 1_000_000:,} MB: split it")
    if not head.strip():
        return _refused("an empty file: export it again")
    if reason := no_text_reason(head):
        return _refused(reason)
    if head.startswith(b"PK\x03\x04"):
        return _workbook(path, chosen)
    try:
        source = text_source(path, head, encoding)
    except UnknownEncodingError:
        return _refused("its encoding is not recognised; name it with --encoding, such as gb18030")
    if source is None:
        return _refused("not a text file")
    format_name = format_of(source.head, chosen)
    if not format_name:
        if other := other_format(source.head):
            return _refused(other)
        separator, header = table_without_titles(source.head)
        if header:
            return _no_titles("a TSV" if separator == "\t" else "a CSV", header, chosen)
        return _refused(f"unknown format of references (known formats: {_FORMATS})")
    if format_name in ("csv", "tsv"):
        return _delimited(source, format_name, chosen)
    if chosen:
        return _refused(f"a {format_name} file has no columns; import it without `--column`")
    return ReferenceStream(format_name, _all(source, format_name, _reader(format_name)(source)))


def _all(source: Source, format_name: str, items: Iterator[Item]) -> Iterator[Item]:
    """`items` after the remark on the file's encoding, with what accounting adds."""
    remark = [Notice(0, source.remark)] if source.remark else []
    return accounted(chain(remark, items), format_name)


def _reader(format_name: str) -> Callable[[Source], Iterator[Item]]:
    if format_name == "ris":
        from review.references.formats.ris_reader import read_ris as read
    elif format_name == "bibtex":
        from review.references.formats.bibtex_reader import read_bibtex as read
    elif format_name == "nbib":
        from review.references.formats.nbib_reader import read_nbib as read
    elif format_name == "web-of-science":
        from review.references.formats.web_of_science_reader import read_web_of_science as read
    elif format_name == "endnote-tagged":
        from review.references.formats.endnote_tagged_reader import read_endnote_tagged as read
    elif format_name == "endnote-xml":
        from review.references.formats.endnote_reader import read_endnote as read
    else:
        from review.references.formats.csl_json_reader import read_csl_json as read
    return read


def _delimited(source: Source, format_name: str, chosen: Mapping[str, str]) -> ReferenceStream:
    from review.references.formats.field_rows_reader import has_field_rows, read_field_rows
    from review.references.formats.tables_reader import ReferenceTable, csv_rows

    first = list(islice(csv_rows(source, table_separator(source.head, chosen)), _FIRST_ROWS))
    if not chosen and has_field_rows([cells for _, cells in first if not isinstance(cells, Refusal)]):
        rows = csv_rows(source, table_separator(source.head, chosen))
        return ReferenceStream(format_name, _all(source, format_name, read_field_rows(rows, format_name)))
    table = ReferenceTable(csv_rows(source, table_separator(source.head, chosen)), format_name, chosen)
    if not table.mapping:
        return _no_titles("a table", table.first, chosen)
    if missing := columns_not_there(chosen, table.mapping):
        return _not_there(missing, table.mapping)
    return ReferenceStream(format_name, _all(source, format_name, table.items()), table.mapping)


def _workbook(path: Path, chosen: Mapping[str, str]) -> ReferenceStream:
    from review.references.formats.tables_reader import workbook_tables

    tables = workbook_tables(path, chosen)
    if isinstance(tables, Refusal):
        return _refused(tables.message)
    with_header = [table for table in tables if table.mapping]
    if not with_header:
        first = next((table.first for table in tables if table.first), ())
        return _no_titles("a workbook", first, chosen)
    not_read = [
        Refusal(0, f"sheet {place} was not read: it has no column named title, DOI or PMID")
        for place, table in enumerate(tables, 1)
        if not table.mapping and not table.is_empty
    ]
    items = chain(not_read, *(table.items() for table in with_header))
    mapping = {column: name for table in with_header for column, name in table.mapping.items()}
    if missing := columns_not_there(chosen, mapping):
        return _not_there(missing, mapping)
    return ReferenceStream("xlsx", accounted(items, "xlsx"), mapping)


def _no_titles(kind: str, header: Sequence[str], chosen: Mapping[str, str]) -> ReferenceStream:
    """The refusal of a table whose columns have no known name; its `mapping` has them, so that they can get a field."""
    mapping = guessed_mapping(header, chosen)
    if missing := columns_not_there(chosen, mapping):
        return _not_there(missing, mapping)
    names = ", ".join(mapping)
    shown = names if len(names) <= _MOST_NAMES else f"{names[:_MOST_NAMES]}…"
    why = f"{kind} without a column that is called title, DOI or PMID"
    what = f"its columns are: {shown}; say which has the titles, with --column NAME=title"
    return _refused(f"{why}; {what if header else 'add a header row'}", mapping)


def _not_there(missing: Sequence[str], mapping: Mapping[str, str]) -> ReferenceStream:
    return _refused(f"no column named {', '.join(missing)} (columns: {', '.join(mapping)})")


def _refused(message: str, mapping: Mapping[str, str] | None = None) -> ReferenceStream:
    return ReferenceStream("", iter([Refusal(0, message)]), mapping or {})
