"""Writes ``keys.md`` from the bindings of the screens and widgets: ``python docs/reference/make_keys.py``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import key_to_character

from review.tui.app import ReviewApp
from review.tui.keys import all_bindings

PAGE = Path(__file__).with_name("keys.md")

PLACES = {
    "app": "Everywhere",
    "library": "Library",
    "records": "Library: the list of records",
    "duplicates": "Library: duplicates",
    "screening": "Screening",
    "reader": "Reader: coding",
    "reading": "Reader: moving and selecting",
    "table": "Reader: in a table",
    "find": "Reader: the search line",
    "picker": "Reader: choosing a code",
    "theory-map": "Theory map",
    "passages": "Theory map: passages under a theory",
    "versions": "Theory map: versions",
    "differences": "Theory map: edits by hand",
    "theory": "Theory map: the form",
    "exports": "Exports",
    "formats": "Exports: formats",
    "ingest": "Dialog: reading new files",
    "reference": "Dialog: a reference",
    "choose": "Dialog: choosing from a list",
    "prompt": "Dialog: a line of text",
    "memo": "Dialog: a memo of several lines",
    "message": "Dialog: a message",
    "help": "Dialog: help",
}
"""The first part of a binding's id, in the order of the page, and its heading."""

CHARACTERS = {"slash": "/", "plus": "+", "minus": "-", "tilde": "~", "circumflex_accent": "^"}
"""Characters that Textual does not find by their keys' names."""

START = """\
# Keys

Made by `docs/reference/make_keys.py` from the program itself. On the screen, `?` shows the same for the place you are in.
The last column is the binding's id, by which `keys.yaml` gives it other keys
([how](../how-to.md#give-yourself-other-keys)). A code's own key (`1`-`7`, `a`, `b` in the worked example) is set in
[`theory_map.yaml`](theory-map.md) and goes before a key for moving. In Screening, `x` is followed by the key beside the criterion.
"""


def page() -> str:
    """The page as the bindings of today make it."""
    groups: dict[str, dict[str, Binding]] = {}
    for binding in bindings():
        place, _, _ = str(binding.id).partition(".")
        groups.setdefault(place, {})[str(binding.id)] = binding
    known = [place for place in PLACES if place in groups]
    parts = [START]
    for place in known + sorted(groups.keys() - PLACES.keys()):
        rows = [
            f"| {shown(binding.key)} | {binding.description} | `{name}` |"
            for name, binding in groups[place].items()
        ]
        heading = PLACES.get(place, place.capitalize())
        parts.append(
            "\n".join([f"## {heading}", "", "| keys | what they do | id |", "|---|---|---|", *rows, ""])
        )
    return "\n".join(parts)


def bindings() -> Iterator[Binding]:
    """The program's bindings that have an id, in the order in which each class lists them."""
    all_bindings(ReviewApp)  # loads every screen and widget
    waiting: list[type[DOMNode]] = [DOMNode]
    found: dict[str, type[DOMNode]] = {}
    while waiting:
        for child in waiting.pop().__subclasses__():
            waiting.append(child)
            if child.__module__.startswith("review."):
                found[f"{child.__module__}.{child.__qualname__}"] = child
    for _, kind in sorted(found.items()):
        for binding in kind.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id:
                yield binding


def shown(keys: str) -> str:
    """The keys of a binding as a person knows them: ``question_mark,f1`` is ``?`` and ``F1``."""
    return " ".join(f"`{_shown(key.strip())}`" for key in keys.split(","))


def _shown(key: str) -> str:
    *modifiers, last = key.split("+")
    character = last if len(last) == 1 else CHARACTERS.get(last) or key_to_character(last) or ""
    if character.isprintable() and character.strip():
        last = character.upper() if modifiers else character
    else:
        last = last.replace("page", "Page ").title().replace(" ", "")
    return "+".join([*(modifier.capitalize() for modifier in modifiers), last])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
