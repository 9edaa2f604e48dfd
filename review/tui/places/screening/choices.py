"""The dialogs of Screening: what they ask and what can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain import Decision, DecisionKind, Order, Settlement
from review.domain.wording.explained import explained
from review.domain.wording.moments import minute_of
from review.domain.wording.named import named
from review.tui.dialogs.choose import Choice, Chooser, keyed
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.places.screening.asking import exclusion_keys
from review.tui.places.screening.desk import ScreeningDesk
from review.tui.places.screening.details import passage_line
from review.tui.places.screening.orders import ORDERS

LEAVE, DECIDE = "leave", "decide"
"""The answers where others have settled the record meanwhile."""

_ABOUT_ORDERS = {
    Order.RELEVANCE: "most likely to be included",
    Order.UNCERTAINTY: "where the model learns most",
    Order.CHALLENGE: "most likely to challenge a theory",
    Order.RANDOM: "to avoid bias",
    Order.OLDEST: "in the order added",
}


def settled_by_others(
    settled: Sequence[Decision], kind: str, *, meanwhile: bool, counts: Settlement | None = None
) -> Chooser:
    """What to do with a decision on a record that others have settled, perhaps `meanwhile`: since it was shown.

    `counts` is what settled their disagreement, if they had one.
    """
    made = ", ".join(f"{one.reviewer}: {one.decision}" for one in settled)
    agreed = all(one.decision == kind for one in settled)
    follows = "the decisions agree" if agreed else "this makes a conflict"
    if counts:
        follows = f"what was settled still counts: {counts.in_words}"
    choices = [
        Choice(LEAVE, "Leave it as it is", "nothing of yours is stored", "1"),
        Choice(DECIDE, f"Store your decision, too ({kind})", follows, "2"),
    ]
    return Chooser(f"This record was decided {'meanwhile' if meanwhile else 'already'}: {made}", choices)


def _text_of(desk: ScreeningDesk, criterion: str) -> str:
    return next(one.text for one in desk.criteria if one.id == criterion)


def criterion_to_override(desk: ScreeningDesk) -> Chooser:
    """Which exclusion criterion to override."""
    keys = exclusion_keys(desk.criteria).items()
    choices = [Choice(criterion, criterion, _text_of(desk, criterion), key) for key, criterion in keys]
    return Chooser("Override which criterion?", choices)


def reason_to_override(desk: ScreeningDesk, criterion: str) -> TextPrompt:
    """Why a criterion is overridden."""
    hint = f"Criterion {criterion}: {_text_of(desk, criterion)}. The reason is stored with your decision."
    return TextPrompt(f"Why does {criterion} not apply here?", hint=hint)


def passage_to_read(desk: ScreeningDesk) -> Chooser:
    """Which of the likeliest passages to read; its value is where it begins."""
    choices = [
        Choice(str(one.start), passage_line(one).plain, key=str(number))
        for number, one in enumerate(desk.likely_passages, 1)
    ]
    return Chooser("Likeliest passages: read one in place", choices)


def theories_to_park_for(desk: ScreeningDesk) -> TextPrompt:
    """For which theories to park the record; several are separated by commas or spaces."""
    codes = desk.project.theory.map.codes
    names = ", ".join(f"{code.id} {code.name}" for code in codes if not code.rejected)

    def complaint(typed: str) -> str:
        unknown = [code for code in codes_in(typed) if code not in desk.project.theory.map.code_names]
        return f"Not in the theory map: {', '.join(unknown)}. The map has {names}" if unknown else ""

    note = f"Note: {desk.note}. " if desk.note else ""
    hint = f"{note}Type the ids of one or several. The record is offered again when one of them changes. The map has {names}."
    return TextPrompt("Park for which theories?", _parked_for(desk), hint, complaint=complaint)


def _parked_for(desk: ScreeningDesk) -> str:
    """The theories that the reviewer's standing decision parked the record for, as they are typed."""
    if desk.record is None:
        return ""
    made = [one for one, undone in desk.project.screening.own_history(desk.record.id) if not undone]
    last = next((one for one in reversed(made) if one.stage == desk.queue.stage), None)
    return ", ".join(last.theories) if last and last.decision == DecisionKind.PARK else ""


def codes_in(typed: str) -> tuple[str, ...]:
    """Codes that are separated by commas or spaces."""
    return tuple(typed.replace(",", " ").split())


def order_of_records(desk: ScreeningDesk) -> Chooser:
    """The order in which records come."""
    choices = [(order, ORDERS[order], _ABOUT_ORDERS[order]) for order in Order]
    return Chooser("Order of records", keyed(choices, desk.order))


def theory_to_challenge(desk: ScreeningDesk) -> Chooser:
    """The theory that the next records may challenge."""
    codes = desk.project.theory.map.codes
    choices = [Choice(code.id, f"{code.id} {code.name}", code.proposition) for code in codes]
    return Chooser("Against which theory?", choices)


def own_decisions(desk: ScreeningDesk) -> str:
    """The reviewer's decisions on the record over time, a line each; empty if there is none."""
    if desk.record is None:
        return ""
    lines = []
    for made, undone in desk.project.screening.own_history(desk.record.id):
        by = f" by {', '.join(made.criteria)}" if made.criteria else ""
        by += f" for {', '.join(made.theories)}" if made.theories else ""
        why = "; ".join(explained(made.overrides, made.note))
        lines.append(
            f"{minute_of(made.time)}  {named(made.stage)}: {made.decision}{by}"
            f"{f' ({why})' if why else ''}{', undone' if undone else ''}"
        )
    return "\n".join([f"Your decisions on {desk.record.author_year}:", "", *lines]) if lines else ""
