"""Merges an edited file with a map that has changed in the journal, or in another copy, in the meantime."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from review.errors import TheoryMapError
from review.theory_map.mistakes import Path
from review.theory_map.values import CODE_SECTIONS, Plain, TheoryMap

_GONE = object()


def merged(base: TheoryMap, edited: TheoryMap, current: TheoryMap) -> Plain:
    """The current map with the changes from `base` to `edited`; the file wins if both changed the same thing.

    `base` is the file as it was last applied, `edited` the file now. Parts that the file did not change are kept as in the
    journal; codes that were given up there and not edited are left out. The result must be checked, because edits on both sides
    may contradict each other.
    """
    now = current.to_plain()
    given_up = _given_up(base.to_plain(), now)
    return merged_plain(_without(base.to_plain(), given_up), _without(edited.to_plain(), given_up), now)


def edits_of_given_up(
    base: TheoryMap, edited: TheoryMap, current: TheoryMap
) -> Mapping[Path, tuple[str, str]]:
    """Where the file changed a code that got another id in the journal since it was applied: which, and its id now.

    A sub-theme that was changed under such a theory is there, too, with the theory.
    """
    file, now = base.to_plain(), current.to_plain()
    given_up, before = _given_up(file, now), dict(_codes(file))
    return {
        (*place, code): (gone, current.former_codes[gone])
        for place, entries in _codes(edited.to_plain())
        for code, entry in entries.items()
        if _alone(entry) != _alone(before.get(place, {}).get(code))
        for gone in [str(one) for one in (code, *place[1:]) if one in given_up][:1]
    }


def _alone(entry: Plain | None) -> Plain | None:
    """The entry of a code without its sub-themes, which have entries of their own."""
    return entry and {name: value for name, value in entry.items() if name != "subthemes"}


def _given_up(base: Plain, current: Plain) -> frozenset[str]:
    """The codes that have another id in the current map, and had none in `base`."""
    return frozenset((current.get("former_codes") or {}).keys() - (base.get("former_codes") or {}).keys())


def _without(plain: Plain, codes: frozenset[str]) -> Plain:
    """A map without the entries of some codes."""
    result = deepcopy(plain)
    for _, entries in list(_codes(result)):
        for code in codes & entries.keys():
            del entries[code]
    return result


def merged_plain(base: Plain, edited: Plain, current: Plain) -> Plain:
    """The same of maps in their plain forms."""
    result: Plain = _merged(base, edited, current)
    return result


def merged_apart(base: Plain, edited: Plain, current: Plain) -> TheoryMap | None:
    """The current map with what somebody changed from `base` to `edited` in another copy; None if they contradict.

    A code that got another id meanwhile is not brought back by a change of its wording.
    """
    from review.theory_map.reading import checked

    try:
        return checked(merged_plain(base, _without_given_up(base, edited, current), current))
    except TheoryMapError:
        return None


def _merged(base: Any, edited: Any, current: Any) -> Any:  # noqa: ANN401 - plain values of every type
    if edited == base and _order(edited) == _order(base):
        return current
    if not (isinstance(edited, dict) and isinstance(current, dict)):
        return edited
    before = base if isinstance(base, dict) else {}
    result = {}
    for name in _names(before, edited, current):
        value = _merged(before.get(name, _GONE), edited.get(name, _GONE), current.get(name, _GONE))
        if value is not _GONE:
            result[name] = value
    return result


def _names(before: Plain, edited: Plain, current: Plain) -> list[str]:
    """The names of both in the current order, or in the edited one if that was changed."""
    is_reordered = [one for one in edited if one in before] != [one for one in before if one in edited]
    first, second = (edited, current) if is_reordered else (current, edited)
    return list(dict.fromkeys([*first, *second]))


def _order(value: Any) -> list[Any]:  # noqa: ANN401 - plain values of every type
    """The names inside a value in their order, which equality leaves out."""
    return [(name, _order(of)) for name, of in value.items()] if isinstance(value, dict) else []


def _without_given_up(base: Plain, edited: Plain, current: Plain) -> Plain:
    """The edited map without changes of codes that have another id in the current map, and had none in `base`."""
    given_up = _given_up(base, current)
    if not given_up:
        return edited
    result = deepcopy(edited)
    before = dict(_codes(base))
    for place, entries in list(_codes(result)):
        for code in given_up & entries.keys() & before.get(place, {}).keys():
            entries[code] = deepcopy(before[place][code])
    return result


def _codes(plain: Plain) -> Iterator[tuple[Path, Plain]]:
    """The entries of codes by their place: each section, and the sub-themes of each theory."""
    for section in CODE_SECTIONS:
        entries = plain.get(section) or {}
        yield (section,), entries
        for code, entry in entries.items():
            yield (section, code, "subthemes"), entry.get("subthemes") or {}
