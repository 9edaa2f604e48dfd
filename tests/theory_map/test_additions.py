"""Adding many codes to a map at once."""

from __future__ import annotations

import pytest

from review.errors import TheoryMapError
from review.theory_map.additions import NewCode, with_codes
from review.theory_map.reading import parse_theory_map
from tests.reviews import SMALL_MAP

MAP = parse_theory_map(SMALL_MAP.encode())


def test_theories_framings_and_sub_themes_come_after_those_that_are_there() -> None:
    added = [
        NewCode("T3", "Trust", "People trust.", colour="#ffcc22", category="people"),
        NewCode("T3.a", "At night", theory="T3"),
        NewCode("RB", "Nobody trusts", rival=True, rivals=("T3",), rejected=True),
        NewCode("T1.b", "Choice", "What people choose", theory="T1"),
    ]
    after = with_codes(MAP, added, categories={"people": "People"})
    assert list(after.code_names) == ["T1", "T1.a", "T1.b", "T2", "T3", "T3.a", "RA", "RB"]
    assert (after.theory_of("T3").proposition, after.theory_of("T3").category) == ("People trust.", "people")
    assert (after.theory_of("RB").rivals, after.theory_of("RB").rejected) == (("T3",), True)
    assert after.proposition_of("T1.b") == "What people choose"
    assert after.categories == {"people": "People", "market": "Care as a market"}


def test_what_is_replaced_goes_with_its_sub_themes_and_its_ids_are_free() -> None:
    after = with_codes(MAP, [NewCode("T1", "Trust"), NewCode("T1.a", "At night", theory="T1")], ["T1"])
    assert after.code_names["T1"] == "Trust"
    assert after.proposition_of("T1") == "Trust"
    assert after.theory_of("RA").rivals == ("T2",)


@pytest.mark.parametrize(
    ("added", "message"),
    [
        (NewCode("T1", "Trust"), "identifier already used"),
        (NewCode("T3.a", "At night", theory="T3"), "'T3' is not a theory"),
        (NewCode("T3", ""), "name"),
        (NewCode("T3", "Trust", category="people"), "people"),
    ],
)
def test_what_does_not_fit_is_refused(added: NewCode, message: str) -> None:
    with pytest.raises(TheoryMapError, match=message):
        with_codes(MAP, [added])


def test_a_code_is_added_once() -> None:
    with pytest.raises(TheoryMapError, match="T3: is added twice"):
        with_codes(MAP, [NewCode("T3", "Trust"), NewCode("T3", "Money")])
