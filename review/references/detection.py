"""Recognises a reference file's format by its content, whatever its extension."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from contextlib import suppress

from review.references.columns import is_header
from review.references.formats.tables_reader import HEADER_ROWS

_SEPARATORS = ",;\t|"
_LONGEST_HEADER = 20_000
_SIGNS = (
    ("nbib", re.compile(r"^PMID *- ", re.MULTILINE)),
    ("web-of-science", re.compile(r"\A\s*(?:FN |VR |PT [A-Z]\s)")),
    ("ris", re.compile(r"^(?:TY {1,2}-|[A-Z][A-Z0-9]  -( |$))", re.MULTILINE)),
    ("bibtex", re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE)),
)
_NOT_REFERENCES = (
    (b"%PDF", "a PDF: 'review ingest' reads it"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file: save it as XLSX or CSV"),
    (b"\x1f\x8b", "a compressed file: unpack it first"),
)


def no_text_reason(head: bytes) -> str:
    """For a file known not to contain references: what it is and what to do; else empty."""
    return next((reason for sign, reason in _NOT_REFERENCES if head.startswith(sign)), "")


def format_of(head: str, columns: Mapping[str, str]) -> str:
    """The format of a text file that begins with `head`, empty if none is recognised.

    `columns` are the fields of a table's columns given by a person, by column name.
    """
    begin = head.lstrip()
    if begin.startswith("<"):
        return "endnote-xml" if re.search(r"<!DOCTYPE|<!ENTITY|<records?[\s>]|<xml[\s>]", begin) else ""
    if begin.startswith(("[", "{")):
        return "csl-json"
    if name := next((name for name, sign in _SIGNS if sign.match(begin)), ""):
        return name
    if separator := table_separator(begin, columns):
        return "tsv" if separator == "\t" else "csv"
    return next((name for name, sign in _SIGNS if sign.search(begin)), "")


def table_separator(head: str, columns: Mapping[str, str]) -> str:
    """The separator of a delimited file with a header among its first lines, else empty."""
    for line in head.lstrip().split("\n")[:HEADER_ROWS]:
        separator = _separator(line)
        if len(line) < _LONGEST_HEADER and (separator in line or line == head.strip()):
            with suppress(csv.Error):
                if is_header(next(csv.reader([line], delimiter=separator), []), columns):
                    return separator
    return ""


def _separator(line: str) -> str:
    """The likely separator of a line: the most frequent one outside of quotation marks."""
    outside = "".join(line.split('"')[::2])
    return max(_SEPARATORS, key=outside.count)
