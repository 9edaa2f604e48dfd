"""Pictures of the screens as SVG files."""

from __future__ import annotations

import re


def without_web_fonts(svg: str) -> str:
    """The picture without the fonts that it would fetch from the web."""
    return re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
