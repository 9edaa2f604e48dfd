"""Which lines of first pages are running text: paragraphs, whose dates and type sizes do not describe the document."""

from __future__ import annotations

from collections.abc import Sequence

from review.documents.layout.lines import Line

_FEWEST_LINES = 4
_WIDEST_STEP = 1.7
_FULL = 0.75
_MOSTLY_FULL = 0.6


def running_text(lines: Sequence[Line]) -> set[Line]:
    """The lines of paragraphs: four or more of one size, not bold, closely below each other, most of them of the full width."""
    found: set[Line] = set()
    block: list[Line] = []
    for line in [*lines, None]:
        if line and block and _goes_on(block[-1], line):
            block.append(line)
            continue
        widest = max((one.width for one in block), default=0.0)
        full = sum(one.width > _FULL * widest for one in block)
        if len(block) >= _FEWEST_LINES and not block[0].is_bold and full >= _MOSTLY_FULL * len(block):
            found.update(block)
        block = [line] if line else []
    return found


def _goes_on(last: Line, line: Line) -> bool:
    step = last.baseline - line.baseline
    alike = last.angle == line.angle and last.is_bold == line.is_bold and abs(last.size - line.size) < 0.5
    return alike and 0 < step < _WIDEST_STEP * line.size
