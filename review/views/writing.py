"""The answers of desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from review.domain.wording.meaning import meaning
from review.domain.writing.desk import Mark, MarkKind
from review.domain.writing.prose import Prose, ProseVersion
from review.views.view import Reviewer, Time, View


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
        tuple[str, ...], meaning("texts written apart, in other copies, that nobody has replaced since")
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
