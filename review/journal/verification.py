"""Is everything as it should be: hash chains, tables, anchors, files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from review.journal import schema, texts
from review.journal.event import canonical, identity
from review.journal.journal import Journal
from review.journal.queries import acts, files, records


def problems(journal: Journal, folder: Path) -> Iterator[str]:
    """One line for each thing that is not as it should be; nothing where all is well."""
    damage = journal.value("PRAGMA integrity_check")
    if damage != "ok":
        yield f"{journal.path.name}: the database is damaged ({damage}); go back to a copy in backups/"
        return
    yield from chain_problems(journal)
    yield from projection_problems(journal)
    yield from anchor_problems(journal)
    yield from file_problems(journal, folder)


def chain_problems(journal: Journal) -> Iterator[str]:
    """Events whose content does not give their hash, and chains with gaps or forks."""
    known = {row[0] for row in journal.rows("SELECT hash FROM event")}
    followers: dict[tuple[str, str], list[str]] = {}
    for event in journal.events():
        short = event.hash[:12]
        act = canonical(event.act)
        expected = identity(event.previous, event.replica, event.clock, event.time, event.reviewer, act)
        if expected != event.hash:
            yield f"event {short} ({event.kind}, {event.time}): was changed after it was written"
        if event.previous and event.previous not in known:
            yield f"event {short} ({event.kind}, {event.time}): the event before it in its chain is missing"
        followers.setdefault((event.replica, event.previous), []).append(short)
    for (replica, previous), forked in followers.items():
        if len(forked) > 1:
            after = f"after event {previous[:12]}" if previous else "at its start"
            yield f"replica {replica[:8]} forks {after} (events {', '.join(forked)}): a copied file was written to in two places"


def projection_problems(journal: Journal) -> Iterator[str]:
    """Tables that a replay of the events does not give."""
    replayed = Journal.in_memory()
    try:
        replayed.insert_all(journal.events())
        replayed.rebuild()
        for table in schema.PROJECTION_TABLES:
            columns = [row[1] for row in journal.rows(f"PRAGMA table_info({table})") if row[1] != "key"]
            listed = ", ".join(f'"{column}"' for column in columns)
            query = f"SELECT {listed} FROM {table} ORDER BY {listed}"
            if journal.rows(query) != replayed.rows(query):
                yield f"table {table}: is not what the events say; `review verify --rebuild` makes it again"
    finally:
        replayed.close()


def anchor_problems(journal: Journal) -> Iterator[str]:
    """Texts whose hash is not theirs, and codings whose quotation does not stand where they say."""
    text_of: dict[str, str] = {}
    for (text_sha256,) in journal.rows("SELECT text_sha256 FROM text"):
        document = texts.load(journal, text_sha256)
        if document is None or hashlib.sha256(document.text.encode("utf-8")).hexdigest() != text_sha256:
            yield f"text {text_sha256[:12]}: was changed after it was read"
    for coding in acts.codings(journal):
        if coding.text_sha256 not in text_of:
            document = texts.load(journal, coding.text_sha256)
            # One text at a time: codings come in the order of their records.
            text_of = {coding.text_sha256: document.text if document else ""}
        if text_of[coding.text_sha256][coding.start : coding.end] != coding.quote:
            yield f"coding {coding.id[:12]} in record {coding.record[:12]}: its quotation does not stand at {coding.start}-{coding.end}"


def file_problems(journal: Journal, folder: Path) -> Iterator[str]:
    """Files of records that are gone from the project's folder, or are not what was read."""
    for record in records.every_record(journal):
        if not record.file_sha256:
            continue
        lies = record.path or files.path_of_reading(journal, record.id)
        path = folder / lies
        if not lies or not path.is_file():
            yield f"{lies or record.title}: the file is gone; its record, text and codings are kept"
            continue
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == record.file_sha256:
                continue
        if record.path:
            yield f"{lies}: the file has other bytes than were read; `review ingest` takes it in"
        else:
            yield f"{lies}: the file has other bytes than were read for {record.author_year}, and stands behind another record; text and codings are kept"
