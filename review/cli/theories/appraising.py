"""Commands that weigh: appraise a source, give a verdict on a theory."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from review.cli.command import SHORT, Command, Result, acknowledged, record_argument
from review.cli.passages import place, place_arguments
from review.domain.theories.appraisal import Level
from review.domain.theories.verdict import VerdictKind
from review.errors import ReviewError
from review.project import Project
from review.project.theories.appraisals import WHOLE_REVIEW


def _appraise_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument(
        "levels",
        nargs="+",
        metavar="DIMENSION=LEVEL",
        help=f"dimensions of the theory map, such as rigour, each with one of {', '.join(Level)}",
    )
    parser.add_argument(
        "--for",
        dest="target",
        metavar="CODE|CMOC",
        help="the theory or configuration that it is appraised for (default: the whole review)",
    )
    parser.add_argument("--because", required=True, metavar="T", help="the reason")
    place_arguments(parser)


def _appraise(project: Project, options: Namespace) -> Result:
    record = project.records.find(options.record)
    is_passage = any(one is not None for one in (options.quote, options.span, options.page))
    if options.target is not None and not options.target.strip():
        raise ReviewError("--for is empty; without it the appraisal is for the whole review")
    done = project.appraisals.appraise(
        record,
        _levels(options.levels),
        options.because,
        target=options.target or WHOLE_REVIEW,
        span=place(project, record, options) if is_passage else None,
    )
    return acknowledged(done.event, f"{done.event[:SHORT]}  {done.message}")


def _levels(typed: Sequence[str]) -> dict[str, str]:
    """Levels by dimension, as typed.

    Raises:
        ReviewError: one is not of the form DIMENSION=LEVEL, or a dimension has two levels.
    """
    found: dict[str, str] = {}
    for one in typed:
        dimension, separator, level = (part.strip() for part in one.partition("="))
        if not separator:
            raise ReviewError(f"'{one}' is not DIMENSION=LEVEL, such as rigour=high")
        if found.setdefault(dimension, level) != level:
            raise ReviewError(f"{dimension} is given two levels, {found[dimension]} and {level}; give it one")
    return found


def _verdict_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="a theory or rival framing")
    parser.add_argument("verdict", metavar="VERDICT", help=f"one of {', '.join(VerdictKind)}")
    parser.add_argument("--caveat", default="", metavar="T", help="what limits the verdict")
    parser.add_argument("--gap", default="", metavar="T", help="the gap in the evidence")


def _verdict(project: Project, options: Namespace) -> Result:
    done = project.verdicts.give(options.code, options.verdict, caveat=options.caveat, gap=options.gap)
    return acknowledged(done.event, f"{done.event[:SHORT]}  {done.message}")


COMMANDS = (
    Command(
        "appraise",
        "appraise a record, or a passage of it, for a theory, a configuration or the review",
        _appraise,
        _appraise_arguments,
    ),
    Command("verdict", "give the verdict on a theory or rival framing", _verdict, _verdict_arguments),
)
