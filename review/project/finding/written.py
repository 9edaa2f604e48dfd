"""What can be found in a review: its texts, and what each belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from review.domain import Coding
from review.domain.found import BETWEEN, MARK, Found, FoundKind, Note
from review.domain.search_hits import SearchHit, folded
from review.domain.searches.search import Search
from review.domain.theories.appraisal import Appraisal
from review.domain.theories.configuration import Configuration
from review.domain.wording.named import named
from review.domain.writing.prose import paragraphs
from review.journal import texts
from review.journal.journal import Journal
from review.journal.queries import coding_acts, descriptions, page_labels, references
from review.journal.queries import records as listed
from review.journal.queries.searches import log
from review.journal.queries.theories import appraisals, verdicts
from review.journal.queries.theories.groups import label_of
from review.journal.queries.writing.prose import all_prose
from review.theory_map import TheoryMap
from review.theory_map.parts import PROGRAMME

_NOWHERE = SearchHit("", "", "", "")


class Written(NamedTuple):
    """A text, as it is and as it is compared, and what it belongs to."""

    of: Found
    text: str
    folded: str


def _said(search: Search) -> Iterator[str]:
    """What was written of a search, its strings last, which may be long."""
    yield from (search.id, search.component, search.prompted_by, *search.filters)
    yield from (f"{source.name} {source.platform}".strip() for source in search.sources)
    yield from (search.adapted_from, search.stopped_because, search.note)
    yield from (line.string for line in search.lines)


class WrittenTexts:
    """The texts of a review, in the order in which equally good ones are given."""

    def __init__(
        self, journal: Journal, theory_map: TheoryMap, configurations: Iterable[Configuration]
    ) -> None:
        self._journal = journal
        self._map = theory_map
        self._configurations = list(configurations)
        self._codings = coding_acts.codings(journal, last_pages=False)
        self._places = {coding.id: self._on_coding(coding) for coding in self._codings}
        self._quotes = {coding.id: coding.quote for coding in self._codings}
        self._cmocs = {one.id: one for one in self._configurations}
        self._cited = cache(self._cite)

    def all(self) -> Iterator[Written]:
        """All of them."""
        yield from self._of_theories()
        yield from self._of_configurations()
        for coding in self._codings:
            yield _written(self._places[coding.id], coding.quote, coding.memo)
        for memo in descriptions.memos(self._journal):
            yield _written(self._about(FoundKind.MEMO, memo.id, memo.target), memo.text)
        for comment in descriptions.comments(self._journal):
            who = comment.who or ""
            yield _written(self._about(FoundKind.COMMENT, comment.id, comment.on), comment.text, who)
        for appraisal in appraisals.appraisals(self._journal):
            yield _written(self._on_appraisal(appraisal), *appraisal.because)
        for search in log.searches(self._journal):
            yield _written(_found(FoundKind.SEARCH, search.id), *_said(search))
        for code, prose in all_prose(self._journal, self._map).items():
            of = _found(FoundKind.PROSE, prose.event, code=code)
            for text in (prose.text, *prose.others):
                yield from (_written(of, text[one.start : one.end]) for one in paragraphs(text))

    def notes(self) -> Iterator[Note]:
        """What was noted, in no order: memos, comments, memos of codings and of retroduced elements."""
        for memo in descriptions.memos(self._journal):
            of = self._about(FoundKind.MEMO, memo.id, memo.target)
            yield Note(of, memo.text, memo.reviewer, memo.time, self._quotes.get(memo.target, ""))
        for comment in descriptions.comments(self._journal):
            of = self._about(FoundKind.COMMENT, comment.id, comment.on)
            yield Note(of, comment.text, comment.in_words, comment.time, self._quotes.get(comment.on, ""))
        for coding in self._codings:
            if coding.memo:
                yield Note(self._places[coding.id], coding.memo, coding.reviewer, coding.time, coding.quote)
        for one in self._configurations:
            for element in one.elements:
                if element.memo:
                    of = _found(FoundKind.CMOC, one.id, cmoc=one.label, cmoc_id=one.id)
                    yield Note(of, element.memo, *descriptions.made(self._journal, element.id))

    def _cite(self, record: str) -> str:
        """A record's citation; ``""`` where it is not listed."""
        kept = references.resolved(self._journal, record)
        return listed.cited(self._journal, kept) if kept else ""

    # --- theories and configurations -------------------------------------------------------------------------------

    def _of_theories(self) -> Iterator[Written]:
        """The programme theory, theories, rival framings and sub-themes, then the verdicts that stand or were replaced."""
        if self._map.programme_theory:
            yield _written(_found(FoundKind.THEORY, PROGRAMME, code=PROGRAMME), self._map.programme_theory)
        for code in self._map.codes:
            of = _found(FoundKind.THEORY, code.id, code=code.id)
            yield _written(of, code.id, code.name, code.proposition)
            for subtheme in code.subthemes:
                of = _found(FoundKind.THEORY, subtheme.id, code=subtheme.id)
                yield _written(of, subtheme.id, subtheme.name, subtheme.definition)
        for verdict in verdicts.verdicts(self._journal):
            of = _found(FoundKind.THEORY, verdict.event, code=verdict.code)
            yield _written(of, f"verdict: {named(verdict.verdict)}", verdict.caveat, verdict.gap)

    def _of_configurations(self) -> Iterator[Written]:
        """What each configuration says, then its passages."""
        for one in self._configurations:
            of = _found(FoundKind.CMOC, one.id, cmoc=one.label, cmoc_id=one.id)
            said = [one.label, *one.merged, one.as_read, *(other.text for other in one.others)]
            for element in one.elements:
                said += [element.as_read, *(other.text for other in element.others), element.memo]
            yield _written(of, *said, one.reason)
            for fragment in one.fragments:
                yield _written(
                    Found(
                        FoundKind.CMOC,
                        one.id,
                        _NOWHERE,
                        record=fragment.record,
                        citation=fragment.citation,
                        page_label=fragment.page_label,
                        paragraphs=fragment.paragraphs,
                        start=None if fragment.is_lost else fragment.start,
                        cmoc=one.label,
                        cmoc_id=one.id,
                    ),
                    fragment.quote,
                )

    # --- passages and what is written on them ----------------------------------------------------------------------

    def _on_coding(self, coding: Coding) -> Found:
        return Found(
            FoundKind.CODING,
            coding.id,
            _NOWHERE,
            record=coding.record,
            citation=listed.cited(self._journal, coding.record),
            page_label=coding.page_label,
            paragraphs=coding.paragraphs,
            start=coding.start,
            code=", ".join(coding.codes),
        )

    def _about(self, kind: FoundKind, id_: str, target: str) -> Found:
        """What is written on a coding, configuration, code or record, or (no target) on the whole review.

        A configuration that was undone has its label, but no id.
        """
        if coded := self._places.get(target):
            place = (coded.record, coded.citation, coded.page_label, coded.start, coded.code)
            return Found(kind, id_, _NOWHERE, *place, paragraphs=coded.paragraphs)
        if cmoc := self._cmocs.get(target):
            return _found(kind, id_, cmoc=cmoc.label, cmoc_id=cmoc.id)
        if target in self._map.code_names:
            return _found(kind, id_, code=target)
        if undone := label_of(self._journal, target) if target else "":
            return _found(kind, id_, cmoc=undone)
        record = references.resolved(self._journal, target) if target else ""
        return _found(kind, id_, record=record, citation=self._cited(record) if record else "")

    def _on_appraisal(self, appraisal: Appraisal) -> Found:
        cmoc = self._cmocs.get(appraisal.target)
        return Found(
            FoundKind.APPRAISAL,
            appraisal.events[-1],
            _NOWHERE,
            record=appraisal.record,
            citation=self._cited(appraisal.record),
            page_label=self._label_of(appraisal),
            start=appraisal.span[0] if appraisal.span and not appraisal.is_lost else None,
            code="" if cmoc else appraisal.target,
            cmoc=cmoc.label if cmoc else "",
            cmoc_id=cmoc.id if cmoc else "",
        )

    def _label_of(self, appraisal: Appraisal) -> str:
        """The label of the page of an appraised passage; ``""`` for a whole record."""
        if not appraisal.span:
            return ""
        document = texts.pages_of(self._journal, appraisal.text_sha256)
        if document is None or not document.pages:
            return ""
        return (
            page_labels.labelled(self._journal, appraisal.record, document).page_at(appraisal.span[0]).label
        )


def _found(
    kind: FoundKind,
    id_: str,
    *,
    record: str = "",
    citation: str = "",
    code: str = "",
    cmoc: str = "",
    cmoc_id: str = "",
) -> Found:
    return Found(kind, id_, _NOWHERE, record=record, citation=citation, code=code, cmoc=cmoc, cmoc_id=cmoc_id)


def _written(of: Found, *parts: str) -> Written:
    text = normalize("NFC", f" {MARK}{BETWEEN}".join(part for part in parts if part))
    return Written(of, text, folded(text))
