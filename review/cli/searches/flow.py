"""The command flow: the flow of records, and what is stated about it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size

from review.cli.command import SHORT, Command, Result, acknowledged
from review.domain.searches.flow import Box, BoxCount, Flow, FlowCheck
from review.domain.searches.wording import (
    BOX_NAMES,
    advice,
    against_earlier_in_words,
    counted_rule,
    differing_in_words,
    sides_in_words,
    undecided_in_words,
    unseen_in_words,
)
from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.project import Project
from review.synthesis.identified import IDENTIFIED
from review.views.searching.flow import FlowShown

_STATE = "state"
MINUS = "−"
_WITHOUT_TERMINAL = (100, 24)
_USAGE = (
    "`review flow state BOX N --because T` needs a box, a number (or not-reported, or computed) and a reason"
)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "act", nargs="?", choices=[_STATE], help="state how many are in a box, as it happened elsewhere"
    )
    parser.add_argument("box", nargs="?", metavar="BOX", help=f"with state: one of {', '.join(Box)}")
    parser.add_argument(
        "n",
        nargs="?",
        metavar="N",
        help="with state: the number, not-reported, or computed (what is counted)",
    )
    parser.add_argument("--list", action="store_true", help="the boxes as a list, not drawn")
    parser.add_argument("--because", metavar="T", help="with state: where the number comes from")


def _flow(project: Project, options: Namespace) -> Result:
    if options.act:
        if options.n is None or options.because is None:
            raise ReviewError(_USAGE)
        done = project.flow.state(options.box, options.n, options.because)
        return acknowledged(done.event, f"{done.event[:SHORT]}  {done.message}")
    if options.because is not None:
        raise ReviewError("--because belongs to `review flow state`")
    flow = project.flow.read()
    shown = _boxes(flow) if options.list or not _can_be_drawn() else _drawn(project, flow)
    return Result(
        FlowShown.of(flow),
        [*shown, *_in_no_box(flow), "", *map(_rule, flow.checks), *advice(flow)],
    )


def _in_no_box(flow: Flow) -> Sequence[str]:
    """The records that the boxes leave out, by where they are."""
    waiting = f"In no box yet: {places}" if (places := undecided_in_words(flow)) else ""
    named = unseen_in_words(flow), differing_in_words(flow), against_earlier_in_words(flow)
    return [line for line in (waiting, *named) if line]


def _can_be_drawn() -> bool:
    """Whether the output has the signs of frames and arrows."""
    try:
        "┌│▶".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _drawn(project: Project, flow: Flow) -> Sequence[str]:
    """The flow as wide as the terminal."""
    from review.export.figures.flow import FlowPicture

    criteria = {criterion.id: criterion.text for criterion in project.theory.map.criteria}
    return FlowPicture(flow, criteria).text(get_terminal_size(_WITHOUT_TERMINAL).columns).splitlines()


def _boxes(flow: Flow) -> Iterator[str]:
    """The boxes with their parts, ways of identification that found nothing left out, and the studies."""
    for box, count in flow.boxes.items():
        if count.n != 0 or count.computed or box not in IDENTIFIED:
            yield f"{BOX_NAMES[box]}: {_number(count)}"
            yield from (f"    {name}: {_known(n)}" for name, n in count.by.items())
            yield from (f"    stated apart: {one}" for one in count.apart)
    yield f"Studies: {flow.studies:,}, of {counted(flow.reports, 'report')}"


def _number(count: BoxCount) -> str:
    """What a box has, with what was counted beside it where that differs."""
    reason = f" ({count.reason})" if count.reason else ""
    beside = f"; {_known(count.computed)} computed" if count.computed not in (None, count.n) else ""
    return f"{_known(count.n)}{reason}{beside}"


def _rule(check: FlowCheck) -> str:
    """A rule with whether it holds, and by how much it fails."""
    state = "FAILS " if check.fails else "stated" if check.is_outside else "holds " if check.ok else "open  "
    known = f": {sides_in_words(check)}" if check.left is not None or check.right is not None else ""
    rule = counted_rule(check)
    return f"{state}   {rule if _can_be_drawn() else rule.replace(MINUS, '-')}{known}"


def _known(n: int | None) -> str:
    return "not reported" if n is None else f"{n:,}"


COMMANDS = (
    Command(
        "flow",
        "the flow of records from the searches to what is included, and whether it adds up",
        _flow,
        _arguments,
        looks=lambda options: not options.act,
    ),
)
