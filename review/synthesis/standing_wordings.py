"""Since which version of the theory map the wording of each code stands: what was coded before has to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from review.acts import TheoryAct
from review.domain.looking_again import Standing
from review.theory_map import TheoryMap

Wording = tuple[str, str]
"""A code's name, and its proposition or definition."""


class MapVersion(Struct, frozen=True):
    """A version of the map, and the act that made it."""

    number: int
    map: TheoryMap
    act: TheoryAct


def wording_of(theory_map: TheoryMap, code: str) -> Wording | None:
    """The wording of a code in a version; None if that version does not have it."""
    if code not in theory_map.code_names:
        return None
    return theory_map.code_names[code], theory_map.proposition_of(code)


def standing_since(versions: Iterable[MapVersion]) -> Mapping[str, Standing]:
    """Since which version the wording of each code stands, by the id under which passages were coded.

    Versions come oldest first. A wording changes with the name, the proposition or the definition. A change of wording only,
    which asks nobody to look again, counts as no change. A code that left the map keeps its version and, if it comes back
    with the same wording, goes on with it.
    """
    standing: dict[str, Standing] = {}
    wordings: dict[str, Wording] = {}
    for version in versions:
        theories = {theory.id for theory in version.map.codes}
        for code in version.map.code_names:
            wording = wording_of(version.map, code)
            assert wording is not None
            if code not in wordings or wording != wordings[code]:
                how = "reworded" if code in wordings else "added"
                standing[code] = Standing(version.number, how, code in theories)
            wordings[code] = wording
    return standing
