"""Undo and redo: acts that reverse another."""

from __future__ import annotations

from typing import Self

from review.acts.act import Act, Names


class Reversal(Act, frozen=True, kw_only=True):
    """An act that reverses `event`; it has the same `subject` and, if any, `record`."""

    about = "{act.subject}"
    event: str
    subject: str
    record: str = ""

    @classmethod
    def of(cls, act: Act, event: str, reviewer: str) -> Self:
        """The reversal of an act in an event by a reviewer."""
        return cls(event=event, subject=act.subject_in(event, reviewer), record=act.of_record)

    def in_words(self, names: Names) -> str:
        """The kind, and the line of the reversed act."""
        of = names.event(self.event)
        return f"{self.kind} of {of}" if of else self.kind


class Undo(Reversal, frozen=True, kw_only=True, tag="undo"):
    """An act was undone."""


class Redo(Reversal, frozen=True, kw_only=True, tag="redo"):
    """An undone act was redone."""
