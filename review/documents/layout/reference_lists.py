"""Reference lists: where they end, and which of their paragraphs are entries rather than prose.

Entries are never suggested for coding, but prose must be: what does not look like an entry counts as prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from review.documents.layout.blocks import BlockKind
from review.documents.layout.cleaning import clean_text
from review.documents.layout.sections import section_of

_SIGN = re.compile(
    r"""(?<!\d)(?:1[89]|20)\d\d[a-z]?(?!\d)                # a year
    |\b(?:in\ press|forthcoming|n\.d\.|et\ al\b)
    |\b[A-Z]\.(?=[\s,;:A-Z-]|$)                            # an initial
    |(?<=[^\W\d_]\s)[A-Z]{1,3}(?=[,.;:]|\s\()              # initials after a family name
    |(?<!\d)\d{1,9}\s?\(\d{1,9}[^)]{0,8}\)                 # volume and issue
    |\d\s?:\s?[a-z]?\d+|\bpp?\.\s?\d                       # volume and pages
    |(?<!\d)\d{1,9}\s?[–-]\s?\d+
    |https?:|www\.|\bdoi\b|\b10\.\d{4,}/|PMID|ISBN|[Aa]ccessed|[Rr]etrieved|[Aa]vailable\s(?:at|from|online)
    |\b[Ee]ds?\b|\b[Vv]ol\.|\bNo\.\s?\d|\bIn:""",
    re.VERBOSE,
)
"""Signs of entries that are rare in prose: years, initials, volumes, pages, addresses.

Numbers are bounded because a page may hold hundreds of thousands of digits in a row, each of which would start a search.
"""

_AUTHOR_AND_YEAR = re.compile(r"(?:[—–_-]{2,}|\W{0,3}[^\W\d_].{1,150}?)[,.(]\s?(?:1[89]|20)\d\d[a-z]?[).:,;]")
"""The beginning of an author-date entry; dashes repeat the authors of the previous entry."""

_NUMBERED = re.compile(r"\W?\d{1,3}(?:\.|\]|\s(?=[^\W\d_a-z]))")
_CHARACTERS_FOR_A_SIGN = 130
"""Entries have a sign about every 30 characters, prose of articles every 400 (`benchmarks/references.py`)."""

_SHORT = 80
"""Pieces up to this length, such as the end of an entry on the next page, get the kind of the previous piece."""

_ENTRIES_AFTER_HEADING = 2


class Part(Protocol):
    """A block or a paragraph: its likely kind, and its text or the beginning of it."""

    @property
    def kind(self) -> BlockKind:
        """Its likely kind."""

    @property
    def text(self) -> str:
        """The text."""


class Place(NamedTuple):
    """Where a part of a document is: its section, and whether it is an entry of a reference list."""

    section: str
    is_entry: bool = False


def places_of(parts: Sequence[Part]) -> list[Place]:
    """The place of each part of a document, in reading order.

    A reference list begins with its heading and ends with the next heading that is not followed by entries: lists may
    have subheadings, and chapters, appendices and manuals may continue after their lists.
    """
    places: list[Place] = []
    section, after_entry = "", False
    for index, part in enumerate(parts):
        in_list = section == "references"
        if part.kind is BlockKind.HEADING and not (in_list and looks_like_entry(part.text)):
            section = section_of(clean_text(part.text), section)
            if section == "references" and in_list and not _entries_follow(parts, index):
                section = ""
            after_entry = section == "references"
            places.append(Place(section))
        elif in_list:
            after_entry = part.kind is not BlockKind.CAPTION and looks_like_entry(part.text, after_entry)
            places.append(Place(section, is_entry=True) if after_entry else Place(""))
        else:
            places.append(Place(section))
    return places


def looks_like_entry(text: str, after_entry: bool = False) -> bool:
    """Whether a paragraph has too many signs of an entry to be prose.

    A short or numbered paragraph that follows an entry (or the heading) of a list is also an entry.
    """
    if after_entry and (len(text) < _SHORT or _NUMBERED.match(text)):
        return True
    signs = len(_SIGN.findall(text)) + 2 * bool(_AUTHOR_AND_YEAR.match(text))
    return signs * _CHARACTERS_FOR_A_SIGN >= len(text)


def _entries_follow(parts: Sequence[Part], index: int) -> bool:
    """Whether the first parts of text after a heading are entries."""
    following = list(_texts_after(parts, index))
    return bool(following) and all(looks_like_entry(part.text) for part in following)


def _texts_after(parts: Sequence[Part], index: int) -> Iterator[Part]:
    found = 0
    for part in parts[index + 1 : index + 8]:
        if part.kind is not BlockKind.HEADING and found < _ENTRIES_AFTER_HEADING:
            found += 1
            yield part
