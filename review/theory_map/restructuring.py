"""Changes of a theory map that give codes other ids or places: splitting, merging and moving.

As in ``review.theory_map.changes``, each is a pure function that returns a new map. An id that is given up becomes a former
one (``former_codes``), so that what was coded under it follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple

from review.errors import TheoryMapError
from review.theory_map.changes import Check, checked_today, copied, entry_of, refuse_taken, theory_entry
from review.theory_map.mistakes import quoted
from review.theory_map.values import Plain, TheoryMap


class NewPart(NamedTuple):
    """A part of a split code; without `proposition` it begins with that of the split code."""

    id: str
    name: str
    proposition: str | None = None


def split(
    theory_map: TheoryMap, code: str, parts: Sequence[NewPart], *, check: Check | None = None
) -> TheoryMap:
    """The map with a code split into parts, which take its place.

    The heir, the part with the old id or else the first, keeps everything else: sub-themes, terms, key and colour, and what was
    coded. The others begin with the category and the rivals. Framings that rivalled the code rival all parts.

    Raises:
        UnknownNameError: the code is unknown.
        TheoryMapError: there are fewer than two parts, an id is taken or given twice, or a name is empty.
    """
    plain = copied(theory_map)
    entry = entry_of(theory_map, plain, code)
    ids = [part.id for part in parts]
    if len(ids) < 2:
        raise TheoryMapError(f"{code}: a split needs at least two parts")
    if repeated := next((name for place, name in enumerate(ids) if name in ids[:place]), ""):
        raise TheoryMapError(f"{code}: {quoted(repeated)} is the id of two parts; give each part its own")
    for name in ids:
        if name != code:
            refuse_taken(theory_map, name, code)
    heir = code if code in ids else ids[0]
    made = {part.id: _part(entry, part, is_heir=part.id == heir) for part in parts}
    section = _section_of(theory_map, plain, code)
    _set(section, {name: value for old in section for name, value in _instead(old, code, made, section)})
    _replace_rivals(plain, code, ids)
    if heir != code:
        _give_up(plain, {code: heir})
    return (check or checked_today)(plain)


def merged_codes(
    theory_map: TheoryMap, codes: Sequence[str], into: str, *, check: Check | None = None
) -> TheoryMap:
    """The map with codes merged into one of their kind, which keeps its wording and gets their sub-themes and terms.

    A framing that rivalled one of them rivals the one that stays; a merged framing's rivals become those of the one that stays.
    Codes that were merged into it before, in another copy, are left out: where all were, the map stays as it is.

    Raises:
        UnknownNameError: a code is unknown.
        TheoryMapError: there is nothing to merge, or the codes are of different kinds.
    """
    plain = copied(theory_map)
    entry = entry_of(theory_map, plain, into)
    named = [code for code in dict.fromkeys(codes) if code != into]
    if not named:
        raise TheoryMapError(f"{into}: name another code that is merged into it")
    going = [code for code in named if theory_map.former_codes.get(code) != into]
    if not going:
        return theory_map
    for code in going:
        entry_of(theory_map, plain, code)
        if _kind(theory_map, code) != _kind(theory_map, into):
            raise TheoryMapError(
                f"{code} is a {_kind(theory_map, code)} and {into} a {_kind(theory_map, into)}; only codes of one kind are merged"
            )
    for code in going:
        gone = _section_of(theory_map, plain, code).pop(code)
        _join(entry, gone)
        _replace_rivals(plain, code, [into])
    _give_up(plain, dict.fromkeys(going, into))
    return (check or checked_today)(plain)


def moved(
    theory_map: TheoryMap, subtheme: str, under: str, new_id: str | None = None, *, check: Check | None = None
) -> TheoryMap:
    """The map with a sub-theme as the last one of another theory or rival framing; `new_id` replaces its id.

    The map stays as it is where the same was done before, in another copy.

    Raises:
        UnknownNameError: the sub-theme, or the theory or framing, is unknown.
        TheoryMapError: it is not a sub-theme, or the new id is taken.
    """
    if new_id and theory_map.former_codes.get(subtheme) == new_id and new_id in theory_map.under(under):
        return theory_map
    plain = copied(theory_map)
    entry = entry_of(theory_map, plain, subtheme)
    if _kind(theory_map, subtheme) != "sub-theme":
        raise TheoryMapError(f"{subtheme} is a {_kind(theory_map, subtheme)}; only sub-themes are moved")
    target = theory_entry(theory_map, plain, under)
    name = new_id or subtheme
    if name != subtheme:
        refuse_taken(theory_map, name, f"{under}.subthemes")
    if name != subtheme or under != theory_map.theory_of(subtheme).id:
        del _section_of(theory_map, plain, subtheme)[subtheme]
        target.setdefault("subthemes", {})[name] = entry
    if name != subtheme:
        _give_up(plain, {subtheme: name})
    return (check or checked_today)(plain)


def _kind(theory_map: TheoryMap, code: str) -> str:
    theory = theory_map.theory_of(code)
    if theory.id != code:
        return "sub-theme"
    return "rival framing" if theory.is_rival else "theory"


def _section_of(theory_map: TheoryMap, plain: Plain, code: str) -> Plain:
    """The entries among which a code stands."""
    theory = theory_map.theory_of(code)
    section: Plain = plain["rival_framings" if theory.is_rival else "theories"]
    if theory.id == code:
        return section
    below: Plain = section[theory.id]["subthemes"]
    return below


def _part(entry: Plain, part: NewPart, *, is_heir: bool) -> Plain:
    wording = "proposition" if "proposition" in entry else "definition"
    kept = entry if is_heir else {name: entry[name] for name in _SHARED if name in entry}
    made = deepcopy(kept) | {"name": part.name}
    return made if part.proposition is None else made | {wording: part.proposition}


_SHARED = ("category", "proposition", "definition", "rivals", "rejected")
"""What every part of a split code begins with."""


def _instead(old: str, code: str, made: Mapping[str, Plain], section: Plain) -> list[tuple[str, Plain]]:
    return list(made.items()) if old == code else [(old, section[old])]


def _set(section: Plain, entries: Plain) -> None:
    """Give a section other entries, in their order."""
    section.clear()
    section.update(entries)


def _join(entry: Plain, gone: Plain) -> None:
    """Add to an entry what it gets from one that is merged into it."""
    for name in ("key_terms", "rivals"):
        if terms := list(dict.fromkeys([*entry.get(name, ()), *gone.get(name, ())])):
            entry[name] = terms
    if below := {**entry.get("subthemes", {}), **gone.get("subthemes", {})}:
        entry["subthemes"] = below


def _replace_rivals(plain: Plain, code: str, by: Sequence[str]) -> None:
    """Name other theories wherever a framing rivals a code."""
    for framing in plain.get("rival_framings", {}).values():
        if code in (rivals := framing.get("rivals", ())):
            named = [name for rival in rivals for name in (by if rival == code else (rival,))]
            framing["rivals"] = list(dict.fromkeys(named))


def _give_up(plain: Plain, became: Mapping[str, str]) -> None:
    """Record which ids became others; earlier former ids follow."""
    former = {old: became.get(now, now) for old, now in plain.get("former_codes", {}).items()}
    plain["former_codes"] = former | dict(became)
