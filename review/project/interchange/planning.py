"""The acts that a project file comes to, source by source, beside what the review has already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from review.acts import Act, Comment, Memo
from review.domain import CommentSource, Document
from review.domain.wording.counted import counted
from review.domain.wording.one_line import first_words
from review.exchange.refi.values import (
    QdaArea,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSource,
    Skipped,
    SourceKind,
)
from review.journal.queries.interchange.present import Passage
from review.project.coding import CodingService
from review.project.interchange.coding_plan import (
    Notes,
    PlannedCoding,
    in_words,
    memo_of,
    planned_codings,
)
from review.project.interchange.describing import Describing, codes_on_whole
from review.project.interchange.matching import name_of
from review.project.interchange.own import is_own
from review.project.interchange.placing import AreaSpan, Placing, Selected, Span, selected
from review.theory_map import TheoryMap

MOST_LISTED = 20
"""How many passages of one source are listed that were not found."""

SpansIn = Callable[[Sequence[QdaArea]], Sequence[AreaSpan]]


class Intent(NamedTuple):
    """An act to write: what it adds (`report.ADDED`), by whom, and what makes it."""

    what: str
    reviewer: str
    make: Callable[[], Act]


class Present:
    """What the review has already, and what the import has added so far."""

    def __init__(
        self,
        codes: Mapping[Passage, set[str]],
        memos: Iterable[tuple[str, str]],
        comments: Iterable[tuple[str, str]],
    ) -> None:
        self._codes: dict[Passage, set[str]] = defaultdict(set, {at: set(of) for at, of in codes.items()})
        self._memos = set(memos)
        self._comments = set(comments)
        self.there: Counter[str] = Counter()

    def missing(self, passage: Passage, codes: Iterable[str]) -> list[str]:
        """The codes that a reviewer has not put on a passage yet; they count as put from then on."""
        found = [code for code in codes if code not in self._codes[passage]]
        self._codes[passage].update(found)
        self.there["coding"] += not found
        return found

    def lacks_memo(self, target: str, text: str) -> bool:
        """Whether a memo is new; it counts as there from then on."""
        return self._is_new("memo", self._memos, target, text)

    def lacks_comment(self, text: str) -> bool:
        """The same of a comment on the whole review."""
        return self._is_new("comment", self._comments, "", text)

    def _is_new(self, what: str, known: set[tuple[str, str]], target: str, text: str) -> bool:
        is_new = (target, text) not in known
        known.add((target, text))
        self.there[what] += not is_new
        return is_new


class Planning:
    """Says which acts a project file comes to.

    `code_of` has the codes of the map by guid, `reviewer_of` the reviewers by the guids of users, None for somebody who may not
    code. `skipped` collects what has no place.
    """

    def __init__(
        self,
        project: QdaProject,
        theory_map: TheoryMap,
        coding: CodingService,
        code_of: Mapping[str, str],
        reviewer_of: Callable[[str], str | None],
        present: Present,
        batch: str,
    ) -> None:
        self._project = project
        self._names = theory_map.code_names
        self._coding = coding
        self._code_of = code_of
        self._reviewer_of = reviewer_of
        self._present = present
        self._batch = batch
        self._is_own = is_own(project)
        self._notes = Notes(project.notes, is_own=self._is_own)
        self._note_of = {note.guid: note for note in project.notes}
        self._describing = Describing(project, theory_map)
        self.skipped: list[Skipped] = []
        self.unknown_codes = 0
        self.refused_users: Counter[str] = Counter()

    # --- passages ----------------------------------------------------------------------------------------------------

    def of_passages(
        self, source: QdaSource, record: str, document: Document | None, spans_in: SpansIn | None
    ) -> Iterator[Intent]:
        """The codings and memos on the passages of a source, whose record has this document."""
        passages = selected(source)
        if not passages:
            return
        if document is None:
            why = "its text is not in the file; add its document, and import the file again"
            self.skipped.append(Skipped(f"{counted(len(passages), 'passage')} of “{name_of(source)}”", why))
            return
        spans = Placing(source, document.text, spans_in).all(passages)
        self._list_missing(source, [one for one, span in zip(passages, spans, strict=True) if span is None])
        placed = [(one, span) for one, span in zip(passages, spans, strict=True) if span is not None]
        yield from self._codings(record, document, placed)
        for one, span in placed:
            yield from self._memos_beside(record, document, one, span)

    def _list_missing(self, source: QdaSource, missing: Sequence[Selected]) -> None:
        for one in missing[:MOST_LISTED]:
            where = f"positions {one.span[0]:,} to {one.span[1]:,}" if one.span else "an area of a page"
            what = f"“{first_words(one.quote)}”" if one.quote.strip() else where
            self.skipped.append(
                Skipped(
                    f"passage of “{name_of(source)}”: {what}", "it is not in the text of the document here"
                )
            )
        if (more := len(missing) - MOST_LISTED) > 0:
            self.skipped.append(
                Skipped(
                    f"{more:,} more passages of “{name_of(source)}”",
                    "they are not in the text of the document here",
                )
            )

    def _codings(
        self, record: str, document: Document, placed: Sequence[tuple[Selected, Span]]
    ) -> Iterator[Intent]:
        """The codings: other programs have a passage for each code, which are one coding here."""
        together: dict[Passage, list[PlannedCoding]] = {}
        for one, span in placed:
            cited = document.cited_pages(*span) if self._is_own else ""
            for coding in planned_codings(one, self._known_code, self._notes, cited):
                reviewer = self._reviewer_of(coding.user)
                if reviewer is None:
                    self.refused_users[coding.user] += 1
                    continue
                together.setdefault(Passage(record, *span, reviewer), []).append(coding)
        for passage, codings in together.items():
            for coding in codings if self._is_own else [_as_one(codings)]:
                if missing := self._present.missing(passage, coding.stances):
                    yield self._coding_intent(passage, document, coding, missing)

    def _coding_intent(
        self, passage: Passage, document: Document, coding: PlannedCoding, codes: Sequence[str]
    ) -> Intent:
        def make() -> Act:
            return self._coding.act(
                passage.record,
                codes,
                passage.start,
                passage.end,
                stances={code: coding.stances[code] for code in codes},
                same_stance=True,
                status=coding.status or None,
                memo=coding.memo,
                document=document,
                batch=self._batch,
            )

        return Intent("codings", passage.reviewer, make)

    def _known_code(self, guid: str) -> str | None:
        code = self._code_of.get(guid)
        self.unknown_codes += code is None
        return code

    def _memos_beside(self, record: str, document: Document, one: Selected, span: Span) -> Iterator[Intent]:
        """A memo on the record for what is said of a passage without a coding, and for its cases."""
        is_coded = any(coding.code in self._code_of for coding in one.codings)
        cited = document.cited_pages(*span)
        said = [] if is_coded else memo_of(one, self._notes, cited)
        said += self._describing.cases_of_selection(one.guid)
        if is_coded and not said:
            return
        quote = document.text[slice(*span)]
        yield from self._memo(record, "\n".join([f"“{quote}” ({cited})", *said]), one.user)

    # --- everything else ---------------------------------------------------------------------------------------------

    def of_source(self, source: QdaSource, record: str) -> Iterator[Intent]:
        """The memos on the record of a source."""
        if description := source.description.strip():
            yield from self._memo(record, description, source.user)
        yield from self._note_memos(record, source.notes)
        found = self._describing.of(source)
        on_whole = codes_on_whole(source, self._called)
        if text := "\n".join(filter(None, (found.memo, on_whole))):
            yield from self._memo(record, text, "")

    def of_codes(self, longer: Iterable[tuple[str, str]]) -> Iterator[Intent]:
        """The memos on codes: their notes, and the descriptions that were too long."""
        for cut, text in longer:
            yield from self._memo(cut, text, "")
        for code in self._project.codes:
            if code.guid in self._code_of:
                yield from self._note_memos(self._code_of[code.guid], code.notes)

    def of_project(self) -> Iterator[Intent]:
        """Comments of the team on the whole review: the notes of the project, and those that are on nothing."""
        used = {guid for code in self._project.codes for guid in code.notes}
        used.update(guid for link in self._project.links for guid in link.notes)
        used.update(guid for one in self._project.sets for guid in one.notes)
        for source in self._project.sources:
            used.update(_notes_on(source))
        loose = [note for note in self._project.notes if note.guid not in used]
        for note in dict.fromkeys([*map(self._note_of.get, self._project.project_notes), *loose]):
            if note is not None:
                yield from self._comment(in_words(note), note.user)
        if description := self._project.description.strip():
            yield from self._comment(description, "")

    def _note_memos(self, target: str, notes: Sequence[str]) -> Iterator[Intent]:
        for guid in notes:
            note: QdaNote | None = self._note_of.get(guid)
            if note is not None:
                yield from self._memo(target, in_words(note), note.user)

    def _memo(self, target: str, text: str, user: str) -> Iterator[Intent]:
        reviewer = self._reviewer_of(user)
        if reviewer is None:
            self.refused_users[user] += 1
        elif text.strip() and self._present.lacks_memo(target, text):
            yield Intent("memos", reviewer, lambda: Memo(target=target, text=text, batch=self._batch))

    def _comment(self, text: str, user: str) -> Iterator[Intent]:
        reviewer = self._reviewer_of("")
        if not text.strip() or reviewer is None or not self._present.lacks_comment(text):
            return
        who = self._reviewer_of(user) or ""
        yield Intent(
            "comments",
            reviewer,
            lambda: Comment(text=text, source=CommentSource.TEAM, who=who if user else "", batch=self._batch),
        )

    def _called(self, guid: str) -> str:
        code = self._code_of.get(guid, "")
        return f"{code} {self._names.get(code, '')}".strip()


def _as_one(codings: Sequence[PlannedCoding]) -> PlannedCoding:
    """The codings of one reviewer on one passage as one."""
    stances = {code: stance for coding in reversed(codings) for code, stance in coding.stances.items()}
    ordered = dict.fromkeys(code for coding in codings for code in coding.stances)
    return PlannedCoding(
        user=codings[0].user,
        stances={code: stances[code] for code in ordered},
        status=next((coding.status for coding in codings if coding.status), ""),
        memo="\n\n".join(dict.fromkeys(filter(None, (coding.memo for coding in codings)))),
    )


def _notes_on(source: QdaSource) -> Iterator[str]:
    """The guids of the notes on a source, its passages and their codings."""
    yield from source.notes
    passages: list[QdaSelection | QdaArea] = [*source.selections, *source.areas]
    for passage in passages:
        yield from passage.notes
    for coding in (*source.codings, *(one for passage in passages for one in passage.codings)):
        yield from coding.notes


def is_readable(source: QdaSource) -> bool:
    """Whether a source has passages that can be coded here."""
    return source.kind in (SourceKind.TEXT, SourceKind.PDF)
