"""The files of a review's ``corpus/``: walking it, copying into it, recognising what was seen before."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from review.errors import ReviewError
from review.journal.queries.files import SeenFile


def walk(folder: Path) -> Iterator[Path]:
    """The files of a folder and its folders, in order; hidden ones are left out and links to folders not followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def is_text(name: str) -> bool:
    """Whether a file's name can be written down (the system gives bytes that are no UTF-8 as lone surrogates)."""
    return name.isascii() or not re.search(r"[\ud800-\udfff]", name)


def looks_like(path: Path, seen: SeenFile | None) -> bool:
    """Whether a file has the size and time that it had when it was last looked at."""
    if seen is None:
        return False
    try:
        facts = path.stat()
    except OSError:
        return False
    return (facts.st_size, facts.st_mtime_ns) == (seen.size, seen.modified)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Raises:
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
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
        ReviewError: the corpus cannot be written.
    """
    stem = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|\ud800-\udfff]", "_", path.stem).lstrip(".")
    # Systems allow names of 255 bytes: a number must still fit in.
    stem = stem.encode()[:200].decode(errors="ignore") or digest[:12]
    number = 1
    while (target := corpus / f"{stem}{'' if number == 1 else f'-{number}'}.pdf").exists():
        number += 1
    partial = corpus / f".{digest[:16]}.part"
    try:
        corpus.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, partial)
        partial.replace(target)
    except OSError as error:
        raise ReviewError(f"{target}: cannot be written ({error.strerror}); the run stopped there") from error
    finally:
        # Where the folder itself is missing there is nothing to clear away, and the error above says why.
        with suppress(OSError):
            partial.unlink()
    return target
