"""Messages of a child that reads a project."""

from __future__ import annotations

from review.exchange.refi.reading.limits import ProjectLimits
from review.exchange.refi.values import QdaCounts, QdaProject, QdaSource, Skipped
from review.sandbox.messages import Request, Step


class ReadProjectFile(Request, frozen=True, kw_only=True, tag="project"):
    """Send what a project holds, and the files in it if `with_files`."""

    limits: ProjectLimits
    with_files: bool


class FoundProject(Step, frozen=True, array_like=True, tag="found"):
    """A project without its sources."""

    project: QdaProject
    counts: QdaCounts
    offsets: str


class FoundOneSource(Step, frozen=True, array_like=True, tag="source"):
    """The next source; `QdaSource.file` is the ending of its file."""

    source: QdaSource


class FoundSkipped(Step, frozen=True, array_like=True, tag="skipped"):
    """Something that could not be used; a file that is damaged if `is_refused`."""

    skipped: Skipped
    is_refused: bool


class FoundPiece(Step, frozen=True, array_like=True, tag="piece"):
    """The next bytes of the file of a source, which is named by its number; `is_whole`: the file ends before them."""

    source: int
    data: bytes
    is_whole: bool = False


class FoundNoFile(Step, frozen=True, array_like=True, tag="no file"):
    """The file of a source turned out to be damaged."""

    source: int
