"""How well the rectangles of a quotation cover its glyphs.

    python benchmarks/boxes.py [FILE_OR_FOLDER ...] [--quotations 20] [--seed 1]

From every file that has text, quotations of 40 to 400 characters are drawn at random from the frozen text; for each
the rectangles are asked for as the program does it, and the centre of every glyph of the quotation, asked of pdfium
character by character, is looked for in them.
"""

import argparse
import ctypes
import random
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from benchmarks.figures import figure
from review.documents import read_files, rectangles
from review.domain.glyphs import runs_within, unpack_runs

SHARED = Path(__file__).resolve().parents[1] / "../shared/data/pdfs"
KINDS = (
    "two_column_journal",
    "journal_pmc",
    "single_column_report",
    "two_column_other",
    "rotated",
    "weird_fonts",
    "rtl",
)
MARGIN = 0.01


def centres(document: pypdfium2.PdfDocument, runs: list) -> list[tuple[int, float, float]]:
    """Page and centre of each glyph that has an extent."""
    found = []
    sides = [ctypes.c_double() for _ in range(4)]
    for run in runs:
        page = document[run.page - 1]
        text_page = page.get_textpage()
        for index in range(run.first, run.first + run.length):
            if pdfium.FPDFText_GetCharBox(text_page.raw, index, *sides):
                left, right, bottom, top = (side.value for side in sides)
                if right > left or top > bottom:
                    found.append((run.page, (left + right) / 2, (bottom + top) / 2))
        text_page.close()
        page.close()
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("paths", nargs="*", type=Path, default=[SHARED / kind for kind in KINDS])
    arguments.add_argument("--quotations", type=int, default=20)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--every", type=int, default=1, help="read one file of so many")
    options = arguments.parse_args()
    chance = random.Random(options.seed)
    files = [
        file for path in options.paths for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])
    ][:: options.every]
    worst, inside, every = (1.0, ""), 0, 0
    for reading in read_files(files, jobs=2):
        document = reading.document
        if document is None or len(document.text) < 40:
            continue
        runs = unpack_runs(document.glyphs)
        here = of_file = 0
        with pypdfium2.PdfDocument(reading.path) as opened:
            for _ in range(options.quotations):
                start = chance.randrange(max(1, len(document.text) - 40))
                end = min(len(document.text), start + chance.randint(40, 400))
                boxes = rectangles(reading.path, document, start, end)
                glyphs = centres(opened, runs_within(runs, start, end))
                of_file += len(glyphs)
                here += sum(
                    any(
                        box.page == page
                        and box.left - MARGIN <= x <= box.right + MARGIN
                        and box.bottom - MARGIN <= y <= box.top + MARGIN
                        for box in boxes
                    )
                    for page, x, y in glyphs
                )
        inside, every = inside + here, every + of_file
        if of_file:
            worst = min(worst, (here / of_file, reading.path.name))
    figure("boxes: glyphs of a quotation inside its rectangles", 100 * inside / max(1, every), "%")
    print(
        f"{len(files)} files, {every} glyphs: {100 * inside / max(1, every):.2f} % inside; worst file {100 * worst[0]:.2f} % ({worst[1]})"
    )


if __name__ == "__main__":
    main()
