"""Messages about unknown names."""

import pytest

from review.domain.wording.unknown import meant, unknown_name
from review.errors import UnknownNameError


def test_the_known_names_are_listed() -> None:
    assert unknown_name("stage", "x", ["title-abstract", "theory-map"]) == (
        "Unknown stage 'x'. Stages: title-abstract, theory-map"
    )
    assert unknown_name("criterion", "x", []) == "Unknown criterion 'x'. Criteria: none"


def test_of_many_names_the_shortest_are_listed_in_their_order() -> None:
    codes = [f"T{number}{part}" for number in (1, 2, 3) for part in ("", *(f".{n}" for n in range(30)))]
    said = unknown_name("code", "X", codes)
    assert said.startswith("Unknown code 'X'. Codes: T1, T2, T3, T1.0, T1.1,")
    assert said.endswith(" and 73 others")


def test_a_similar_name_is_suggested() -> None:
    assert unknown_name("stage", "theory-mpa", ["title-abstract", "theory-map"]) == (
        "Unknown stage 'theory-mpa'. Did you mean 'theory-map'?"
    )


def test_the_case_of_a_similar_name_does_not_matter() -> None:
    assert unknown_name("theory", "t1", ["T1", "RA"]) == "Unknown theory 't1'. Did you mean 'T1'?"


def test_a_kind_has_its_own_plural() -> None:
    assert unknown_name("theory", "x", ["T1", "T2"]) == "Unknown theory 'x'. Theories: T1, T2"
    assert unknown_name("category", "x", []) == "Unknown category 'x'. Categories: none"


def test_a_known_name_is_typed_in_any_case_with_or_without_spaces_and_signs() -> None:
    for typed in ("set-aside", "Set aside", "SET_ASIDE"):
        assert meant("status", typed, ["kept", "set-aside"]) == "set-aside"
    assert meant("dimension", "Depth", ["depth", "Depth"]) == "Depth", "the same spelling comes first"
    with pytest.raises(UnknownNameError, match=r"Unknown level of rigour 'x'\. Levels of rigour: high, low"):
        meant("level of rigour", "x", ["high", "low"])
