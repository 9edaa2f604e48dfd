"""Who wrote a letter: named in its head or under its closing words, not the person to whom it is addressed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from review.documents.layout.lines import Line, PageLines
from review.documents.metadata.body_names import names_body
from review.documents.metadata.bylines import family_first, names_in

_DEAR = re.compile(
    r"(?:dear|sehr geehrte[rs]?|liebe[rs]?|madame|monsieur|estimad[oa]s?)\b.{2,80}[:,]", re.IGNORECASE
)
_CLOSING = re.compile(
    r"(?:yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?|(?:best|kind) regards|respectfully(?: submitted)?|mit freundlichen grüßen|cordialement|atentamente),?",
    re.IGNORECASE,
)
_LINES_OF_SIGNATURE = 5
_LINES_OF_HEAD = 30


def is_letter(lines: Sequence[Line]) -> bool:
    """Whether a page addresses a person: ``Dear Senator Quay:``."""
    return any(_DEAR.fullmatch(line.text.strip()) for line in lines[:_LINES_OF_HEAD])


def letter_writers(pages: Sequence[PageLines]) -> list[str]:
    """The names in the head of a letter, else under its closing words, as ``Family, Given``; not of the person addressed."""
    first = [line.text.strip() for line in pages[0].lines[:_LINES_OF_HEAD]]
    addressed = next(index for index, text in enumerate(first) if _DEAR.fullmatch(text))
    for text in first[:addressed]:
        if names := _names(text, first[addressed]):
            return names
    for page in pages:
        texts = [line.text.strip() for line in page.lines]
        for index, text in enumerate(texts):
            if _CLOSING.fullmatch(text):
                below = texts[index + 1 : index + 1 + _LINES_OF_SIGNATURE]
                return [name for line in below for name in _names(line, first[addressed])]
    return []


def _names(text: str, dear: str) -> list[str]:
    """The names of a line of nothing else, unless it is a body's or one is in the words that address somebody."""
    names, share = ([], 0.0) if names_body(text) else names_in(text)
    families = [family_first(name) for name in names] if share == 1 else []
    return [] if any(name.partition(",")[0].casefold() in dear.casefold() for name in families) else families
