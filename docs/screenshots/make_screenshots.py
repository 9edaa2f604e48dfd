"""Makes the README's pictures: the real screens on the demonstration review, as SVG files beside this script.

Run from the repository: ``python docs/screenshots/make_screenshots.py [NAME…]``.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from review.demonstration.copying import make
from review.project import Project
from review.tui.app import ReviewApp
from review.tui.settings import Settings
from review.tui.themes import DARK, LIGHT

HERE = Path(__file__).resolve().parent
NARROW, WIDE = (80, 24), (160, 48)


@dataclass(frozen=True)
class Picture:
    """A screen to be pictured: the keys that lead there, the size in cells and the theme."""

    keys: tuple[str, ...]
    size: tuple[int, int]
    theme: str = DARK.name


PICTURES = {
    "library-80x24": Picture(("down", "down"), NARROW),
    "library-160x48": Picture(("down", "down"), WIDE),
    "screening-80x24": Picture(("f3", "n"), NARROW, LIGHT.name),
    "screening-160x48": Picture(("f3", "n"), WIDE),
    "reader-80x24": Picture(("down", "down", "down", "down", "enter"), NARROW),
    "reader-160x48": Picture(("down", "down", "down", "down", "enter", "j", "j"), WIDE),
    "theory-map-80x24": Picture(("f5", "down"), NARROW),
    "theory-map-160x48": Picture(("f5",), WIDE, LIGHT.name),
    "passages-80x24": Picture(("f5", "enter"), NARROW, LIGHT.name),
    "exports-80x24": Picture(("f6",), NARROW),
    "exports-160x48": Picture(("f6", "down", "down"), WIDE, LIGHT.name),
    "help-160x48": Picture(("f3", "question_mark"), WIDE),
}


async def take(picture: Picture, review: Path, settings: Path) -> str:
    """The SVG of one screen, once suggestions have arrived."""
    remembered = Settings(settings)
    remembered.remember_theme(picture.theme)
    project = Project.open(review, "Ann Reviewer")
    try:
        app = ReviewApp(project, remembered)
        async with app.run_test(size=picture.size) as pilot:
            await pilot.pause()
            for key in picture.keys:
                await pilot.press(key)
                await pilot.pause()
                await app.workers.wait_for_complete()
                await pilot.pause()
            app.clear_notifications()
            await pilot.pause()
            return without_web_fonts(app.export_screenshot(title="review"))
    finally:
        project.close()


def without_web_fonts(svg: str) -> str:
    """The picture without the fonts that it would fetch from the web."""
    return re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)


async def main() -> None:
    """Take the pictures that are named, or all."""
    for name in ("NO_COLOR", "TEXTUAL_THEME"):
        os.environ.pop(name, None)
    chosen = sys.argv[1:] or list(PICTURES)
    with tempfile.TemporaryDirectory() as folder:
        review = Path(folder) / "review"
        make(review)
        for name in chosen:
            svg = await take(PICTURES[name], review, Path(folder) / "settings")
            (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
            print(f"{name}.svg")


if __name__ == "__main__":
    asyncio.run(main())
