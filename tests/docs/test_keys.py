"""The page of keys is what the bindings of the program make it, and the pages name keys that there are."""

from __future__ import annotations

import re
from pathlib import Path
from runpy import run_path

import pytest

from review.tui.support.key_groups import KEY_GROUPS
from tests.docs.pages import DOCS, ROOT

MAKE_KEYS = run_path(str(DOCS / "reference" / "make_keys.py"))


def test_the_page_of_keys_is_current() -> None:
    written = (DOCS / "reference" / "keys.md").read_text(encoding="utf-8")
    assert written == MAKE_KEYS["page"](), "run `python docs/reference/make_keys.py`"


def test_keys_are_shown_as_people_know_them() -> None:
    shown = MAKE_KEYS["shown"]
    assert shown("question_mark,f1") == "`?` `F1`"
    assert shown("ctrl+r,shift+enter") == "`Ctrl+R` `Shift+Enter`"
    assert shown("escape,q") == "`Esc` `q`"
    assert shown("pagedown,space") == "`PgDn` `Space`"
    assert shown("slash, X") == "`/` `X`"


EVERYWHERE = KEY_GROUPS["app"]
NAMED = r"(?:(?:Ctrl|Alt|Shift)\+)*(?:[!-_a-~]|F\d+|Enter|Esc|Space|Tab|Delete|Pg(?:Up|Dn)|Home|End)"
KEY = re.compile(rf"(?<!`)`({NAMED})`(?!`)")
PLACES = (*dict.fromkeys(heading.partition(":")[0] for heading in KEY_GROUPS.values()),)


def keys_by_place() -> dict[str, set[str]]:
    """The keys of each place with its lists, forms and texts, from the page of keys."""
    found: dict[str, set[str]] = {}
    page = (DOCS / "reference" / "keys.md").read_text(encoding="utf-8")
    for heading, rows in re.findall(r"^## (.+)\n\n((?:\|.*\n)+)", page, re.MULTILINE):
        first = {cell for row in rows.splitlines()[2:] for cell in KEY.findall(row.split(" | ")[0])}
        found.setdefault(heading.partition(":")[0], set()).update(first)
    return found


KEYS = keys_by_place()
OF_CODES = {*"1234567", "a", "b"}
"""The keys of the worked example's codes."""
PLACE_KEYS = {
    place: key
    for key, place in re.findall(
        r"^\| `(F\d+)`.*? \| (.+?) \|", (DOCS / "reference" / "keys.md").read_text("utf-8"), re.MULTILINE
    )
}
ABOUT_TERMINALS = ("Change keys", "Work in a terminal", "Work in a browser")
"""Recipes that also name keys and signs of others."""
OTHERS = {"Ctrl+Z", "Alt+F9", *"!*<>"}
"""The keys of text fields and of Word that recipes name, and signs that no key has."""


def unknown(text: str, places: set[str]) -> set[str]:
    """The keys that a text names and none of these places has."""
    known = set().union(*(KEYS[place] for place in (*places, EVERYWHERE)), {"Esc"})
    return set(KEY.findall(text)) - known


@pytest.mark.parametrize("page", [ROOT / "README.md", DOCS / "coming-from.md"], ids=lambda page: page.name)
def test_a_row_about_a_place_names_keys_of_that_place(page: Path) -> None:
    rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| ")]
    for row in rows:
        cells = row.strip("| ").split(" | ")
        about = cells[0] if page.name == "README.md" else cells[-1]
        places = {place for place in PLACES if place in about}
        if places:
            assert unknown(row, places) == set(), row


@pytest.mark.parametrize(
    "step",
    re.findall(
        r"^## (.+?\n.*?)(?=^## |\Z)", (DOCS / "tutorial.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    ),
)
def test_a_step_of_the_tutorial_names_keys_of_its_places(step: str) -> None:
    places = {place for place in PLACES if place.lower() in step.lower()}
    places |= {place for place, key in PLACE_KEYS.items() if f"`{key}`" in step}
    assert unknown(step, places) - OF_CODES == set()


def test_recipes_name_keys_that_there_are() -> None:
    recipes = re.split(r"^## ", (DOCS / "how-to.md").read_text("utf-8"), flags=re.MULTILINE)
    text = "".join(one for one in recipes if not one.startswith(ABOUT_TERMINALS))
    assert unknown(text, {*PLACES}) - OF_CODES - OTHERS == set()
