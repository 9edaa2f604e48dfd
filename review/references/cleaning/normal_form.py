"""The normal forms of a reference: tidy, as every writer has it, and without markup, as every reader gives it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from review.domain.doi import found_doi
from review.domain.reference import Reference, ReferenceDecision
from review.references.cleaning.markup import without_markup
from review.references.cleaning.people import people, spaced_name
from review.references.text import one_line, page_range, paragraphs

_LISTS = ("keywords", "urls", "issn", "isbn", "labels", "codes")
_LINES = (
    *("title", "kind", "doi", "container", "volume", "issue", "pmid", "language", "organisation"),
    *("key", "source_type", "source_format"),
)
_PRINTED = ("container", "volume", "issue", "language", "organisation")


def tidied(reference: Reference) -> Reference:
    """`reference` with all text cleaned by `one_line` or, for abstract, notes and unknown fields, `paragraphs`."""
    tidy: dict[str, Any] = {name: one_line(getattr(reference, name)) for name in _LINES}
    tidy |= {name: _kept(map(one_line, getattr(reference, name))) for name in _LISTS}
    other = {one_line(name): _kept(map(paragraphs, values)) for name, values in reference.other.items()}
    return replace(
        reference,
        **tidy,
        authors=_kept(map(spaced_name, map(one_line, reference.authors))),
        editors=_kept(map(spaced_name, map(one_line, reference.editors))),
        pages=page_range(reference.pages),
        abstract=paragraphs(reference.abstract),
        notes=_kept(map(paragraphs, reference.notes)),
        decisions=tuple(map(_tidied_decision, reference.decisions)),
        other={name: values for name, values in other.items() if name and values},
    )


def in_normal_form(reference: Reference) -> Reference:
    """`reference` as readers give it: tidied, with people one by one, a bare DOI, and text instead of markup."""
    reference = tidied(reference)
    plain: dict[str, Any] = {name: printed(getattr(reference, name)) for name in _PRINTED}
    return replace(
        reference,
        **plain,
        title=printed_title(reference.title),
        doi=bare_doi(reference.doi),
        authors=people(reference.authors),
        editors=people(reference.editors),
        pages=page_range(printed(reference.pages)),
        abstract=printed_paragraphs(reference.abstract),
        keywords=_kept(map(printed, reference.keywords)),
        notes=_kept(map(printed_paragraphs, reference.notes)),
    )


def printed(text: str) -> str:
    """`text` on one line as by `one_line`, its entities and markup as the text that a reader sees."""
    return one_line(without_markup(text)) if "&" in text or "<" in text else one_line(text)


def printed_title(text: str) -> str:
    """A title as by `printed`; one that is nothing but markup is kept as it is."""
    return printed(text) or one_line(text)


def printed_paragraphs(text: str) -> str:
    """`text` as by `paragraphs`, its entities and markup as the text that a reader sees."""
    return paragraphs(without_markup(text)) if "&" in text or "<" in text else paragraphs(text)


def bare_doi(text: str) -> str:
    """The DOI in `text`; without one, `text` on one line."""
    return found_doi(text).doi or one_line(text)


def _tidied_decision(decision: ReferenceDecision) -> ReferenceDecision:
    return replace(
        decision,
        stage=one_line(decision.stage),
        reviewer=one_line(decision.reviewer),
        reasons=_kept(map(one_line, decision.reasons)),
        note=paragraphs(decision.note),
    )


def _kept(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
