"""Navigation in the Reader: search, pages, side text, quotations, the PDF, and back."""

import pytest
from textual.widgets import Static

from review.project import Project
from review.tui.places.reader import ReaderScreen
from review.tui.places.reader.finding import find_all
from review.tui.widgets.bars import KeyFooter
from review.tui.widgets.reading.title_line import TitleLine
from tests.tui.hosts import HOSTILE, settled, shown
from tests.tui.places.reader.opened import reader, reading, reported
from tests.tui.widgets.reading.papers import HEADING, PAPER, document


async def test_words_are_found_as_they_are_typed_and_stepped_through(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("ctrl+f", *"PEOPLE")
        await pilot.pause()
        places = [span[0] for span in find_all(PAPER.text, "people", PAPER.body_end)]
        assert reader(pilot).view.cursor.at == places[0]
        assert f"1 of {len(places)}" in shown(pilot.app)
        await pilot.press("enter", "full_stop")
        assert reader(pilot).view.cursor.at == places[1]
        await pilot.press("comma", "comma")
        assert reader(pilot).view.cursor.at == places[-1]
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert reader(pilot).view.has_focus


async def test_the_page_of_what_is_found_is_named_while_one_types(project: Project) -> None:
    async with reading(project) as pilot:
        # Twice: the first time, the notes are shown again when the page's tables are known.
        await pilot.press("ctrl+f", *"tendering", "escape", "home")
        await settled(pilot)
        await pilot.press("ctrl+f", *"tendering")
        await pilot.pause()
        at = reader(pilot).view.cursor.at
        label = PAPER.page_at(at).label
        assert label == "348"
        assert pilot.app.screen.query_one(TitleLine).place.startswith(f"p. {label} ")


async def test_keys_typed_into_the_search_are_not_codes(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("ctrl+f", "1", "a", "n", "u", "escape")
        assert project.coding.codings() == []
        assert project.coding.done_marks() == []


async def test_a_page_is_gone_to_by_its_printed_label(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("g", *"348", "enter")
        await settled(pilot)
        assert PAPER.page_at(reader(pilot).view.cursor.passage.end - 1).label == "348"


async def test_side_text_is_shown_coded_and_hidden(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("H")
        await pilot.pause()
        assert "Below the text (Ctrl+End): running heads, " in reported(pilot)
        await pilot.press("ctrl+end", "1")
        assert project.coding.codings()[0].quote == "1 Names are changed."
        assert project.coding.codings()[0].page_label == "348"
        await pilot.press("H")
        assert reader(pilot).view.cursor.passage == PAPER.passages[-3]


async def test_a_quotation_is_copied_with_its_citation(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("J", "y")
        await pilot.pause()
        assert pilot.app.clipboard == (
            "“Councils in England carry a duty to shape their local market.” (Rahman and Okoro, 2016, p. 347)"
        )


async def test_a_file_that_is_gone_is_reported(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("o")
        assert "no longer in the corpus" in reported(pilot)


async def test_escape_gives_up_the_selection_first_and_then_goes_back(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("J", "escape")
        assert reader(pilot).view.cursor.selection is None
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, ReaderScreen)


async def test_escape_closes_a_search_that_found_nothing_and_then_goes_back(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("ctrl+f", *"zzqq", "enter")
        assert "not found  Esc closes" in shown(pilot.app)
        await pilot.press("escape")
        assert not reader(pilot).text.search.bar.is_open
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, ReaderScreen)


async def test_go_to_a_page_stores_nothing_and_escape_does_not_ask(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("g", "3")
        assert "Enter go" in shown(pilot.app)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ReaderScreen)


@pytest.mark.parametrize(("size", "rows"), [((80, 24), 17), ((160, 48), 43)])
async def test_one_line_more_above_the_footer_leaves_room_for_the_text(
    project: Project, size: tuple[int, int], rows: int
) -> None:
    """The configuration line comes there: everything else stays in sight."""
    async with reading(project, size=size) as pilot:
        await pilot.press("enter")
        line = Static("C1  c 0 · r 0 · m 0 · o 0")
        line.styles.height = 1
        await pilot.app.screen.mount(line, before=pilot.app.screen.query_one(KeyFooter))
        await pilot.pause()
        lines = shown(pilot.app).splitlines()
        assert lines[-2].startswith("C1  c 0")
        assert "Accept" in lines[-1]
        assert "0 of 5 done" in lines[1]
        assert "[+ - ~ ^]" in lines[-4] or size[0] > 100
        assert reader(pilot).view.size.height >= rows


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
@pytest.mark.parametrize("text", [t for t in HOSTILE if "\ud800" not in t], ids=lambda text: ascii(text)[:20])
async def test_hostile_text_is_only_text(project: Project, text: str, size: tuple[int, int]) -> None:
    paper = document(
        [(HEADING, text), f"{text} is said here. And {text} there.", text, text], labels=[text[:20]]
    )
    async with reading(project, paper, size=size, title=text) as pilot:
        await pilot.press("1", "J", "a", "M", "x", "enter", "y", "ctrl+f", "[", "enter", "escape", "H", "n")
        await settled(pilot)
        assert not set(shown(pilot.app)) & {"\x1b", "\x07", "\u202e", "\x9b"}
        assert len(project.coding.codings()) == 2
