"""Makes the README's pictures: the real screens on the demonstration review, as SVG files beside this script.

Run from the repository: ``python docs/screenshots/make_screenshots.py [NAME…]``.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from textual.pilot import Pilot

from review.demonstration.copying import make
from review.project import Project
from review.tui.app import ReviewApp
from review.tui.screens.base import ReviewScreen
from review.tui.settings import Settings
from review.tui.themes import DARK, LIGHT

HERE = Path(__file__).resolve().parent
NARROW, WIDE = (80, 24), (160, 48)


@dataclass(frozen=True)
class Picture:
    """A screen to be pictured: the keys that lead there, the size in cells and the theme.

    `document` is the file in ``corpus/`` whose record is opened in the Reader before the keys are pressed.
    """

    keys: tuple[str, ...]
    size: tuple[int, int]
    theme: str = DARK.name
    document: str = ""


ARTICLE = "fennimarsh-2015-market-shaping.pdf"
REPORT = "eastmarsh-2016-market-position-statement.pdf"
ROTATED = "kelderby-2016-survey.pdf"
TABLE = ("g", *"pdf 4", "enter", "t")
"""The keys that lead to the table of the report."""

PICTURES = {
    "library-80x24": Picture(("down", "down"), NARROW),
    "library-160x48": Picture(("down", "down"), WIDE),
    "screening-80x24": Picture(("f3", "n"), NARROW, LIGHT.name),
    "screening-160x48": Picture(("f3", "n"), WIDE),
    "reader-80x24": Picture(("down", "down", "down", "down", "enter"), NARROW),
    "reader-160x48": Picture(("down", "down", "down", "down", "enter", "j", "j"), WIDE),
    "two-columns-80x24": Picture(("g", *"346", "enter"), NARROW, document=ARTICLE),
    "two-columns-160x48": Picture(("g", *"346", "enter"), WIDE, LIGHT.name, document=ARTICLE),
    "table-80x24": Picture((*TABLE, "down", "v", "1", "plus", "down"), NARROW, document=REPORT),
    "table-160x48": Picture(
        (*TABLE, "down", "v", "1", "plus", "down", "down", "right", "a"), WIDE, document=REPORT
    ),
    "rotated-80x24": Picture(("t", "down", "right"), NARROW, LIGHT.name, document=ROTATED),
    "theory-map-80x24": Picture(("f5", "down"), NARROW),
    "theory-map-160x48": Picture(("f5",), WIDE, LIGHT.name),
    "passages-80x24": Picture(("f5", "enter"), NARROW, LIGHT.name),
    "exports-80x24": Picture(("f6",), NARROW),
    "exports-160x48": Picture(("f6", "down", "down"), WIDE, LIGHT.name),
    "model-80x24": Picture(("f7", "down", "down"), NARROW, LIGHT.name),
    "model-160x48": Picture(("f7", "down", "down", "l", "end"), WIDE),
    "help-160x48": Picture(("f3", "question_mark"), WIDE),
}


SURVEY = (
    ("Question", "Yes", "No", "Not answered"),
    ("Did you know which support there was?", "62", "121", "17"),
    ("Could you choose between two providers?", "48", "139", "13"),
    ("Did anyone explain a personal budget?", "71", "118", "11"),
    ("Would you rather have it arranged for you?", "103", "80", "17"),
)
"""The rows of the invented table."""


async def take(picture: Picture, review: Path, settings: Path) -> str:
    """The SVG of one screen, once suggestions have arrived."""
    remembered = Settings(settings)
    remembered.remember_theme(picture.theme)
    project = Project.open(review, "Ann Reviewer")
    try:
        app = ReviewApp(project, remembered)
        async with app.run_test(size=picture.size) as pilot:
            await pilot.pause()
            if picture.document:
                app.open_reader(project.find(f"corpus/{picture.document}"))
                await settled(pilot)
            for key in picture.keys:
                await pilot.press(key)
                await settled(pilot)
            app.clear_notifications()
            if isinstance(app.screen, ReviewScreen):
                # What the clock would show within a second: the model has answered by now.
                app.screen.show_status()
            await pilot.pause()
            return without_web_fonts(app.export_screenshot(title="review"))
    finally:
        project.close()


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing works in the background any more."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def rotated_page(path: Path) -> None:
    """An invented survey with its table on a page that is turned by a quarter, as wide tables are printed."""
    _, height = A4
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle("What the survey of Kelderby asked (fictional)")
    canvas.setPageRotation(90)
    canvas.rotate(90)
    canvas.translate(0, -height)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(70, 520, "What the survey of Kelderby asked (fictional)")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(70, 495, "Two hundred people answered; the page is turned so that the table has room.")
    left, top, lines = 70, 470, [0, 230, 330, 430, 530]
    canvas.grid([left + x for x in lines], [top - 24 * row for row in range(len(SURVEY) + 1)])
    for row, cells in enumerate(SURVEY):
        for x, cell in zip(lines, cells, strict=False):
            canvas.drawString(left + x + 6, top - 24 * row - 16, cell)
    canvas.save()


def without_web_fonts(svg: str) -> str:
    """The picture without the fonts that it would fetch from the web."""
    return re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)


def add_rotated_page(review: Path) -> None:
    """Read the page that is turned into the review."""
    rotated_page(review / "corpus" / ROTATED)
    project = Project.open(review, "Ann Reviewer")
    try:
        project.ingest(jobs=1)
    finally:
        project.close()


async def main() -> None:
    """Take the pictures that are named, or all."""
    for name in ("NO_COLOR", "TEXTUAL_THEME"):
        os.environ.pop(name, None)
    chosen = sys.argv[1:] or list(PICTURES)
    with tempfile.TemporaryDirectory() as folder:
        review = Path(folder) / "review"
        make(review)
        add_rotated_page(review)
        for name in chosen:
            fresh = shutil.copytree(review, Path(folder) / name)
            svg = await take(PICTURES[name], fresh, Path(folder) / "settings")
            (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
            print(f"{name}.svg")


if __name__ == "__main__":
    asyncio.run(main())
