"""What to read next: the documents to code, the last one that a reviewer worked on, and the passage of an act."""

from __future__ import annotations

from review.acts import (
    Appraise,
    Comment,
    Done,
    Holds,
    LookedAt,
    Memo,
    Quotation,
    Reanchor,
    Reject,
    SetFacet,
    Unread,
)
from review.journal import validity
from review.journal.event import Event
from review.journal.journal import Journal

Placed = Appraise | Done | LookedAt | Quotation | Reanchor | Reject
"""The acts that say where a passage is."""

_CODED = "kind IN ('code', 'recode', 'uncode', 'reject', 'done', 'put-fragment', 'take-fragment')"
_WITH_PASSAGE = "kind IN ('code', 'put-fragment', 'reject', 'done', 'appraise', 'looked-at', 'reanchor')"
_IN_ORDER = "ORDER BY short_author COLLATE NOCASE, year, title_order, record"
_DOCUMENTS = (
    "SELECT record FROM record"
    " WHERE role = 'evidence' AND text_sha256 > '' AND reading_status <> 'no-text' AND record"
)
"""By the index of texts, so that references without one cost nothing; the text of a scan is empty."""


def documents_to_code(journal: Journal, last_stage: str) -> list[str]:
    """The documents of evidence that are included at the last stage, by author and year.

    While none is included, those that are neither excluded nor parked at any stage.
    """
    included = journal.rows(
        f"{_DOCUMENTS} IN (SELECT record FROM outcome WHERE stage = ? AND decision = 'include') {_IN_ORDER}",
        (last_stage,),
    )
    found = included or journal.rows(
        f"{_DOCUMENTS} NOT IN (SELECT record FROM outcome WHERE decision IN ('exclude', 'park')) {_IN_ORDER}"
    )
    return [record for (record,) in found]


def last_document(journal: Journal, reviewer: str) -> str:
    """The document in which a reviewer last coded, composed, rejected or marked a passage as done.

    ``""`` if there is none.
    """
    return str(
        journal.value(
            "SELECT event.record FROM event JOIN record ON record.record = event.record AND text_sha256 <> ''"
            f" WHERE event.reviewer = ? AND {_CODED} ORDER BY event.clock DESC LIMIT 1",
            (reviewer,),
        )
        or ""
    )


def passage_of(journal: Journal, event: Event) -> Placed | None:
    """The act that says where the passage of an event is, as it was last moved; None if it is about no passage.

    A memo, comment or facet, and that a code still holds on one coding, is about the passage of that coding.
    """
    act = validity.checked(event.act, kept=True)
    if isinstance(act, Unread):
        return None
    if isinstance(act, Memo | Comment | SetFacet | Holds):
        target = _target(act)
        of = journal.events("hash = ?", (target,))
        return passage_of(journal, of[0]) if of else None
    subject = act.subject_in(event.hash, event.reviewer)
    found = journal.events(f"subject = ? AND {_WITH_PASSAGE}", (subject,), order="clock, hash")
    acts = [validity.checked(None if one.unreadable else one.act, kept=True) for one in found]
    return next((one for one in reversed(acts) if isinstance(one, Placed) and one.text_sha256), None)


def _target(act: Memo | Comment | SetFacet | Holds) -> str:
    """The coding, or something else, that an act is about; ``""`` if it is about several."""
    if isinstance(act, Holds):
        return act.codings[0] if len(act.codings) == 1 else ""
    return act.on if isinstance(act, Comment) else act.target
