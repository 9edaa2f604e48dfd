"""The files of a review's ``corpus/``: walking it, copying into it, recognising what was seen before."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from review.errors import ReviewError
from review.journal.queries import records
from review.journal.queries.files import SeenFile
from review.project.service import Context
from review.sandbox.regular_file import LARGEST_DOCUMENT, check_regular, is_text, open_regular
from review.sandbox.temporary import beside

NO_TEXT_NAME = "its name holds bytes that are no UTF-8; rename it"
_NOWHERE = "it is a link that leads nowhere; put the file in its place, or delete it"
_OUTSIDE = "it is a link that leads out of the review, to {target}; --follow-links reads what is there"
_AROUND = "it is a link to a folder that this one lies in, and is not followed; delete it"
_INTEGER = 2**63
"""What the journal's integers reach to."""


class Entry(NamedTuple):
    """What lies in a folder: a file, or, with a `problem`, why it is not read as one."""

    path: Path
    problem: str = ""


def walk(folder: Path, home: Path | None = None, *, follow_links: bool = False) -> Iterator[Entry]:
    """What lies in a folder and its folders, in order; hidden entries, and links to its other folders, are left out.

    Args:
        folder: where to begin; that it is not there is no problem.
        home: a folder around it, which links may lead to.
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
            elif problem is not None:
                yield Entry(path)


def _entries(folder: Path) -> Iterator[os.DirEntry[str] | Entry]:
    """A folder's entries by name, or that it cannot be listed."""
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
    """Why an entry is neither a file nor a folder to go into, or ``""``; None where nothing needs to be said."""
    if not is_text(entry.name):
        return NO_TEXT_NAME
    try:
        if entry.is_symlink() and (problem := links.problem(path)) != "":
            return problem
        if not entry.is_dir() and not entry.is_file():
            check_regular(path)
    except FileNotFoundError:
        return None  # it has gone since the folder was listed
    except OSError as error:
        return f"{error.strerror}; move it away"
    return ""


class _Links:
    """Which links of a folder are followed: none out of `home`, unless any may be, and none twice to one folder."""

    def __init__(self, folder: Path, home: Path | None, *, follow_links: bool) -> None:
        self._root = Path(os.path.realpath(folder))
        self._home = Path(os.path.realpath(home or folder))
        self._follow_links = follow_links
        self._followed: set[Path] = set()

    def problem(self, link: Path) -> str | None:
        """Why a link is not followed, or ``""``; None where it leads to a folder that is walked anyway.

        Raises:
            OSError: the system does not say where it leads.
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
    """A file's size in bytes and when it was modified, in nanoseconds, as far as the journal's integers reach.

    Raises:
        OSError: it is not there.
    """
    facts = path.stat()
    return facts.st_size, max(-_INTEGER, min(facts.st_mtime_ns, _INTEGER - 1))


def looks_like(path: Path, seen: SeenFile | None) -> bool:
    """Whether a file has the size and time that it had when it was last looked at."""
    if seen is None:
        return False
    try:
        return facts_of(path) == (seen.size, seen.modified)
    except OSError:
        return False


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Raises:
        OSError: it cannot be opened, is no regular file, or is larger than `LARGEST_DOCUMENT`.
    """
    with open_regular(path, LARGEST_DOCUMENT) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def still_holds(path: Path, seen: SeenFile) -> bool:
    """Whether a file is there and has the bytes that were seen; opened only where its size or time differ."""
    try:
        return looks_like(path, seen) or digest_of(path) == seen.file_sha256
    except OSError:
        return False


def copied_into(corpus: Path, path: Path, digest: str) -> Path:
    """Copy a file from elsewhere into the corpus, under its own name, or one with a number where that is taken.

    Raises:
        ReviewError: the corpus cannot be written, or the file cannot be read any more.
    """
    stem = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|\ud800-\udfff]", "_", path.stem).lstrip(".")
    # Systems allow names of 255 bytes: a number must still fit in.
    stem = stem.encode()[:200].decode(errors="ignore") or digest[:12]
    number = 1
    while os.path.lexists(target := corpus / f"{stem}{'' if number == 1 else f'-{number}'}.pdf"):
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
        # Where the folder itself is missing there is nothing to clear away, and the error above says why.
        with suppress(OSError):
            partial.unlink()
    return target


def file_of(context: Context, record: str) -> Path | None:
    """Where a record's file lies, or None where there is none (any more)."""
    path = records.record(context.journal, record).path
    return context.folder / path if path and (context.folder / path).is_file() else None
