"""The command conflicts: where reviewers disagree, the criteria that were changed because of it, and where coders differ."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from review.cli.command import SHORT, Command, Result, acknowledged
from review.domain.wording.counted import counted
from review.domain.wording.explained import explained
from review.domain.wording.moments import day_of
from review.domain.wording.named import named
from review.domain.wording.one_line import first_words, on_one_line
from review.domain.wording.quoted import quoted
from review.errors import ReviewError
from review.project import Project
from review.views.records import StandingSettlement
from review.views.team.conflicts import (
    CodedDifferently,
    CodingDifferences,
    ConflictingDecision,
    ConflictList,
    ListedConflict,
    TiedCriterion,
)

_TIE = "tie"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "act", nargs="?", choices=[_TIE], help="tie a conflict to a criterion that was changed because of it"
    )
    parser.add_argument(
        "record", nargs="?", metavar="RECORD", help="with tie: a record where reviewers disagree"
    )
    parser.add_argument(
        "criterion", nargs="?", metavar="CRITERION", help="with tie: a criterion of the stage"
    )
    parser.add_argument("--stage", metavar="S", help="only those of a stage; with tie: the stage")
    parser.add_argument("--settled", action="store_true", help="with those that were settled")
    parser.add_argument(
        "--codings", action="store_true", help="where coders differ on overlapping passages instead"
    )
    parser.add_argument(
        "--because", default="", metavar="T", help="with tie: what of the conflict changed it"
    )
    parser.add_argument("--off", action="store_true", help="with tie: remove the tie")


def _conflicts(project: Project, options: Namespace) -> Result:
    if options.act:
        return _tie(project, options)
    if options.because or options.off:
        raise ReviewError("--because and --off belong to `review conflicts tie`")
    if options.codings:
        if options.stage or options.settled:
            raise ReviewError("--codings goes without --stage and --settled: codings belong to no stage")
        return _codings(project)
    found = [
        ListedConflict.of(
            one,
            project.conflicts.criteria(one),
            project.records.cited(one.record),
            project.records.get(one.record).title,
        )
        for one in project.conflicts.all(options.stage or "", settled=options.settled)
    ]
    none = "No conflicts that you may see." if options.settled else "No open conflicts that you may see."
    lines = [line for one in found for line in _lines(one)]
    return Result(ConflictList(conflicts=tuple(found)), lines or [none])


def _tie(project: Project, options: Namespace) -> Result:
    if options.criterion is None or not options.stage:
        raise ReviewError("`review conflicts tie RECORD CRITERION --stage S` needs all three")
    if options.settled or options.codings:
        raise ReviewError("--settled and --codings list conflicts; `review conflicts tie` goes without them")
    done = project.conflicts.tie(
        project.records.find(options.record),
        options.stage,
        options.criterion,
        because=options.because,
        off=options.off,
    )
    return acknowledged(done.event, f"{done.event[:SHORT]}  {done.message}")


def _lines(one: ListedConflict) -> Iterator[str]:
    """A conflict: the record and the stage, each side, what settled it, and the criteria."""
    yield f"{one.record[:SHORT]}  {one.citation}, {named(one.stage)}: {on_one_line(one.title)}"
    yield from (f"   {reviewer}: {_side(made)}" for reviewer, made in one.by.items())
    if one.settled:
        yield f"   settled as {_settled(one.settled)}"
    if one.settled_apart:
        yield f"   settled apart, in another copy, as {_settled(one.settled_apart)}; settle it again to say which counts"
    yield from (f"   tied to {_tied(tie)}" for tie in one.ties)
    tied = {tie.criterion for tie in one.ties}
    if others := [name for name in one.reworded if name not in tied]:
        yield f"   changed since: {', '.join(others)}"


def _settled(one: StandingSettlement) -> str:
    by = f" by {', '.join(one.criteria)}" if one.criteria else ""
    return f"{one.decision}{by} by {one.reviewer}: {on_one_line(one.reason)}"


def _side(made: ConflictingDecision) -> str:
    by = f" by {', '.join(made.criteria)}" if made.criteria else ""
    waits = f" for {', '.join(made.theories)}" if made.theories else ""
    said = on_one_line("; ".join(explained(made.overrides, made.note)))
    return f"{made.decision}{by}{waits} ({day_of(made.time)}){f': {said}' if said else ''}"


def _tied(tie: TiedCriterion) -> str:
    change = (
        ""
        if tie.before == tie.now
        else f": {quoted(on_one_line(tie.before))} became {quoted(on_one_line(tie.now))}"
    )
    said = f" ({on_one_line(tie.because)})" if tie.because else ""
    return f"{tie.criterion}{change}{said}"


def _codings(project: Project) -> Result:
    found = CodingDifferences.of(
        (one, project.records.cited(one.record)) for one in project.conflicts.of_codings()
    )
    lines = [line for one in found.codings for line in _difference_lines(one)]
    return Result(found, lines or ["No coders differ on overlapping passages that you may see."])


def _difference_lines(one: CodedDifferently) -> Iterator[str]:
    """A place where coders differ: in what, then each coding there."""
    differ = [f"code{'s' if len(one.codes) > 1 else ''} {', '.join(one.codes)}"] if one.codes else []
    differ += [f"stance toward {', '.join(one.stances)}"] if one.stances else []
    yield f"{one.record[:SHORT]} {one.start} {one.end}  {one.citation}: {counted(len(one.by), 'coder')} differ in {'; '.join(differ)}"
    for coding in one.codings:
        codes = ", ".join(f"{code} ({named(stance)})" for code, stance in coding.stances.items())
        memo = f" memo: {on_one_line(coding.memo)}" if coding.memo else ""
        yield f"   {coding.reviewer}: {codes}  {coding.cited_page}: {quoted(first_words(coding.quote))}{memo}"


COMMANDS = (
    Command(
        "conflicts",
        "list where reviewers disagree, or tie a conflict to a criterion that was changed because of it",
        _conflicts,
        _arguments,
    ),
)
