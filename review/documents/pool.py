"""Reads many files at once in child processes, and saves the pages read before a child had to be ended."""

from __future__ import annotations

import selectors
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from review.documents.checking import checked_document, checked_values
from review.documents.layout.lines import PageLines
from review.documents.messages import notice, notice_of_ligatures, outcome, partial_message
from review.documents.protocol import (
    MOST_PAGES,
    NOTHING_KNOWN,
    PAGE_READ,
    TASKS,
    Assembled,
    Assembling,
    FileFacts,
    PageRead,
    Read,
)
from review.domain import Document, FoundValue, Reading, ReadingStatus
from review.sandbox.child_process import end_known
from review.sandbox.limited_process import LimitedProcess
from review.sandbox.limits import ASSEMBLING_SECONDS, Limits
from review.sandbox.messages import Decoder, Failed, Message, ProtocolError

_FILES_PER_CHILD = 200
_TICK_SECONDS = 0.1
_read_page = Decoder(PageRead)
_read_message: Decoder[Message] = Decoder(FileFacts, Assembling, Assembled, Failed)


@dataclass(slots=True)
class _Job:
    """A file that a child is reading, and the messages about it so far."""

    path: Path
    started: float = field(default_factory=time.monotonic)
    facts: FileFacts = NOTHING_KNOWN
    pages: list[bytes] = field(default_factory=list)


class ReadingPool:
    """Up to `jobs` child processes that read files; a context manager that ends all of them.

    Pages to recognise are given to the same number of threads, each of which waits for its own child processes.
    """

    def __init__(self, jobs: int, limits: Limits) -> None:
        self._limits = limits
        self._jobs = max(1, jobs)
        self._children: dict[LimitedProcess, _Job | None] = {}
        self._selector = selectors.DefaultSelector()
        self._recognised: dict[int, str] = {}
        self._threads = ThreadPoolExecutor(self._jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in list(self._children):
            self._end(child)
        self._selector.close()
        if isinstance(error, KeyboardInterrupt):
            # The threads may wait for minutes, and their results are no longer wanted.
            end_known()
        self._threads.shutdown(cancel_futures=True)

    @property
    def executor(self) -> Executor:
        """The executor that runs tasks in threads."""
        return self._threads

    def at_once(self) -> int:
        """The number of tasks that keeps each thread busy, with one task waiting."""
        return 2 * self._jobs

    def read(
        self,
        paths: Sequence[Path],
        stop: threading.Event | None = None,
        recognised: Mapping[int, Path] | None = None,
    ) -> Iterator[Reading]:
        """Readings in the order in which they finish; ends early when `stop` is set.

        `recognised` maps scanned pages to one-page files with the recognised text.
        """
        self._recognised = {number: str(page) for number, page in (recognised or {}).items()}
        ready = {key.fileobj for key, _ in self._selector.select(0)}
        for child in [child for child, job in self._children.items() if job is None and child in ready]:
            # It ended while idle, so no file is to blame.
            self._end(child)
        waiting = deque(paths)
        while (waiting or any(self._children.values())) and not (stop and stop.is_set()):
            self._hand_out(waiting)
            finished_now = self._attend_all()
            # The children go on reading while the caller processes finished readings.
            self._hand_out(waiting)
            yield from finished_now

    def _hand_out(self, waiting: deque[Path]) -> None:
        """Gives a file to every idle child, as long as there are files."""
        idle = [child for child, job in self._children.items() if job is None]
        while waiting and (idle or len(self._children) < self._jobs):
            child = idle.pop() if idle else self._start()
            if child.files >= _FILES_PER_CHILD:
                self._end(child)
                continue
            self._give(child, waiting.popleft())

    def _give(self, child: LimitedProcess, path: Path) -> None:
        self._children[child] = _Job(path)
        child.ask(Read(path=str(path.absolute()), recognised=self._recognised))

    def _start(self) -> LimitedProcess:
        child = LimitedProcess(TASKS, self._limits)
        self._children[child] = None
        self._selector.register(child, selectors.EVENT_READ)
        return child

    def _end(self, child: LimitedProcess) -> str:
        self._selector.unregister(child)
        del self._children[child]
        return child.end()

    def _attend_all(self) -> list[Reading]:
        """Waits briefly for messages; returns the readings of finished files."""
        ready = {key.fileobj for key, _ in self._selector.select(_TICK_SECONDS)}
        readings = []
        for child, job in list(self._children.items()):
            if job is None and child in ready:
                self._end(child)
            elif job and (reading := self._attend(child, job, is_ready=child in ready)):
                readings.append(reading)
        return readings

    def _attend(self, child: LimitedProcess, job: _Job, *, is_ready: bool) -> Reading | None:
        """Processes a child's messages, or ends it; returns a reading once its file is finished or has failed."""
        try:
            if is_ready:
                lines = child.lines()
                if lines is None:
                    reason = self._end(child)
                    if reason == "crash" and child.files > 1 and job.facts is NOTHING_KNOWN:
                        # It probably ended before it was given the file; a new child shows whether the file is to blame.
                        self._give(self._start(), job.path)
                        return None
                    return salvaged(job, reason)
                for line in lines:
                    if reading := self._take(child, job, line):
                        return reading
            if trouble := child.trouble():
                self._end(child)
                return salvaged(job, trouble)
        except ProtocolError as error:
            self._end(child)
            return salvaged(job, "output" if "much" in str(error) else "crash")
        return None

    def _take(self, child: LimitedProcess, job: _Job, line: bytes) -> Reading | None:
        if line.startswith(PAGE_READ):
            job.pages.append(line)
            return None
        message = _read_message(line)
        if isinstance(message, Assembling):
            child.allow(ASSEMBLING_SECONDS * job.facts.pages)
        elif isinstance(message, FileFacts):
            job.facts = message
        elif isinstance(message, Assembled):
            self._children[child] = None
            return finished(job, message)
        elif isinstance(message, Failed):
            self._children[child] = None
            if message.reason == "memory":
                self._end(child)
            return salvaged(job, message.reason)
        return None


def finished(job: _Job, assembled: Assembled) -> Reading:
    """The reading of a file that was read to the end.

    Raises:
        ProtocolError: the child's messages do not form a document.
    """
    document = checked_document(assembled.document)
    status, message = ReadingStatus.ADDED, ""
    if not any(character.isalnum() for character in document.text[: document.body_end]):
        status, message = outcome("no-text", name=job.path.name)
    elif assembled.skipped:
        status = ReadingStatus.PARTIAL
        message = partial_message("skipped", last=0, page=assembled.skipped[0], pages=job.facts.pages)
    hidden = {aside.page for aside in document.asides if aside.kind == "hidden text"}
    notices = (
        notice(hidden, set(assembled.cropped)),
        notice_of_ligatures(assembled.mended, assembled.misnamed),
    )
    message = " ".join(filter(None, [message, *notices]))
    return _reading(job, status, message, document, checked_values(assembled.metadata))


def salvaged(job: _Job, reason: str) -> Reading:
    """The reading of a file whose child failed: the pages received so far, or only the reason.

    What assembles pages is imported here: a parent whose children do not fail never needs it.
    """
    from review.documents.layout.assemble import assemble
    from review.documents.metadata.titles import title_of_file_name
    from review.documents.misnamed_ligatures import mended

    page = len(job.pages) + 1
    pages = _unpacked(job.pages)
    document = assemble(mended(pages).pages, "salvaged") if pages else None
    title = {"title": FoundValue(title_of_file_name(job.path.name), "file name", 0.2)}
    if document and any(character.isalnum() for character in document.text):
        message = partial_message(reason, last=len(pages), page=page, pages=job.facts.pages)
        return _reading(job, ReadingStatus.PARTIAL, message, document, title)
    status, message = outcome(reason, page=page, limit=MOST_PAGES, name=job.path.name)
    return _reading(job, status, message, None, title if status.makes_record else {})


def _unpacked(lines: Sequence[bytes]) -> list[PageLines]:
    """The pages in a child's messages, up to the first invalid one."""
    pages: list[PageLines] = []
    for line in lines:
        try:
            page = _read_page(line).page
        except ProtocolError:
            break
        if page.number != len(pages) + 1:
            break
        pages.append(page)
    return pages


def _reading(
    job: _Job, status: ReadingStatus, message: str, document: Document | None, metadata: dict[str, FoundValue]
) -> Reading:
    return Reading(
        path=job.path,
        status=status,
        message=message,
        file_sha256=job.facts.sha256,
        page_count=job.facts.pages,
        document=document,
        metadata=metadata,
        seconds=round(time.monotonic() - job.started, 3),
    )
