"""The fields of a reference as the form for it shows them, with where each value comes from."""

from __future__ import annotations

from review.domain.record import Record

FIELDS = {
    "title": "Title",
    "authors": "Authors",
    "year": "Year",
    "short_author": "Cited as",
    "organisation": "Organisation",
    "container": "Journal or book",
    "doi": "DOI",
    "abstract": "Abstract",
}
HINTS = {
    "authors": "Family, Given; Family, Given",
    "year": "four digits",
    "short_author": "as in (Rahman et al., 2016)",
}


_PLACES = {
    "XMP": "the properties of the PDF",
    "Info": "the properties of the PDF",
    **{place: f"the {place}" for place in ("first page", "contents page", "file name", "abstract")},
}
"""The places in a file where values are found, in words; other sources are shown as they are."""


def field_text(record: Record, field: str) -> str:
    """A field's value as the form shows it."""
    if field == "authors":
        return "; ".join(record.authors)
    value = getattr(record, field)
    return "" if value is None else str(value)


def origin_text(record: Record, field: str) -> str:
    """The source of a field's value, and whether a reviewer confirmed it."""
    origin = record.origins.get(field)
    if origin is None:
        return "not known" if not field_text(record, field) else ""
    if origin.confirmed:
        return f"confirmed ({origin.source})"
    return f"found in {_PLACES.get(origin.source, origin.source)}, confidence {origin.confidence:.0%}; not confirmed"


def unconfirmed(record: Record) -> list[str]:
    """The fields whose value no reviewer has confirmed."""
    return [
        field
        for field in FIELDS
        if field_text(record, field) and field in record.origins and not record.origins[field].confirmed
    ]
