"""Creates the demonstration review: its documents and the decisions and codings of two reviewers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from review.demonstration import corpus_folder, perform, theory_map_file
from review.errors import ReviewError
from review.journal import file_set
from review.journal.journal import FILE_NAME
from review.project import Progress, Project
from review.project.service import CORPUS, MAP_NAME

READER = "Demonstration"
"""The reviewer in whose name the documents are read."""


def make(folder: Path, progress: Callable[[Progress], None] | None = None) -> Path:
    """Create the demonstration review in `folder`; in the demonstration's own folder the documents are not copied.

    Raises:
        ReviewError: the folder already has a review, or cannot be written.
    """
    journal = folder / FILE_NAME
    if journal.exists():
        raise ReviewError(f"{folder}: already a review; open it with `review --project {folder}`")
    file_set.check(journal)
    if not _is_in_place(folder):
        Project.create(folder, theory_map_file().read_text("utf-8"))
        for file in sorted(corpus_folder().glob("*.pdf")):
            shutil.copyfile(file, folder / CORPUS / file.name)
    try:
        _fill(folder, progress)
    except BaseException:
        # Half a demonstration would be refused as "already a review" the next time.
        for left in [*folder.glob(FILE_NAME + "*"), *file_set.copies_of(journal)]:
            left.unlink()
        raise
    return folder


def _is_in_place(folder: Path) -> bool:
    own = theory_map_file()
    return (
        (folder / MAP_NAME).is_file()
        and (folder / MAP_NAME).samefile(own)
        and (folder / CORPUS).samefile(corpus_folder())
    )


def _fill(folder: Path, progress: Callable[[Progress], None] | None) -> None:
    project = Project.open(folder, READER)
    try:
        project.documents.ingest(progress=progress)
        perform(project)
    finally:
        project.close()
