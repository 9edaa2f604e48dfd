"""What was done on a theory as text: its verdict, and how much was looked at for evidence against it."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content

from review.domain.theories.verdict import Verdict
from review.domain.wording.counted import counted
from review.tui.widgets.theories.verdict import verdict_lines


class WorkOnTheory(NamedTuple):
    """The verdict on a theory, and how many passages were looked at for evidence against it."""

    verdict: Verdict | None = None
    looked_at: int = 0


class WorkKeys(NamedTuple):
    """The keys for more of the work: the one that gives a verdict."""

    verdict: str = ""


def work_lines(work: WorkOnTheory, keys: WorkKeys) -> Content:
    """The verdict, then what was looked at."""
    lines = [*verdict_lines(work.verdict, keys.verdict)]
    looked_at = counted(work.looked_at, "passage") if work.looked_at else "no passage yet"
    lines.append(Content.assemble(("Looked at for evidence against  ", "bold"), looked_at))
    return Content("\n").join(lines)
