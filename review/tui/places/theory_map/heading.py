"""The lines above the map, and how what a new review has in their place is written."""

from __future__ import annotations

from textual.content import Content

from review.domain.wording.counted import do
from review.templates import placeholders
from review.theory_map import TheoryMap
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED, WARNING


def title_line(theory_map: TheoryMap, version: int, waiting: int, applies: str) -> Content:
    """The title, the version, how many passages wait for another look, and how to write what is a placeholder.

    `applies` is the key that applies changes of the map's file.
    """
    title = "No title yet" if _is_placeholder(theory_map.title) else plain(theory_map.title)
    look = (f"  {waiting:,} {do(waiting, 'wait')} for another look", WARNING) if waiting else ""
    is_new = _is_placeholder(theory_map.title) or _is_placeholder(theory_map.question)
    fill_in = (f"  Write what is in <…> in theory_map.yaml, then press {applies}", WARNING)
    line = ((title, "bold"), (f"  version {version}", MUTED), look)
    return Content.assemble(*line, fill_in if is_new else "")


def programme_line(theory_map: TheoryMap, words: str) -> Content:
    """The overall programme theory, or the key that `words` it where nobody has; empty where the map has none."""
    wording = theory_map.programme_theory
    if not wording:
        return Content("")
    said = (f"none yet: {words} words it", MUTED) if _is_placeholder(wording) else plain(wording)
    return Content.assemble(("Programme theory  ", "bold"), said)


def question_line(theory_map: TheoryMap) -> Content:
    """The review's question."""
    is_new = _is_placeholder(theory_map.question)
    return Content.styled("No question yet", MUTED) if is_new else content(theory_map.question)


def _is_placeholder(text: str) -> bool:
    return any(placeholders(text))
