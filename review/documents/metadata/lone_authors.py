"""Authors who stand alone near a title: a line that is nothing but a name, and what speaks for it being the author's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from itertools import dropwhile, pairwise, takewhile

from review.documents.layout.lines import Line
from review.documents.metadata.bylines import family_first, is_affiliation, is_of_title, names_in
from review.documents.metadata.organisations import is_body

_BY = re.compile(
    r"(?:by|von|par|por|vorgelegt von|eingereicht von|verfasst von|présentée? par|submitted by|written by)\s?:?(?:\s+|$)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:jury|madame|monsieur|mme|docteur|président|supervis\w+|advis[eo]rs?|betreuer\w*|(?:erst|zweit)?gutachter\w*|prof(?:essor\w*|esor\w*)?|examin\w+|directeur|director\w*"
    r"|edit(?:or|ed)\w*|herausgeber\w*|photo\w*|translat\w+|übersetz\w+|designed|to|cc)\b(?:/a)?\W|руководител|рецензент",
    re.IGNORECASE,
)
"""Who somebody is, other than the author: in a name's line or in the line before it."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_LOWER_ARTICLES = (
    "der",
    "die",
    "das",
    "den",
    "dem",
    "des",
    "ein",
    "eine",
    "einer",
    "eines",
    "einem",
    "einen",
)
_ARTICLES = frozenset(
    form
    for word in (*_LOWER_ARTICLES, "zur", "zum", "vom", "im")
    for form in (word, word.capitalize(), word.upper())
)
_ADDRESS = re.compile(r"@|://|www\.|\w\.\w")
"""What words have that are addresses or contain one."""

_PARTS = re.compile(r"\s+[–—|•·-]\s+|\s{2,}")
_DATE = re.compile(r"\s+(?:[^\W\d_]+\s)?(?:19|20)\d\d$")
_DATED = re.compile(r"(?:[^\W_][\w.,-]{0,14}\s){0,4}(?:19|20)\d\d\.?", re.IGNORECASE)
"""A date, perhaps with a place, as under the name of an author."""

_MOST_TEXT = 200_000
_FEWEST_WORDS = 100
_ENOUGH = 3
_NEIGHBOURS = 3
_MOST_OF_COVER = 500
"""More letters than this are text, not a title page or the first slide."""


def ordinary_words(text: str) -> frozenset[str]:
    """The words of a text that it writes in lower case, or (as German does nouns) behind an article: hardly names."""
    words = text[:_MOST_TEXT].split()
    behind = {word for article, word in pairwise(words) if article in _ARTICLES and not _is_address(word)}
    nouns = {match[0].casefold() for word in behind if (match := _WORD.match(word))}
    # Most words are there many times, but are looked at once.
    letters = _WORD.findall(" ".join(word for word in set(words) if not _is_address(word)))
    return frozenset(filter(str.islower, letters)) | nouns


def _is_address(word: str) -> bool:
    """Whether a word is an address or contains one."""
    return ("." in word or "@" in word or ":" in word) and bool(_ADDRESS.search(word))


def are_ordinary(names: Sequence[str], ordinary: AbstractSet[str]) -> bool:
    """Whether at least half of the words of supposed names are words like others in the document."""
    words = [word.casefold() for name in names for word in _WORD.findall(name) if not word.islower()]
    return bool(words) and 2 * sum(word in ordinary for word in words) >= len(words)


def lone_authors(lines: Sequence[Line], title: str, ordinary: AbstractSet[str]) -> list[str]:
    """The names alone on lines below the title, or else above it, as ``Family, Given``; none without enough evidence."""
    upright = sorted(
        (line for line in lines if line.angle == 0 and line.text.strip()),
        key=lambda line: -round(line.baseline),
    )
    heads = [index for index, line in enumerate(upright) if is_of_title(line, title)]
    if not heads:
        return []
    size = max(upright[index].size for index in heads)
    heads = [index for index in heads if upright[index].size > 0.9 * size]
    below, above = upright[heads[-1] + 1 :], upright[: heads[0]][::-1]
    is_cover = sum(len(line.text) for line in upright) < _MOST_OF_COVER
    for side, before in ((below, -1), (above, 1)):
        for index, line in enumerate(side):
            previous = side[index + before] if 0 <= index + before < len(side) else None
            names = _alone(line, previous, ordinary)
            signs = _score(side, index, previous, names, upright[heads[0]], ordinary) if names else 0
            if signs and signs + is_cover >= _ENOUGH:
                rest = side[index + 1 :] if before < 0 else []
                names += [name for more in takewhile(_like(line, ordinary), rest) for name in _names(more)]
                return [family_first(name) for name in dict.fromkeys(names)]
    return []


def presenters(heads: Sequence[str], ordinary: AbstractSet[str]) -> list[str]:
    """The persons whom the running heads of slides name: parts of a head that are names, of no word of the text."""
    for head in heads:
        for part in _PARTS.split(head):
            names, share = names_in(_DATE.sub("", part))
            words = {word.casefold() for name in names for word in _WORD.findall(name)}
            if share == 1 and ordinary.isdisjoint(words):
                return [family_first(name) for name in names]
    return []


def _score(
    side: Sequence[Line],
    index: int,
    previous: Line | None,
    names: Sequence[str],
    head: Line,
    ordinary: AbstractSet[str],
) -> int:
    """The number of things that speak for a line naming the author; the word `by` counts twice."""
    line = side[index]
    named_by = bool(_BY.match(line.text) or (previous and _BY.fullmatch(previous.text.strip())))
    if not named_by and not _is_set_off(line, head):
        return 0
    column = [other for other in side[index + 1 :] if other.left < line.right and line.left < other.right]
    following = [*dropwhile(_like(line, ordinary), column)]
    around = column[:_NEIGHBOURS]
    beside = around[:2] if side[0].baseline < head.baseline else side[max(0, index - _NEIGHBOURS) : index]
    words = {word.casefold() for name in names for word in _WORD.findall(name) if not word.islower()}
    return (
        2 * named_by
        + all(_is_like(other, head) for other in side[:index])
        + all(_is_set_off(line, other) for other in (head, *following[:1]))
        + any(is_affiliation(other.text) for other in around)
        + any(_DATED.fullmatch(other.text.strip()) for other in beside)
        + (len(ordinary) >= _FEWEST_WORDS and ordinary.isdisjoint(words))
    )


def _is_set_off(line: Line, other: Line) -> bool:
    """Whether a line has another font or size than another, or stands well apart from it."""
    apart = abs(line.baseline - other.baseline) > 2 * max(line.size, other.size)
    return line.font != other.font or abs(line.size - other.size) > 0.05 * line.size or apart


def _alone(line: Line, previous: Line | None, ordinary: AbstractSet[str]) -> list[str]:
    """The names in a line of nothing else, unless it or the line before says that they are somebody else's."""
    if _ROLE.search(f"{line.text} ") or (previous and _ROLE.search(f"{previous.text} ")):
        return []
    names = [] if is_body(line.text) else _names(line)
    return [] if are_ordinary(names, ordinary) else names


def _names(line: Line) -> list[str]:
    names, share = names_in(_BY.sub("", line.text.strip(), count=1) if _BY.match(line.text) else line.text)
    return names if share == 1 else []


def _like(first: Line, ordinary: AbstractSet[str]) -> Callable[[Line], bool]:
    """Whether a line has more names in the type of the first."""
    return lambda line: _is_like(line, first) and bool(_alone(line, None, ordinary))


def _is_like(line: Line, other: Line) -> bool:
    """Whether two lines are set in the same type, as the lines of one title are."""
    return line.font == other.font and abs(line.size - other.size) < 0.5
