"""The command plan: freeze the plan, and see how much deviates from it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from review.cli.command import Command, Result, acknowledged
from review.domain.wording.counted import counted
from review.domain.wording.moments import minute_of
from review.errors import ReviewError
from review.project import Project
from review.project.theories.plan import after
from review.synthesis.deviations import since_last
from review.views.theories.plan import Plan

_FREEZE = "freeze"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("act", nargs="?", choices=[_FREEZE], help="freeze the plan as it stands")
    parser.add_argument(
        "--note", default="", metavar="T", help="with freeze: for example where it is registered"
    )


def _plan(project: Project, options: Namespace) -> Result:
    if options.act:
        done = project.plan.freeze(options.note)
        return acknowledged(done.event, done.message)
    if options.note:
        raise ReviewError("--note belongs to `review plan freeze`")
    frozen, found = project.plan.frozen(), project.plan.deviations()
    count = since_last(found, frozen)
    lines = [
        f"frozen {minute_of(one.time)} by {one.reviewer}, theory map version {one.version}{after(one)}{f': {one.note}' if one.note else ''}"
        for one in frozen
    ] or ["The plan is not frozen: `review plan freeze`"]
    if frozen:
        before = f", {counted(len(found), 'deviation')} since the first" if len(frozen) > 1 else ""
        lines.append(
            f"{counted(count, 'deviation')} since the last freeze{before}: `review export deviations`"
        )
    return Result(Plan.of(frozen, count, len(found)), lines)


COMMANDS = (
    Command(
        "plan",
        "freeze the plan; later changes are deviations",
        _plan,
        _arguments,
        looks=lambda options: not options.act,
    ),
)
