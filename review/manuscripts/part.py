"""A part of a text: a heading, a paragraph, or a row of a table."""

from __future__ import annotations

from msgspec import Struct

from review.domain.wording.one_line import on_one_line

NO_LEVEL = 9
"""The level of a heading in plain text, where headings have none."""


class ManuscriptPart(Struct, frozen=True, array_like=True):
    """A paragraph, a heading of a `level` from 1, or a row with its `cells`; `is_head`: the row has headings of columns.

    The text of a row is that of its cells, each in a line.
    """

    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    is_head: bool = False


class Manuscript(Struct, frozen=True):
    """A text in parts; `options` are those that the program kept in a file that it wrote, such as the report's template."""

    parts: tuple[ManuscriptPart, ...]
    options: tuple[tuple[str, str], ...] = ()


def row(cells: list[str], *, is_head: bool = False) -> ManuscriptPart:
    """A row."""
    plain = tuple(map(on_one_line, cells))
    return ManuscriptPart("\n".join(plain), 0, plain, is_head)
