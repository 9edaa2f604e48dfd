"""What a run of reading tells: how far it is, what became of each file."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain import ReadingStatus

_FAST = 10
"""Pages a second from which tenths say nothing."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run of reading is; `path` is the file that was finished last."""

    done: int
    total: int
    pages: int
    seconds: float
    path: str

    @property
    def speed(self) -> str:
        """Pages a second, as a person reads it: with a decimal place where they are few, as in text recognition."""
        rate = self.pages / self.seconds if self.seconds else 0.0
        return f"{rate:.0f}" if rate >= _FAST else f"{rate:.1f}"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; `record` is empty where there is none, `lost` counts codings that a changed file lost."""

    path: str
    status: ReadingStatus
    record: str = ""
    pages: int = 0
    title: str = ""
    seconds: float = 0.0
    message: str = ""
    lost: int = 0


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of every file of a run, in the order of their paths."""

    files: tuple[FileReport, ...]
    pages: int
    seconds: float
    stopped: bool = False

    @property
    def refused(self) -> tuple[FileReport, ...]:
        """The files that the run could not read as documents."""
        return tuple(file for file in self.files if file.status.is_refusal)
