"""Answers about the theory map: theory log, theory export."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from review.domain import TheoryVersion
from review.domain.wording.meaning import meaning
from review.views.view import Reviewer, Time, View

VersionNumber = Annotated[int, meaning("number of the version, from 1")]


class MapVersion(View, frozen=True, kw_only=True):
    """One version of the theory map."""

    version: VersionNumber
    event: Annotated[str, meaning("id of the event that created it")]
    time: Time
    reviewer: Reviewer
    change: Annotated[str, meaning("the act that created it: `refine`, `add`, `adopt` …")]
    code: Annotated[str | None, meaning("the changed code; null if the map as a whole was changed")]
    reason: str

    @classmethod
    def of(cls, version: TheoryVersion) -> MapVersion:
        """The view of a version."""
        return cls(
            version=version.number,
            event=version.event,
            time=version.time,
            reviewer=version.reviewer,
            change=version.change,
            code=version.code or None,
            reason=version.reason,
        )


class MapHistory(View, frozen=True, kw_only=True):
    """All versions of the theory map."""

    versions: Annotated[tuple[MapVersion, ...], meaning("oldest first")]

    @classmethod
    def of(cls, versions: Iterable[TheoryVersion]) -> MapHistory:
        """Versions."""
        return cls(versions=tuple(map(MapVersion.of, versions)))


class MapText(View, frozen=True, kw_only=True):
    """The current theory map, without FILE."""

    yaml: Annotated[str, meaning("the map as the text of a `theory_map.yaml`")]
    version: VersionNumber


class MapFile(View, frozen=True, kw_only=True):
    """The current theory map was written to FILE."""

    file: Annotated[str, meaning("path of the file")]
    version: VersionNumber

    @classmethod
    def of(cls, path: Path, version: int) -> MapFile:
        """The view of the file and its version."""
        return cls(file=str(path), version=version)
