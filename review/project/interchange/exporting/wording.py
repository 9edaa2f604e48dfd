"""What was exported, and what a file cannot hold, in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.domain.wording.counted import counted
from review.sandbox.regular_file import as_text

if TYPE_CHECKING:
    from review.project.interchange.exporting.writing import Exported


def in_words(made: Exported) -> list[str]:
    """What a file has, and what of the review it does not have."""
    numbers = (
        (made.codes, "code"),
        (made.sources, "source"),
        (made.selections, "passage"),
        (made.sets, "set"),
    )
    held = ", ".join(counted(number, what) for number, what in numbers if number)
    lines = [f"{as_text(str(made.file))}: {held}"]
    if made.lost:
        lines.append("Not in the file:")
        lines += [f"- {one.what}: {one.why}" for one in made.lost]
    return lines
