"""Forms that word theories: reword one, add a theory, a rival framing or a sub-theme, word the programme theory."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

from review.project.theories.changes import NO_GROUNDS, Grounds
from review.theory_map import Code
from review.tui.dialogs.code_picker import NewSubtheme
from review.tui.dialogs.theories.fields import REASON, WORDING_ONLY, Field, asked_about
from review.tui.dialogs.theories.form import TheoryForm

if TYPE_CHECKING:
    from review.project import Acknowledgement, Project


@dataclass(frozen=True, slots=True)
class Wording:
    """A theory's new wording, the reason, and what led to it; unchanged fields are None."""

    reason: str
    name: str | None = None
    proposition: str | None = None
    key_terms: tuple[str, ...] | None = None
    wording_only: bool = False
    grounds: Grounds = NO_GROUNDS


def edit_theory(project: Project, code: Code, store: Callable[[Wording], Acknowledgement]) -> TheoryForm:
    """The form that rewords a theory."""

    def reword(typed: Mapping[str, str], grounds: Grounds) -> Acknowledgement:
        proposition = " ".join(typed["proposition"].split())
        terms = tuple(term.strip() for term in typed["key-terms"].split(",") if term.strip())
        return store(
            Wording(
                typed["reason"],
                name=typed["name"] if typed["name"] != code.name else None,
                proposition=proposition if proposition != code.proposition else None,
                key_terms=terms if terms != code.key_terms else None,
                wording_only=is_yes(typed["wording-only"]),
                grounds=grounds,
            )
        )

    fields = (
        Field("name", "Name", code.name),
        Field("proposition", "Proposition", code.proposition, area=True, needed=False),
        Field("key-terms", "Key terms, separated by commas", ", ".join(code.key_terms), needed=False),
        WORDING_ONLY,
        REASON,
    )
    return TheoryForm(f"Reword {code.id}", fields, reword, asked_about(project, [code.id]))


def word_programme(project: Project) -> TheoryForm:
    """The form for the overall programme theory."""

    def word(typed: Mapping[str, str], grounds: Grounds) -> Acknowledgement:
        text = " ".join(typed["text"].split())
        return project.structure.word_programme(text, typed["reason"], grounds=grounds)

    present = project.theory.map.programme_theory
    label = "In one paragraph: what works, for whom, in which circumstances"
    fields = (Field("text", label, present, area=True), REASON)
    return TheoryForm("The programme theory", fields, word, asked_about(project), begins_in="text")


def new_theory(project: Project, beside: Code | None) -> TheoryForm:
    """The form for a theory, in the category of the selected one, or for a rival framing."""
    theory_map = project.theory.map
    theories = ", ".join(code.id for code in theory_map.theories)

    def add(typed: Mapping[str, str], grounds: Grounds) -> Acknowledgement:
        rivals = [code.strip() for code in typed["rivals"].split(",") if code.strip()]
        return project.theory.add(
            typed["code"],
            typed["reason"],
            name=typed["name"],
            proposition=typed["proposition"],
            category="" if rivals else typed["category"],
            rivals=rivals or None,
            grounds=grounds,
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
            suggestions=tuple(theory_map.categories),
        ),
        Field("rivals", "Rivals (rival framings only)", hint=f"any of {theories}", needed=False),
        REASON,
    )
    return TheoryForm("Add a theory or a rival framing", fields, add, asked_about(project))


def new_subtheme(project: Project, theory: Code) -> TheoryForm:
    """The form for a sub-theme under a theory or rival framing."""

    def add(typed: Mapping[str, str], grounds: Grounds) -> Acknowledgement:
        return project.theory.add_subtheme(
            theory.id,
            typed["code"],
            typed["reason"],
            name=typed["name"],
            definition=typed["definition"],
            grounds=grounds,
        )

    fields = (
        Field("code", "Id", next_subtheme(theory.id, project.theory.map.code_names)),
        Field("name", "Name"),
        Field("definition", "What belongs under it", needed=False),
        REASON,
    )
    title = f"Add a sub-theme under {theory.id} {theory.name}"
    return TheoryForm(title, fields, add, asked_about(project, [theory.id]))


def subtheme_for(
    project: Project, asked: NewSubtheme, reason: str, made: Callable[[str], None]
) -> TheoryForm:
    """The form for a sub-theme that a passage calls for; `made` is called with its id, the next one free."""

    def add(typed: Mapping[str, str], _grounds: Grounds) -> Acknowledgement:
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
    return TheoryForm("A new sub-theme for this passage", fields, add)


def is_yes(typed: str) -> bool:
    """Whether a field that asks for yes or nothing says yes."""
    return typed.strip().casefold() in {"y", "yes"}


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
