"""Since which version of the theory map the wording of each code stands: what was coded before has to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from review.domain import TheoryVersion
from review.domain.theories.looking_again import Standing
from review.theory_map.parts import PROGRAMME, parts_by_code
from review.theory_map.values import Plain


class _Worded(NamedTuple):
    """The present id of a code in some version, and its wording there: name, and proposition or definition."""

    code: str
    wording: tuple[str, str]


def standing_since(history: Iterable[tuple[TheoryVersion, Plain]]) -> Mapping[str, Standing]:
    """Since which version the wording of each code stands, by the id under which passages were coded.

    Versions come oldest first, each with its map. A wording changes with the name, the proposition or the definition, and
    with a split of the code or its merging into another. Where a version changes wording only, which asks nobody to look
    again, nothing changes; nor does it where an edited file only gives a new name. A code that left the map keeps its version
    and, if it comes back with the same wording, goes on with it.
    """
    standing: dict[str, Standing] = {}
    known: dict[str, _Worded] = {}
    for version, plain in history:
        parts, former = parts_by_code(plain), plain.get("former_codes") or {}
        below = {subtheme.code for of in parts.values() for subtheme in of.subthemes}
        for coded in dict.fromkeys([*parts, *former]):
            code = former.get(coded, coded)
            if code not in parts or code == PROGRAMME:
                continue
            now = _Worded(code, (parts[code].name, parts[code].proposition))
            if how := _how(version, known.get(coded), now):
                standing[coded] = Standing(version.number, how, code not in below)
            known[coded] = now
    return standing


def _how(version: TheoryVersion, before: _Worded | None, now: _Worded) -> str:
    """How a version gave a code another wording, or ``""`` if it did not."""
    if before is None:
        return "added"
    if version.wording_only:
        return ""
    if version.change == "split" and version.code == before.code:
        return "split"
    if version.change == "merge-theories" and before.code in version.codes and before.code != version.code:
        return f"merged into {now.code}"
    is_renamed = version.change == "adopt" and now.wording[1] == before.wording[1]
    return "reworded" if not is_renamed and now.wording != before.wording else ""
