"""Adding many codes to a theory map at once, as an import of another program's codes does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from review.errors import TheoryMapError
from review.theory_map.changes import Check, checked_today, copied, refuse_taken
from review.theory_map.mistakes import quoted
from review.theory_map.values import CODE_SECTIONS, Plain, TheoryMap


class NewCode(NamedTuple):
    """A code to add: a theory, a rival framing (`rival`, of the theories `rivals`), or a sub-theme of `theory`."""

    id: str
    name: str
    wording: str = ""
    theory: str = ""
    rival: bool = False
    rivals: tuple[str, ...] = ()
    colour: str = ""
    category: str = ""
    rejected: bool = False

    def entry(self) -> Plain:
        """Its entry as in ``theory_map.yaml``."""
        if self.theory:
            return {"name": self.name, **({"definition": self.wording} if self.wording else {})}
        given = {
            "category": self.category,
            "colour": self.colour,
            "rivals": list(self.rivals),
            "rejected": self.rejected,
        }
        filled = {name: value for name, value in given.items() if value}
        return {"name": self.name, "proposition": self.wording or self.name, **filled}


def with_codes(
    theory_map: TheoryMap,
    added: Sequence[NewCode],
    replaced: Sequence[str] = (),
    categories: Mapping[str, str] | None = None,
    *,
    check: Check | None = None,
) -> TheoryMap:
    """The map with more codes and categories, and without the theories and framings `replaced`, whose ids are free then.

    A sub-theme's theory is in the map already, or added before it. A code that was replaced before is not there to replace.

    Raises:
        TheoryMapError: an id is taken, a sub-theme's theory is unknown, or a code has mistakes.
    """
    plain = copied(theory_map)
    freed = {one for code in replaced for one in theory_map.under(code)}
    for section in CODE_SECTIONS:
        for gone in replaced:
            plain.get(section, {}).pop(gone, None)
    _forget_rivals(plain, replaced)
    if categories:
        plain["categories"] = {**categories, **plain.get("categories", {})}
    for code in added:
        if code.id not in freed:
            refuse_taken(theory_map, code.id, "theories")
        entries = _entries(plain, code)
        if code.id in entries:
            raise TheoryMapError(f"{code.id}: is added twice")
        entries[code.id] = code.entry()
    return (check or checked_today)(plain)


def _entries(plain: Plain, code: NewCode) -> Plain:
    """The entries among which a new code comes."""
    if not code.theory:
        section: Plain = plain.setdefault("rival_framings" if code.rival else "theories", {})
        return section
    for name in CODE_SECTIONS:
        if theory := plain.get(name, {}).get(code.theory):
            below: Plain = theory.setdefault("subthemes", {})
            return below
    raise TheoryMapError(f"{code.id}: {quoted(code.theory)} is not a theory")


def _forget_rivals(plain: Plain, codes: Sequence[str]) -> None:
    """Name codes that are gone nowhere as rivals."""
    for framing in plain.get("rival_framings", {}).values():
        if rivals := framing.get("rivals"):
            framing["rivals"] = [rival for rival in rivals if rival not in codes]
