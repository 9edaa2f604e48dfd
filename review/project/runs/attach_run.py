"""Attaches the PDFs that imported references name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from review.domain.reference import Reference
from review.errors import ReviewError
from review.journal.queries import files, records
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

    def note(self, record: str, reference: Reference) -> None:
        """Notes the files that an imported reference names."""
        if reference.other and (names := named_files(reference)):
            self._named.append(NamedFiles(record, reference.line, names))

    def attach(self, ingest: Ingest, merge: Merge) -> None:
        """Attaches the first file of each record that has none; what is not there is listed in `missing`."""
        chosen: dict[Path, NamedFiles] = {}
        for one in self._named:
            if self._has_file(one.record):
                continue
            found = [(name, found_file(name, self._export, self._folder)) for name in one.names]
            self._miss(one, [name for name, path in found if path is None], "not found")
            path = next((path for _, path in found if path is not None and path not in chosen), None)
            if path is not None:
                chosen[path] = one
        if not chosen:
            return
        report = ingest({path: one.record for path, one in chosen.items()})
        said = {Path(file.path).name: file.message for file in report.files}
        for path, one in chosen.items():
            if self._has_file(one.record) or self._is_of_another(path, one, merge):
                self.attached += 1
            else:
                self._miss(one, [path.as_posix()], said.get(path.name, "") or "cannot be read")

    def _is_of_another(self, path: Path, one: NamedFiles, merge: Merge) -> bool:
        """Whether the file was in the review as a record of its own, into which the reference's was merged now."""
        try:
            owner = files.record_of(self._context.journal, digest_of(path))
            if not owner or owner == one.record:
                return False
            merge(owner, one.record, "its reference names the file")
        except (OSError, ReviewError):
            return False
        return True

    def _has_file(self, record: str) -> bool:
        return bool(records.record(self._context.journal, record).file_sha256)

    def _miss(self, one: NamedFiles, paths: Sequence[str], message: str) -> None:
        self.missing += [MissingFile(one.line, path, message) for path in paths]
