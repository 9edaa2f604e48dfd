"""The drawing of linked configurations as it is painted, and scrolled."""

from itertools import pairwise

from textual.app import App, ComposeResult

from review.domain.theories.chain import Drawing, draw
from review.domain.theories.configuration import LinkKind
from review.tui.places.configurations.chain_view import ChainView, painted
from tests.tui.hosts import HOSTILE, shown, until

STARTS_AT = "configurations"


class Host(App[None]):
    """Shows one drawing in the whole window."""

    CSS = "ChainView { height: 1fr; }"

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self.drawing = drawing

    def compose(self) -> ComposeResult:
        yield ChainView("chain")

    def on_mount(self) -> None:
        view = self.query_one(ChainView)
        view.can_focus = True
        view.focus()
        view.show(self.drawing)


def chain(length: int, chosen: int) -> Drawing:
    """So many configurations in a row, each leading to the next and to one that is beside the row."""
    row = [f"id{number}" for number in range(length)]
    beside = [f"b{number}" for number in range(length)]
    labels = {one: one.replace("id", "C").replace("b", "D") for one in (*row, *beside)}
    links = [(one, other, LinkKind.LEADS_TO) for one, other in pairwise(row)]
    links += [(one, other, LinkKind.VARIANT) for one, other in zip(row, beside, strict=True)]
    return draw(labels, links, f"id{chosen}")


async def test_the_chosen_one_is_in_sight_and_keys_scroll_to_the_others():
    app = Host(chain(8, 6))
    async with app.run_test(size=(40, 5)) as pilot:
        await until(pilot, lambda: "C6" in shown(app))
        assert "C0 " not in shown(app)
        for _ in range(100):
            await pilot.press("left")
        await until(pilot, lambda: "C0 ┬─ leads to ─▶ C1" in shown(app))
        assert "D0" not in shown(app)
        for _ in range(30):
            await pilot.press("down")
        await until(pilot, lambda: "variant ┄▷ D0" in shown(app))


def test_hostile_labels_are_painted_as_plain_text():
    for text in HOSTILE:
        (line,) = draw({"a": text}, [])
        content = painted(line)
        assert len(content.plain) == len(text)
        assert not set(content.plain) & set("\x1b\x07\x9b\u202e\n\ud800")
