"""Writes a review as a file for other programs."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from review.errors import ReviewError
from review.exchange.refi.values import QdaProject, Skipped
from review.exchange.refi.writing import write_codebook, write_project
from review.export.kinds import Say, silently
from review.project.documents import DocumentService
from review.project.interchange.exporting.project import coded_codebook, coded_project
from review.project.service import Context
from review.sandbox.temporary import noted

PROJECT, CODEBOOK = ".qdpx", ".qdc"
"""The endings of files with a project, and of those with a codebook."""


class Exported(Struct, frozen=True):
    """A file that was written: how many codes, sources, passages and sets it has, and what of the review it cannot hold."""

    file: Path
    codes: int
    sources: int
    selections: int
    sets: int
    lost: tuple[Skipped, ...]


def export(
    context: Context,
    documents: DocumentService,
    file: Path,
    *,
    with_files: bool = True,
    say: Say = silently,
) -> Exported:
    """Write a project or codebook, by the ending of `file`, completely or not at all.

    Args:
        context: the review, as its acting reviewer may see it.
        documents: its documents.
        file: a file that is there is replaced if its name ends so, too.
        with_files: with the documents themselves; their texts are always in a project.
        say: gets a line for each document, and may raise to stop.

    Raises:
        ReviewError: the name has another ending, or the file cannot be written.
    """
    ending = file.suffix.lower()
    if ending not in {PROJECT, CODEBOOK}:
        raise ReviewError(
            f"{file}: name it {file.name}{PROJECT} for a project, or {file.name}{CODEBOOK} for the codes alone"
        )
    with noted(context.folder, file.parent):
        if ending == CODEBOOK:
            coded = coded_codebook(context)
            write_codebook(coded.project, file)
        else:
            coded = coded_project(context, documents, with_files=with_files, say=say)
            write_project(coded.project, file, coded.files)
    return _counted(file, coded.project, tuple(coded.lost))


def _counted(file: Path, project: QdaProject, lost: tuple[Skipped, ...]) -> Exported:
    return Exported(
        file,
        codes=len(project.codes),
        sources=len(project.sources),
        selections=sum(len(source.selections) for source in project.sources),
        sets=len(project.sets),
        lost=lost,
    )
