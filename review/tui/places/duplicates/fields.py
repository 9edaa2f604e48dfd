"""What is compared of two records: the names and values of their fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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


def sign(name: str, one: str, other: str) -> str:
    """How two values of a field compare: ``=`` the same, ``≈`` the same work or journal spelt otherwise, ``≠`` different."""
    if one == other:
        return "="
    if not (one and other):
        return "≠"
    return "≈" if _SPELT.get(name, _spelt_alike)(one, other) else "≠"


def _spelt_alike(one: str, other: str) -> bool:
    from review.duplicates.normalising import folded

    return folded(one) == folded(other) != ""


def _one_title(one: str, other: str) -> bool:
    from review.duplicates.normalising import title_words

    return "".join(title_words(one)) == "".join(title_words(other)) != ""


def _one_journal(one: str, other: str) -> bool:
    from review.duplicates.containers import same_container
    from review.duplicates.normalising import folded

    return same_container(*sorted((folded(one), folded(other))))


_SPELT: Mapping[str, Callable[[str, str], bool]] = {"Title": _one_title, "In": _one_journal}


def _places(sources: Iterable[Source]) -> Iterator[str]:
    """The lines of files that a record is from, each with the searches that found it."""
    found: dict[str, list[str]] = {}
    for source in sources:
        found.setdefault(f"{source.path}:{source.line}", []).append(source.search)
    for place, searches in found.items():
        by = ", ".join(dict.fromkeys(filter(None, searches)))
        yield f"{place} ({by})" if by else place


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
        "From": ", ".join(_places(came)),
        "Abstract": record.abstract,
    }
    return {"name": record.author_year, **values}
