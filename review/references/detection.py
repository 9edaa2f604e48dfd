"""Recognises a reference file's format by its content, whatever its extension."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress

from review.references.columns import is_header
from review.references.formats.tables_reader import CODED_PROJECT, HEADER_ROWS
from review.references.text import one_line

_SEPARATORS = ",;\t|"
_LONGEST_HEADER = 20_000
_LONGEST_NAME = 60
_TYPE_LINE = re.compile(r"^[^\S\n]*\ufeff?[^\S\n]*TY[ \t\xa0]{1,4}[-–][^\S\n]*[A-Za-z]+\s*$", re.MULTILINE)
_RIS_LINE = re.compile(r"^[^\S\n]*[A-Z][A-Z0-9]  -(?: |$)", re.MULTILINE)
_RIS_ONLY = re.compile(r"^[^\S\n]*(?:ER  ?-|(?:A1|T1|Y1|N2|PY|JF|KW|UR|SP|EP)  - )", re.MULTILINE)
_NBIB_ONLY = re.compile(
    r"^(?:PMID|OWN |STAT|FAU |DP  |JT  |LID |AID |OID |PHST|EDAT|CRDT|MHDA|PST )- ", re.MULTILINE
)
_WEB_OF_SCIENCE = re.compile(r"^\ufeff?(?:PT [A-Z]\s*$|FN |VR 1)", re.MULTILINE)
_ENTRY = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_ENDNOTE = re.compile(r"^\ufeff?%0 [A-Z]", re.MULTILINE)
_REFWORKS = re.compile(r"^\ufeff?RT [A-Z].*\n(?:[A-Z][A-Z0-9] .*\n)*(?:T1|A1) ", re.MULTILINE)
_NOT_REFERENCES = (
    (b"%PDF", "a PDF: 'review ingest' reads it"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file: save it as XLSX or CSV"),
    (b"\x1f\x8b", "a compressed file: unpack it first"),
)
_OTHER_FORMATS = (
    (re.compile(r"\A\s*(?:<[?!][^>]*>\s*)*<(?:\w+:)?(?:Project|CodeBook)\s[^>]*(?:QDA-XML|origin=)"), CODED_PROJECT),
    (re.compile(r"\A\s*(?:<\?xml.*?\?>\s*)?(?:<!DOCTYPE Pubmed[^>]*>\s*)?<Pubmed(?:Book)?Article", re.DOTALL),
     "PubMed XML: in PubMed choose Save, Format: PubMed (.nbib), and import that"),
    (re.compile(r"\A\s*(?:<\?xml.*?\?>\s*)?<(?:mods|modsCollection)[\s>:]", re.DOTALL),
     "MODS XML: export RIS or BibTeX instead"),
    (re.compile(r"\A\s*(?:<[?!][^>]*>\s*)*<rdf:RDF", re.IGNORECASE), "RDF: in Zotero export RIS, CSL JSON or CSV instead"),
    (re.compile(r"\A\s*(?:<\?xml.*?\?>\s*)?<(?:TEI|article|uninews|mets|oai)", re.IGNORECASE | re.DOTALL),
     "XML of another kind: export RIS, BibTeX or EndNote XML instead"),
    (re.compile(r"\A\s*(?:<!DOCTYPE html|<html)", re.IGNORECASE),
     "a web page: export the references as RIS or BibTeX, and import that file"),
    (re.compile(r"\A\s*1[:.] .{10,}?(?:\bPMID: ?\d+|\bdoi: ?10\.)", re.DOTALL),
     "PubMed's text (summary or abstract): in PubMed choose Save, Format: PubMed (.nbib), and import that"),
    (_REFWORKS, "RefWorks tagged format: in RefWorks export RIS, and import that"),
    (re.compile(r"\A\s*(?:<\d+>|\d+\.)?\s*(?:Database|VN)\b.*^\s*(?:Unique Identifier|Accession Number|Authors?|Title)\s*$",
                re.DOTALL | re.MULTILINE),
     "Ovid's text of fields: in Ovid choose Export, Format: RIS, Fields: Complete Reference, and import that"),
)  # fmt: skip


def no_text_reason(head: bytes) -> str:
    """For a file known not to contain references: what it is and what to do; else empty."""
    return next((reason for sign, reason in _NOT_REFERENCES if head.startswith(sign)), "")


def format_of(head: str, columns: Mapping[str, str]) -> str:
    """The format of a text file that begins with `head`, empty if none is recognised.

    `columns` are the fields of a table's columns given by a person, by column name.
    """
    if name := _tagged_format(head):
        return name
    begin = head.lstrip("\ufeff \t\r\n")
    if begin.startswith("<"):
        known = re.search(r"<!DOCTYPE|<!ENTITY|<records?[\s>]|<xml[\s>]", begin)
        return "endnote-xml" if known and not other_format(begin) else ""
    if begin.startswith(("[", "{")):
        return "csl-json"
    if other_format(begin):
        return ""
    if _ENTRY.match(begin):
        return "bibtex"
    if separator := table_separator(begin, columns):
        return "tsv" if separator == "\t" else "csv"
    return "bibtex" if _ENTRY.search(begin) else ""


def _tagged_format(head: str) -> str:
    """The format whose lines begin with tags, by whole lines: a PMID in RIS makes no nbib, and a comma no table."""
    if _TYPE_LINE.match(head.lstrip()) or (_TYPE_LINE.search(head) and len(_RIS_LINE.findall(head)) > 2):
        return "ris"
    if _ENTRY.match(head):
        return ""
    if _ENDNOTE.search(head):
        return "endnote-tagged"
    if _WEB_OF_SCIENCE.match(head.lstrip()) or len(_WEB_OF_SCIENCE.findall(head)) > 1:
        return "web-of-science"
    nbib, ris = len(_NBIB_ONLY.findall(head)), len(_RIS_ONLY.findall(head))
    if nbib > ris:
        return "nbib"
    return "ris" if ris and len(_RIS_LINE.findall(head)) > 1 else ""


def other_format(head: str) -> str:
    """For a file of references in a format that is not read: its name and what to export instead; else empty."""
    return next((reason for sign, reason in _OTHER_FORMATS if sign.search(head)), "")


def table_separator(head: str, columns: Mapping[str, str]) -> str:
    """The separator of a delimited file with a header among its first lines, else empty."""
    for line in head.lstrip().split("\n")[:HEADER_ROWS]:
        separator = separator_of(line)
        if len(line) < _LONGEST_HEADER and (separator in line or line == head.strip()):
            with suppress(csv.Error):
                if is_header(next(csv.reader([line], delimiter=separator), []), columns):
                    return separator
    return ""


def table_without_titles(head: str) -> tuple[str, Sequence[str]]:
    """The separator and the header of what looks like a table, whatever its columns are called; else empty.

    The first row has different short names, and the rows after it as many cells.
    """
    lines = head.strip("\ufeff \r\n").split("\n")[:HEADER_ROWS]
    separator = separator_of(lines[0])
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(filter(any, csv.reader(lines, delimiter=separator)))
    header = [one_line(cell) for cell in rows[0]] if len(rows) > 1 else []
    # The last row may be cut off where the beginning of the file ends.
    full = rows[1:-1] or rows[1:]
    named = all(0 < len(name) <= _LONGEST_NAME for name in header) and len(set(header)) == len(header) > 1
    if not named or lines[0].startswith("<") or any(len(row) != len(header) for row in full):
        return "", ()
    return separator, header


def separator_of(lines: str) -> str:
    """The likely separator of lines: the most frequent one outside of quotation marks."""
    outside = "".join(lines.split('"')[::2])
    return max(_SEPARATORS, key=outside.count)
