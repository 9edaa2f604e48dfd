"""Arguments of commands about passages: where a passage is, and codes with their stances."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from review.domain import Stance
from review.domain.wording.unknown import meant
from review.errors import ReviewError, UnknownNameError
from review.project import Project


def place_arguments(parser: ArgumentParser) -> None:
    """The options that give a passage by its words or its span."""
    parser.add_argument(
        "--quote", metavar="TEXT", help="the passage's words; white space and line-end hyphens don't matter"
    )
    parser.add_argument(
        "--page", type=int, metavar="N", help="the PDF's page, for a quote that occurs more than once"
    )
    parser.add_argument(
        "--span", type=int, nargs=2, metavar=("START", "END"), help="half-open code points of the text"
    )


def place(project: Project, record: str, options: Namespace) -> tuple[int, int]:
    """The span of the passage that the options give.

    Raises:
        ReviewError: neither or both ways are used, or a page where it is of no use.
        UnknownNameError: its words are not in the text, or more than once.
    """
    if (options.quote is None) == (options.span is None):
        raise ReviewError("give the passage as either --quote TEXT or --span START END")
    if options.span and options.page is not None:
        raise ReviewError("--page goes with --quote; --span says where the passage is already")
    if options.span:
        return options.span[0], options.span[1]
    return project.coding.find_quote(record, options.quote, options.page)


def named_stances(typed: Sequence[str]) -> dict[str, Stance | None]:
    """Codes given as CODE or CODE=STANCE, in order; None for those without a stance.

    Raises:
        ReviewError: a stance is unknown, or a code is given two.
    """
    found: dict[str, Stance | None] = {}
    for one in typed:
        code, sign, name = one.partition("=")
        try:
            stance = meant("stance", name, Stance) if sign else found.get(code)
        except UnknownNameError as error:
            raise UnknownNameError(f"{one}: {error}") from None
        if found.get(code) not in (None, stance):
            raise ReviewError(f"{code} is given two stances, {found[code]} and {stance}; give it one")
        found[code] = stance
    return found
