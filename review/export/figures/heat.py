"""``figure-heat``: how many documents speak to each theory, by stance and by source type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.domain.wording.counted import counted
from review.domain.wording.named import capitalised
from review.export.figures.characters import cells, on_a_line, padded, wrapped
from review.export.figures.picture import NewSheet, Picture
from review.export.figures.shades import INK, MUTED, PAPER, contrast, shade, text_on
from review.export.material import ExportMaterial
from review.export.tables.theories.synthesis import STANCES
from review.export.words import LOCATES, Names

if TYPE_CHECKING:
    from review.export.figures.sheet import Sheet

TYPES = 16
"""The most source types with a column of their own; the rest share one."""
SIGNS = " ░▒▓█"
"""Cells of a terminal from none to the most."""
NAME, CELL_HEIGHT, TURNED = 48.0, 7.2, 34.0
"""The room for a theory's name, the height of a cell, and the most for headings that run upward. In millimetres."""


@dataclass(frozen=True, slots=True)
class Row:
    """A theory or rival framing, with its number of documents for each column of each part."""

    code: str
    name: str
    sources: int
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class HeatPicture(Picture):
    """Theories by columns: the first `stances` of them are stances, the others source types. `total` is N."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    stances: int
    total: int

    @property
    def caption(self) -> str:
        """What it shows."""
        return f"Documents on each theory and rival framing, by stance and by source type (N = {self.total})"

    @property
    def alternative(self) -> str:
        """Each row in words."""
        said = []
        for row in self.rows:
            stances = [
                f"{number} {self.columns[place].lower()}"
                for place, number in enumerate(row.numbers[: self.stances])
                if number
            ]
            types = [
                f"{number} {self.columns[place]}"
                for place, number in enumerate(row.numbers)
                if number and place >= self.stances
            ]
            parts = "; ".join(filter(None, (", ".join(stances), ", ".join(types))))
            said.append(
                f"{row.code} {row.name}: {counted(row.sources, 'document')}{f' ({parts})' if parts else ''}."
            )
        return " ".join(said)

    @property
    def note(self) -> str:
        """How to read it."""
        return f"A document counts once for each stance that its passages have. {LOCATES}"

    @property
    def is_empty(self) -> bool:
        """Whether no included document is coded."""
        return not any(row.sources for row in self.rows)

    @property
    def most(self) -> int:
        """The largest number of a cell."""
        return max((number for row in self.rows for number in row.numbers), default=0)

    def text(self, width: int) -> str:
        """A table with a sign beside each number; columns that do not fit follow below."""
        name = min(
            max((cells(on_a_line(f"{row.code} {row.name}")) for row in self.rows), default=0), 34, width // 3
        )
        cell, room = 7, max(1, (width - name - 8) // 7)
        blocks = []
        for start in range(0, len(self.columns), room):
            columns = range(start, min(start + room, len(self.columns)))
            heads = {place: f"{chr(ord('a') + place)}" for place in columns}
            lines = [f"{'':<{name}}    all" + "".join(f"{heads[place]:>{cell}}" for place in columns)]
            for row in self.rows:
                title = padded(on_a_line(f"{row.code} {row.name}"), name)
                numbers = "".join(
                    f"{self._sign(row.numbers[place])}{row.numbers[place]:>4}".rjust(cell)
                    for place in columns
                )
                lines.append(f"{title}{row.sources:>7}{numbers}")
            key = "; ".join(f"{heads[place]} {self.columns[place]}" for place in columns)
            blocks.append("\n".join([*lines, *wrapped(key, width)]))
        return "\n\n".join(blocks)

    def _sign(self, number: int) -> str:
        return SIGNS[-(-number * (len(SIGNS) - 1) // self.most)] * 2 if self.most else "  "

    def draw(self, new: NewSheet) -> Sequence[Sheet]:
        """Cells from white to dark, each with its number."""
        return _Drawing(self, new).run()


def heat_figure(material: ExportMaterial) -> HeatPicture:
    """The figure of the evidence on each theory and rival framing."""
    types = material.table_one.counts
    own = types if len(types) <= TYPES else types[: TYPES - 1]
    stances = [capitalised(material.words[Names.STANCE][one]) for one in STANCES]
    rows = [
        Row(
            count.code,
            count.name,
            count.sources,
            (
                *(count.sources_by_stance.get(stance, 0) for stance in STANCES),
                *(count.by_source_type.get(kind.source_type, 0) for kind in own),
                *(
                    [sum(count.by_source_type.get(kind.source_type, 0) for kind in types[len(own) :])]
                    if len(own) < len(types)
                    else ()
                ),
            ),
        )
        for count in material.evidence()
        if count.code == count.theory
    ]
    others = ("Other types",) if len(own) < len(types) else ()
    return HeatPicture(
        tuple(rows), (*stances, *(kind.name for kind in own), *others), len(stances), material.table_one.total
    )


class _Drawing:
    """Places the cells; a sheet that is full is followed by another with the same headings."""

    def __init__(self, picture: HeatPicture, new: NewSheet) -> None:
        from review.export.figures import sheet

        self._form = sheet
        self._picture = picture
        self._new = new
        columns = len(picture.columns) + 1
        self._cell = min(14.0, (sheet.WIDTH - NAME - 4) / columns)
        self._left = sheet.WIDTH - columns * self._cell - 4

    def _x(self, column: int) -> float:
        """Where a column begins; -1 is that of all documents. There is a gap before stances and before source types."""
        gaps = 0 if column < 0 else 2 if column < self._picture.stances else 4
        return self._left + (column + 1) * self._cell + gaps

    def run(self) -> list[Sheet]:
        """Draw every row, and the scale below them."""
        sheet, sheets = self._new(), []
        y = self._headings(sheet)
        for row in self._picture.rows:
            if y + CELL_HEIGHT + 12 > self._form.MOST:
                sheets.append(sheet.end(y))
                sheet = self._new()
                y = self._headings(sheet)
            self._row(sheet, y, row)
            y += CELL_HEIGHT
        return [*sheets, sheet.end(self._scale(sheet, y + 3))]

    def _headings(self, sheet: Sheet) -> float:
        lines = {
            place: sheet.wrapped(
                name,
                TURNED,
                self._form.SMALL,
                most=max(1, int(self._cell / sheet.line_height(self._form.SMALL))),
            )
            for place, name in enumerate(("All documents", *self._picture.columns), -1)
        }
        from review.export.figures.lettering import width_of

        height = max(width_of(line, self._form.SMALL) for of in lines.values() for line in of)
        for place, of in lines.items():
            x = self._x(place) + (self._cell - len(of) * sheet.line_height(self._form.SMALL)) / 2
            for line in of:
                sheet.words(x, height, line, self._form.SMALL, upward=True)
                x += sheet.line_height(self._form.SMALL)
        return height + 1.5

    def _row(self, sheet: Sheet, y: float, row: Row) -> None:
        lines = sheet.wrapped(f"{row.code} {row.name}", self._left - 2, self._form.SMALL, most=2)
        top = y + (CELL_HEIGHT - len(lines) * sheet.line_height(self._form.SMALL)) / 2
        sheet.lines(0, top, lines, self._form.SMALL)
        self._cell_of(sheet, -1, y, row.sources, PAPER, bold=True)
        for place, number in enumerate(row.numbers):
            self._cell_of(sheet, place, y, number, self._shade(number))

    def _cell_of(
        self, sheet: Sheet, column: int, y: float, number: int, fill: str, *, bold: bool = False
    ) -> None:
        x = self._x(column)
        sheet.box(x, y, self._cell, CELL_HEIGHT, fill=fill, edge="#bfbfbf", weight=0.4)
        colour = text_on(fill) if number else MUTED
        colour = colour if contrast(colour, fill) >= 4.5 else INK
        top = y + (CELL_HEIGHT - sheet.line_height()) / 2
        sheet.words(x + self._cell / 2, top, f"{number}", bold=bold, colour=colour, align=0.5)

    def _scale(self, sheet: Sheet, y: float) -> float:
        """What the shades mean: from 0 to the most documents of a cell."""
        x, most = self._x(0), self._picture.most
        sheet.words(x - 2, y + 0.4, "Documents", self._form.SMALL, align=1)
        for step, number in enumerate(sorted({round(most * part / 4) for part in range(5)})):
            fill = self._shade(number)
            sheet.box(x + step * 9, y, 9, 4, fill=fill, edge="#bfbfbf", weight=0.4)
            sheet.words(
                x + step * 9 + 4.5, y + 0.4, f"{number}", self._form.SMALL, colour=text_on(fill), align=0.5
            )
        return y + 5

    def _shade(self, number: int) -> str:
        return shade(number / (self._picture.most or 1) * 0.92)
