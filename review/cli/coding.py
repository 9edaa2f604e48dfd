"""Commands about passages: code, recode, uncode, reject, done, memo."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from review.cli.command import Command, Result, acknowledged, record_argument
from review.domain import EvidenceStatus, Stance
from review.errors import ReviewError
from review.project import Project
from review.views.codings import Coded


def _place_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--quote", metavar="TEXT", help="the passage's words; white space and line-end hyphens don't matter"
    )
    parser.add_argument(
        "--page", type=int, metavar="N", help="the PDF's page, for a quote that occurs more than once"
    )
    parser.add_argument(
        "--span", type=int, nargs=2, metavar=("START", "END"), help="half-open code points of the text"
    )


def _place(project: Project, record: str, options: Namespace) -> tuple[int, int]:
    if (options.quote is None) == (options.span is None):
        raise ReviewError("give the passage as either --quote TEXT or --span START END")
    if options.span:
        return options.span[0], options.span[1]
    return project.coding.find_quote(record, options.quote, options.page)


def _code_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument(
        "codes", nargs="+", metavar="CODE", help="theories, rival framings or sub-themes, by id"
    )
    _place_arguments(parser)
    parser.add_argument(
        "--stance",
        choices=[str(stance) for stance in Stance],
        default=str(Stance.BEARS_ON),
        help="the passage's relation to the theory (default: bears-on)",
    )
    parser.add_argument(
        "--status", choices=[str(status) for status in EvidenceStatus], help="where the claim comes from"
    )
    parser.add_argument("--memo", default="", metavar="T", help="a memo on the coding")


def _code(project: Project, options: Namespace) -> Result:
    record = project.records.find(options.record)
    start, end = _place(project, record, options)
    coding = project.coding.code(
        record, options.codes, start, end, stance=options.stance, status=options.status, memo=options.memo
    )
    line = (
        f"{coding.id[:12]}  {coding.cited_page}  {', '.join(coding.codes)} ({coding.stance}): {coding.quote}"
    )
    return Result(Coded.of(coding), [line])


def _coding_argument(parser: ArgumentParser) -> None:
    parser.add_argument("coding", metavar="CODING", help="the beginning of a coding's id")


def _recode_arguments(parser: ArgumentParser) -> None:
    _coding_argument(parser)
    parser.add_argument("codes", nargs="*", metavar="CODE", help="the codes that replace the present ones")
    parser.add_argument(
        "--stance", choices=[str(stance) for stance in Stance], help="the passage's relation to the theory"
    )
    parser.add_argument(
        "--status", choices=[str(status) for status in EvidenceStatus], help="where the claim comes from"
    )


def _recode(project: Project, options: Namespace) -> Result:
    if not (options.codes or options.stance or options.status):
        raise ReviewError("nothing to change; give codes, --stance or --status")
    done = project.coding.recode(
        options.coding, options.codes or None, stance=options.stance, status=options.status
    )
    return acknowledged(done.event, done.message)


def _uncode(project: Project, options: Namespace) -> Result:
    done = project.coding.uncode(options.coding)
    return acknowledged(done.event, done.message)


def _reject_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument("code", metavar="CODE", help="the suggested code")
    _place_arguments(parser)


def _reject(project: Project, options: Namespace) -> Result:
    record = project.records.find(options.record)
    done = project.coding.reject(record, options.code, *_place(project, record, options))
    return acknowledged(done.event, done.message)


def _done_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    _place_arguments(parser)


def _done(project: Project, options: Namespace) -> Result:
    record = project.records.find(options.record)
    whole = options.quote is None and options.span is None
    done = (
        project.coding.done(record)
        if whole
        else project.coding.done(record, *_place(project, record, options))
    )
    return acknowledged(done.event, done.message)


def _memo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help="a record, a coding or a code")
    parser.add_argument("text", metavar="TEXT", help="the memo")


def _memo(project: Project, options: Namespace) -> Result:
    done = project.coding.memo(options.target, options.text)
    return acknowledged(done.event, done.message)


COMMANDS = (
    Command("code", "put codes on a passage", _code, _code_arguments),
    Command("recode", "change a coding's codes, stance or status", _recode, _recode_arguments),
    Command("uncode", "remove a coding", _uncode, _coding_argument),
    Command("reject", "reject a suggested code", _reject, _reject_arguments),
    Command("done", "mark a passage, or the whole document, as done", _done, _done_arguments),
    Command("memo", "write a memo on a record, a coding or a code", _memo, _memo_arguments),
)
