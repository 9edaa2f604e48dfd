"""What the desk shows beside the prose: what its tokens mean, paragraphs to look at again, material to write from."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from review.domain.act import Coding, Stance
from review.domain.citation import cite
from review.domain.theories.configuration import Configuration
from review.domain.wording.one_line import on_one_line
from review.domain.wording.quoted import quoted
from review.domain.writing.prose import Paragraph, Token


class TokenKind(StrEnum):
    """What a token means."""

    CODING = "coding"
    FRAGMENT = "fragment"
    """A passage in a configuration."""
    RECORD = "record"
    CONFIGURATION = "configuration"


class Resolved(Struct, frozen=True):
    """What a token means.

    A coding or fragment has its quotation (`quote`), the record that it is in, that record's citation (``Rahman, 2016``) and its `pages`
    as they are cited (``p. 12``); a record its citation; a configuration its `label` and `statement`. What does not
    apply is empty. `is_lost`: the record's present text does not have the passage.
    """

    kind: TokenKind
    id: str
    record: str = ""
    citation: str = ""
    pages: str = ""
    quote: str = ""
    label: str = ""
    statement: str = ""
    is_lost: bool = False

    @property
    def in_words(self) -> str:
        """How it will be read: ``“Many providers …” (Rahman, 2016, p. 12)``, ``(Rahman, 2016)``, ``C3``."""
        if self.kind is TokenKind.CONFIGURATION:
            return self.label
        if self.kind is TokenKind.RECORD:
            return f"({self.citation})"
        return f"{quoted(on_one_line(self.quote))} {cite(self.citation, self.pages)}"


class MarkKind(StrEnum):
    """Why a paragraph has to be looked at again."""

    REMOVED = "removed"
    """What it quotes is gone."""
    RECODED = "recoded"
    """What it quotes no longer bears on the theory."""
    MOVED = "moved"
    """The passage is on another page, or reads otherwise, since the file was read again."""
    LOST = "lost"
    """The record's present text does not have the passage."""
    UNKNOWN = "unknown"
    """The token means nothing in this review."""


class Mark(Struct, frozen=True):
    """A paragraph that has to be looked at again, the token in it, and why in a sentence; `line` is the token's, from 1."""

    paragraph: Paragraph
    token: Token
    line: int
    kind: MarkKind
    why: str


class UsablePassage(Struct, frozen=True):
    """A passage to write from, with its stance toward the theory and how its record is cited.

    `is_included`: its record is one of the N. `is_used`: the prose quotes it. `is_lost`: the record's present text does not have it.
    """

    coding: Coding
    citation: str
    stance: Stance
    is_included: bool
    is_used: bool
    is_lost: bool


class UsableConfiguration(Struct, frozen=True):
    """A configuration to write from, with its stance toward the theory.

    `is_used`: the prose names it, or quotes one of its passages.
    """

    configuration: Configuration
    stance: Stance
    is_used: bool


class MaterialPart(Struct, frozen=True):
    """The passages of a theory that are under none of its sub-themes, or those of one sub-theme."""

    code: str
    name: str
    passages: tuple[UsablePassage, ...]


class Material(Struct, frozen=True):
    """What there is to write from on a theory: first its own passages, then those of its sub-themes, and its configurations."""

    code: str
    parts: tuple[MaterialPart, ...] = ()
    configurations: tuple[UsableConfiguration, ...] = ()
