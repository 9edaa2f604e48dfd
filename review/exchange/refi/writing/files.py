"""Writes projects as archives and codebooks as XML, completely or not at all."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ElementTree, indent

from review.exchange.refi.values import QdaProject, QdaSource
from review.exchange.refi.writing.elements import legal
from review.exchange.refi.writing.project import codebook_element, project_element, written_sources
from review.exchange.refi.writing.sources import file_name, has_own_file, text_name
from review.sandbox.regular_file import LARGEST_DOCUMENT, open_regular, unreadable
from review.sandbox.whole_files import whole_file

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive, so that equal projects give equal bytes."""
_UNIX = 3
"""The system that is named as the archive's maker, on every one."""
_BYTE_ORDER_MARK = "\ufeff"


def write_project(
    project: QdaProject,
    path: Path,
    files: Mapping[str, Path],
    say: Callable[[str], None] = lambda line: None,  # noqa: ARG005 - a name for those who call it
) -> None:
    """Write a project as an archive (``.qdpx``), completely or not at all.

    Args:
        project: texts and PDFs are written; other sources are left out.
        path: the archive; one that is there is replaced.
        files: where the file of a source is, by `QdaSource.file`; sources without one are written without a file.
        say: gets the name of each source before it is written, and may raise to stop.

    Raises:
        ReviewError: the archive cannot be written, or a file cannot be read.
    """
    root = project_element(project, files.keys())
    with whole_file(path) as target, zipfile.ZipFile(target, "w") as archive:
        with _member(archive, "project.qde", zipfile.ZIP_DEFLATED) as member:
            _write_xml(root, member)
        for source in written_sources(project):
            say(source.name)
            _add_files(archive, source, files)


def write_codebook(project: QdaProject, path: Path) -> None:
    """Write the codes of a project, and its sets of codes, as a codebook (``.qdc``), completely or not at all.

    Raises:
        ReviewError: the file cannot be written, or the project has no codes.
    """
    root = codebook_element(project)
    with whole_file(path) as target:
        _write_xml(root, target)


def _write_xml(root: Element, target: IO[bytes]) -> None:
    indent(root)
    written = BytesIO()
    ElementTree(root).write(written, encoding="utf-8", xml_declaration=True)
    target.write(written.getbuffer())


def _add_files(archive: zipfile.ZipFile, source: QdaSource, files: Mapping[str, Path]) -> None:
    """Add a source's own file, and its text; what is compressed already is stored as it is."""
    if source.file in files and has_own_file(source):
        with (
            _opened(files[source.file]) as original,
            _member(archive, f"sources/{file_name(source)}", zipfile.ZIP_STORED) as member,
        ):
            shutil.copyfileobj(original, member, 1 << 20)
    if source.text is not None:
        with _member(archive, f"sources/{text_name(source)}", zipfile.ZIP_DEFLATED) as member:
            member.write(_encoded(source.text))


def _opened(path: Path) -> IO[bytes]:
    """A source's file; documents are never larger than the 2 GB that the standard allows within an archive.

    Raises:
        ReadingError: it cannot be read.
    """
    try:
        return open_regular(path, LARGEST_DOCUMENT)
    except OSError as error:
        raise unreadable(path, error) from error


def _encoded(text: str) -> bytes:
    """A text in UTF-8 whose characters have the places that they had; a mark at its beginning would not be counted."""
    written = legal(text)
    return (" " + written[1:] if written.startswith(_BYTE_ORDER_MARK) else written).encode()


def _member(archive: zipfile.ZipFile, name: str, compression: int) -> IO[bytes]:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = compression
    info.create_system, info.external_attr = _UNIX, 0o644 << 16
    return archive.open(info, "w")
