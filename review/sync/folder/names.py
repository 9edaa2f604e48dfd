"""Which files of a shared folder are ours, by their names."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from review.domain.canonical import is_hash
from review.domain.team.exchange import RefusedInput
from review.errors import ReviewError
from review.sandbox.regular_file import as_text

TEXTS = "texts"
FILES = "files"
TEXT_ENDING = ".json.gz"

MOST_FILES = 10_000
"""The most files of events that are read; a review has one for each copy."""

_OF_EVENTS = re.compile(r"events-([0-9a-f]{32})\.jsonl")
_LIKE_EVENTS = re.compile(r"events\b.*\.jsonl.*", re.IGNORECASE | re.DOTALL)
_NOT_HERE = re.compile(r"\.(events-[0-9a-f]{32}\.jsonl)\.icloud")


class EventFile(NamedTuple):
    """A file of events. `copied`: its name is another than the program gives, as that of a conflicted copy."""

    path: Path
    name: str
    copied: bool

    @property
    def replica(self) -> str:
        """The random name of the copy that writes it; ``""`` if its name is another than the program gives."""
        named = _OF_EVENTS.fullmatch(self.name)
        return named[1] if named else ""


def events_name(replica: str) -> str:
    """The name of the file that a copy of the review writes.

    Raises:
        ReviewError: the name of the replica cannot be part of a file name.
    """
    name = f"events-{replica}.jsonl"
    if not _OF_EVENTS.fullmatch(name):
        raise ReviewError("this copy has no valid name for its acts; `review verify` reports details")
    return name


def event_files(folder: Path, refused: list[RefusedInput]) -> list[EventFile]:
    """The files of events in a folder, by name. Everything else is left alone: a README, git's folder, other people's files.

    Raises:
        OSError: the folder cannot be read.
    """
    found = []
    for entry in _entries(folder):
        name = as_text(entry.name)
        if here := _NOT_HERE.fullmatch(name):
            refused.append(RefusedInput(here[1], 0, "is not on this machine yet; download it from iCloud"))
        elif not _LIKE_EVENTS.fullmatch(name):
            continue
        elif entry.is_symlink():
            refused.append(
                RefusedInput(name, 0, "is a link, and links are not followed; put the file itself here")
            )
        else:
            found.append(EventFile(Path(entry.path), name, not _OF_EVENTS.fullmatch(name)))
    found.sort(key=lambda file: (file.copied, file.name))
    if len(found) > MOST_FILES:
        refused.append(RefusedInput(found[MOST_FILES].name, 0, f"there are more than {MOST_FILES:,} files of events; remove those of other reviews"))  # fmt: skip
    return found[:MOST_FILES]


def named_by_content(folder: Path, endings: Collection[str]) -> dict[str, os.DirEntry[str]]:
    """The regular files of a folder that are named after the SHA-256 of their content; links are left alone.

    Raises:
        OSError: the folder cannot be read.
    """
    found = {}
    for entry in _entries(folder):
        sha256, rest = entry.name[:64], entry.name[64:]
        if rest in endings and is_hash(sha256) and entry.is_file(follow_symlinks=False):
            found[sha256] = entry
    return found


def subfolder(folder: Path, name: str) -> Path | None:
    """A folder inside the shared one; None if it is missing.

    Raises:
        ReviewError: it is a link or no folder: nothing is read or written through it.
    """
    path = folder / name
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise ReviewError(f"{path}: is not a folder, or is a link to one; put a folder there or delete it")
    return path if path.is_dir() else None


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from entries
