"""On which lines the rows of a list stand, where the last ones take two lines each."""

from __future__ import annotations

from msgspec import Struct


class RowLines(Struct, frozen=True):
    """The lines of `rows` rows, of which those after the first `single` take two lines."""

    rows: int
    single: int

    @property
    def count(self) -> int:
        """The number of lines."""
        return self.first(self.rows)

    def first(self, index: int) -> int:
        """The line on which a row begins."""
        return index + max(0, index - self.single)

    def height(self, index: int) -> int:
        """How many lines a row takes."""
        return 1 if index < self.single else 2

    def row_at(self, line: int) -> tuple[int, bool]:
        """The index of the row at a line, and whether it is the row's second line."""
        after = line - self.single
        return (line, False) if after < 0 else (self.single + after // 2, bool(after % 2))
