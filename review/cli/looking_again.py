"""The command recheck: look again at codings that were made under an older wording of their code."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from review.cli.command import SHORT, Command, Result, acknowledged
from review.domain import Stance
from review.domain.theories.looking_again import Waiting
from review.domain.wording.one_line import first_words
from review.domain.wording.quoted import quoted
from review.errors import ReviewError
from review.project import Acknowledgement, Project
from review.views.looking_again import WaitingCodings

_HOLDS, _OFF = "holds", "off"

_WRITE = "write `review recheck [CODE]`, `review recheck CODING CODE holds|off|STANCE|CODE2` or `review recheck CODE --all holds`"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "words",
        nargs="*",
        metavar="[CODE] | CODING CODE holds|off|STANCE|CODE2",
        help="nothing, or a code: list what waits; a coding, its code and: holds, off (the code is removed), another stance, "
        "or the code that the passage belongs to now",
    )
    parser.add_argument(
        "--all", choices=[_HOLDS], help="with CODE: it still holds on every coding that waits, as one act"
    )
    parser.add_argument(
        "--same-stance",
        action="store_true",
        help="a theory and its own rival have one stance other than bears-on, and that is meant",
    )


def _recheck(project: Project, options: Namespace) -> Result:
    words = options.words
    if len(words) == 3 and not options.all:
        done = _looked_at(project, *words, same_stance=options.same_stance)
        return acknowledged(done.event, done.message)
    if len(words) == 1 and options.all:
        done = project.looking_again.all_hold(words[0])
        return acknowledged(done.event, done.message)
    if len(words) > 1 or options.all:
        raise ReviewError(_WRITE)
    found = project.looking_again.queue(*words)
    lines = [_line(project, one) for one in found] or [
        "No coding waits for another look."
        if not words
        else f"No coding waits for another look at {words[0]}."
    ]
    return Result(WaitingCodings.of(found), lines)


def _looked_at(
    project: Project, coding: str, code: str, answer: str, *, same_stance: bool
) -> Acknowledgement:
    again = project.looking_again
    if answer == _HOLDS:
        return again.holds(coding, code)
    if answer == _OFF:
        return again.take_off(coding, code)
    if answer in set(Stance):
        return again.set_stance(coding, code, answer, same_stance=same_stance)
    return again.move(coding, code, answer, same_stance=same_stance)


def _line(project: Project, one: Waiting) -> str:
    coding = one.coding
    cited = f"{project.records.cited(coding.record)}, {coding.cited_page}"
    under = f", made under v{one.made_under}" if one.made_under else ""
    return (
        f"{coding.id[:SHORT]}  {cited}  {one.code} ({coding.stances[one.code]}){under},"
        f" {one.what_changed}: {quoted(first_words(coding.quote))}"
    )


COMMANDS = (
    Command(
        "recheck", "look again at codings made under an older wording of their code", _recheck, _arguments
    ),
)
