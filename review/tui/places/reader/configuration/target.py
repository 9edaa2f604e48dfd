"""The passage that acts of the configuration line apply to."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from review.domain import Coding, Stance
from review.domain.texts.spans import Span, trimmed
from review.domain.theories.configuration import Fragment
from review.domain.wording.one_line import on_one_line
from review.tui.places.reader.desk import CodingDesk


class Target(NamedTuple):
    """A passage of a record, to put into an element; `code` is the one in focus there, with its stance."""

    record: str
    start: int
    end: int
    quote: str = ""
    page: str = ""
    code: str = ""
    stance: Stance = Stance.BEARS_ON

    def is_in(self, one: Fragment) -> bool:
        """Whether a fragment overlaps it."""
        return one.record == self.record and one.start < self.end and one.end > self.start and not one.is_lost

    def is_just(self, one: Fragment) -> bool:
        """Whether a fragment is just this passage."""
        return (one.record, one.start, one.end) == (self.record, self.start, self.end) and not one.is_lost


def target_of(desk: CodingDesk, span: Span, codings: Collection[Coding]) -> Target:
    """A span of the desk's document, with the code in focus of the codings there."""
    span = trimmed(desk.document.text, span)
    focus = desk.focus.of(codings)
    code, stance = (focus.code, focus.coding.stances[focus.code]) if focus else ("", Stance.BEARS_ON)
    return Target(
        desk.record.id,
        *span,
        quote=on_one_line(desk.document.text[slice(*span)]),
        page=desk.document.cited_pages(*span),
        code=code,
        stance=stance,
    )
