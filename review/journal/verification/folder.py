"""The files of the records: whether they are there and unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from review.domain.wording.counted import counted
from review.journal.journal import Journal


class _RecordsFile(NamedTuple):
    """A record's file: where it was seen in the folder, if it was, and where it was read, here or in another copy.

    `was_here`: it was seen, or an act of this copy names it.
    """

    sha256: str
    title: str
    author: str
    year: int | None
    seen: str | None
    read: str | None
    was_here: bool

    @property
    def path(self) -> str:
        return next((path for path in (self.seen, self.read) if isinstance(path, str)), "")

    def is_there(self, folder: Path) -> bool:
        return bool(self.path) and (folder / self.path).is_file()


def _files(journal: Journal) -> Iterator[_RecordsFile]:
    with journal.snapshot() as connection:
        for sha256, title, author, year, seen, read, read_here in connection.execute(
            "SELECT file_sha256, title, short_author, year,"
            " (SELECT min(path) FROM file WHERE file.file_sha256 = record.file_sha256),"
            " (SELECT json_extract(act, '$.path') FROM event WHERE subject = 'record:' || record.record AND kind = 'ingest'"
            " AND json_valid(act) ORDER BY clock DESC, hash DESC LIMIT 1),"
            " EXISTS (SELECT 1 FROM event WHERE subject = 'record:' || record.record AND json_valid(act)"
            " AND json_extract(act, '$.file_sha256') = record.file_sha256"
            " AND replica = (SELECT value FROM meta WHERE name = 'replica'))"
            " FROM record WHERE file_sha256 <> '' ORDER BY key"
        ):
            was_here = seen is not None or bool(read_here)
            yield _RecordsFile(sha256, title, author, year, seen, read, was_here)


def file_problems(journal: Journal, folder: Path) -> Iterator[str]:
    """Files of records that are missing from the project's folder, where they were, or have changed."""
    for one in _files(journal):
        path = one.path
        if not one.is_there(folder):
            if one.was_here:
                yield f"{path or one.title}: the file is gone; its record, text and codings are kept"
            continue
        try:
            with (folder / path).open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == one.sha256
        except OSError as error:
            yield f"{path}: cannot be read ({error.strerror}); check its permissions"
            continue
        if not same and one.seen:
            yield f"{path}: the file changed since it was read; `review ingest` reads it again"
        elif not same:
            cited = f"{one.author}, {one.year or 'n.d.'}"
            yield f"{path}: the file changed since it was read for {cited} and now belongs to another record; text and codings are kept"


def files_of_other_copies(journal: Journal, folder: Path) -> Iterator[str]:
    """One line for the files that another copy read and that never were in this one."""
    lacking = [one for one in _files(journal) if not one.was_here and not one.is_there(folder)]
    if lacking:
        yield (
            f"{counted(len(lacking), 'document')} not in this copy, such as {lacking[0].path or lacking[0].title}: "
            "`review sync FOLDER --pdfs` exchanges files; texts and codings are here"
        )
