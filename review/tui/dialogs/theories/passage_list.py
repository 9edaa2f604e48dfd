"""The passages coded to a theory: which are listed, by words and filters, and where one was opened last. Without Textual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, Self

from review.domain import Coding
from review.domain.act import codings_of
from review.domain.wording.counted import counted
from review.domain.wording.named import named

STANCE, DOCUMENT, SUBTHEME, CODER = "stance", "document", "sub-theme", "coder"
FIELDS = (STANCE, DOCUMENT, SUBTHEME, CODER)
"""What passages are filtered by."""


class CodedPassage(NamedTuple):
    """A place in a document, and the codings of it, by one or several."""

    codings: Sequence[Coding]

    @property
    def first(self) -> Coding:
        """The first coding, which says where it is."""
        return self.codings[0]


class PassageList:
    """The passages coded to a theory; `codes` has the names of it and its sub-themes, `citations` Author, year by record.

    `other_subthemes` has the names of other theories' sub-themes, which the same passages may be coded to. `searched` are the words that all must have, `where` the filters by field, `opened` the id of the coding opened last.
    """

    def __init__(
        self,
        title: str,
        codes: Mapping[str, str],
        codings: Sequence[Coding],
        citations: Mapping[str, str],
        other_subthemes: Mapping[str, str] | None = None,
    ) -> None:
        self.title = title
        self.codes = codes
        subthemes = {**(other_subthemes or {}), **dict(list(codes.items())[1:])}
        self._names = {code: f"{code} {name}" for code, name in subthemes.items()}
        self._citations = citations
        self._passages = [
            CodedPassage(tuple(there))
            for _, there in groupby(codings, lambda one: (one.record, one.text_sha256, one.start, one.end))
        ]
        self.searched = ""
        self.where: dict[str, str] = {}
        self.opened = ""

    def going_on_from(self, before: Self | None) -> Self:
        """This list as another one of the same theory was left."""
        if before is not None and list(before.codes)[:1] == list(self.codes)[:1]:
            self.searched, self.where, self.opened = before.searched, dict(before.where), before.opened
        return self

    # What is listed

    def shown(self) -> list[CodedPassage]:
        """The passages that have all words and fit all filters, each with all of its codings."""
        words = self.searched.casefold().split()
        return [one for one in self._passages if self._fits(one) and self._has(one, words)]

    def place_of_opened(self) -> int:
        """Which of the passages shown was opened last; the first one if none was."""
        ids = [{coding.id for coding in passage.codings} for passage in self.shown()]
        return next((number for number, those in enumerate(ids) if self.opened in those), 0)

    @property
    def heading(self) -> str:
        """The theory with how many passages are shown: ``T1 Market logic: 3 of 20 passages``."""
        shown = self.shown()
        codings = codings_of(coding for one in shown for coding in one.codings)
        of = f"{len(shown):,} of " if len(shown) < len(self._passages) else ""
        several = f" ({counted(codings, 'coding')})" if codings > len(shown) else ""
        return f"{self.title}: {of}{counted(len(self._passages), 'passage')}{several}"

    @property
    def in_the_way(self) -> str:
        """What is searched and filtered for, where nothing has all of it: ``No passage has “market” and stance: refines.``."""
        asked = [f"“{self.searched}”"] if self.searched.strip() else []
        asked += [self.label(*one) for one in self.where.items()]
        return "" if self.shown() or not asked else f"No passage has {' and '.join(asked)}."

    def citation(self, passage: CodedPassage) -> str:
        """Author, year and page."""
        return f"{self._document(passage.first)}, {passage.first.cited_page}"

    def codes_of(self, coding: Coding) -> str:
        """The codes of a coding, sub-themes with their names, each with its stance where they differ."""
        if coding.stance:
            return ", ".join(self._names.get(code, code) for code in coding.codes)
        return ", ".join(
            f"{self._names.get(code, code)} ({named(stance)})" for code, stance in coding.stances.items()
        )

    # Filters

    def conditions(self) -> list[tuple[str, str]]:
        """Field and value of each filter that some passage fits, and that does not fit all."""
        of_each = [
            frozenset(one for coding in passage.codings for one in self._values(coding))
            for passage in self._passages
        ]
        every = sorted({one for those in of_each for one in those} - frozenset.intersection(*of_each))
        return [
            one
            for field in FIELDS
            for one in {**dict.fromkeys(every), **dict.fromkeys(self.where.items())}
            if one[0] == field
        ]

    def label(self, field: str, value: str) -> str:
        """A filter in words: ``sub-theme: T1.a Whole systems``."""
        return f"{field}: {f'{value} {self.codes[value]}' if field == SUBTHEME else named(value)}"

    def toggle(self, field: str, value: str) -> None:
        """Add a filter, in place of another of its field, or remove it."""
        if self.where.get(field) == value:
            del self.where[field]
        else:
            self.where[field] = value

    def next_stance(self) -> None:
        """Filter by the next stance that occurs; after the last one, by none."""
        occurring = [value for field, value in self.conditions() if field == STANCE]
        stances = ["", *occurring]
        here = self.where.pop(STANCE, "")
        following = stances[(stances.index(here) + 1) % len(stances)] if here in stances else ""
        if following:
            self.where[STANCE] = following

    def _fits(self, passage: CodedPassage) -> bool:
        asked = set(self.where.items())
        return any(asked.issubset(self._values(coding)) for coding in passage.codings)

    def _values(self, coding: Coding) -> Iterator[tuple[str, str]]:
        yield DOCUMENT, self._document(coding)
        yield CODER, coding.reviewer
        yield from ((STANCE, str(stance)) for stance in coding.stances_toward(self.codes))
        yield from ((SUBTHEME, code) for code in list(self.codes)[1:] if code in coding.stances)

    def _has(self, passage: CodedPassage, words: Sequence[str]) -> bool:
        if not words:
            return True
        said = [passage.first.quote, self._document(passage.first)]
        for coding in passage.codings:
            said += [self.codes_of(coding), coding.memo, coding.reviewer, str(coding.status or "")]
        text = " ".join(said).casefold()
        return all(word in text for word in words)

    def _document(self, coding: Coding) -> str:
        return self._citations.get(coding.record, "?")
