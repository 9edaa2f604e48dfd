"""One run of reread: accepts new readings and moves what is on passages to them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET

from review.acts import Reanchor, Reread
from review.domain import Coding, Document, Reading, ReadingStatus, Record
from review.domain.theories.configuration import Fragment
from review.domain.wording.counted import counted
from review.journal import texts
from review.journal.journal import Journal
from review.journal.queries import anchors, coding_acts
from review.journal.queries.anchors import Anchor
from review.journal.queries.theories.fragments import fragments_in
from review.project.coding.quotation import SearchedText
from review.project.runs.anchoring import found_again
from review.project.runs.metadata import metadata_values
from review.project.runs.report import Progress

if TYPE_CHECKING:
    from review.project.service import Context


@dataclass(frozen=True, slots=True)
class RereadReport:
    """The result of a reread.

    `records` were read, `changed` of them have a new text, `moved` codings are on it, the `lost` ones stay on the old
    one. `dropped` counts marks (done, rejected, looked at) whose passage is gone, so that they no longer apply. `kept`
    says, a line each, which records keep their text and why. Fragments of configurations are moved and lost as codings are.
    """

    records: int = 0
    changed: int = 0
    moved: int = 0
    dropped: int = 0
    lost: tuple[Coding, ...] = ()
    kept: tuple[str, ...] = ()
    moved_fragments: int = 0
    lost_fragments: tuple[Fragment, ...] = ()

    @property
    def in_words(self) -> str:
        """``3 records read again, 1 with a new text; 12 codings moved, 1 lost``, and so of fragments if there are any."""
        read = f"{counted(self.records, 'record')} read again, {self.changed} with a new text"
        moves = moves_in_words(
            self.moved, len(self.lost), self.moved_fragments, len(self.lost_fragments), "moved"
        )
        return f"{read}; {moves}"


def moves_in_words(codings: int, lost: int, fragments: int, lost_fragments: int, moved: str) -> str:
    """``12 codings moved, 1 lost; 3 fragments moved, 0 lost``; without the fragments if there are none."""
    words = f"{counted(codings, 'coding')} {moved}, {lost} lost"
    if fragments or lost_fragments:
        words += f"; {counted(fragments, 'fragment')} {moved}, {lost_fragments} lost"
    return words


_MARKS = ("reject:", "done:", "looked-at:")
"""What no longer applies when its passage is gone. All else is kept on the old text, and shown as lost."""


class RereadRun:
    """One run of reread and its results; `kept` begins with the records without a file."""

    def __init__(self, context: Context, kept: list[str]) -> None:
        self.context = context
        self.journal = context.journal
        self.records = self.changed = self.moved = self.dropped = 0
        self.lost: list[Coding] = []
        self.moved_fragments = 0
        self.lost_fragments: list[Fragment] = []
        self.kept = kept

    def report(self) -> RereadReport:
        """The result so far."""
        return RereadReport(
            self.records,
            self.changed,
            self.moved,
            self.dropped,
            tuple(self.lost),
            tuple(self.kept),
            self.moved_fragments,
            tuple(self.lost_fragments),
        )

    def read(
        self,
        found: dict[Path, Record],
        progress: Callable[[Progress], None] | None,
        stop: threading.Event | None,
    ) -> None:
        """Read the files and store each reading as it arrives."""
        pages, seconds = 0, 0.0
        for reading in self.readings(found, stop):
            self.take(found[reading.path], reading)
            self.records += 1
            pages, seconds = pages + reading.page_count, seconds + reading.seconds
            if progress:
                name = self.context.relative(reading.path)
                progress(Progress(self.records, len(found), pages, seconds, name))

    def readings(self, found: dict[Path, Record], stop: threading.Event | None) -> Iterator[Reading]:
        """The readings of the files; text of recognised pages is recognised again."""
        from review.documents import Limits, read_file, readers
        from review.documents.recognition import missing, recognised_readings

        scanned = [path for path, record in found.items() if has_recognised_pages(self.journal, record)]
        limits = Limits()
        with readers(limits, jobs=os.cpu_count() or 1) as here:
            yield from here.read([path for path in found if path not in scanned], stop)
            if lack := missing() if scanned else "":
                self.kept += [f"{found[path].author_year}: {lack}; the text was kept" for path in scanned]
                return
            for one in recognised_readings(scanned, limits, here, stop=stop):
                if one.problem:
                    self.kept.append(f"{found[one.path].author_year}: {one.problem}; the text was kept")
                else:
                    yield one.reading or read_file(one.path)

    def take(self, record: Record, reading: Reading) -> None:
        """Store a reading for a record, if it is as good as the last one, and move what is on the old text."""
        if reason := _why_not(record, reading):
            self.kept.append(f"{record.author_year}: {reason}; the text was kept")
            return
        self.put(record, reading)

    def put(self, record: Record, reading: Reading) -> None:
        """Store a reading of a record's file or of its new version, and move what is on the old text."""
        document = reading.document
        text_sha256 = document.text_sha256 if document else ""
        with self.journal.transaction():
            before = texts.digests(self.journal, record.text_sha256)
            if document is not None and text_sha256 == record.text_sha256:
                texts.renew(self.journal, document)
            elif document is not None:
                texts.store(self.journal, document)
            kept = texts.digests(self.journal, text_sha256)
            if (reading.file_sha256, text_sha256, reading.message, kept) != (
                record.file_sha256,
                record.text_sha256,
                record.message,
                before,
            ):
                act = msgspec.structs.replace(_reread_act(record, reading), **kept)
                self.journal.append(self.context.reviewer, act)
            self.changed += text_sha256 != record.text_sha256
            if document is not None:
                self._move(record.id, document)

    def _move(self, record: str, document: Document) -> None:
        """Move each anchor whose position or page label has changed."""
        standing = anchors.of_record(self.journal, record)
        if not standing:
            return
        new = SearchedText(document.text)
        lost = set()
        for anchor in standing:
            span = self._place(anchor, new, document)
            if span is None:
                lost.add(anchor.subject.partition(":")[2])
                self.dropped += anchor.subject.startswith(_MARKS)
                continue
            act = _reanchor_act(anchor, record, document, span)
            if not _stands(anchor, act):
                self.journal.append(self.context.reviewer, act)
                self.moved += anchor.subject.startswith("coding:")
                self.moved_fragments += anchor.subject.startswith("fragment:")
        if lost:
            self.lost += [one for one in coding_acts.codings(self.journal, record=record) if one.id in lost]
            self.lost_fragments += [one for one in fragments_in(self.journal, record) if one.id in lost]

    def _place(self, anchor: Anchor, new: SearchedText, document: Document) -> tuple[int, int] | None:
        """The position of an anchor in the new text; an anchor on the whole body stays on the whole body."""
        span = anchor.start, anchor.end
        if anchor.text_sha256 == document.text_sha256:
            return span
        old = texts.load(self.journal, anchor.text_sha256)
        if old is None:
            return None
        if span == (0, old.body_end) and anchor.subject.startswith("done:"):
            return 0, document.body_end
        return found_again(old.text, span, new)


def has_recognised_pages(journal: Journal, record: Record) -> bool:
    """Whether some of a record's text comes from recognition, so that rereading it needs recognition, too."""
    return bool(texts.recognised_pages(journal, record.text_sha256))


def _why_not(record: Record, reading: Reading) -> str:
    """Why a reading must not replace the last one; ``""`` if it may."""
    if reading.file_sha256 != record.file_sha256:
        return reading.message or "its file has changed since it was read (use review ingest)"
    return incompleteness(record, reading)


def incompleteness(record: Record, reading: Reading) -> str:
    """How a reading is less complete than the record's last one; ``""`` if it is not."""
    if reading.document is None:
        return reading.message or "nothing could be read"
    was_whole = record.text_sha256 and record.reading_status == ReadingStatus.ADDED
    if was_whole and reading.status is not ReadingStatus.ADDED:
        return f"the new reading is incomplete ({reading.message})"
    return ""


def _reread_act(record: Record, reading: Reading) -> Reread:
    document = reading.document
    had_no_text = record.reading_status in {ReadingStatus.NO_TEXT, ReadingStatus.ENCRYPTED}
    return Reread(
        record=record.id,
        file_sha256=reading.file_sha256,
        text_sha256=document.text_sha256 if document else "",
        status=reading.status,
        message=reading.message,
        pages=reading.page_count,
        reader=document.reader if document else "",
        # Without an earlier text, the first page is the first source of metadata.
        metadata=metadata_values(reading) if had_no_text else {},
    )


def _reanchor_act(anchor: Anchor, record: str, document: Document, span: tuple[int, int]) -> Reanchor:
    start, end = span
    text_sha256 = document.text_sha256
    moved = Reanchor(subject=anchor.subject, record=record, text_sha256=text_sha256, start=start, end=end)
    if not anchor.subject.startswith(("coding:", "fragment:")):
        return moved
    page = document.page_at(start)
    quote = document.text[start:end]
    return msgspec.structs.replace(
        moved, quote=quote, page=page.number, page_label=page.label, label_source=page.label_source
    )


def _stands(anchor: Anchor, act: Reanchor) -> bool:
    """Whether an anchor is already at the target of an act."""
    here = (anchor.text_sha256, anchor.start, anchor.end)
    page = (anchor.page, anchor.page_label, anchor.label_source)
    return (act.text_sha256, act.start, act.end) == here and (
        act.page is UNSET or (act.page, act.page_label, act.label_source) == page
    )
