"""Lists to choose from paint only what the cursor leaves and reaches."""

from textual.strip import Strip

from review.tui.widgets.options import Options
from tests.tui.hosts import Host, settled


class Painted(Options):
    """Remembers which lines were painted again."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)
        self.again: set[int] = set()
        self.looked_at: list[int] = []

    def refresh_lines(self, y_start: int, line_count: int = 1) -> None:
        self.again.update(range(y_start, y_start + line_count))
        super().refresh_lines(y_start, line_count)

    def render_line(self, y: int) -> Strip:
        self.looked_at.append(y)
        return super().render_line(y)


async def test_only_the_options_that_the_cursor_leaves_and_reaches_are_painted():
    options = Painted("one", "two\nin two lines", None, "three", "four")
    async with Host(options).run_test(size=(40, 12)) as pilot:
        for before, highlighted, lines in ((0, 1, {0, 1, 2}), (1, 2, {1, 2, 4}), (2, 0, {0, 4})):
            options.highlighted = before
            await settled(pilot)
            options.again = set()
            options.highlighted = highlighted
            await settled(pilot)
            assert options.again - {3} == lines, (before, highlighted)


async def test_options_that_are_out_of_sight_are_not_painted():
    options = Painted(*map(str, range(40)))
    async with Host(options).run_test(size=(40, 12)) as pilot:
        options.highlighted = 0
        await settled(pilot)
        options.again = set()
        options.highlighted = 39
        assert options.again == {0}


async def test_each_line_is_looked_at_once_for_what_is_painted():
    options = Painted(*map(str, range(40)))
    async with Host(options).run_test(size=(40, 32)) as pilot:
        options.highlighted = 0
        await settled(pilot)
        options.looked_at = []
        options.highlighted = 9
        assert len(options.looked_at) == len(set(options.looked_at))
