"""A form that adds a theory, a rival framing or a sub-theme, with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from review.theory_map import Code
from review.tui.dialogs.code_picker import NewSubtheme
from review.tui.dialogs.form import Form, Line, form_keys

if TYPE_CHECKING:
    from review.project import Acknowledgement, Project


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its label, initial value and placeholder."""

    id: str
    label: str
    value: str = ""
    hint: str = ""
    needed: bool = True


REASON = Field("reason", "Reason for the change", hint="which evidence calls for it")


class AddTheory(Form):
    """Calls `add` with the values typed."""

    AUTO_FOCUS = "#name"
    ENTER_GOES_ON = True
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"enter": "Next field, then save", "tab": "Next field"}
    BINDINGS: ClassVar[list[BindingType]] = form_keys("theory")

    def __init__(
        self, title: str, fields: tuple[Field, ...], add: Callable[[Mapping[str, str]], Acknowledgement]
    ) -> None:
        super().__init__(title)
        self._fields = fields
        self._add = add

    def compose_body(self) -> ComposeResult:
        """The fields, each under its label."""
        for field in self._fields:
            yield Static(Content(field.label), classes="field-label")
            yield Line(field.value, field.hint, id=field.id)
        yield Static(id="complaint")

    def save(self, typed: Mapping[str, str]) -> None:
        """Add it and close, or show what is wrong."""
        missing = next((field for field in self._fields if field.needed and not typed[field.id]), None)
        if missing:
            self.complain(f"Missing: {missing.label}.")
            self.query_one(f"#{missing.id}").focus()
            return
        self.close_with(lambda: self._add(typed).message)


def new_theory(project: Project, beside: Code | None) -> AddTheory:
    """The form for a theory, in the category of the selected one, or for a rival framing."""
    theory_map = project.theory.map
    theories = ", ".join(code.id for code in theory_map.theories)

    def add(typed: Mapping[str, str]) -> Acknowledgement:
        rivals = [code.strip() for code in typed["rivals"].split(",") if code.strip()]
        return project.theory.add(
            typed["code"],
            typed["reason"],
            name=typed["name"],
            proposition=typed["proposition"],
            category="" if rivals else typed["category"],
            rivals=rivals or None,
        )

    fields = (
        Field("code", "Id", next_theory(theory_map.code_names)),
        Field("name", "Name"),
        Field("proposition", "Proposition", hint="what works, for whom, in which circumstances"),
        Field(
            "category",
            "Category",
            beside.category if beside else "",
            ", ".join(theory_map.categories),
            needed=False,
        ),
        Field("rivals", "Rivals (rival framings only)", hint=f"any of {theories}", needed=False),
        REASON,
    )
    return AddTheory("Add a theory or a rival framing", fields, add)


def new_subtheme(project: Project, theory: Code) -> AddTheory:
    """The form for a sub-theme under a theory or rival framing."""

    def add(typed: Mapping[str, str]) -> Acknowledgement:
        return project.theory.add_subtheme(
            theory.id, typed["code"], typed["reason"], name=typed["name"], definition=typed["definition"]
        )

    fields = (
        Field("code", "Id", next_subtheme(theory.id, project.theory.map.code_names)),
        Field("name", "Name"),
        Field("definition", "What belongs under it", needed=False),
        REASON,
    )
    return AddTheory(f"Add a sub-theme under {theory.id} {theory.name}", fields, add)


def subtheme_for(project: Project, asked: NewSubtheme, reason: str, made: Callable[[str], None]) -> AddTheory:
    """The form for a sub-theme that a passage calls for; `made` is called with its id, the next one free."""

    def add(typed: Mapping[str, str]) -> Acknowledgement:
        code = next_subtheme(typed["under"], project.theory.map.code_names)
        done = project.theory.add_subtheme(
            typed["under"], code, typed["reason"], name=typed["name"], definition=typed["definition"]
        )
        made(code)
        return done

    fields = (
        Field("name", "Name", asked.name),
        Field("under", "Under the theory or rival framing", asked.under),
        Field("definition", "What belongs under it", needed=False),
        Field(REASON.id, REASON.label, reason, REASON.hint),
    )
    return AddTheory("A new sub-theme for this passage", fields, add)


def next_theory(taken: Collection[str]) -> str:
    """The next numbered id: T8 after T7."""
    numbered = [match for code in taken if (match := re.fullmatch(r"(\D+)(\d+)", code))]
    if not numbered:
        return "T1"
    last = max(numbered, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1}"


def next_subtheme(theory: str, taken: Collection[str]) -> str:
    """The next free sub-theme id: T2.b after T2.a; empty if all letters are used."""
    return next((f"{theory}.{letter}" for letter in ascii_lowercase if f"{theory}.{letter}" not in taken), "")
