"""Works that are cited, in the terms of CSL."""

from __future__ import annotations

from typing import Any

from citeproc.source import Date, LiteralDate, Name
from citeproc.source import Reference as Source
from citeproc.string import String
from msgspec import Struct

from review.domain import Record
from review.domain.citation import is_body, without_braces
from review.domain.reference import Reference
from review.export.formats.text import closed
from review.export.report.citing.markup import clean
from review.export.report.citing.style import Letters

_TEXTS = {
    "container_title": "container",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "PMID": "pmid",
}
_WEB = ("https://", "http://")


class Work(Struct, frozen=True):
    """A record that may be cited, and its reference with what the record has no fields for (volume, pages, addresses …)."""

    record: Record
    reference: Reference = Reference()


class _LetteredYear(int):
    """A year that is printed with its letter wherever the style prints the year: citeproc-py knows no disambiguation."""

    letter = ""

    def __abs__(self) -> _LetteredYear:
        return self

    def __str__(self) -> str:
        return f"{int(self)}{self.letter}"


def source_of(work: Work, key: str, letters: Letters) -> Source:
    """A work as citeproc-py wants it; empty fields are left out."""
    record, reference = work.record, work.reference
    fields: dict[str, Any] = {
        "title": _text(record.title or record.cited_author),
        "title_short": _text(record.cited_author),
        "author": _names(record.authors) or _names((record.organisation,)),
        "editor": _names(reference.editors),
        "issued": _issued(record, letters),
        "publisher": _publisher(record),
        "DOI": _text(record.doi),
        "URL": _text(_address(work)),
    }
    fields |= {name: _text(getattr(reference, field)) for name, field in _TEXTS.items()}
    fields["container_title"] = _text(record.container or reference.container)
    if letters is Letters.PLACED:
        fields["year_suffix"] = _text(record.year_suffix)
    return Source(
        key, reference.kind or "document", **{name: value for name, value in fields.items() if value}
    )


def named(name: str) -> list[Name]:
    """A list of one name that is printed as it is."""
    return [Name(literal=name)]


def _text(text: str) -> String | None:
    return String(cleaned) if (cleaned := clean(text)) else None


def _names(authors: tuple[str, ...]) -> list[Name]:
    return [_name(author) for author in map(clean, authors) if author]


def _name(author: str) -> Name:
    family, comma, given = author.partition(", ")
    if is_body(author) or not comma or not family or not given:
        return Name(literal=without_braces(author))
    return Name(family=closed(family), given=closed(given))


def _publisher(record: Record) -> String | None:
    """The organisation, unless it is the author already."""
    return (
        _text(record.organisation) if record.authors and record.organisation not in record.authors else None
    )


def _address(work: Work) -> str:
    """The first address on the web, where there is no DOI."""
    if work.record.doi:
        return ""
    return next((url for url in work.reference.urls if url.lower().startswith(_WEB)), "")


def _issued(record: Record, letters: Letters) -> Date | LiteralDate | None:
    if not record.year:
        after_year = letters is Letters.AFTER_YEAR and record.year_suffix
        return LiteralDate(f"n.d.-{clean(record.year_suffix)}") if after_year else None
    date = Date(year=record.year)
    if letters is Letters.AFTER_YEAR and record.year_suffix:
        year = _LetteredYear(record.year)
        year.letter = clean(record.year_suffix)
        date["year"] = year
    return date
