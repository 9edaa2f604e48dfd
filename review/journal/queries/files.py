"""What was seen in the project's folder: local knowledge that spares reading a file twice."""

from __future__ import annotations

from dataclasses import dataclass

from review.journal.journal import Journal


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file as it was when it was last looked at; `modified` in nanoseconds, `status` and `message` from its reading."""

    path: str
    file_sha256: str
    size: int
    modified: int
    status: str
    message: str = ""


def seen(journal: Journal) -> dict[str, SeenFile]:
    """All files that were looked at, by path."""
    return {
        row[0]: SeenFile(*row)
        for row in journal.rows("SELECT path, file_sha256, size, modified, status, message FROM file")
    }


def remember(journal: Journal, file: SeenFile) -> None:
    """Keep what was seen of a file."""
    with journal.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO file VALUES (?,?,?,?,?,?)",
            (file.path, file.file_sha256, file.size, file.modified, file.status, file.message),
        )


def forget(journal: Journal, path: str) -> None:
    """Drop what was seen of a file that is no longer there."""
    with journal.transaction() as connection:
        connection.execute("DELETE FROM file WHERE path = ?", (path,))


def record_of(journal: Journal, file_sha256: str) -> str:
    """The record that a file with these bytes stands behind, or ``""``."""
    return (
        journal.value("SELECT record FROM record WHERE file_sha256 = ? AND file_sha256 <> ''", (file_sha256,))
        or ""
    )
