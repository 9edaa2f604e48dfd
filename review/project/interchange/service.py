"""Imports coded projects of other programs, and exports the review for them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from threading import Event as StopEvent
from typing import TYPE_CHECKING

from review.errors import JournalError, ReadingError
from review.journal.queries.interchange.present import coded_codes
from review.project.coding import CodingService
from review.project.documents import DocumentService
from review.project.interchange.importing import Progress, ProjectImport, Services
from review.project.interchange.report import ProjectReport
from review.project.records import RecordService
from review.project.service import Context, Service
from review.project.theories.structure import StructureService
from review.project.theory import TheoryService
from review.sandbox.regular_file import as_text
from review.sandbox.temporary import temporary_folder
from review.templates import placeholders

if TYPE_CHECKING:
    from review.exchange.refi.values import QdaProject, QdaSource
    from review.export.kinds import Say
    from review.project.interchange.exporting.writing import Exported

_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\ud800-\udfff]")


class InterchangeService(Service):
    """Exchanges coded work with other programs."""

    def __init__(
        self,
        context: Context,
        theory: TheoryService,
        structure: StructureService,
        records: RecordService,
        documents: DocumentService,
        coding: CodingService,
    ) -> None:
        super().__init__(context)
        self._theory = theory
        self._records = records
        self._services = Services(context, theory, structure, records, documents, coding)

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
        from review.exchange.refi.reading.project import read_project
        from review.project.interchange.mapping import chosen_codes, planned_codes
        from review.project.interchange.matching import facts, matched

        name = as_text(path.name)
        if not preview:
            self._refuse_stakeholders()
            if self._context.read_only:
                raise JournalError(f"nothing was stored: {self._context.read_only}")
        if progress:
            progress("reading", 0, 0)
        with temporary_folder() as folder:
            read = read_project(path, Path(folder), stop)
            theory_map, project = self._theory.map, read.project
            plan = planned_codes(
                project,
                theory_map,
                choices=chosen_codes(project, maps or {}, theory_map),
                under=under,
                unworded=self._unworded(),
            )
            paths = _named_files(project, Path(folder))
            facts_of = {
                source.guid: facts(source, project, _digest(paths.get(source.guid)))
                for source in project.sources
            }
            matches = matched(project.sources, facts_of, self._records.all())
            run = ProjectImport(
                self._services, name, read, plan, matches, paths, progress, stop, preview=preview
            )
            return run.run()

    def export_project(self, file: Path, *, with_files: bool = True, say: Say | None = None) -> Exported:
        """Write the review as a coded project (``.qdpx``), or its codes as a codebook (``.qdc``), for another program.

        What the acting reviewer may not see is not in it.

        Args:
            file: completely written or not at all; a file that is there is replaced.
            with_files: with the documents themselves; their texts are always in a project.
            say: gets a line for each document, and may raise to stop.

        Raises:
            ReviewError: the name has another ending, or the file cannot be written.
        """
        from review.export.kinds import silently
        from review.project.interchange.exporting.writing import export

        return export(
            self._context, self._services.documents, file, with_files=with_files, say=say or silently
        )

    def _unworded(self) -> frozenset[str]:
        """The theories and framings of a new review's map that nobody has worded, and nothing is coded to."""
        theory_map, used = self._theory.map, coded_codes(self._journal)
        plain = theory_map.to_plain()
        entries = {**plain.get("theories", {}), **plain.get("rival_framings", {})}
        return frozenset(
            code
            for code, entry in entries.items()
            if any(placeholders(entry)) and not used.intersection(theory_map.under(code))
        )


def _named_files(project: QdaProject, folder: Path) -> dict[str, Path]:
    """The file of each source that has one, by its guid, under the source's name; texts without a file are written to one.

    Raises:
        ReadingError: there is no room for them.
    """
    found: dict[str, Path] = {}
    for number, source in enumerate(project.sources):
        place = folder / "named" / str(number)
        try:
            if path := _file_of(source, folder, place):
                found[source.guid] = path
        except OSError as error:
            raise ReadingError(
                f"{place}: cannot be written ({error.strerror}); make room in the temporary folder"
            ) from error
    return found


def _file_of(source: QdaSource, folder: Path, place: Path) -> Path | None:
    given = folder / source.file if source.file else None
    is_blank = source.text is not None and not source.text.strip()
    if is_blank or (source.text is None and (given is None or not given.is_file())):
        return None
    ending = given.suffix if given and given.is_file() else ".txt"
    stem = _NOT_IN_NAMES.sub("_", source.name.removesuffix(ending)).strip().lstrip(".")
    place.mkdir(parents=True, exist_ok=True)
    named = place / f"{stem.encode('utf-8', 'replace')[:150].decode(errors='ignore') or source.guid}{ending}"
    if given and given.is_file():
        given.rename(named)
    else:
        named.write_text(source.text or "", "utf-8", newline="\n")
    return named


def _digest(path: Path | None) -> str:
    if path is None:
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
