"""Answers about records: records, show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

from msgspec.structs import asdict

from review.domain import (
    UNCLASSIFIED,
    Coding,
    Decision,
    DecisionKind,
    Document,
    Origin,
    Outcome,
    Page,
    Record,
    Role,
    Settlement,
)
from review.domain.theories.appraisal import Appraisal
from review.domain.wording.meaning import meaning
from review.views.codings import Annotations, Facets, StandingCoding, WrittenComment, WrittenMemo
from review.views.suggestions import Suggested
from review.views.theories.appraisals import StandingAppraisal
from review.views.view import (
    CodeId,
    End,
    PageLabel,
    PageLabelSource,
    PageNumber,
    RecordId,
    Reviewer,
    Start,
    Time,
    View,
)

if TYPE_CHECKING:
    from review.journal.queries.searches.ties import Tie


class AtStage(View, frozen=True, kw_only=True):
    """The decisions on a record at a stage."""

    decision: Annotated[
        Outcome, meaning("outcome of the reviewers' decisions; `none` while too few have decided")
    ]
    by: Annotated[dict[str, DecisionKind], meaning("decision of each reviewer")]


class ListedRecord(View, frozen=True, kw_only=True):
    """A record in a list."""

    record: RecordId
    title: Annotated[str, meaning("title of the work")]
    authors: Annotated[tuple[str, ...], meaning("each `Family, Given`")]
    year: Annotated[int | None, meaning("year of publication; null if unknown")]
    author_year: Annotated[str, meaning("citation: `Rahman et al., 2016b`")]
    doi: Annotated[str, meaning("empty if unknown")]
    source_type: Annotated[str, meaning("id of its source type, or `unclassified`")]
    role: Role
    status: Annotated[
        str,
        meaning("status of reading its file, as in `review ingest`; without a file empty or `not-retrieved`"),
    ]
    stages: Annotated[dict[str, AtStage], meaning("by stage")]
    codes: Annotated[tuple[CodeId, ...], meaning("codes of its passages, in the theory map's order")]
    searches: Annotated[tuple[str, ...], meaning("ids of the searches that found it, as imports said")]
    sources: Annotated[
        tuple[str, ...],
        meaning("databases or searches that its imports named (`--source`), or the files' names"),
    ]

    labels: Annotated[tuple[str, ...], meaning("labels (tags) that reference files gave it")]

    @classmethod
    def of(
        cls,
        record: Record,
        outcomes: Mapping[str, str],
        decisions: Iterable[Decision],
        codings: Iterable[Coding],
        code_order: Sequence[str],
        ties: Iterable[Tie] = (),
    ) -> ListedRecord:
        """A record.

        Args:
            record: the record.
            outcomes: the outcomes of its decisions, by stage.
            decisions: the visible decisions on it.
            codings: the codings of its text.
            code_order: the codes of the theory map; others follow.
            ties: where it was imported from.
        """
        came = list(ties)
        by: defaultdict[str, dict[str, DecisionKind]] = defaultdict(dict)
        for decision in decisions:
            by[decision.stage][decision.reviewer] = decision.decision
        place = {code: number for number, code in enumerate(code_order)}
        codes = {code for coding in codings for code in coding.codes}
        return cls(
            record=record.id,
            title=record.title,
            authors=record.authors,
            year=record.year,
            author_year=record.author_year,
            doi=record.doi,
            source_type=record.source_type or UNCLASSIFIED,
            role=record.role,
            status=record.reading_status,
            stages={
                stage: AtStage(decision=Outcome(outcome), by=by[stage]) for stage, outcome in outcomes.items()
            },
            codes=tuple(sorted(codes, key=lambda code: (place.get(code, len(place)), code))),
            searches=tuple(dict.fromkeys(tie.search for tie in came if tie.search)),
            sources=tuple(dict.fromkeys(tie.source for tie in came if tie.source)),
            labels=record.labels,
        )


class RecordList(View, frozen=True, kw_only=True):
    """The records that match."""

    records: tuple[ListedRecord, ...]

    @classmethod
    def of(
        cls,
        found: Iterable[tuple[Record, Mapping[str, str]]],
        decisions: Iterable[Decision],
        codings: Iterable[Coding],
        code_order: Sequence[str],
        ties: Iterable[Tie] = (),
    ) -> RecordList:
        """The view of records with their outcomes by stage; `decisions`, `codings` and `ties` are those of the review."""
        came: defaultdict[str, list[Tie]] = defaultdict(list)
        for tie in ties:
            came[tie.record].append(tie)
        decided: defaultdict[str, list[Decision]] = defaultdict(list)
        for decision in decisions:
            decided[decision.record].append(decision)
        coded: defaultdict[str, list[Coding]] = defaultdict(list)
        for coding in codings:
            coded[coding.record].append(coding)
        rows = (
            ListedRecord.of(
                record, outcomes, decided[record.id], coded[record.id], code_order, came[record.id]
            )
            for record, outcomes in found
        )
        return cls(records=tuple(rows))


class FieldOrigin(View, frozen=True, kw_only=True):
    """Where a field of the reference comes from."""

    source: Annotated[str, meaning("`first page`, `XMP`, `file name` …, a reference file, or a reviewer")]
    confidence: Annotated[float, meaning("confidence, 0 to 1")]
    confirmed: Annotated[bool, meaning("whether a reviewer confirmed it")]

    @classmethod
    def of(cls, origin: Origin) -> FieldOrigin:
        """The view of a field's origin."""
        return cls(source=origin.source, confidence=origin.confidence, confirmed=origin.confirmed)


class DocumentPage(View, frozen=True, kw_only=True):
    """A page of the record's document, and its span in the text."""

    number: PageNumber
    label: PageLabel
    label_source: PageLabelSource
    recognised: Annotated[bool, meaning("whether the text comes from text recognition")]
    start: Start
    end: End

    @classmethod
    def of(cls, page: Page) -> DocumentPage:
        """A page."""
        return cls(
            number=page.number,
            label=page.label,
            label_source=page.label_source,
            recognised=page.recognised,
            start=page.start,
            end=page.end,
        )


class StandingDecision(View, frozen=True, kw_only=True):
    """A reviewer's current decision."""

    stage: Annotated[str, meaning("id of the stage")]
    reviewer: Reviewer
    decision: DecisionKind
    criteria: Annotated[tuple[str, ...], meaning("ids of the deciding criteria")]
    note: Annotated[str, meaning("the reviewer's note")]
    overrides: Annotated[dict[str, str], meaning("overridden exclusion criteria, and why")]
    theories: Annotated[tuple[str, ...], meaning("codes that the record is parked for")]
    time: Time

    @classmethod
    def of(cls, decision: Decision) -> StandingDecision:
        """A decision."""
        return cls(
            stage=decision.stage,
            reviewer=decision.reviewer,
            decision=decision.decision,
            criteria=decision.criteria,
            note=decision.note,
            overrides=dict(decision.overrides),
            theories=decision.theories,
            time=decision.time,
        )


class StandingSettlement(View, frozen=True, kw_only=True):
    """The decision that counts where reviewers disagree."""

    stage: Annotated[str, meaning("id of the stage")]
    reviewer: Annotated[Reviewer, meaning("who settled it")]
    decision: DecisionKind
    criteria: Annotated[tuple[str, ...], meaning("ids of the deciding criteria")]
    reason: Annotated[str, meaning("why this decision counts")]
    time: Time

    @classmethod
    def of(cls, settlement: Settlement) -> StandingSettlement:
        """A settlement."""
        return cls(
            stage=settlement.stage,
            reviewer=settlement.reviewer,
            decision=settlement.decision,
            criteria=settlement.criteria,
            reason=settlement.reason,
            time=settlement.time,
        )


class WholeRecord(ListedRecord, frozen=True, kw_only=True):
    """Everything about one record."""

    abstract: Annotated[str, meaning("abstract; empty if there is none")]
    organisation: Annotated[str, meaning("publisher, if no person is named")]
    short_author: Annotated[str, meaning("name used in citations")]
    path: Annotated[str, meaning("path of its file in the review; empty without a file")]
    message: Annotated[str, meaning("message about reading its file; may be empty")]
    origins: Annotated[dict[str, FieldOrigin], meaning("by field of the reference")]
    pages: tuple[DocumentPage, ...]
    decisions: tuple[StandingDecision, ...]
    settlements: Annotated[
        tuple[StandingSettlement, ...], meaning("by stage, where reviewers disagreed and it was settled")
    ]
    codings: tuple[StandingCoding, ...]
    memos: Annotated[tuple[WrittenMemo, ...], meaning("memos on the record")]
    comments: Annotated[tuple[WrittenComment, ...], meaning("comments on the record")]
    facets: Facets
    appraisals: Annotated[
        tuple[StandingAppraisal, ...], meaning("each reviewer's appraisals of it and of passages in it")
    ]
    notes: Annotated[tuple[str, ...], meaning("notes that reference files have on it")]
    suggestions: Annotated[Suggested, meaning("without suggestions for passages")]

    @classmethod
    def whole(
        cls,
        listed: ListedRecord,
        record: Record,
        document: Document | None,
        decisions: Iterable[Decision],
        codings: Iterable[Coding],
        annotations: Annotations,
        suggestions: Suggested,
        settlements: Iterable[Settlement] = (),
        appraisals: Iterable[Appraisal] = (),
        notes: Iterable[str] = (),
    ) -> WholeRecord:
        """The view of a record with all its details; `annotations` are those on it and on its codings."""
        pages = document.pages if document else ()
        recognised = {page.number for page in pages if page.recognised}
        return cls(
            **asdict(listed),
            abstract=record.abstract,
            organisation=record.organisation,
            short_author=record.short_author,
            path=record.path,
            message=record.message,
            origins={name: FieldOrigin.of(origin) for name, origin in record.origins.items()},
            pages=tuple(map(DocumentPage.of, pages)),
            decisions=tuple(map(StandingDecision.of, decisions)),
            settlements=tuple(map(StandingSettlement.of, settlements)),
            codings=tuple(
                StandingCoding.of(coding, annotations, recognised=not recognised.isdisjoint(coding.pages))
                for coding in codings
            ),
            memos=annotations.memos(record.id),
            comments=annotations.comments(record.id),
            facets=annotations.facets(record.id),
            appraisals=tuple(map(StandingAppraisal.of, appraisals)),
            notes=tuple(notes),
            suggestions=suggestions,
        )
