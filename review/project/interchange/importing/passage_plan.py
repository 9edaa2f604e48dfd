"""The codings and memos that the passages of a source come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from review.acts import Memo
from review.domain import Document
from review.domain.texts.spans import Span
from review.domain.wording.counted import counted
from review.domain.wording.one_line import first_words
from review.exchange.refi.values import QdaArea, QdaSource, Skipped
from review.journal.journal import Journal
from review.journal.queries.interchange.present import Passage
from review.project.coding.service import CodingService
from review.project.interchange.configuration_notes import passages_of_configurations
from review.project.interchange.importing.coding_plan import PlannedCoding, memo_of, planned_codings
from review.project.interchange.importing.ground import Ground, Intent, counting
from review.project.interchange.importing.matching import name_of
from review.project.interchange.importing.own import is_as_written
from review.project.interchange.importing.placing import (
    AreaSpan,
    Placing,
    Selected,
    longest_name,
    selected,
)

MOST_LISTED = 20
"""How many passages of one source are listed that were not found."""

_NO_TEXT = "its text is not in the file; add its document, and import the file again"

_NOT_HERE = "is not in the text of the document here"
_NO_END = (
    "is known by its first words only, because the text of the source is not in the file; code it here, or import"
    " the project with its texts"
)

SpansIn = Callable[[Sequence[QdaArea]], Sequence[AreaSpan]]


class PassagePlanning:
    """Says what becomes of passages; `skipped` collects those that are not found, `unplaced` and `read_later` count them.

    `places` has where those of configurations are: record and span by guid. `cases_of` gives the cases of a passage, in words.
    """

    def __init__(
        self, ground: Ground, coding: CodingService, cases_of: Callable[[str], Sequence[str]]
    ) -> None:
        self._ground = ground
        self._coding = coding
        self._cases_of = cases_of
        self._of_configurations = (
            passages_of_configurations(ground.project) if ground.is_own else frozenset[str]()
        )
        self._longest = longest_name(ground.project.sources)
        self.places: dict[str, tuple[str, Span]] = {}
        self.skipped: list[Skipped] = []
        self.unknown_codes = 0
        self.unplaced = 0
        self.read_later = 0

    def of_source(
        self,
        source: QdaSource,
        record: str,
        document: Document | None,
        spans_in: SpansIn | None,
        *,
        is_read_later: bool = False,
    ) -> Iterator[Intent]:
        """The codings and memos on the passages of a source, whose record has this document.

        `is_read_later`: a preview does not read the document.
        """
        passages = selected(source, self._longest)
        if not passages:
            return
        if document is None:
            self.read_later += len(passages) * is_read_later
            self.unplaced += len(passages) * (not is_read_later)
            why = "they are placed when its document is read" if is_read_later else _NO_TEXT
            self.skipped.append(Skipped(f"{counted(len(passages), 'passage')} of “{name_of(source)}”", why))
            return
        placing = Placing(source, document.text, spans_in)
        spans = placing.all(passages)
        missing = [one for one, span in zip(passages, spans, strict=True) if span is None]
        begun = {one.guid: span for one in missing if (span := placing.beginning(one))}
        self._list_missing(source, [one for one in missing if one.guid not in begun], _NOT_HERE)
        begun_only = [one for one in missing if one.guid in begun]
        unknown = [one for one in begun_only if not self._is_begun(one, record, document, begun[one.guid])]
        self._list_missing(source, unknown, _NO_END)
        self.unplaced += len(missing) - len(begun_only) + len(unknown)
        placed = [(one, span) for one, span in zip(passages, spans, strict=True) if span is not None]
        self.places |= {
            one.guid: (record, span) for one, span in placed if one.guid in self._of_configurations
        }
        yield from self._codings(record, document, placed)
        for one, span in placed:
            yield from self._memos_beside(record, document, one, span)

    def _is_begun(self, one: Selected, record: str, document: Document, span: Span) -> bool:
        """Whether a passage whose end is not known is there already: its codings, or without codes its memo, begin so."""
        ground = self._ground
        planned = planned_codings(one, self._known_code, ground.notes)
        users = [(coding, ground.users.name(coding.user)) for coding in planned]
        if not planned:
            is_there = ground.present.has_memo(record, f"“{document.text[slice(*span)]}")
            ground.present.there["memo"] += is_there
            return is_there
        is_there = all(ground.present.begins(record, span[0], user, coding.stances) for coding, user in users)
        ground.present.there["coding"] += len(planned) * is_there
        return is_there

    def _list_missing(self, source: QdaSource, missing: Sequence[Selected], why: str) -> None:
        for one in missing[:MOST_LISTED]:
            where = f"positions {one.span[0]:,} to {one.span[1]:,}" if one.span else "an area of a page"
            what = f"“{first_words(one.quote)}”" if one.quote.strip() else where
            self.skipped.append(Skipped(f"passage of “{name_of(source)}”: {what}", f"it {why}"))
        if (more := len(missing) - MOST_LISTED) > 0:
            what = f"{more:,} more passages of “{name_of(source)}”"
            self.skipped.append(Skipped(what, f"as above: each {why}"))

    def _codings(
        self, record: str, document: Document, placed: Sequence[tuple[Selected, Span]]
    ) -> Iterator[Intent]:
        """The codings: other programs have a passage for each code, which are one coding here."""
        together: dict[Passage, list[PlannedCoding]] = {}
        for one, span in placed:
            cited = document.cited_pages(*span)
            for coding in planned_codings(one, self._known_code, self._ground.notes, cited):
                if reviewer := self._ground.users.reviewer(coding.user):
                    together.setdefault(Passage(record, *span, reviewer), []).append(coding)
        for passage, codings in together.items():
            for coding in codings if is_as_written(self._ground.project) else [_as_one(codings)]:
                if missing := self._ground.present.missing(passage, coding.stances):
                    yield self._coding_intent(passage, document, coding, missing)
                elif self._ground.present.hides_coding(passage, coding.stances):
                    yield counting("codings", len(coding.memos))

    def _coding_intent(
        self, passage: Passage, document: Document, coding: PlannedCoding, codes: Sequence[str]
    ) -> Intent:
        ground = self._ground
        by = ground.imported_by(passage.reviewer)

        def write(journal: Journal) -> None:
            act = self._coding.act(
                passage.record,
                codes,
                passage.start,
                passage.end,
                stances={code: coding.stances[code] for code in codes},
                same_stance=True,
                status=coding.status or None,
                memo=coding.memo,
                document=document,
                batch=ground.batch,
                imported_by=by,
            )
            made = journal.append(passage.reviewer, act).hash
            for note in coding.memos:
                reviewer = ground.users.named(ground.users.name(note.user))
                memo = Memo(
                    target=made, text=note.text, batch=ground.batch, imported_by=ground.imported_by(reviewer)
                )
                journal.append(reviewer, memo)

        return Intent("codings", write, len(coding.memos))

    def _known_code(self, guid: str) -> str | None:
        code = self._ground.code_of.get(guid)
        self.unknown_codes += code is None
        return code

    def _memos_beside(self, record: str, document: Document, one: Selected, span: Span) -> Iterator[Intent]:
        """A memo on the record for what is said of a passage without a coding, and for its cases.

        In files of this program passages without codes and words are those of configurations.
        """
        is_coded = any(coding.code in self._ground.code_of for coding in one.codings)
        cited = document.cited_pages(*span)
        said = [] if is_coded else memo_of(one, self._ground.notes, cited)
        said += self._cases_of(one.guid)
        if not said and (is_coded or self._ground.is_own):
            return
        quote = document.text[slice(*span)]
        yield from self._ground.memo(record, "\n".join([f"“{quote}” ({cited})", *said]), self._author(one))

    def _author(self, one: Selected) -> str:
        """Who wrote what is said of a passage: the author of its notes if there is one, else who selected it."""
        authors = {self._ground.notes.user(guid) for guid in one.notes} - {""}
        return authors.pop() if len(authors) == 1 else one.user


def _as_one(codings: Sequence[PlannedCoding]) -> PlannedCoding:
    """The codings of one reviewer on one passage as one."""
    stances = {code: stance for coding in reversed(codings) for code, stance in coding.stances.items()}
    ordered = dict.fromkeys(code for coding in codings for code in coding.stances)
    return PlannedCoding(
        user=codings[0].user,
        stances={code: stances[code] for code in ordered},
        status=next((coding.status for coding in codings if coding.status), ""),
        memo="\n\n".join(dict.fromkeys(filter(None, (coding.memo for coding in codings)))),
        memos=tuple(dict.fromkeys(memo for coding in codings for memo in coding.memos)),
    )
