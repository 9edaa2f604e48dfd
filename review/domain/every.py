"""Every noun by its name, as `review.domain` gives it."""

from __future__ import annotations

from review.domain.act import (
    NOT_SET,
    Coding,
    Comment,
    CommentSource,
    Decision,
    DecisionKind,
    DoneMark,
    EvidenceStatus,
    FacetValues,
    Memo,
    Rejection,
    Settlement,
    Stance,
    codes_in_words,
    common_stance,
)
from review.domain.counts import Counts
from review.domain.document import Document, LabelSource, Page, Passage, PassageKind, SideText
from review.domain.evidence_counts import (
    UNCLASSIFIED,
    CodeEvidence,
    SaturationStep,
    SourceTypeCount,
    TableOne,
)
from review.domain.listing import Listed, RecordRow, Selection
from review.domain.outcome import Outcome
from review.domain.page_table import PageTable, TableCell
from review.domain.record import FoundValue, Origin, Reading, ReadingStatus, Record, RelatedRecords, Role
from review.domain.search_hits import SearchHit
from review.domain.suggestions.suggestion import (
    CodeSuggestion,
    Order,
    PassageSuggestion,
    PassageText,
    Queue,
    QueueItem,
    RecordSuggestions,
    RecordText,
    SourceTypeSuggestion,
    Terms,
)
from review.domain.theories.theory_version import Inference, TheoryVersion
from review.domain.unread import UnreadEvent

__all__ = [
    "NOT_SET",
    "UNCLASSIFIED",
    "CodeEvidence",
    "CodeSuggestion",
    "Coding",
    "Comment",
    "CommentSource",
    "Counts",
    "Decision",
    "DecisionKind",
    "Document",
    "DoneMark",
    "EvidenceStatus",
    "FacetValues",
    "FoundValue",
    "Inference",
    "LabelSource",
    "Listed",
    "Memo",
    "Order",
    "Origin",
    "Outcome",
    "Page",
    "PageTable",
    "Passage",
    "PassageKind",
    "PassageSuggestion",
    "PassageText",
    "Queue",
    "QueueItem",
    "Reading",
    "ReadingStatus",
    "Record",
    "RecordRow",
    "RecordSuggestions",
    "RecordText",
    "Rejection",
    "RelatedRecords",
    "Role",
    "SaturationStep",
    "SearchHit",
    "Selection",
    "Settlement",
    "SideText",
    "SourceTypeCount",
    "SourceTypeSuggestion",
    "Stance",
    "TableCell",
    "TableOne",
    "Terms",
    "TheoryVersion",
    "UnreadEvent",
    "codes_in_words",
    "common_stance",
]
