"""The base of all acts: a kind, a subject, whether its author can undo it, and its line in the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, ClassVar, Protocol

import msgspec

from review.domain.wording.one_line import on_one_line

TOGETHER = "together"
"""The deed (`Act.deed`) of acts of which several kinds are made together: a configuration, or the import of a coded project."""


class Names(Protocol):
    """Looks up the names that a line in the log needs."""

    def record(self, record: str) -> str:
        """A record's citation (``Rahman, 2016``), or ``""`` if the record is not listed."""

    def merged_record(self, record: str) -> str:
        """The citation of a record that may have been merged into another."""

    def passage(self, coding: str) -> str:
        """The first words of a coded passage, with its citation and page, or ``""`` if the coding is unknown."""

    def configuration(self, cmoc: str) -> str:
        """The label of a configuration (``C3``), also of one that was merged or undone; ``""`` if it is unknown."""

    def code(self, code: str) -> str:
        """A code with its name (``T3 Demand``), or the code alone if it is no longer in the map."""

    def source_type(self, source_type: str) -> str:
        """The name of a source type, or its id if it is no longer in the map."""

    def is_other_file(self, record: str, file_sha256: str) -> bool:
        """Whether a file that was read as a record's document took the place of another by the act that the line is about."""

    def event(self, event: str) -> str:
        """The line of another event, or ``""`` if it is unknown."""


class Act(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """One thing that somebody did. Each kind is a subclass whose tag is the ``kind`` in the journal.

    An act's JSON omits default values; a field that is always written has no default. The stored JSON is the truth and
    may contain fields that the type does not know (from a newer version).
    """

    about: ClassVar[str]
    """A template of the subject, filled from the act's fields, its event's hash and its reviewer."""
    undoable: ClassVar[bool] = False
    """Whether its author can undo acts of this kind."""
    automatic: ClassVar[bool] = False
    """Whether the program does it by itself, so that it is never what its author did last."""
    has_floats: ClassVar[bool] = True
    """Whether its JSON may have numbers with a point; without them it is written faster."""
    deed: ClassVar[str] = ""
    """Acts of several kinds with the same word here may be parts of one deed: then they share a batch."""
    noun: ClassVar[str] = ""
    """Its name in the log."""
    plural: ClassVar[str] = ""
    """The name of several that were made together."""
    preposition: ClassVar[str] = "on"
    """The preposition in the log: a document read *of* a record, a decision *on* it."""

    @property
    def kind(self) -> str:
        """The verb, as spelled in the journal."""
        return str(self.__struct_config__.tag)

    @property
    def can_be_undone(self) -> bool:
        """Whether its author can undo this act."""
        return self.undoable

    @property
    def of_record(self) -> str:
        """The id of the record that the act is about, or ``""``."""
        return str(getattr(self, "record", ""))

    @property
    def of_batch(self) -> str:
        """The random name of the acts made, undone and redone together with this one, or ``""``."""
        return str(getattr(self, "batch", ""))

    @property
    def of_importer(self) -> str:
        """Who imported the act in the name of another reviewer, and undoes it with the others of its batch; ``""`` for most."""
        return str(getattr(self, "imported_by", ""))

    @property
    def detail(self) -> str:
        """The most important detail in a word or two; may be empty."""
        return ""

    @property
    def explanation(self) -> tuple[str, ...]:
        """What the reviewer wrote to explain the act: reasons, notes and memos."""
        return ()

    def subject_in(self, event: str, reviewer: str) -> str:
        """The subject of the act in an event by a reviewer; every row is the fold of one subject's events."""
        return self.about.format(act=self, event=event, reviewer=reviewer)

    def detail_in_words(self, names: Names) -> str:
        """The detail with names instead of ids."""
        del names  # most have no ids
        return self.detail

    def in_words(self, names: Names) -> str:
        """The act in a few words, without ids of records and events: ``decision (exclude, theory map, E9) on Rahman, 2016``."""
        cited = names.record(self.of_record) if self.of_record else ""
        said = self.detail_in_words(names)
        detail = f" ({said})" if said else ""
        return f"{self.noun}{detail}{f' {self.preposition} {cited}' if cited else ''}"

    def many_in_words(self, count: int, names: Names) -> str:
        """So many acts like this one, which were made together."""
        said = self.detail_in_words(names)
        return f"{count:,} {self.plural}{f' ({said})' if said else ''}"

    def deed_in_words(self, acts: Sequence[Act], names: Names) -> str:
        """The acts of one deed, of which this is one, in a few words; kinds without a plural are parts of others."""
        same = Counter(type(act) for act in acts)
        if len(same) == 1:
            return self.many_in_words(len(acts), names)
        counts = (
            f"{many:,} {kind.noun if many == 1 else kind.plural}"
            for kind, many in same.items()
            if kind.plural
        )
        return f"import of a coded project ({', '.join(counts)})"

    def in_full(self, names: Names) -> str:
        """The line in the log: the act in a few words, and its explanation."""
        written = on_one_line("; ".join(self.explanation))
        return f"{self.in_words(names)}: {written}" if written else self.in_words(names)

    def to_plain(self) -> dict[str, Any]:
        """The JSON object stored in the journal."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain
