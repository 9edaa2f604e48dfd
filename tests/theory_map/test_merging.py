"""The edited file and the changed map: edits of both sides are merged, and the file wins where both changed the same."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from review.theory_map.merging import merged
from review.theory_map.values import TheoryMap, from_plain


def a_map(**changes: Any) -> TheoryMap:
    theories = {
        "T1": {"name": "Market logic", "proposition": "Many providers compete", "key_terms": ["market"]},
        "T2": {"name": "Limits", "proposition": "Councils shape"},
    }
    return from_plain({"title": "A review", "question": "Which?", "theories": theories} | changes)


def with_theories(of: TheoryMap, **changes: dict[str, Any] | None) -> TheoryMap:
    """The map with theories changed, added, or (None) removed."""
    theories = {**of.to_plain()["theories"], **changes}
    return from_plain(
        {**of.to_plain(), "theories": {name: plain for name, plain in theories.items() if plain}}
    )


T1, T2 = a_map().to_plain()["theories"].values()


def test_what_the_file_did_not_touch_stays_as_the_journal_has_it() -> None:
    current = with_theories(a_map(title="Renamed"), T1=T1 | {"name": "Reworded"}, T3=T2 | {"name": "Demand"})
    edited = with_theories(a_map(), T2=T2 | {"name": "Duties"})
    assert merged(a_map(), edited, current) == {
        "title": "Renamed",
        "question": "Which?",
        "theories": {
            "T1": T1 | {"name": "Reworded"},
            "T2": T2 | {"name": "Duties"},
            "T3": T2 | {"name": "Demand"},
        },
    }


def test_where_both_changed_one_thing_the_file_wins() -> None:
    current = with_theories(a_map(), T1=T1 | {"name": "On the screen", "proposition": "Few compete"})
    edited = with_theories(a_map(), T1=T1 | {"name": "In the file", "key_terms": ["market", "price"]})
    result = merged(a_map(), edited, current)["theories"]["T1"]
    assert result == {"name": "In the file", "proposition": "Few compete", "key_terms": ["market", "price"]}


def test_what_the_file_took_out_is_gone_and_what_it_added_comes_last() -> None:
    edited = with_theories(a_map(facets={"age": {"name": "Age"}}), T1=None, T4=T2)
    current = with_theories(a_map(), T1=T1 | {"name": "On the screen"}, T3=T2)
    result = merged(a_map(), edited, current)
    assert list(result["theories"]) == ["T2", "T3", "T4"]
    assert result["facets"] == {"age": {"name": "Age"}}


def test_both_may_add_the_same_thing() -> None:
    edited = with_theories(a_map(), T3=T2 | {"name": "In the file"})
    current = with_theories(a_map(), T3=T2 | {"name": "On the screen", "colour": "#ffffff"})
    assert merged(a_map(), edited, current)["theories"]["T3"] == T2 | {
        "name": "In the file",
        "colour": "#ffffff",
    }


PLAIN = st.recursive(
    st.integers(0, 3) | st.lists(st.integers(0, 3), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
MAPS = st.dictionaries(st.sampled_from(["facets", "criteria", "categories"]), PLAIN, max_size=3)


def plain_map(plain: dict[str, Any]) -> TheoryMap:
    """A map that only its plain form matters of."""
    return TheoryMap("", "", {}, (), (), plain=plain)


@given(MAPS, MAPS)
def test_one_sided_changes_come_through_whole(base: dict, other: dict) -> None:
    unchanged, changed = plain_map(base), plain_map(other)
    assert merged(unchanged, changed, unchanged) == other
    assert merged(unchanged, unchanged, changed) == other
    assert merged(unchanged, changed, changed) == other
