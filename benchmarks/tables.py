"""The tables of a run of all benchmarks: all figures for the documentation, and those that say most for README.md."""

from __future__ import annotations

import re
from statistics import fmean

from benchmarks.figures import Figure

HEADING = """\
# Figures

All from one run of `make bench`, each measured beside its peer on the same work; only the reference for codes is a figure
measured earlier. Times are seconds of processor time unless
the unit says otherwise; a ratio below 1 is less than the peer's: better for times, memory and loss, worse for shares.
[benchmarks/README.md](../../benchmarks/README.md) says what each program measures, and how to run it in full. Where an aim is missed, the figure says so.
"""

IN_README = {
    "screening: loss of the order, mean of three labelled sets (0 is perfect)": (
        "order: loss, Cohen ADHD", "order: loss, Cohen Estrogens", "order: loss, Cohen Triptans",
    ),
    "screening: from a decision to a new order of 100,000 records": ("100,000 records: from a decision to a new order",),
    "coding: share of the first ten passages shown that do challenge a theory, with a tenth coded": (
        "evidence against: share of the first 10, 10% coded",
    ),
    "duplicates: found of those in ASySD's set": ("duplicates: sensitivity, ASySD",),
    "duplicates: time for them": ("duplicates: ASySD",),
    "reading: pages": ("reading: pages",),
    "reading: printed page numbers that are right": ("reading: labels of pages right",),
    "import: time for a record, of 20,000": ("20,000 records: import of a record",),
    "start: first picture on the screen": ("first paint",),
    "program killed 100 times: decisions lost or damaged": ("durability: things not as they should be",),
}  # fmt: skip
"""Rows of the table in README.md, each with the figures whose mean it shows."""

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
"""What is between them in README.md is written here."""


def page(found: dict) -> str:
    """The page of the documentation: how it was measured, and the table."""
    run = found["run"]
    measured = (
        f"Measured on {run['date']} at commit {run['commit']} by `make bench` ({run['minutes']} minutes) on {run['machine']},"
        f" Python {run['python']}.{run.get('note', '')}"
    )
    rows = [row(Figure(**one)) for one in found["figures"]]
    head = "| what | ours | peer | ratio | aim |\n|---|--:|--:|--:|---|"
    return "\n".join([HEADING, measured, "", head, *rows]) + "\n"


def row(figure: Figure) -> str:
    """A line of the table."""
    peer = ratio = ""
    if figure.peer is not None:
        peer = f"{amount(figure.peer)} ({figure.beside})"
        ratio = f"{figure.ours / figure.peer:.2f}" if figure.peer else ""
    ours = f"{amount(figure.ours)} {figure.unit}".strip()
    return f"| {figure.what} | {ours} | {peer} | {ratio} | {figure.aim} |"


def amount(value: float) -> str:
    """A figure with three digits that count, or whole where it is large."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def in_readme(text: str, found: dict) -> str:
    """README.md with the figures of a run between its two marks."""
    by_name = {one["what"]: Figure(**one) for one in found["figures"]}
    rows = [short_row(label, [by_name[name] for name in names]) for label, names in IN_README.items()]
    run = found["run"]
    said = f"`make bench` on {run['date']}, commit {run['commit']}, {run['machine']}, Python {run['python']}:"
    table = "\n".join([said, "", "| what | this program | another |", "|---|--:|--:|", *rows])
    return re.sub(f"{BEGIN}.*?{END}", lambda _: f"{BEGIN}\n{table}\n{END}", text, flags=re.DOTALL)


def short_row(label: str, figures: list[Figure]) -> str:
    """A line of the table in README.md: the means of figures of one kind."""
    first = figures[0]
    ours = f"{amount(fmean(one.ours for one in figures))} {first.unit}".strip()
    peers = [one.peer for one in figures if one.peer is not None]
    peer = f"{amount(fmean(peers))} ({first.beside})" if peers else ""
    return f"| {label} | {ours} | {peer} |"
