"""Imports coded projects of other programs, and exports the review for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from threading import Event as StopEvent
from typing import TYPE_CHECKING

from review.domain.wording.unknown import meant
from review.errors import JournalError
from review.project.interchange.importing.services import Services
from review.project.interchange.report import ProjectReport
from review.project.service import EXPORTS, Service
from review.sandbox.regular_file import as_text
from review.sandbox.temporary import temporary_folder

if TYPE_CHECKING:
    from review.export.kinds import Say
    from review.project.interchange.exporting.writing import Exported
    from review.project.interchange.importing.run import Progress

_NOT_IN_NAMES = re.compile(r"[^\w-]+")


class InterchangeService(Service):
    """Exchanges coded work with other programs."""

    def __init__(self, services: Services) -> None:
        super().__init__(services.context)
        self._services = services

    def import_project(
        self,
        path: Path,
        *,
        maps: Mapping[str, str] | None = None,
        under: str | None = None,
        preview: bool = False,
        progress: Progress | None = None,
        stop: StopEvent | None = None,
    ) -> ProjectReport:
        """Import a coded project of another program (REFI-QDA: .qdpx, .qde; codes alone: .qdc).

        A child process with limits first reads the whole file. Codes that the map lacks are added by one change of the map;
        sources become records with documents, unless the review has them; codings and memos come in the names of the
        reviewers in the file. Everything is stored in short steps, and nothing is added twice: a stopped import
        continues when it is run again. What came in the reviewer's own name is undone together.

        Args:
            path: the file.
            maps: codes of the file, by name, path or guid, and what they become: a code of the map, ``new`` for a new
                theory, or ``under:CODE`` for a new sub-theme of a theory.
            under: the theory under which all codes go that `maps` leaves out; ``""``: one named after the project.
            preview: report what would be imported, and change nothing.
            progress: called now and then, see `Progress`.
            stop: ends it between two things.

        Raises:
            ReadingError: the file is not such a project, is damaged or hostile, or took too much to read.
            UnknownNameError: a code in `maps` or `under` is unknown.
            JournalError: the review is read-only or busy for too long, or the disk is full.
        """
        from review.project.interchange.importing.prepared import prepare
        from review.project.interchange.importing.run import ProjectImport

        if not preview:
            self._refuse_stakeholders()
            if self._context.read_only:
                raise JournalError(f"nothing was stored: {self._context.read_only}")
        if progress:
            progress("reading", 0, 0)
        name = as_text(path.name)
        with temporary_folder() as folder:
            prepared = prepare(self._services, path, Path(folder), maps or {}, under, stop)
            return ProjectImport(self._services, name, prepared, progress, stop, preview=preview).run()

    def usual_file(self, *, codes_alone: bool = False) -> Path:
        """Where an export goes unless another file is given: in ``exports/``, named after the review."""
        from review.journal.queries import theory
        from review.project.interchange.exporting.writing import CODEBOOK, PROJECT

        title = _NOT_IN_NAMES.sub("-", theory.current(self._journal).map.title).strip("-")[:60]
        return self._folder / EXPORTS / f"{title or 'review'}{CODEBOOK if codes_alone else PROJECT}"

    def export_project(
        self, file: Path, *, with_files: bool = True, only: str = "", say: Say | None = None
    ) -> Exported:
        """Write the review as a coded project (``.qdpx``), or its codes as a codebook (``.qdc``), for another program.

        What the acting reviewer may not see is not in it.

        Args:
            file: completely written or not at all; one of this program that is there is replaced.
            with_files: with the documents themselves; their texts are always in a project.
            only: ``included`` or ``coded``: the sources of a project are only such records; ``""``: all.
            say: gets lines about how far it is, and may raise to stop.

        Raises:
            ReviewError: the name has another ending, another program wrote the file, or it cannot be written.
        """
        from review.export.kinds import silently
        from review.project.interchange.exporting.sources import Only
        from review.project.interchange.exporting.writing import export

        return export(
            self._context,
            self._services.documents,
            file,
            with_files=with_files,
            only=meant("choice of sources", only, Only) if only else None,
            say=say or silently,
        )
