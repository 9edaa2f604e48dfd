"""What Enter accepts: the first suggestion of a passage, if it is likely enough and the passage has none of it yet."""

from __future__ import annotations

from typing import NamedTuple

from review.domain import CodeSuggestion, Passage, PassageKind
from review.theory_map import TheoryMap
from review.tui.places.reader.desk import CodingDesk
from review.tui.widgets.reading.notes import score_text


class Acceptable(NamedTuple):
    """The suggestion that Enter accepts, or else why it accepts none."""

    suggestion: CodeSuggestion | None
    why_not: str = ""


def acceptable(desk: CodingDesk, passage: Passage, theory_map: TheoryMap) -> Acceptable:
    """What Enter does at a passage: it accepts one suggestion, of a paragraph, from the map's threshold up.

    Any other code takes its own key, so that nothing is coded by one Enter too many. So does a code that a colleague, as far
    as that may be seen, has given to the passage: the model has learned it from there, and did not find it by itself.
    """
    if passage.kind is not PassageKind.PARAGRAPH:
        kind = "side text" if passage.kind is PassageKind.ASIDE else passage.kind
        return Acceptable(None, f"Enter codes no {kind}: press the key of a code.")
    suggested = desk.suggested.at(passage.start)
    first = suggested[0] if suggested else None
    if coded := _answers(desk, passage):
        here = f"This passage is coded {', '.join(coded)} already"
        return Acceptable(None, f"{here}; {by_key(first, theory_map)}." if first else f"{here}.")
    if first is None:
        return Acceptable(None, no_suggestion(desk))
    if others := desk.coded_by_others(first.code, passage):
        return Acceptable(
            None,
            f"{first.code} is {', '.join(others)}'s code of this passage, not only the model's: {by_key(first, theory_map)}.",
        )
    if first.score < theory_map.accept_from:
        least = score_text(theory_map.accept_from)
        return Acceptable(
            None,
            f"{first.code} {score_text(first.score)} is below {least}, from which Enter accepts: {by_key(first, theory_map)}.",
        )
    return Acceptable(first)


def next_suggested(desk: CodingDesk, theory_map: TheoryMap, start: int, step: int) -> int | None:
    """The start of the next (`step` < 0: previous) passage with a suggestion that Enter accepts, else with one to answer.

    Passages whose first suggestion is a colleague's code are passed over: the model found nothing there by itself.
    """
    open_ones = []
    for at in desk.suggested.ahead(start, step):
        passage = desk.document.passages[desk.document.passage_index(at)]
        if acceptable(desk, passage, theory_map).suggestion:
            return at
        if not desk.coded_by_others(desk.suggested.at(at)[0].code, passage):
            open_ones.append(at)
    return open_ones[0] if open_ones else None


def no_suggestion(desk: CodingDesk) -> str:
    """Why a passage has no suggestion: there are none at all yet, or none for it."""
    if not desk.suggested.has_come:
        return desk.suggested.source
    return "This passage has no suggestion; ] goes to the next one."


def _answers(desk: CodingDesk, passage: Passage) -> list[str]:
    """The codes that answered a passage's first suggestion: accepted ones, and those likelier than what is left."""
    left = {suggestion.code for suggestion in desk.suggested.at(passage.start)}
    ranked = [suggestion.code for suggestion in desk.suggested.offered(passage.start)]
    likelier = ranked[: next((place for place, code in enumerate(ranked) if code in left), None)]
    return [
        code
        for coding in desk.codings
        if coding.reviewer == desk.project.reviewer
        if coding.start < passage.end and coding.end > passage.start
        for code in coding.codes
        if coding.suggested or code in likelier
    ]


def by_key(suggestion: CodeSuggestion, theory_map: TheoryMap) -> str:
    """How a suggested code is added without Enter: ``6 adds T6``."""
    return f"{key_of(suggestion.code, theory_map)} adds {suggestion.code}"


def key_of(code: str, theory_map: TheoryMap) -> str:
    """The key that adds a code; ``/`` for one without a key of its own, such as a sub-theme."""
    theory = theory_map.theory_of(code)
    return (theory.key if theory.id == code else "") or "/"
