"""How much evidence there is for a theory, in a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from review.domain import CodeEvidence
from review.domain.wording.counted import counted
from review.tui.support.themes import MUTED
from review.tui.widgets.theories.stances import STANCE_SIGNS, STANCE_STYLES


def stance_counts(evidence: CodeEvidence) -> Content:
    """The sources by stance: ``+8 −3 ~2 ·12``; one source may have several."""
    return Content(" ").join(
        Content.styled(f"{sign}{evidence.sources_by_stance[stance]}", STANCE_STYLES[stance])
        for stance, sign in STANCE_SIGNS.items()
        if evidence.sources_by_stance.get(stance)
    )


def counts_line(evidence: CodeEvidence | None) -> Content:
    """How many sources there are, those by stance, and beside them the codings: ``12 sources: +7 −3 ~2 (40 codings)``."""
    if evidence is None or not evidence.codings:
        left_out = evidence.not_included if evidence else 0
        none = f"no included source · {counted(left_out, 'coding')}" if left_out else "no evidence yet"
        return Content.styled(none, MUTED)
    codings = Content.styled(f" ({counted(evidence.codings, 'coding')})", MUTED)
    return sources_by_stance(evidence) + codings


def sources_by_stance(evidence: CodeEvidence) -> Content:
    """How many sources there are, and those by stance: ``12 sources: +7 −3 ~2``."""
    return Content.assemble((f"{counted(evidence.sources, 'source')}: ", MUTED), stance_counts(evidence))


COUNTING = Content.styled("counting …", MUTED)
"""Shown where counts are not there yet."""


def counts_of(evidence: Mapping[str, CodeEvidence] | None, code: str) -> Content:
    """The counts of a code; None: nothing is counted yet."""
    return COUNTING if evidence is None else counts_line(evidence.get(code))


def wordings_of(
    evidence: Mapping[str, CodeEvidence] | None, code: str, verdict: Content
) -> Sequence[Content]:
    """The verdict on a theory and its counts: in full, and without the codings for less room."""
    counts = [counts_of(evidence, code)]
    if evidence and (own := evidence.get(code)) and own.codings:
        counts.append(sources_by_stance(own))
    return [Content.assemble(verdict, "  ", one) if verdict else one for one in counts]
