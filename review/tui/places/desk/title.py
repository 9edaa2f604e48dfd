"""The first line of the desk: what is written on, and how much material of it there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from review.domain.wording.counted import counted
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED
from review.tui.widgets.theories.verdict import verdict_word

if TYPE_CHECKING:
    from review.tui.places.desk.desk import WritingDesk

READING = "reading …"
"""Shown where the material is still to be read."""


def title_line(desk: WritingDesk, width: int, key: str, ink: str | None) -> Content:
    """The title in a width; the name is shortened rather than the numbers and the verdict.

    `key` shows a text that was written apart. `ink` is the colour of a theory's code, None for a section.
    """
    number, count = desk.position
    passages, used = desk.material.counts
    material = (
        f"{counted(passages, 'passage')}, {used:,} in the prose" if desk.reading.has(desk.code) else READING
    )
    numbers = f"  {number} of {count} · {material}"
    if desk.reading.verdict:
        numbers += f" · verdict: {verdict_word(desk.reading.verdict).plain}"
    # A narrow window shows the line on it with the text only.
    apart = f"  {key}: another text" if desk.sitting.others else ""
    code = "" if ink is None else f"{plain(desk.code)} "
    room = width - len(code) - len(numbers) - len(apart)
    return Content.assemble(
        (code, f"bold {ink or ''}".strip()),
        (shorten(desk.name, max(1, room)), "bold"),
        (apart, "bold $text-warning"),
        (numbers, MUTED),
    )
