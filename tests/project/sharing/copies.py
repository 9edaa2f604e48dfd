"""Copies of one review, and what they exchange."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from review.domain.team.exchange import FoundEvent, FoundText, SharedEvent, SharedText
from review.project import Project
from review.project.sharing.service import Received


def a_copy(of: Project, folder: Path, reviewer: str) -> Project:
    """A copy of an open review in another folder, opened by somebody else: a replica of its own."""
    of.history.backup(folder / "review.db")
    return Project.open(folder, reviewer)


def found(events: Iterable[SharedEvent], file: str = "theirs") -> Iterator[FoundEvent]:
    """Events as if they were the lines of a file."""
    return (FoundEvent(event, file, line) for line, event in enumerate(events, 1))


def found_texts(texts: Iterable[SharedText], file: str = "theirs") -> Iterator[FoundText]:
    """Texts as if they were in a file."""
    return (FoundText(text, file) for text in texts)


def bring(to: Project, *others: Project) -> Received:
    """Bring what other copies have into one; the last answer."""
    received = Received(0)
    for other in others:
        received = to.sharing.receive(
            found(other.sharing.to_send(to.sharing.known())),
            found_texts(other.sharing.texts_to_send(to.sharing.known_texts())),
        )
    return received
