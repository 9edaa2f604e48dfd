"""What `export` answers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from review.domain.wording.says import says
from review.views.view import View


class ExportName(View, frozen=True, kw_only=True):
    """One of the exports."""

    name: str
    description: Annotated[str, says("what is in it")]


class ExportNames(View, frozen=True, kw_only=True):
    """The exports that there are, with `--list`."""

    exports: tuple[ExportName, ...]

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> ExportNames:
        """Names with their descriptions."""
        return cls(exports=tuple(ExportName(name=name, description=text) for name, text in names))


class Exported(View, frozen=True, kw_only=True):
    """Exports were written."""

    files: Annotated[tuple[str, ...], says("their paths")]

    @classmethod
    def of(cls, paths: Iterable[Path]) -> Exported:
        """The files that were written."""
        return cls(files=tuple(map(str, paths)))
