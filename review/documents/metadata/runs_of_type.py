"""Lines on a first page that belong together: of one size and weight, or a cover designed in several sizes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from review.documents.layout.cleaning import clean_text
from review.documents.layout.contents_pages import is_contents_name
from review.documents.layout.lines import Line, is_overprinted
from review.documents.layout.sections import is_section_name
from review.documents.metadata.bylines import has_marks, is_byline, names_in
from review.documents.metadata.not_titles import is_day, is_no_title, is_summary
from review.documents.metadata.organisations import is_body

_RAISED = re.compile(r"\r?\n\s*[\d*†‡§¶#∗]{1,3}$|[*†‡§¶∗]$|(?<=[»«”“’!?])\d{1,2}$")
"""A mark of a note at the end of a line."""

_GOES_ON_WITH = "of|for|to|on|in|with|du|des|de|del|della|für|der|zur|zum"
_GOES_ON = re.compile(
    rf"(?:{_GOES_ON_WITH}) (?:the|a|an|\d+|le|la|les|los|das|die|den)\b|(?:of|du|des|de|del|della|für|zur|zum) |(?-i:(?:{_GOES_ON_WITH})) ",
    re.IGNORECASE,
)
"""How a text begins that goes on from a line above it."""

_INCOMPLETE = re.compile(
    r"(?:[,:;–—&-]|\b(?:and|or|of|to|from|for|on|in|at|with|by|the|a|und|der|die|das|et|de|des|du|la|le|y|del|e|da|do))\s*$",
    re.IGNORECASE,
)
"""How a line ends that goes on."""

_NEXT_LINE = 1.6
_LARGER_STEP = 1.4
_MOST_TITLE_LINES = 14
LONGEST = 400
"""A longer text is not a title."""

_MOST_WORDS = 2
_LOOK_BACK = 3
_TOUCHING = 0.12
_BY = re.compile(r"(?:by|von|par|por|di|av|door)\b\s?:?", re.IGNORECASE)
_BLANK = re.compile(r"[^_]{0,40}_{4,}[_ ]*")
"""A label with a blank to be filled in."""

_ORNAMENT = re.compile(r"^(?:[\u2190-\u27bf][A-Z]?\d? ?)+(?=[^\W\d_])")
"""Arrows, boxes and the like before a title, with the mark of an amendment."""

_MOST_COVER_LINES = 16
_SAME_EDGE = 4.0
_NEXT_IN_BLOCK, _FAR_IN_BLOCK = 2.1, 4.5
_OTHER_SIZE = 1.07
_MOSTLY_NAMES = 0.9
_FEWEST_CHANGES = 2


class Run(NamedTuple):
    """Lines that are set together, and their text."""

    lines: list[Line]
    text: str

    @property
    def size(self) -> float:
        """The largest size of type."""
        return max(line.size for line in self.lines)


def runs_of_type(lines: Sequence[Line], *, is_cover: bool) -> list[Run]:
    """Runs of lines of the same size and weight in the page's main direction, that no other text overlaps.

    Where the page `is_cover`, without running text, lines of several sizes may be one run.
    """
    runs = _plain_runs(lines)
    return _with_blocks(runs, lines) if is_cover and len(lines) <= _MOST_COVER_LINES else runs


def goes_on_from_above(text: str) -> bool:
    """Whether a text begins as one that goes on from a line above it."""
    return bool(_GOES_ON.match(text))


def _plain_runs(lines: Sequence[Line]) -> list[Run]:
    """Runs of lines of the same size and weight in the page's main direction, that no other text overlaps."""
    angle = Counter(line.angle for line in lines).most_common(1)
    straight = [
        line
        for line in lines
        if not line.drawn and line.angle == angle[0][0] and not _BLANK.fullmatch(line.text)
    ]
    runs = [_without_note_on_thesis(part) for run in _runs(straight) for part in _paragraphs(run)]
    return [Run(run, _joined(run)) for run in runs if not is_overprinted(run, straight)]


def _without_note_on_thesis(run: list[Line]) -> list[Line]:
    """A run without a last line in brackets that says what kind of work it is."""
    return (
        run[:-1]
        if len(run) > 1 and is_no_title(run[-1].text.strip(" ()[]")) and run[-1].text[:1] in "(["
        else run
    )


def _with_blocks(runs: list[Run], lines: Sequence[Line]) -> list[Run]:
    """Runs, with those of a designed cover joined: lines of one family of type at one left edge, in several sizes."""
    blocks: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        if blocks and _goes_on_in_block(blocks[-1][-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    joined = [block for block in map(_without_names, blocks) if _is_designed(block)]
    joined = [block for block in joined if not any(_is_cut(run.lines, block) for run in runs)]
    within = {line for block in joined for line in block}
    return [run for run in runs if not within.intersection(run.lines)] + [
        Run(block, _joined(block)) for block in joined
    ]


def _is_cut(run: Sequence[Line], block: Sequence[Line]) -> bool:
    """Whether a part of a run is in a block, and a part is not."""
    return 0 < sum(line in block for line in run) < len(run)


def _goes_on_in_block(last: Line, line: Line) -> bool:
    """Whether a line of a cover goes on from another, perhaps in another size or weight."""
    step = last.baseline - line.baseline
    far = _FAR_IN_BLOCK if line.text[:1].islower() else _NEXT_IN_BLOCK
    sizes = sorted((last.size, line.size))
    alike = (
        _family(last.font) == _family(line.font)
        and last.angle == line.angle == 0
        and sizes[1] <= 2 * sizes[0]
    )
    placed = abs(last.left - line.left) < _SAME_EDGE and 0 < step < far * sizes[1]
    other = is_no_title(line.text) or is_body(line.text) or is_body(last.text) or bool(_BY.match(line.text))
    return alike and placed and not other


def _without_names(block: list[Line]) -> list[Line]:
    """A block without lines that are names at its end."""
    while block and (names_in(block[-1].text)[1] > _MOSTLY_NAMES or is_no_title(block[-1].text)):
        block = block[:-1]
    return block


def _is_designed(block: Sequence[Line]) -> bool:
    """Whether lines are set in clearly different sizes that do not divide them into a title and what belongs to it.

    Sizes go up and down, or nothing in the largest type is more than two words.
    """
    sizes = [line.size for line in block]
    largest = max(sizes, default=0.0)
    if not 1 < len(block) <= _MOST_TITLE_LINES or largest < _OTHER_SIZE * min(sizes):
        return False
    smaller = [size * _OTHER_SIZE < largest for size in sizes]
    changes = sum(before != after for before, after in pairwise(smaller))
    words = [word for line in block if line.size * _OTHER_SIZE >= largest for word in line.text.split()]
    return changes > _FEWEST_CHANGES or len(words) <= _MOST_WORDS


def _family(font: str) -> str:
    """A font's family, without the prefix of a subset, weight and style."""
    return (font.partition("+")[2] or font).split("-")[0].split(",")[0]


def _paragraphs(run: list[Line]) -> Iterable[list[Line]]:
    """The parts of a run between which the space is much larger than within them."""
    steps = [last.baseline - line.baseline for last, line in pairwise(run)]
    narrowest = min((step for step in steps if step > 0.5 * run[0].size), default=0.0)
    begin = 0
    for index, step in enumerate(steps, 1):
        goes_on = run[index - 1].text.rstrip().endswith(("?", ":")) or (
            run[index].text[:1].islower() and goes_on_from_above(run[index].text)
        )
        if step > max(_LARGER_STEP * narrowest, _NEXT_LINE * run[0].size) and not goes_on:
            yield run[begin:index]
            begin = index
    yield run[begin:]


def _runs(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines of the same type size and weight below each other; a few others may be drawn between them."""
    runs: list[list[Line]] = []
    for line in lines:
        for back, run in enumerate(reversed(runs[-_LOOK_BACK:])):
            if _goes_on(run[-1], line) and (back == 0 or _is_next_to(run[-1], line)):
                run.append(line)
                break
        else:
            runs.append([line])
    return runs


def _goes_on(last: Line, line: Line) -> bool:
    return (
        abs(last.size - line.size) < 0.06 * line.size
        and abs(last.baseline - line.baseline) < 2.2 * line.size
        and (last.is_bold == line.is_bold or (last.font == line.font and bool(_RAISED.search(line.text))))
        and not is_contents_name(line.text)
        and not _begins_other(last.text, line.text)
        and not _begins_byline(last, line)
    )


def _begins_other(last: str, text: str) -> bool:
    """Whether a line is a day or the name of a section behind a title that is complete."""
    return not _INCOMPLETE.search(last) and (is_day(text) or is_section_name(text) or is_summary(text))


def _begins_byline(last: Line, line: Line) -> bool:
    """Whether names follow, set in another way than the title or with marks; a title may look like names, too."""
    set_off = last.font != line.font or last.baseline - line.baseline > 1.5 * line.size
    if (
        last.text.isupper()
        and not _INCOMPLETE.search(last.text)
        and not line.text.isupper()
        and names_in(line.text)[1] == 1
    ):
        return True
    return (set_off or has_marks(line.text)) and is_byline(line.text)


def _is_next_to(last: Line, line: Line) -> bool:
    """Whether a line is the rest of another, or closely below it in the same font."""
    step = last.baseline - line.baseline
    beside = abs(step) < 0.1 * line.size and abs(line.left - last.right) < line.size
    below = 0 < step < 1.5 * line.size and line.left < last.right
    return last.font == line.font and (beside or below)


def _joined(run: Sequence[Line]) -> str:
    text, last = "", None
    for line in run[:_MOST_TITLE_LINES]:
        if last and last.baseline == line.baseline and line.left - last.right < _TOUCHING * line.size:
            text = text.removesuffix(" ")
        text += _RAISED.sub("", line.text) + ("" if line.hyphen else " ")
        last = line
    return clean_text(_ORNAMENT.sub("", text), longest=LONGEST)
