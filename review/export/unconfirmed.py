"""References that were read from files and confirmed by nobody: lists mark them as the Library does."""

from __future__ import annotations

from collections.abc import Iterable

from review.domain import Record

MARK = "?"
NOTE = f"{MARK}: the reference was read from a file, and nobody has confirmed it."


def is_unconfirmed(record: Record) -> bool:
    """Whether some field of a reference was read from a file and confirmed by nobody."""
    return not all(origin.confirmed for origin in record.origins.values())


def marked(record: Record) -> str:
    """The citation in a list: ``Wikipedia, 1916?`` where nobody has confirmed the reference."""
    return f"{record.author_year}{MARK if is_unconfirmed(record) else ''}"


def note_on(records: Iterable[Record]) -> str:
    """What the mark means, to follow a table's note; ``""`` if none of these has it."""
    return f" {NOTE}" if any(map(is_unconfirmed, records)) else ""
