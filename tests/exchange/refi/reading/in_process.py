"""Reads a project as the child does, but in the test's process, which saves starting one for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from review.exchange.refi.reading import task
from review.exchange.refi.reading.checking import check_clean, check_source
from review.exchange.refi.reading.limits import PROJECT_LIMITS, ProjectLimits
from review.exchange.refi.reading.messages import (
    FoundNoFile,
    FoundOneSource,
    FoundPiece,
    FoundProject,
    FoundSkipped,
    ReadProjectFile,
)
from review.exchange.refi.values import QdaCounts, QdaProject, QdaSelection, QdaSource
from review.sandbox.messages import Message


@dataclass
class Found:
    """What the child said."""

    project: QdaProject = field(default_factory=QdaProject)
    counts: QdaCounts = field(default_factory=QdaCounts)
    offsets: str = ""
    sources: list[QdaSource] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    files: dict[int, bytes] = field(default_factory=dict)

    def quotations(self, source: int = 0) -> list[str]:
        """The texts of a source's selections."""
        return [quotation(self.sources[source], one) for one in self.sources[source].selections]

    def hear(self, message: Message) -> None:
        """The next message."""
        if isinstance(message, FoundProject):
            check_clean(message)
            self.project, self.counts, self.offsets = message.project, message.counts, message.offsets
        elif isinstance(message, FoundOneSource):
            check_source(message.source)
            self.sources.append(message.source)
        elif isinstance(message, FoundSkipped):
            check_clean(message)
            (self.refused if message.is_refused else self.skipped)[message.skipped.what] = message.skipped.why
        elif isinstance(message, FoundPiece):
            self.files[message.source] = self.files.get(message.source, b"") + message.data
        elif isinstance(message, FoundNoFile):
            self.files.pop(message.source, None)


def read(path: Path, limits: ProjectLimits = PROJECT_LIMITS, *, with_files: bool = False) -> Found:
    """What the child says of a project.

    Raises:
        CannotReadError: it refuses to read it.
    """
    found = Found()
    task.do(ReadProjectFile(path=str(path), limits=limits, with_files=with_files), found.hear)
    return found


def quotation(source: QdaSource, selection: QdaSelection) -> str:
    """The text of a selection."""
    assert source.text is not None
    return source.text[selection.start : selection.end]
