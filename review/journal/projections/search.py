"""The search index of references. It stores words only: the text is in ``record`` and in the events."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from review.domain.canonical import from_canonical
from review.domain.texts.characters import in_pairs
from review.journal.projections.records.state import RecordState
from review.journal.queries.abstracts import ABSTRACT_ACT, abstract_in

NAME = "record_search"
COLUMNS = ("title", "authors", "abstract", "doi")
TOKENS = "tokenize='unicode61 remove_diacritics 2'"
SQL = f"""
CREATE VIRTUAL TABLE {NAME} USING fts5({", ".join(COLUMNS)}, content='', columnsize=0, {TOKENS});
INSERT INTO {NAME} ({NAME}, rank) VALUES ('automerge', 16);
INSERT INTO {NAME} ({NAME}, rank) VALUES ('crisismerge', 64);
INSERT INTO {NAME} ({NAME}, rank) VALUES ('hashsize', {4 * 2**20});
"""
"""Each step of an import adds a segment to the index: one, since 4 MB of words have room in memory. Merging 16 at a time and
not four takes half the writing; at 64 all are merged within one transaction, which must stay rare: it keeps others waiting."""


_INSERT = f"INSERT INTO {NAME} (rowid, title, authors, abstract, doi) VALUES (?,?,?,?,?)"
_DELETE = f"INSERT INTO {NAME} ({NAME}, rowid, title, authors, abstract, doi) VALUES ('delete',?,?,?,?,?)"
_WORDS = f"SELECT key, title, authors, organisation, {ABSTRACT_ACT}, doi FROM record"

Words = tuple[object, ...]
"""A record's row key and its text in each column of the index."""


def words(connection: sqlite3.Connection) -> Iterator[Words]:
    """What the index should hold of every record."""
    return map(_joined, connection.execute(f"{_WORDS} ORDER BY key"))


@contextmanager
def kept_up(connection: sqlite3.Connection, record: str) -> Iterator[None]:
    """Update the index after the changes made to one record inside the context."""
    before = _words_of(connection, record)
    yield
    after = _words_of(connection, record)
    if before != after:
        # An index without the texts needs the old text to remove it.
        if before:
            connection.execute(_DELETE, before)
        if after:
            connection.execute(_INSERT, after)


def add(connection: sqlite3.Connection, record: str) -> None:
    """Index a record that is not in the index yet."""
    if found := _words_of(connection, record):
        connection.execute(_INSERT, found)


def add_states(connection: sqlite3.Connection, states: Iterable[tuple[int, RecordState]]) -> None:
    """Index records that are not in the index yet, each given by its row key and its fields."""
    connection.executemany(
        _INSERT,
        (
            (
                key,
                in_pairs(state.title),
                in_pairs(people_of(state.authors, state.organisation)),
                in_pairs(state.abstract),
                state.doi,
            )
            for key, state in states
        ),
    )


def people_of(authors: Sequence[str], organisation: str) -> str:
    """Who wrote a work: its authors, or without any the organisation, which else is its publisher only."""
    return "; ".join(authors) or organisation


def _words_of(connection: sqlite3.Connection, record: str) -> Words | None:
    row = connection.execute(f"{_WORDS} WHERE record = ?", (record,)).fetchone()
    return _joined(row) if row else None


def _joined(row: tuple[object, ...]) -> Words:
    key, title, authors, organisation, act, doi = row
    with suppress(ValueError, TypeError):  # junk in the column: verify names it
        authors = people_of(from_canonical(str(authors)), str(organisation))
    return key, _indexed(title), _indexed(authors), in_pairs(abstract_in(act)), doi


def _indexed(text: object) -> object:
    return in_pairs(text) if isinstance(text, str) else text
