"""Memos, comments and facets on the record open in the Reader and on its codings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.domain import Coding, Record

if TYPE_CHECKING:
    from review.project import Project


@dataclass(frozen=True)
class MemoSubject:
    """The subject of a memo: a coding or the record, with its label."""

    target: str
    title: str
    quote: str


class Annotated:
    """What is written and set on a record and its codings, each read when it is first shown."""

    def __init__(self, project: Project, record: Record) -> None:
        self._project = project
        self._record = record
        self._written: dict[str, tuple[tuple[str, str], ...]] = {}
        self._facets: dict[str, tuple[tuple[str, str], ...]] = {}

    def written(self, target: str) -> tuple[tuple[str, str], ...]:
        """The memos and comments on a coding, or on the record, each with who wrote or said it."""
        if target not in self._written:
            memos = [(memo.reviewer, memo.text) for memo in self._project.annotations.memos(target)]
            said = [(one.in_words, one.text) for one in self._project.annotations.comments(target)]
            self._written[target] = (*memos, *said)
        return self._written[target]

    def facets(self, target: str) -> tuple[tuple[str, str], ...]:
        """The facets that are set on a coding, or on the record: each name with its values."""
        if target not in self._facets:
            names = {facet.id: facet.name for facet in self._project.theory.map.facets}
            values = self._project.annotations.facets_of(target)
            self._facets[target] = tuple(
                (names.get(name, name), "; ".join(those)) for name, those in values.items()
            )
        return self._facets[target]

    def memo_subject(self, coding: Coding | None) -> MemoSubject:
        """The subject of a memo: the coding, or the record if there is none."""
        if coding is None:
            return MemoSubject(self._record.id, f"Memo on {self._record.author_year}", self._record.title)
        return MemoSubject(coding.id, f"Memo on {', '.join(coding.codes)}, {coding.cited_page}", coding.quote)

    def facets_subject(self, coding: Coding | None) -> tuple[str, str]:
        """The coding, or the record if there is none, and what the dialog about its facets calls it."""
        if coding is None:
            return self._record.id, self._record.author_year
        return coding.id, f"the passage on {coding.cited_page} ({', '.join(coding.codes)})"
