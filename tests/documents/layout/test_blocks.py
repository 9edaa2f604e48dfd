"""Blocks of lines."""

from review.documents.layout.blocks import CONTENTS_LINE, BlockKind, blocks_of, body_size, ends_sentence
from review.documents.pages import MOST_CHARACTERS
from tests.documents.layouts import lines

FULL = "The councils that met their providers every month knew of closures"
SHORT = "before they happened."


def _texts(found):
    return [" ".join(line.text for line in block.lines) for block in found]


def test_a_short_last_line_ends_a_paragraph():
    found = blocks_of(1, lines([FULL, FULL, SHORT, FULL, SHORT]), 10)
    assert _texts(found) == [f"{FULL} {FULL} {SHORT}", f"{FULL} {SHORT}"]


def test_an_indent_begins_a_paragraph():
    full = FULL[: len(FULL) - 3] + "s."
    found = blocks_of(1, lines([full, full, full, full], indents=[0, 0, 12, 0]), 10)
    assert len(found) == 2


def test_lines_that_run_leftward_are_indented_at_their_right():
    full = "ל" * len(FULL)
    drawn = lines([full, full + ".", full, "2014", "ל" * 9])
    right = drawn[0].right
    placed = [
        line._replace(left=right - indent - line.width, right=right - indent)
        for line, indent in zip(drawn, [12, 0, 12, 0, 0], strict=True)
    ]
    placed[2] = placed[2]._replace(left=placed[0].left)
    placed[3] = placed[3]._replace(left=placed[0].left)
    first, second = blocks_of(1, placed, 10)
    assert (first.lines, first.indented, first.is_full) == (placed[:2], True, True)
    assert (second.lines, second.indented, second.is_full) == (placed[2:], True, False)


def test_references_hang():
    entry = [
        "Smith J and Jones P (2014) Markets for mental-health care in towns",
        "revisited. Leeds: Care Press.",
    ]
    found = blocks_of(1, lines(entry * 3, indents=[0, 12] * 3), 10)
    assert _texts(found) == [" ".join(entry)] * 3


def test_headings_stand_out():
    groups = lines(["How we asked"], top=730, font="Serif-Bold") + lines([FULL, FULL, SHORT], top=712)
    heading, text = blocks_of(1, groups, 10)
    assert (heading.kind, text.kind) == (BlockKind.HEADING, BlockKind.TEXT)


def test_captions_and_small_print_are_distinguished():
    groups = [
        *lines(["Table 2 Providers by council"], size=8, top=400),
        *lines(["12 34 56"], size=8, top=380),
    ]
    assert [block.kind for block in blocks_of(1, groups, 10)] == [BlockKind.CAPTION, BlockKind.SMALL]


def test_list_items_are_blocks():
    found = blocks_of(1, lines(["We asked:", "• who paid", "• who chose", "• who left"]), 10)
    assert len(found) == 4


def test_the_usual_size_is_that_of_most_characters():
    assert body_size(lines(["Title"], size=20) + lines([FULL])) == 10
    assert body_size([]) == 0


def test_abbreviations_and_initials_end_no_sentence():
    assert ends_sentence("as they said.”")
    assert not ends_sentence("as shown in Fig.")
    assert not ends_sentence("the species of O.")


def test_a_bold_line_above_text_in_several_fonts_is_a_heading():
    (heading,) = lines(["See Also"], font="Serif-Bold")
    (text,) = lines(["dim, matrix and array."], top=688, font="Mono")
    found = blocks_of(1, [heading, text._replace(last_font="Serif")], 10)
    assert [block.kind for block in found] == [BlockKind.HEADING, BlockKind.TEXT]


def test_a_page_full_of_dots_is_looked_through_once():
    """As many as a page may hold; from each dot on, this would take hours."""
    assert not CONTENTS_LINE.search("." * MOST_CHARACTERS)
    assert CONTENTS_LINE.search("1.2 Supply . . . . ..... 17")
