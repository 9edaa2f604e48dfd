"""What is compared of two records: the names and values of their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.domain import Record
    from review.journal.queries.references import Source

Fields = Mapping[str, str]
"""A record's values by the names in `FIELDS`."""

FIELDS = (
    "Title",
    "Authors",
    "Year",
    "In",
    "Volume",
    "Issue",
    "Pages",
    "DOI",
    "PubMed",
    "Organisation",
    "Kind",
    "File",
    "From",
    "Abstract",
)


def fields_of(record: Record, sources: Iterable[Source]) -> Fields:
    """A record's values, with its first reference file."""
    came = list(sources)
    body = came[0].body if came else {}
    values = {
        "Title": record.title,
        "Authors": "; ".join(record.authors),
        "Year": str(record.year or ""),
        "In": record.container,
        "Volume": str(body.get("volume", "")),
        "Issue": str(body.get("issue", "")),
        "Pages": str(body.get("pages", "")),
        "DOI": record.doi,
        "PubMed": str(body.get("pmid", "")),
        "Organisation": record.organisation,
        "Kind": str(body.get("kind", "")),
        "File": record.path,
        "From": ", ".join(dict.fromkeys(f"{source.path}:{source.line}" for source in came)),
        "Abstract": record.abstract,
    }
    return {"name": record.author_year, **values}
