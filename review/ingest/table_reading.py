"""Tables of a page, through pdfplumber; slow, so only for pages that someone looks at or exports."""

from __future__ import annotations

from pathlib import Path

import pdfplumber

from review.ingest.cleaning import clean_text

Table = list[list[str]]
"""Rows of cells."""


def tables_of_page(path: Path, number: int) -> list[Table]:
    """The tables with ruled lines on the page of that number, from 1; an empty cell is an empty string."""
    with pdfplumber.open(path, pages=[number]) as file:
        return [
            [[clean_text(cell or "") for cell in row] for row in table]
            for page in file.pages
            for table in page.extract_tables()
        ]
