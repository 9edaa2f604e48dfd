"""Results: what the evidence leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sentences import counted, said, sentence, was


def gaps(draft: Draft) -> Iterator[Block]:
    """The gaps in the evidence, as their table has them."""
    if "gaps" not in draft.tables:
        return
    yield Heading(2, "Gaps in the evidence", "results-gaps")
    many = len(draft.tables["gaps"].printed.rows)
    yield said(
        sentence(counted(many, "gap", "gaps"), f" in the evidence {was(many)} found", draft.see("gaps")),
        [Gap("Which of them matter most, and for what.")],
    )
    yield draft.tables["gaps"]
