"""Lines as a file draws them."""

from hypothesis import strategies as st

from review.documents.layout.cleaning import clean_pieces
from review.documents.layout.lines import Line, is_bold, join_pieces

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=20,
)


def test_pieces_on_one_baseline_that_touch_are_one_line():
    pieces = [
        Line(0, "Amina Rahman1", 50, 120, 700, 10),
        Line(15, ", Jo Smith", 120.2, 170, 700, 10),
        Line(27, "and others", 173, 220, 700, 10),
    ]
    (line,) = join_pieces(pieces)
    assert "".join(text for text, _ in clean_pieces(line.text)) == "Amina Rahman1, Jo Smith and others"
    assert (line.first, line.left, line.right) == (0, 50, 220)
    assert line.text.index("and") == 27


def test_pieces_in_two_columns_or_two_lines_stay_apart():
    column = [Line(0, "left column", 50, 280, 700, 10), Line(13, "right column", 310, 540, 700, 10)]
    below = [Line(0, "first line", 50, 280, 700, 10), Line(12, "second line", 50, 280, 688, 10)]
    assert join_pieces(column) == column
    assert join_pieces(below) == below


def test_a_line_that_runs_leftward_goes_on_at_its_left():
    begin, end = Line(0, "שלום", 200, 280, 700, 10), Line(6, "עולם", 120, 198, 700, 10)
    (line,) = join_pieces([begin, end])
    assert (line.left, line.right, line.text.split()) == (120, 280, ["שלום", "עולם"])
    drawn_backward = [end._replace(first=0), begin._replace(first=6)]
    assert [piece.text for piece in join_pieces(drawn_backward)] == ["שלום", "עולם"]


def test_the_direction_of_a_line_is_that_of_most_letters():
    assert Line(0, "ההחלטה של NHS מ-2014", 0, 1, 0, 1).runs_leftward
    assert not Line(0, "The word שלום means peace", 0, 1, 0, 1).runs_leftward
    assert not Line(0, "é 2014", 0, 1, 0, 1).runs_leftward


def test_bold_fonts_are_known_by_name():
    assert all(map(is_bold, ("Helvetica-Bold", "Arial-BoldMT", "AdvTTaf7f9f4f.B", "Arial-Black")))
    assert not any(map(is_bold, ("Helvetica", "Times-Italic", "Cambria")))
