"""Writes ``answers.md`` from the JSON Schema of each command's answer: ``python docs/reference/make_answers.py``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from review.views import schema
from review.views.answers import ANSWERS

PAGE = Path(__file__).with_name("answers.md")
MOST_IN_A_HEADING = 2
Shape = dict[str, Any]

START = """\
# Answers

Made by `docs/reference/make_answers.py` from the program itself. With `--json` a [command](commands.md) prints one JSON document:
the object that stands here under its name. `review schema COMMAND` prints the same as a JSON Schema. A key marked `?` is not always there. New keys may be
added; those that are there keep their names and types.
"""

TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
    "object": "object",
}


def page() -> str:
    """The page as the views of today make it."""
    parts: dict[str, Shape] = {}
    answers: dict[tuple[str, ...], list[str]] = {}
    for command in ANSWERS:
        found = schema(command)
        parts |= found["$defs"]
        names = tuple(_name(shape) for shape in found.get("anyOf", [found]))
        answers.setdefault(names, []).append(f"review {command}")
    in_answers = {name for names in answers for name in names}
    few_first = sorted(answers.items(), key=lambda answer: len(answer[1]) > MOST_IN_A_HEADING)
    sections = [_answer(commands, names, parts) for names, commands in few_first]
    objects = [
        _object(name, parts) for name in sorted(parts.keys() - in_answers) if "properties" in parts[name]
    ]
    return "\n".join([START, *sections, "## Objects in answers\n", *objects])


def _answer(commands: Sequence[str], names: Iterable[str], parts: dict[str, Shape]) -> str:
    objects = "\nor\n\n".join(f"{_described(parts[name])}\n\n{_table(name, parts)}" for name in names)
    if len(commands) <= MOST_IN_A_HEADING:
        return f"## {', '.join(commands)}\n\n{objects}"
    return f"## Other commands\n\n{', '.join(f'`{command}`' for command in commands)}: {objects}"


def _object(name: str, parts: dict[str, Shape]) -> str:
    return f"### {name}\n\n{_described(parts[name])}\n\n{_table(name, parts)}"


def _described(part: Shape) -> str:
    return " ".join(part["description"].split())


def _table(name: str, parts: dict[str, Shape]) -> str:
    part = parts[name]
    rows = (
        f"| `{key}`{'' if key in part['required'] else ' ?'} | {kind(field, parts)} | {meaning(field, parts)} |"
        for key, field in part["properties"].items()
    )
    return "\n".join(["| key | type | meaning |", "|---|---|---|", *rows, ""])


def kind(field: Shape, parts: dict[str, Shape]) -> str:
    """A field's type in words: ``list of [ListedRecord](#listedrecord)``."""
    match field:
        case {"$ref": _}:
            name = _name(field)
            values = parts[name].get("enum")
            return " ".join(f"`{value}`" for value in values) if values else f"[{name}](#{name.lower()})"
        case {"anyOf": kinds}:
            return " or ".join(kind(one, parts) for one in kinds)
        case {"prefixItems": members}:
            return f"[{', '.join(kind(member, parts) for member in members)}]"
        case {"type": "array", "items": items}:
            return f"list of {kind(items, parts)}"
        case {"additionalProperties": {**values}} if values:
            return f"{{text: {kind(values, parts)}}}"
        case {"enum": [None]}:
            return "null"
    return TYPES[field["type"]]


def meaning(field: Shape, parts: dict[str, Shape]) -> str:
    """What a field means; of a choice of words, what is chosen."""
    return str(field.get("description") or " ".join(_of_choice(field, parts)))


def _of_choice(field: Shape, parts: dict[str, Shape]) -> Iterator[str]:
    for one in (field, *field.get("anyOf", ())):
        if "$ref" in one and "enum" in parts[_name(one)]:
            yield _described(parts[_name(one)]).removesuffix(".")


def _name(shape: Shape) -> str:
    return str(shape["$ref"]).rpartition("/")[2]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
