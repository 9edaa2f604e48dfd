"""The progress and the report of an ingest."""

from __future__ import annotations

from msgspec import Struct

from review.domain.record import ReadingStatus

_FAST = 10
"""The speed in pages per second above which decimals are left out."""


class Progress(Struct, frozen=True):
    """The progress of an ingest; `path` is the last finished file."""

    done: int
    total: int
    pages: int
    seconds: float
    path: str

    @property
    def speed(self) -> str:
        """Pages per second as text, with a decimal place if slow, as in text recognition."""
        rate = self.pages / self.seconds if self.seconds else 0.0
        return f"{rate:.0f}" if rate >= _FAST else f"{rate:.1f}"


class FileReport(Struct, frozen=True):
    """The result for one file; `record` is empty without one, `lost` counts codings and fragments lost by a changed file."""

    path: str
    status: ReadingStatus
    record: str = ""
    pages: int = 0
    title: str = ""
    seconds: float = 0.0
    message: str = ""
    lost: int = 0


class IngestReport(Struct, frozen=True):
    """The results for all files of a run, sorted by path."""

    files: tuple[FileReport, ...]
    pages: int
    seconds: float
    stopped: bool = False

    @property
    def refused(self) -> tuple[FileReport, ...]:
        """The files that the run could not read as documents."""
        return tuple(file for file in self.files if file.status.is_refusal)
