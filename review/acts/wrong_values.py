"""Which field of an act has a value that is not of its type, in one line."""

from __future__ import annotations

import json
import re

import msgspec

from review.acts.act import Act
from review.domain.wording.given import shown

_TYPES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "True or False",
    "array": "a list",
    "object": "an object",
    "null": "None",
}
"""JSON types, as in messages of msgspec, in words."""


def wrong_value(act: Act) -> str:
    """``note must be text, not None`` for the first field with a value of another type; ``""`` if there is none."""
    for field in msgspec.structs.fields(act):
        value = getattr(act, field.name)
        if value is msgspec.UNSET:
            continue
        try:
            plain = msgspec.to_builtins(value)
            msgspec.convert(plain, field.type)
            json.dumps(plain, allow_nan=False)
        except msgspec.ValidationError as error:
            return f"{field.name} {_in_words(str(error), value)}"
        except (TypeError, ValueError, OverflowError, RecursionError):
            return f"{field.name} {_must_be(field.type)}, not {shown(value)}"
    return ""


def _must_be(expected: object) -> str:
    said = _TYPES.get(getattr(expected, "__name__", ""))
    return f"must be {said}" if said else "must be something that JSON can hold"


def _in_words(said: str, value: object) -> str:
    """What msgspec says of a value, as it goes on after the name of the field."""
    reason, _, place = said.partition(" - at ")
    types = re.fullmatch(r"Expected `([^`]*)`, got `([^`]*)`", reason)
    if not types:
        return f"is not valid{f' in {place[3:-1]}' if place else ''}: {reason[:1].lower()}{reason[1:]}"
    expected = " or ".join(_TYPES.get(one, one) for one in types[1].split(" | "))
    if place:
        return f"must have {expected} in each place, not {_TYPES.get(types[2], types[2])}"
    return f"must be {expected}, not {shown(value)}"
