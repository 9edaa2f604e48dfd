"""The record open in the Reader: codings and suggestions by passage, and the acts on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from review.domain import (
    CodeSuggestion,
    Coding,
    Document,
    EvidenceStatus,
    Passage,
    PassageKind,
    Stance,
)
from review.domain.citation import cite
from review.domain.texts.spans import Span, trimmed
from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.theory_map import rivalry
from review.theory_map.rivalry import SameStanceError
from review.tui.places.reader.annotated import Annotated
from review.tui.places.reader.focus import Focus, InFocus
from review.tui.places.reader.suggested import Suggested
from review.tui.support.plain import plain
from review.tui.widgets.reading.cursor import Cursor
from review.tui.widgets.reading.layout import displayed

if TYPE_CHECKING:
    from review.project import Project

_NO_TEXT = Document("", "", 0, (), ())
_STATUSES = (None, *EvidenceStatus)


def stances_on(codings: Iterable[Coding], span: Span, reviewer: str) -> dict[str, Stance]:
    """A reviewer's stances on exactly a span, by code."""
    return {
        code: stance
        for coding in codings
        if (coding.start, coding.end) == span and coding.reviewer == reviewer
        for code, stance in coding.stances.items()
    }


class CodingDesk:
    """The record's document with its codings, memos and done marks, and what is `suggested` for it.

    `focus` is on the coding and code that keys apply to, `annotated` has what is written on them; `to_read` counts the paragraphs, `numbers` has the number of each
    (from 1) by its offset, `read` counts those marked as done, `done` has their offsets, `first_open` is the offset of the
    first that is not. `has_new_text` if the file was read again since and gave another text: that of the desk is not the
    record's any more, and cannot be coded.
    """

    def __init__(self, project: Project, record: str) -> None:
        self.project = project
        self.record = project.records.get(record)
        self._text_sha256 = self.record.text_sha256
        self.document = project.documents.get(record) or _NO_TEXT
        self._paragraphs = [p for p in self.document.passages if p.kind is PassageKind.PARAGRAPH]
        self.to_read = len(self._paragraphs)
        self.numbers = {p.start: number for number, p in enumerate(self._paragraphs, 1)}
        self.suggested = Suggested(record, self.document)
        self.focus = Focus(lambda: project.reviewer)
        self._set_by_hand = project.page_labels.by_hand(record)
        self.reload()

    def reload(self) -> None:
        """Read codings, memos and done marks again, after an act."""
        record, text_sha256 = self.record.id, self.document.text_sha256
        self._relabel()
        self.record = self.project.records.get(record)
        self.has_new_text = self.record.text_sha256 != self._text_sha256
        self.codings = [c for c in self.project.coding.codings(record) if c.text_sha256 == text_sha256]
        self.annotated = Annotated(self.project, self.record)
        me = self.project.reviewer
        self._own = [coding for coding in self.codings if coding.reviewer == me]
        settled = {
            (passage.start, code)
            for coding in self._own
            for passage in self._passages(coding.start, coding.end)
            for code in coding.codes
        } | {
            (passage.start, rejection.code)
            for rejection in self.project.coding.rejections(record)
            if rejection.reviewer == me
            for passage in self._passages(rejection.start, rejection.end)
        }
        self.done = {
            passage.start
            for mark in self.project.coding.done_marks(record)
            if mark.reviewer == me
            for passage in self._passages(mark.start, mark.end)
        }
        blind = self.project.coding.blind_in(record)
        self.suggested.settle(self.project.theory.map, settled, self.done, blind)
        self.first_open = next((p.start for p in self._paragraphs if p.start not in self.done), None)
        self.read = sum(passage.start in self.done for passage in self._paragraphs)

    def _relabel(self) -> None:
        """Read the document's page labels again if they were set by hand since."""
        set_by_hand = self.project.page_labels.by_hand(self.record.id)
        if set_by_hand == self._set_by_hand:
            return
        self._set_by_hand = set_by_hand
        now = self.project.documents.get(self.record.id)
        if now and now.text_sha256 == self.document.text_sha256:
            self.document = now

    def _passages(self, start: int, end: int) -> tuple[Passage, ...]:
        return self.document.passages_within(start, end)

    # Queries

    def codings_at(self, cursor: Cursor) -> list[Coding]:
        """The codings that overlap the selection, or cover the cursor, or else are in the passage."""
        if not cursor.passages:
            return []
        if cursor.selection:
            return self._overlapping(*cursor.selection)
        at, passage = cursor.at, cursor.passage
        return self._overlapping(at, at + 1) or self._overlapping(passage.start, passage.end)

    def _overlapping(self, start: int, end: int) -> list[Coding]:
        return [coding for coding in self.codings if coding.start < end and coding.end > start]

    def coded_by_others(self, code: str, passage: Passage) -> list[str]:
        """The other reviewers who have given a code to a passage, as far as that may be seen."""
        here = self._overlapping(passage.start, passage.end)
        return sorted({one.reviewer for one in here if one not in self._own and code in one.codes})

    def alike(self, focus: InFocus, stance: Stance) -> SameStanceError | None:
        """Whether a stance would be that toward a theory and its rival: on the same passage, by the same reviewer."""
        coding, code = focus
        stances = stances_on(self.codings, (coding.start, coding.end), coding.reviewer)
        if coding in self._own and coding.stances.get(code) is not stance:
            try:
                rivalry.check(self.project.theory.map, stances | {code: stance}, [code])
            except SameStanceError as error:
                return error
        return None

    def quotation(self, span: Span) -> tuple[str, str]:
        """The quotation of a span on one line, and its citation."""
        pages = self.document.cited_pages(*span)
        words = displayed(self.document.text[slice(*span)]).split()
        return " ".join(words), plain(cite(self.record.author_year, pages))

    # Acts. Each is stored when the method returns, and the desk is up to date. All raise a ReviewError if they are
    # refused: by the journal, or because the text is not the record's any more.

    def toggle(
        self, code: str, target: Span, cursor: int | None = None, shown: Sequence[str] | None = None
    ) -> str:
        """Add a code to a span, or remove it from exactly that span or from one that covers the cursor.

        Returns what was removed, with its stance, in words; empty where the code was added.

        `shown` are the codes suggested on the screen, which are stored with the coding; see `Project.code`. Nothing is stored
        if the code was added or removed there meanwhile, in another window: the key would undo that.
        """
        self.check_text()
        start, end = trimmed(self.document.text, target)
        seen = self._held(code, (start, end), cursor)
        self.reload()
        held = self._held(code, (start, end), cursor)
        if [coding.id for coding in seen] != [coding.id for coding in held]:
            raise ReviewError(
                f"{code} was {'added' if held else 'removed'} here meanwhile; nothing was stored"
            )
        for coding in held:
            others = [other for other in coding.codes if other != code]
            if others:
                self.project.coding.recode(coding.id, others)
            else:
                self.project.coding.uncode(coding.id)
        if not held:
            made = self.project.coding.code(self.record.id, [code], start, end, shown=shown)
            self.focus.choose(made.id, code)
        self.reload()
        if not held:
            return ""
        stances = dict.fromkeys(c.stances[code] for c in held if c.stances[code] is not Stance.BEARS_ON)
        return f"{code} removed (was: {', '.join(stances)})" if stances else f"{code} removed"

    def _held(self, code: str, span: Span, cursor: int | None) -> list[Coding]:
        """The reviewer's codings with a code on exactly a span, or that cover the cursor."""
        return [
            coding
            for coding in self._own
            if code in coding.codes
            and (
                (coding.start, coding.end) == span
                or (cursor is not None and coding.start <= cursor < coding.end)
            )
        ]

    def accept(self, suggestion: CodeSuggestion, target: Span) -> None:
        """Add a suggested code to a span; the model is stored with the coding.

        It is refused if the code was added or rejected there meanwhile, in another window.
        """
        self.check_text()
        self.reload()
        if any(
            (passage.start, suggestion.code) in self.suggested.settled for passage in self._passages(*target)
        ):
            raise ReviewError(f"{suggestion.code} was added or rejected here already; nothing was stored")
        coding = self.project.coding.code(
            self.record.id,
            [suggestion.code],
            *target,
            suggestion=suggestion,
            model=self.suggested.answer.model,
        )
        self.focus.choose(coding.id, suggestion.code)
        self.reload()

    def reject(self, suggestion: CodeSuggestion, passage: Passage) -> str:
        """Reject a suggestion for a passage; returns that in words."""
        self.check_text()
        self.project.coding.reject(
            self.record.id, suggestion.code, passage.start, passage.end, model=self.suggested.answer.model
        )
        self.reload()
        return f"{suggestion.code} rejected here"

    def finish(self, passage: Passage, *, all_before: bool = False) -> str:
        """Mark a passage as done; with `all_before` also what is open before it, back to the last one done or coded on.

        Returns in words how many that were, if it was asked for, or that a passage of this kind is not counted.

        Raises:
            ReviewError: with `all_before`: nothing is open there.
        """
        self.check_text()
        if not all_before:
            if passage.start not in self.done:
                self.project.coding.done(self.record.id, passage.start, passage.end)
                self.reload()
                if passage.start not in self.numbers:
                    return (
                        f"Marked as done; the count leaves out passages of this kind ({passage.kind.value})."
                    )
            return ""
        coded = {one.start for coding in self._own for one in self._passages(coding.start, coding.end)}
        before = (one for one in reversed(self._paragraphs) if one.start <= passage.start)
        still_open = list(takewhile(lambda one: one.start not in coded | self.done, before))
        if not still_open:
            raise ReviewError("Nothing is open up to here.")
        self.project.coding.done(self.record.id, still_open[-1].start, still_open[0].end)
        self.reload()
        return f"{counted(len(still_open), 'passage')} marked as done"

    def set_stance(
        self, coding: Coding, stance: Stance, code: str = "", *, same_stance: bool = False
    ) -> None:
        """Set a coding's stance toward a code (without one: its first); setting the current one resets it to *bears on*.

        `same_stance`: a theory and its own rival may have one stance.

        Raises:
            ReviewError: the coding is another reviewer's.
        """
        self._check_own(coding)
        code = code or coding.codes[0]
        self.focus.choose(coding.id, code)
        given = Stance.BEARS_ON if coding.stances[code] is stance else stance
        self.project.coding.recode(coding.id, stances={code: given}, same_stance=same_stance)
        self.reload()

    def next_status(self, coding: Coding) -> None:
        """Set a coding's status to the next one; after the last one, to none.

        Raises:
            ReviewError: the coding is another reviewer's.
        """
        self._check_own(coding)
        self.focus.coding = coding.id
        following = _STATUSES[(_STATUSES.index(coding.status) + 1) % len(_STATUSES)]
        self.project.coding.recode(coding.id, status=following or "")
        self.reload()

    def check_text(self) -> bool:
        """Check that the text shown is still the record's: offsets in it are stored with whatever text the record has by now.

        Raises:
            ReviewError: the file was read again meanwhile, and gave another text.
        """
        if self.project.records.get(self.record.id).text_sha256 != self._text_sha256:
            raise ReviewError("nothing was stored: the file was read again meanwhile; open the record again")
        return True

    def _check_own(self, coding: Coding) -> None:
        if coding not in self._own:
            raise ReviewError(
                f"this coding is {coding.reviewer}'s: add the code to the passage yourself to set its stance or status"
            )
