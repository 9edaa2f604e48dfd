"""Commands about passages: code, recode, uncode, reject, done."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from review.cli.command import Command, Result, acknowledged, record_argument
from review.cli.passages import named_stances, place, place_arguments
from review.domain import EvidenceStatus, Stance
from review.domain.wording.short_id import short_id
from review.errors import ReviewError
from review.project import Project
from review.views.codings import Coded


def _code_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument(
        "codes",
        nargs="+",
        metavar="CODE[=STANCE]",
        help="theories, rival framings or sub-themes, by id, with the passage's stance toward each",
    )
    place_arguments(parser)
    _stance_arguments(parser, "the stance toward codes that are given without one (default: bears-on)")
    parser.add_argument(
        "--status", choices=[str(status) for status in EvidenceStatus], help="where the claim comes from"
    )
    parser.add_argument("--memo", default="", metavar="T", help="a memo on the coding")


def _stance_arguments(parser: ArgumentParser, meaning: str) -> None:
    parser.add_argument("--stance", choices=[str(stance) for stance in Stance], help=meaning)
    parser.add_argument(
        "--same-stance",
        action="store_true",
        help="a theory and its own rival may have one stance other than bears-on",
    )


def _code(project: Project, options: Namespace) -> Result:
    record = project.records.find(options.record)
    named = named_stances(options.codes)
    start, end = place(project, record, options)
    coding = project.coding.code(
        record,
        list(named),
        start,
        end,
        stance=options.stance or Stance.BEARS_ON,
        stances={code: stance for code, stance in named.items() if stance},
        same_stance=options.same_stance,
        status=options.status,
        memo=options.memo,
    )
    line = f"{short_id(coding.id)}  {coding.cited_page}  {coding.codes_in_words}: {coding.quote}"
    return Result(Coded.of(coding), [line])


def _coding_argument(parser: ArgumentParser) -> None:
    parser.add_argument("coding", metavar="CODING", help="the beginning of a coding's id")


def _recode_arguments(parser: ArgumentParser) -> None:
    _coding_argument(parser)
    parser.add_argument(
        "codes",
        nargs="*",
        metavar="CODE[=STANCE]",
        help="the codes that replace the present ones, with the passage's stance toward each",
    )
    _stance_arguments(
        parser,
        "the stance toward codes that are given without one, or toward all if none is given"
        " (default: codes that the coding has keep theirs, new ones get bears-on)",
    )
    parser.add_argument(
        "--status", choices=[str(status) for status in EvidenceStatus], help="where the claim comes from"
    )


def _recode(project: Project, options: Namespace) -> Result:
    if not (options.codes or options.stance or options.status):
        raise ReviewError("nothing to change; give codes, --stance or --status")
    named = named_stances(options.codes)
    done = project.coding.recode(
        options.coding,
        list(named) or None,
        stance=options.stance,
        stances={code: stance for code, stance in named.items() if stance},
        same_stance=options.same_stance,
        status=options.status,
    )
    return acknowledged(done.event, done.message)


def _uncode(project: Project, options: Namespace) -> Result:
    done = project.coding.uncode(options.coding)
    return acknowledged(done.event, done.message)


def _reject_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument("code", metavar="CODE", help="the suggested code")
    place_arguments(parser)


def _reject(project: Project, options: Namespace) -> Result:
    record = project.records.find(options.record)
    done = project.coding.reject(record, options.code, *place(project, record, options))
    return acknowledged(done.event, done.message)


def _done_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    place_arguments(parser)


def _done(project: Project, options: Namespace) -> Result:
    record = project.records.find(options.record)
    whole = options.quote is None and options.span is None
    done = (
        project.coding.done(record)
        if whole
        else project.coding.done(record, *place(project, record, options))
    )
    return acknowledged(done.event, done.message)


COMMANDS = (
    Command("code", "put codes on a passage", _code, _code_arguments),
    Command("recode", "change a coding's codes, stances or status", _recode, _recode_arguments),
    Command("uncode", "remove a coding", _uncode, _coding_argument),
    Command("reject", "reject a suggested code", _reject, _reject_arguments),
    Command("done", "mark a passage, or the whole document, as done", _done, _done_arguments),
)
