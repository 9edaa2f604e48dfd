"""The strip of notes: where several coded a passage, each can be read on a narrow screen."""

from __future__ import annotations

import pytest

from review.tui.widgets.reading.notes import CodeLabel, CodeNote, CodingNote, PassageNotes
from review.tui.widgets.reading.notes_strip import NotesStrip
from tests.tui.hosts import Host, shown

NORMS = CodeLabel("T1", "Social norms", "#808080", "1")
PRESSURE = CodeLabel("T3", "Pressure", "#808080", "3")


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (120, "▸ (you) T1 Social norms: bears on [+ - ~ ^]    (Bob Roy) T1 bears on T3 supports"),
        (66, "▸ (you) T1 Social norms: bears on [+ - ~ ^]    (Bob Roy) T1 · T3 +"),
        (50, "▸ (you) T1 · [+ - ~ ^]    (Bob Roy) T1 · T3 +"),
    ],
)
async def test_what_another_coded_is_shown_in_signs_where_words_have_no_room(width: int, line: str) -> None:
    own = CodingNote(
        (CodeNote(NORMS, "bears on", in_focus=True),), "", "ann", who="you", is_chosen=True, has_keys=True
    )
    other = CodingNote(
        (CodeNote(NORMS, "bears on"), CodeNote(PRESSURE, "supports")), "", "Bob Roy", who="Bob Roy"
    )
    strip = NotesStrip()
    app = Host(strip)
    async with app.run_test(size=(width, 4)) as pilot:
        strip.notes = PassageNotes(codings=(own, other))
        await pilot.pause()
        assert shown(app).splitlines()[0].rstrip() == line


@pytest.mark.parametrize(("width", "is_named"), [(80, True), (60, False)])
async def test_the_key_of_the_status_is_named_where_there_is_room(width: int, is_named: bool) -> None:
    strip = NotesStrip()
    app = Host(strip)
    async with app.run_test(size=(width, 4)) as pilot:
        code = CodeNote(NORMS, "bears on", in_focus=True)
        strip.notes = PassageNotes(codings=(CodingNote((code,), "", "ann", is_chosen=True, has_keys=True),))
        await pilot.pause()
        line = shown(app).splitlines()[0].rstrip()
        assert ("[+ - ~ ^]  ' where its claim comes from" in line) == is_named
