"""The view of each command's answer."""

from __future__ import annotations

from collections.abc import Mapping

from review.views.acknowledgements import Acknowledged, DecidedAll, LeftAsItIs
from review.views.codings import Coded
from review.views.configurations import (
    ConfigurationList,
    ConfigurationMade,
    FragmentPut,
    ShownConfiguration,
)
from review.views.documents import DocumentTables, DocumentText, Ingested, ProjectMade, Reread
from review.views.evaluation import Evaluation
from review.views.exchange.exporting import ExportedProject
from review.views.exchange.importing import ImportedProject
from review.views.exports import Exported, ExportNames, Packaged, ReportChecked, SchemaNames
from review.views.finding import FoundList
from review.views.journal import BackedUp, Log, Restored, Verified
from review.views.looking_again import WaitingCodings
from review.views.machine.doctor import Examined
from review.views.records import RecordList, WholeRecord
from review.views.references import AllDuplicates, Imported
from review.views.searching.flow import FlowShown
from review.views.searching.log import SearchesLogged, SearchList
from review.views.simulations import SimulatedCoding, SimulatedScreening
from review.views.status import Status
from review.views.suggestions import ReadingQueue, SentenceEncoder, Suggested
from review.views.team.agreement import Agreement
from review.views.team.conflicts import CodingDifferences, ConflictList
from review.views.team.merging import JoinedReview, Merged
from review.views.team.sharing import Synced
from review.views.theories.challenges import EvidenceAgainst
from review.views.theories.changes import MapHistory
from review.views.theories.differences import MapDifferences
from review.views.theories.plan import Plan
from review.views.theories.spreadsheets import ImportedTable
from review.views.theories.story import Story
from review.views.theory import MapChanged, MapFile, MapText
from review.views.view import View
from review.views.writing import Citations, WrittenProse

ANSWERS: Mapping[str, tuple[type[View], ...]] = {
    "init": (ProjectMade,),
    "demo": (ProjectMade,),
    "ingest": (Ingested,),
    "reread": (Reread,),
    "text": (DocumentText,),
    "tables": (DocumentTables,),
    "import": (Imported,),
    "search add": (SearchesLogged,),
    "search import": (SearchesLogged,),
    "search list": (SearchList,),
    "search remove": (Acknowledged,),
    "search tie": (Acknowledged,),
    "attach": (Acknowledged,),
    "relate": (Acknowledged,),
    "dedupe": (AllDuplicates,),
    "records": (RecordList,),
    "show": (WholeRecord,),
    "edit": (Acknowledged,),
    "decide": (Acknowledged, DecidedAll),
    "settle": (Acknowledged,),
    "merge": (Merged,),
    "join": (JoinedReview,),
    "conflicts": (ConflictList, CodingDifferences, Acknowledged),
    "sample": (Acknowledged,),
    "sync": (Synced,),
    "source-type": (Acknowledged,),
    "not-retrieved": (Acknowledged,),
    "label": (Acknowledged,),
    "code": (Coded,),
    "recode": (Acknowledged,),
    "uncode": (Acknowledged,),
    "reject": (Acknowledged,),
    "done": (Acknowledged,),
    "facet": (Acknowledged,),
    "memo": (Acknowledged,),
    "comment": (Acknowledged,),
    "find": (FoundList,),
    "recheck": (WaitingCodings, Acknowledged),
    "plan": (Plan, Acknowledged),
    "queue": (ReadingQueue,),
    "suggest": (Suggested,),
    "evaluate": (Evaluation,),
    "semantic use": (SentenceEncoder,),
    "semantic off": (SentenceEncoder,),
    "semantic status": (SentenceEncoder,),
    "simulate relevance": (SimulatedScreening,),
    "simulate codes": (SimulatedCoding,),
    "theory refine": (MapChanged,),
    "theory add": (MapChanged,),
    "theory reject": (MapChanged,),
    "theory reinstate": (MapChanged,),
    "theory adopt": (MapChanged,),
    "theory leave": (LeftAsItIs,),
    "theory rename": (MapChanged,),
    "theory split": (MapChanged,),
    "theory merge": (MapChanged,),
    "theory move": (MapChanged,),
    "theory programme": (MapChanged,),
    "theory log": (MapHistory,),
    "theory story": (Story,),
    "theory diff": (MapDifferences,),
    "theory export": (MapText, MapFile),
    "import-table": (ImportedTable,),
    "appraise": (Acknowledged,),
    "verdict": (Acknowledged,),
    "challenge": (EvidenceAgainst, Acknowledged),
    "cmoc new": (ConfigurationMade,),
    "cmoc put": (FragmentPut,),
    "cmoc retroduce": (Acknowledged,),
    "cmoc word": (Acknowledged,),
    "cmoc take": (Acknowledged,),
    "cmoc theory": (Acknowledged,),
    "cmoc statement": (Acknowledged,),
    "cmoc link": (Acknowledged,),
    "cmoc unlink": (Acknowledged,),
    "cmoc merge": (Acknowledged,),
    "cmoc status": (Acknowledged,),
    "cmoc show": (ShownConfiguration,),
    "cmoc list": (ConfigurationList,),
    "exchange import": (ImportedProject,),
    "exchange export": (ExportedProject,),
    "flow": (FlowShown, Acknowledged),
    "desk": (WrittenProse,),
    "citations": (Citations,),
    "agreement": (Agreement,),
    "status": (Status,),
    "undo": (Acknowledged,),
    "redo": (Acknowledged,),
    "export": (Exported, ExportNames),
    "log": (Log,),
    "package": (Packaged,),
    "verify": (Verified, ReportChecked),
    "backup": (BackedUp,),
    "restore": (Restored,),
    "doctor": (Examined,),
    "schema": (SchemaNames,),
}
"""The answer of each command: one view, or one of several. ``review schema`` answers with a schema unless it lists them."""
