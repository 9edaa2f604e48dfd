"""What an element of a project says of itself: its name, description, user, time, colour, numbers and values."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

from review.exchange.refi.reading.elements import Element
from review.exchange.refi.reading.found import FoundText, FoundValue
from review.exchange.refi.reading.guids import plain_guid
from review.references.text import one_line, paragraphs

VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
"""Elements that have the value of a variable."""

_COLOUR = re.compile("#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{0,15})?")
_LONGEST_NAME = 10_000
_SHOWN = 30


def value_of(of: Element) -> FoundValue | None:
    """The value of a variable in an element; None if it names no variable."""
    variables = of.refs("VariableRef")
    text = next((one.text for one in of.all(FoundText) if one.tag in VALUES), "")
    return FoundValue(variables[0], paragraphs(text)) if variables else None


def values_of(of: Element) -> dict[str, str]:
    """The values of variables in an element's children, by variable."""
    return {one.variable: one.value for one in of.all(FoundValue)}


def name_of(of: Element) -> str:
    """Its name, on one line."""
    return one_line(of.get("name")[:_LONGEST_NAME])


def description_of(of: Element) -> str:
    """Its description, as paragraphs."""
    return paragraphs(of.text_of("Description") or "")


def user_of(of: Element) -> str:
    """The id of the user who made it, or else of the last who changed it."""
    return plain_guid(of.get("creatingUser", "modifyingUser"))


def time_of(of: Element) -> str:
    """When it was made, or else last changed, in UTC; ``""`` if it does not say so in a way that can be read."""
    return _in_utc(of.get("creationDateTime", "modifiedDateTime"))


@lru_cache(1000)
def _in_utc(given: str) -> str:
    try:
        time = datetime.fromisoformat(given)
        time = (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")


def plain_colour(given: str) -> str:
    """A colour as ``#rrggbb``; ``""`` if it is not one."""
    colour = given.strip().lower()
    if not _COLOUR.fullmatch(colour):
        return ""
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def number_of(of: Element, name: str) -> int | None:
    """An attribute as a whole number; None if it is not a number."""
    given = of.get(name)
    return round(float(given)) if _NUMBER.fullmatch(given) else None


def given_of(of: Element, *names: str) -> str:
    """Attributes as they are in the file, for a message."""
    return ", ".join(f'{name}="{one_line(of.get(name)[:_SHOWN])}"' for name in names)
