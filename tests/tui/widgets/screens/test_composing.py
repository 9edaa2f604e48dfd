import pytest
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.app import App, ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Static

from review.tui.widgets.screens.painting import paint_once
from tests.tui.hosts import render_update, settled


class Asked(Static):
    """Remembers which of its lines were asked for."""

    def __init__(self, *given: str, **named: str) -> None:
        super().__init__(*given, **named)
        self.lines: set[int] = set()

    def render_lines(self, crop: Region) -> list[Strip]:
        self.lines.update(crop.line_range)
        return super().render_lines(crop)


class Box(Container):
    """Remembers that it was asked for lines."""

    was_asked = False

    def render_lines(self, crop: Region) -> list[Strip]:
        self.was_asked = True
        return super().render_lines(crop)


class Place(Screen[None]):
    CSS = """
    Place { layers: below above; }
    #list { width: 30; height: 10; border: round white; }
    #text { width: 1fr; height: 10; }
    #over { layer: above; offset: 20 3; width: 20; height: 3; background: red 50%; }
    #long { height: 6; overflow-x: scroll; }
    """

    def __init__(self) -> None:
        super().__init__()
        paint_once(self)

    def compose(self) -> ComposeResult:
        with Box(), Horizontal():
            yield Asked("\n".join(f"Line {number} 漢字" for number in range(8)), id="list")
            yield Asked("\n".join("words " * 5 for _ in range(10)), id="text")
        with VerticalScroll(id="long"):
            yield Static("\n".join(f"{number} " * 40 for number in range(40)))
        yield Static("over both", id="over")


@pytest.fixture
async def pilot():
    async with App[None]().run_test(size=(70, 20)) as pilot:
        await pilot.app.push_screen(Place())
        await settled(pilot)
        yield pilot


@pytest.fixture
def place(pilot):
    return pilot.app.screen


def picture(update: LayoutUpdate | ChopsUpdate, screen: Screen[None]) -> list[list[str]]:
    """The cells that a terminal shows after an update of an empty one."""
    cells = [[""] * screen.size.width for _ in range(screen.size.height)]
    if isinstance(update, LayoutUpdate):
        pieces = [(y, 0, screen.size.width, Strip.join(line)) for y, line in enumerate(update.strips)]
    else:
        pieces = [
            (y, max(x, left), min(end, right), strip.crop(max(left - x, 0), min(end, right) - x))
            for y, left, right in update.spans
            for (x, strip), end in zip(update.chops[y].items(), update.chop_ends[y], strict=True)
            if strip is not None and x < right and end > left
        ]
    for y, x, end, strip in pieces:
        for at in range(x, end):
            cells[y][at] = repr(list(strip.crop(at - x, at - x + 1)))
    return cells


def painted_by_textual(screen: Screen[None], regions: set[Region] | None) -> list[list[str]]:
    ours = screen._compositor
    theirs = Compositor()
    theirs.__dict__.update(ours.__dict__)
    return picture(rendered(theirs, regions), screen)


def rendered(compositor: Compositor, regions: set[Region] | None) -> LayoutUpdate | ChopsUpdate:
    compositor._dirty_regions = set(regions or ())
    update = render_update(compositor, full=regions is None)
    assert isinstance(update, (LayoutUpdate, ChopsUpdate))
    return update


@pytest.mark.parametrize(
    "regions",
    [
        None,
        {Region(0, 2, 30, 2)},
        {Region(22, 0, 10, 20)},
        {Region(31, 4, 5, 1), Region(0, 12, 70, 3)},
        {Region(0, 0, 1, 1), Region(69, 19, 1, 1)},
    ],
)
async def test_the_picture_is_that_of_textual(place, regions):
    ours = picture(rendered(place._compositor, regions), place)
    assert ours == painted_by_textual(place, regions)


async def test_a_widget_is_asked_only_for_lines_that_are_painted(place):
    asked, beside, box = (
        place.query_one("#list", Asked),
        place.query_one("#text", Asked),
        place.query_one(Box),
    )
    asked.lines, beside.lines, box.was_asked = set(), set(), False
    rendered(place._compositor, {Region(0, 2, 15, 2)})
    assert (asked.lines, beside.lines, box.was_asked) == ({2, 3}, set(), False)


async def test_lines_behind_another_widget_are_asked_for_once_it_is_gone(pilot, place):
    text, over = place.query_one("#text", Asked), place.query_one("#over")
    text.update("\n".join("other " * 5 for _ in range(10)))
    over.styles.width = 50
    await settled(pilot)
    text.lines = set()
    rendered(place._compositor, {Region(30, 3, 40, 3)})
    assert text.lines == set()
    over.display = False
    await settled(pilot)
    rendered(place._compositor, {Region(30, 3, 40, 3)})
    assert text.lines == {3, 4, 5}
    assert painted_by_textual(place, None) == picture(rendered(place._compositor, None), place)
