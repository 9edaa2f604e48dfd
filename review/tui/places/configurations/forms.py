"""Forms about configurations, for what is typed: one for each deed. What is refused is said below the field concerned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from review.domain.theories.configuration import (
    Configuration,
    ConfigurationStatus,
    Element,
)
from review.domain.wording.moments import day_of
from review.domain.wording.named import named
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.dialogs.theories.fields import Field, FieldError
from review.tui.dialogs.theories.form import TheoryForm

if TYPE_CHECKING:
    from review.project import Acknowledgement, Project
    from review.project.theories.changes import Grounds


def retroduce(project: Project, one: Configuration, role: str) -> TheoryForm:
    """The form for an element that no passage shows, with the memo that says why it must be there."""

    def store(typed: Mapping[str, str], _grounds: Grounds) -> Acknowledgement:
        return project.configurations.retroduce(one.id, role, typed["wording"], typed["memo"])

    fields = (
        Field("wording", f"Wording of the {named(role)}"),
        Field("memo", "Memo: what must be true for this outcome?"),
    )
    about = "Reasoned back from the outcome. It is marked as retroduced until a passage shows it."
    return TheoryForm(f"{one.label}: retroduce an element", fields, store, begins_in="wording", about=about)


def word(project: Project, one: Configuration, element: Element) -> TextPrompt:
    """The prompt that words an element; wordings that were given apart are shown, and replaced."""
    apart = "\n".join(f"{other.reviewer}, {day_of(other.time)}: {other.text}" for other in element.others)
    return TextPrompt(
        f"{one.label}: word the {named(element.role)}",
        element.wording,
        "It replaces the wordings above, which were given apart." if apart else "",
        memo=True,
        earlier=apart,
        store=lambda text: project.configurations.word(one.id, element.id, text).message,
    )


def state(project: Project, one: Configuration) -> TheoryForm:
    """The form for a statement written by hand; an empty one is composed of the elements again."""

    def store(typed: Mapping[str, str], _grounds: Grounds) -> Acknowledgement:
        text = " ".join(typed["statement"].split())
        if one.is_composed and not one.others and text in {"", " ".join(one.statement.split())}:
            raise FieldError("statement", "This is the composed statement; change it, or press Esc.")
        return project.configurations.state(one.id, text)

    fields = (Field("statement", "Statement", one.statement, area=True, needed=False),)
    about = "Written by hand it stays as it is, and is marked when elements change. Empty: it is composed of the elements."
    return TheoryForm(f"{one.label}: statement", fields, store, begins_in="statement", about=about)


def reason_for(project: Project, one: Configuration, status: ConfigurationStatus) -> TextPrompt:
    """The prompt for why a configuration has a status."""
    present = one.reason if status is one.status else ""

    def store(reason: str) -> str:
        return project.configurations.set_status(one.id, status, reason).message if reason != present else ""

    return TextPrompt(
        f"{one.label} is {named(status)} because …",
        present,
        complaint=lambda reason: "" if reason else "Type the reason.",
        store=store,
    )
