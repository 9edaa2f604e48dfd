"""The JSON Schema with which editors complete and check ``theory_map.yaml``.

``python -m review.theory_map.schema`` prints it; it is kept as ``docs/reference/theory_map.schema.json``.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from review.theory_map.shape.groups import TheoryMapShape

NAME = "theory_map.schema.json"
"""The name of the schema's file, beside the map in a new review."""

_COMMENT = "# yaml-language-server: $schema="


def named_in(map_text: str) -> str:
    """The text of a map whose comment for editors names the schema beside it."""
    return re.sub(f"(?m)^{re.escape(_COMMENT)}.*$", _COMMENT + NAME, map_text)


def json_schema() -> dict[str, Any]:
    """The schema of the shape; names that must exist elsewhere in the map are checked only when it is read.

    It has nothing that later drafts read in another way; editors know this one best.
    """
    schema = TheoryMapShape.model_json_schema()
    _settle(schema)
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": "theory_map.yaml", **schema}


@cache
def as_text() -> str:
    """The schema as text, as stored in the file."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _settle(schema: object) -> None:
    """Remove pydantic's titles, which are class names, and allow only valid identifiers."""
    if isinstance(schema, dict):
        if isinstance(schema.get("title"), str):
            del schema["title"]
        if "patternProperties" in schema:
            schema["additionalProperties"] = False
        for part in schema.values():
            _settle(part)
    elif isinstance(schema, list):
        for part in schema:
            _settle(part)


if __name__ == "__main__":
    import sys

    sys.stdout.write(as_text())
