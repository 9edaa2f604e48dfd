"""Authors, from metadata or from the names under the title, to be confirmed by a reviewer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from review.documents.layout.cleaning import clean_text
from review.documents.layout.lines import Line

_MARK = r"\d¹²³⁰⁴-⁹*†‡§¶#^∗"
_MARKS = re.compile(rf"[{_MARK}]+(?:\s?,\s?[{_MARK}a-z](?![a-z]))*|\((?:[a-z\d]|corresponding author)\)")
_RAISED = re.compile(r"\r\n[a-z](?:,\s?[a-z])*(?=\r|\s*(?:[,;&]|$|and\b))")
"""Letters that refer to affiliations, raised and touching a name (see `join_pieces`)."""

_SEPARATOR = re.compile(r"\s*(?:[,;&·•|]|\b(?:and|AND)\b|\bwith\b)\s*")
_DEGREE = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z][A-Za-z.]{1,7}|Prof\.?|Jr\.?")
_TITLES = re.compile(r"^(by|dr|prof|professor|mr|mrs|ms|sir|dame|author[s]?:?)\.?\s+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’‐-]*(?:\s[^\W\d_][\w.'’‐-]*){1,4}")
_PARTICLES = {
    "van",
    "von",
    "de",
    "der",
    "den",
    "del",
    "della",
    "di",
    "da",
    "dos",
    "du",
    "la",
    "le",
    "el",
    "al",
    "bin",
    "ten",
    "ter",
}
_NOT_NAMES = re.compile(
    r"\b(university|department|institute|school|college|hospital|centre|center|research|health|abstract|introduction"
    r"|report|journal|council|the|of|for|in|on|to|study|access|open|trust|commission|government|foundation|services?"
    r"|index|references?|manual|guides?|guidelines?|handbook|tutorial|edition|appendix|documentation|release|glossary"
    r"|group|team|limited|ltd|inc|press|review|inquiry|document|version|guidance|plan|total|paper|contents|part|page"
    r"|table|figure|project|directors?|editors?|quality|behaviour|change|policy|response|recommendations?|volume"
    r"|module|overview|summary|annual|national|united|england|house|commons|committee|ministry|secretary|office"
    r"|agency|authority|association|society|network|alliance|care|social|mental|public|nhs|uk|who|engagement)\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d{3}|\d\.\d")
"""Numbers that are not affiliation marks; tables and dates have them, bylines do not."""

_FAMILY_FIRST = re.compile(r"[A-ZÀ-Þ][\w'’-]+, (?:[A-ZÀ-Þ][\w'’.-]*\s?){1,3}")
_AFFILIATION = re.compile(r"university|department|institute|school|college|hospital|@|\bby\b", re.IGNORECASE)
_BY = re.compile(r"by\s", re.IGNORECASE)
_MOSTLY = 0.8
_MOST_AUTHORS = 60
_LINES_BELOW_TITLE = 14
_MOST_BYLINE = 6
_SHORTEST_WORDS = 4


def family_first(name: str) -> str:
    """``Family, Given`` for a name in either order; a single word is returned as it is."""
    name = clean_text(name, longest=120).strip(" ,.;")
    if "," in name:
        family, _, given = name.partition(",")
        return f"{family.strip()}, {given.strip()}" if given.strip() else family.strip()
    words = name.split(" ")
    if len(words) < 2:
        return name
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"


def authors_of_metadata(values: Sequence[str]) -> list[str]:
    """The persons in a file's author entries as ``Family, Given``; none if the entry is a program or a place."""
    if len(values) == 1 and (";" in values[0] or values[0].count(",") != 1 or " and " in values[0]):
        values = values[0].split(";") if ";" in values[0] else _SEPARATOR.split(values[0])
    names = [_MARKS.sub("", clean_text(value, longest=120)).strip() for value in values]
    found = [family_first(name) for name in names if name and " " in name and not _NOT_NAMES.search(name)]
    return found[:_MOST_AUTHORS] if len(found) > len(names) / 2 else []


def is_byline(text: str) -> bool:
    """Whether a text is nothing but the names of several persons, or of one after ``by``."""
    names, share = _names(text)
    return share > _MOSTLY and (len(names) > 1 or bool(names and _BY.match(text)))


def has_marks(text: str) -> bool:
    """Whether a text has marks that refer to affiliations or notes."""
    return bool(_MARKS.search(text) or _RAISED.search(text))


def byline(lines: Sequence[Line], title: str) -> list[str]:
    """The names in the lines under the title on the first page; none if those lines do not look like names."""
    start = _after_title(lines, title)
    names: list[str] = []
    taken = 0
    if start and _is_family_first(lines[start : start + 1]):
        return [family_first(lines[start].text)]
    for line in lines[start : start + _LINES_BELOW_TITLE]:
        found, share = _names(line.text)
        if share >= 0.6 and found:
            names += found
            taken += 1
            if taken >= _MOST_BYLINE:
                break
        elif names:
            break
    if len(names) == 1 and not any(
        _AFFILIATION.search(line.text) for line in lines[start : start + _LINES_BELOW_TITLE]
    ):
        return []
    return list(dict.fromkeys(family_first(name) for name in names))[:_MOST_AUTHORS]


def _is_family_first(line: Sequence[Line]) -> bool:
    """Whether the line under the title is one name with the family name first, as on repository cover sheets."""
    return any(_FAMILY_FIRST.fullmatch(one.text.strip()) and not _NOT_NAMES.search(one.text) for one in line)


def lines_above(lines: Sequence[Line], title: str) -> list[str]:
    """The lines above the title on the first page, where organisations are named; none without the title."""
    upright = [line for line in lines if line.angle == 0]
    heads = [line.baseline for line in upright if _is_of_title(line, title)]
    return [line.text.strip() for line in upright if heads and line.baseline > max(heads)]


def _is_of_title(line: Line, title: str) -> bool:
    words = _plain(line.text)
    return len(words) > _SHORTEST_WORDS and words in _plain(title)


def _plain(text: str) -> str:
    """The letters and digits of a text, ignoring case."""
    return re.sub(r"\W", "", text).casefold()


def _after_title(lines: Sequence[Line], title: str) -> int:
    """The index of the first line after the title, 0 if the title is not among the lines."""
    after = 0
    for index, line in enumerate(lines[:60]):
        if _is_of_title(line, title):
            after = index + 1
        elif after:
            break
    return after


def _names(text: str) -> tuple[list[str], float]:
    """The names in a line, and the share of its parts that are names."""
    if _FIGURES.search(text):
        return [], 0.0
    text = _MARKS.sub(",", clean_text(_RAISED.sub(",", text)))
    parts = [_TITLES.sub("", part).strip(" .") for part in _SEPARATOR.split(text)]
    parts = [part for part in parts if len(part) > 1 and not _DEGREE.fullmatch(part)]
    names = [part for part in parts if _is_name(part)]
    return names, len(names) / len(parts) if parts else 0.0


def _is_name(text: str) -> bool:
    if len(text) > 50 or not _NAME.fullmatch(text) or _NOT_NAMES.search(text):
        return False
    words = text.split(" ")
    return (
        len(words) in (2, 3)
        if text.isupper()
        else all(word[0].isupper() or word.casefold() in _PARTICLES for word in words)
    )
