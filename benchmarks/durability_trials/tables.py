"""What the trials come to: faults as they are found, progress, tables in Markdown."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence


class Results:
    """Collects faults; each kind of fault is printed when it is first met, and counted from then on."""

    def __init__(self) -> None:
        self.faults: Counter[str] = Counter()

    def fault(self, line: str) -> None:
        """Note a fault; ids and numbers in the line do not make it another one."""
        kind = re.sub(r"[0-9a-f]{8,}|\d+", "#", line)
        if not self.faults[kind]:
            self.progress(f"FAULT {line}")
        self.faults[kind] += 1

    def progress(self, line: str) -> None:
        """Say how far it is."""
        print(line, file=sys.stderr, flush=True)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown, its columns aligned."""
    cells = [[str(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
