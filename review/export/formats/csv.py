"""Writes CSV: UTF-8, a header and rows; the caption is in a JSON file beside it."""

from __future__ import annotations

import csv
import io
import json

from review.domain.wording.formulas import guarded
from review.export.formats.text import shown
from review.export.table import Cell, ExportTable

_FORMULAS = (
    "Text that begins like a formula has an apostrophe in front, so that spreadsheets do not evaluate it: where"
    " apostrophes and then spaces, if any, come before = + - @ (also their wide forms), a tab or a line end, take one"
    " apostrophe away to get the original text."
)


def render(table: ExportTable) -> dict[str, bytes]:
    """The table under its columns' keys, and ``.meta.json`` with its caption."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_field(column.key) for column in table.columns])
    writer.writerows([_field(cell) for cell in row] for row in table.rows)
    about = {
        "name": table.name,
        "title": table.title,
        "caption": table.caption,
        **table.about,
        "rows": len(table.rows),
        "columns": [
            {"name": column.key, "title": column.heading, "type": column.kind.value}
            for column in table.columns
        ],
        "formulas": _FORMULAS,
    }
    meta = json.dumps(about, ensure_ascii=False, indent=2) + "\n"
    return {"": text.getvalue().encode(), ".meta.json": meta.encode(errors="replace")}


def _field(cell: Cell) -> str:
    text = shown(cell)
    return guarded(text) if isinstance(cell, str) else text
