"""Inline parts as runs of text: what every writer formats, whatever the file."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Mark(StrEnum):
    """How a run looks."""

    ITALIC = "italic"
    BOLD = "bold"
    UNDERLINE = "underline"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    SMALL_CAPITALS = "small capitals"


class RunKind(StrEnum):
    """What a run is."""

    TEXT = "text"
    NUMBER = "number"
    """Counted by the program."""
    QUOTATION = "quotation"
    """The words of a source, within quotation marks."""
    CITATION = "citation"
    REFERENCE = "reference"
    """To a table, figure, box or heading."""
    GAP = "gap"
    """What is still to be written."""


class Run(Struct, frozen=True):
    """A text in one look. `target` is the anchor within the report that it leads to, `address` one on the web."""

    text: str
    kind: RunKind = RunKind.TEXT
    marks: frozenset[Mark] = frozenset()
    target: str = ""
    address: str = ""


def plain(runs: tuple[Run, ...]) -> str:
    """The text of runs."""
    return "".join(run.text for run in runs)
