"""Pictures of the screens as SVG files: one of each case, and those of the README and the docs."""

from __future__ import annotations

import re
from pathlib import Path

from review.tui.app import ReviewApp
from review.tui.places.base import ReviewScreen
from review.tui.support.themes import DARK, LIGHT
from tests.tui.legibility.cases import Case
from tests.tui.legibility.views import VIEWS

SCREENSHOTS = Path(__file__).parents[3] / "docs" / "screenshots"

_BY_NAME = {view.name: view for view in VIEWS}
NARROW, WIDE = (80, 24), (160, 48)


def _shown(view: str, size: tuple[int, int], theme: str) -> Case:
    return Case(_BY_NAME[view], "demonstration", size, theme, learned=True)


DOCUMENTED = {
    "library-80x24": _shown("library", NARROW, DARK.name),
    "screening-80x24": _shown("screening", NARROW, LIGHT.name),
    "reader-160x48": _shown("reader", WIDE, DARK.name),
    "table-160x48": _shown("reader-table-coded", WIDE, DARK.name),
    "theory-map-160x48": _shown("theory-map", WIDE, LIGHT.name),
    "configurations-160x48": _shown("configurations", WIDE, DARK.name),
    "accuracy-160x48": _shown("model-figures", WIDE, DARK.name),
}
"""The pictures of the README and the docs by their names in ``docs/screenshots/``, with what was really learned."""


def picture(app: ReviewApp) -> str:
    """The front screen as SVG, without fonts from the web."""
    if isinstance(app.screen, ReviewScreen):
        app.screen.show_status()
    return re.sub(r"@font-face\s*\{.*?\}\s*", "", app.export_screenshot(title="review"), flags=re.DOTALL)


def keep(case: Case, svg: str, folder: Path) -> None:
    """Write a case's picture to the folder, which is made if it is not there, or to the docs if it is documented."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [name for name, documented in DOCUMENTED.items() if documented == case]
    for file in [SCREENSHOTS / f"{name}.svg" for name in names] or [folder / f"{case}.svg"]:
        file.write_text(svg, encoding="utf-8")
