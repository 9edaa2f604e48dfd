"""The answers of commands as types, from which ``--json``, its JSON Schema and the reference are made.

A view is made from the project's values by a function without side effects. One module per subject.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import Any, NewType

from review.domain.wording.unknown import nearest, unknown_name
from review.errors import UnknownNameError

JsonSchema = NewType("JsonSchema", dict[str, Any])


def schema(command: str) -> JsonSchema:
    """The JSON Schema (2020-12) of a command's answer, for example of ``theory log``.

    Raises:
        UnknownNameError: the command is unknown, or answers with a schema itself.
    """
    # Imported here so that a command loads only its own views, and the screen none.
    from msgspec.json import schema_components

    from review.views.answers import ANSWERS

    if command not in ANSWERS:
        if nearest(command, ANSWERS):
            raise UnknownNameError(unknown_name("command", command, ANSWERS))
        raise UnknownNameError(
            f"Unknown command '{command}', or one without a schema; `review schema --list` lists them"
        )
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
