"""The theory map of the repository: the worked example, whole."""

import re

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


def said_of(shipped: TheoryMap, code: str) -> str:
    return shipped.theory_of(code).proposition.casefold()


def test_the_market_theory_claims_a_quasi_market_of_many_providers(shipped: TheoryMap) -> None:
    """Whether providers compete, and whether the market is regulated, is for the evidence to say, not for the claim."""
    claim = said_of(shipped, "T1")

    assert not re.search("compet|regulat", claim)
    for part in ("many different providers", "quasi-market", "surest", "enough", "high quality", "person-centred", "sustainable", "now and in the future"):  # fmt: skip
        assert part in claim, part


def test_market_shaping_is_a_duty_without_which_supply_may_fall_short(shipped: TheoryMap) -> None:
    claim = said_of(shipped, "T2")

    for part in ("legal duty", "shape", "without it", "may fall short", "unstable", "poor quality"):
        assert part in claim, part


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("T3", "communities, present and future demand, current and possible providers, care, health and housing, prevention"),
        ("T4", "diverse, innovative, good, pay for themselves, health and care, informal and unregulated"),
        ("T5", "information, advice and advocacy, citizens, pay for themselves, understand"),
        ("T6", "choice and control, paid for, whether or not, regulated"),
        ("T7", "person-centred, wellbeing, continues, moves, funded"),
        ("RA", "learn enough, supply, demand, incentives strong enough, adequate, stable, good"),
        ("RB", "do not want, cope, choice, control, funding, adequate, stable, good, the state, manage"),
    ],
)  # fmt: skip
def test_each_claim_has_all_its_parts(shipped: TheoryMap, code: str, parts: str) -> None:
    for part in parts.split(", "):
        assert part in said_of(shipped, code), part


def test_a_paragraph_above_the_theories_puts_them_together(shipped: TheoryMap) -> None:
    for part in ("duty", "many different providers", "informed, advised", "choice and control", "wellbeing"):
        assert part in shipped.programme_theory, part


def test_characteristics_of_documents_have_their_facets(shipped: TheoryMap) -> None:
    facets = {facet.id: facet.values for facet in shipped.facets}

    assert all(facets[name] for name in ("design", "population", "setting", "country"))
    assert "England" in facets["country"]


def test_the_population_groups_stand_under_five_headings(shipped: TheoryMap) -> None:
    names = [group.name for group in shipped.theory_of("T3").subthemes]

    assert len(names) == 7
    assert len({name.partition(":")[0] for name in names}) == 5


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
