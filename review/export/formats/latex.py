"""Writes LaTeX: a table that breaks over pages (booktabs, longtable), to be included in a paper.

LaTeX numbers it, so the title has no number here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from review.export.formats.layout import MARK_PADDING, PADDING, Layout, laid_out
from review.export.formats.text import legible, shown
from review.export.table import NUMBERS, Cell, Column, ExportTable, Kind, PrintedTable

LEADING = 1.2
"""From one line to the next, at size 1."""

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    "[": "{[}",  # after the end of a row it would be an option
    "]": "{]}",
    "*": "{*}",
    "\t": " ",
    "\u00a0": "~",
    "●": r"\textbullet{}",
    "→": r"\ensuremath{\rightarrow}",
    "−": r"\ensuremath{-}",
    "×": r"\ensuremath{\times}",
    "±": r"\ensuremath{\pm}",
    "≤": r"\ensuremath{\leq}",
    "≥": r"\ensuremath{\geq}",
    "≈": r"\ensuremath{\approx}",
}
"""What LaTeX would obey instead of printing it, or what its usual fonts lack."""
_ESCAPED = str.maketrans(_SIGNS)
_LIGATURES = re.compile(r"(?<=-)-|(?<=')'|(?<=,),")
"""Signs that LaTeX would join with the same sign before: two hyphens are a dash."""
_LINE_ENDS = re.compile("[\n\u2028\u2029]")
_NOT_IN_PDFLATEX = re.compile("[^\x00-\u017f\u2010-\u2026\u20ac]")
_SIDES = {Kind.MARK: r"\centering"} | dict.fromkeys(NUMBERS, r"\raggedleft")


def render(table: ExportTable) -> dict[str, bytes]:
    """The table as it is printed; the row of headings is repeated on every page."""
    printed = table.printed()
    return {"": ("\n".join(_lines(table.name, printed, laid_out(printed))) + "\n").encode()}


def escaped(text: str) -> str:
    """A text on one line as LaTeX prints it, whatever it says."""
    return _escaped(" ".join(legible(text).split()))


def _lines(name: str, printed: PrintedTable, layout: Layout) -> Iterable[str]:
    headings = _row(_heading(column, layout) for column in printed.columns)
    top = [r"\toprule", headings, r"\midrule"]
    yield from _about(printed, layout)
    if layout.landscape:
        yield r"\begin{landscape}"
    yield r"\begingroup"
    yield rf"\fontsize{{{layout.size:g}}}{{{layout.size * LEADING:.1f}}}\selectfont"
    yield rf"\setlength{{\tabcolsep}}{{{PADDING / 2:g}pt}}"
    yield rf"\begin{{longtable}}{{@{{}}{''.join(map(_column, printed.columns, layout.widths))}@{{}}}}"
    yield rf"\caption{{{escaped(printed.title)}}}\label{{tab:{name}}}\\"
    yield from [*top, r"\endfirsthead", *top, r"\endhead", r"\bottomrule", r"\endlastfoot"]
    for number, row in enumerate(printed.rows, start=1):
        is_total = printed.total and number == len(printed.rows)
        if is_total:
            yield r"\midrule"
        yield _row(_cell(cell, is_bold=is_total) for cell in row)
    yield r"\end{longtable}"
    yield rf"\noindent\emph{{Note.}} {escaped(printed.note)}\par"
    yield r"\endgroup"
    if layout.landscape:
        yield r"\end{landscape}"


def _about(printed: PrintedTable, layout: Layout) -> Iterable[str]:
    """Comments: what it is, and what a paper must load for it."""
    packages = ["booktabs", "longtable", "array"]
    packages += ["graphicx"] * any(map(layout.is_turned, printed.columns))
    packages += ["pdflscape"] * layout.landscape
    yield f"% {' '.join(legible(printed.heading).split())}"
    yield rf"% In the preamble: \usepackage[T1]{{fontenc}} \usepackage{{{','.join(packages)}}}"
    text = "".join((printed.title, printed.note, *(shown(cell) for row in printed.rows for cell in row)))
    if any(sign not in _SIGNS for sign in _NOT_IN_PDFLATEX.findall(text)):
        yield "% It has letters that pdfLaTeX lacks: use XeLaTeX or LuaLaTeX, and a font that has them."


def _column(column: Column, width: float) -> str:
    side = _SIDES.get(column.kind, r"\raggedright")
    room = width - (MARK_PADDING if column.kind is Kind.MARK else PADDING)
    return rf">{{{side}\arraybackslash}}p{{{max(room, 1.0):.1f}pt}}"


def _heading(column: Column, layout: Layout) -> str:
    lines = [rf"\textbf{{{escaped(line)}}}" for line in layout.heading(column).split("\n")]
    if not layout.is_turned(column):
        return r"\newline ".join(lines)
    folded = r"\\".join(lines)
    return rf"\rotatebox{{90}}{{\shortstack[l]{{{folded}}}}}"


def _cell(cell: Cell, *, is_bold: bool) -> str:
    text = r"\newline{}".join(map(_escaped, _LINE_ENDS.split(shown(cell).strip())))
    return rf"\textbf{{{text}}}" if is_bold and text else text


def _row(cells: Iterable[str]) -> str:
    return rf"{' & '.join(cells)} \\"


def _escaped(text: str) -> str:
    """A text without line ends; ligatures are broken after escaping, by braces that print nothing."""
    return _LIGATURES.sub(r"{}\g<0>", text.translate(_ESCAPED))
