"""What commands answer about records: records, show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from msgspec.structs import asdict

from review.domain import (
    UNCLASSIFIED,
    Coding,
    Decision,
    DecisionKind,
    Document,
    Memo,
    Origin,
    Outcome,
    Page,
    Record,
    Role,
)
from review.domain.wording.says import says
from review.views.codings import StandingCoding
from review.views.suggestions import Suggested
from review.views.view import (
    CodeId,
    End,
    PageNumber,
    RecordId,
    Reviewer,
    Start,
    Time,
    View,
)


class AtStage(View, frozen=True, kw_only=True):
    """Where a record stands at a stage."""

    decision: Annotated[
        Outcome, says("what the reviewers' decisions come to; `none` while too few have decided")
    ]
    by: Annotated[dict[str, DecisionKind], says("what each reviewer decided")]


class ListedRecord(View, frozen=True, kw_only=True):
    """A record in a list."""

    record: RecordId
    title: str
    authors: Annotated[tuple[str, ...], says("each `Family, Given`")]
    year: Annotated[int | None, says("year of publication; null where it is unknown")]
    author_year: Annotated[str, says("how it is cited: `Rahman et al., 2016b`")]
    doi: Annotated[str, says("empty where it is unknown")]
    source_type: Annotated[str, says("id of its source type, or `unclassified`")]
    role: Role
    status: Annotated[
        str, says("what reading its file gave, as in `review ingest`; empty where there is no file")
    ]
    stages: Annotated[dict[str, AtStage], says("by stage")]
    codes: Annotated[tuple[CodeId, ...], says("the codes that it carries, in the theory map's order")]

    @classmethod
    def of(
        cls,
        record: Record,
        outcomes: Mapping[str, str],
        decisions: Iterable[Decision],
        codings: Iterable[Coding],
        code_order: Sequence[str],
    ) -> ListedRecord:
        """A record.

        Args:
            record: the record.
            outcomes: what its decisions come to, by stage.
            decisions: those on it that may be seen.
            codings: those of its text.
            code_order: the codes of the theory map; others come after them.
        """
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
        )


class RecordList(View, frozen=True, kw_only=True):
    """The records that fit."""

    records: tuple[ListedRecord, ...]

    @classmethod
    def of(
        cls,
        found: Iterable[tuple[Record, Mapping[str, str]]],
        decisions: Iterable[Decision],
        codings: Iterable[Coding],
        code_order: Sequence[str],
    ) -> RecordList:
        """Records with what their decisions come to by stage; `decisions` and `codings` are those of the review."""
        decided: defaultdict[str, list[Decision]] = defaultdict(list)
        for decision in decisions:
            decided[decision.record].append(decision)
        coded: defaultdict[str, list[Coding]] = defaultdict(list)
        for coding in codings:
            coded[coding.record].append(coding)
        rows = (
            ListedRecord.of(record, outcomes, decided[record.id], coded[record.id], code_order)
            for record, outcomes in found
        )
        return cls(records=tuple(rows))


class FieldOrigin(View, frozen=True, kw_only=True):
    """Where a field of the reference comes from."""

    source: Annotated[str, says("`first page`, `XMP`, `file name` …, a reference file, or a reviewer")]
    confidence: Annotated[float, says("how sure it is, 0 to 1")]
    confirmed: Annotated[bool, says("whether a reviewer confirmed it")]

    @classmethod
    def of(cls, origin: Origin) -> FieldOrigin:
        """Where a field comes from."""
        return cls(source=origin.source, confidence=origin.confidence, confirmed=origin.confirmed)


class DocumentPage(View, frozen=True, kw_only=True):
    """A page of the record's document, and where it stands in the text."""

    number: PageNumber
    label: Annotated[str, says("page number as printed")]
    recognised: Annotated[bool, says("whether its text comes from text recognition")]
    start: Start
    end: End

    @classmethod
    def of(cls, page: Page) -> DocumentPage:
        """A page."""
        return cls(
            number=page.number, label=page.label, recognised=page.recognised, start=page.start, end=page.end
        )


class StandingDecision(View, frozen=True, kw_only=True):
    """A reviewer's decision as it stands."""

    stage: Annotated[str, says("id of the stage")]
    reviewer: Reviewer
    decision: DecisionKind
    criteria: Annotated[tuple[str, ...], says("ids of the criteria that decided")]
    note: str
    overrides: Annotated[dict[str, str], says("exclusion criteria that were set aside, and why")]
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
            time=decision.time,
        )


class WrittenMemo(View, frozen=True, kw_only=True):
    """A memo on the record."""

    memo: Annotated[str, says("id of the memo")]
    text: str
    reviewer: Reviewer
    time: Time

    @classmethod
    def of(cls, memo: Memo) -> WrittenMemo:
        """A memo."""
        return cls(memo=memo.id, text=memo.text, reviewer=memo.reviewer, time=memo.time)


class WholeRecord(ListedRecord, frozen=True, kw_only=True):
    """All that is known of one record."""

    abstract: str
    organisation: Annotated[str, says("who published it, where no person is named")]
    short_author: Annotated[str, says("what it is cited by")]
    path: Annotated[str, says("path of its file in the review; empty where there is none")]
    message: Annotated[str, says("what a person should know of reading its file; may be empty")]
    origins: Annotated[dict[str, FieldOrigin], says("by field of the reference")]
    pages: tuple[DocumentPage, ...]
    decisions: tuple[StandingDecision, ...]
    codings: tuple[StandingCoding, ...]
    memos: tuple[WrittenMemo, ...]
    suggestions: Annotated[Suggested, says("without those for passages")]

    @classmethod
    def whole(
        cls,
        listed: ListedRecord,
        record: Record,
        document: Document | None,
        decisions: Iterable[Decision],
        codings: Iterable[Coding],
        memos: Iterable[Memo],
        suggestions: Suggested,
    ) -> WholeRecord:
        """A record as it is listed, and what there is beside."""
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
            codings=tuple(
                StandingCoding.of(coding, recognised=coding.page in recognised) for coding in codings
            ),
            memos=tuple(map(WrittenMemo.of, memos)),
            suggestions=suggestions,
        )
