from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from review.tui.widgets.items.drawing import drawn
from tests.tui.hosts import Host

BASE = Style.parse("white on black")

lines = st.builds(
    lambda parts: Content("").join(Content.styled(text, style) for text, style in parts),
    st.lists(
        st.tuples(st.text("ab 漢é", max_size=8), st.sampled_from(("", "bold", "italic red"))), max_size=4
    ),
)


@given(lines, st.integers(1, 30))
def test_a_line_has_its_width_and_begins_as_its_text_does(line: Content, width: int):
    strip = drawn(line, width, BASE)
    assert strip.cell_length == width
    assert line.plain.startswith(strip.text.rstrip(" ")) or line.cell_length > width


def test_a_longer_line_ends_at_a_word():
    assert drawn(Content("of two words"), 8, BASE).text == "of two  "


def test_only_the_first_of_several_lines_is_drawn():
    assert drawn(Content("one\ntwo\tthree"), 12, BASE).text.rstrip() == "one"


async def test_styles_are_those_that_textual_gives_a_text():
    line = Content.assemble("plain ", ("bold", "bold"), " ", ("red", "red on blue"))
    async with Host(widget := Static(line)).run_test(size=(20, 1)) as pilot:
        await pilot.pause()
        textual = [(one.text, one.style) for one in widget.render_line(0).discard_meta() if one.text.strip()]
        ours = [(one.text, one.style) for one in drawn(line, 20, widget.visual_style) if one.text.strip()]
    assert ours == textual
