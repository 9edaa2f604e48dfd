"""Forms that change the structure of the map: split, merge, move and rename codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import UNSET

from review.acts import Part
from review.errors import ReviewError
from review.project.theories.changes import Grounds
from review.theory_map import Code
from review.tui.dialogs.theories.fields import REASON, Field, asked_about
from review.tui.dialogs.theories.form import TheoryForm
from review.tui.dialogs.theories.wordings import next_subtheme, next_theory

if TYPE_CHECKING:
    from review.project import Acknowledgement, Project


def _code_field(project: Project, label: str, value: str) -> Field:
    return Field("code", label, value, suggestions=tuple(project.theory.map.code_names))


def split(project: Project, theory: Code) -> TheoryForm:
    """The form that splits a code: a part a line, with the id, the name, and after a bar the proposition if it has its own."""

    def store(typed: Mapping[str, str], grounds: Grounds) -> Acknowledgement:
        parts = list(parts_of(typed["parts"]))
        return project.structure.split(typed["code"], parts, typed["reason"], grounds=grounds)

    other = next_theory(project.theory.map.code_names)
    fields = (
        _code_field(project, "Theory, rival framing or sub-theme", theory.id),
        Field(
            "parts",
            "Parts, one a line: ID = name | proposition",
            f"{theory.id} = {theory.name}\n{other} = ",
            area=True,
        ),
        REASON,
    )
    asked = asked_about(project, [theory.id], configuration=False)
    return TheoryForm(f"Split {theory.id} {theory.name}", fields, store, asked, begins_in="parts")


def parts_of(text: str) -> Iterator[Part]:
    """The parts of a split as typed, each ``ID = name`` or ``ID = name | proposition``.

    Raises:
        ReviewError: a line is not of that form.
    """
    for line in filter(str.strip, text.splitlines()):
        code, sign, said = line.partition("=")
        name, _, proposition = (part.strip() for part in said.partition("|"))
        if not (code.strip() and sign and name):
            raise ReviewError(f"'{line.strip()}' is not a part; write it like T8 = Trust.")
        yield Part(id=code.strip(), name=name, proposition=proposition or UNSET)


def merge(project: Project, theory: Code) -> TheoryForm:
    """The form that merges a code, and others, into one of them or another; codings and sub-themes follow."""

    def store(typed: Mapping[str, str], grounds: Grounds) -> Acknowledgement:
        codes = [code.strip() for code in typed["codes"].split(",") if code.strip()]
        return project.structure.merge(codes, typed["code"], typed["reason"], grounds=grounds)

    fields = (
        Field("codes", "Codes to merge, separated by commas", theory.id),
        _code_field(project, "Into: the code that stays", ""),
        REASON,
    )
    title = f"Merge {theory.id} {theory.name} into another code"
    return TheoryForm(title, fields, store, asked_about(project, [theory.id]), begins_in="code")


def move_subtheme(project: Project, theory: Code) -> TheoryForm:
    """The form that moves a sub-theme under another theory or rival framing; its codings follow."""

    def store(typed: Mapping[str, str], grounds: Grounds) -> Acknowledgement:
        return project.structure.move_subtheme(
            typed["code"], typed["under"], typed["reason"], new_id=typed["as"], grounds=grounds
        )

    first = theory.subthemes[0].id if theory.subthemes else ""
    codes = tuple(code.id for code in project.theory.map.codes)
    below = next_subtheme("T2", project.theory.map.code_names)
    fields = (
        _code_field(project, "Sub-theme", first),
        Field("under", "Under: the theory or rival framing", suggestions=codes),
        Field("as", "New id, or nothing to keep it", hint=f"such as {below}", needed=False),
        REASON,
    )
    asked = asked_about(project, [theory.id], configuration=False)
    title = f"Move a sub-theme of {theory.id} {theory.name}"
    return TheoryForm(title, fields, store, asked, begins_in="under")


def rename(project: Project, theory: Code) -> TheoryForm:
    """The form that gives a code another name; nobody has to look at its codings again."""

    def store(typed: Mapping[str, str], grounds: Grounds) -> Acknowledgement:
        return project.structure.rename(typed["code"], typed["name"], typed["reason"], grounds=grounds)

    fields = (
        _code_field(project, "Theory, rival framing or sub-theme", theory.id),
        Field("name", "New name", theory.name),
        REASON,
    )
    asked = asked_about(project, [theory.id], configuration=False)
    return TheoryForm(f"Rename {theory.id} {theory.name}", fields, store, asked)
