"""The table that the R package PRISMA2020 reads.

``template.csv`` has its rows without their last column, ``n``: they are those of ``inst/extdata/PRISMA.csv`` of that package, version
1.1.4 (https://github.com/prisma-flowdiagram/PRISMA2020, MIT licence; Haddaway et al. 2022, doi:10.1002/cl2.1230). The package finds
its rows and columns by their names, so everything but ``n`` is written as it is there, byte for byte.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

COLUMN = "n"
"""The column that is filled in."""

_LINE_END = "\r\n"
_TITLE = "NA"
"""The name of rows that have no number: titles of the columns of the diagram."""
_OF_TITLE = "0"
"""What the template has in place of their number; the package does not read it."""


@cache
def _lines() -> tuple[str, ...]:
    return tuple(Path(__file__).with_name("template.csv").read_text("utf-8").splitlines())


@cache
def names() -> tuple[str, ...]:
    """The names of the rows with a number, in their order; those of the blue boxes at the side are among them."""
    found = (line.partition(",")[0] for line in _lines()[1:])
    return tuple(name for name in found if name != _TITLE)


@cache
def labels() -> Mapping[str, str]:
    """What each row describes, by its name."""
    rows = csv.DictReader(io.StringIO("\n".join(_lines())))
    return {row["data"]: row["description"] for row in rows if row["data"] != _TITLE}


def filled(numbers: Mapping[str, str], of_first_title: str = _OF_TITLE) -> bytes:
    """The table with these numbers by the names of rows, in UTF-8; a row without one is blank.

    `of_first_title` is what the first title has in place of a number.
    """
    header, *rows = _lines()
    written = [f"{header},{COLUMN}"]
    of_title = of_first_title
    for row in rows:
        name = row.partition(",")[0]
        if name == _TITLE:
            number, of_title = of_title, _OF_TITLE
        else:
            number = numbers.get(name, "")
        written.append(f"{row},{_quoted(number)}")
    return _LINE_END.join(written).encode()


def _quoted(cell: str) -> str:
    """A cell, in quotation marks if it has a comma; it has no quotation mark itself."""
    return f'"{cell}"' if "," in cell else cell
