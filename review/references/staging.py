"""The whole of a reference file, read before anything of it is stored, and kept on disk meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from review.domain.reference import Reference, Refusal
from review.references import GivenUpError, ReferenceStream, stream_references
from review.references.said import SaidReference
from review.sandbox.messages import Decoder, encode

_read = Decoder(SaidReference)


class StagedReferences:
    """What a file holds: its `format`, the `mapping` of its columns, `refusals`, and as many references as its length.

    The references come from disk, one after another, so that memory does not grow with their number.
    """

    def __init__(
        self, stream: ReferenceStream, file: IO[bytes], progress: Callable[[int], None] | None
    ) -> None:
        self.format = stream.format
        self.mapping: Mapping[str, str] = stream.mapping
        self.refusals: list[Refusal] = []
        self._file = file
        self._count = 0
        for count, item in enumerate(stream.items, 1):
            if isinstance(item, Refusal):
                self.refusals.append(item)
            else:
                file.write(encode(SaidReference(item)))
                self._count += 1
            if progress:
                progress(count)
        file.flush()

    def __len__(self) -> int:
        """How many references there are."""
        return self._count

    def __iter__(self) -> Iterator[Reference]:
        """The references in the file's order."""
        self._file.seek(0)
        for line in self._file:
            yield _read(line).reference


@contextmanager
def staged_references(
    path: Path,
    columns: Mapping[str, str] | None,
    folder: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[StagedReferences]:
    """Everything in a reference file, read to its end by a child with limits.

    It is kept in a file without a name, of which nothing is left when this process ends, however it ends.

    Args:
        path: the file; its format is recognised by its content.
        columns: as for `stream_references`.
        folder: where there is room for a copy of what the file says; default: where the system keeps such files.
        progress: told how many references and refusals were read, after each.

    Raises:
        ReadingError: the file cannot be opened.
        UnknownNameError: `columns` names a field that there is not.
        GivenUpError: reading was ended, or there is no room; the text says why and what to do.
    """
    with ExitStack() as opened:
        stream = opened.enter_context(stream_references(path, columns))
        try:
            file = TemporaryFile(dir=folder)  # noqa: SIM115 - closed by the stack
            opened.callback(_discard, file)
            staged = StagedReferences(stream, file, progress)
        except OSError as error:
            raise _no_room(error) from error
        yield staged


def _discard(file: IO[bytes]) -> None:
    # On a full disk, closing fails like the writing before.
    with suppress(OSError):
        file.close()


def _no_room(error: OSError) -> GivenUpError:
    return GivenUpError(
        f"there is no room to keep what it says ({error.strerror}); make some and import it again"
    )
