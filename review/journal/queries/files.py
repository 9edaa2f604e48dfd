"""The files seen in the project's folder: local, so that no file is read twice."""

from __future__ import annotations

from msgspec import Struct

from review.journal.journal import Journal

PATH = "ifnull((SELECT min(path) FROM file WHERE file.file_sha256 = record.file_sha256 AND record.file_sha256 <> ''), '') AS path"
"""For a row of ``record`` the path of its file, ``''`` where it is not in the folder."""


class SeenFile(Struct, frozen=True):
    """A file as it was when last checked; `modified` in nanoseconds, `status` and `message` from its reading."""

    path: str
    file_sha256: str
    size: int
    modified: int
    status: str
    message: str = ""


def seen(journal: Journal) -> dict[str, SeenFile]:
    """All known files, by path."""
    found = journal.read(SeenFile, "SELECT path, file_sha256, size, modified, status, message FROM file")
    return {file.path: file for file in found}


class RecordsFile(Struct, frozen=True):
    """The file that a record was read from: where it lay in the copy that read it, and how its reading ended."""

    path: str
    status: str
    message: str


def of_records(journal: Journal) -> dict[str, RecordsFile]:
    """The files of all records, by SHA-256, whether they lie in this copy's folder or not."""
    found = journal.rows(
        "SELECT file_sha256, record, reading_status, message FROM record WHERE file_sha256 <> ''"
    )
    return {
        sha256: RecordsFile(path_of_reading(journal, record), status, message)
        for sha256, record, status, message in found
    }


def remember(journal: Journal, file: SeenFile) -> None:
    """Store what is known of a file."""
    with journal.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO file VALUES (?,?,?,?,?,?)",
            (file.path, file.file_sha256, file.size, file.modified, file.status, file.message),
        )


def forget(journal: Journal, path: str) -> None:
    """Remove a file that is no longer there."""
    with journal.transaction() as connection:
        connection.execute("DELETE FROM file WHERE path = ?", (path,))


def path_of_reading(journal: Journal, record: str) -> str:
    """The path of the file that was last read for a record, or ``""``."""
    return (
        journal.value(
            "SELECT json_extract(act, '$.path') FROM event WHERE subject = 'record:' || ? AND kind = 'ingest' AND json_valid(act)"
            " ORDER BY clock DESC, hash DESC LIMIT 1",
            (record,),
        )
        or ""
    )


def records_of_former(journal: Journal) -> dict[str, str]:
    """For the SHA-256 of every file ever read: its record, if that is still in the review."""
    return dict(
        journal.rows(
            "SELECT json_extract(act, '$.file_sha256'), record FROM event JOIN record USING (record)"
            " WHERE kind IN ('ingest', 'reread') AND json_valid(act) ORDER BY clock, hash"
        )
    )


def record_of(journal: Journal, file_sha256: str) -> str:
    """The record of the file with this SHA-256, or ``""``."""
    return (
        journal.value("SELECT record FROM record WHERE file_sha256 = ? AND file_sha256 <> ''", (file_sha256,))
        or ""
    )


def file_before(journal: Journal, record: str, event: str) -> str:
    """The file (SHA-256) that was the record's document until an event; ``""`` if there was none."""
    return str(
        journal.value(
            "SELECT json_extract(act, '$.file_sha256') FROM event WHERE subject = ? AND kind IN ('ingest', 'reread') AND json_valid(act)"
            " AND (clock, hash) < (SELECT clock, hash FROM event WHERE hash = ?) ORDER BY clock DESC, hash DESC LIMIT 1",
            (f"record:{record}", event),
        )
        or ""
    )
