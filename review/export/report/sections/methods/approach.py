"""Methods: why a realist review, and how the literature was scoped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from review.domain import CommentSource, Role
from review.domain.wording.counted import was
from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sentences import Part, counted, listed, said, sentence

WHO = {
    CommentSource.STAKEHOLDER: "stakeholders",
    CommentSource.EXPERT: "experts",
    CommentSource.TEAM: "the team",
}


def approach(draft: Draft) -> Iterator[Block]:
    """The reasons, which only people know, beside what the review has of theory sources and comments."""
    yield Heading(2, "Why a realist review", "methods-why")
    yield said(
        sentence(
            "A realist review asks how, for whom and in which circumstances a programme works; this one is reported by the RAMESES publication"
            " standards"
        ),
        [
            Gap(
                "Why a realist review suits this question best, and whose method it follows, with references (for RAMESES: Wong G, Greenhalgh T, Westhorp G, Buckingham J, Pawson R. BMC Medicine 2013;11:21, https://doi.org/10.1186/1741-7015-11-21)."
            )
        ],
    )
    yield Heading(2, "Scoping the literature", "methods-scoping")
    sources = [one.id for one in draft.material.records if one.role is Role.THEORY_SOURCE]
    yield said(
        sentence(
            counted(len(sources), "theory source", "theory sources"),
            f" {was(len(sources))} used to word theories",
            draft.cited(sources),
        )
        if sources
        else "",
        _comments(draft),
        [Gap("How the literature was first explored, with whom, and how that led to the theory map.")],
    )


def _comments(draft: Draft) -> Part:
    found = Counter(one.source for one in draft.material.comments)
    if not found:
        return ""
    parts: list[Part] = [
        (counted(found[source], "comment", f"comments of {source}"), f" of {who}")
        for source, who in WHO.items()
        if found[source]
    ]
    return sentence(
        listed(parts),
        f" {was(sum(found.values()))} written down; comments shape theories and are not counted as evidence",
    )
