"""How keys are named."""

import pytest

from review.tui.support.bindings import key_name


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        *zip("aA7/^+", "aA7/^+", strict=True),
        *[("f7", "F7"), ("slash", "/"), ("minus", "-"), ("circumflex_accent", "^"), ("question_mark", "?")],
        *[("enter", "Enter"), ("escape", "Esc"), ("space", "Space"), ("tab", "Tab"), ("up", "Up"), ("pagedown", "PgDn")],
        *[("ctrl+p", "Ctrl+P"), ("alt+t", "Alt+T"), ("shift+enter", "Shift+Enter"), ("ctrl+home", "Ctrl+Home")],
    ],
)  # fmt: skip
def test_a_key_has_one_name_everywhere(key: str, shown: str) -> None:
    assert key_name(key) == shown
