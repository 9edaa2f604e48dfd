"""The lines above the map, of a new review and of one whose map was worded."""

from __future__ import annotations

from msgspec.structs import replace

from review.templates import THEORY_MAP
from review.theory_map.reading import read_theory_map
from review.tui.places.theory_map.heading import programme_line, question_line, title_line

NEW = read_theory_map(THEORY_MAP)
WORDED = replace(NEW, title="Care [b] markets", question="How?", programme_theory="Markets work by choice.")


def test_a_new_reviews_map_says_how_it_is_filled_in() -> None:
    assert title_line(NEW, 1, 0, "f").plain == (
        "No title yet  version 1  Write what is in <…> in theory_map.yaml, then press f"
    )
    assert programme_line(NEW, "p").plain == "Programme theory  none yet: p words it"
    assert question_line(NEW).plain == "No question yet"


def test_what_was_worded_is_shown() -> None:
    assert title_line(WORDED, 2, 3, "f").plain == "Care [b] markets  version 2  3 wait for another look"
    assert programme_line(WORDED, "p").plain == "Programme theory  Markets work by choice."
    assert question_line(WORDED).plain == "How?"
