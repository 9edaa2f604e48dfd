"""What the elements of a project become before texts and offsets are known."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from review.exchange.refi.values import QdaArea, QdaCoding, QdaSelection, SourceKind


class FoundText(Struct, frozen=True, gc=False):
    """The text of an element such as ``Description``."""

    tag: str
    text: str


class FoundRef(Struct, frozen=True, gc=False):
    """An element that names another thing by its id, such as ``CodeRef``."""

    tag: str
    guid: str


class FoundValue(Struct, frozen=True, gc=False):
    """The value of a variable."""

    variable: str
    value: str


class FoundTexts(Struct, frozen=True):
    """A text source, or the text of a PDF, picture or recording: where its text is, and what is selected in it."""

    tag: str
    plain_path: str = ""
    rich_path: str = ""
    content: str | None = None
    description: str = ""
    selections: tuple[QdaSelection, ...] = ()
    others: int = 0


class FoundSource(Struct, frozen=True, kw_only=True):
    """A source; `plain_path`, `rich_path` and `path` are as in the file, and so are the offsets of its selections."""

    guid: str
    name: str
    kind: SourceKind
    path: str = ""
    plain_path: str = ""
    rich_path: str = ""
    content: str | None = None
    description: str = ""
    user: str = ""
    time: str = ""
    selections: tuple[QdaSelection, ...] = ()
    areas: tuple[QdaArea, ...] = ()
    values: Mapping[str, str] = {}
    codings: tuple[QdaCoding, ...] = ()
    notes: tuple[str, ...] = ()
    others: int = 0


class FoundNote(Struct, frozen=True, kw_only=True):
    """A note; QualCoder puts the passage of the source that it is about into it (`selections`)."""

    guid: str
    name: str = ""
    plain_path: str = ""
    rich_path: str = ""
    content: str | None = None
    description: str = ""
    user: str = ""
    time: str = ""
    selections: tuple[QdaSelection, ...] = ()
