"""Reading files again with the present reader, and moving what was said of their passages to the new texts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from review.errors import ReviewError
from review.journal.queries import records
from review.project.ingest_report import Progress
from review.project.one_at_a_time import one_at_a_time
from review.project.referencing import Referencing

if TYPE_CHECKING:
    from review.project.reread_run import RereadReport


class Rereading(Referencing):
    """The verbs about new readings of known files."""

    def reread(
        self,
        record: str = "",
        *,
        progress: Callable[[Progress], None] | None = None,
        stop: threading.Event | None = None,
        waiting: Callable[[str], None] | None = None,
    ) -> RereadReport:
        """Read the file of a record, or of every record, again with the present reader.

        Where the text differs it becomes the project's text, and each coding, rejection and done mark is moved to it by
        its wording and what stands around it. A coding that is not found again stays on the old text and is listed.
        What earlier readings lost is looked for again, too. Each record is on the disk before the next is taken up.
        A run waits for another run of reading, and tells `waiting` so, as `ingest` does.

        Raises:
            ReviewError: the review is read-only.
        """
        if self.read_only:
            raise ReviewError(self.read_only)
        stop = stop or threading.Event()
        with one_at_a_time(self.folder, waiting, stop):
            return self._reread(record, progress, stop)

    def _reread(
        self, record: str, progress: Callable[[Progress], None] | None, stop: threading.Event
    ) -> RereadReport:
        from review.project.reread_run import RereadRun

        chosen = [self.record(record)] if record else records.every_record(self.journal)
        found, kept = {}, []
        for one in chosen:
            if path := self.file_of(one.id):
                found[path] = one
            elif record or one.text_sha256:
                kept.append(f"{one.author_year}: its file is not there, so its text stays")
        run = RereadRun(self, kept)
        run.read(found, progress, stop)
        return run.report()
