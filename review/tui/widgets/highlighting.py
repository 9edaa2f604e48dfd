"""Finds the words of criteria and suggestions in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from review.theory_map import Criterion

_WORD = re.compile(r"[^\W\d_]{6,}")
_COMMON = frozenset(
    [
        *(
            "about",
            "include",
            "includes",
            "including",
            "concerns",
            "published",
            "focus",
            "significant",
            "before",
        ),
        *(
            "papers",
            "reports",
            "studies",
            "study",
            "source",
            "sources",
            "journal",
            "record",
            "review",
            "reviews",
        ),
        *("relevant", "relevance", "irrelevant", "sufficient", "insufficient", "sufficiently", "richness"),
        *("people", "theory", "because", "whether", "against", "either", "should", "enough"),
    ]
)


def criterion_terms(criterion: Criterion, others: Iterable[Criterion] = ()) -> tuple[str, ...]:
    """The words to find: the criterion's key terms, or the longer words of its text.

    A word of an exclusion criterion's text that the inclusion criteria among `others` have, too, speaks for neither: "not about
    care homes" beside "about care homes". Key terms were chosen, and count.
    """
    if criterion.key_terms:
        return criterion.key_terms
    words = (word.casefold() for word in _WORD.findall(criterion.text))
    terms = tuple(dict.fromkeys(word for word in words if word not in _COMMON))
    if not criterion.excludes:
        return terms
    included = "\n".join("\n".join((o.text, *o.key_terms)) for o in others if not o.excludes)
    shared = found_terms(included, terms)
    return tuple(term for term in terms if term not in shared)


@lru_cache(maxsize=512)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    parts = sorted((r"\W+".join(map(re.escape, term.split())) for term in terms if term.split()), key=len)
    return re.compile(rf"\b(?:{'|'.join(reversed(parts))})\w{{0,4}}", re.IGNORECASE) if parts else None


def term_spans(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """The spans of `text` where a term begins a word, with endings of up to four letters."""
    pattern = _pattern(tuple(terms))
    return [match.span() for match in pattern.finditer(text)] if pattern else []


def places_of(text: str, term: str) -> list[tuple[int, int]]:
    """The spans of a model's term: its words together, else each, since terms omit common words between them."""
    return term_spans(text, (term,)) or term_spans(text, term.split())


def found_terms(text: str, terms: Sequence[str]) -> tuple[str, ...]:
    """Those of the terms that occur in `text`."""
    return tuple(term for term in terms if term_spans(text, (term,)))
