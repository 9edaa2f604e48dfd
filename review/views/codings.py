"""Answers about codings: code, and codings in `show`."""

from __future__ import annotations

from typing import Annotated

from review.domain import Coding, EvidenceStatus, Stance
from review.domain.wording.meaning import meaning
from review.views.view import (
    CodeId,
    End,
    EventId,
    PageLabel,
    PageNumber,
    Quote,
    Reviewer,
    Start,
    View,
)

CodingId = Annotated[str, meaning("id of the coding")]


class CodedPassage(View, frozen=True, kw_only=True):
    """The passage that codes were put on."""

    page: PageNumber
    page_label: PageLabel
    start: Start
    end: End
    quote: Quote


class Coded(View, frozen=True, kw_only=True):
    """A passage was coded."""

    event: EventId
    coding: CodingId
    passage: CodedPassage

    @classmethod
    def of(cls, coding: Coding) -> Coded:
        """The view of a new coding."""
        passage = CodedPassage(
            page=coding.page,
            page_label=coding.page_label,
            start=coding.start,
            end=coding.end,
            quote=coding.quote,
        )
        return cls(event=coding.id, coding=coding.id, passage=passage)


class StandingCoding(View, frozen=True, kw_only=True):
    """A coding in its present state."""

    coding: CodingId
    codes: tuple[CodeId, ...]
    stance: Stance
    status: Annotated[EvidenceStatus | None, meaning("where the claim comes from; null if not given")]
    page: PageNumber
    page_label: PageLabel
    start: Start
    end: End
    quote: Quote
    memo: str
    reviewer: Reviewer
    theory_version: Annotated[int | None, meaning("version of the theory map under which it was made")]
    recognised: Annotated[bool, meaning("whether the page's text comes from text recognition")]

    @classmethod
    def of(cls, coding: Coding, *, recognised: bool) -> StandingCoding:
        """The view of a coding; `recognised`: its page's text comes from text recognition."""
        return cls(
            coding=coding.id,
            codes=coding.codes,
            stance=coding.stance,
            status=coding.status or None,
            page=coding.page,
            page_label=coding.page_label,
            start=coding.start,
            end=coding.end,
            quote=coding.quote,
            memo=coding.memo,
            reviewer=coding.reviewer,
            theory_version=coding.theory_version,
            recognised=recognised,
        )
