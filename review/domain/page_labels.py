"""Page labels, the page numbers as printed: how they count up, and how a citation gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from review.domain.texts.roman import LARGEST, from_roman, to_roman
from review.domain.wording.one_line import on_one_line

LONGEST = 40
"""The most characters of a label."""

NONE_PRINTED = "-"
"""Typed for pages without a printed number."""

_COUNTED = re.compile(r"(.*?)([0-9]+)", re.DOTALL)
_ROMAN = re.compile(r"(|.*[^A-Za-z0-9])([ivxlcdm]+|[IVXLCDM]+)", re.DOTALL)
_DASH = "–"


class LabelError(ValueError):
    """A text cannot be a page label, or cannot be counted up; the message says why."""


def checked(typed: str) -> str:
    """A label as typed, with single spaces; ``--`` means the dash of ``10–11``, which few keyboards have.

    Raises:
        LabelError: it is empty, too long, or has characters that cannot be printed.
    """
    label = on_one_line(typed.replace("--", _DASH))
    if not label:
        raise LabelError("give the page number as printed")
    if not label.isprintable():
        raise LabelError("a page number cannot have control characters")
    if len(label) > LONGEST:
        raise LabelError(f"a page number has at most {LONGEST} characters; this has {len(label)}")
    return label


def counted_up(first: str, count: int) -> tuple[str, ...]:
    """The labels of `count` pages that follow each other, from `first` on.

    Numbers, arabic or roman, count up; so does the last part of ``A-1`` and ``3-12``. Two printed pages on one page of the PDF
    count by two: ``10–11``, ``12–13``. After ``-`` all labels are empty: no page has a printed number.

    Raises:
        LabelError: `first` cannot be a label, or cannot be counted up that far.
    """
    first = checked(first)
    if first == NONE_PRINTED:
        return ("",) * count
    if not any(map(str.isalnum, first)):
        raise LabelError(
            f"“{first}” has no letter or digit: write what is printed on the page, such as 347 or xii, or - for no number"
        )
    if count == 1:
        return (first,)
    if len(numbers := printed_numbers(first)) > 1:
        labels = [_DASH.join(_next(number, step) for number in numbers) for step in range(0, 2 * count, 2)]
    else:
        labels = [_next(first, step) for step in range(count)]
    return tuple(map(checked, labels))


def printed_numbers(label: str) -> tuple[str, ...]:
    """The numbers in a label: one, or two that follow each other, of two printed pages on one of the PDF (``10–11``).

    A hyphen is part of a number: ``3-12`` is one.
    """
    one, _, other = label.partition(_DASH)
    try:
        return (one, other) if _next(one, 1) == other else (label,)
    except LabelError:
        return (label,)


def _next(label: str, step: int) -> str:
    """The label that many printed pages later."""
    if number := _COUNTED.fullmatch(label):
        return f"{number[1]}{int(number[2]) + step:0{len(number[2])}d}"
    if (roman := _ROMAN.fullmatch(label)) and (value := from_roman(roman[2])):
        if value + step > LARGEST:
            raise LabelError(f"roman numbers end at {LARGEST}")
        later = to_roman(value + step)
        return roman[1] + (later if roman[2].islower() else later.upper())
    raise LabelError(f"'{label}' cannot be counted up: it does not end with a number; set one page at a time")


def shown(label: str) -> str:
    """A label from a file, as one line without control characters."""
    return "".join(c for c in on_one_line(label) if c.isprintable())


def in_citation(label: str, number: int) -> str:
    """How a citation gives a page: ``p. 347``, or ``PDF p. 3`` for a page of the PDF without a printed number."""
    label = shown(label)
    if not label:
        return f"PDF p. {number}"
    return f"{'pp.' if len(printed_numbers(label)) > 1 else 'p.'} {label}"


def range_in_citation(pages: Sequence[tuple[str, int]]) -> str:
    """How a citation gives consecutive pages, each by label and number: ``pp. 3–4``.

    ``PDF pp. 3–4`` where one of them has no printed number; the number once where all have the same.
    """
    (first, start), (last, end) = pages[0], pages[-1]
    first, last = shown(first), shown(last)
    if start != end and not (first and last):
        return f"PDF pp. {start}{_DASH}{end}"
    if first == last:
        return in_citation(first, start)
    return f"pp. {printed_numbers(first)[0]}{_DASH}{printed_numbers(last)[-1]}"


def paragraphs_in_citation(paragraphs: tuple[int, int]) -> str:
    """How a citation gives the first and last paragraph of a passage in a text without pages: ``para. 12``, ``paras 12–14``."""
    first, last = paragraphs
    return f"para. {first}" if first == last else f"paras {first}{_DASH}{last}"


def passage_in_citation(pages: Sequence[tuple[str, int]], paragraphs: tuple[int, int] | None) -> str:
    """How a citation gives where a passage is: by its paragraphs in a text without pages, else as `range_in_citation`."""
    return paragraphs_in_citation(paragraphs) if paragraphs else range_in_citation(pages)


def pdf_pages(page: int, through: int) -> str:
    """Pages of the PDF: ``PDF p. 5``, ``PDF pp. 5–40``."""
    return range_in_citation([("", page), ("", through)])


def listed(labels: Sequence[str]) -> str:
    """Consecutive labels, shortened to the first two and the last: ``1, 2 … 36``."""
    if not any(labels):
        return "no printed number"
    return ", ".join(labels) if len(labels) <= 3 else f"{labels[0]}, {labels[1]} … {labels[-1]}"


def in_words(page: int, through: int, labels: Sequence[str]) -> str:
    """Which labels were set on pages of the PDF: ``PDF pp. 5–40: 1, 2 … 36``; without `labels` they were cleared."""
    return f"{pdf_pages(page, through)}: {listed(labels) if labels else 'cleared'}"
