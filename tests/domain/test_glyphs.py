"""The packed map from text to glyphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.glyphs import GlyphRun, runs_within, unpack_runs
from tests.domain.glyph_maps import pack_runs


@st.composite
def runs(draw):
    found, end = [], 0
    for gap, length, page, first in draw(
        st.lists(st.tuples(*[st.integers(0, 5000)] * 4), max_size=30),
    ):
        found.append(GlyphRun(end + gap, length, page, first))
        end += gap + length
    return found


@given(runs())
def test_a_map_unpacks_to_what_was_packed(found):
    assert unpack_runs(pack_runs(found)) == found


@given(st.binary(max_size=200))
def test_other_bytes_are_refused(data):
    with pytest.raises(ValueError, match="not a glyph map"):
        unpack_runs(data)


def test_a_map_that_was_cut_is_refused():
    with pytest.raises(ValueError, match="not a glyph map"):
        unpack_runs(pack_runs([GlyphRun(0, 5, 1, 0)])[:-2])


def test_a_span_takes_the_parts_of_runs_inside_it():
    found = [GlyphRun(0, 10, 1, 100), GlyphRun(11, 10, 1, 112), GlyphRun(30, 5, 2, 0)]
    assert runs_within(found, 5, 13) == [GlyphRun(5, 5, 1, 105), GlyphRun(11, 2, 1, 112)]
