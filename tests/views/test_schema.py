"""Every command's answer has a schema that says what its figures mean."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from msgspec.structs import fields

from review.errors import UnknownNameError
from review.theory_map.schema import json_schema
from review.views import schema
from review.views.answers import ANSWERS
from review.views.view import View
from tests.cli.sessions import ANSWERS as ANSWERS_OF_SESSIONS
from tests.docs.test_commands import COMMANDS


def test_every_command_has_an_answer_and_there_is_no_other() -> None:
    # The screen in a browser answers nothing.
    assert {f"review {name}" for name in ANSWERS} == COMMANDS.keys() - {"review serve"}


@pytest.mark.parametrize("command", ANSWERS)
def test_the_schema_of_an_answer_is_one_and_says_what_its_objects_are(command: str) -> None:
    found = schema(command)
    Draft202012Validator.check_schema(found)
    assert found["title"] == f"review {command}"
    assert [name for name, part in found["$defs"].items() if not part.get("description")] == []


def test_the_schema_of_the_theory_map_is_one_by_the_draft_that_it_names_and_by_the_present_one() -> None:
    for validator in (Draft7Validator, Draft202012Validator):
        validator.check_schema(json_schema())
    assert {"$schema", "title", "description"} <= json_schema().keys()


def test_every_form_of_every_answer_is_recorded() -> None:
    """So each is checked against its schema: what the sessions ask, and tests of `demo` and of `semantic use`, which takes an extra."""
    given = [json.loads(path.read_text("utf-8")) for path in ANSWERS_OF_SESSIONS.glob("*.json")]
    missing = [
        f"{command}: {view.__name__}"
        for command, views in ANSWERS.items()
        for view in views
        if not any(_is_among(view, answers[command]) for answers in given if command in answers)
    ]
    assert missing == ["demo: ProjectMade", "semantic use: SentenceEncoder"]


def _is_among(view: type[View], shape: dict[str, Any]) -> bool:
    """Whether a recorded shape has all keys that an answer of this type must have."""
    required = {field.encode_name for field in fields(view) if field.required}
    return required <= {key.removesuffix("?") for key in shape}


@pytest.mark.parametrize("command", ANSWERS)
def test_every_key_says_what_it_means(command: str) -> None:
    silent = [place for place, field in _fields(schema(command)) if not _is_described(field)]
    assert silent == []


def _fields(found: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, part in found["$defs"].items():
        for key, field in part.get("properties", {}).items():
            yield f"{name}.{key}", field


def _is_described(field: dict[str, Any]) -> bool:
    """Whether a key has a meaning of its own, or is of an object that has one; a number always has its own."""
    inner = [field.get("items"), field.get("additionalProperties"), *field.get("anyOf", ())]
    return (
        "description" in field
        or "$ref" in field
        or any(_is_described(one) for one in inner if isinstance(one, dict))
    )


def test_keys_that_are_not_names_are_in_the_schema_as_in_the_answer() -> None:
    properties = schema("simulate relevance")["$defs"]["SimulatedScreening"]["properties"]
    assert {"wss@95", "recall@10%", "atd"} <= properties.keys()


def test_what_an_answer_may_lack_is_not_required() -> None:
    quality = schema("evaluate")["$defs"]["CodeQuality"]
    assert quality["required"] == ["labels"]


def test_an_unknown_command_is_named() -> None:
    with pytest.raises(UnknownNameError, match=r"Unknown command 'theory'. Did you mean 'theory log'"):
        schema("theory")


def test_the_screen_starts_without_the_views() -> None:
    look = "import sys, review.cli.command, review.tui.app; print([m for m in sys.modules if m.startswith('review.views')])"
    found = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.strip() == "[]"
