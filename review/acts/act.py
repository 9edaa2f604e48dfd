"""What every act has: a kind, a subject, whether its author can undo it, and its line in the log."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

import msgspec

SHOWN = 12
"""Digits of an id in a line; commands accept as many."""


class Names(Protocol):
    """What a line in the log needs to know beside the act."""

    def record(self, record: str) -> str:
        """A record's citation (``Rahman, 2016``), or ``""`` where no such record is listed."""

    def merged_record(self, record: str) -> str:
        """The citation of a record that may have been merged into another."""

    def event(self, event: str) -> str:
        """The line of another event, or ``""`` where it is not known."""


class Act(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """One thing that somebody did. Each kind is a subclass whose tag is the ``kind`` in the journal.

    An act's JSON leaves out what is at its default; a field that is always written has none. The stored JSON is the
    truth and may hold more than the type knows (from a newer version): the type is a reading of it.
    """

    about: ClassVar[str]
    """The subject, made from the act's fields, its event's hash and its reviewer."""
    undoable: ClassVar[bool] = False
    """Whether its author can undo it."""
    noun: ClassVar[str] = ""
    """What the log calls it."""
    preposition: ClassVar[str] = "on"
    """A reading is *of* a record, a decision *on* it."""

    @property
    def kind(self) -> str:
        """The verb, as the journal spells it."""
        return str(self.__struct_config__.tag)

    @property
    def of_record(self) -> str:
        """The id of the record that the act is about, or ``""``."""
        return str(getattr(self, "record", ""))

    @property
    def detail(self) -> str:
        """What the act says most of all, in a word or two; may be empty."""
        return ""

    def subject_in(self, event: str, reviewer: str) -> str:
        """What the act is about, in the event with that hash by that reviewer: every row is the fold of one subject's events."""
        return self.about.format(act=self, event=event, reviewer=reviewer)

    def in_words(self, names: Names) -> str:
        """The act in a few words: ``decision (exclude) on Rahman, 2016``."""
        cited = names.record(self.of_record) if self.of_record else ""
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.noun}{detail}{f' {self.preposition} {cited}' if cited else ''}"

    def to_plain(self) -> dict[str, Any]:
        """The JSON object that the journal stores."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain
