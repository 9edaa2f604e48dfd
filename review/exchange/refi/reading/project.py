"""The parent's side: asks a child process for what a project holds, and writes the files in it to a folder."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from threading import Event as StopEvent

from msgspec.structs import replace

from review.errors import ReadingError
from review.exchange.refi.reading.checking import check_clean, check_source
from review.exchange.refi.reading.files import SourceFiles
from review.exchange.refi.reading.limits import PROJECT_LIMITS, ProjectLimits
from review.exchange.refi.reading.messages import (
    FoundNoFile,
    FoundOneSource,
    FoundPiece,
    FoundProject,
    FoundSkipped,
    ReadProjectFile,
)
from review.exchange.refi.reading.names import file_names
from review.exchange.refi.values import QdaSource, ReadProject, Skipped
from review.sandbox.limited_process import NoAnswerError, answers
from review.sandbox.limits import Limits
from review.sandbox.messages import Message, ProtocolError
from review.sandbox.regular_file import check_named

LIMITS = Limits(timeout=120.0, memory_mb=2048)
"""The limits of the child process: memory, and the seconds without a finished source."""

_TASKS = "review.exchange.refi.reading.task"
_KINDS: tuple[type[Message], ...] = (FoundProject, FoundOneSource, FoundSkipped, FoundPiece, FoundNoFile)
_REASONS = {
    "timeout": "reading it took too much time; export a part of the project",
    "memory": "reading it took too much memory; export a part of the project",
    "output": "it has too much in it; export a part of the project",
    "crash": "the reader crashed on it; export it again in the program that it comes from",
}


def read_project(
    path: Path,
    files: Path | None = None,
    stop: StopEvent | None = None,
    limits: ProjectLimits = PROJECT_LIMITS,
) -> ReadProject:
    """What a project (.qdpx, .qde) or codebook (.qdc) holds; it is recognised by its content.

    Args:
        path: the file.
        files: a folder for the PDFs and texts in it, each under the name in `QdaSource.file`; without it, none are written.
        stop: ends the reading early.
        limits: how large the project may be.

    Raises:
        ReadingError: it is not such a file, is damaged or hostile, or was stopped; the text says why in one line.
    """
    check_named(path, limits.archive)
    request = ReadProjectFile(path=str(path.absolute()), limits=limits, with_files=files is not None)
    # Bytes of files come as text that is a third longer.
    most_bytes = 2 * (limits.xml + limits.texts + limits.unpacked)
    received = _Received(files)
    try:
        with closing(received), closing(answers(_TASKS, request, _KINDS, LIMITS, most_bytes)) as messages:
            _receive(received, messages, stop)
        return received.result()
    except NoAnswerError as error:
        raise ReadingError(f"{path}: {_REASONS.get(str(error), str(error))}") from error
    except ProtocolError as error:
        raise ReadingError(f"{path}: {_REASONS['crash']}") from error
    except OSError as error:
        raise ReadingError(
            f"{files}: cannot be written ({error.strerror or error}); free some space"
        ) from error
    except InterruptedReadingError as error:
        raise ReadingError(f"{path}: stopped before all of it was read") from error


class InterruptedReadingError(Exception):
    """Somebody stopped the reading."""


def _receive(received: _Received, messages: Iterable[Message], stop: StopEvent | None) -> None:
    for message in messages:
        if stop and stop.is_set():
            raise InterruptedReadingError
        received.add(message)


class _Received:
    """A project as it comes from the child, part by part; its files are written at once."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._found: FoundProject | None = None
        self._sources: list[QdaSource] = []
        self._skipped: list[Skipped] = []
        self._refused: list[Skipped] = []
        self._files: SourceFiles | None = None

    def add(self, message: Message) -> None:
        """The next message.

        Raises:
            ProtocolError: it cannot be right.
            OSError: a file cannot be written.
        """
        if isinstance(message, FoundProject):
            check_clean(message)
            self._found = message
        elif isinstance(message, FoundOneSource):
            check_source(message.source)
            self._sources.append(message.source)
        elif isinstance(message, FoundSkipped):
            check_clean(message)
            (self._refused if message.is_refused else self._skipped).append(message.skipped)
        elif isinstance(message, FoundPiece):
            self._written().write(message.source, message.data)
            if message.is_whole:
                self._written().end(message.source)
        elif isinstance(message, FoundNoFile):
            self._written().drop(message.source)

    def close(self) -> None:
        """Close the file that is being written."""
        if self._files:
            self._files.close()

    def result(self) -> ReadProject:
        """All of it.

        Raises:
            ProtocolError: the child sent no project.
        """
        if not self._found:
            raise ProtocolError("no project")
        whole = self._files.whole if self._files else None
        sources = tuple(
            replace(source, file=name if whole is None or number in whole else "")
            for number, (source, name) in enumerate(
                zip(self._sources, file_names(self._sources), strict=True)
            )
        )
        return ReadProject(
            project=replace(self._found.project, sources=sources),
            counts=self._found.counts,
            offsets=self._found.offsets,
            skipped=tuple(self._skipped),
            refused=tuple(self._refused),
        )

    def _written(self) -> SourceFiles:
        if not self._folder:
            raise ProtocolError("files without a folder")
        if not self._files:
            self._files = SourceFiles(self._folder, list(file_names(self._sources)))
        return self._files
