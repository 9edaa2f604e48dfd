"""The input of exports: the review at one moment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from review.domain import (
    CodeEvidence,
    Coding,
    Comment,
    Decision,
    FacetValues,
    Memo,
    Record,
    SaturationStep,
    Settlement,
    TableOne,
)
from review.domain.citation import cite
from review.domain.reference import Reference
from review.domain.searches.checking import problems as search_problems
from review.domain.searches.duplicates import Duplicates
from review.domain.searches.flow import Flow, Streams
from review.domain.searches.prisma import PrismaItem
from review.domain.searches.search import Search, SearchProblem
from review.domain.suggestions.model_card import ModelCard
from review.domain.suggestions.use import Use, use
from review.domain.team.agreement import CodeAgreement, DimensionAgreement, StageAgreement
from review.domain.team.pilot import Pilot
from review.domain.theories.appraisal import Appraisal
from review.domain.theories.configuration import Configuration
from review.domain.theories.gap import Gap
from review.domain.theories.levels import AppraisalIndex, LeftOut
from review.domain.theories.rival_passage import RivalPassage
from review.domain.theories.theory_version import Deviation, FrozenPlan, TheoryChange
from review.domain.theories.verdict import Verdict
from review.domain.wording.counted import counted
from review.domain.wording.moments import day_of, minute_of
from review.domain.wording.named import named
from review.domain.wording.unknown import unknown_name
from review.domain.writing.citations import CheckedCitations
from review.domain.writing.desk import Mark, Resolved
from review.domain.writing.prose import Prose
from review.errors import UnknownNameError
from review.export.annotated.copy import Annotate, cannot_annotate
from review.export.table import Cell, Column, ExportTable, Printed
from review.export.words import Names, Words, words_of
from review.theory_map import TheoryMap


@dataclass(frozen=True)
class TheoryWork:
    """What happened to the theories: `changes`, oldest first.

    `recoded` has the number of codings that were coded again because of them, by version and code; `codings_changed` is how many
    codings that are, each counted once, and `kept` how many were looked at again and left as they were.
    """

    changes: Sequence[TheoryChange] = ()
    recoded: Mapping[tuple[int, str], int] = field(default_factory=dict)
    codings_changed: int = 0
    kept: int = 0


@dataclass(frozen=True)
class PlanWork:
    """When the plan was `frozen`, oldest first, and the `deviations` since."""

    frozen: Sequence[FrozenPlan] = ()
    deviations: Sequence[Deviation] = ()


class Passage(Protocol):
    """Something that is on a page of a record."""

    @property
    def record(self) -> str:
        """The record."""
        ...

    @property
    def cited_page(self) -> str:
        """Its page or pages as in a citation."""
        ...


def no_token(name: str) -> Resolved:
    """What a token is where there are none.

    Raises:
        UnknownNameError: always.
    """
    raise UnknownNameError(unknown_name("coding, record or configuration", name, ()))


NO_BREAK = "\N{NO-BREAK SPACE}"

EVENT_SHOWN = 8
"""How many characters of an event's id are in captions."""


@dataclass(frozen=True)
class ExportMaterial:
    """The review as of a moment, with its counts; the only input of exports.

    `asked_for` is the moment that somebody asked for, empty for now. `as_of` is an ISO date-time in UTC and `events` the number of events up to it. `records` are all records, read
    when they are first looked at; `records_by_id` has them without that, as long as only those with a decision or a coding are looked at. `outcomes` maps (record, stage) to the outcome of its decisions. `table_one` and `evidence`
    (both over the included sources) come from `synthesis`; exports only lay them out.
    `settlements` are by (record, stage); `settled_apart` has what another copy settled otherwise, by the event of the one that counts. `included` are the ids of the records that make up N. `theory_event` made the version `theory_version`.
    `facets` are those on records and on `codings`.

    What takes long to read or count is a function, which only the exports that show it call. `recognised_pages` has the pages whose text was
    recognised from images, by SHA-256 of the text and page number. `waiting` has the (coding, code) that wait for another look, since the code
    was reworded. `left_out` is what is not in all of this, because it was appraised low. `first_map` is version 1 of the theory map. `stage_agreement` has the stages at which two reviewers decided on a record. `populations` has the included sources by (population, code), `verdicts` the one that stands by code. `cited_under` has the records cited under each theory, none at all before a text is checked or prose written; `cited_by_name` has what the prose cites in words, not by a token. `citation_keys` has the keys of all records for other programs, by id, also where `records` are only some. `annotate` writes a copy of a PDF with highlights. `looked_at` has how many passages were looked at for evidence against a code or configuration, and not coded. `imported_decisions` has the file that a decision came with, by its event. `memos_for_all` is how many memos everybody may see, None where that is all of `memos`. `model_card` evaluates the suggestions; it is None for a review as of an earlier day.
    """

    theory_map: TheoryMap
    theory_version: int
    as_of: str
    records: Sequence[Record]
    decisions: Sequence[Decision]
    codings: Callable[[], Sequence[Coding]]
    outcomes: Mapping[tuple[str, str], str]
    memos: Sequence[Memo]
    events: int
    table_one: TableOne
    evidence: Callable[[], Sequence[CodeEvidence]]
    references: Callable[[], Sequence[Reference]] = tuple
    citation_keys: Callable[[], Mapping[str, str]] = dict
    model_card: Callable[[], ModelCard] | None = None
    recognised_pages: Callable[[], frozenset[tuple[str, int]]] = frozenset
    settlements: Mapping[tuple[str, str], Settlement] = field(default_factory=dict)
    settled_apart: Callable[[], Mapping[str, Settlement]] = dict
    included: frozenset[str] = frozenset()
    theory_event: str = ""
    waiting: Callable[[], frozenset[tuple[str, str]]] = frozenset
    facets: Sequence[FacetValues] = ()
    comments: Sequence[Comment] = ()
    records_by_id: Callable[[], Mapping[str, Record]] | None = None
    theory_work: Callable[[], TheoryWork] = TheoryWork
    saturation: Callable[[], Sequence[SaturationStep]] = tuple
    plan: Callable[[], PlanWork] = PlanWork
    populations: Callable[[], Mapping[tuple[str, str], Collection[str]]] = dict
    rivals: Callable[[], Sequence[RivalPassage]] = tuple
    looked_at: Callable[[], Mapping[str, int]] = dict
    gaps: Callable[[], Sequence[Gap]] = tuple
    configurations: Callable[[], Sequence[Configuration]] = tuple
    appraisals: Callable[[], Sequence[Appraisal]] = tuple
    verdicts: Callable[[], Mapping[str, Verdict]] = dict
    left_out: Callable[[], LeftOut | None] = lambda: None
    flow: Callable[[], Flow] = lambda: Flow({}, (), 0, 0)
    streams: Callable[[], Streams] = Streams
    searches: Callable[[], Sequence[Search]] = tuple
    search_problems: Callable[[Search], Sequence[SearchProblem]] = search_problems
    prisma_s: Callable[[], Sequence[PrismaItem]] = tuple
    duplicates: Callable[[], Duplicates] = Duplicates
    prose: Callable[[], Mapping[str, Prose]] = dict
    resolve: Callable[[str], Resolved] = no_token
    marks: Callable[[str], Sequence[Mark]] = lambda code: ()  # noqa: ARG005 - a name for those who call it
    cited_under: Callable[[], Mapping[str, Collection[str]]] = dict
    cited_by_name: Callable[[], CheckedCitations] = CheckedCitations
    asked_for: str = ""
    suggestion_use: Callable[[], Use] = lambda: use(())
    first_map: Callable[[], TheoryMap | None] = lambda: None
    stage_agreement: Callable[[], Sequence[StageAgreement]] = tuple
    code_agreement: Callable[[], Sequence[CodeAgreement]] = tuple
    level_agreement: Callable[[], Sequence[DimensionAgreement]] = tuple
    pilots: Callable[[], Sequence[Pilot]] = tuple
    imported_decisions: Callable[[], Mapping[str, str]] = dict
    memos_for_all: Callable[[], int | None] = lambda: None
    imported_codings: Callable[[], Collection[str]] = frozenset
    annotate: Annotate = cannot_annotate

    @cached_property
    def record_of(self) -> Mapping[str, Record]:
        """Records by id."""
        return self.records_by_id() if self.records_by_id else {record.id: record for record in self.records}

    @cached_property
    def coding_of(self) -> dict[str, Coding]:
        """Codings by id."""
        return {coding.id: coding for coding in self.codings()}

    @cached_property
    def decisions_on(self) -> Mapping[tuple[str, str], Sequence[Decision]]:
        """The decisions by (record, stage)."""
        found: dict[tuple[str, str], list[Decision]] = {}
        for decision in self.decisions:
            found.setdefault((decision.record, decision.stage), []).append(decision)
        return found

    def is_recognised(self, coding: Coding) -> bool:
        """Whether some of a passage's text was recognised from an image."""
        return any((coding.text_sha256, page) in self.recognised_pages() for page in coding.pages)

    @cached_property
    def to_recheck_in_words(self) -> str:
        """How many passages of included documents wait for another look, as a sentence; ``""`` if none do."""
        waits = {
            coding.id
            for coding in self.codings()
            if coding.record in self.included
            and any((coding.id, code) in self.waiting() for code in coding.codes)
        }
        if not waits:
            return ""
        many = len(waits) > 1
        return f"{counted(len(waits), 'passage')} {'wait' if many else 'waits'} for another look, because a theory changed since."

    @cached_property
    def facets_of(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The values set on a record or coding, by its id and by facet; what has none is left out."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for one in self.facets:
            found.setdefault(one.target, {})[one.facet] = one.values
        return found

    def outcome(self, record: str, stage: str) -> str:
        """The outcome of the decisions on a record at a stage; `none` without any."""
        return str(self.outcomes.get((record, stage), "none"))

    def theory_of(self, code: str) -> str:
        """The id of a code's theory or rival framing; the code itself if it is no longer in the map."""
        theory_map = self.theory_map
        return theory_map.theory_of(code).id if code in theory_map.code_names else code

    def place_of(self, record: Record) -> tuple[str, int, int, str, str]:
        """A sort key that orders records like a reference list: by author, year, suffix (z before aa) and id."""
        suffix = record.year_suffix
        return record.short_author.casefold(), record.year or 0, len(suffix), suffix, record.id

    @cached_property
    def words(self) -> Words:
        """The words for identifiers in print."""
        return words_of(self.theory_map)

    def named(self, code: str) -> str:
        """A code with its name: ``T5 Information``; the code alone if it is no longer in the map."""
        return self.words[Names.CODE].get(code, code)

    def citation(self, passage: Passage) -> str:
        """The citation of a passage: ``(Rahman et al., 2016b, pp. 16–17)``."""
        return cite(self.record_of[passage.record].author_year, passage.cited_page)

    def cited(self, passage: Passage) -> str:
        """The same in print, where the number stays beside its ``p.``."""
        page = passage.cited_page.replace("p. ", f"p.{NO_BREAK}")
        return cite(self.record_of[passage.record].author_year, page)

    def criteria_in_words(self, criteria: Sequence[str]) -> str:
        """Criteria with their texts, one per line: ``E1: not about care``."""
        known = self.words[Names.CRITERION]
        return "\n".join(known.get(criterion, criterion) for criterion in criteria)

    def stage_in_words(self, stage: str) -> str:
        """A stage as it is written in a sentence: ``title and abstract``."""
        return self.words[Names.STAGE].get(stage, named(stage))

    @cached_property
    def appraised(self) -> AppraisalIndex:
        """The appraisals, to look levels up in."""
        return AppraisalIndex(self.appraisals())

    @cached_property
    def label_of(self) -> Mapping[str, str]:
        """The labels of configurations by id."""
        return {one.id: one.label for one in self.configurations()}

    def type_of(self, record: Record) -> str | None:
        """The name of a record's source type."""
        known = self.words[Names.SOURCE_TYPE]
        return known.get(record.source_type, record.source_type) or None

    def table(
        self,
        name: str,
        title: str,
        caption: str,
        columns: tuple[Column, ...],
        rows: tuple[tuple[Cell, ...], ...],
        *,
        unprinted: str = "",
        printed_title: str = "",
        note: str = "",
        printed_as: Printed | None = None,
    ) -> ExportTable:
        """A table whose caption, or note in print, ends with its time and version of the theory map.

        `unprinted` follows the caption where columns that are not printed are written: it describes those. In print, the table
        has its own title, and `note` (by default the caption) below it.
        """
        moment, event, events = (
            minute_of(self.as_of),
            _shown(self.theory_event),
            counted(self.events, "event"),
        )
        made = f"As of {moment} UTC, theory map version {self.theory_version}{event}, {events}."
        about: dict[str, str | int] = {
            "as_of": self.as_of,
            "theory_version": self.theory_version,
            "theory_event": self.theory_event,
            "events": self.events,
        }
        return ExportTable(
            name,
            title,
            " ".join(part for part in (caption, unprinted, made) if part),
            columns,
            rows,
            about,
            printed_title=printed_title,
            printed_note=note or caption,
            made=f"As of {moment} UTC; theory map v{self.theory_version}{event}; {events}.",
            printed_as=printed_as,
            words=self.words,
        )


def included_records(material: ExportMaterial) -> list[Record]:
    """The records that make up N, as in a reference list."""
    found = (material.record_of[record] for record in material.included if record in material.record_of)
    return sorted(found, key=material.place_of)


def state_of(material: ExportMaterial) -> str:
    """Which state of the review this is, whenever it is looked at: the version of the theory map and the events."""
    version = f"Theory map v{material.theory_version}{_shown(material.theory_event)}"
    return f"{version}; {counted(material.events, 'event')}."


def _shown(event: str) -> str:
    """The event of a version, shortened."""
    return f" (event {event[:EVENT_SHOWN]})" if event else ""


def day(time: str) -> Cell:
    """The UTC day of an ISO date-time; other text is returned as it is."""
    try:
        return date.fromisoformat(day_of(time))
    except ValueError:
        return time
