"""What a memo is about: the line that says so, among those that say from whom it is and to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from review.documents.layout.cleaning import clean_text
from review.documents.layout.lines import Line

_OF_MEMO = re.compile(
    r"(?:to|from|date|cc|subject|re|an|von|datum|betreff|de|à|objet|para|asunto)\s?:", re.IGNORECASE
)
_SUBJECT = re.compile(r"(?:subject|re|betreff|objet|asunto)\s?:\s*", re.IGNORECASE)
_FEWEST_OF_MEMO = 3
_NEXT_LINE = 1.6
_LONGEST = 400


def subject_of_memo(lines: Sequence[Line]) -> str:
    """The text after ``Subject:`` among the lines ``Date:``, ``To:`` and ``From:`` of a first page, or an empty text."""
    if sum(bool(_OF_MEMO.match(line.text)) for line in lines) < _FEWEST_OF_MEMO:
        return ""
    for index, line in enumerate(lines):
        if label := _SUBJECT.match(line.text):
            texts, last = [line.text[label.end() :]], line
            for following in lines[index + 1 :]:
                step = last.baseline - following.baseline
                if not 0 < step < _NEXT_LINE * line.size or _OF_MEMO.match(following.text):
                    break
                texts.append(following.text)
                last = following
            return clean_text(" ".join(texts), longest=_LONGEST)
    return ""
