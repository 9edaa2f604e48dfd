"""Terms behind a suggestion are clicked where they are shown, whatever they hold."""

import pytest

from review.tui.widgets.fitting.fitted import Fitted
from review.tui.widgets.reading.notes import CodeLabel, PassageNotes, SuggestionNote
from review.tui.widgets.reading.notes_strip import NotesStrip
from review.tui.widgets.reading.panel import NotesPanel
from review.tui.widgets.terms import TermClicked, TermLinks, because
from tests.tui.hosts import Host, shown

TERMS = (("care market", 0.5), ("x'); app.quit('", -0.2))


class TermHost(Host):
    """Remembers which terms were clicked."""

    def on_term_clicked(self, message: TermClicked) -> None:
        self.posted.append(message)


def with_terms(widget: TermLinks) -> None:
    """Show the terms in a widget."""
    if isinstance(widget, Fitted):
        widget.show(lambda _width: because(TERMS, 6))
    else:
        note = SuggestionNote(CodeLabel("T1", "Market logic", "#4477aa"), 0.7, terms=TERMS)
        widget.notes = PassageNotes(suggestions=(note,))


@pytest.mark.parametrize("term", ["care market", "x'); app.quit('"])
@pytest.mark.parametrize("kind", [Fitted, NotesStrip, NotesPanel], ids=lambda kind: kind.__name__)
async def test_a_click_reports_the_term(kind: type[TermLinks], term: str):
    app = TermHost(kind())
    async with app.run_test(size=(120, 20)) as pilot:
        with_terms(app.widget)
        await pilot.pause()
        lines = shown(app).splitlines()
        row = next(number for number, line in enumerate(lines) if term in line)
        await pilot.click(offset=(lines[row].index(term) + 2, row))
        await pilot.pause()
        assert app.posted == [TermClicked(term)]
        assert app.is_running


def test_terms_against_follow_those_for_it_and_have_a_minus():
    assert because((("care", 0.5), ("price", -0.4), ("market", 0.3)), 6).plain == "care, market, −price"
    assert because((("care", 0.5), ("price", -0.4), ("market", 0.3)), 1).plain == "care"
