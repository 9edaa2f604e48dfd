"""Whether an answer is what its schema says, no more and no less."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from review.views import schema
from review.views.answers import ANSWERS


def command_of(arguments: Sequence[str]) -> str:
    """The command that a line runs, ``theory log``; ``""`` if it answers with a schema, or begins with an option."""
    if arguments[:1] == ["schema"] and "--list" not in arguments:
        return ""
    return next((name for name in (" ".join(arguments[:2]), *arguments[:1]) if name in ANSWERS), "")


def check_answer(command: str, answer: Any) -> None:
    """Check an answer against the schema of its command.

    Raises:
        ValidationError: it is something else, or has a key that the schema does not know.
    """
    _validator(command).validate(answer)


@cache
def _validator(command: str) -> Draft202012Validator:
    found = schema(command)
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(_closed(found))


def _closed(part: Any) -> Any:
    """A schema whose objects with named keys may have no others: programs may meet new ones, these tests may not."""
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    closed = {key: _closed(value) for key, value in part.items()}
    return closed | {"additionalProperties": False} if isinstance(part.get("properties"), dict) else closed
