"""A theory and its own rival under one stance."""

from __future__ import annotations

import pytest
import yaml

from review.domain import Stance
from review.theory_map import from_plain, rivalry
from review.theory_map.rivalry import SameStanceError
from tests.reviews import SMALL_MAP

MAP = from_plain(yaml.safe_load(SMALL_MAP))


def check(changed: str = "T1 T1.a T2 RA", **stances: str) -> None:
    given = {code.replace("_", "."): Stance(stance) for code, stance in stances.items()}
    rivalry.check(MAP, given, changed.split())


@pytest.mark.parametrize("stance", ["supports", "challenges", "refines", "extends"])
@pytest.mark.parametrize("theory", ["T1", "T1_a", "T2"])
def test_a_theory_or_its_sub_theme_and_its_rival_are_queried(theory: str, stance: str) -> None:
    with pytest.raises(SameStanceError, match=r"RA is a rival of .*--same-stance") as raised:
        check(**{theory: stance, "RA": stance})
    assert (raised.value.theory, raised.value.rival, raised.value.stance) == (
        theory.replace("_", "."),
        "RA",
        stance,
    )


def test_other_pairs_are_not() -> None:
    check(T1="bears-on", RA="bears-on")
    check(T1="challenges", RA="supports")
    check(T1="supports", T2="supports")
    check(RA="supports", gone="supports")


def test_pairs_that_an_act_does_not_change_are_not_asked_about_again() -> None:
    check(changed="T2", T1="supports", T2="refines", RA="supports")
    with pytest.raises(SameStanceError):
        check(changed="RA", T1="supports", T2="refines", RA="supports")
