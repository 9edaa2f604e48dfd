"""What a map says of each code, to compare versions without making whole maps of them."""

from __future__ import annotations

from collections.abc import Mapping

from review.domain.theories.theory_version import SubthemeParts, TheoryParts
from review.theory_map.values import CODE_SECTIONS, Plain

PROGRAMME = "programme-theory"
"""The code under which the overall programme theory is listed."""

_PROGRAMME_NAME = "Overall programme theory"


def parts_by_code(plain: Plain) -> Mapping[str, TheoryParts]:
    """The parts of every code of a map in its plain form, in order: theories and framings, each before its sub-themes.

    The overall programme theory comes first, under the code `PROGRAMME`, if there is one.
    """
    found: dict[str, TheoryParts] = {}
    if text := plain.get("programme_theory"):
        found[PROGRAMME] = TheoryParts(name=_PROGRAMME_NAME, proposition=text)
    for section in CODE_SECTIONS:
        for code, entry in (plain.get(section) or {}).items():
            below = entry.get("subthemes") or {}
            found[code] = _parts(entry, tuple(_subtheme(name, of or {}) for name, of in below.items()))
            found |= {name: _parts(of or {}) for name, of in below.items()}
    return found


def _parts(entry: Plain, subthemes: tuple[SubthemeParts, ...] = ()) -> TheoryParts:
    return TheoryParts(
        name=entry.get("name") or "",
        proposition=entry.get("proposition") or entry.get("definition") or "",
        key_terms=tuple(entry.get("key_terms") or ()),
        category=entry.get("category") or "",
        rivals=tuple(entry.get("rivals") or ()),
        subthemes=subthemes,
        rejected=bool(entry.get("rejected")),
    )


def _subtheme(code: str, entry: Plain) -> SubthemeParts:
    return SubthemeParts(code, entry.get("name") or "", entry.get("definition") or "")
