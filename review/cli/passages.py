"""Arguments of commands about passages: where a passage is, and codes with their stances."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from review.domain import Stance
from review.domain.wording.unknown import unknown_name
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
        ReviewError: neither or both ways are used.
        UnknownNameError: its words are not in the text, or more than once.
    """
    if (options.quote is None) == (options.span is None):
        raise ReviewError("give the passage as either --quote TEXT or --span START END")
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
        code, _, name = one.partition("=")
        if "=" in one and name not in tuple(Stance):
            raise UnknownNameError(f"{one}: {unknown_name('stance', name, Stance)}")
        stance = Stance(name) if name else found.get(code)
        if found.get(code) not in (None, stance):
            raise ReviewError(f"{code} is given two stances, {found[code]} and {stance}; give it one")
        found[code] = stance
    return found
