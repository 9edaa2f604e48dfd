"""The acts: each verb as one frozen type, read from and written to the journal's JSON.

To add an act, add a type here, a fold in `review.journal.projections`, a method of a service, its tests, and its line in
docs/reference/journal.md.
"""

from __future__ import annotations

from review.acts.act import SHOWN, Act, Names
from review.acts.annotations import Comment, SetFacet
from review.acts.appraisals import Appraise, GiveVerdict, LookedAt
from review.acts.decisions import Decide, Settle
from review.acts.passages import Accepted, Code, Done, Holds, Memo, OwnLabel, Reanchor, Recode, Reject, Uncode
from review.acts.plan import FreezePlan
from review.acts.records import (
    Confirm,
    Edit,
    Fields,
    Import,
    Ingest,
    Label,
    Merge,
    MetadataValue,
    NotRetrieved,
    RecordAct,
    Relate,
    Reread,
    SourceType,
)
from review.acts.registry import KINDS, Unread, kinds_of, read, read_plain
from review.acts.reversals import Redo, Reversal, Undo
from review.acts.theory import (
    Add,
    Adopt,
    MergeTheories,
    MoveSubtheme,
    Part,
    ProgrammeTheory,
    Refine,
    Reinstate,
    RejectTheory,
    Rename,
    Split,
    TheoryAct,
)

__all__ = [
    "KINDS",
    "SHOWN",
    "Accepted",
    "Act",
    "Add",
    "Adopt",
    "Appraise",
    "Code",
    "Comment",
    "Confirm",
    "Decide",
    "Done",
    "Edit",
    "Fields",
    "FreezePlan",
    "GiveVerdict",
    "Holds",
    "Import",
    "Ingest",
    "Label",
    "LookedAt",
    "Memo",
    "Merge",
    "MergeTheories",
    "MetadataValue",
    "MoveSubtheme",
    "Names",
    "NotRetrieved",
    "OwnLabel",
    "Part",
    "ProgrammeTheory",
    "Reanchor",
    "Recode",
    "RecordAct",
    "Redo",
    "Refine",
    "Reinstate",
    "Reject",
    "RejectTheory",
    "Relate",
    "Rename",
    "Reread",
    "Reversal",
    "SetFacet",
    "Settle",
    "SourceType",
    "Split",
    "TheoryAct",
    "Uncode",
    "Undo",
    "Unread",
    "kinds_of",
    "read",
    "read_plain",
]
