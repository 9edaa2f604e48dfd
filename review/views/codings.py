"""Answers about codings: code, and codings in `show`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from review.domain import Coding, EvidenceStatus, Memo, Stance
from review.domain.wording.meaning import meaning
from review.views.view import (
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
Stances = Annotated[dict[CodeId, Stance], meaning("the passage's stance toward each of the codes")]


class CodedPassage(View, frozen=True, kw_only=True):
    """The passage that codes were put on."""

    page: PageNumber
    page_label: PageLabel
    page_end: LastPage
    page_label_end: LastPageLabel
    label_source: PageLabelSource
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

    @classmethod
    def of(cls, coding: Coding) -> Coded:
        """The view of a new coding."""
        passage = CodedPassage(
            page=coding.page,
            page_label=coding.page_label,
            page_end=coding.page_end,
            page_label_end=coding.page_label_end,
            label_source=coding.label_source,
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
        )


class WrittenMemo(View, frozen=True, kw_only=True):
    """A memo on the record or on a coding."""

    memo: Annotated[str, meaning("id of the memo")]
    text: str
    reviewer: Reviewer
    time: Time

    @classmethod
    def of(cls, memo: Memo) -> WrittenMemo:
        """A memo."""
        return cls(memo=memo.id, text=memo.text, reviewer=memo.reviewer, time=memo.time)


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
    start: Start
    end: End
    quote: Quote
    memo: Annotated[str, meaning("memo written with the coding")]
    memos: Annotated[tuple[WrittenMemo, ...], meaning("memos written on it later")]
    reviewer: Reviewer
    theory_version: TheoryVersion
    recognised: Annotated[bool, meaning("whether the page's text comes from text recognition")]

    @classmethod
    def of(cls, coding: Coding, memos: Iterable[Memo], *, recognised: bool) -> StandingCoding:
        """The view of a coding with the memos on it; `recognised`: its page's text comes from text recognition."""
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
            start=coding.start,
            end=coding.end,
            quote=coding.quote,
            memo=coding.memo,
            memos=tuple(map(WrittenMemo.of, memos)),
            reviewer=coding.reviewer,
            theory_version=coding.theory_version,
            recognised=recognised,
        )
