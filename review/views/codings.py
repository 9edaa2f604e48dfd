"""Answers about codings: code, and codings in `show`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

from review.domain import Coding, Comment, CommentSource, EvidenceStatus, Memo, Stance
from review.domain.wording.meaning import meaning
from review.views.view import (
    CitedPage,
    CodeId,
    End,
    EventId,
    LastPage,
    LastPageLabel,
    PageLabel,
    PageLabelSource,
    PageNumber,
    Quote,
    Reviewer,
    Start,
    Time,
    View,
)

CodingId = Annotated[str, meaning("id of the coding")]
CommonStance = Annotated[Stance | None, meaning("the stance toward all of the codes; null where they differ")]
TheoryVersion = Annotated[int | None, meaning("version of the theory map under which it was made")]
TheoryEvent = Annotated[
    str, meaning("id of the event that made this version; numbers shift when copies meet")
]
Stances = Annotated[dict[CodeId, Stance], meaning("the passage's stance toward each of the codes")]


class CodedPassage(View, frozen=True, kw_only=True):
    """The passage that codes were put on."""

    page: PageNumber
    page_label: PageLabel
    page_end: LastPage
    page_label_end: LastPageLabel
    label_source: PageLabelSource
    cited_page: CitedPage
    start: Start
    end: End
    quote: Quote


class Coded(View, frozen=True, kw_only=True):
    """A passage was coded."""

    event: EventId
    coding: CodingId
    stance: CommonStance
    stances: Stances
    passage: CodedPassage
    theory_version: TheoryVersion
    theory_event: TheoryEvent

    @classmethod
    def of(cls, coding: Coding) -> Coded:
        """The view of a new coding."""
        passage = CodedPassage(
            page=coding.page,
            page_label=coding.page_label,
            page_end=coding.page_end,
            page_label_end=coding.page_label_end,
            label_source=coding.label_source,
            cited_page=coding.cited_page,
            start=coding.start,
            end=coding.end,
            quote=coding.quote,
        )
        return cls(
            event=coding.id,
            coding=coding.id,
            stance=coding.stance,
            stances=dict(coding.stances),
            passage=passage,
            theory_version=coding.theory_version,
            theory_event=coding.theory_event,
        )


class WrittenMemo(View, frozen=True, kw_only=True):
    """A memo on the record or on a coding."""

    memo: Annotated[str, meaning("id of the memo")]
    text: Annotated[str, meaning("the memo")]
    reviewer: Reviewer
    time: Time

    @classmethod
    def of(cls, memo: Memo) -> WrittenMemo:
        """A memo."""
        return cls(memo=memo.id, text=memo.text, reviewer=memo.reviewer, time=memo.time)


class WrittenComment(View, frozen=True, kw_only=True):
    """A comment of a stakeholder, an expert or the team."""

    comment: Annotated[str, meaning("id of the comment")]
    text: Annotated[str, meaning("the comment")]
    kind: Annotated[CommentSource, meaning("who comments")]
    who: Annotated[str | None, meaning("the person or group; null if not reported")]
    date: Annotated[str | None, meaning("when: a year, month or day; null if not reported")]
    reviewer: Annotated[Reviewer, meaning("who wrote it down")]
    time: Time

    @classmethod
    def of(cls, comment: Comment) -> WrittenComment:
        """A comment."""
        return cls(
            comment=comment.id,
            text=comment.text,
            kind=comment.source,
            who=comment.who,
            date=comment.date,
            reviewer=comment.reviewer,
            time=comment.time,
        )


Facets = Annotated[dict[str, tuple[str, ...]], meaning("values of each facet that is set, by the facet's id")]


class Annotations:
    """What was written on a record and on its codings, each found by the id of its target."""

    def __init__(
        self,
        memos: Iterable[Memo] = (),
        comments: Iterable[Comment] = (),
        facets: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
    ) -> None:
        self._memos = tuple(memos)
        self._comments = tuple(comments)
        self._facets = facets or {}

    def memos(self, target: str) -> tuple[WrittenMemo, ...]:
        """The memos on a record or coding."""
        return tuple(WrittenMemo.of(memo) for memo in self._memos if memo.target == target)

    def comments(self, target: str) -> tuple[WrittenComment, ...]:
        """The comments on a record or coding."""
        return tuple(WrittenComment.of(comment) for comment in self._comments if comment.on == target)

    def facets(self, target: str) -> dict[str, tuple[str, ...]]:
        """The values of the facets that are set on a record or coding."""
        return dict(self._facets.get(target, {}))


class StandingCoding(View, frozen=True, kw_only=True):
    """A coding in its present state."""

    coding: CodingId
    codes: tuple[CodeId, ...]
    stance: CommonStance
    stances: Stances
    status: Annotated[EvidenceStatus | None, meaning("where the claim comes from; null if not given")]
    page: PageNumber
    page_label: PageLabel
    page_end: LastPage
    page_label_end: LastPageLabel
    label_source: PageLabelSource
    cited_page: CitedPage
    start: Start
    end: End
    quote: Quote
    memo: Annotated[str, meaning("memo written with the coding")]
    memos: Annotated[tuple[WrittenMemo, ...], meaning("memos written on it later")]
    comments: Annotated[tuple[WrittenComment, ...], meaning("comments on it")]
    facets: Facets
    reviewer: Reviewer
    theory_version: TheoryVersion
    theory_event: TheoryEvent
    recognised: Annotated[bool, meaning("whether some of the passage's text comes from text recognition")]
    lost: Annotated[
        bool, meaning("whether the record's present text lacks it; its place is then that in the text before")
    ]

    @classmethod
    def of(cls, coding: Coding, annotations: Annotations, *, recognised: bool) -> StandingCoding:
        """The view of a coding with what was written on it; `recognised`: its page's text comes from text recognition."""
        return cls(
            coding=coding.id,
            codes=coding.codes,
            stance=coding.stance,
            stances=dict(coding.stances),
            status=coding.status or None,
            page=coding.page,
            page_label=coding.page_label,
            page_end=coding.page_end,
            page_label_end=coding.page_label_end,
            label_source=coding.label_source,
            cited_page=coding.cited_page,
            start=coding.start,
            end=coding.end,
            quote=coding.quote,
            memo=coding.memo,
            memos=annotations.memos(coding.id),
            comments=annotations.comments(coding.id),
            facets=annotations.facets(coding.id),
            reviewer=coding.reviewer,
            theory_version=coding.theory_version,
            theory_event=coding.theory_event,
            recognised=recognised,
            lost=coding.is_lost,
        )
