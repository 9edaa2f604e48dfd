"""Commands that describe records, codings and codes: facet, memo, comment."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from review.cli.command import SHORT, Command, Result, acknowledged
from review.domain import CommentSource
from review.domain.wording.one_line import on_one_line
from review.project import Project
from review.views.codings import WrittenComment, WrittenMemo


def _facet_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("target", metavar="RECORD|CODING", help="a record or the beginning of a coding's id")
    parser.add_argument("facet", metavar="FACET", help="a facet of the theory map, such as population")
    parser.add_argument(
        "values", nargs="*", metavar="VALUE", help="its values, all of them; none removes the facet"
    )


def _facet(project: Project, options: Namespace) -> Result:
    done = project.annotations.set_facet(options.target, options.facet, options.values)
    return acknowledged(done.event, done.message)


def _memo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help="a record, a coding, a configuration or a code")
    parser.add_argument("text", metavar="TEXT", help="the memo")


def _memo(project: Project, options: Namespace) -> Result:
    done = project.annotations.memo(options.target, options.text)
    return acknowledged(done.event, f"{done.event[:SHORT]}  {done.message}")


def _comment_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="what was said")
    parser.add_argument(
        "--kind", required=True, choices=[str(source) for source in CommentSource], help="who comments"
    )
    parser.add_argument("--who", default="", metavar="W", help="the person or group; not given: not reported")
    parser.add_argument(
        "--date", default="", metavar="D", help="when: 2026-11-28, 2026-11 or 2026; not given: not reported"
    )
    parser.add_argument(
        "--on",
        default="",
        metavar="CODE|RECORD|CODING|CMOC",
        help="what it is about (default: the whole review)",
    )


def _comment(project: Project, options: Namespace) -> Result:
    done = project.annotations.comment(
        options.text, options.kind, who=options.who, when=options.date, on=options.on
    )
    return acknowledged(done.event, f"{done.event[:SHORT]}  {done.message}")


def memo_line(memo: WrittenMemo) -> str:
    """A memo in a line."""
    return f"memo by {memo.reviewer}: {on_one_line(memo.text)}"


def comment_line(comment: WrittenComment) -> str:
    """A comment in a line, with who said it and when."""
    said = ", ".join(part for part in (comment.kind, comment.who, comment.date) if part)
    return f"{comment.comment[:SHORT]}  comment ({said}): {on_one_line(comment.text)}"


COMMANDS = (
    Command("facet", "set the values of a facet on a record or coding", _facet, _facet_arguments),
    Command("memo", "write a memo on a record, a coding, a configuration or a code", _memo, _memo_arguments),
    Command(
        "comment", "write down what a stakeholder, an expert or the team said", _comment, _comment_arguments
    ),
)
