"""The flow and PRISMA-S's items as lines of a width."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from review.domain.searches.flow import Box, BoxCount, Flow, FlowCheck
from review.domain.searches.prisma import PrismaItem
from review.domain.searches.wording import advice, against_earlier_in_words, counted_rule, sides_in_words
from review.export.figures.flow import NAMES, FlowPicture
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.items.parts import PartLine
from review.tui.widgets.items.wrapped import wrapped

_INDENT = 5
"""The columns before what follows an item's tick and number."""


def flow_lines(flow: Flow, criteria: Mapping[str, str], width: int) -> list[PartLine]:
    """The rules that fail; the flow as it is drawn; then the other rules; then each box as a part, with what was stated of it."""
    drawn = FlowPicture(flow, criteria).text(width).splitlines()
    # A list has lines of so many characters, which may be more cells.
    failing = [line for content in _failing(flow) for line in wrapped(content, width)]
    lines = [*failing, PartLine(Content(""))] if failing else []
    lines += [line for text in drawn for line in wrapped(Content(plain(text)), width)]
    others = [line for content in _others(flow) for line in wrapped(content, width)]
    lines += [PartLine(Content("")), PartLine(Content.styled("Checks", "bold")), *others] if others else []
    lines += [PartLine(Content("")), PartLine(Content.styled("Boxes", "bold"))]
    for box, count in flow.boxes.items():
        lines += [line for content in _box(box, count) for line in wrapped(content, width, box)]
    return lines


def _box(box: Box, count: BoxCount) -> Iterator[Content]:
    """A box with what is stated of it and why, and what other copies stated."""
    reason = f": {count.reason}" if count.reason else ""
    yield Content.assemble((f"{NAMES[box]}  ", MUTED), plain(f"{stated_in_words(count)}{reason}"))
    for other in count.apart:
        yield Content.styled(plain(f"! stated apart: {other}"), WARNING)


def stated_in_words(count: BoxCount) -> str:
    """What is stated of a box, or that it is computed."""
    if count.stated is None and not count.is_not_reported:
        known = f", {count.computed:,} in what is reported" if count.computed else ""
        return f"not reported{known}" if count.n is None else f"{count.n:,}, computed"
    said = "stated as not reported" if count.stated is None else f"{count.stated:,} stated"
    return said if count.computed is None else f"{said}, {count.computed:,} computed"


def _failing(flow: Flow) -> Iterator[Content]:
    """The rules that fail, and what to do: above the picture, whose numbers they call in question."""
    for check in flow.checks:
        if _state(check) is False:
            yield Content.styled(plain(f"! {counted_rule(check)}{_sides(check)}"), WARNING)
    for line in filter(None, [against_earlier_in_words(flow), *advice(flow)]):
        yield Content.styled(plain(f"  {line}"), MUTED)


def _others(flow: Flow) -> Iterator[Content]:
    """The rules of which a side is not known, then those that hold."""
    for state, sign, style in ((None, "? ", MUTED), (True, "✓ ", "")):
        for check in flow.checks:
            if _state(check) is state:
                yield Content.styled(plain(f"{sign}{counted_rule(check)}{_sides(check)}"), style)


def _state(check: FlowCheck) -> bool | None:
    """Whether it fails (False), holds, or neither is known or to be expected."""
    return False if check.fails else True if check.ok else None


def _sides(check: FlowCheck) -> str:
    """What both sides are, and by how much it fails."""
    if check.left is None and check.right is None:
        return "" if check.ok is False else ": neither is known"
    return f": {sides_in_words(check)}"


def item_lines(items: Sequence[PrismaItem], width: int) -> list[PartLine]:
    """The items, ticked where the log answers them: what each asks for, where it is answered, what the log lacks."""
    done = sum(item.is_reported for item in items)
    lines = wrapped(Content(f"The log answers {done} of {len(items)} items of PRISMA-S."), width)
    for item in items:
        lines.append(PartLine(Content("")))
        tick = "✓" if item.is_reported else "·"
        name = Content.assemble(
            (f"{tick} ", "$text-success" if item.is_reported else MUTED),
            (f"{item.number:>2} {item.name}", "bold"),
            (f": {item.asks}", MUTED),
        )
        first, *more = name.wrap(max(1, width - _INDENT))
        lines += [PartLine(line) for line in (first, *(Content(" " * _INDENT) + one for one in more))]
        said = ([Content(", ".join(map(plain, item.where)))] if item.where else []) + [
            Content.styled(plain(one), WARNING) for one in item.missing
        ]
        for content in said:
            lines += wrapped(content, width, indent=_INDENT)
    return lines
