"""The theory map of the repository: the worked example, whole."""

import pytest

from review.theory_map import TheoryMap
from review.theory_map.keys import PALETTE
from review.theory_map.reading import read_theory_map
from tests.theory_map.maps import SHIPPED


@pytest.fixture(scope="module")
def shipped() -> TheoryMap:
    return read_theory_map(SHIPPED)


def test_seven_theories_stand_in_three_categories(shipped: TheoryMap) -> None:
    by_category = {
        name: [theory.id for theory in shipped.theories if theory.category == name]
        for name in shipped.categories
    }

    assert by_category == {
        "market": ["T1", "T2"],
        "supply-demand": ["T3", "T4"],
        "consumer": ["T5", "T6", "T7"],
    }


def test_two_framings_rival_them(shipped: TheoryMap) -> None:
    assert {framing.id: framing.rivals for framing in shipped.rival_framings} == {
        "RA": ("T1", "T2", "T3", "T4"),
        "RB": ("T5", "T6", "T7"),
    }


def test_keys_and_colours_are_the_agreed_ones(shipped: TheoryMap) -> None:
    assert [code.key for code in shipped.codes] == [*"1234567ab"]
    assert [code.colour for code in shipped.codes] == [*PALETTE[:7], *reversed(PALETTE[-2:])]


def test_sub_themes_grow_where_the_source_has_them(shipped: TheoryMap) -> None:
    assert {code.id: len(code.subthemes) for code in shipped.codes if code.subthemes} == {
        "T1": 3,
        "T3": 7,
        "T6": 2,
    }


def test_there_are_words_to_suggest_from_before_anything_is_coded(shipped: TheoryMap) -> None:
    assert all(8 <= len(code.key_terms) <= 20 for code in shipped.codes)
    assert all(source_type.description and source_type.key_terms for source_type in shipped.source_types)


def test_both_stages_have_criteria_and_the_second_asks_for_one(shipped: TheoryMap) -> None:
    assert [(stage.id, stage.criterion_required) for stage in shipped.stages] == [
        ("title-abstract", False),
        ("theory-map", True),
    ]
    assert all(shipped.criteria_of(stage.id, excludes=True) for stage in shipped.stages)
    assert {c.group for c in shipped.criteria_of("title-abstract", excludes=False)} == {
        "topic",
        "place",
        "kind of source",
        "population",
    }


def test_the_table_of_source_types_has_its_four_rows(shipped: TheoryMap) -> None:
    assert [source_type.name for source_type in shipped.source_types] == [
        "Empirical study journal article",
        "Policy analysis journal article or report",
        "Statutory-sector report",
        "Voluntary-sector report",
    ]
