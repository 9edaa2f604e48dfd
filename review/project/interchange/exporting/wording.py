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
        counted(made.codes, "code") if made.codes else "",
        counted(made.sources, "source") if made.sources else "",
        _codings(made),
        f"{counted(made.uncoded, 'passage')} of configurations alone" if made.uncoded else "",
        counted(made.sets, "set") if made.sets else "",
    )
    held = ", ".join(filter(None, numbers))
    lines = [f"{as_text(str(made.file))}: {held}"]
    if made.lost:
        lines.append("Not in the file:")
        lines += [f"- {one.what}: {one.why}" for one in made.lost]
    return lines


def _codings(made: Exported) -> str:
    """A coding is a passage with one or more codes, put by one person: so passages and codes may be fewer or more."""
    codings = made.selections - made.uncoded
    if not codings:
        return ""
    of = f" of {counted(made.passages, 'passage')}" if made.passages != codings else ""
    codes = f" with {counted(made.codings, 'code')}" if made.codings != codings else ""
    return counted(codings, "coding") + of + codes
