"""Contents pages: lines with dots before a page number, and lines under ``Contents`` that end in rising numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from review.documents.layout.blocks import CONTENTS_LINE
from review.documents.layout.paragraphs import Paragraph

_NAME = re.compile(
    r"(?:table of )?contents(?: page)?|inhalt(?:sverzeichnis)?|table des matières|sommaire|tabla de contenidos?|índice(?: general)?|sumário"
    r"|indice(?: generale)?|inhoud(?:sopgave)?",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:^|(?<=[\s.…·_]))(?:(?P<page>\d{1,4})|[ivxlc]{1,6}|[IVXLC]{1,6}|[A-Z\d]{1,2}-\d{1,4})$"
)
_LEADERS = ".…·_"
_FEWEST_LEADERS = 12
_SHARE_OF_LEADERS = 0.4
_FEWEST = 4
_SHARE_OF_LINES = 0.3
"""A title may take several lines, of which the last has the number."""

_MOST_BETWEEN = 3
_LONGEST_BETWEEN = 150
"""Names of parts, of lists of tables and the like stand between the entries."""


def is_contents_name(text: str) -> bool:
    """Whether a line is nothing but the name of a contents page."""
    return bool(_NAME.fullmatch(text.strip(" .:")))


def contents_end(text: str) -> int:
    """Where the contents-page lines of a paragraph end (including the space after them); 0 without such lines."""
    lines = list(CONTENTS_LINE.finditer(text))
    if not lines:
        return 0
    rest = text[lines[-1].end() :]
    return len(text) - len(rest.lstrip())


def is_leaders(text: str) -> bool:
    """Whether a paragraph is mostly rows of dots, as on contents pages whose page numbers are drawn apart."""
    dots = sum(map(text.count, _LEADERS))
    return dots >= _FEWEST_LEADERS and dots >= _SHARE_OF_LEADERS * (len(text) - text.count(" "))


def contents_pages(paragraphs: Sequence[Paragraph]) -> set[int]:
    """The indexes of the paragraphs that are entries of a contents page, or stand between them."""
    found: set[int] = set()
    for index, paragraph in enumerate(paragraphs):
        if index not in found and is_contents_name(paragraph.lines[0][1].text):
            found.update(range(index, _end_of_entries(paragraphs, index)))
    return found


def _end_of_entries(paragraphs: Sequence[Paragraph], start: int) -> int:
    """The index after the last paragraph with entries; `start` if there are too few of them."""
    end, count, last, between = start, 0, 0, 0
    for index in range(start, len(paragraphs)):
        lines = [line.text.rstrip() for _, line in paragraphs[index].lines][index == start :]
        entries = _entries(lines, last)
        if entries:
            end, count, between = index + 1, count + len(entries), 0
            last = max((page for page in entries if page), default=last)
        elif lines:
            between += 1
            if between > _MOST_BETWEEN or sum(map(len, lines)) > _LONGEST_BETWEEN:
                break
    return end if count >= _FEWEST else start


def _entries(lines: Sequence[str], last: int) -> list[int]:
    """The page numbers of a paragraph's lines, 0 for those like ``iv`` and ``A-2``; none unless it is all entries.

    They must rise; one alone must not be lower than `last`, the number before. A list of tables begins again.
    """
    matches = [match for line in lines if (match := _PAGE.search(line))]
    if not matches or not _PAGE.search(lines[-1]) or len(matches) < _SHARE_OF_LINES * len(lines):
        return []
    pages = [int(match["page"] or 0) for match in matches]
    plain = [page for page in pages if page]
    rising = all(before <= after for before, after in pairwise(plain))
    return pages if rising and (len(pages) > 1 or not plain or plain[0] >= last) else []
