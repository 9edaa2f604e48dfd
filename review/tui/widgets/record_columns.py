"""The columns of the record list: which ones at a width, how wide, and their cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from review.domain.listing import RecordRow
from review.domain.record import ReadingStatus, Role
from review.domain.wording.named import named
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
"""Cells between two columns; signs stand closer together."""

FILES: Mapping[str, str] = {"P": "", "S": "file", "L": "file", "-": "muted", "N": "gone", "!": "gone"}
"""A file's signs with their styles: PDF or text read, scan without text, locked, reference only, not retrieved, file gone."""


class Column(Struct, frozen=True):
    """A column: `sort` is the order (``Selection.sort``) set by its heading; `grow` its share of spare cells.

    It is shown in lists of at least `from_width` cells, at most `most` cells wide and with `gap` cells after it.
    """

    name: str
    label: str
    width: int
    sort: str = ""
    grow: int = 0
    most: int = 400
    from_width: int = 0
    right: bool = False
    gap: int = GAP

    @property
    def about(self) -> str:
        """What it shows: a stage for both columns of the stage."""
        return self.name.partition(":")[2] or self.name


class Cell(Struct, frozen=True):
    """A cell's text and the part of its component class (``record-rows--include``) that styles it; empty for none."""

    text: str
    style: str = ""


def record_columns(stages: Sequence[str]) -> tuple[Column, ...]:
    """The columns for a review with these stages; decisions are signs in narrow lists, words in wide ones."""
    return (
        Column("mark", "", 1, gap=1),
        Column("author_year", "Reference", 15, "author_year", grow=2, most=28),
        Column("title", "Title", 18, "title", grow=9),
        Column("source_type", "Source type", 10, "source_type", grow=2, most=30, from_width=112),
        Column("role", "Role", 13, from_width=116),
        Column("file", "F", 1, gap=1),
        *(
            Column(f"sign:{stage}", str(number), 1, stage, gap=1)
            for number, stage in enumerate(stages, start=1)
        ),
        *(
            Column(f"stage:{stage}", named(stage), max(10, len(stage)), stage, from_width=124)
            for stage in stages
        ),
        Column("codings", "Coded", 5, "codings", right=True, from_width=60),
        Column("pages", "Pages", 5, right=True, from_width=140),
    )


def fit_columns(
    columns: Sequence[Column], width: int, empty: Collection[str] = ()
) -> list[tuple[Column, int]]:
    """The columns shown in `width` cells, with their widths; spare cells are divided by `grow`.

    Those about what is `empty` in all records are left out.
    """
    shown = [column for column in columns if column.from_width <= width and column.about not in empty]
    worded = {column.about for column in shown if column.name.startswith("stage:")}
    shown = [c for c in shown if not (c.name.startswith("sign:") and c.about in worded)]
    widths = [column.width for column in shown]
    left = width - sum(widths) - sum(column.gap for column in shown[:-1])
    growing = sum(column.grow for column in shown)
    for index in sorted(range(len(shown)), key=lambda i: shown[i].most):
        column = shown[index]
        if column.grow and left > 0:
            extra = min(left * column.grow // growing, column.most - column.width)
            widths[index] += extra
            left -= extra
            growing -= column.grow
    return list(zip(shown, widths, strict=True))


def cell(
    row: RecordRow,
    column: Column,
    *,
    marked: bool,
    source_types: Mapping[str, str],
    gone: Collection[str] = (),
) -> Cell:
    """A row's cell; `source_types` maps ids to names, `gone` has the paths of files that are no longer there."""
    kind, _, stage = column.name.partition(":")
    match kind:
        case "mark":
            return Cell("*" if marked else "", "mark")
        case "author_year":
            return Cell(f"{row.author_year}?" if row.unconfirmed else row.author_year)
        case "title":
            return Cell(row.title or "(no title)", "" if row.title else "muted")
        case "source_type":
            return Cell(source_types.get(row.source_type, row.source_type) or "–", "muted")
        case "role":
            return Cell("" if row.role is Role.EVIDENCE else named(row.role), "muted")
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
            sign = file_sign(row, gone)
            return Cell(sign, FILES[sign])


def file_sign(row: RecordRow, gone: Collection[str] = ()) -> str:
    """The sign for the state of a record's file (`FILES`)."""
    if not row.has_file:
        return "N" if row.reading_status == "not-retrieved" else "-"
    if not row.path or row.path in gone:
        return "!"
    match row.reading_status:
        case ReadingStatus.NO_TEXT:
            return "S"
        case ReadingStatus.ENCRYPTED:
            return "L"
        case _:
            return "P"


_UNSURE = re.compile("[\u200c\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
"""What joins or modifies emoji: terminals disagree how many cells such a group takes, but not about its single emoji."""


def steady(text: str) -> str:
    """Plain text whose width in cells is the same in every terminal, as far as it can be known."""
    return _UNSURE.sub("", plain(text))


def fitted_reference(author_year: str, width: int) -> str:
    """``Author, year`` in exactly `width` cells; if it is too long, the author is shortened."""
    author, comma, year = steady(author_year).rpartition(", ")
    room = width - cell_len(comma + year)
    return (
        fitted(author, min(room, cell_len(author)))
        + fitted(comma + year, width - min(room, cell_len(author)))
        if room > 4
        else fitted(author_year, width)
    )


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Plain text in exactly `width` cells, with an ellipsis if it was shortened."""
    safe = steady(text)
    cells = len(safe) if safe.isascii() else cell_len(safe)
    if cells > width:
        return set_cell_size(safe, max(0, width - 1)) + "…" * min(1, width)
    padding = " " * (width - cells)
    return padding + safe if right else safe + padding
