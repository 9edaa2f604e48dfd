"""The command that searches the whole review: find."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from review.cli.command import SHORT, Command, Result, always, whole_number
from review.domain.found import Found, FoundKind
from review.errors import ReviewError
from review.project import Project
from review.project.finding.service import MOST
from review.views.finding import FoundList


def _find_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="words, in any case and without accents; all must occur")
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        choices=[str(kind) for kind in FoundKind],
        help="only what is of this kind (repeat for several)",
    )
    parser.add_argument(
        "--limit", type=whole_number, default=MOST, metavar="N", help=f"how many to list (default: {MOST})"
    )


def _find(project: Project, options: Namespace) -> Result:
    found = project.finding.find(options.text, options.limit, [FoundKind(kind) for kind in options.kind])
    if not found.total and not any(map(str.isalnum, options.text)):
        raise ReviewError("give at least one word to find")
    lines = [_line(one) for one in found.found]
    if found.total > len(found.found):
        lines.append(f"{len(found.found)} of {found.total:,}; --limit N gives more")
    return Result(FoundList.of(found), lines or [f"nothing has all of these words: {options.text}"])


def _line(one: Found) -> str:
    """The kind, what it is, and the words in their surroundings."""
    page = f", {one.cited_page}" if one.cited_page else ""
    is_code = one.id == one.code
    id_ = one.id if is_code else one.id[:SHORT]
    about = " · ".join(filter(None, [one.cmoc, "" if is_code else one.code, f"{one.citation}{page}"]))
    return f"{one.kind:<9} {id_:<{SHORT}} {f'{about}: ' if about else ''}{one.text}"


COMMANDS = (
    Command(
        "find",
        "find words in codings, memos, comments, configurations, appraisals, verdicts, theories, searches and prose",
        _find,
        _find_arguments,
        looks=always,
    ),
)
