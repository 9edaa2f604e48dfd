"""Writes the files of a project to a folder, under names that are made here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from review.sandbox.messages import ProtocolError


class SourceFiles:
    """The files of the sources, one after another; `names` are theirs, empty for sources without one."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self._folder, self._names = folder, names
        self._number = -1
        self._open: BinaryIO | None = None
        self.whole: set[int] = set()
        """The numbers of the sources whose file was written to its end."""

    def write(self, number: int, data: bytes) -> None:
        """The next bytes of a source's file.

        Raises:
            ProtocolError: the child may not send them.
            OSError: the disk is full, or the folder cannot be written.
        """
        if number != self._number:
            if self._open or not 0 <= number < len(self._names) or not self._names[number]:
                raise ProtocolError("not a file of a source")
            self._open = (self._folder / self._names[number]).open("xb")
            self._number = number
        if not self._open:
            raise ProtocolError("bytes behind the end of a file")
        self._open.write(data)

    def end(self, number: int) -> None:
        """The file of a source is complete."""
        self.write(number, b"")
        self.close()
        self.whole.add(number)

    def drop(self, number: int) -> None:
        """The file of a source is damaged: what was written is removed."""
        self.write(number, b"")
        self.close()
        (self._folder / self._names[number]).unlink()

    def close(self) -> None:
        """Close the file that is being written."""
        if self._open:
            self._open.close()
            self._open = None
