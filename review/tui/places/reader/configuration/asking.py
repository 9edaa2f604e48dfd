"""What the configuration line asks for before anything is stored: one of several by its key, or some of the roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

NUMBERS = "123456789"
"""The keys of things to choose from, in order."""


class Waits(StrEnum):
    """What the next role is chosen for: evidence against its element, what qualifies it, or another element."""

    AGAINST = "against"
    QUALIFIES = "qualifies"
    ANOTHER = "another"


class Option(NamedTuple):
    """Something to choose by its `key`; without a `text` it is not listed."""

    key: str
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice between `options`; `take` goes on with the value of the chosen one and returns what was done, in words.

    `hint` says what options are that are not listed. `of_codes`: the values are codes, also those without an option.
    """

    what: str
    options: Sequence[Option]
    take: Callable[[str], str]
    hint: str = ""
    of_codes: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """Some roles, chosen by their keys (`keys`: role by key)."""

    keys: Mapping[str, str]
    chosen: frozenset[str] = field(default_factory=frozenset)


class Asking:
    """What is asked now (`asked`), and what the next role is chosen for (`waits`); one at a time."""

    def __init__(self) -> None:
        self.asked: Choice | Roles | None = None
        self.waits: Waits | None = None

    def cancel(self) -> None:
        """Ask and wait for nothing."""
        self.asked = self.waits = None

    def ask(self, what: Choice | Roles) -> str:
        """Ask for something; nothing was done, so nothing is to be reported."""
        self.asked, self.waits = what, None
        return ""

    def wait(self, what: Waits) -> None:
        """Choose the next role for something; the same again cancels it."""
        self.asked, self.waits = None, None if self.waits is what else what

    @property
    def answers(self) -> Mapping[str, str]:
        """What can be answered: values by their keys."""
        if isinstance(self.asked, Roles):
            return self.asked.keys
        return {one.key: one.value for one in self.asked.options} if self.asked else {}

    def answer(self, key: str) -> str:
        """Answer by one of the keys; returns what was done, in words, which may be nothing yet."""
        value = self.answers[key]
        if isinstance(self.asked, Roles):
            self.asked = Roles(self.asked.keys, self.asked.chosen ^ {value})
            return ""
        return self.take(value)

    def take(self, value: str) -> str:
        """Answer a choice by a value; returns what was done, in words."""
        asked, self.asked = self.asked, None
        return asked.take(value) if isinstance(asked, Choice) else ""


def numbered(texts: Iterable[tuple[str, str]]) -> list[Option]:
    """Options by number, from (value, text); those after the ninth have no key."""
    return [Option(key, text, value) for key, (value, text) in zip(NUMBERS, texts, strict=False)]
