"""What is chosen of a configuration: whether it still holds, another one, a kind of link, a status, a role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from review.domain.theories.configuration import (
    Configuration,
    ConfigurationStatus,
    LinkKind,
    link_in_words,
)
from review.domain.wording.named import named
from review.project.configurations.service import OFF
from review.tui.dialogs.choose import Choice, Chooser, keyed
from review.tui.support.themes import MUTED
from review.tui.widgets.theories.stances import STANCE_KEYS

if TYPE_CHECKING:
    from review.project import Project

KINDS: Mapping[LinkKind, str] = {
    LinkKind.LEADS_TO: "its outcome is a context there",
    LinkKind.VARIANT: "much the same, in other circumstances",
    LinkKind.RIVAL: "it explains the same outcome otherwise",
    LinkKind.COUNTER_CASE: "where it does not hold",
}
"""What kinds of links say."""


def look_again(one: Configuration, code: str, words: Content) -> Chooser:
    """The choice of whether a configuration still has its stance toward a theory that was reworded; `words` say how."""
    now = one.theories[code]
    choices = [Choice(now, f"Still holds: {named(now)}", key="h")]
    choices += [
        Choice(stance, named(stance), key=key) for key, stance in STANCE_KEYS.items() if stance is not now
    ]
    choices.append(Choice(OFF, "Untie", key="x"))
    return Chooser(f"{code} was reworded. {one.label} …", choices, about=words)


def another(project: Project, one: Configuration, title: str, about: str = "") -> Chooser:
    """The choice of another configuration; those that it has links to are marked."""
    from review.tui.places.reader.configuration.finding import candidates

    return Chooser(title, candidates(project, one.id), about=Content.styled(about, MUTED))


def kinds(one: Configuration, other: Configuration) -> Chooser:
    """The choice of how a configuration is linked to another; links that there are, are marked."""
    present = {link.kind for link in one.links if link.to == other.id}
    choices = keyed(
        [(kind, link_in_words(kind, one.label, other.label), does) for kind, does in KINDS.items()]
    )
    marked = [
        Choice(choice.value, choice.label, choice.detail, choice.key, choice.value in present)
        for choice in choices
    ]
    return Chooser(f"{one.label} and {other.label}: link them how?", marked)


def unlink(one: Configuration) -> Chooser:
    """The choice of whose links with a configuration are removed; ``FROM`` and ``TO`` as two ids with a space between them."""
    onward = [
        (f"{one.id} {link.to}", link_in_words(link.kind, one.label, link.label), "") for link in one.links
    ]
    back = [
        (f"{link.to} {one.id}", link_in_words(link.kind, link.label, one.label), "")
        for link in one.linked_from
    ]
    return Chooser(f"{one.label}: remove which link?", keyed([*onward, *back]))


def statuses(one: Configuration) -> Chooser:
    """The choice of what the review makes of a configuration; the present status is marked."""
    choices = [(str(status), named(status), "") for status in ConfigurationStatus]
    return Chooser(f"Status of {one.label}", keyed(choices, one.status))


def roles(project: Project, one: Configuration, meanings: Mapping[str, str]) -> Chooser:
    """The choice of the role of an element that no passage shows, by its key; `meanings` say what elements of a role say."""
    choices = [
        Choice(role.id, role.name.lower(), meanings.get(role.id, ""), role.key)
        for role in project.theory.map.configuration_roles
    ]
    return Chooser(f"{one.label}: retroduce an element of which role?", choices)
