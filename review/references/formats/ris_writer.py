"""Writes RIS, which Zotero, EndNote, Mendeley and most screening programs read.

The review's fields are notes (N1) such as ``REVIEW-CODES: ["T1"]``; unknown fields of a RIS file are written
under their own tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from review.domain.citation import in_braces, without_braces
from review.domain.reference import Reference
from review.references.cleaning.people import people
from review.references.kinds import KINDS, written_kind
from review.references.review_fields import as_text, review_fields
from review.references.text import is_isbn

_TYPES = {work.kind: work.ris for work in KINDS}
_TAG = re.compile(r"(?:[A-Z][A-Z0-9]|DOI|PMID|PMCID|E?ISSN|ISBN)[ \t\xa0]{1,4}[-–]|ER\s*$")
_OWN_TAG = re.compile(r"[A-Z][A-Z0-9]")
_LIST_TAGS = frozenset({"TY", "ER", "AU", "A1", "A2", "ED", "KW", "UR", "SN", "N1", "JF"})
_RANGE = re.compile(r"([^-]+)-([^-]+)")


def render(references: Iterable[Reference], *, clean: bool = False) -> str:
    """A RIS file with the format's line ends; `clean`: without the review's fields."""
    return "".join(f"{line}\r\n" for reference in references for line in _lines(reference, clean=clean))


def _lines(reference: Reference, *, clean: bool) -> Iterator[str]:
    own = _written_back(reference)
    rest = {name: values for name, values in reference.other.items() if name not in own and name != "TY"}
    types = reference.other.get("TY", ()) if reference.source_format == "ris" else ()
    if not types and "TY" in reference.other:
        rest["TY"] = reference.other["TY"]
    yield _line("TY", types[0] if types else _TYPES.get(written_kind(reference), "GEN"))
    for tag, value in _fields(reference):
        yield from _value_lines(tag, value)
    for tag, values in own.items():
        for value in values:
            yield from _value_lines(tag, value)
    review = {} if clean else review_fields(reference, _carried(reference), rest)
    for name, field in review.items():
        yield _line("N1", f"REVIEW-{name.upper()}: {as_text(field)}")
    yield _line("ER", "")
    yield ""


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    pages = _RANGE.fullmatch(reference.pages)
    yield "TI", reference.title
    yield from (("AU", _name(author)) for author in reference.authors)
    yield from (("A2", _name(editor)) for editor in reference.editors)
    yield "PY", str(reference.year or "")
    yield "T2", reference.container
    yield "VL", reference.volume
    yield "IS", reference.issue
    yield "SP", pages[1] if pages else reference.pages
    yield "EP", pages[2] if pages else ""
    yield "DO", reference.doi
    yield "AB", reference.abstract
    yield from (("KW", keyword) for keyword in reference.keywords)
    yield from (("UR", url) for url in reference.urls)
    yield from (("SN", number) for number in reference.issn + reference.isbn)
    yield "LA", reference.language
    yield "PB", reference.organisation
    yield from (("N1", note) for note in reference.notes)
    yield "ID", reference.key


def _name(name: str) -> str:
    """A name; one that is marked as an organisation's has EndNote's mark: two commas in place of the first."""
    return without_braces(name).replace(",", ",,", 1) if in_braces(name) else name


def _written_back(reference: Reference) -> dict[str, tuple[str, ...]]:
    """The unknown fields that came from RIS."""
    if reference.source_format != "ris":
        return {}
    return {
        tag: values
        for tag, values in reference.other.items()
        if _OWN_TAG.fullmatch(tag) and tag not in _LIST_TAGS
    }


def _carried(reference: Reference) -> Iterator[str]:
    """The names of fields that the format would not preserve."""
    if reference.pmid:
        yield "pmid"
    for field in ("authors", "editors"):
        names = getattr(reference, field)
        if any(map(in_braces, names)) and people(map(_name, names)) != names:
            yield field
    if reference.kind not in _TYPES or _is_guessed(reference):
        yield "kind"
    if any(not is_isbn(number) for number in reference.isbn) or any(map(is_isbn, reference.issn)):
        yield from ("issn", "isbn")
    if any(";" in keyword for keyword in reference.keywords):
        yield "keywords"


def _is_guessed(reference: Reference) -> bool:
    """Whether the type of work that is written is not the reference's own."""
    return written_kind(reference) != reference.kind


def _value_lines(tag: str, value: str) -> Iterator[str]:
    """A value's lines; a line that looks like a tag is indented, so that it continues the value."""
    if value:
        first, *more = value.split("\n")
        yield _line(tag, first)
        yield from (f"  {line}" if _TAG.match(line) else line for line in more)


def _line(tag: str, text: str) -> str:
    return f"{tag}  - {text}"
