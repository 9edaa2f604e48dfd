"""What commands answer about the theory map: theory log, theory export."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from review.domain import TheoryVersion
from review.domain.wording.says import says
from review.views.view import Reviewer, Time, View

VersionNumber = Annotated[int, says("number of the version, from 1")]


class MapVersion(View, frozen=True, kw_only=True):
    """One version of the theory map."""

    version: VersionNumber
    event: Annotated[str, says("id of the event that made it")]
    time: Time
    reviewer: Reviewer
    change: Annotated[str, says("the act that made it: `refine`, `add`, `adopt` …")]
    code: Annotated[str | None, says("the code that it changed; null where it is the map as a whole")]
    reason: str

    @classmethod
    def of(cls, version: TheoryVersion) -> MapVersion:
        """A version."""
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
    """Every version of the theory map."""

    versions: Annotated[tuple[MapVersion, ...], says("the oldest first")]

    @classmethod
    def of(cls, versions: Iterable[TheoryVersion]) -> MapHistory:
        """Versions."""
        return cls(versions=tuple(map(MapVersion.of, versions)))


class MapText(View, frozen=True, kw_only=True):
    """The current theory map, without FILE."""

    yaml: Annotated[str, says("the map as the text of a `theory_map.yaml`")]
    version: VersionNumber


class MapFile(View, frozen=True, kw_only=True):
    """The current theory map was written to FILE."""

    file: Annotated[str, says("its path")]
    version: VersionNumber

    @classmethod
    def of(cls, path: Path, version: int) -> MapFile:
        """The file, and the version in it."""
        return cls(file=str(path), version=version)
