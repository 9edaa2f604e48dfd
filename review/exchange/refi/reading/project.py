"""The parent's side: asks a child process for what a project holds, and writes the files in it to a folder."""

from __future__ import annotations

from pathlib import Path
from threading import Event as StopEvent

from review.errors import ReadingError
from review.exchange.refi.values import ReadProject


def read_project(path: Path, files: Path | None = None, stop: StopEvent | None = None) -> ReadProject:  # noqa: ARG001
    """What a project (.qdpx, .qde) or codebook (.qdc) holds; it is recognised by its content.

    Args:
        path: the file.
        files: a folder for the PDFs and texts in it, each under the name in `QdaSource.file`; without it, none are written.
        stop: ends the reading early.

    Raises:
        ReadingError: it is not such a file, is damaged or hostile, or was stopped; the text says why in one line.
    """
    raise ReadingError(f"{path}: projects cannot be read yet")
