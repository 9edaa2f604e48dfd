"""The page of keys is what the bindings of the program make it."""

from __future__ import annotations

from runpy import run_path

from tests.docs.pages import DOCS

MAKE_KEYS = run_path(str(DOCS / "reference" / "make_keys.py"))


def test_the_page_of_keys_is_current() -> None:
    written = (DOCS / "reference" / "keys.md").read_text(encoding="utf-8")
    assert written == MAKE_KEYS["page"](), "run `python docs/reference/make_keys.py`"


def test_keys_are_shown_as_people_know_them() -> None:
    shown = MAKE_KEYS["shown"]
    assert shown("question_mark,f1") == "`?` `F1`"
    assert shown("ctrl+r,shift+enter") == "`Ctrl+R` `Shift+Enter`"
    assert shown("escape,q") == "`Escape` `q`"
    assert shown("pagedown,space") == "`PageDown` `Space`"
    assert shown("slash, X") == "`/` `X`"
