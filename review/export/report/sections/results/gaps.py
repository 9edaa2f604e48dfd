"""Results: what the evidence leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.wording.counted import has, was
from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sentences import Part, counted, said, sentence
from review.export.tables.theories.gaps import unfinished_in_words


def gaps(draft: Draft) -> Iterator[Block]:
    """The gaps in the evidence, as their table has them."""
    left = unfinished_in_words(draft.material)
    if "gaps" not in draft.tables and not (left and draft.material.included):
        return
    yield Heading(2, "Gaps in the evidence", "results-gaps")
    unfinished = [Gap(f"What is unfinished, and no gap in the evidence: {left}.")] if left else ""
    if "gaps" not in draft.tables:
        yield said(unfinished)
        return
    many = len(draft.tables["gaps"].printed.rows)
    yield said(
        sentence(counted(many, "gap", "gaps"), f" in the evidence {was(many)} found", draft.see("gaps")),
        _uncoded(draft),
        [Gap("Which of them matter most, and for what.")],
        unfinished,
    )
    yield draft.tables["gaps"]


def _uncoded(draft: Draft) -> Part:
    """That some included documents are not coded, so that what is in them is in no gap."""
    left = draft.material.included - {one.record for one in draft.material.codings()}
    if not left:
        return ""
    return sentence(
        counted(len(left), "included document", "included documents without a coded passage"),
        f" {has(len(left))} no coded passage, so that a gap may only be one in the coding",
    )
