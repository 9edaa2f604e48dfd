"""Moving and selecting in a document, without a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain import Passage
from review.tui.widgets.reading.cursor import Cursor
from review.tui.widgets.reading.words import whole_words
from tests.tui.widgets.reading.papers import HEADING, PAPER, document

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["passage", "sentence", "word", "character", "select", "asides"]),
        st.sampled_from([1, -1]),
    ),
    max_size=25,
)


def test_passages_are_gone_through_over_headings_to_either_end():
    cursor = Cursor(PAPER)
    seen = []
    for _ in range(6):
        cursor.put(None, cursor.next_passage(1))
        seen.append(cursor.index)
    assert seen == [1, 3, 4, 5, 6, 6]
    cursor.put(None, PAPER.passages[3].start)
    assert cursor.next_passage(-1) == PAPER.passages[1].start


def test_where_only_a_heading_follows_it_is_gone_to():
    cursor = Cursor(document(["Text.", (HEADING, "The end")]))
    assert cursor.next_passage(1) == 6


def test_characters_are_clusters_and_line_ends_are_passed_over():
    cursor = Cursor(document(["e\u0301a", "b"]))
    assert cursor.next_character(1) == 2
    cursor.put(None, 2)
    assert cursor.next_character(1) == 4
    cursor.put(None, 4)
    assert (cursor.next_character(1), cursor.next_character(-1)) == (4, 2)


def test_a_selection_has_both_ends_within_it_whichever_way_it_was_made():
    cursor = Cursor(PAPER)
    cursor.put(7, 0)
    assert cursor.selection == (0, len("Market shaping"))
    cursor.put(0, 7)
    assert cursor.selection == (0, len("Market shaping"))
    cursor.put(None, 7)
    assert cursor.selection is None


@pytest.mark.parametrize("at", [PAPER.passages[-1].start, PAPER.body_end + 5])
def test_side_text_is_reached_where_the_reader_is_opened_there(at: int):
    cursor = Cursor(PAPER, at)
    assert cursor.asides_shown
    assert cursor.end == PAPER.passages[-1].end
    cursor.put(3, at)
    cursor.show_asides(shown=False)
    assert cursor.selection is None
    assert cursor.at < cursor.end == PAPER.body_end


def test_a_document_without_text_is_one_empty_place():
    cursor = Cursor(document([""]), 40)
    assert (cursor.at, cursor.passage.end - cursor.passage.start) == (0, 0)
    empty = Cursor(document([""]).__class__("", "", 0, (), ()), 7)
    assert (empty.at, empty.passage, empty.end, empty.index) == (0, Passage(0, 0), 0, 0)
    assert {empty.next_passage(1), empty.next_word(1), empty.next_character(-1)} == {0}


@given(STEPS, st.integers(0, len(PAPER.text) + 10))
def test_whatever_the_steps_the_cursor_stays_in_a_passage_that_can_be_reached(steps, start: int):
    cursor = Cursor(PAPER, start)
    for kind, step in steps:
        if kind == "asides":
            cursor.show_asides(shown=step > 0)
        elif kind == "select":
            cursor.put(cursor.at, cursor.at)
        elif kind == "sentence":
            cursor.put(*cursor.next_sentence(step))
        else:
            move = {
                "passage": cursor.next_passage,
                "word": cursor.next_word,
                "character": cursor.next_character,
            }
            cursor.put(cursor.selected_from, move[kind](step))
        assert cursor.passage in cursor.passages
        assert cursor.passage.start <= cursor.at < cursor.end
        if selection := cursor.selection:
            assert selection == whole_words(PAPER.text, *selection)
            assert (
                selection[0] <= cursor.at < selection[1] <= len(PAPER.text) or PAPER.text[cursor.at].isspace()
            )
