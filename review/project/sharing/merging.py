"""Merging other copies into the review: their databases, project folders and shared folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from review.domain.team.exchange import FoundEvent, FoundText, RefusedInput
from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.journal.exchange.foreign import ForeignJournal
from review.journal.journal import FILE_NAME
from review.sync.folder.reading import EventReader
from review.sync.folder.texts import TextReader

MOST_LISTED = 20
"""The most refusals of one file that are listed; the others are counted."""

_FEW = 3
"""So many more are listed all the same: who read the file has counted the rest already."""


class Source(Protocol):
    """Another copy, or what copies share: what it holds of the review, and what of it cannot be read."""

    def events(self) -> Iterator[FoundEvent]:
        """Its events."""

    def texts(self, have: frozenset[str]) -> Iterator[FoundText]:
        """Its texts of documents, but for those that are there already."""

    @property
    def refused(self) -> Sequence[RefusedInput]:
        """What cannot be read; complete once all was read."""


class OtherDatabase:
    """Another copy's database."""

    def __init__(self, journal: ForeignJournal, review: str) -> None:
        self._journal = journal
        self._review = review

    def events(self) -> Iterator[FoundEvent]:
        """Its events."""
        return self._journal.events(self._review)

    def texts(self, have: frozenset[str]) -> Iterator[FoundText]:
        """Its texts of documents, but for those that are there already."""
        return self._journal.texts(have)

    @property
    def refused(self) -> Sequence[RefusedInput]:
        """What cannot be read."""
        return self._journal.refused


class SharedFolder:
    """A folder through which copies exchange, read and not written.

    Raises:
        ReviewError: it holds nothing of the review with this id.
    """

    def __init__(self, folder: Path, review: str) -> None:
        self._folder = folder
        first = EventReader(folder, review)
        if next(first.events(), None) is None:
            why = f": {first.refused[0].reason}" if first.refused else ""
            raise ReviewError(
                f"{folder}: holds no copy of this review{why}; name a database (review.db), a project folder or a shared folder"
            )
        self._events = EventReader(folder, review)
        self._texts = TextReader(folder, {})

    def events(self) -> Iterator[FoundEvent]:
        """Its events."""
        return self._events.events()

    def texts(self, have: frozenset[str]) -> Iterator[FoundText]:
        """Its texts of documents, but for those that are there already."""
        return self._texts.texts(have)

    @property
    def refused(self) -> Sequence[RefusedInput]:
        """What cannot be read."""
        return (*self._events.refused, *self._texts.refused)


def sources(
    paths: Sequence[Path], own: Path, review: str, known: frozenset[str], opened: ExitStack
) -> list[Source]:
    """Open what was named, each once; if one cannot be opened, nothing is imported.

    Args:
        paths: databases, project folders and shared folders.
        own: the review's own database.
        review: the id of the review.
        known: the hashes of its events.
        opened: closes the files in the end.

    Raises:
        ReviewError: one is the review itself, another review, or no copy of a review.
    """
    found: list[Source] = []
    seen: set[Path] = set()
    for path in paths:
        file = path / FILE_NAME if (path / FILE_NAME).is_file() else path
        if file.resolve() in seen:
            continue
        seen.add(file.resolve())
        if own.exists() and file.exists() and file.samefile(own):
            raise ReviewError(f"{path}: is this review itself; name another copy of it")
        if file.is_dir():
            if file.resolve() == own.parent.resolve():
                raise ReviewError(f"{path}: is this review itself; name another copy of it")
            found.append(SharedFolder(file, review))
            continue
        journal = opened.enter_context(ForeignJournal(file))
        if journal.review != review and not (not journal.review and journal.has_any_of(known)):
            raise ReviewError(
                f"{path}: is another review, and nothing was imported; only copies of the same review can be merged"
            )
        found.append(OtherDatabase(journal, review))
    return found


def briefly(refused: Sequence[RefusedInput]) -> tuple[RefusedInput, ...]:
    """The first refusals of each file, and for the others of it one line with their number."""
    by_file: dict[str, list[RefusedInput]] = {}
    for one in refused:
        by_file.setdefault(one.file, []).append(one)
    found: list[RefusedInput] = []
    for file, lines in by_file.items():
        if len(lines) <= MOST_LISTED + _FEW:
            found += lines
            continue
        found += lines[:MOST_LISTED]
        found.append(RefusedInput(file, 0, f"{counted(len(lines) - MOST_LISTED, 'more part')} refused"))
    return tuple(found)
