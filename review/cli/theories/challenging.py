"""The command challenge: what may challenge a theory or a configuration, to be coded or marked as looked at."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from review.cli.command import SHORT, Command, Result, acknowledged, whole_number
from review.cli.suggestions import learner_of, say_step
from review.domain.suggestions.model_name import model_in_words
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.one_line import first_words
from review.domain.wording.quoted import quoted
from review.errors import ReviewError
from review.project import Project
from review.project.theories.challenges import Claimed
from review.views.theories.challenges import EvidenceAgainst, PassageAgainst


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "target",
        metavar="CODE|CMOC",
        help="a theory, rival framing or sub-theme, or a configuration by its label or the beginning of its id",
    )
    parser.add_argument(
        "--limit", type=whole_number, default=20, metavar="N", help="maximum number of passages (default: 20)"
    )
    parser.add_argument(
        "--looked-at",
        nargs=3,
        metavar=("RECORD", "START", "END"),
        help="mark a passage as looked at: nothing there is evidence against it",
    )


def _challenge(project: Project, options: Namespace) -> Result:
    target = project.targets.find(options.target)
    if options.looked_at:
        typed, *span = options.looked_at
        done = project.looked_at.mark(target.id, project.records.find(typed), *map(_offset, span))
        return acknowledged(done.event, f"{done.event[:SHORT]}  {done.message}")
    claimed = project.challenges.claimed(target)
    if not (claimed.is_code or claimed.statement or project.configurations.find(target.id).theories):
        raise ReviewError(f"{target.label} has no element and no theory yet: there is nothing to challenge")
    with learner_of(project) as learner:
        queue = learner.against(target.id, options.limit, say_step if sys.stderr.isatty() else lambda _: None)
    found = EvidenceAgainst.of(queue, claimed.looked_at, project.documents.get)
    return Result(found, [*_lines(project, claimed, found)])


def _offset(typed: str) -> int:
    """An offset in a document's text.

    Raises:
        ReviewError: it is something else.
    """
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 12):
        raise ReviewError(
            f"'{typed}' is not an offset; START and END are those that `review challenge` lists"
        )
    return int(typed)


def _lines(project: Project, claimed: Claimed, found: EvidenceAgainst) -> Iterator[str]:
    label = claimed.target.label
    yield f"{label}: {claimed.statement}"
    for passage in found.queue:
        yield _line(project, passage)
    if not found.queue:
        yield (
            f"No passage of the included documents is left to look at for {label}."
            if project.challenges.documents
            else f"No document is included at {named(project.theory.map.last_stage)} yet, and only these are looked through."
        )
    yield f"{label}: {claimed.challenging} {claimed.how}, {counted(claimed.looked_at, 'passage')} looked at with nothing there"
    if found.queue:
        yield f"Suggestions: {model_in_words(found.model)}"


def _line(project: Project, passage: PassageAgainst) -> str:
    return (
        f"{passage.score:.2f}  {passage.record[:SHORT]} {passage.start} {passage.end}  {project.records.cited(passage.record)},"
        f" {passage.cited_page}  {passage.why}: {quoted(first_words(passage.quote))}"
    )


COMMANDS = (
    Command(
        "challenge",
        "list passages that may challenge a theory or configuration, or mark one as looked at",
        _challenge,
        _arguments,
    ),
)
