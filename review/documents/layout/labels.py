"""Printed page numbers, from the pages themselves and from the file's page labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from review.domain import LabelSource

_TOKEN = re.compile(r"(?<![\w./:-])(\d{1,5}|[ivxlc]{1,7})(?![\w:/]|\.\d|-\d)")
_IN_CHAPTER = re.compile(r"(?<![\w./:-])(\d{1,2}[-–]|[A-Z]{1,2}[-–]?)(\d{1,4})(?![\w:/]|\.\d|[-–]\d)")
"""Numbers that restart in each chapter, such as 15-44 or A-3."""

_ROMAN = "roman"
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_SUPPORT = 2

Numbering = tuple[int, str]
"""The printed number minus the PDF's page, and its style: a prefix, or roman."""


PageLabel = tuple[str, LabelSource]
"""A page's label, and how it is known."""


def page_labels(file_labels: Sequence[str], margins: Sequence[Sequence[str]]) -> list[PageLabel]:
    """The label of each page and its source; empty where nothing is known.

    Args:
        file_labels: the file's page labels, empty where there are none.
        margins: the texts at the upper and lower edges of each page.

    Printed numbers that rise by one from page to page take precedence; a page between two of them, or before the first,
    gets its number although none is printed there. Other pages get the file's label, unless the file only counts
    its pages: that says nothing about the page numbers that readers see.
    """
    counted = [str(number) for number in range(1, len(file_labels) + 1)]
    known = [""] * len(file_labels) if list(file_labels) == counted else file_labels
    labels = [(label, LabelSource.FILE if label else LabelSource.PDF) for label in known]
    shown = [printed_numbers(texts, page) for page, texts in enumerate(margins, start=1)]
    for first, last, (offset, style) in _stretches(shown):
        for page in range(first, last + 1):
            number = page + offset
            label = to_roman(number) if style == _ROMAN else f"{style}{number}"
            labels[page - 1] = label, LabelSource.PRINTED
    return labels


def printed_numbers(texts: Sequence[str], page: int) -> set[Numbering]:
    """The numberings that fit the texts at a page's edges."""
    found = set()
    for text in texts:
        for token in _TOKEN.findall(text):
            roman = not token[0].isdigit()
            number = from_roman(token) if roman else int(token)
            if number:
                found.add((number - page, _ROMAN if roman else ""))
        found.update((int(number) - page, before) for before, number in _IN_CHAPTER.findall(text))
    return found


def _stretches(shown: Sequence[set[Numbering]]) -> list[tuple[int, int, Numbering]]:
    """Stretches of pages (first, last, from 1) with one numbering, the best supported first, none overlapping."""
    support = Counter(numbering for page in shown for numbering in page)
    pages_of: dict[Numbering, list[int]] = {n: [] for n, count in support.items() if count >= _SUPPORT}
    for page, numberings in enumerate(shown, start=1):
        for numbering in numberings & pages_of.keys():
            pages_of[numbering].append(page)
    taken: set[int] = set()
    stretches = []
    ranked = sorted(pages_of, key=lambda n: (-support[n], n[0] == 0, n[1], abs(n[0])))
    for numbering in ranked:
        pages = [page for page in _dense(pages_of[numbering]) if page not in taken]
        if len(pages) < max(_SUPPORT, _least(len(shown), numbering)):
            continue
        first, last = pages[0], pages[-1]
        while (
            first > 1
            and first - 1 not in taken
            and first - 1 + numbering[0] >= 1
            and _may_reach(shown, first - 1, numbering, first)
        ):
            first -= 1
        while last < len(shown) and last + 1 not in taken and not shown[last]:
            last += 1
        stretches.append((first, last, numbering))
        taken.update(range(first, last + 1))
    return stretches


def _least(pages: int, numbering: Numbering) -> int:
    """How many pages must show a numbering before it is trusted, because margins contain many other numbers."""
    if pages <= 3:
        return 2
    return max(2 if numbering[0] == 0 else 3, pages // 50)


def _dense(pages: list[int]) -> list[int]:
    """The longest part of a rising list of pages without a gap of more than ten."""
    best: list[int] = []
    part: list[int] = []
    for page in pages:
        if part and page - part[-1] > 10:
            part = []
        part.append(page)
        if len(part) > len(best):
            best = list(part)
    return best


def _may_reach(shown: Sequence[set[Numbering]], page: int, numbering: Numbering, first: int) -> bool:
    """Whether a numbering also covers a page before the first page that shows it."""
    return first - page <= 4 and (not shown[page - 1] or page + numbering[0] >= 1)


def from_roman(text: str) -> int:
    """The value of a lower-case roman numeral, 0 if it is not one."""
    number = 0
    for letter, following in zip(text, text[1:] + " ", strict=False):
        value = _ROMAN_DIGITS.get(letter, 0)
        number += -value if value < _ROMAN_DIGITS.get(following, 0) else value
    return number if 0 < number < 400 and to_roman(number) == text else 0


def to_roman(number: int) -> str:
    """A number from 1 to 399 in lower-case roman numerals."""
    written = ""
    for value, letters in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        while number >= value:
            written, number = written + letters, number - value
    return written
