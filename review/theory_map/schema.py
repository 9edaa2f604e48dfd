"""The JSON Schema by which editors complete and check ``theory_map.yaml``.

``python -m review.theory_map.schema`` prints it; it is kept as ``docs/reference/theory_map.schema.json``.
"""

from __future__ import annotations

import json
from typing import Any

from review.theory_map.shape import TheoryMapShape


def json_schema() -> dict[str, Any]:
    """The schema of the shape; names that must exist elsewhere in the map are checked at reading only."""
    schema = TheoryMapShape.model_json_schema()
    _settle(schema)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema}


def as_text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _settle(schema: object) -> None:
    """Leave out pydantic's titles, which are names of classes, and what it leaves open: other than valid identifiers."""
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
