"""Elements of XML whose text, ids, colours and times are as the standard's schemas ask for them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|\+00:00)")
_DERIVED = uuid.UUID("0c1e2d6b-93f5-5f0e-8a6f-5d0b1b2f7c11")


def legal(text: str) -> str:
    """A text with spaces for characters that XML cannot hold, so that every offset stays right."""
    return _ILLEGAL.sub(" ", text)


def guid_of(identifier: str) -> str:
    """An id as the schemas ask for it; for one of another form one made from it, always the same."""
    return identifier if _GUID.fullmatch(identifier) else str(uuid.uuid5(_DERIVED, legal(identifier)))


def beside(identifier: str, name: str) -> str:
    """The id of something that belongs to the thing with an id, such as its ``text``."""
    return str(uuid.uuid5(_DERIVED, f"{guid_of(identifier)} {name}"))


def add(
    parent: Element,
    tag: str,
    text: str = "",
    *,
    guid: str = "",
    name: str | None = None,
    colour: str = "",
    attributes: Iterable[tuple[str, str]] = (),
) -> Element:
    """Add an element; attributes without a value are left out, except a name, which some elements must have."""
    element = SubElement(parent, tag)
    if guid:
        element.set("guid", guid_of(guid))
    if name is not None:
        element.set("name", legal(name))
    for attribute, value in attributes:
        if value:
            element.set(attribute, legal(value))
    if _COLOUR.fullmatch(colour):
        element.set("color", colour)
    if text:
        element.text = legal(text)
    return element


def refer(parent: Element, tag: str, targets: Iterable[str]) -> None:
    """Add an element for each thing that is referred to."""
    for target in targets:
        add(parent, tag).set("targetGUID", guid_of(target))


def describe(parent: Element, description: str) -> None:
    """Add a description, if there is one."""
    if description:
        add(parent, "Description", description)


def made(user: str, time: str) -> Iterable[tuple[str, str]]:
    """The attributes of who made something, and when."""
    yield "creatingUser", guid_of(user) if user else ""
    yield "creationDateTime", _second(time)


def _second(time: str) -> str:
    """A time in UTC to the second, as all programs read it; ``""`` for one of another form."""
    found = _TIME.fullmatch(time)
    return f"{found[1]}Z" if found else ""
