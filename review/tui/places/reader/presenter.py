"""Turns codings and suggestions into marks on the text, notes in the margin and the panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from review.domain import CodeSuggestion, Coding, Document, Passage, PassageKind, Stance
from review.domain.page_labels import in_citation
from review.domain.suggestions.model_name import model_in_words
from review.domain.wording.named import capitalised, named
from review.domain.wording.one_line import first_words
from review.theory_map import TheoryMap
from review.theory_map.rivalry import SameStanceError
from review.tui.places.reader.accepting import acceptable, key_of
from review.tui.places.reader.desk import CodingDesk
from review.tui.places.reader.focus import InFocus
from review.tui.support.brief_codes import brief_codes
from review.tui.support.colours import code_ink, ink
from review.tui.support.plain import shorten
from review.tui.widgets.reading.cursor import Cursor
from review.tui.widgets.reading.marks import CodingMark, MarginNote
from review.tui.widgets.reading.notes import (
    CodeLabel,
    CodeNote,
    CodingNote,
    PassageNotes,
    SuggestionNote,
    score_text,
)
from review.tui.widgets.theories.stances import STANCE_SIGNS

_GREY = "#888888"
_NO_KEY = "•"

CODE = 5
"""Cells of a code in the margin, beside its score."""

SUBTHEME = 2
"""Cells of a sub-theme in the first column, after the key of its theory."""


class Presenter:
    """Names and colours of a theory-map version, for the theme with these variables.

    `picks` is the key of the list of codes, `accepts` the one that accepts a suggestion.
    """

    def __init__(
        self, theory_map: TheoryMap, theme: Mapping[str, str], picks: str = "/", accepts: str = "Enter"
    ) -> None:
        self._map = theory_map
        self._picks = picks
        self._accepts = accepts
        self._theme = theme
        self._labels: dict[str, CodeLabel] = {}
        self._brief = brief_codes(theory_map.code_names, CODE)
        self._subthemes: dict[str, str] = {}
        for theory in theory_map.codes:
            own = {one.id: one.id.removeprefix(f"{theory.id}.") for one in theory.subthemes}
            brief = brief_codes(own.values(), SUBTHEME)
            self._subthemes |= {code: brief[rest] for code, rest in own.items()}
        self.code_keys = {code.key: code.id for code in theory_map.codes if code.key and not code.rejected}

    def label(self, code: str) -> CodeLabel:
        """A code's name, colour and key (a sub-theme has its theory's); the code may no longer be in the map."""
        if code not in self._labels:
            name = self._map.code_names.get(code)
            self._labels[code] = (
                CodeLabel(code, "no longer in the theory map", ink(_GREY, self._theme), _NO_KEY)
                if name is None
                else CodeLabel(
                    code,
                    name,
                    code_ink(self._map, code, self._theme),
                    self._map.theory_of(code).key or _NO_KEY,
                )
            )
        return self._labels[code]

    def marks(self, desk: CodingDesk) -> list[CodingMark]:
        """A mark for each code of each coding."""
        return [
            CodingMark(coding.start, coding.end, label.key, label.ink, self._letters(label, stance))
            for coding in desk.codings
            for label, stance in ((self.label(code), stance) for code, stance in coding.stances.items())
        ]

    def _letters(self, label: CodeLabel, stance: Stance) -> str:
        """A code in the first column: its key, its sub-theme in brief, the sign of the stance (none for *bears on*)."""
        sign = "" if stance is Stance.BEARS_ON else STANCE_SIGNS[stance]
        return f"{label.key}{self._subthemes.get(label.id, '')}{sign}"

    def margin(self, desk: CodingDesk, start: int) -> tuple[MarginNote, ...]:
        """The margin notes of the passage at `start`: its first suggestion and the rival, or that it is done."""
        if start in desk.done:
            return (MarginNote("done"),)
        if desk.suggested.is_on and desk.suggested.is_blind(start):
            return (MarginNote("blind"),)
        suggested = desk.suggested.at(start)
        if not suggested:
            return ()
        first = suggested[0]
        if others := desk.coded_by_others(
            first.code, desk.document.passages[desk.document.passage_index(start)]
        ):
            return (
                MarginNote(f"{self._briefly(first.code)} {', '.join(others)}", self.label(first.code).ink),
            )
        return self._margin_notes(first)

    def _margin_notes(self, first: CodeSuggestion) -> tuple[MarginNote, ...]:
        is_strong = first.score >= self._map.accept_from
        suggested = MarginNote(
            self._with_score(first.code, first.score), self.label(first.code).ink, is_strong
        )
        rivals = sorted(first.rivals, key=lambda rival: -rival[1])
        return suggested, *(MarginNote(self._with_score(*rival)) for rival in rivals[:1])

    def _with_score(self, code: str, score: float) -> str:
        return f"{self._briefly(code)} {score_text(score)}"

    def _briefly(self, code: str) -> str:
        return self._brief.get(code) or shorten(code, CODE)

    def notes(
        self, desk: CodingDesk, cursor: Cursor, codings: Sequence[Coding], *, with_suggestions: bool
    ) -> PassageNotes:
        """The panel's notes on these codings and the passage under the cursor."""
        if not cursor.passages:
            return PassageNotes()
        suggested = desk.suggested.at(cursor.passage.start) if with_suggestions else ()
        by_enter = acceptable(desk, cursor.passage, self._map).suggestion
        page = desk.document.page_at(cursor.at)
        focus = desk.focus.of(codings)
        about = focus.code if focus else suggested[0].code if suggested else ""
        is_blind = with_suggestions and desk.suggested.is_on and desk.suggested.is_blind(cursor.passage.start)
        return PassageNotes(
            place=f"{desk.document.cited_pages(cursor.passage.start, cursor.passage.end)}"
            f"{' (recognised text)' if page.recognised else ''} · {_which(desk, cursor.passage)}",
            is_done=cursor.passage.start in desk.done,
            codings=tuple(self._coding(coding, desk, focus, codings) for coding in codings),
            suggestions=tuple(
                self._suggestion(
                    one, desk.coded_by_others(one.code, cursor.passage), is_by_enter=one is by_enter
                )
                for one in suggested
            ),
            model=self._blind_line if is_blind else _source(desk),
            proposition_of=self.label(about) if about else None,
            proposition=self._proposition(about),
            record_memos=desk.annotated.written(desk.record.id),
            record_facets=desk.annotated.facets(desk.record.id),
            codes=tuple(map(self.label, self.code_keys.values())),
            picks=self._picks,
        )

    @property
    def _blind_line(self) -> str:
        share = f"{self._map.shares.blind:.0%}".replace("%", " %")
        return f"Blind share: {share} of passages show no suggestions, so that the model also learns what it would not suggest"

    def _coding(
        self, coding: Coding, desk: CodingDesk, focus: InFocus | None, codings: Sequence[Coding]
    ) -> CodingNote:
        is_chosen = focus is not None and focus.coding is coding
        own = ((coding.reviewer, coding.memo),) if coding.memo else ()
        is_own = coding.reviewer == desk.project.reviewer
        several_coded = len({one.reviewer for one in codings}) > 1
        return CodingNote(
            codes=tuple(
                CodeNote(self.label(code), stance_name(stance), in_focus=focus == (coding, code))
                for code, stance in coding.stances.items()
            ),
            status=coding.status or "",
            reviewer=coding.reviewer,
            memos=(*own, *desk.annotated.written(coding.id)),
            facets=desk.annotated.facets(coding.id),
            is_chosen=is_chosen,
            has_keys=is_chosen and is_own,
            quote=first_words(coding.quote, 36) if len(codings) > 1 else "",
            who=("you" if is_own else coding.reviewer) if several_coded else "",
        )

    def _suggestion(
        self, suggestion: CodeSuggestion, coders: Sequence[str], *, is_by_enter: bool
    ) -> SuggestionNote:
        return SuggestionNote(
            code=self.label(suggestion.code),
            score=suggestion.score,
            key=self._accepts if is_by_enter else key_of(suggestion.code, self._map),
            is_weak=suggestion.score < self._map.accept_from,
            rivals=tuple((self.label(code), score) for code, score in suggestion.rivals),
            terms=suggestion.terms,
            coders=tuple(coders),
        )

    def _proposition(self, code: str) -> str:
        if code not in self._map.code_names:
            return ""
        theory = self._map.theory_of(code)
        definition = next((s.definition for s in theory.subthemes if s.id == code), "")
        # A theory that came from another program may have its name for a proposition.
        proposition = theory.proposition if theory.proposition != theory.name else ""
        if proposition and code != theory.id:
            proposition = f"{theory.id} {theory.name}: {proposition}"
        return "\n".join(filter(None, (definition, proposition)))


def _source(desk: CodingDesk) -> str:
    """What the suggestions were learned from, or why there are none."""
    words = model_in_words(desk.suggested.source)
    return capitalised(words)


def _which(desk: CodingDesk, passage: Passage) -> str:
    """Which of the passages to read it is, as counted in the title line; the kind of any other passage."""
    if passage.kind is PassageKind.PARAGRAPH:
        return f"passage {desk.numbers[passage.start]:,} of {desk.to_read:,}"
    return "side text" if passage.kind is PassageKind.ASIDE else passage.kind.value


def place_line(desk: CodingDesk, cursor: int, *, next_key: str = "") -> str:
    """The position in a document for the title line: page or paragraph, passages done, the key to the next document."""
    document = desk.document
    if not document.pages:
        return ""
    following = f" · [{next_key}] next document" if next_key else ""
    return f"{_place(document, cursor)} · {desk.read:,} of {desk.to_read:,} done{following}"


def _place(document: Document, cursor: int) -> str:
    if document.is_unpaged:
        return f"{document.cited_pages(cursor, cursor + 1)} of {len(document.paragraph_starts):,}"
    page = document.page_at(cursor)
    origin = ", recognised" if page.recognised else ""
    in_pdf = f"PDF {page.number}/{len(document.pages)}{origin}"
    return f"{in_citation(page.label, page.number)} ({in_pdf})" if page.label else in_pdf


def both_in_words(alike: SameStanceError) -> tuple[str, str]:
    """The question whether a passage has one stance toward a theory and its rival, and what follows."""
    return (
        f"{alike.stance.capitalize()} both {alike.theory} and its rival {alike.rival}?",
        f"{alike.rival} competes with {alike.theory}. Press n to leave the stances as they are.",
    )


def stance_name(stance: Stance) -> str:
    """A stance in words: ``bears on``."""
    return named(stance)
