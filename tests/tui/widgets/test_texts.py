"""A list of texts of any height, measured as far as they were in sight."""

from textual.app import App, ComposeResult
from textual.content import Content

from review.tui.widgets.items.texts import Texts
from tests.tui.hosts import settled, shown

CSS = "Texts { height: 1fr; overflow: hidden scroll; scrollbar-size-vertical: 1; }"


class OfTexts(App[None]):
    CSS = CSS

    def __init__(self) -> None:
        super().__init__()
        self.made: list[int] = []

    def compose(self) -> ComposeResult:
        yield Texts("texts")

    def text_of(self, item: int) -> Content:
        self.made.append(item)
        return Content("\n".join(f"text {item} line {line}" for line in range(1 + item % 3)))


async def test_only_texts_that_were_in_sight_are_made_and_the_cursor_reaches_all():
    app = OfTexts()
    async with app.run_test(size=(40, 10)) as pilot:
        texts = app.query_one(Texts)
        texts.show(400, app.text_of, 0)
        await settled(pilot)
        assert "text 2 line 2" in shown(app)
        assert max(app.made) < 10
        assert texts.max_scroll_y > 400
        texts.action_jump(-1)
        await settled(pilot)
        assert "text 399 line 0" in shown(app)
        # Four lines on average less one: 400 texts of 1, 2 and 3 lines, each with an empty one after it.
        assert texts.virtual_size.height == sum(2 + item % 3 for item in range(400))
        texts.action_page(-1)
        assert texts.item_at(sum(texts.place(399)) - 1) == 399
        assert texts.cursor == 396
        await pilot.resize_terminal(20, 10)
        await settled(pilot)
        assert "text 396 line 0" in shown(app)


async def test_a_cursor_that_is_set_before_there_is_room_stays():
    app = OfTexts()
    async with app.run_test(size=(40, 10)) as pilot:
        texts = Texts("later")
        texts.show(30, app.text_of, 20)
        await app.mount(texts)
        await settled(pilot)
        assert texts.cursor == 20


async def test_where_there_are_no_texts_it_is_said_instead():
    app = OfTexts()
    async with app.run_test(size=(40, 10)) as pilot:
        texts = app.query_one(Texts)
        texts.show(0, app.text_of, 0, Content("Nothing fits."))
        await settled(pilot)
        assert "Nothing fits." in shown(app)
        assert texts.item_at(0) is None
        texts.action_page(1)
        texts.action_jump(-1)
        assert app.made == []
