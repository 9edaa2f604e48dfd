"""The panel of notes: what wraps stays beside its key."""

from review.tui.widgets.reading.notes import CodeLabel, PassageNotes, SuggestionNote
from review.tui.widgets.reading.panel import NotesPanel
from tests.tui.hosts import Host, shown

PRESSURE = CodeLabel("T3", "Pressure of the journals to publish first", "#808080", "3")


async def test_the_name_of_a_code_that_wraps_stays_behind_its_key() -> None:
    panel = NotesPanel()
    app = Host(panel)
    async with app.run_test(size=(30, 24)) as pilot:
        panel.notes = PassageNotes(
            suggestions=(SuggestionNote(PRESSURE, 0.9, key="Enter"),), codes=(PRESSURE,)
        )
        await pilot.pause()
        rows = [row.rstrip() for row in shown(app).splitlines()]
    suggested = rows.index("Enter T3 Pressure of the")
    assert rows[suggested + 1].startswith(" " * 6 + "journals")
    key = rows.index(" 3 T3 Pressure of the journals")
    assert rows[key + 1].startswith("   to publish")
