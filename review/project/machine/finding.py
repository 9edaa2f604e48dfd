"""What was found out about one thing that the program needs or can use."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

LONGEST = 300
"""What comes from the environment, such as the name of a folder, is no longer than this in a line."""


class State(StrEnum):
    """Whether something works; the values are those of ``--json``."""

    WORKS = "works"
    NOT_INSTALLED = "not-installed"
    NOT_CHECKED = "not-checked"
    PROBLEM = "problem"

    @property
    def in_words(self) -> str:
        """The state as it is printed."""
        return self.value.replace("-", " ")


class Finding(Struct, frozen=True):
    """One thing.

    Attributes:
        check: what it is called in every answer.
        state: whether it works. What is not installed is not a problem: nobody has to have it.
        found: what was found, in one line.
        advice: what to do, or empty.
    """

    check: str
    state: State
    found: str
    advice: str = ""


def works(check: str, found: str, advice: str = "") -> Finding:
    """Something that works."""
    return Finding(check, State.WORKS, one_line(found), one_line(advice))


def lacking(check: str, found: str, advice: str) -> Finding:
    """Something that can be installed."""
    return Finding(check, State.NOT_INSTALLED, one_line(found), one_line(advice))


def unchecked(check: str, found: str, advice: str = "") -> Finding:
    """Something that cannot be found out, or was not asked for."""
    return Finding(check, State.NOT_CHECKED, one_line(found), one_line(advice))


def problem(check: str, found: str, advice: str = "") -> Finding:
    """Something that does not work as it should."""
    return Finding(check, State.PROBLEM, one_line(found), one_line(advice))


def one_line(text: str) -> str:
    """A text in one line of a usual length."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
