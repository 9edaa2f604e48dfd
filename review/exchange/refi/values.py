"""What a REFI-QDA file holds, as values, which the reader makes, the writer writes, and the project maps to a review.

Ids (`guid`) are in lower case without braces. Texts are normalised (`review.domain.texts.normalised`), and offsets are half-open
code points of them. `user` is the guid of who made something, `time` ISO 8601 in UTC, both empty if the file does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

OWN_ORIGIN = "realist-review"
"""What the `origin` of files begins with that this program wrote."""


class SourceKind(StrEnum):
    """The kinds of sources; only texts and PDFs have passages that can be coded here."""

    TEXT = "text"
    PDF = "pdf"
    PICTURE = "picture"
    AUDIO = "audio"
    VIDEO = "video"


class QdaUser(Struct, frozen=True, kw_only=True):
    """Somebody who worked on the project."""

    guid: str
    name: str


class QdaCode(Struct, frozen=True, kw_only=True):
    """A code; `parent` is the guid of the code that it is under, empty at the top. `notes` are guids of notes."""

    guid: str
    name: str
    parent: str = ""
    description: str = ""
    colour: str = ""
    is_codable: bool = True
    notes: tuple[str, ...] = ()


class QdaCoding(Struct, frozen=True, kw_only=True):
    """A code on a selection or source."""

    guid: str
    code: str
    user: str = ""
    time: str = ""
    notes: tuple[str, ...] = ()


class QdaSelection(Struct, frozen=True, kw_only=True):
    """A passage of a source's text. `name` is often its quotation, cut short; `description` is a comment on it."""

    guid: str
    start: int
    end: int
    name: str = ""
    description: str = ""
    user: str = ""
    time: str = ""
    codings: tuple[QdaCoding, ...] = ()
    notes: tuple[str, ...] = ()


class QdaArea(Struct, frozen=True, kw_only=True):
    """A rectangle on a page of a PDF (from 1), in points from the lower left corner.

    One with the guid of a text selection is about the same passage; then the text selection counts. `text` is what its
    own representation says that it holds.
    """

    guid: str
    page: int
    left: int
    bottom: int
    right: int
    top: int
    name: str = ""
    description: str = ""
    text: str = ""
    user: str = ""
    time: str = ""
    codings: tuple[QdaCoding, ...] = ()
    notes: tuple[str, ...] = ()


class QdaVariable(Struct, frozen=True, kw_only=True):
    """A variable of sources or cases; `kind` is ``Text``, ``Boolean``, ``Integer``, ``Float``, ``Date`` or ``DateTime``."""

    guid: str
    name: str
    kind: str = "Text"
    description: str = ""


class QdaSource(Struct, frozen=True, kw_only=True):
    """A source. `file` names its file (a PDF, or the text itself), empty if that is elsewhere or missing.

    A project that was read has it under this name in the folder of `read_project`, without path and distinct from all others;
    where a PDF is missing but its text is there, it is a text file (``.txt``). `text` is its plain text, None if there is none:
    then offsets are as in the project. `values` are those of variables, by their guid; `codings` are on the whole source.
    `others` counts selections that are neither of text nor areas of a PDF (of pictures, recordings).
    """

    guid: str
    name: str
    kind: SourceKind
    file: str = ""
    text: str | None = None
    description: str = ""
    user: str = ""
    time: str = ""
    selections: tuple[QdaSelection, ...] = ()
    areas: tuple[QdaArea, ...] = ()
    values: Mapping[str, str] = {}
    codings: tuple[QdaCoding, ...] = ()
    notes: tuple[str, ...] = ()
    others: int = 0


class QdaCase(Struct, frozen=True, kw_only=True):
    """A case, such as a person who was interviewed: its codes, values of variables, sources and selections, by guid."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    values: Mapping[str, str] = {}
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


class QdaNote(Struct, frozen=True, kw_only=True):
    """A note (memo) with its text."""

    guid: str
    name: str = ""
    text: str = ""
    user: str = ""
    time: str = ""


class QdaSet(Struct, frozen=True, kw_only=True):
    """A named set of codes, sources and notes, by guid."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class QdaLink(Struct, frozen=True, kw_only=True):
    """A link between two things, by guid; `direction` is ``Associative``, ``OneWay`` or ``Bidirectional``."""

    guid: str
    origin: str
    target: str
    name: str = ""
    direction: str = "Associative"
    notes: tuple[str, ...] = ()


class QdaProject(Struct, frozen=True, kw_only=True):
    """A project, or a codebook alone (then it has codes and sets only).

    `origin` names the program that wrote it. Codes are listed depth first, as in the file.
    """

    name: str = ""
    origin: str = ""
    description: str = ""
    users: tuple[QdaUser, ...] = ()
    codes: tuple[QdaCode, ...] = ()
    variables: tuple[QdaVariable, ...] = ()
    cases: tuple[QdaCase, ...] = ()
    sources: tuple[QdaSource, ...] = ()
    notes: tuple[QdaNote, ...] = ()
    links: tuple[QdaLink, ...] = ()
    sets: tuple[QdaSet, ...] = ()
    project_notes: tuple[str, ...] = ()


class QdaCounts(Struct, frozen=True, kw_only=True):
    """What a project has by its own count, of every kind and broken or not; selections of text and PDFs, by distinct guid."""

    codes: int = 0
    sources: int = 0
    selections: int = 0


class Skipped(Struct, frozen=True):
    """Something of a file that was not imported, or of the review that a file cannot hold, and why, in words."""

    what: str
    why: str


class ReadProject(Struct, frozen=True, kw_only=True):
    """A project as it was read.

    `skipped` is what could not be used, and `refused` are files in it that are damaged or encrypted. `offsets` says in words
    how the positions of its selections were read; empty if it has none.
    """

    project: QdaProject
    counts: QdaCounts
    offsets: str = ""
    skipped: tuple[Skipped, ...] = ()
    refused: tuple[Skipped, ...] = ()
