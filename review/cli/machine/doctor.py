"""The command on what works on this machine: doctor."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator

from review.cli.command import Command, Result
from review.domain.wording.counted import counted
from review.project.machine.examination import examine
from review.project.machine.finding import Finding, State
from review.views.machine.doctor import Examined

_NAMES, _STATES = 13, 15
"""The widths of the first two columns."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--server", action="store_true", help="also ask the server that the review exchanges with"
    )


def _doctor(options: Namespace) -> Result:
    findings = examine(options.project, ask_server=options.server)
    answer = Examined.of(findings)
    return Result(answer, list(_lines(findings)), code=0 if answer.ok else 1)


def _lines(findings: Iterable[Finding]) -> Iterator[str]:
    wrong = 0
    for one in findings:
        wrong += one.state is State.PROBLEM
        said = f"{one.found}; {one.advice}" if one.advice else one.found
        yield f"{one.check:<{_NAMES}}{one.state.in_words:<{_STATES}}{said}"
    yield ""
    yield f"{counted(wrong, 'problem')} found." if wrong else "No problem found."


COMMANDS = (
    Command(
        "doctor",
        "say what works on this machine, and what to do about the rest",
        _doctor,
        _arguments,
        needs_project=False,
    ),
)
