"""The command sample: which records several reviewers decide on, as a pilot or in the random sample."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from review.cli.command import SHORT, Command, Result, acknowledged
from review.errors import ReviewError
from review.project import Project

_PILOT, _GROW, _CLOSE = "pilot", "grow", "close"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "act",
        choices=[_PILOT, _GROW, _CLOSE],
        help="a pilot that all decide on before the stage opens; more records decided twice; or no more of either",
    )
    parser.add_argument(
        "size", nargs="?", type=int, metavar="N", help="with pilot and grow: how many records"
    )
    parser.add_argument(
        "--stage", required=True, help="title-abstract, theory-map or another stage of the theory map"
    )
    parser.add_argument("--reason", default="", metavar="T", help="why; grow and close need it")


def _sample(project: Project, options: Namespace) -> Result:
    if (options.size is None) != (options.act == _CLOSE):
        takes = "no number" if options.act == _CLOSE else "how many records"
        raise ReviewError(f"`review sample {options.act}` takes {takes}; see `review sample --help`")
    if options.act == _CLOSE:
        done = project.team.close(options.stage, options.reason)
    elif options.act == _GROW:
        done = project.team.grow(options.size, options.stage, options.reason)
    else:
        done = project.team.pilot(options.size, options.stage, options.reason)
    return acknowledged(done.event, f"{done.event[:SHORT]}  {done.message}")


COMMANDS = (
    Command(
        "sample",
        "choose at random which records several reviewers decide on: a pilot, more of the sample, or no more",
        _sample,
        _arguments,
    ),
)
