"""What the codes of a coded project can become, as the dialog offers it."""

from __future__ import annotations

from msgspec.structs import replace

from review.templates import THEORY_MAP
from review.theory_map.reading import read_theory_map
from review.tui.dialogs.files.project_lines import named_theories, targets

NEW = read_theory_map(THEORY_MAP)


def test_codes_of_a_project_cannot_become_theories_that_nobody_has_named() -> None:
    assert [one.value for one in targets(NEW, "")] == ["new"]
    first = replace(NEW.codes[0], name="Trust")
    partly = replace(NEW, codes=(first, *NEW.codes[1:]))
    assert [one.id for one in named_theories(partly)] == [first.id]
    assert [one.value for one in targets(partly, "")] == ["new", first.id, f"under:{first.id}"]
