"""The answer of challenge: what may challenge a theory or a configuration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from review.domain import Document
from review.domain.suggestions.against import AgainstItem, AgainstQueue
from review.domain.suggestions.evaluation import Calibrated
from review.domain.wording.meaning import meaning
from review.views.view import (
    CitedPage,
    End,
    LastPage,
    LastPageLabel,
    ModelName,
    PageLabel,
    PageLabelSource,
    PageNumber,
    Quote,
    RecordId,
    Score,
    Start,
    Terms,
    View,
    passage_keys,
)


class PassageAgainst(View, frozen=True, kw_only=True):
    """A passage that may challenge a theory or a configuration, and that nobody has coded to it or looked at for it."""

    record: RecordId
    start: Start
    end: End
    page: PageNumber
    page_end: LastPage
    page_label: PageLabel
    page_label_end: LastPageLabel
    label_source: PageLabelSource
    cited_page: CitedPage
    quote: Quote
    score: Score
    why: Annotated[
        str,
        meaning(
            "in words: `the rival RA's words`, `same context, another outcome`, `same outcome, no mechanism`, "
            "`about T1, worded as a challenge`"
        ),
    ]
    terms: Terms

    @classmethod
    def of(cls, item: AgainstItem, document: Document) -> PassageAgainst:
        """The view of a passage of the document."""
        return cls(
            **passage_keys(document, item.start, item.end),
            record=item.record,
            score=item.score,
            why=item.why,
            terms=item.terms,
        )


class EvidenceAgainst(View, frozen=True, kw_only=True):
    """What to look at as evidence against a theory or a configuration."""

    queue: Annotated[tuple[PassageAgainst, ...], meaning("in the order to look at them")]
    looked_at: Annotated[int, meaning("number of passages that were looked at for it, and not coded")]
    model: ModelName
    calibrated: Calibrated

    @classmethod
    def of(
        cls, queue: AgainstQueue, looked_at: int, document_of: Callable[[str], Document | None]
    ) -> EvidenceAgainst:
        """The view of a queue; `document_of` has the document of a record."""
        documents = {record: document_of(record) for record in {item.record for item in queue.items}}
        found = ((item, documents[item.record]) for item in queue.items)
        return cls(
            queue=tuple(PassageAgainst.of(item, document) for item, document in found if document),
            looked_at=looked_at,
            model=queue.model,
            calibrated=queue.calibrated,
        )
