"""Answers of `export`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from review.domain.wording.meaning import meaning
from review.views.view import View


class ExportName(View, frozen=True, kw_only=True):
    """One of the exports."""

    name: str
    description: Annotated[str, meaning("content")]


class ExportNames(View, frozen=True, kw_only=True):
    """The available exports, with `--list`."""

    exports: tuple[ExportName, ...]

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> ExportNames:
        """The view of names with descriptions."""
        return cls(exports=tuple(ExportName(name=name, description=text) for name, text in names))


class Exported(View, frozen=True, kw_only=True):
    """Exports were written."""

    files: Annotated[tuple[str, ...], meaning("paths of the files")]

    @classmethod
    def of(cls, paths: Iterable[Path]) -> Exported:
        """The view of written files."""
        return cls(files=tuple(map(str, paths)))
