"""Finds the words of criteria and suggestions in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from review.domain.texts.characters import TOGETHER_CLASS, composed, has_together, in_pairs
from review.domain.texts.languages import ENGLISH
from review.domain.texts.spans import joined
from review.domain.texts.stemming import STEMMERS, listed_stop_words, stem
from review.theory_map import Criterion

_LETTER = rf"[^\W{TOGETHER_CLASS}]"
"""A character of which words with spaces between them are made."""
_WORD = re.compile(rf"[^\W\d_{TOGETHER_CLASS}]{{6,}}|[{TOGETHER_CLASS}]{{2}}")
"""Longer words, and pairs of Chinese, Japanese or Korean characters."""
_STEMMED = re.compile(rf"{_LETTER}+")
_PIECES = re.compile(f"[{TOGETHER_CLASS}]|[^{TOGETHER_CLASS}]+")
_ONLY_ENGLISH = (ENGLISH,)
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


def criterion_terms(
    criterion: Criterion, others: Iterable[Criterion] = (), languages: Sequence[str] = _ONLY_ENGLISH
) -> tuple[str, ...]:
    """The words to find: the criterion's key terms, or the longer words of its text.

    A word of an exclusion criterion's text that the inclusion criteria among `others` have, too, speaks for neither: "not about
    care homes" beside "about care homes". Key terms were chosen, and count.
    """
    if criterion.key_terms:
        return criterion.key_terms
    words = (word.casefold() for word in _WORD.findall(in_pairs(criterion.text)))
    common = _COMMON.union(*(listed_stop_words(one) for one in languages if one != ENGLISH))
    terms = tuple(dict.fromkeys(word for word in words if word not in common))
    if not criterion.excludes:
        return terms
    included = "\n".join("\n".join((o.text, *o.key_terms)) for o in others if not o.excludes)
    shared = found_terms(included, terms, languages)
    return tuple(term for term in terms if term not in shared)


def term_spans(
    text: str, terms: Iterable[str], languages: Sequence[str] = _ONLY_ENGLISH
) -> list[tuple[int, int]]:
    """The spans of `text` where a term begins a word, to the end of that word.

    In other languages than English, words with the stem of a term are found, too; in Chinese, Japanese and Korean the
    characters of a term wherever they follow each other.
    """
    wanted = tuple(terms)
    pattern = _pattern(wanted, with_together=has_together(text))
    found = [match.span() for match in pattern.finditer(text)] if pattern else []
    stemmed = [one for one in languages if one != ENGLISH and one in STEMMERS]
    for language in stemmed:
        found += _with_stems(text, wanted, language)
    return joined(found) if stemmed else found


@lru_cache(maxsize=512)
def _pattern(terms: tuple[str, ...], *, with_together: bool) -> re.Pattern[str] | None:
    """The expression of the terms in a text; `with_together`: one that has Chinese, Japanese or Korean characters.

    Compiling their ranges takes 3 ms for each expression, and a record is looked through for dozens.
    """
    parts = sorted(
        ((_words_together(term.split()), term.strip()) for term in terms if term.split()), key=_length
    )
    spaced = "|".join(part for part, term in reversed(parts) if not has_together(term[0]))
    together = "|".join(part for part, term in reversed(parts) if has_together(term[0]))
    begins, letter = (rf"(?:\b|(?<=[{TOGETHER_CLASS}]))", _LETTER) if with_together else (r"\b", r"\w")
    # The flag is for the terms only: with it, compiling the ranges of characters takes a hundred times as long.
    begun = rf"{begins}(?i:{spaced}){letter}*" if spaced else ""
    anywhere = f"(?i:{together})" if together else ""
    return re.compile("|".join(filter(None, (begun, anywhere)))) if parts else None


def _length(part: tuple[str, str]) -> int:
    return len(part[0])


def _words_together(words: Sequence[str]) -> str:
    """The regular expression of words with signs and spaces between them, which Chinese, Japanese and Korean need not have."""
    pattern = ""
    for before, word in pairwise(["", *words]):
        between = r"\W*" if has_together(before[-1:] + word[0]) else r"\W+"
        pieces = _PIECES.findall(word) if has_together(word) else [word]
        pattern += (between if before else "") + r"\s*".join(map(re.escape, pieces))
    return pattern


def _with_stems(text: str, terms: Iterable[str], language: str) -> Iterator[tuple[int, int]]:
    """The spans of words with the stems of a term, one after the other."""
    stems, spans = _stems(text, language)
    for term in terms:
        wanted = _stems(term, language)[0]
        for place in range(len(stems) - len(wanted) + 1 if wanted else 0):
            if stems[place] == wanted[0] and stems[place : place + len(wanted)] == wanted:
                yield spans[place][0], spans[place + len(wanted) - 1][1]


@lru_cache(maxsize=512)
def _stems(text: str, language: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The stems of a text's words, and where these are."""
    words = list(_STEMMED.finditer(text))
    return [stem(composed(word[0]).lower(), language) for word in words], [word.span() for word in words]


def places_of(text: str, term: str) -> list[tuple[int, int]]:
    """The spans of a model's term: its words together, else each, since terms omit common words between them."""
    return term_spans(text, (term,)) or term_spans(text, term.split())


def found_terms(text: str, terms: Sequence[str], languages: Sequence[str] = _ONLY_ENGLISH) -> tuple[str, ...]:
    """Those of the terms that occur in `text`."""
    return tuple(term for term in terms if term_spans(text, (term,), languages))


def words_found(
    text: str, criteria: Sequence[Criterion], languages: Sequence[str] = _ONLY_ENGLISH
) -> dict[str, tuple[str, ...]]:
    """The words of each criterion that occur in `text`."""
    return {
        one.id: found_terms(text, criterion_terms(one, criteria, languages), languages) for one in criteria
    }
