"""The command that prints and replaces the prose of the desk."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from review.cli.command import Command, Result, whole_number
from review.cli.saying import say
from review.domain.wording.counted import counted
from review.domain.writing.desk import Mark
from review.domain.writing.prose import Prose
from review.errors import ReadingError, ReviewError
from review.project import Project
from review.project.writing.service import LONGEST
from review.sandbox.regular_file import read_text
from review.views.writing import WrittenProse

_MOST_BYTES = 4 * LONGEST


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "code",
        metavar="CODE",
        help="a theory, a rival framing, or a section: introduction, findings, discussion, limitations, conclusions",
    )
    parser.add_argument(
        "--file", metavar="FILE", help="replace the prose with the text of a file (-: of standard input)"
    )
    parser.add_argument(
        "--version",
        type=whole_number,
        metavar="N",
        help="print an earlier version (default: the present one)",
    )


def _desk(project: Project, options: Namespace) -> Result:
    desk = project.desk
    if options.file is not None and options.version is not None:
        raise ReviewError("--file writes a new version, --version prints one; give one of them")
    if options.version is not None:
        version = desk.version(options.code, options.version)
        return Result(WrittenProse.earlier(desk.prose(options.code), version), [version.text])
    if options.file is None:
        prose, marks = desk.prose(options.code), desk.marks(options.code)
        _report(prose, marks)
        return Result(WrittenProse.now(prose, marks), [prose.text] if prose.text else [])
    done = desk.write(options.code, _text_of(options.file))
    marks = desk.marks(options.code)
    answer = WrittenProse.now(desk.prose(options.code), marks)
    return Result(answer, [done.message, *map(_line, marks)])


def _report(prose: Prose, marks: Sequence[Mark]) -> None:
    """Say beside the text, which may go to a file, what there is to know about it."""
    if not prose.version:
        say(f"nothing is written on {prose.code} yet; `review desk {prose.code} --file FILE` writes it")
    if prose.others:
        former = [code for code in dict.fromkeys(prose.written_on) if code]
        kinds = ["apart"] if "" in prose.written_on else []
        kinds += [f"on {code}, which is {prose.code} now" for code in former]
        say(
            f"{counted(len(prose.others), 'other text')} on {prose.code}, written {'; '.join(kinds)}"
            " (`--json`: others); writing again replaces all"
        )
    for mark in marks:
        say(_line(mark))


def _line(mark: Mark) -> str:
    token = f"[@{mark.token.name}]"
    return f"line {mark.line}: {mark.why if mark.why.startswith(token) else f'{token}: {mark.why}'}"


def _text_of(name: str) -> str:
    """The text of a file, or of standard input.

    Raises:
        ReadingError: it cannot be read, is too large, or is not UTF-8.
    """
    if name != "-":
        return read_text(Path(name), _MOST_BYTES)
    data = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise ReadingError(f"standard input: has more than {_MOST_BYTES // 10**6} MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadingError(f"standard input:{line}: not UTF-8") from error


COMMANDS = (
    Command(
        "desk",
        "print or replace the prose on a theory or in a section of the report, with the paragraphs to look at again",
        _desk,
        _arguments,
    ),
)
