"""A theory and its rival framing under one stance: possible, but seldom what is meant."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from review.domain import Stance
from review.errors import ReviewError
from review.theory_map.values import TheoryMap


class SameStanceError(ReviewError):
    """A passage would have one stance, other than *bears on*, toward a theory and its own rival; it has to be confirmed."""

    def __init__(self, theory: str, rival: str, stance: Stance) -> None:
        super().__init__(
            f"{rival} is a rival of {theory}, and the passage would have the stance {stance} toward both: give each its own, as"
            f" {theory}=STANCE {rival}=STANCE, or add --same-stance if you mean it"
        )
        self.theory, self.rival, self.stance = theory, rival, stance


def check(theory_map: TheoryMap, stances: Mapping[str, Stance], changed: Collection[str]) -> None:
    """Check a passage's stances toward its codes; only pairs with one of the `changed` codes count.

    Raises:
        SameStanceError: a theory (or its sub-theme) and its rival would have the same.
    """
    for rival, stance in stances.items():
        for theory in stances:
            if (
                stances[theory] is stance is not Stance.BEARS_ON
                and not {theory, rival}.isdisjoint(changed)
                and _rivals(theory_map, rival, theory)
            ):
                raise SameStanceError(theory, rival, stance)


def _rivals(theory_map: TheoryMap, rival: str, theory: str) -> bool:
    """Whether a code is of a framing that rivals the theory of another code."""
    if not {rival, theory} <= theory_map.code_names.keys():
        return False
    framing = theory_map.theory_of(rival)
    return framing.is_rival and theory_map.theory_of(theory).id in framing.rivals
