"""The short map that `review init` writes: valid as it is, and complete once its placeholders are replaced."""

import re

import pytest

from review import templates
from review.theory_map import TheoryMap
from review.theory_map.reading import parse_theory_map, read_theory_map
from review.theory_map.schema import NAME

TEXT = templates.THEORY_MAP.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def starter() -> TheoryMap:
    return read_theory_map(templates.THEORY_MAP)


def test_it_is_short_and_names_the_schema_beside_it() -> None:
    assert len(TEXT.splitlines()) <= 80
    assert TEXT.splitlines()[0] == f"# yaml-language-server: $schema={NAME}"


def test_it_has_theories_and_a_rival_to_replace(starter: TheoryMap) -> None:
    assert [theory.id for theory in starter.theories] == ["T1", "T2"]
    assert [(rival.id, rival.rivals) for rival in starter.rival_framings] == [("RA", ("T1", "T2"))]


def test_records_can_be_screened_classified_and_described(starter: TheoryMap) -> None:
    assert [stage.id for stage in starter.stages] == ["title-abstract", "theory-map"]
    for stage in starter.stages:
        assert starter.criteria_of(stage.id, excludes=False)
        assert starter.criteria_of(stage.id, excludes=True)
    assert starter.source_types
    assert [facet.id for facet in starter.facets] == ["design", "population", "setting", "country"]


def test_all_that_is_about_one_review_is_a_placeholder(starter: TheoryMap) -> None:
    for text in (starter.title, starter.question, *(code.proposition for code in starter.codes)):
        assert re.fullmatch("<.+>", text)


def test_a_claim_with_a_colon_in_it_can_be_typed_over_a_placeholder() -> None:
    typed = re.sub("<[^<>]*>", lambda placeholder: f"Care: {placeholder[0][1:5]}", TEXT)

    assert parse_theory_map(typed.encode()).theory_of("T1").proposition.startswith("Care: ")
