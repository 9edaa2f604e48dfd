"""Seventy ways to tamper with a review's files."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.durability_trials.reviews import REVIEWER, long_ago
from review.domain.canonical import canonical, identity
from review.journal.journal import FILE_NAME, Journal
from review.project import Project

Way = Callable[[Path], None]

SOME_EVENT = "(SELECT sequence FROM event WHERE kind = 'decide' ORDER BY sequence LIMIT 1 OFFSET 1)"
SOME_RECORD = "(SELECT record FROM record WHERE text_sha256 <> '' ORDER BY record LIMIT 1)"
SOME_TEXT = f"(SELECT text_sha256 FROM record WHERE record = {SOME_RECORD})"


# --- tools ------------------------------------------------------------------------------------------------------------


def _sql(*statements: str) -> Way:
    """SQL, done to the database behind the program's back."""

    def way(folder: Path) -> None:
        with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
            for statement in statements:
                changed = connection.execute(statement).rowcount
                assert changed, f"nothing changed: {statement}"

    return way


def _bytes(change: Callable[[bytearray], bytearray | bytes]) -> Way:
    """A change of the database's bytes."""

    def way(folder: Path) -> None:
        path = folder / FILE_NAME
        path.write_bytes(change(bytearray(path.read_bytes())))

    return way


def _column_of_text(column: str, change: Callable[[bytes], bytes]) -> Way:
    """A change of what is stored of one text."""

    def way(folder: Path) -> None:
        with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
            (value,) = connection.execute(
                f"SELECT {column} FROM text WHERE text_sha256 = {SOME_TEXT}"
            ).fetchone()
            changed = change(value)
            assert changed != value
            connection.execute(f"UPDATE text SET {column} = ? WHERE text_sha256 = {SOME_TEXT}", (changed,))

    return way


def _layout(change: Callable[[dict[str, Any]], None]) -> Callable[[bytes], bytes]:
    def changed(value: bytes) -> bytes:
        layout = json.loads(zlib.decompress(value))
        change(layout)
        return zlib.compress(json.dumps(layout, separators=(",", ":")).encode("ascii"))

    return changed


# --- events -----------------------------------------------------------------------------------------------------------


def _flip_a_byte(data: bytearray) -> bytearray:
    at = data.index(b"Who says so?")
    data[at] ^= 1
    return data


def _rewritten(folder: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Change events and make every hash that follows, and every table, fit: a whole new chain."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        connection.row_factory = sqlite3.Row
        events = [dict(row) for row in connection.execute("SELECT * FROM event ORDER BY clock, hash")]
        before = [event["hash"] for event in events]
        change(events)
        connection.execute("DELETE FROM event")
        now: dict[str, str] = {}
        for event in events:
            for old, new in now.items():
                event["act"] = event["act"].replace(old, new)
                event["subject"] = event["subject"].replace(old, new)
            event["previous"] = now.get(event["previous"], event["previous"])
            event["act"] = canonical(json.loads(event["act"]))
            old = event["hash"]
            event["hash"] = identity(
                event["previous"],
                event["replica"],
                event["clock"],
                event["time"],
                event["reviewer"],
                event["act"],
            )
            now[old] = event["hash"]
            event["subject"] = event["subject"].replace(old, event["hash"])
            names = ", ".join(event)
            connection.execute(
                f"INSERT INTO event ({names}) VALUES ({', '.join('?' * len(event))})", list(event.values())
            )
        assert before != [event["hash"] for event in events]
    _rebuilt(folder)


def _rebuilt(folder: Path) -> None:
    journal = Journal.open(folder / FILE_NAME)
    journal.rebuild()
    journal.close()


def _forge(folder: Path) -> None:
    def change(events: list[dict[str, Any]]) -> None:
        decided = next(event for event in events if event["kind"] == "decide" and '"maybe"' in event["act"])
        decided["act"] = decided["act"].replace('"maybe"', '"exclude"')

    _rewritten(folder, change)


def _cut_tail(folder: Path) -> None:
    """The last five events gone, with the tables made again: nothing in the file itself tells."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        connection.execute("DELETE FROM event WHERE sequence > (SELECT max(sequence) - 5 FROM event)")
    _rebuilt(folder)


def _delete_wal(folder: Path) -> None:
    """A process was killed with acts in the WAL (which a backup has), and somebody tidied the WAL away."""
    gate, held = os.pipe()
    if (pid := os.fork()) == 0:
        project = Project.open(folder, REVIEWER)
        for number in range(5):
            project.annotations.memo("T1", f"in the WAL {number}")
        long_ago(folder / FILE_NAME)
        other = Project.open(folder, REVIEWER)
        os.write(held, b"." if other.revision else b"")
        time.sleep(60)
        os._exit(0)
    os.read(gate, 1)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    wal = folder / f"{FILE_NAME}-wal"
    assert wal.stat().st_size > 0
    wal.unlink()
    (folder / f"{FILE_NAME}-shm").unlink(missing_ok=True)


# --- files ------------------------------------------------------------------------------------------------------------


def _older_copy(folder: Path) -> None:
    """A copy from before the last acts, put in the place of the review's file by hand."""
    older = folder.with_name("older.db")
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute("VACUUM INTO ?", (str(older),))
    with closing(sqlite3.connect(older)) as connection, connection:
        connection.execute("DELETE FROM event WHERE sequence > (SELECT max(sequence) - 8 FROM event)")
    older.replace(folder / FILE_NAME)
    _rebuilt(folder)


def _stale_journal(folder: Path) -> None:
    """The rollback journal of a transaction that another file was in."""
    other = folder.with_name("other.db")
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
        connection.execute("INSERT INTO theirs VALUES (zeroblob(100000))")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE theirs SET x = randomblob(100000)")
        shutil.copyfile(folder.with_name("other.db-journal"), folder / f"{FILE_NAME}-journal")
        connection.execute("ROLLBACK")
    other.unlink()


def _foreign_wal(folder: Path) -> None:
    """The WAL of another database, whole and with right checksums."""
    other = folder.with_name("other.db")
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE theirs (x)")
        connection.execute("INSERT INTO theirs VALUES (zeroblob(20000))")
        shutil.copyfile(folder.with_name("other.db-wal"), folder / f"{FILE_NAME}-wal")
    other.unlink()


def _other_database(folder: Path) -> None:
    (folder / FILE_NAME).unlink()
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        connection.execute("CREATE TABLE theirs (x)")


def _other_review(folder: Path) -> None:
    """The journal of another review of the same program."""
    other = folder.with_name("another-review")
    Project.create(other, (folder / "theory_map.yaml").read_text("utf-8"))
    Project.open(other, REVIEWER).close()
    (other / FILE_NAME).replace(folder / FILE_NAME)
    shutil.rmtree(other)


def _instead(make: Callable[[Path], object]) -> Way:
    """Something else in the place of the database."""

    def way(folder: Path) -> None:
        (folder / FILE_NAME).unlink()
        make(folder / FILE_NAME)

    return way


def _document(change: Callable[[Path], object]) -> Way:
    """A change of a file in the corpus."""

    def way(folder: Path) -> None:
        change(min((folder / "corpus").glob("*.pdf")))

    return way


def _zeroed_page(data: bytearray) -> bytearray:
    size = int.from_bytes(data[16:18])
    at = data.index(b'"kind":"code"') // size * size
    data[at : at + size] = bytes(size)
    return data


WAYS: dict[str, Way] = {
    # events
    "one bit of an act flipped": _bytes(_flip_a_byte),
    "an act changed, as canonical JSON": _sql(
        f"UPDATE event SET act = replace(act, '\"include\"', '\"exclude\"') WHERE sequence = {SOME_EVENT}"
    ),
    "an act's white space changed": _sql(
        f"UPDATE event SET act = replace(act, ',', ', ') WHERE sequence = {SOME_EVENT}"
    ),
    "a reviewer swapped": _sql(f"UPDATE event SET reviewer = 'Eve' WHERE sequence = {SOME_EVENT}"),
    "a time changed": _sql(
        f"UPDATE event SET time = '2020-01-01T00:00:00.000+00:00' WHERE sequence = {SOME_EVENT}"
    ),
    "a clock changed": _sql(f"UPDATE event SET clock = clock + 1 WHERE sequence = {SOME_EVENT}"),
    "a replica changed": _sql(f"UPDATE event SET replica = 'other' WHERE sequence = {SOME_EVENT}"),
    "a hash changed": _sql(f"UPDATE event SET hash = replace(hash, 'a', 'b') WHERE sequence = {SOME_EVENT}"),
    "an event in the middle deleted": _sql(f"DELETE FROM event WHERE sequence = {SOME_EVENT}"),
    "the tail cut off, tables made again": _cut_tail,
    "a whole new chain that fits": _forge,
    "the kind column changed": _sql(f"UPDATE event SET kind = 'memo' WHERE sequence = {SOME_EVENT}"),
    "the subject column changed": _sql(
        f"UPDATE event SET subject = 'theory-map' WHERE sequence = {SOME_EVENT}"
    ),
    "the record column changed": _sql(f"UPDATE event SET record = '' WHERE sequence = {SOME_EVENT}"),
    "a junk type: act a blob": _sql(f"UPDATE event SET act = x'00ff' WHERE sequence = {SOME_EVENT}"),
    "a junk type: act a number": _sql(f"UPDATE event SET act = 7 WHERE sequence = {SOME_EVENT}"),
    "a junk type: clock a text": _sql(f"UPDATE event SET clock = 'soon' WHERE sequence = {SOME_EVENT}"),
    "a junk type: time a blob": _sql(f"UPDATE event SET time = x'ff' WHERE sequence = {SOME_EVENT}"),
    "an act that is not JSON": _sql(f"UPDATE event SET act = '{{' WHERE sequence = {SOME_EVENT}"),
    "an act without its fields": _sql(f"UPDATE event SET act = '{{}}' WHERE sequence = {SOME_EVENT}"),
    "an act that is a list": _sql(f"UPDATE event SET act = '[[]]' WHERE sequence = {SOME_EVENT}"),
    "an act nested 100,000 deep": _sql(
        f"UPDATE event SET act = replace(hex(zeroblob(50000)), '0', '[') WHERE sequence = {SOME_EVENT}"
    ),
    # texts
    "a text changed": _column_of_text(
        "body", lambda value: zlib.compress(zlib.decompress(value).replace(b" the ", b" that ", 1))
    ),
    "broken zlib in a body": _column_of_text("body", lambda value: value[:40] + b"junk" + value[44:]),
    "broken zlib in a layout": _column_of_text("layout", lambda value: value[: len(value) // 2]),
    "broken zlib in glyphs": _column_of_text("glyphs", lambda value: b"junk" + value[4:]),
    "page labels changed": _column_of_text(
        "layout",
        _layout(
            lambda layout: [
                page.__setitem__(1, f"{number + 900}") for number, page in enumerate(layout["pages"])
            ]
        ),
    ),
    "passages changed": _column_of_text("layout", _layout(lambda layout: layout["passages"].pop(2))),
    "a layout that is a list": _column_of_text("layout", lambda _: zlib.compress(b"[]")),
    "a text deleted": _sql(f"DELETE FROM text WHERE text_sha256 = {SOME_TEXT}"),
    "a junk type: a body that is text": _sql(
        f"UPDATE text SET body = 'junk' WHERE text_sha256 = {SOME_TEXT}"
    ),
    # tables that are made from events
    "a decision's row dropped": _sql(f"DELETE FROM decision WHERE record = {SOME_RECORD}"),
    "a coding's row altered": _sql("UPDATE coding SET quote = 'other words'"),
    "a record's row altered": _sql(f"UPDATE record SET title = 'Another' WHERE record = {SOME_RECORD}"),
    "a row invented": _sql("INSERT INTO memo VALUES ('m', 'T1', 'never written', 'Eve', '2026')"),
    "an undo forgotten": _sql("DELETE FROM undone"),
    "a version of the theory map altered": _sql(
        "UPDATE theory_version SET map = replace(map, 'Market logics', 'Market magic') WHERE number = 2"
    ),
    "the records' search index emptied": _sql(
        "INSERT INTO record_search (record_search) VALUES ('delete-all')"
    ),
    "the records' search index holds other words": _sql(
        "INSERT INTO record_search (rowid, title) VALUES (1, 'words that stand nowhere')"
    ),
    "a record's abstract taken from another event": _sql(
        f"UPDATE record SET abstract_event = (SELECT min(hash) FROM event) WHERE record = {SOME_RECORD}"
    ),
    "the texts' search index emptied": _sql("INSERT INTO text_search (text_search) VALUES ('delete-all')"),
    "the texts' search index holds other words": _sql(
        "INSERT INTO text_search (rowid, body) VALUES (1, 'words that stand nowhere')"
    ),
    "a table dropped": _sql("DROP TABLE memo"),
    "an index dropped": _sql("DROP INDEX coding_by_code"),
    # what does not belong there
    "a foreign trigger": _sql(
        "CREATE TRIGGER theirs AFTER INSERT ON event BEGIN UPDATE event SET reviewer = 'Eve' WHERE 0; END"
    ),
    "a foreign view": _sql("CREATE VIEW theirs AS SELECT 1"),
    "a foreign table": _sql("CREATE TABLE theirs (x)"),
    "a column added": _sql("ALTER TABLE event ADD COLUMN theirs"),
    "junk in meta: a backup time": _sql("UPDATE meta SET value = 'yesterday' WHERE name = 'backup_time'"),
    "junk in meta: a backup from the year 2400": _sql(
        "UPDATE meta SET value = '2400-01-01T00:00:00+00:00' WHERE name = 'backup_time'"
    ),
    "junk in meta: tables of a newer version": _sql(
        "UPDATE meta SET value = '999' WHERE name = 'projections'"
    ),
    "junk in meta: the replica gone": _sql("DELETE FROM meta WHERE name = 'replica'"),
    "junk in meta: the map's hash": _sql("UPDATE meta SET value = 'junk' WHERE name = 'map_file_sha256'"),
    # the file as a whole
    "a newer version's mark": _sql("PRAGMA user_version = 4000"),
    "another program's mark": _sql("PRAGMA application_id = 1"),
    "the file truncated to half": _bytes(lambda data: data[: len(data) // 2]),
    "the file emptied": _bytes(lambda _: b""),
    "a page zeroed": _bytes(_zeroed_page),
    "the header overwritten": _bytes(lambda data: b"x" * 100 + data[100:]),
    "the WAL deleted": _delete_wal,
    "a stale -journal beside it": _stale_journal,
    "the -wal of another database beside it": _foreign_wal,
    "an older copy in its place": _older_copy,
    "another review's journal in its place": _other_review,
    "another SQLite database in its place": _other_database,
    "a text file in its place": _instead(lambda path: path.write_text("notes")),
    "a folder in its place": _instead(lambda path: path.mkdir()),
    "a FIFO in its place": _instead(os.mkfifo),
    "a link to nowhere in its place": _instead(lambda path: path.symlink_to("nowhere")),
    "the file gone": _instead(lambda _: None),
    # the corpus
    "a document's bytes changed": _document(lambda path: path.write_bytes(path.read_bytes() + b"\n%changed")),
    "a document gone": _document(lambda path: path.unlink()),
    "a FIFO in a document's place": _document(lambda path: (path.unlink(), os.mkfifo(path))),
}
"""Every way, by name."""

HARMLESS = {
    "junk in meta: a backup time": "backups go on",
    "junk in meta: a backup from the year 2400": "backups go on",
    "junk in meta: tables of a newer version": _sql(
        "UPDATE meta SET value = '999' WHERE name = 'projections'"
    ),
    "junk in meta: the replica gone": "a new one is made, as after a copy",
    "junk in meta: the map's hash": "the file is compared with the map again",
}
"""Ways that change nothing that anybody decided; they need not be noticed, but must not stop anything."""
