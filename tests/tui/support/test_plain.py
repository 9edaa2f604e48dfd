from hypothesis import given
from hypothesis import strategies as st

from review.tui.support.plain import content, plain, plain_lines, shorten

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_plain_keeps_the_length_and_holds_nothing_that_a_terminal_obeys(text):
    shown = plain(text)
    assert len(shown) == len(text)
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in shown)
    assert not set(shown) & set("\u202e\u2066\u2067\u2069\u200f\u2028")
    shown.encode()


def test_an_escape_sequence_is_shown_instead_of_obeyed():
    assert plain("\x1b[31mred") == "␛[31mred"


def test_lines_stay_lines_only_where_asked():
    assert plain("a\nb\tc") == "a b c"
    assert plain_lines("a\nb\tc") == "a\nb c"


def test_markup_in_content_is_only_text():
    assert content("[@click=app.quit]x[/] [/etc/x]").plain == "[@click=app.quit]x[/] [/etc/x]"


def test_shortened_text_says_that_something_was_left_out():
    assert shorten("mechanism", 20) == "mechanism"
    assert shorten("a context and a mechanism", 10) == "a context…"
