"""The acts on the theory map, and the map that each of them leads to."""

from __future__ import annotations

from review.errors import UnknownNameError
from review.journal.event import Act
from review.theory_map import TheoryMap
from review.theory_map.changes import refined, reinstated, rejected, with_subtheme, with_theory


def changed(theory_map: TheoryMap, act: Act) -> TheoryMap:
    """The map after an act on it.

    Raises:
        UnknownNameError: the act is about a code that this map does not have.
        TheoryMapError: the act does not fit this map.
    """
    match act["kind"]:
        case "refine":
            return refined(
                theory_map,
                act["code"],
                name=act.get("name"),
                proposition=act.get("proposition"),
                key_terms=act.get("key_terms"),
            )
        case "add":
            if theory := act.get("theory"):
                return with_subtheme(theory_map, theory, act["code"], act["name"], act.get("proposition", ""))
            return with_theory(theory_map, act["code"], act["plain"], rival=act.get("rival", False))
        case "reject-theory":
            return rejected(theory_map, act["code"])
        case "reinstate":
            return reinstated(theory_map, act["code"])
    raise UnknownNameError(
        f"{act['kind']}: no change of the theory map that this program knows; update realist-review"
    )
