"""The files of the records: whether they are there and unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from review.journal.journal import Journal


def file_problems(journal: Journal, folder: Path) -> Iterator[str]:
    """Files of records that are missing from the project's folder or have changed."""
    with journal.snapshot() as connection:
        for file_sha256, title, author, year, seen, read in connection.execute(
            "SELECT file_sha256, title, short_author, year,"
            " (SELECT min(path) FROM file WHERE file.file_sha256 = record.file_sha256),"
            " (SELECT json_extract(act, '$.path') FROM event WHERE subject = 'record:' || record.record AND kind = 'ingest'"
            " AND json_valid(act) ORDER BY clock DESC, hash DESC LIMIT 1) FROM record WHERE file_sha256 <> '' ORDER BY key"
        ):
            lies = str(next((path for path in (seen, read) if isinstance(path, str)), ""))
            cited = f"{author}, {year or 'n.d.'}"
            if not lies or not (folder / lies).is_file():
                yield f"{lies or title}: the file is gone; its record, text and codings are kept"
                continue
            try:
                with (folder / lies).open("rb") as file:
                    same = hashlib.file_digest(file, "sha256").hexdigest() == file_sha256
            except OSError as error:
                yield f"{lies}: cannot be read ({error.strerror}); check its permissions"
                continue
            if not same and seen:
                yield f"{lies}: the file changed since it was read; `review ingest` reads it again"
            elif not same:
                yield f"{lies}: the file changed since it was read for {cited} and now belongs to another record; text and codings are kept"
