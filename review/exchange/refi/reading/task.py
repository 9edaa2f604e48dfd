"""The task of a child process that reads a project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from review.exchange.refi.reading.archive import NO_PROJECT, Archive, UnreadableError, open_archive
from review.exchange.refi.reading.assembling import Assembly
from review.exchange.refi.reading.building import CONTAINERS, TEXTS, ProjectParts
from review.exchange.refi.reading.contents import Contents
from review.exchange.refi.reading.elements import Element, ElementReader, NotWellFormedError, check_selections
from review.exchange.refi.reading.limits import ProjectLimits
from review.exchange.refi.reading.mending import mended
from review.exchange.refi.reading.messages import (
    FoundNoFile,
    FoundOneSource,
    FoundPiece,
    FoundProject,
    FoundSkipped,
    ReadProjectFile,
)
from review.exchange.refi.reading.skipping import SkipList, quoted
from review.sandbox.messages import CannotReadError, Decoder, Done, Request, Say

read_request: Decoder[Request] = Decoder(ReadProjectFile)
"""Decodes a request."""

_ROOTS = frozenset({"Project", "CodeBook"})


def do(request: Request, say: Say) -> None:
    """Sends the project, its sources, the files if asked for, and what was skipped.

    Raises:
        CannotReadError: it is not a project, is damaged or hostile, or larger than the limits allow.
    """
    assert isinstance(request, ReadProjectFile)
    with open_archive(Path(request.path), request.limits) as archive:
        _send(archive, request, say)
    say(Done())


def _send(archive: Archive, request: ReadProjectFile, say: Say) -> None:
    root, parts = _parsed(archive, request.limits)
    skipped, refused = parts.skipped, SkipList()
    contents = Contents(archive, request.limits, skipped, refused)
    assembly = Assembly(root, parts, contents, skipped)
    say(FoundProject(assembly.project(), assembly.counts(), assembly.offsets()))
    with_files = []
    for number in range(len(assembly.sources)):
        source = assembly.source(number)
        say(FoundOneSource(source))
        if request.with_files and source.file:
            with_files.append(number)
    for number in with_files:
        _send_file(assembly, contents, number, say)
    assembly.list_other_kinds()
    for found, is_refused in ((skipped, False), (refused, True)):
        for entry in found.entries():
            say(FoundSkipped(entry, is_refused))


def _parsed(archive: Archive, limits: ProjectLimits) -> tuple[Element, ProjectParts]:
    """The outermost element and the parts of a project; a file that is not well-formed is read again with what can be mended."""
    check_selections(archive.project(), limits.selections)
    try:
        return _parsed_as(archive.project(), limits)
    except NotWellFormedError as error:
        try:
            root, parts = _parsed_as(mended(archive.project()), limits)
        except NotWellFormedError:
            raise error from None
    why = "they were read as they are, or as spaces; the program that wrote the file should not write them"
    parts.skipped.add("character", "characters that XML does not allow", why)
    return root, parts


def _parsed_as(pieces: Iterator[bytes], limits: ProjectLimits) -> tuple[Element, ProjectParts]:
    parts = ProjectParts(SkipList())
    reader = ElementReader(parts.makers(), {"Code": parts.begin_code}, CONTAINERS, TEXTS, limits)
    root = reader.root(pieces)
    if root.tag not in _ROOTS:
        raise CannotReadError(NO_PROJECT)
    return root, parts


def _send_file(assembly: Assembly, contents: Contents, number: int, say: Say) -> None:
    try:
        for piece in contents.pieces(quoted(assembly.sources[number].name), assembly.contents[number]):
            say(FoundPiece(number, piece))
        say(FoundPiece(number, b"", is_whole=True))
    except UnreadableError:
        say(FoundNoFile(number))
