"""Which part of a configuration somebody means, and what acts on parts give back."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain.theories.configuration import Configuration, Element, Fragment
from review.domain.wording.counted import counted
from review.domain.wording.one_line import on_one_line
from review.domain.wording.short_id import short_id
from review.errors import UnknownNameError
from review.project.service import Acknowledgement


class Made(Acknowledgement, frozen=True):
    """A configuration that was begun: its id and label."""

    cmoc: str
    label: str


class Put(Acknowledgement, frozen=True):
    """A passage that was put into an element; `fragment` is empty for an element without one."""

    cmoc: str
    element: str
    fragment: str


def element_of(configuration: Configuration, typed: str) -> Element:
    """The element that the beginning of an id means, or its role if it is the only one of it.

    Raises:
        UnknownNameError: none or several.
    """
    typed = typed.strip()
    found = [one for one in configuration.elements if one.role.casefold() == typed.casefold()]
    found = found or [one for one in configuration.elements if typed and one.id.startswith(typed)]
    if len(found) == 1:
        return found[0]
    listed = _listed(found or configuration.elements)
    if found:
        raise UnknownNameError(f"'{typed}' means several elements of {configuration.label}: {listed}")
    raise UnknownNameError(f"{configuration.label} has no element '{typed}'; it has {listed or 'none yet'}")


def part_of(configuration: Configuration, typed: str) -> Element | Fragment:
    """The element or fragment that somebody means by the beginning of its id; an element also by its role.

    Raises:
        UnknownNameError: none or several.
    """
    typed = typed.strip()
    fragments = [one for one in configuration.fragments if typed and one.id.startswith(typed)]
    elements = [one for one in configuration.elements if typed and one.id.startswith(typed)]
    if len(fragments) == 1 and not elements:
        return fragments[0]
    if len(fragments) > 1:
        several = ", ".join(short_id(one.id) for one in fragments[:6])
        raise UnknownNameError(f"'{typed}' means several fragments of {configuration.label}: {several}")
    try:
        return element_of(configuration, typed)
    except UnknownNameError as error:
        if configuration.fragments and "no element" in str(error):
            raise UnknownNameError(
                f"{configuration.label} has no element or fragment '{typed}'; `review cmoc show {configuration.label}` lists them"
            ) from None
        raise


def is_worded_by(element: Element, fragment: Fragment) -> bool:
    """Whether an element has only the words of its passage, which it got when the passage was put in."""
    return not element.memo and on_one_line(element.wording) == on_one_line(fragment.quote)


def _listed(elements: Sequence[Element]) -> str:
    return ", ".join(f"{one.role} ({short_id(one.id)})" for one in elements[:6])


def contents(element: Element) -> str:
    """What goes with an element that is taken out: ``, with 2 passages``."""
    return f", with {counted(len(element.fragments), 'passage')}" if element.fragments else ""
