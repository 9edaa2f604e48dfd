"""Theories and rival framings that were rejected: the report says so and why, and counts the others."""

from __future__ import annotations

from collections.abc import Iterable

from review.domain.wording.counted import was
from review.export.report.blocks import Gap
from review.export.report.draft import Draft
from review.export.report.sentences import Part, counted, listed, sentence
from review.theory_map import Code


def held(codes: Iterable[Code]) -> tuple[Code, ...]:
    """Those that the review still holds: which are not rejected."""
    return tuple(code for code in codes if not code.rejected)


def rejected(draft: Draft) -> Part:
    """How many were rejected, which, and why; nothing if there are none."""
    codes = [code for code in draft.material.theory_map.codes if code.rejected]
    if not codes:
        return ""
    return sentence(
        counted(len(codes), "theory or rival framing", "rejected", "theories and rival framings"),
        f" {was(len(codes))} rejected: ",
        listed([(f"{code.id} {code.name}", _why(draft, code)) for code in codes]),
    )


def why_rejected(draft: Draft, code: Code) -> str:
    """The reason with which a theory was rejected last; empty if it is not known."""
    found = [
        one.version.reason
        for one in draft.material.theory_work().changes
        if one.code == code.id
        and one.after
        and one.after.rejected
        and not (one.before and one.before.rejected)
    ]
    return found[-1].rstrip(".") if found else ""


def _why(draft: Draft, code: Code) -> Part:
    reason = why_rejected(draft, code)
    return f" ({reason})" if reason else (" ", Gap(f"Why {code.id} was rejected."))
