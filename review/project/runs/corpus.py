"""The files of a review's ``corpus/``: listing, copying, and recognising known ones."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from review.domain.texts.endings import is_about_folder, kept_ending
from review.errors import ReviewError
from review.journal.queries import records
from review.journal.queries.files import SeenFile
from review.project.service import Context
from review.sandbox.regular_file import LARGEST_DOCUMENT, check_regular, is_text, open_regular
from review.sandbox.temporary import beside

NO_TEXT_NAME = "its name is not valid UTF-8; rename it"
_NOWHERE = "it is a broken link; replace it with the file, or delete it"
_OUTSIDE = "it is a link out of the review, to {target}; use --follow-links to read it"
_AROUND = "it is a link to one of its parent folders and is not followed; delete it"
_INTEGER = 2**63
"""The largest integer in the journal."""


class Entry(NamedTuple):
    """An entry of a folder: a file, or with a `problem` why it is not read."""

    path: Path
    problem: str = ""


def walk(folder: Path, home: Path | None = None, *, follow_links: bool = False) -> Iterator[Entry]:
    """The entries of a folder and its subfolders, in order, without hidden ones and links to its own subfolders.

    A text that says what is in the folder (`README.md`) is left out, too.

    Args:
        folder: where to begin; it need not exist.
        home: a parent folder into which links may lead.
        follow_links: whether links may lead anywhere.
    """
    links = _Links(folder, home, follow_links=follow_links)
    waiting = [_entries(folder)]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif isinstance(entry, Entry):
            yield entry
        elif not entry.name.startswith("."):
            path = Path(entry.path)
            problem = _problem(entry, path, links)
            if problem:
                yield Entry(path, problem)
            elif problem is not None and _is_folder(entry):
                waiting.append(_entries(path))
            elif problem is not None and not is_about_folder(entry.name):
                yield Entry(path)


def _entries(folder: Path) -> Iterator[os.DirEntry[str] | Entry]:
    """A folder's entries by name, or an entry with the problem that it cannot be listed."""
    try:
        yield from sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        if error.errno != errno.ENOENT:
            yield Entry(folder, f"it cannot be listed ({error.strerror}); check its permissions")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _problem(entry: os.DirEntry[str], path: Path, links: _Links) -> str | None:
    """Why an entry is neither a file nor a folder, or ``""``; None to skip it silently."""
    if not is_text(entry.name):
        return NO_TEXT_NAME
    try:
        if entry.is_symlink() and (problem := links.problem(path)) != "":
            return problem
        if not entry.is_dir() and not entry.is_file():
            check_regular(path)
    except FileNotFoundError:
        return None  # it was removed after the folder was listed
    except OSError as error:
        return f"{error.strerror}; move it away"
    return ""


class _Links:
    """Decides which links to follow: none out of `home` (unless allowed), and no folder twice."""

    def __init__(self, folder: Path, home: Path | None, *, follow_links: bool) -> None:
        self._root = Path(os.path.realpath(folder))
        self._home = Path(os.path.realpath(home or folder))
        self._follow_links = follow_links
        self._followed: set[Path] = set()

    def problem(self, link: Path) -> str | None:
        """Why a link is not followed, or ``""``; None if it leads to a folder that is listed anyway.

        Raises:
            OSError: the link cannot be resolved.
        """
        target = Path(os.path.realpath(link))
        if not link.exists():
            return _NOWHERE
        if target.is_dir() and (target in self._followed or target.is_relative_to(self._root)):
            return _AROUND if Path(os.path.realpath(link.parent)).is_relative_to(target) else None
        is_inside = target.is_relative_to(self._root) or target.is_relative_to(self._home)
        if not (self._follow_links or is_inside):
            return _OUTSIDE.format(target=target)
        if self._root.is_relative_to(target):
            return _AROUND
        self._followed.add(target)
        return ""


def facts_of(path: Path) -> tuple[int, int]:
    """A file's size in bytes and modification time in nanoseconds, limited to the journal's integers.

    Raises:
        OSError: it does not exist.
    """
    facts = path.stat()
    return facts.st_size, max(-_INTEGER, min(facts.st_mtime_ns, _INTEGER - 1))


def looks_like(path: Path, seen: SeenFile | None) -> bool:
    """Whether a file has the same size and time as when it was last seen."""
    if seen is None:
        return False
    try:
        return facts_of(path) == (seen.size, seen.modified)
    except OSError:
        return False


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Raises:
        OSError: it cannot be opened, is not a regular file, or is larger than `LARGEST_DOCUMENT`.
    """
    with open_regular(path, LARGEST_DOCUMENT) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def still_holds(path: Path, seen: SeenFile) -> bool:
    """Whether a file exists with the same bytes as when it was seen; opened only if size or time differ."""
    try:
        return looks_like(path, seen) or digest_of(path) == seen.file_sha256
    except OSError:
        return False


def copies_among(paths: Sequence[Path], seen: Collection[SeenFile]) -> int:
    """How many files have the bytes of one that was seen, or of one listed before them; only files of equal size are opened."""
    sizes: dict[int, list[Path]] = defaultdict(list)
    for path in paths:
        with suppress(OSError):
            sizes[facts_of(path)[0]].append(path)
    known: dict[int, set[str]] = defaultdict(set)
    for file in seen:
        known[file.size].add(file.file_sha256)
    copies = 0
    for size, alike in sizes.items():
        found = known.get(size, set())
        for path in alike if found or len(alike) > 1 else ():
            with suppress(OSError):
                digest = digest_of(path)
                copies += digest in found
                found.add(digest)
    return copies


def _has_digest(path: Path, digest: str) -> bool:
    try:
        return digest_of(path) == digest
    except OSError:
        return False


def copied_into(corpus: Path, path: Path, digest: str) -> Path:
    """Copy a file into the corpus, under its own name, or with a number if another file has the name.

    A copy that is already there, as after a run that was killed before it stored what it read, is used again.

    Raises:
        ReviewError: the corpus cannot be written, or the file can no longer be read.
    """
    stem = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|\ud800-\udfff]", "_", path.stem).lstrip(".")
    # File names are limited to 255 bytes, and a number must fit in.
    stem = stem.encode()[:200].decode(errors="ignore") or digest[:12]
    number, kept = 1, kept_ending(path.name)
    while os.path.lexists(target := corpus / f"{stem}{'' if number == 1 else f'-{number}'}{kept}"):
        if not target.is_symlink() and _has_digest(target, digest):
            return target
        number += 1
    partial = beside(target)
    try:
        corpus.mkdir(parents=True, exist_ok=True)
        with open_regular(path, LARGEST_DOCUMENT) as source, partial.open("wb") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        partial.replace(target)
    except OSError as error:
        raise ReviewError(f"{target}: cannot be written ({error.strerror}); the run stopped there") from error
    finally:
        # If the folder itself is missing there is nothing to remove, and the error above says why.
        with suppress(OSError):
            partial.unlink()
    return target


def file_of(context: Context, record: str) -> Path | None:
    """The path of a record's file, or None if it has none or it is gone."""
    path = records.record(context.journal, record).path
    return context.folder / path if path and (context.folder / path).is_file() else None
