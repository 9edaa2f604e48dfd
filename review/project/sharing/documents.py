"""The files of documents in a shared folder: sent if they are still what was read, received without overwriting any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from review.domain.team.exchange import RefusedInput
from review.domain.texts.endings import DOCUMENT_ENDINGS, ending, kept_ending
from review.journal.queries import files
from review.journal.queries.files import SeenFile
from review.project.runs.corpus import facts_of, still_holds
from review.project.service import CORPUS, Context
from review.sync.folder.documents import (
    OtherContentError,
    add_document,
    documents,
    fetch_document,
)

_MOST_NAMES = 1_000
_LONGEST_NAME = 120
_LONGEST_ENDING = max(map(len, DOCUMENT_ENDINGS))
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"|?*\ud800-\udfff]')
_OF_WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


class DocumentExchange:
    """Exchanges the files of records with a shared folder; `refused` says what did not travel, and why."""

    def __init__(self, context: Context, folder: Path) -> None:
        self.refused: list[RefusedInput] = []
        self._context = context
        self._journal = context.journal
        self._folder = folder

    def exchange(self) -> int:
        """Send the files that the folder lacks, and receive those that this copy lacks; returns how many were exchanged.

        Raises:
            ReviewError: the shared folder, or ``corpus/``, cannot be written.
            OSError: the shared folder cannot be read.
        """
        there = documents(self._folder)
        wanted = files.of_records(self._journal)
        here: dict[str, SeenFile] = {}
        for seen in files.seen(self._journal).values():
            if seen.file_sha256 in wanted and (self._context.folder / seen.path).is_file():
                here.setdefault(seen.file_sha256, seen)
        received = sum(
            self._fetched(sha256, there[sha256], wanted[sha256])
            for sha256 in sorted(there.keys() & (wanted.keys() - here.keys()))
        )
        return received + sum(
            self._sent(seen) for sha256, seen in sorted(here.items()) if sha256 not in there
        )

    def _sent(self, seen: SeenFile) -> bool:
        path = self._context.folder / seen.path
        if ending(path.name) not in DOCUMENT_ENDINGS:
            return False
        try:
            add_document(self._folder, seen.file_sha256, path)
        except OtherContentError:
            self.refused.append(
                RefusedInput(
                    seen.path, 0, "has changed since it was read, and was not sent; run `review ingest`"
                )
            )
        except OSError as error:
            self.refused.append(
                RefusedInput(seen.path, 0, f"cannot be read ({error.strerror or error}), and was not sent")
            )
        else:
            return True
        return False

    def _fetched(self, sha256: str, name: str, of: files.RecordsFile) -> bool:
        try:
            for path in names_in(self._context.corpus, of.path):
                wanted = SeenFile("", sha256, 0, 0, "")
                if path.is_file() and still_holds(path, wanted):
                    self._remember(path, sha256, of)
                    return False
                if _is_inside(path.parent, self._context.corpus) and fetch_document(
                    self._folder, name, sha256, path
                ):
                    self._remember(path, sha256, of)
                    return True
        except OtherContentError:
            self.refused.append(RefusedInput(name, 0, "holds another document than its name says; delete it"))
        except OSError as error:
            self.refused.append(
                RefusedInput(name, 0, f"cannot be copied to {CORPUS}/ ({error.strerror or error})")
            )
        return False

    def _remember(self, path: Path, sha256: str, of: files.RecordsFile) -> None:
        """Note the file, in place of files of the same content that are gone, so that the record has it."""
        for seen in files.seen(self._journal).values():
            if seen.file_sha256 == sha256 and not (self._context.folder / seen.path).is_file():
                files.forget(self._journal, seen.path)
        size, modified = facts_of(path)
        files.remember(
            self._journal,
            SeenFile(self._context.relative(path), sha256, size, modified, of.status, of.message),
        )


def names_in(corpus: Path, path: str) -> Iterator[Path]:
    """Names in ``corpus/`` for a document that lies at `path` in another copy, the same one first."""
    *folders, name = _parts(path) or ["document"]
    kept = kept_ending(path)
    stem = name[: -len(kept)] if name.lower().endswith(kept) else name
    stem = stem[:_LONGEST_NAME].rstrip(". ") or "document"
    inside = corpus.joinpath(*folders)
    if not _is_inside(inside, corpus):
        inside = corpus
    inside.mkdir(parents=True, exist_ok=True)
    yield inside / f"{stem}{kept}"
    for number in range(2, _MOST_NAMES):
        yield inside / f"{stem} ({number}){kept}"


def _parts(path: str) -> list[str]:
    """The parts of a path inside ``corpus/``, each a name that every system allows. The path is what a stranger wrote."""
    given = PurePosixPath(normalize("NFC", path).replace("\\", "/")).parts
    parts = [_allowed(part) for part in given if part not in {"/", ".", ".."}]
    return [part for part in (parts[1:] if given[:1] == (CORPUS,) else parts[-1:]) if part]


def _allowed(part: str) -> str:
    """A part of a path without what Windows forbids, and not hidden."""
    allowed = (
        _NOT_IN_NAMES.sub("_", part)[: _LONGEST_NAME + _LONGEST_ENDING].strip(" ").lstrip(".").rstrip(". ")
    )
    return f"_{allowed}" if _OF_WINDOWS.fullmatch(allowed) else allowed


def _is_inside(folder: Path, corpus: Path) -> bool:
    """Whether no link leads out of ``corpus/``."""
    return folder.resolve().is_relative_to(corpus.resolve())
