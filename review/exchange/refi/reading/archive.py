"""The files in a project: a zip whose names are never used as paths, or a bare project or codebook."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from review.domain.texts.endings import PROGRAMS
from review.exchange.refi.reading.limits import FREE_BYTES, ProjectLimits, in_bytes
from review.exchange.refi.reading.skipping import quoted
from review.sandbox.messages import CannotReadError
from review.sandbox.regular_file import open_regular

DAMAGED = "it is damaged; export it again in the program that it comes from"
NO_PROJECT = "it is not a REFI-QDA project (.qdpx, .qde) or codebook (.qdc)"
_EXPORTED = "export it there as a REFI-QDA project (.qdpx), and import that file"
OF_OTHER_PROGRAMS = {
    PROGRAMS[
        "NVivo"
    ]: "an NVivo project; in NVivo choose File, Share, Export Project (REFI-QDA), and import that file",
    PROGRAMS["ATLAS.ti"]: f"an ATLAS.ti project; {_EXPORTED}",
    PROGRAMS["MAXQDA"]: f"a MAXQDA project; {_EXPORTED}",
}
"""What is said of a project in a program's own format, by its ending."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_CHUNK = 1 << 18
_UNREADABLE = (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError)
_XML = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ENCRYPTED = 1


class UnreadableError(Exception):
    """A file in the archive cannot be read; the text says why."""


class Archive:
    """A project's files. Those beside the project itself are found by the last part of their name only."""

    def __init__(self, file: BufferedReader, limits: ProjectLimits) -> None:
        """Recognise the file.

        Raises:
            CannotReadError: it is neither, is damaged, or is larger than the limits allow.
        """
        self._file, self._limits = file, limits
        self._zip: zipfile.ZipFile | None = None
        self._project: zipfile.ZipInfo | None = None
        self._by_name: dict[str, zipfile.ZipInfo] = {}
        start = file.peek(len(_ZIP[0]))[:4]
        if start in _ZIP:
            self._open_zip()
        elif not file.peek(100).lstrip().startswith(_XML):
            raise CannotReadError(NO_PROJECT)

    def _open_zip(self) -> None:
        members = self._members_of(self._file)
        if inner := _zipped_again(members):
            try:
                members = self._members_of(BytesIO(self.read(inner, self._limits.inner)))
            except UnreadableError as error:
                raise CannotReadError(str(error)) from error
        self._project = _project_of(members)
        for member in members:
            # One in the folder of sources comes before one elsewhere, and of equals the first counts.
            name = _plain(_base(member.filename))
            known = self._by_name.get(name)
            if not known or (_is_source(member) and not _is_source(known)):
                self._by_name[name] = member

    def _members_of(self, file: IO[bytes]) -> list[zipfile.ZipInfo]:
        """The files in a zip, which is the one that is read from now on."""
        try:
            self._zip = zipfile.ZipFile(file)
        except _UNREADABLE as error:
            raise CannotReadError(DAMAGED) from error
        members = [one for one in self._zip.infolist() if not one.is_dir() and not _is_hidden(one.filename)]
        if len(members) > self._limits.members:
            raise CannotReadError(f"it has more than {self._limits.members:,} files; it was not read")
        if sum(one.file_size for one in members) > self._limits.unpacked:
            raise CannotReadError(
                f"its files are larger than {in_bytes(self._limits.unpacked)}; export a part of the project"
            )
        return members

    def project(self) -> Iterator[bytes]:
        """The pieces of the project's XML.

        Raises:
            CannotReadError: they are damaged, encrypted or too large.
        """
        if self._project:
            try:
                yield from self.pieces(self._project, self._limits.xml)
            except UnreadableError as error:
                raise CannotReadError(str(error)) from error
            return
        size = self._file.seek(0)
        while piece := self._file.read(_CHUNK):
            size += len(piece)
            if size > self._limits.xml:
                raise CannotReadError(_larger(self._limits.xml))
            yield piece

    def absence(self) -> str:
        """What is said of a file that is not there."""
        return (
            "is not in the archive"
            if self._zip
            else "is not in a project without its archive; import the .qdpx"
        )

    def find(self, path: str) -> zipfile.ZipInfo | None:
        """The file that a path in the project names, None if it is not in the archive."""
        if path.lower().startswith(("absolute:", "http:", "https:")):
            return None
        base = _base(path)
        return self._by_name.get(_plain(base)) or self._by_name.get(_plain(unquote(base)))

    def read(self, member: zipfile.ZipInfo, most: int) -> bytes:
        """The bytes of a file.

        Raises:
            UnreadableError: it is damaged, encrypted, or larger than `most` bytes.
        """
        return b"".join(self.pieces(member, most))

    def pieces(self, member: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
        """The bytes of a file piece by piece; see `read`."""
        assert self._zip
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableError("it is encrypted; export it without a password")
        largest = min(most, max(FREE_BYTES, member.compress_size * self._limits.ratio))
        size = 0
        try:
            with self._zip.open(member) as file:
                while piece := _next_piece(file):
                    size += len(piece)
                    if size > largest:
                        raise UnreadableError(_larger(most) if largest == most else "it unpacks without end")
                    yield piece
        except _UNREADABLE as error:
            raise UnreadableError(DAMAGED) from error


@contextmanager
def open_archive(path: Path, limits: ProjectLimits) -> Iterator[Archive]:
    """The files of a project.

    Raises:
        CannotReadError: it cannot be opened, or is not such a file.
    """
    try:
        file = open_regular(path, limits.archive)
    except OSError as error:
        raise CannotReadError(f"it cannot be read ({error.strerror or error})") from error
    with file:
        try:
            archive = Archive(file, limits)
        except CannotReadError as error:
            raise CannotReadError(_own_format(path) or str(error)) from error
        yield archive


def _own_format(path: Path) -> str:
    """What a file is that has the ending of another program's own format; ``""`` for others."""
    ending = path.suffix.lower()
    return next((said for endings, said in OF_OTHER_PROGRAMS.items() if ending in endings), "")


def base_name(path: str) -> str:
    """The last part of a path in a project, with its characters decoded."""
    return unquote(_base(path))


def _next_piece(file: IO[bytes]) -> bytes:
    try:
        return file.read(_CHUNK)
    except Exception as error:
        # Damaged data raises errors of the compression library, which have no common class.
        if isinstance(error, MemoryError):
            raise
        raise zipfile.BadZipFile(str(error)) from error


def _zipped_again(members: list[zipfile.ZipInfo]) -> zipfile.ZipInfo | None:
    """The project that somebody put into a zip once more, perhaps with other files."""
    endings = [Path(_base(one.filename)).suffix.lower() for one in members]
    inside = [one for one, ending in zip(members, endings, strict=True) if ending == ".qdpx"]
    return inside[0] if len(inside) == 1 and not {".qde", ".qdc"} & set(endings) else None


def _project_of(members: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    found = [one for one in members if one.filename.lower().endswith(".qde")]
    found = found or [one for one in members if one.filename.lower().endswith(".qdc")]
    if not found:
        raise CannotReadError("it has no project (a file .qde) in it; export it again as a REFI-QDA project")
    level = min(map(_level, found))
    highest = [one for one in found if _level(one) == level]
    if len(highest) > 1:
        names = " and ".join(quoted(_base(one.filename)) for one in highest[:2])
        raise CannotReadError(f"it has several projects in it ({names}); export it again")
    return highest[0]


def _level(member: zipfile.ZipInfo) -> int:
    return member.filename.replace("\\", "/").strip("/").count("/")


def _is_hidden(name: str) -> bool:
    return _base(name).startswith(".") or "__MACOSX" in name


def _is_source(member: zipfile.ZipInfo) -> bool:
    return "sources" in member.filename.replace("\\", "/").lower().split("/")[:-1]


def _base(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()


def _larger(most: int) -> str:
    return f"it is larger than {in_bytes(most)}"
