"""The columns of the record list: which ones at a width, how wide, and their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from review.domain import RecordRow, Role
from review.tui.support.plain import plain

SIGNS: Mapping[str, str] = {
    "include": "✓",
    "exclude": "✗",
    "maybe": "?",
    "park": "‖",
    "conflict": "!",
    "none": "·",
}
"""A sign for each decision, so that colour is not the only difference."""

GAP = 2
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `sort` is the order (``Selection.sort``) set by its heading; `grow` its share of spare cells.

    It is shown in lists of at least `from_width` cells, and at most `most` cells wide.
    """

    name: str
    label: str
    width: int
    sort: str = ""
    grow: int = 0
    most: int = 400
    from_width: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and the part of its component class (``record-rows--include``) that styles it; empty for none."""

    text: str
    style: str = ""


def record_columns(stages: Sequence[str]) -> tuple[Column, ...]:
    """The columns for a review with these stages; decisions are signs in narrow lists, words in wide ones."""
    return (
        Column("mark", "", 1),
        Column("author_year", "Reference", 20, "author_year", grow=2, most=34),
        Column("title", "Title", 20, "title", grow=7),
        Column("source_type", "Source type", 10, "source_type", grow=4, most=36, from_width=72),
        Column("role", "Role", 13, from_width=150),
        *(Column(f"sign:{stage}", str(number), 1, stage) for number, stage in enumerate(stages, start=1)),
        *(
            Column(f"stage:{stage}", stage.replace("-", " "), max(10, len(stage)), stage, from_width=110)
            for stage in stages
        ),
        Column("codings", "Coded", 5, "codings", right=True, from_width=60),
        Column("pages", "Pages", 5, right=True, from_width=100),
        Column("file", "File", 9, from_width=130),
    )


def fit_columns(columns: Sequence[Column], width: int) -> list[tuple[Column, int]]:
    """The columns shown in `width` cells, with their widths; spare cells are divided by `grow`."""
    shown = [column for column in columns if column.from_width <= width]
    worded = {column.name.partition(":")[2] for column in shown if column.name.startswith("stage:")}
    shown = [c for c in shown if not (c.name.startswith("sign:") and c.name.partition(":")[2] in worded)]
    widths = [column.width for column in shown]
    left = width - sum(widths) - GAP * (len(shown) - 1)
    growing = sum(column.grow for column in shown)
    for index in sorted(range(len(shown)), key=lambda i: shown[i].most):
        column = shown[index]
        if column.grow and left > 0:
            extra = min(left * column.grow // growing, column.most - column.width)
            widths[index] += extra
            left -= extra
            growing -= column.grow
    return list(zip(shown, widths, strict=True))


def cell(row: RecordRow, column: Column, *, marked: bool, source_types: Mapping[str, str]) -> Cell:
    """A row's cell; `source_types` maps ids to names."""
    kind, _, stage = column.name.partition(":")
    match kind:
        case "mark":
            return Cell("●" if marked else "", "mark")
        case "author_year":
            return Cell(row.author_year)
        case "title":
            return Cell(row.title or "(no title)", "" if row.title else "muted")
        case "source_type":
            return Cell(source_types.get(row.source_type, row.source_type) or "–", "muted")
        case "role":
            return Cell("" if row.role is Role.EVIDENCE else row.role.replace("-", " "), "muted")
        case "sign":
            decision = row.stages.get(stage, "none")
            return Cell(SIGNS.get(decision, "·"), decision)
        case "stage":
            decision = row.stages.get(stage, "none")
            word = "" if decision == "none" else f" {decision}"
            return Cell(f"{SIGNS.get(decision, '·')}{word}", decision)
        case "codings":
            return Cell(str(row.codings) if row.codings else "·", "" if row.codings else "muted")
        case "pages":
            return Cell(str(row.page_count) if row.page_count else "–", "muted")
        case _:
            return Cell(row.reading_status.replace("-", " ") or "no file", "muted")


def fitted_reference(author_year: str, width: int) -> str:
    """``Author, year`` in exactly `width` cells; if it is too long, the author is shortened."""
    author, comma, year = plain(author_year).rpartition(", ")
    room = width - cell_len(comma + year)
    return (
        fitted(author, min(room, cell_len(author)))
        + fitted(comma + year, width - min(room, cell_len(author)))
        if room > 4
        else fitted(author_year, width)
    )


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Plain text in exactly `width` cells, with an ellipsis if it was shortened."""
    safe = plain(text)
    cells = len(safe) if safe.isascii() else cell_len(safe)
    if cells > width:
        return set_cell_size(safe, max(0, width - 1)) + "…" * min(1, width)
    padding = " " * (width - cells)
    return padding + safe if right else safe + padding
