"""Changed words on the screen: removed ones struck out, added ones bold; with signs where a terminal shows only ASCII."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from textual.content import Content

from review.domain.wording.word_changes import Change, Words, marked
from review.tui.support.ascii_signs import AsciiSigns
from review.tui.support.plain import plain

if TYPE_CHECKING:
    from textual.app import App

STYLES: Mapping[Change, str] = {
    Change.SAME: "",
    Change.REMOVED: "strike $text-error",
    Change.ADDED: "bold $text-success",
}


def marked_words(words: Iterable[Words], *, signs: bool = False) -> Content:
    """A wording with its changes; with `signs` as ``[-was-] {+now+}``."""
    pieces = tuple(words)
    if signs:
        return Content(plain(marked(pieces).replace("-]{+", "-] {+")))
    return Content.assemble(*_apart(pieces))


def _apart(pieces: Iterable[Words]) -> Iterator[tuple[str, str]]:
    """The pieces with their styles, a space between a removed word and the one in its place."""
    before = ""
    for piece in pieces:
        if piece.change is Change.ADDED and before and not before.endswith(" "):
            yield " ", ""
        yield plain(piece.text), STYLES[piece.change]
        before = piece.text if piece.change is Change.REMOVED else ""


def needs_signs(app: App[Any]) -> bool:
    """Whether the app shows changes with signs: its terminal has only ASCII, or no colours."""
    return app.no_color or any(isinstance(one, AsciiSigns) for one in getattr(app, "own_filters", ()))
