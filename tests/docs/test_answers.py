"""The page of answers is what the views of the program make it."""

from __future__ import annotations

from runpy import run_path

import pytest

from tests.docs.pages import DOCS

MAKE_ANSWERS = run_path(str(DOCS / "reference" / "make_answers.py"))


def test_the_page_of_answers_is_current() -> None:
    written = (DOCS / "reference" / "answers.md").read_text(encoding="utf-8")
    assert written == MAKE_ANSWERS["page"](), "run `python docs/reference/make_answers.py`"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ({"type": "array", "items": {"type": "string"}}, "list of text"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "whole number or null"),
        ({"type": "object", "additionalProperties": {"$ref": "#/$defs/Choice"}}, "{text: `a` `b`}"),
        ({"type": "array", "prefixItems": [{"type": "string"}, {"type": "number"}]}, "[text, number]"),
        ({"$ref": "#/$defs/Part"}, "[Part](#part)"),
    ],
)
def test_types_are_described_in_words(field: dict[str, object], words: str) -> None:
    parts = {"Choice": {"enum": ["a", "b"]}, "Part": {"properties": {}}}
    assert MAKE_ANSWERS["kind"](field, parts) == words
