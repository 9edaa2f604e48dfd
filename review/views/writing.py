"""The answers of desk and citations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from review.domain.wording.meaning import meaning
from review.domain.writing.citations import CheckedCitations, FoundCitation, UnmatchedCitation
from review.domain.writing.desk import Mark, MarkKind
from review.domain.writing.prose import Prose, ProseVersion
from review.views.view import RecordId, Reviewer, Time, View


class MarkedParagraph(View, frozen=True, kw_only=True):
    """A paragraph that has to be looked at again."""

    line: Annotated[int, meaning("line of the text with the token, from 1")]
    token: Annotated[str, meaning("the token in it, without brackets")]
    kind: Annotated[
        MarkKind,
        meaning(
            "`removed`: what it quotes is gone; `recoded`: that is no longer under this theory; `moved`: on another page, or with"
            " other words, since its file was read again; `lost`: not in the present text; `unknown`: means nothing here"
        ),
    ]
    why: Annotated[str, meaning("why, in a sentence")]

    @classmethod
    def of(cls, mark: Mark) -> MarkedParagraph:
        """The view of a mark."""
        return cls(line=mark.line, token=mark.token.name, kind=mark.kind, why=mark.why)


class WrittenProse(View, frozen=True, kw_only=True):
    """The prose on a theory, rival framing or section of the report."""

    code: Annotated[str, meaning("id of the theory, rival framing or section")]
    version: Annotated[int, meaning("number of the version; 0 if nothing was written")]
    text: Annotated[str, meaning("the text, Markdown with tokens `[@CODING]`, `[@RECORD]`, `[@CMOC]`")]
    event: Annotated[str, meaning("the act that wrote it; empty if nothing was written")]
    reviewer: Reviewer
    time: Time
    versions: Annotated[int, meaning("how many versions there are")]
    others: Annotated[
        tuple[str, ...],
        meaning(
            "texts written apart, by who did not know this one, or on a theory that was merged into this one, that nobody has replaced since"
        ),
    ]
    marks: Annotated[
        tuple[MarkedParagraph, ...],
        meaning("paragraphs of the present version to look at again; none of earlier ones"),
    ]

    @classmethod
    def now(cls, prose: Prose, marks: Sequence[Mark]) -> WrittenProse:
        """The view of the present prose."""
        return cls(
            code=prose.code,
            version=prose.version,
            text=prose.text,
            event=prose.event,
            reviewer=prose.reviewer,
            time=prose.time,
            versions=len(prose.known),
            others=prose.others,
            marks=tuple(map(MarkedParagraph.of, marks)),
        )

    @classmethod
    def earlier(cls, prose: Prose, version: ProseVersion) -> WrittenProse:
        """The view of one version of it."""
        return cls(
            code=prose.code,
            version=version.number,
            text=version.text,
            event=version.event,
            reviewer=version.reviewer,
            time=version.time,
            versions=len(prose.known),
            others=(),
            marks=(),
        )


_FormText = Annotated[str, meaning("the citation: Author, year")]
_Times = Annotated[int, meaning("how often")]


class CitationFound(View, frozen=True, kw_only=True):
    """A form of citation of a record, under one theory."""

    text: _FormText
    record: RecordId
    under: Annotated[
        str, meaning("id of the theory or rival framing whose heading it is under; empty elsewhere")
    ]
    n: _Times
    excluded_at: Annotated[
        str, meaning("id of the stage at which that record was excluded; empty if it was not")
    ]

    @classmethod
    def of(cls, one: FoundCitation) -> CitationFound:
        """The view of one."""
        return cls(text=one.text, record=one.record, under=one.under, n=one.n, excluded_at=one.excluded_at)


class CitationUnmatched(View, frozen=True, kw_only=True):
    """A form of citation of no record."""

    text: _FormText
    n: _Times

    @classmethod
    def of(cls, one: UnmatchedCitation) -> CitationUnmatched:
        """The view of one."""
        return cls(text=one.text, n=one.n)


class Citations(View, frozen=True, kw_only=True):
    """The citations of a text."""

    found: Annotated[tuple[CitationFound, ...], meaning("those of records, in the order of the text")]
    unmatched: Annotated[tuple[CitationUnmatched, ...], meaning("those of no record")]
    variants: Annotated[
        tuple[tuple[str, str], ...],
        meaning(
            "pairs of forms that look like one work, a year or a spelling apart: both in the text, or one in the text and one a"
            " record's citation; such a form is not in `unmatched`"
        ),
    ]

    @classmethod
    def of(cls, checked: CheckedCitations) -> Citations:
        """The view of all."""
        return cls(
            found=tuple(map(CitationFound.of, checked.found)),
            unmatched=tuple(map(CitationUnmatched.of, checked.unmatched)),
            variants=checked.variants,
        )
