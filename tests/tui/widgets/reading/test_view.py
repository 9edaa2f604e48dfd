"""Reading by keys and mouse: where the cursor is, what is selected, what is seen."""

import re

import pytest
from textual.color import Color
from textual.pilot import Pilot
from textual.strip import Strip
from textual.theme import Theme

from review.documents.texts.text_document import text_document
from review.tui.support.colours import LEAST_CONTRAST, contrast, in_256_colours
from review.tui.support.themes import DARK, LIGHT
from review.tui.widgets.reading import CodingMark, MarginNote, ReadingView
from review.tui.widgets.reading.layout import displayed
from review.tui.widgets.reading.painter import Palette
from tests.reviews import unlabelled
from tests.tui.hosts import HOSTILE, Host, paint, shown
from tests.tui.widgets.reading.papers import HEADING, PAPER, document

BLUE, RED = "#4e79a7", "#e15759"


def view_of(pilot: Pilot[None]) -> ReadingView:
    return pilot.app.query_one(ReadingView)


def selected(view: ReadingView) -> str:
    assert view.cursor.selection is not None
    return view.cursor.document.text[slice(*view.cursor.selection)]


def column_of(view: ReadingView, offset: int) -> tuple[int, int]:
    """The cell of a character in the widget."""
    row = view.rows.row_of(offset)
    return view.sheet.columns.text_start + offset - view.rows.starts[row], row - view.scroll_offset.y


def highlighted(view: ReadingView) -> str:
    """The text painted as selected, with the line breaks of the rows as spaces."""
    palette = Palette.of(view)
    passage = palette.passage.blend(palette.selection, 0.75).rich_color
    rows = [
        "".join(
            s.text for s in view.render_line(y) if s.style and passage in (s.style.bgcolor, s.style.color)
        )
        for y in range(view.size.height)
    ]
    return " ".join(row for row in rows if row)


async def test_j_and_k_go_from_paragraph_to_paragraph_over_headings() -> None:
    async with Host(ReadingView(PAPER, at=PAPER.passages[1].start)).run_test(size=(80, 24)) as pilot:
        view = view_of(pilot)
        await pilot.press("j")
        assert view.cursor.passage == PAPER.passages[3]
        await pilot.press("j", "j", "k", "k", "k")
        assert view.cursor.passage == PAPER.passages[1]


async def test_home_and_end_go_to_the_edges_of_the_text_and_in_a_selection_of_the_row() -> None:
    async with Host(ReadingView(PAPER, at=PAPER.passages[4].start)).run_test(size=(60, 24)) as pilot:
        view = view_of(pilot)
        await pilot.press("end")
        assert view.cursor.passage == PAPER.passages_within(0, PAPER.body_end)[-1]
        await pilot.press("home")
        assert view.cursor.at == 0
        view.go_to(PAPER.passages[4].start)
        row = view.rows.row_of(view.cursor.at)
        await pilot.press("v", "end")
        assert view.rows.row_of(view.cursor.at) == row
        assert view.cursor.selection
        assert view.cursor.selection[1] >= view.rows.ends[row]


async def test_sentences_are_selected_and_given_back() -> None:
    async with Host(ReadingView(PAPER, at=PAPER.passages[4].start)).run_test() as pilot:
        await pilot.press("J", "J")
        assert selected(view_of(pilot)).startswith("Personal budgets")
        assert selected(view_of(pilot)).endswith("went back to the council.")
        await pilot.press("K")
        assert selected(view_of(pilot)) == "Personal budgets widened choice for some."


async def test_v_selects_whole_words_whatever_it_is_moved_by() -> None:
    async with Host(ReadingView(PAPER, at=PAPER.passages[4].start)).run_test() as pilot:
        await pilot.press("v", "w", "l")
        assert selected(view_of(pilot)) == "Personal budgets"
        await pilot.press("h", "ctrl+left", "v")
        assert view_of(pilot).cursor.selection is None
        await pilot.press("v", "end")
        assert "\n" not in selected(view_of(pilot))


async def test_a_drag_of_the_mouse_selects_and_a_click_gives_it_up() -> None:
    async with Host(ReadingView(PAPER)).run_test(size=(80, 24)) as pilot:
        view = view_of(pilot)
        start = PAPER.text.index("Commissioners")
        end = PAPER.text.index("lever")
        await pilot.mouse_down(view, offset=column_of(view, start))
        await pilot.hover(view, offset=column_of(view, end))
        await pilot.mouse_up(view, offset=column_of(view, end))
        assert selected(view) == PAPER.text[start : end + len("lever")]
        await pilot.click(view, offset=column_of(view, start))
        assert view.cursor.selection is None
        assert view.cursor.at == start


async def test_a_drag_from_inside_a_word_to_inside_another_highlights_both_whole() -> None:
    async with Host(ReadingView(PAPER)).run_test(size=(80, 24)) as pilot:
        view = view_of(pilot)
        start, end = PAPER.text.index("mmissioners"), PAPER.text.index("pirat")
        await pilot.mouse_down(view, offset=column_of(view, end))
        await pilot.hover(view, offset=column_of(view, start))
        await pilot.mouse_up(view, offset=column_of(view, start))
        assert selected(view) == "Commissioners described the duty as “more aspiration"
        assert highlighted(view) == selected(view)


async def test_a_drag_into_the_margins_stays_in_the_row() -> None:
    async with Host(ReadingView(PAPER)).run_test(size=(80, 24)) as pilot:
        view = view_of(pilot)
        start = PAPER.passages[1].start
        await pilot.mouse_down(view, offset=column_of(view, start + 5))
        await pilot.hover(view, offset=(0, column_of(view, start)[1]))
        await pilot.mouse_up(view, offset=(0, column_of(view, start)[1]))
        assert selected(view) == "Councils"


async def test_a_double_click_selects_a_word_and_a_triple_click_the_passage() -> None:
    async with Host(ReadingView(PAPER)).run_test(size=(80, 24)) as pilot:
        view = view_of(pilot)
        where = column_of(view, PAPER.text.index("England"))
        await pilot.click(view, offset=where, times=2)
        assert selected(view) == "England"
        await pilot.click(view, offset=where, times=3)
        assert view.cursor.selection == (PAPER.passages[1].start, PAPER.passages[1].end)


async def test_the_passage_at_the_cursor_stays_in_sight_whole_in_a_lower_view() -> None:
    paper = document([f"Number {number}. {'Many words. ' * 20}The last of {number}." for number in range(20)])
    async with Host(ReadingView(paper)).run_test(size=(80, 40)) as pilot:
        view = view_of(pilot)
        await pilot.press("j", "j", "j")
        assert view.scroll_offset.y == 0
        first, last = view.rows.rows_of(view.cursor.passage.start, view.cursor.passage.end)
        await pilot.resize_terminal(80, first + 1)
        await pilot.pause()
        assert view.scroll_offset.y <= first
        assert last < view.scroll_offset.y + view.size.height


async def test_a_selection_survives_a_change_of_size() -> None:
    async with Host(ReadingView(PAPER, at=PAPER.passages[3].start)).run_test(size=(80, 24)) as pilot:
        await pilot.press("J", "J")
        before = selected(view_of(pilot))
        await pilot.resize_terminal(50, 12)
        await pilot.pause()
        assert selected(view_of(pilot)) == before
        view = view_of(pilot)
        assert 0 <= view.rows.row_of(view.cursor.at) - view.scroll_offset.y < 12


async def test_page_labels_codings_and_notes_stand_beside_the_text() -> None:
    view = ReadingView(PAPER, at=PAPER.passages[3].start)
    passage = PAPER.passages[3]
    async with Host(view).run_test(size=(80, 24)) as pilot:
        view.set_codings([CodingMark(passage.start, passage.end, "3", BLUE)])
        notes = {passage.start: [MarginNote("T3 .82", BLUE, is_strong=True), MarginNote("RA .31")]}
        view.set_notes(lambda start: notes.get(start, ()))
        await pilot.pause()
        rows = shown(pilot.app).splitlines()
        first = view.rows.row_of(passage.start)
        assert rows[0].strip().startswith("p. 347")
        assert rows[first].split()[:4] == ["p.", "348", "3", "Where"]
        assert rows[first].rstrip().endswith("T3 .82")
        assert "▌" in rows[first + 1]
        assert rows[first + 1].rstrip().endswith("RA .31")


async def test_every_fifth_paragraph_of_a_text_has_its_number() -> None:
    view = ReadingView(text_document("\n".join(f"Line {number}." for number in range(1, 12)), "text"))
    async with Host(view).run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        numbered = [row.split() for row in shown(pilot.app).splitlines() if "¶" in row]
    assert numbered == [["¶", "5", "Line", "5."], ["¶", "10", "Line", "10."]]


async def test_only_the_rows_that_look_otherwise_are_painted_again() -> None:
    view = ReadingView(PAPER)
    async with Host(view).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        paint(pilot.app)
        passage = PAPER.passages[1]
        first, last = view.rows.rows_of(passage.start, passage.end)
        painted: list[int] = []
        draw = view.render_line

        def render_line(y: int) -> Strip:
            painted.append(y + view.scroll_offset.y)
            return draw(y)

        view.render_line = render_line  # type: ignore[method-assign]
        marks = [CodingMark(passage.start, passage.end, "3", BLUE)]
        view.set_codings(marks)
        await pilot.pause()
        paint(pilot.app)
        assert set(painted) == set(range(first, last + 1))
        painted.clear()
        view.set_codings(marks)
        await pilot.pause()
        paint(pilot.app)
        assert painted == []


async def test_a_page_without_a_printed_number_has_the_pdfs_in_the_margin_until_it_gets_one() -> None:
    view = ReadingView(unlabelled(PAPER))
    async with Host(view).run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await pilot.pause()
        at = view.cursor.at
        assert shown(pilot.app).splitlines()[0].strip().startswith("PDF 1")
        view.relabel(PAPER)
        await pilot.pause()
        assert shown(pilot.app).splitlines()[0].strip().startswith("p. 347")
        assert view.cursor.at == at


async def test_overlapping_codings_have_bars_of_their_own_and_are_underlined() -> None:
    view = ReadingView(PAPER)
    passage = PAPER.passages[1]
    async with Host(view).run_test(size=(80, 24)) as pilot:
        view.set_codings(
            [
                CodingMark(passage.start, passage.end, "1", BLUE),
                CodingMark(passage.start + 4, passage.end, "a", RED),
            ]
        )
        await pilot.pause()
        segments = list(view.render_line(view.rows.row_of(passage.start)))
        alone, both = (next(s for s in segments if s.text.startswith(word)) for word in ("Coun", "cils"))
        assert [s.text for s in segments if s.text in "1a"] == ["1", "a"]
        assert alone.style
        assert both.style
        assert not alone.style.underline
        assert both.style.underline
        assert alone.style.bgcolor != both.style.bgcolor


async def test_more_codings_than_lanes_are_reported_by_a_sign() -> None:
    view = ReadingView(PAPER)
    passage = PAPER.passages[1]
    async with Host(view).run_test(size=(80, 24)) as pilot:
        view.set_codings([CodingMark(passage.start, passage.end, str(n), BLUE) for n in range(5)])
        await pilot.pause()
        assert "+" in shown(pilot.app).splitlines()[view.rows.row_of(passage.start)]


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
async def test_low_scores_in_the_margin_can_be_read_on_the_current_passage(theme: Theme) -> None:
    app = Host(ReadingView(PAPER))
    app.register_theme(theme)
    app.theme = theme.name
    async with app.run_test(size=(80, 24)) as pilot:
        palette = Palette.of(view_of(pilot))
        ink = palette.styles["weak"].color
        assert ink is not None
        for ground in (palette.background, palette.passage):
            weak = Color.from_rich_color(ink)
            assert contrast(weak, ground) >= LEAST_CONTRAST
            assert contrast(in_256_colours(weak), in_256_colours(ground)) >= LEAST_CONTRAST


async def test_side_text_is_hidden_until_it_is_asked_for() -> None:
    view = ReadingView(PAPER)
    async with Host(view).run_test(size=(80, 40)) as pilot:
        assert "Names are changed" not in shown(pilot.app)
        view.show_asides(True)
        await pilot.press("ctrl+end")
        assert re.search(r"p\. 348 +1 Names are changed", shown(pilot.app))
        assert view.cursor.passage == PAPER.passages[-1]
        view.show_asides(False)
        await pilot.pause()
        assert view.cursor.passage == PAPER.passages[-3]


async def test_the_reader_is_opened_at_side_text_too() -> None:
    view = ReadingView(PAPER, at=PAPER.passages[-1].start)
    async with Host(view).run_test(size=(80, 24)) as pilot:
        assert "Names are changed" in shown(pilot.app)


async def test_matches_of_a_search_are_shown_and_the_current_one_is_gone_to() -> None:
    view = ReadingView(PAPER)
    async with Host(view).run_test(size=(80, 10)) as pilot:
        start = PAPER.text.index("measure")
        view.set_matches([(4, 9), (start, start + 7)], (start, start + 7))
        await pilot.pause()
        assert view.cursor.at == start
        assert "no measure was" in shown(pilot.app)


async def test_in_a_passage_that_is_longer_than_the_view_the_row_of_a_place_is_shown() -> None:
    paper = document([f"{'Many words. ' * 200}Here attrition was high. {'More words. ' * 200}"])
    at = paper.text.index("attrition")
    for view in (ReadingView(paper, at), ReadingView(paper)):
        async with Host(view).run_test(size=(80, 12)) as pilot:
            view.go_to(at)
            await pilot.pause()
            assert "Here attrition was high" in shown(pilot.app)
            assert shown(pilot.app).splitlines()[-1].strip()


@pytest.mark.parametrize(
    "text", [*HOSTILE, "👩\u200d👩\u200d👧 ☺\ufe0f 🏽", "שלום עולם", "e\u0301\u0301\u0301"]
)
async def test_hostile_text_is_only_text_and_keeps_the_columns(text: str) -> None:
    paper = document([(HEADING, text), f"{text} once more {text} to the end", text], labels=[text])
    view = ReadingView(paper)
    async with Host(view).run_test(size=(80, 24)) as pilot:
        view.set_codings([CodingMark(1, len(paper.text), "[", text)])
        view.set_notes(lambda _: [MarginNote(text, text, is_strong=True)])
        await pilot.press("j", "v", "l", "l", "w", "K", "J", "down", "end")
        assert all(view.render_line(y).cell_length == view.row_width for y in range(view.size.height))
        screen = shown(pilot.app)
        assert not set(screen) & {"\x1b", "\x07", "\u202e", "\x00", "\x9b", "\ud800"}
        assert displayed(paper.text).splitlines()[0][:8] in screen


async def test_a_document_without_passages_is_an_empty_page() -> None:
    async with Host(ReadingView(document([""]))).run_test() as pilot:
        await pilot.press("j", "k", "J", "v", "down", "end", "w", "ctrl+left", "pagedown", "ctrl+end")
        assert view_of(pilot).cursor.at == 0
