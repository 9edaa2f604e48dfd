"""Forms for what is typed about a search, a line of it, or a box of the flow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from review.domain.searches.flow import Box
from review.domain.searches.search import Search, SearchLine
from review.domain.wording.named import named
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.dialogs.theories.fields import Field
from review.tui.dialogs.theories.form import TheoryForm
from review.tui.places.searches.typed import REGISTERS, fields_of, line_fields

if TYPE_CHECKING:
    from review.project import Acknowledgement
    from review.project.theories.changes import Grounds
    from review.tui.places.searches.desk import SearchesDesk
    from review.tui.places.searches.log import SearchLog

_A_LINE_EACH = "one a line"

_LABELS: Mapping[str, str] = {
    "id": "Id",
    "component": "Component: what was searched for",
    "round": "Round",
    "sources": f"Sources, {_A_LINE_EACH}: HMIC; Ovid; 2017-04 (name; platform; date)",
    REGISTERS: f"Registers of studies, {_A_LINE_EACH}, in the same form",
    "limits": f"Limits, {_A_LINE_EACH}: year=2014.., language=English; or none",
    "filters": f"Published filters, {_A_LINE_EACH}",
    "total_stated": "Total as it was stated",
    "adapted_from": "Adapted from: a search, or a published strategy",
    "stopped_because": "Stopped because",
    "note": "Note",
}
_AREAS = frozenset({"sources", REGISTERS, "limits", "filters"})
_NEEDED = frozenset({"id", "component", "round"})
_HINTS = {"total_stated": "a number; empty if none was stated"}


def _fields(search: Search, without: str = "") -> list[Field]:
    present = fields_of(search)
    return [
        Field(
            name,
            label,
            present[name],
            _HINTS.get(name, ""),
            needed=name in _NEEDED,
            area=name in _AREAS,
            digits=name == "round",
        )
        for name, label in _LABELS.items()
        if name != without
    ]


def new_search(log: SearchLog, search: Search) -> TheoryForm:
    """The form for a new search, of which kind and prompt are chosen already."""

    def store(typed: Mapping[str, str], _grounds: Grounds) -> Acknowledgement:
        return log.log_new(search, typed)

    about = "What is left empty is not reported. Its lines are added afterwards."
    title = f"New search: {named(search.kind)}"
    return TheoryForm(title, _fields(search), store, begins_in="component", about=about)


def word_search(log: SearchLog, search: Search, begins_in: str) -> TheoryForm:
    """The form that logs a search again."""

    def store(typed: Mapping[str, str], _grounds: Grounds) -> Acknowledgement:
        return log.word(search, typed)

    about = "It is logged again; what it was before stays in the history. What is left empty is not reported."
    return TheoryForm(f"Search {search.id}", _fields(search, "id"), store, begins_in=begins_in, about=about)


def line(log: SearchLog, search: str, of: SearchLine, at: int | None = None) -> TheoryForm:
    """The form for a line of a search: a new one at a position, else one that is worded again."""

    def store(typed: Mapping[str, str], _grounds: Grounds) -> Acknowledgement:
        return log.word_line(search, of, typed) if at is None else log.add_line(search, of, typed, at)

    present = line_fields(of)
    fields = (
        Field("id", "Number, with a letter for a variant: 4a", present["id"]),
        Field("string", "String", present["string"], needed=False, area=True),
        Field(
            "results",
            f"Found, {_A_LINE_EACH}: 533@HMIC:not by year (source, limit)",
            present["results"],
            needed=False,
            area=True,
        ),
        Field(
            "total_stated",
            "Total as it was stated",
            present["total_stated"],
            _HINTS["total_stated"],
            needed=False,
        ),
    )
    title = f"Search {search}: {'a new line' if at is not None else f'line {of.id}'}"
    about = "Several numbers add up. Empty: not reported, which is not 0."
    return TheoryForm(title, fields, store, begins_in="string", about=about)


def state_box(desk: SearchesDesk, box: Box, name: str, present: str) -> TheoryForm:
    """The form that states how many are in a box of the flow, and why."""

    def store(typed: Mapping[str, str], _grounds: Grounds) -> Acknowledgement:
        return desk.state(box, typed["n"], typed["because"])

    fields = (
        Field(
            "n",
            "How many",
            hint="a number, not reported, or computed",
            suggestions=("not reported", "computed"),
        ),
        Field("because", "Because", hint="what happened outside the program"),
    )
    about = f"Now: {present}. Nothing else is calculated from it; computed withdraws what was stated."
    return TheoryForm(name, fields, store, begins_in="n", about=about)


def remove(log: SearchLog, search: str) -> TextPrompt:
    """The prompt for why a search is removed."""
    return TextPrompt(
        f"Remove {search} from the log because …",
        hint="References that were imported with it stay.",
        complaint=lambda reason: "" if reason else "Type the reason.",
        store=lambda reason: log.remove(search, reason).message,
    )
