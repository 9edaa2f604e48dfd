"""How the R package PRISMA2020 reads ``prisma.csv`` and what it draws, as R/PRISMA_data.R and R/PRISMA_flowdiagram.R do it.

Its version 1.1.4, and, where it differs, 1.1.1, which stopped at lists with one part. Rows are found by their names, `None` is R's NA.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

Reasons = list[tuple[str, int | None]]


@dataclass(frozen=True)
class Diagram:
    """What is drawn: the text of each box, by its node; a box that is left out is not there."""

    boxes: dict[str, str]


def read(path: Path) -> dict[str, str | None]:
    """`read.csv`: the column n by the rows' names, as text or, if all cells are numbers, as numbers with NA for blanks."""
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))
    is_text = any(row["n"] and not re.fullmatch(r"\d+(\.\d+)?", row["n"]) for row in rows)
    return {row["data"]: row["n"] if is_text or row["n"] else None for row in rows if row["data"] != "NA"}


def number(cell: str | None) -> int | None:
    """`PRISMA_format_number_`: digits alone; NA without any."""
    digits = re.sub(r"[^0-9.]", "", (cell or "").replace(",", ""))
    return int(digits) if digits else None


def reasons(cell: str | None) -> Reasons:
    """`PRISMA_parse_reasons_` of version 1.1.4."""
    if cell is None or not re.search(r"[^0-9,]", cell):
        return [("", number(cell))]
    parts = re.split(r"; ?", cell)
    return [
        (re.sub(r",.*$", "", part), number(re.sub(r".*?,([ 0-9,]*)|.*()", r"\1", part))) for part in parts
    ]


def stops_before_1_1_3(cell: str | None) -> bool:
    """Whether versions before 1.1.3 stop: at a column of numbers only, or where the numbers of a list are one number."""
    if cell is None:
        return True
    parts = [part for part in cell.split("; ") if part]
    return len(parts) == 1


def drawn(path: Path, *, detail_databases: bool = False) -> Diagram:
    """`PRISMA_flowdiagram(data, previous = FALSE, other = TRUE)` of version 1.1.4."""
    cells = read(path)
    n = {name: number(cell) for name, cell in cells.items()}
    boxes: dict[str, str] = {}
    identified = ""
    if n["database_results"] is not None:
        identified += f"\nDatabases (n = {n['database_results']})"
        identified += _of(reasons(cells["database_specific_results"])) if detail_databases else ""
    if n["register_results"] is not None:
        identified += f"\nRegisters (n = {n['register_results']})"
    boxes["4"] = f"Records identified from:{identified}"
    removed = [n["duplicates"], n["excluded_automatic"], n["excluded_other"]]
    boxes["5"] = (
        "(n = 0)" if removed == [None] * 3 else "; ".join(str(one) for one in removed if one is not None)
    )
    boxes["6"] = _n(n["records_screened"])
    boxes["7"] = _n(n["records_excluded"])
    boxes["8"] = _n(n["dbr_sought_reports"])
    boxes["9"] = _n(n["dbr_notretrieved_reports"])
    boxes["10"] = _n(n["dbr_assessed"])
    boxes["11"] = _of(reasons(cells["dbr_excluded"]))
    boxes["12"] = "".join(_n(n[name]) for name in ("new_studies", "new_reports") if n[name] is not None)
    others = {"Websites": "website_results", "Organisations": "organisation_results", "Citation searching": "citations_results"}  # fmt: skip
    if any(n[row] is not None for row in others.values()):
        boxes["14"] = "".join(
            f"\n{name} (n = {n[row]})" for name, row in others.items() if n[row] is not None
        )
        boxes["15"] = _n(n["other_sought_reports"])
        boxes["16"] = _n(n["other_notretrieved_reports"])
        boxes["17"] = _n(n["other_assessed"])
        boxes["18"] = _of(reasons(cells["other_excluded"]))
    return Diagram(boxes)


def _n(value: int | None) -> str:
    return f"(n = {'NA' if value is None else value})"


def _of(found: Reasons) -> str:
    """`PRISMA_format_reasons_`."""
    return ":" + "".join(f"\n{reason} {_n(n)}" for reason, n in found)
