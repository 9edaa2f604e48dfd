"""The page of the Accuracy place on what reviewers made of suggestions of codes."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from review.domain.suggestions.use import DOCUMENTS_OF_A_BLOCK, ResponseCounts, Use
from review.domain.wording.counted import counted
from review.domain.wording.share import in_ten
from review.tui.places.accuracy.page import Page, lead, muted, paragraphs
from review.tui.widgets.plot import Curve, Drawing
from review.tui.widgets.table_preview import describe_table


def use_page(use: Use) -> Page:
    """How many suggestions of codes were accepted and rejected, by week."""
    if not sum(use.total.values()):
        return Page(muted("No code has been added to a passage or rejected yet."))
    note = muted(
        "By hand: added by hand although it was suggested. Missed: added by hand and not among the suggestions shown."
        " Unknown: imported, added by a command, with suggestions off, or on a passage of the blind share."
    )
    known = {
        code: responses
        for code, responses in use.by_code.items()
        if sum(responses.values()) > responses["unknown"]
    }
    left_out = len(use.by_code) - len(known)
    by_code = _responses_table("code", known)
    if left_out:
        others = counted(left_out, "more code" if known else "code")
        by_code = paragraphs(by_code, f"For {others} it is not known what was suggested.")
    return Page(
        paragraphs(
            _use_lead(use),
            _answered(use),
            _responses_table("week of", use.by_week, use.total),
            by_code,
            note,
        ),
        _use_drawing(use),
    )


def _use_lead(use: Use) -> Content | str:
    if use.acceptance is None:
        return ""
    missed = use.total["missed"]
    added = missed + use.total["accepted"] + use.total["agreed"]
    most = (
        f"; {missed:,} of {counted(added, 'code')} that they added had not been suggested" if missed else ""
    )
    return lead(
        f"Reviewers agreed with {in_ten(use.acceptance)} suggestions of codes that they answered{most}."
    )


def _answered(use: Use) -> str:
    if not use.answered:
        return ""
    return (
        f"{counted(use.answered, 'suggestion')} answered: {use.total['accepted']:,} accepted, {use.total['agreed']:,} coded by hand,"
        f" {use.total['rejected']:,} rejected."
    )


def _responses_table(
    heading: str, by: Mapping[str, ResponseCounts], total: ResponseCounts | None = None
) -> Content | str:
    order = ("accepted", "agreed", "rejected", "missed", "unknown")
    rows = [(name, *(responses[response] for response in order)) for name, responses in by.items()]
    if total is not None:
        rows.append(("all", *(total[response] for response in order)))
    headings = [heading, "accepted", "by hand", "rejected", "missed", "unknown"]
    return describe_table(headings, rows, [False, *(True for _ in order)]) if rows else ""


def _use_drawing(use: Use) -> Drawing:
    """Shares, since the last group may have fewer than twenty documents."""
    answered = {
        DOCUMENTS_OF_A_BLOCK * block: (responses, known)
        for block, responses in enumerate(use.by_documents, start=1)
        if (known := sum(responses.values()) - responses["unknown"])
    }
    names = {"agreed with": ("accepted", "agreed"), "rejected": ("rejected",), "missed": ("missed",)}
    curves = tuple(
        Curve(
            name,
            tuple(
                (float(documents), sum(responses[response] for response in of) / known)
                for documents, (responses, known) in answered.items()
            ),
        )
        for name, of in names.items()
    )
    return Drawing(
        f"Outcomes of suggestions: shares, {DOCUMENTS_OF_A_BLOCK} documents at a time",
        "documents",
        curves,
        1.0,
    )
