"""What a command is, and how its result is printed."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from review.project import Project


@dataclass(frozen=True)
class Result:
    """What a command has to say: `data` for ``--json``, `lines` for people, and the exit code."""

    data: Mapping[str, Any]
    lines: Sequence[str] = ()
    code: int = 0


@dataclass(frozen=True)
class Command:
    """One verb: `arguments` declares its arguments, `run` does it. `needs_project` False: `run` gets no project."""

    name: str
    help: str
    run: Callable[..., Result]
    arguments: Callable[[ArgumentParser], None] | None = None
    needs_project: bool = True

    def __call__(self, options: Namespace) -> Result:
        """Run the command, on the project that the options name."""
        if not self.needs_project:
            return self.run(options)
        project = Project.open(options.project, options.reviewer)
        try:
            for notice in project.notices:
                say(notice)
            return self.run(project, options)
        finally:
            project.close()


def acknowledged(event: str, message: str) -> Result:
    """The result of an act."""
    return Result({"event": event}, [message])


def printable(text: str) -> str:
    """Text with nothing in it that a terminal would obey; newlines and tabs stay."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def say(message: str, file: TextIO | None = None) -> None:
    """A line for people, on standard error unless `file` is given."""
    print(printable(message), file=file or sys.stderr)


def show(result: Result, as_json: bool) -> int:
    """Print a result and return its exit code."""
    if as_json:
        json.dump(result.data, sys.stdout, ensure_ascii=True, indent=2, default=str)
        print()
    else:
        for line in result.lines:
            say(line, sys.stdout)
    return result.code
