"""The nouns of a realist review, as immutable values.

Spans are half-open ranges of code points in a document's frozen text. ``page`` is the PDF's page, from 1;
``page_label`` is the page number as printed. Identifiers are lower-case hexadecimal SHA-256 strings.
"""

from review.model.act import Coding, Decision, DecisionKind, DoneMark, EvidenceStatus, Memo, Rejection, Stance
from review.model.counts import Counts
from review.model.document import Aside, Document, Page, Passage, PassageKind
from review.model.evidence_counts import UNCLASSIFIED, CodeEvidence, SourceTypeCount, TableOne
from review.model.listing import RecordRow, Selection
from review.model.outcome import Outcome, outcome
from review.model.page_table import PageTable, TableCell
from review.model.record import Offer, Origin, Reading, ReadingStatus, Record, Role
from review.model.suggestion import (
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
from review.model.theory_version import TheoryVersion
from review.model.unread import UnreadEvent

__all__ = [
    "UNCLASSIFIED",
    "Aside",
    "CodeEvidence",
    "CodeSuggestion",
    "Coding",
    "Counts",
    "Decision",
    "DecisionKind",
    "Document",
    "DoneMark",
    "EvidenceStatus",
    "Memo",
    "Offer",
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
    "Role",
    "Selection",
    "SourceTypeCount",
    "SourceTypeSuggestion",
    "Stance",
    "TableCell",
    "TableOne",
    "Terms",
    "TheoryVersion",
    "UnreadEvent",
    "outcome",
]
