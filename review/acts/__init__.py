"""The acts: each verb as one frozen type, read from and written to the journal's JSON.

To add an act, add a type here, a fold in `review.journal.projections`, a method of a service, its tests, and its line in
docs/reference/journal.md.
"""

from __future__ import annotations

from review.acts.act import Act
from review.acts.annotations import Comment, SetFacet
from review.acts.appraisals import Appraise, GiveVerdict, LookedAt
from review.acts.configurations import (
    AddElement,
    ConfigurationAct,
    LinkCmocs,
    MergeCmocs,
    NewCmoc,
    PutFragment,
    SetCmocStatus,
    StateCmoc,
    TakeElement,
    TakeFragment,
    TieCmoc,
    UnlinkCmocs,
    WordElement,
)
from review.acts.conflicts import TieConflict
from review.acts.decisions import Decide, Settle
from review.acts.flow import StateFlow
from review.acts.passages import (
    Accepted,
    Code,
    Done,
    Holds,
    Memo,
    OwnLabel,
    Quotation,
    Reanchor,
    Recode,
    Reject,
    Uncode,
)
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
from review.acts.searches import LogSearch, RemoveSearch, TieSearch
from review.acts.sharing import BeginReview
from review.acts.team import CloseSample, DrawPilot, DrawSample, GrowSample, SampleAct
from review.acts.theory import (
    Add,
    AddedCode,
    Adopt,
    ImportCodes,
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
from review.acts.writing import CiteText, WriteProse

__all__ = [
    "KINDS",
    "Accepted",
    "Act",
    "Add",
    "AddElement",
    "AddedCode",
    "Adopt",
    "Appraise",
    "BeginReview",
    "CiteText",
    "CloseSample",
    "Code",
    "Comment",
    "ConfigurationAct",
    "Confirm",
    "Decide",
    "Done",
    "DrawPilot",
    "DrawSample",
    "Edit",
    "Fields",
    "FreezePlan",
    "GiveVerdict",
    "GrowSample",
    "Holds",
    "Import",
    "ImportCodes",
    "Ingest",
    "Label",
    "LinkCmocs",
    "LogSearch",
    "LookedAt",
    "Memo",
    "Merge",
    "MergeCmocs",
    "MergeTheories",
    "MetadataValue",
    "MoveSubtheme",
    "NewCmoc",
    "NotRetrieved",
    "OwnLabel",
    "Part",
    "ProgrammeTheory",
    "PutFragment",
    "Quotation",
    "Reanchor",
    "Recode",
    "RecordAct",
    "Redo",
    "Refine",
    "Reinstate",
    "Reject",
    "RejectTheory",
    "Relate",
    "RemoveSearch",
    "Rename",
    "Reread",
    "Reversal",
    "SampleAct",
    "SetCmocStatus",
    "SetFacet",
    "Settle",
    "SourceType",
    "Split",
    "StateCmoc",
    "StateFlow",
    "TakeElement",
    "TakeFragment",
    "TheoryAct",
    "TieCmoc",
    "TieConflict",
    "TieSearch",
    "Uncode",
    "Undo",
    "UnlinkCmocs",
    "Unread",
    "WordElement",
    "WriteProse",
    "kinds_of",
    "read",
    "read_plain",
]
