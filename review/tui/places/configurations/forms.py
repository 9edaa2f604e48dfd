"""Forms about configurations: one for each deed. What is refused is said below the field concerned."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from review.domain import Stance
from review.domain.theories.configuration import (
    CONTEXT,
    OUTCOME,
    REASONING,
    RESOURCE,
    Configuration,
    ConfigurationStatus,
    Element,
    LinkKind,
    ordered,
)
from review.domain.wording.named import named
from review.errors import ReviewError
from review.project.configurations.service import OFF
from review.tui.dialogs.choose import Choice, Chooser, keyed
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.dialogs.theories.fields import Field, FieldError
from review.tui.dialogs.theories.form import TheoryForm
from review.tui.places.configurations.chain import WORDS
from review.tui.support.plain import plain
from review.tui.support.stances import STANCE_KEYS

if TYPE_CHECKING:
    from review.project import Acknowledgement, Project
    from review.project.theories.changes import Grounds

CLAUSES: Mapping[str, str] = {
    CONTEXT: "If: for whom, in which circumstances (context)",
    RESOURCE: "and: what the programme offers (resource)",
    OUTCOME: "then: what follows (outcome)",
    REASONING: "because: how people respond (reasoning)",
}
"""The fields of the four roles that every review has."""


def begin(project: Project, made: Callable[[str], None]) -> TheoryForm:
    """The form for a configuration, with a field for each role; one may be enough. `made` is called with its id."""
    names = {role.id: role.name for role in project.theory.map.configuration_roles}

    def store(typed: Mapping[str, str], _grounds: Grounds) -> Acknowledgement:
        wordings = {role: typed[f"role-{role}"] for role in names}
        if not any(wordings.values()):
            raise FieldError(f"role-{CONTEXT}", "Word at least one element; the others may come later.")
        ties = dict(_tie(tie, project) for tie in re.split(r"[\s,;]+", typed["theories"]) if tie)
        done = project.configurations.new(wordings, ties)
        made(done.cmoc)
        return done

    fields = [
        Field(f"role-{role}", CLAUSES.get(role, f"and: {names[role].lower()}"), needed=False)
        for role in ordered(list(names))
        if role in names
    ]
    codes = ", ".join(list(project.theory.map.code_names)[:2])
    hint = f"such as {codes.split(', ')[0]}=supports" if codes else ""
    fields.append(Field("theories", "Theories, each with a stance", hint=hint, needed=False))
    about = "In which context which mechanism leads to which outcome. Fields may stay empty: configurations may be partial."
    return TheoryForm("New configuration", fields, store, begins_in=f"role-{CONTEXT}", about=about)


Asks = Callable[["Project", Configuration], TheoryForm]
"""Makes the form for a deed on a configuration."""

OnElement = Callable[[Element], None]
"""Acts on an element."""


def _tie(typed: str, project: Project) -> tuple[str, Stance]:
    """``T5=supports``, ``T5+`` or ``T5``, which bears on it.

    Raises:
        FieldError: the code or the stance is unknown.
    """
    code, _, stance = typed.partition("=")
    if not stance and code[-1:] in STANCE_KEYS and code not in project.theory.map.code_names:
        code, stance = code[:-1], code[-1]
    return _code("theories", code, project), _stance("theories", stance or ".")


def _code(field: str, typed: str, project: Project) -> str:
    codes = {code.casefold(): code for code in project.theory.map.code_names}
    if typed.casefold() not in codes:
        raise FieldError(field, project.theory.map.unknown_code(typed))
    return codes[typed.casefold()]


def _stance(field: str, typed: str) -> Stance:
    return (
        STANCE_KEYS[typed] if typed in STANCE_KEYS else Stance(_one_of(field, typed, "stance", tuple(Stance)))
    )


def _one_of(field: str, typed: str, what: str, options: Collection[str]) -> str:
    """The option that begins with what was typed.

    Raises:
        FieldError: none or several do.
    """
    wanted = typed.casefold().replace(" ", "-")
    found = [one for one in options if one.casefold() == wanted] or [
        one for one in options if one.casefold().startswith(wanted)
    ]
    if len(found) != 1:
        known = ", ".join(map(named, options))
        raise FieldError(field, f"'{typed}' is not a {what}: {known}.")
    return found[0]


def retroduce(project: Project, one: Configuration) -> TheoryForm:
    """The form for an element that no passage shows, with the memo that says why it must be there."""
    roles = [role.id for role in project.theory.map.configuration_roles]

    def store(typed: Mapping[str, str], _grounds: Grounds) -> Acknowledgement:
        role = _one_of("role", typed["role"], "role", roles)
        return project.configurations.retroduce(one.id, role, typed["wording"], typed["memo"])

    fields = (
        Field("role", "Role", REASONING, ", ".join(roles), suggestions=roles),
        Field("wording", "Wording"),
        Field("memo", "Memo: what must be true for this outcome?"),
    )
    about = "An element that no passage shows: reasoned back from the outcome. It is marked as retroduced until a passage shows it."
    return TheoryForm(f"{one.label}: retroduce an element", fields, store, begins_in="role", about=about)


def word(project: Project, one: Configuration, element: Element) -> TextPrompt:
    """The prompt that words an element; wordings that were given apart are shown, and replaced."""
    apart = "\n".join(f"{other.reviewer}, {other.time[:10]}: {other.text}" for other in element.others)
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
            raise FieldError("statement", "This is the composed statement; change it, or press Escape.")
        return project.configurations.state(one.id, text)

    fields = (Field("statement", "Statement", one.statement, area=True, needed=False),)
    about = "Written by hand it stays as it is, and is marked when elements change. Empty: it is composed of the elements."
    return TheoryForm(f"{one.label}: statement", fields, store, begins_in="statement", about=about)


def tie(project: Project, one: Configuration) -> TheoryForm:
    """The form that ties a configuration to a theory with a stance, or unties it."""
    codes = tuple(project.theory.map.code_names)

    def store(typed: Mapping[str, str], _grounds: Grounds) -> Acknowledgement:
        code = _code("code", typed["code"], project)
        if typed["stance"].casefold() == OFF:
            return _concerning("code", lambda: project.configurations.tie(one.id, code, OFF))
        return project.configurations.tie(one.id, code, _stance("stance", typed["stance"]))

    fields = (
        Field("code", "Theory, rival framing or sub-theme", hint=", ".join(codes), suggestions=codes),
        Field(
            "stance",
            "Stance, or off to untie it",
            Stance.SUPPORTS,
            hint=", ".join([*map(named, Stance), OFF]),
            suggestions=(*Stance, OFF),
        ),
    )
    return TheoryForm(f"{one.label}: tie to a theory", fields, store, begins_in="code")


def link(project: Project, one: Configuration) -> TheoryForm:
    """The form that links a configuration to another."""

    def store(typed: Mapping[str, str], _grounds: Grounds) -> Acknowledgement:
        kind = _one_of("kind", typed["kind"], "kind of link", tuple(LinkKind))
        return _concerning("to", lambda: project.configurations.link(one.id, typed["to"], kind))

    fields = (
        Field("to", "To which configuration", hint="such as C1", suggestions=_others(project, one)),
        Field(
            "kind",
            "Kind of link",
            LinkKind.LEADS_TO,
            hint=", ".join(map(named, LinkKind)),
            suggestions=tuple(LinkKind),
        ),
    )
    about = f"leads to: the outcome of {one.label} is a context of the other. Else the other is a variant, rival or counter-case."
    return TheoryForm(f"{one.label}: link", fields, store, begins_in="to", about=about)


def _others(project: Project, one: Configuration) -> tuple[str, ...]:
    return tuple(plain(other.label) for other in project.configurations.listed() if other.id != one.id)


def _concerning(field: str, act: Callable[[], Acknowledgement]) -> Acknowledgement:
    """Do an act; what is refused concerns this field."""
    try:
        return act()
    except ReviewError as error:
        raise FieldError(field, str(error)) from None


def unlink(one: Configuration) -> Chooser:
    """The choice of whose links with a configuration are removed; ``FROM`` and ``TO`` as two ids with a space between them."""
    onward = [(f"{one.id} {link.to}", f"{WORDS[link.kind]} {link.label}", "") for link in one.links]
    back = [
        (f"{link.to} {one.id}", f"{link.label}: {WORDS[link.kind]} {one.label}", "")
        for link in one.linked_from
    ]
    return Chooser(f"{one.label}: remove which link?", keyed([*onward, *back]))


def merge(project: Project, one: Configuration) -> TheoryForm:
    """The form that merges another configuration into this one."""

    def store(typed: Mapping[str, str], _grounds: Grounds) -> Acknowledgement:
        return _concerning("other", lambda: project.configurations.merge(one.id, typed["other"]))

    fields = (
        Field(
            "other", f"Which one goes into {one.label}", hint="such as C1", suggestions=_others(project, one)
        ),
    )
    about = f"{one.label} then shows the elements, passages, theories and links of both; its statement, status and stances count."
    return TheoryForm(
        f"Merge another configuration into {one.label}", fields, store, begins_in="other", about=about
    )


def set_status(project: Project, one: Configuration) -> TheoryForm:
    """The form for the status of a configuration, with the reason."""

    def store(typed: Mapping[str, str], _grounds: Grounds) -> Acknowledgement:
        status = _one_of("status", typed["status"], "status", tuple(ConfigurationStatus))
        return project.configurations.set_status(one.id, status, typed["reason"])

    fields = (
        Field(
            "status",
            "Status",
            hint=", ".join(map(named, ConfigurationStatus)),
            suggestions=tuple(ConfigurationStatus),
        ),
        Field("reason", "Reason"),
    )
    return TheoryForm(
        f"{one.label} is {named(one.status)}: set its status", fields, store, begins_in="status"
    )


def look_again(one: Configuration, code: str, words: Content) -> Chooser:
    """The choice of whether a configuration still has its stance toward a theory that was reworded; `words` say how."""
    now = one.theories[code]
    choices = [Choice(now, f"Still holds: {named(now)}", key="h")]
    choices += [
        Choice(stance, named(stance), key=key) for key, stance in STANCE_KEYS.items() if stance is not now
    ]
    choices.append(Choice(OFF, "no longer tied to it", key="x"))
    return Chooser(f"{code} was reworded. {one.label} …", choices, about=words)
