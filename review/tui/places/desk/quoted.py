"""What a text at the desk quotes: how its tokens will be read, and which of them have to be looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from review.domain.wording.one_line import first_words, on_one_line
from review.domain.wording.quoted import quoted
from review.domain.writing.desk import MarkKind
from review.domain.writing.prose import tokens
from review.errors import UnknownNameError

if TYPE_CHECKING:
    from review.domain.writing.desk import Resolved
    from review.project import Project

PREVIEW = 110
"""The most characters of a quotation or statement that a preview shows; less where there is less room."""

LEAST = 30
"""The fewest."""


def preview_room(width: int) -> int:
    """The cells for a preview in a pane of this width: three lines of it, less what words leave empty at their ends."""
    return 3 * (width - 12)


class Marked(Struct, frozen=True):
    """Something in the prose that has to be looked at again: the place of its token, its line from 1, and why."""

    start: int
    line: int
    why: str


class Look(Struct, frozen=True):
    """The names in the tokens of a text, the ids of what they mean, and those to look at again, each with why."""

    names: tuple[str, ...] = ()
    used: frozenset[str] = frozenset()
    marks: Mapping[str, str] = {}


class Quoted:
    """The tokens of the text that is open; `look` reads them again, as the review is now."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._stored: tuple[tuple[str, int], Mapping[str, str]] = ("", -1), {}
        self._look = Look()

    @property
    def used(self) -> frozenset[str]:
        """The ids of what the text quotes or names."""
        return self._look.used

    def has(self, look: Look) -> bool:
        """Whether this is what was seen of the text last."""
        return self._look == look

    def changed(self, text: str) -> bool:
        """Whether a text has other tokens than the one that was looked at last."""
        return self._look.names != names_in(text)

    def look(self, code: str, text: str) -> None:
        """Look at the tokens of the text on a code."""
        self.take(self.read(code, text))

    def read(self, code: str, text: str) -> Look:
        """What is in the text on a code; may be asked for from any thread."""
        names = names_in(text)
        used = frozenset(found.id for name in names if (found := self.resolved(name)))
        unknown = {token.name: why for token, why in self._project.desk.unknown(text)}
        return Look(names, used, {**unknown, **self._gone(code)})

    def take(self, look: Look) -> None:
        """Have this as what is in the text."""
        self._look = look

    def _gone(self, code: str) -> Mapping[str, str]:
        """Why what the last version quotes has to be looked at again, by the names in its tokens; read again after any act.

        A token that means nothing does so whatever was quoted before.
        """
        state = code, self._project.revision
        if self._stored[0] != state:
            marks = self._project.desk.marks(code)
            known = {mark.token.name: mark.why for mark in marks if mark.kind is not MarkKind.UNKNOWN}
            self._stored = state, known
        return self._stored[1]

    @property
    def marked_names(self) -> frozenset[str]:
        """The names in tokens that have to be looked at again."""
        return frozenset(self._look.marks)

    def marked(self, text: str) -> list[Marked]:
        """What has to be looked at again, in the order of the text as it is now."""
        return [
            Marked(token.start, text.count("\n", 0, token.start) + 1, self._look.marks[token.name])
            for token in tokens(text)
            if token.name in self._look.marks
        ]

    def resolved(self, name: str) -> Resolved | None:
        """What a token with this name means; None if nothing."""
        try:
            return self._project.desk.resolve(name)
        except UnknownNameError:
            return None

    def reading(self, name: str) -> tuple[str, bool]:
        """How a token will be read, as ``“Many …” (Rahman, 2016, p. 12)``, and whether it means anything."""
        found = self.resolved(name)
        return (found.in_words, True) if found else (f"[@{name}]", False)

    def preview(self, token: str, room: int = 4 * PREVIEW) -> str:
        """How a token will be read, in about `room` cells: of a long quotation its first and last words, its citation in full."""
        found = self.resolved(token[2:-1])
        if found is None:
            return self._look.marks.get(token[2:-1], "is not in the review").removeprefix(f"{token} ")
        named = self.named(token)
        most = max(LEAST, min(PREVIEW, room - len(named)))
        if found.statement:
            return f"{found.label}: {first_words(found.statement, most)}"
        words = on_one_line(found.quote)
        if len(words) <= most:
            return found.in_words
        last = words[-(most // 3) :].partition(" ")[2]
        return f"{quoted(f'{first_words(words, most - most // 3)} {last}')} {named}"

    def named(self, token: str) -> str:
        """What a token means in a few words: ``(Rahman, 2016, p. 12)``, ``C3``."""
        found = self.resolved(token[2:-1])
        return (found.label or found.in_words.rpartition("” ")[2]) if found else token


def names_in(text: str) -> tuple[str, ...]:
    """The names in the tokens of a text, in order."""
    return tuple(token.name for token in tokens(text))


def token_at(text: str, place: int) -> str:
    """The token at a place of a text, or else the one that ends there; ``""`` if neither."""
    found = [one for one in tokens(text) if one.start <= place <= one.end]
    return f"[@{found[-1].name}]" if found else ""
