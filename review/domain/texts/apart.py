"""Which passages of a document are in parts that claim nothing: glossaries, abbreviations, witnesses, acknowledgements."""

from __future__ import annotations

import re

from review.domain.document import Document, PassageKind

_NAMES = re.compile(
    r"(?:(?:appendix|annex)\s+\w{1,4}\s*[:.–-]?\s*|[\d.]+\s+)?(?:list of |key )?"
    r"(?:glossary|abbreviations|acronyms|acknowledge?ments?|witness(?:es)?|contributors|about the authors?)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 60
_LETTERS = 3
"""A heading of so many characters or fewer is a letter of the alphabet, or some (*A*, *X–Z*), within a glossary."""

_FRONT, _MOST_IN_FRONT = 2 / 3, 5000
"""The share of a text in which such a part has so many characters at most: a box, where the heading after it was not recognised."""


def starts_apart(document: Document) -> frozenset[int]:
    """Where the passages of such parts begin; a part ends at the next heading.

    Of 85 documents, 39 have such parts, most of them acknowledgements, with 1 to 3 per cent of the text; in the reports of
    two inquiries they are 8 and 9 per cent.
    """
    found: set[int] = set()
    until = 0
    for passage in document.passages:
        if passage.kind is not PassageKind.HEADING:
            if passage.start < until:
                found.add(passage.start)
            continue
        name = document.text[passage.start : passage.end].strip()
        if len(name) <= _LONGEST_NAME and _NAMES.match(name):
            in_front = passage.start < _FRONT * document.body_end
            until = passage.end + _MOST_IN_FRONT if in_front else document.body_end
        elif len(name) > _LETTERS:
            until = 0
    return frozenset(found)
