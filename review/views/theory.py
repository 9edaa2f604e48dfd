"""Answers about the theory map: what was changed, and the map itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from review.domain.wording.meaning import meaning
from review.views.view import EventId, VersionEvent, VersionNumber, View

if TYPE_CHECKING:
    from review.project.theories.changes import MapChanged as ChangedMap


class MapChanged(View, frozen=True, kw_only=True):
    """A change of the theory map was written to the journal."""

    event: EventId
    version: Annotated[int, meaning("number of the version that it made")]

    @classmethod
    def of(cls, done: ChangedMap) -> MapChanged:
        """The view of a change."""
        return cls(event=done.event, version=done.version)


class MapText(View, frozen=True, kw_only=True):
    """The current theory map, without FILE."""

    yaml: Annotated[str, meaning("the map as the text of a `theory_map.yaml`")]
    version: VersionNumber
    event: VersionEvent


class MapFile(View, frozen=True, kw_only=True):
    """The current theory map was written to FILE."""

    file: Annotated[str, meaning("path of the file")]
    version: VersionNumber
    event: VersionEvent

    @classmethod
    def of(cls, path: Path, version: int, event: str) -> MapFile:
        """The view of the file and its version."""
        return cls(file=str(path), version=version, event=event)
