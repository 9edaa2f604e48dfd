"""What each command answers, as types: ``--json``, its JSON Schema and the reference come from them.

A view is made from what the project gives by a function without side effects. One module for each subject.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import Any, NewType

from review.errors import UnknownNameError

JsonSchema = NewType("JsonSchema", dict[str, Any])


def schema(command: str) -> JsonSchema:
    """The JSON Schema (2020-12) of what a command (``theory log``) answers.

    Raises:
        UnknownNameError: there is no such command, or it answers with a schema itself.
    """
    # Imported where it is used: a command loads its own views only, and the screen none.
    from msgspec.json import schema_components

    from review.views.answers import ANSWERS

    if command not in ANSWERS:
        raise UnknownNameError(f"Unknown command '{command}'. Commands: {', '.join(ANSWERS)}")
    shapes, parts = schema_components(ANSWERS[command], ref_template="#/$defs/{name}")
    shape = shapes[0] if len(shapes) == 1 else {"anyOf": list(shapes)}
    for part in parts.values():
        if "description" in part:
            part["description"] = cleandoc(part["description"])
    return JsonSchema(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"review {command}",
            **shape,
            "$defs": parts,
        }
    )
