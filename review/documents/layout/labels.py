"""Page labels: the page numbers as printed, read off the pages and never guessed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from review.documents.layout.lines import PageLines
from review.documents.layout.number_forms import Standing
from review.documents.layout.numberings import Numberings, Rule, rule_of, same_place
from review.documents.layout.page_numbers import Shown, counting_numbers
from review.domain import LabelSource
from review.domain.texts.roman import to_roman

PageLabel = tuple[str, LabelSource]
"""A page's label, and how it is known."""

_NOTHING: PageLabel = ("", LabelSource.PDF)
_DASH = "–"
_NEAR = 3
"""How far from a run a number may be that the run leads to."""
_NEIGHBOURS = 6
_FARTHEST = 20
"""The most numbers between one that is read without a run and the next or last one."""
_WRITTEN = 600
"""The characters in the document's usual type that a page of its text has, which covers do not have."""


def page_labels(pages: Sequence[PageLines], body: float) -> list[PageLabel]:
    """The label of each page and its source; empty where nothing is known.

    A label is printed where the number is on the page and counts with those of other pages at the same place, or where
    the pages before and behind follow one rule. Numbers that follow no rule are not labels. The file's own labels count
    where no page shows another number, unless the file only counts its pages. `body` is the document's usual type size.
    """
    shown = counting_numbers(pages)
    printed = _Printed(pages, shown, Numberings(shown, body))
    return _with_file_labels(pages, printed.labels(), printed.before_runs())


class _Printed:
    """The labels that the pages of a document show."""

    def __init__(
        self, pages: Sequence[PageLines], shown: Sequence[Sequence[Shown]], numberings: Numberings
    ) -> None:
        self._pages = pages
        self._shown = shown
        self._numberings = numberings
        self._runs = numberings.believed()
        self._rules: dict[int, Rule] = {}
        self._read: dict[int, list[Shown]] = {}
        self._pages_read: list[int] = []
        self._halves: defaultdict[Rule, set[int]] = defaultdict(set)
        for run in self._runs:
            for page, numbers in run.shown.items():
                self._set(page, run.rule, numbers)

    def labels(self) -> dict[int, str]:
        """The labels by page; pages of which nothing is known are left out."""
        if not self._runs:
            return {}
        self._fill_gaps()
        for more in (self._expected, self._single):
            for page, one in list(more()):
                self._set(page, rule_of(one), [one])
        self._fill_gaps()
        self._counted_in_total()
        self._first_pages()
        for page, numbers in self._read.items():
            self._halves[self._rules[page]] |= {one.half for one in numbers}
        return {page: self._label(page) for page in self._rules}

    def before_runs(self) -> dict[int, str]:
        """The number before the first of each run, by its page, if there is one."""
        firsts = [(run.first - 1, run) for run in self._runs if run.rule[1] == 1]
        return {page: _written(run.rule[0], run.number(page)) for page, run in firsts if run.number(page) > 0}

    def _set(self, page: int, rule: Rule, numbers: list[Shown]) -> None:
        self._rules[page] = rule
        self._read[page] = numbers

    def _fill_gaps(self) -> None:
        """Gives pages between two of one rule their numbers, unless such a page shows another one there."""
        self._pages_read = sorted(self._read)
        for before, after in pairwise(sorted(self._rules)):
            rule = self._rules[before]
            if rule == self._rules[after]:
                for page in range(before + 1, after):
                    expected = _written(rule[0], rule[1] * page + rule[2])
                    follows = any(rule_of(one) == rule for one in self._shown[page - 1])
                    if follows or all(_misread(other, expected) for other in self._others(page, rule)):
                        self._rules[page] = rule

    def _others(self, page: int, rule: Rule) -> list[str]:
        """The numbers that a page shows where pages nearby have theirs, and that do not follow the rule."""
        return [
            one.printed
            for one in self._shown[page - 1]
            if (one.standing > Standing.WITHIN_TEXT or self._numberings.is_repeated(one))
            and one.style == rule[0]
            and not one.half
            and rule_of(one) != rule
            and self._is_at_place(one)
        ]

    def _near(self, page: int) -> Iterator[Shown]:
        """The numbers that were read on the nearest pages with one."""
        place = bisect_left(self._pages_read, page)
        for near in self._pages_read[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]:
            yield from self._read[near]

    def _expected(self) -> Iterator[tuple[int, Shown]]:
        """Numbers, anywhere at the edges of pages before or behind a run, that the run leads to."""
        for page, numbers in enumerate(self._shown, start=1):
            if page not in self._rules:
                near = range(page - _NEAR, page + _NEAR + 1)
                rules = {self._rules[number] for number in near if number in self._rules}
                for one in numbers:
                    is_head = one.rank == 0 and (one.edge > 0 or one.left is None)
                    clear = is_head or one.standing >= Standing.ALONE or self._numberings.is_repeated(one)
                    if clear and rule_of(one) in rules:
                        yield page, one
                        break

    def _single(self) -> Iterator[tuple[int, Shown]]:
        """Numbers of single pages at the place of a run, that rise from the page before and to the page behind."""
        labelled = [0, *sorted(self._rules), len(self._shown) + 1]
        for before, after in pairwise(labelled):
            style, lowest, highest = self._between(before, after)
            for page in range(before + 1, after):
                rising = (
                    one
                    for one in self._shown[page - 1]
                    if lowest < one.value < highest
                    and min(one.value - lowest, highest - one.value) <= _FARTHEST
                )
                fitting = (one for one in rising if one.style == style and not one.half)
                if one := next((one for one in fitting if self._is_at_place(one)), None):
                    lowest = one.value
                    yield page, one

    def _is_at_place(self, one: Shown) -> bool:
        return any(same_place(one, other) for other in self._near(one.page))

    def _between(self, before: int, after: int) -> tuple[str, int, int]:
        """The style of numbers that may stand between two labelled pages, and between which numbers they are.

        Before the first run they are of the front matter, and at most as many as there are pages.
        """
        first, second = self._rules.get(before), self._rules.get(after)
        if first is None:
            return "i", 0, after
        if second is None or not first[:2] == second[:2] == (first[0], 1):
            return "", 0, 0
        return first[0], before + first[2], after + second[2]

    def _counted_in_total(self) -> None:
        """Gives the other pages their numbers where a run says how many pages there are, and the file has as many."""
        for run in self._runs:
            totals = {one.total for numbers in run.shown.values() for one in numbers if one.total}
            if totals == {len(self._pages)} and run.rule == ("", 1, 0):
                for page in range(1, len(self._pages) + 1):
                    self._rules.setdefault(page, run.rule)

    def _first_pages(self) -> None:
        """Gives the page before a run its number where that page says so or is plainly the first page of its text."""
        first_of_style: dict[str, int] = {}
        for page, (style, *_) in self._rules.items():
            first_of_style[style] = min(page, first_of_style.get(style, page))
        for run in self._runs:
            page = run.first - 1
            number = run.number(page)
            if page < 1 or number < 1 or page in self._rules or run.rule[1] != 1:
                continue
            if self._others(page, run.rule):
                continue
            if number != 1 and first_of_style[run.rule[0]] < page:
                continue
            if self._says_range(page, number, run.number(run.last)) or _is_text_like(
                self._pages[page - 1], self._pages[page]
            ):
                self._rules[page] = run.rule

    def _says_range(self, page: int, number: int, last: int) -> bool:
        """Whether a page has the range from its number to the last one of the run, as first pages of articles have."""
        for match in re.finditer(rf"(?<!\d){number}\s?[-–—]\s?(\d+)(?!\d)", _text(self._pages[page - 1])):
            if str(last).endswith(match[1]):
                return True
        return False

    def _label(self, page: int) -> str:
        """The label of a page: as it is printed, or as its run would print it.

        Where only the left or only the right one of two printed pages ever has a number, it is the label.
        """
        style, step, offset = rule = self._rules[page]
        halves = self._halves[rule]
        read = {one.value: one.printed for one in self._read.get(page, ()) if rule_of(one) == rule}
        first = step * page + offset
        numbers = range(first + (halves == {1}), first + step - (halves == {-1}))
        return _DASH.join(read.get(number) or _written(style, number) for number in numbers)


def _written(style: str, number: int) -> str:
    if style == "i":
        return to_roman(number)
    return to_roman(number).upper() if style == "I" else f"{style}{number}"


def _misread(printed: str, expected: str) -> bool:
    """Whether a number of several digits is another one but for one digit: text recognition misreads or misses some."""
    if len(expected) < 2 or abs(len(printed) - len(expected)) > 1:
        return False
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(printed, expected, strict=False)))
    ends = {(printed[shared + a :], expected[shared + b :]) for a, b in ((1, 1), (1, 0), (0, 1))}
    return any(rest == other for rest, other in ends)


def _text(page: PageLines) -> str:
    return "\n".join(line.text for line in page.lines)


def _styles(page: PageLines) -> Counter[tuple[str, float]]:
    """How many characters of a page are in each font and size."""
    styles: Counter[tuple[str, float]] = Counter()
    for line in page.lines:
        styles[line.font.rpartition("+")[2], round(line.size)] += len(line.text)
    return styles


def _is_text_like(page: PageLines, other: PageLines) -> bool:
    """Whether a page has much text in the type of another one."""
    styles = _styles(other)
    return bool(styles) and _styles(page)[max(styles, key=styles.__getitem__)] >= _WRITTEN


def _with_file_labels(
    pages: Sequence[PageLines], printed: dict[int, str], before_runs: dict[int, str]
) -> list[PageLabel]:
    """The printed labels, and the file's where they can be trusted: without any printed ones, and on pages before runs.

    Elsewhere a program for layout has counted covers and empty pages, too.
    """
    of_file = {page.number: page.label for page in pages if page.label}
    says_nothing = any(
        all(of_file.get(page.number) == str(page.number * step + start) for page in pages)
        for step, start in ((1, 0), (1, -1), (0, 1))
    )
    if says_nothing or any(of_file.get(page, label) != label for page, label in printed.items()):
        of_file = {}
    labels = []
    for page in pages:
        if label := printed.get(page.number):
            labels.append((label, LabelSource.PRINTED))
        elif (label := of_file.get(page.number, "")) and (
            not printed or label == before_runs.get(page.number)
        ):
            labels.append((label, LabelSource.FILE))
        else:
            labels.append(_NOTHING)
    return labels
