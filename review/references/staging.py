"""Reads a whole reference file to disk before any of it is stored in the review."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from weakref import finalize

from review.domain.reference import Notice, Reference, Refusal
from review.references import ReadingStoppedError, ReferenceStream, stream_references
from review.references.messages import ParsedReference
from review.sandbox.messages import Decoder, encode
from review.sandbox.regular_file import state_of

_read = Decoder(ParsedReference)


class StagedReferences:
    """The content of a file: `format`, the `mapping` of its columns, `refusals`, `notices`, and the references (its length).

    References are read from disk one by one, so that memory does not grow with their number.
    """

    def __init__(
        self, stream: ReferenceStream, file: IO[bytes], progress: Callable[[int], None] | None
    ) -> None:
        self.format = stream.format
        self.mapping: Mapping[str, str] = stream.mapping
        self.refusals: list[Refusal] = []
        self.notices: list[Notice] = []
        self._file = file
        self._count = 0
        for count, item in enumerate(stream.items, 1):
            if isinstance(item, Refusal):
                self.refusals.append(item)
            elif isinstance(item, Notice):
                self.notices.append(item)
            else:
                file.write(encode(ParsedReference(item)))
                self._count += 1
            if progress:
                progress(count)
        file.flush()
        # If nothing else closes it, it goes with the last name for it.
        self.close = finalize(self, _discard, file)

    def __len__(self) -> int:
        """The number of references."""
        return self._count

    def __iter__(self) -> Iterator[Reference]:
        """The references, in the file's order."""
        self._file.seek(0)
        for line in self._file:
            yield _read(line).reference


def stage(
    path: Path,
    columns: Mapping[str, str] | None,
    folder: Path | None = None,
    progress: Callable[[int], None] | None = None,
    encoding: str = "",
) -> StagedReferences:
    """The content of a reference file, read to its end by a child process with limits; to be closed.

    It is kept in an unnamed temporary file, which disappears when this process ends for any reason.

    Args:
        path: the file; its format is recognised by its content.
        columns: as for `stream_references`.
        folder: where to put the temporary copy; default: the system's temporary folder.
        progress: called after each reference or refusal with the number read so far.
        encoding: as for `stream_references`.

    Raises:
        ReadingError: the file cannot be opened.
        UnknownNameError: `columns` names a field that there is not, or `encoding` is unknown.
        ReadingStoppedError: reading stopped, or the disk is full; the text says why and what to do.
    """
    with stream_references(path, columns, encoding=encoding) as stream, ExitStack() as opened:
        try:
            file = TemporaryFile(dir=folder)  # noqa: SIM115 - closed by the stack, or by who has the references
            opened.callback(_discard, file)
            staged = StagedReferences(stream, file, progress)
        except OSError as error:
            raise _no_room(error) from error
        opened.pop_all()
        return staged


class LastReading:
    """Keeps what was read last, so that the preview of a file, looked at again or imported, is not read another time."""

    def __init__(self) -> None:
        self._kept: tuple[tuple[object, ...], StagedReferences] | None = None

    @contextmanager
    def staged(
        self,
        path: Path,
        columns: Mapping[str, str] | None,
        folder: Path | None,
        progress: Callable[[int], None] | None,
        encoding: str,
        *,
        keep: bool,
    ) -> Iterator[StagedReferences]:
        """The content of a file as `stage` gives it, or as it was read before the file changed; kept afterwards with `keep`.

        Raises:
            ReadingError: as `stage`.
            UnknownNameError: as `stage`.
            ReadingStoppedError: as `stage`.
        """
        kept, self._kept = self._kept, None
        key = _state_of(path, columns, encoding)
        if kept and key and kept[0] == key:
            staged = kept[1]
        else:
            if kept:
                kept[1].close()
            staged = stage(path, columns, folder, progress, encoding)
        if keep and key:
            self._kept = key, staged
            yield staged
            return
        with closing(staged):
            yield staged


def _state_of(path: Path, columns: Mapping[str, str] | None, encoding: str) -> tuple[object, ...]:
    """What says that a file is as it was, and is read in the same way; nothing where it cannot be looked at."""
    state = state_of(path)
    return (path.absolute(), *state, frozenset((columns or {}).items()), encoding) if state else ()


def _discard(file: IO[bytes]) -> None:
    # On a full disk, closing fails as writing did.
    with suppress(OSError):
        file.close()


def _no_room(error: OSError) -> ReadingStoppedError:
    return ReadingStoppedError(
        f"there is no space for a temporary copy ({error.strerror}); free some space and import it again"
    )
