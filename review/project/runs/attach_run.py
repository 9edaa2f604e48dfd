"""Attaches the PDFs that imported references name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from review.domain.reference import Reference
from review.errors import ReviewError
from review.journal.queries import files, records, references
from review.project.bibliography import MissingFile
from review.project.runs.corpus import digest_of
from review.references.named_files import found_file, named_files

if TYPE_CHECKING:
    from review.project.runs.report import IngestReport
    from review.project.service import Context

Ingest = Callable[[dict[Path, str]], "IngestReport"]
"""Reads files, each for a record."""

Merge = Callable[[str, str, str], object]
"""Merges a record into the one that is kept, for a reason."""


_UNREAD = "it cannot be read"


class NamedFiles(NamedTuple):
    """The PDFs that a reference names."""

    record: str
    line: int
    names: tuple[str, ...]


class AttachRun:
    """Collects the files that references name, then attaches those that are there.

    Args:
        context: the review.
        export: the reference file; paths count from its folder.
        folder: where else to look.
    """

    def __init__(self, context: Context, export: Path, folder: Path | None) -> None:
        self._context = context
        self._export = export
        self._folder = folder
        self._named: list[NamedFiles] = []
        self.attached = 0
        self.missing: list[MissingFile] = []

    @property
    def naming(self) -> int:
        """How many of the references noted name a file."""
        return len(self._named)

    def note(self, record: str, reference: Reference) -> None:
        """Notes the files that an imported reference names."""
        if reference.other and (names := named_files(reference)):
            self._named.append(NamedFiles(record, reference.line, names))

    def attach(self, ingest: Ingest, merge: Merge) -> None:
        """Attaches the first file of each record that has none; `missing` lists every other file, and why."""
        chosen: dict[Path, NamedFiles] = {}
        for one in self._named:
            if self._has_file(one.record):
                continue
            took = False
            for name in one.names:
                path, why = found_file(name, self._export, self._folder)
                if path is None:
                    self._miss(one, name, why)
                elif path in chosen:
                    self._miss(one, name, f"attached to the reference in line {chosen[path].line}")
                elif took:
                    self._miss(one, name, "a record has one document, and an earlier file was taken")
                else:
                    chosen[path], took = one, True
        if not chosen:
            return
        report = ingest({path: one.record for path, one in chosen.items()})
        said = {(self._context.folder / file.path).resolve(): file.message for file in report.files}
        for path, one in chosen.items():
            if self._has_file(one.record):
                self.attached += 1
            elif why := self._taken_by_another(path, one, merge):
                self._miss(one, path.as_posix(), (why == _UNREAD and said.get(path.resolve())) or why)
            else:
                self.attached += 1

    def _taken_by_another(self, path: Path, one: NamedFiles, merge: Merge) -> str:
        """Why a file is not attached; nothing if it was a record of its own, into which the reference's is merged now.

        A record that came from another reference is another work, even if both name the same bytes, as chapters name their
        book's.
        """
        try:
            owner = files.record_of(self._context.journal, digest_of(path))
            if not owner or owner == one.record:
                return _UNREAD
            if references.sources(self._context.journal, owner):
                cited = records.record(self._context.journal, owner).author_year
                return f"the same file is attached to another reference ({cited})"
            merge(owner, one.record, "its reference names the file")
        except (OSError, ReviewError) as error:
            return str(error)
        return ""

    def _has_file(self, record: str) -> bool:
        return bool(records.record(self._context.journal, record).file_sha256)

    def _miss(self, one: NamedFiles, path: str, message: str) -> None:
        self.missing.append(MissingFile(one.line, path, message))
