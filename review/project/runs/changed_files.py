"""Files of the corpus that changed since they were read: a new version, or a different work in its place."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from review.domain import Coding, Reading, ReadingStatus, Record
from review.domain.theories.configuration import Fragment
from review.domain.wording.counted import counted
from review.domain.wording.short_id import short_id
from review.journal import texts
from review.journal.queries import files, page_labels, records
from review.journal.queries.files import SeenFile
from review.project.runs.corpus import digest_of, facts_of, walk
from review.project.runs.matching import is_same_work
from review.project.runs.report import FileReport
from review.project.runs.reread_run import RereadRun, has_recognised_pages, incompleteness, moves_in_words

if TYPE_CHECKING:
    from review.documents import Readers
    from review.project.service import Context


class ChangedFiles:
    """Finds the files of a run that changed since they were read, and updates their records.

    A record's file has changed if its path has different bytes and the original is nowhere in the corpus. The record
    then gets the new file with its text, and every coding is moved by its wording or listed as lost, unless the text is
    that of a different work. `known` are the files as seen before the run, by path.
    """

    def __init__(
        self, context: Context, known: Mapping[str, SeenFile], *, follow_links: bool = False
    ) -> None:
        self.context = context
        self._journal = context.journal
        self._known = dict(known)
        self._follow_links = follow_links
        self._record_at: dict[Path, str] = {}

    def find(self, groups: Mapping[str, Sequence[Path]]) -> None:
        """Find which files to read are versions of a record's file; `groups`: the paths of each SHA-256."""
        for digest, paths in groups.items():
            record = self._changed_at(paths) or self._records_of_former.get(digest, "")
            if record and record not in self._record_at.values():
                self._record_at[paths[0]] = record

    def record_at(self, path: Path) -> str:
        """The record to which a file to be read may belong; ``""`` for none."""
        return self._record_at.get(path, "")

    def owner(self, digest: str) -> str:
        """The record whose present or former file has these bytes; ``""`` for none."""
        return files.record_of(self._journal, digest) or self._records_of_former.get(digest, "")

    def readings(self, readers: Readers, paths: Sequence[Path], stop: threading.Event) -> Iterator[Reading]:
        """The readings of files; if the record has recognised pages, their text is recognised again."""
        scanned = [
            path
            for path in paths
            if path in self._record_at and has_recognised_pages(self._journal, self._record(path))
        ]
        yield from readers.read([path for path in paths if path not in scanned], stop)
        for path in scanned:
            run = RereadRun(self.context, [])
            yield from run.readings({path: self._record(path)}, stop)
            for problem in run.kept:
                yield Reading(path, ReadingStatus.NO_TEXT, problem)

    def take(self, reading: Reading, name: str) -> FileReport | None:
        """Store the reading of a changed file for its record, or report why not; None for a different work."""
        record = self._record(reading.path)
        old = texts.load(self._journal, record.text_sha256) if record.text_sha256 else None
        new = reading.document
        reason = "" if reading.status.makes_record else reading.message
        if old is not None and old.text:
            if new is not None and new.text and not is_same_work(old.text, new.text):
                return None
            reason = incompleteness(record, reading) or ("" if new and new.text else "it has no text")
        if reason:
            message = f"Changed since it was read; {record.author_year} keeps the earlier text: {reason}"
            return FileReport(name, reading.status, record.id, seconds=reading.seconds, message=message)
        run = RereadRun(self.context, [])
        run.put(record, reading)
        numbers = self._doubtful_numbers(record, reading)
        if not run.changed:
            message = f"Different bytes, same text: still the file of {record.author_year}."
            message = " ".join(filter(None, [message, numbers]))
            return FileReport(
                name, ReadingStatus.UNCHANGED, record.id, seconds=reading.seconds, message=message
            )
        moved = f"New version of the file of {record.author_year}{_moves(run)}."
        message = " ".join(filter(None, [moved, numbers, reading.message]))
        return FileReport(
            name,
            reading.status,
            record.id,
            reading.page_count,
            record.title,
            reading.seconds,
            message,
            len(run.lost) + len(run.lost_fragments),
        )

    def _doubtful_numbers(self, record: Record, reading: Reading) -> str:
        """That page numbers set by hand may be on other pages now; ``""`` if there are none, or as many pages as before."""
        before, now = record.page_count, reading.page_count
        if before == now or not page_labels.by_hand(self._journal, record.id):
            return ""
        return f"It has {counted(now, 'page')} instead of {before}: check the page numbers set by hand (P in the Reader)."

    def _record(self, path: Path) -> Record:
        return records.record(self.context.journal, self._record_at[path])

    def _changed_at(self, paths: Sequence[Path]) -> str:
        """The record whose file was at one of the paths and is now gone."""
        for path in paths:
            seen = self._known.get(self.context.relative(path))
            record = files.record_of(self._journal, seen.file_sha256) if seen else ""
            if seen and record and not self._lies_in_corpus(seen):
                return record
        return ""

    def _lies_in_corpus(self, seen: SeenFile) -> bool:
        try:
            return any(digest_of(path) == seen.file_sha256 for path in self._by_size.get(seen.size, ()))
        except OSError:
            # Unreadable, so it may be that file: two records are better than one with the wrong text.
            return True

    @cached_property
    def _by_size(self) -> dict[int, list[Path]]:
        """The files of the corpus by their size in bytes, so that few need to be opened."""
        by_size: defaultdict[int, list[Path]] = defaultdict(list)
        for path, problem in walk(self.context.corpus, self.context.folder, follow_links=self._follow_links):
            with suppress(OSError):  # it may have been removed meanwhile
                if not problem:
                    by_size[facts_of(path)[0]].append(path)
        return by_size

    @cached_property
    def _records_of_former(self) -> dict[str, str]:
        return files.records_of_former(self._journal)


def _moves(run: RereadRun) -> str:
    """The moved and lost codings and fragments, for a report."""
    lost: list[Coding | Fragment] = [*run.lost, *run.lost_fragments]
    if not (run.moved or run.moved_fragments or lost):
        return ""
    ids = ", ".join(short_id(one.id) for one in lost)
    where = f" (on the old text: {ids})" if ids else ""
    words = moves_in_words(
        run.moved, len(run.lost), run.moved_fragments, len(run.lost_fragments), "re-anchored"
    )
    return f": {words}{where}"
