"""Writes a review as a file for other programs."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from itertools import count
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error

from msgspec import Struct

from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.exchange.refi.values import OWN_ORIGIN, QdaProject, Skipped
from review.exchange.refi.writing import write_codebook, write_project
from review.export.kinds import Say, silently
from review.project.documents import DocumentService
from review.project.interchange.exporting.project import coded_codebook, coded_project
from review.project.interchange.exporting.sources import Only
from review.project.service import Context
from review.sandbox.regular_file import open_regular
from review.sandbox.temporary import noted

_OURS = f'origin="{OWN_ORIGIN} '.encode()
_BEGINNING = 1_000
"""The bytes of a file in which it says who wrote it."""

_UNREADABLE = (OSError, BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, ValueError, error)
"""What reading an archive of another program may raise."""

_ENDING = re.compile(r"\.[a-z]{2,5}")
"""What is the ending of a file, and not a part of its name such as ``2.1``."""

PROJECT, CODEBOOK = ".qdpx", ".qdc"
"""The endings of files with a project, and of those with a codebook."""


class Exported(Struct, frozen=True):
    """A file that was written: how many codes, sources, selections and sets it has, and what of the review it cannot hold.

    A selection is made for each coding act, so that a passage which two people coded has two: `passages` are the different
    places that are coded, `codings` the codes on them, `uncoded` the selections that only configurations have.
    """

    file: Path
    codes: int
    sources: int
    selections: int
    passages: int
    codings: int
    uncoded: int
    sets: int
    lost: tuple[Skipped, ...]


def export(
    context: Context,
    documents: DocumentService,
    file: Path,
    *,
    with_files: bool = True,
    only: Only | None = None,
    say: Say = silently,
) -> Exported:
    """Write a project or codebook, by the ending of `file`, completely or not at all.

    Args:
        context: the review, as its acting reviewer may see it.
        documents: its documents.
        file: one of this program that is there is replaced.
        with_files: with the documents themselves; their texts are always in a project.
        only: the sources of a project are only these records; None: all.
        say: gets lines about how far it is, and may raise to stop.

    Raises:
        ReviewError: the name has another ending, another program wrote the file, or it cannot be written.
    """
    ending = file.suffix.lower()
    if ending not in {PROJECT, CODEBOOK}:
        stem = file.stem if _ENDING.fullmatch(ending) else file.name
        raise ReviewError(
            f"{file}: name it {stem}{PROJECT} for a project, or {stem}{CODEBOOK} for the codes alone"
        )
    if os.path.lexists(file) and not _is_ours(file):
        raise ReviewError(f"{file}: not a file of this program, and not replaced; choose another name")
    with noted(context.folder, file.parent):
        if ending == CODEBOOK:
            coded = coded_codebook(context)
            write_codebook(coded.project, file)
        else:
            coded = coded_project(context, documents, with_files=with_files, only=only, say=say)
            total = counted(len(coded.project.sources), "source")
            place = count(1)
            write_project(
                coded.project,
                file,
                coded.files,
                lambda _name: say(f"{next(place):,} of {total} written"),
            )
    return _made(file, coded.project, tuple(coded.lost))


def _is_ours(file: Path) -> bool:
    """Whether this program wrote a file: another one may be the only copy of somebody's work."""
    with suppress(*_UNREADABLE), open_regular(file) as opened:
        if file.suffix.lower() == CODEBOOK:
            return _OURS in opened.read(_BEGINNING)
        with ZipFile(opened) as archive, archive.open("project.qde") as member:
            return _OURS in member.read(_BEGINNING)
    return False


def _made(file: Path, project: QdaProject, lost: tuple[Skipped, ...]) -> Exported:
    selections = [(source.guid, one) for source in project.sources for one in source.selections]
    coded = [(source, one) for source, one in selections if one.codings]
    return Exported(
        file,
        codes=len(project.codes),
        sources=len(project.sources),
        selections=len(selections),
        passages=len({(source, one.start, one.end) for source, one in coded}),
        codings=sum(len(one.codings) for _, one in coded),
        uncoded=len(selections) - len(coded),
        sets=len(project.sets),
        lost=lost,
    )
