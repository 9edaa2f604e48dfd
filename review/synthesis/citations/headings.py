"""Under which theory a heading stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from review.synthesis.citations.names import folded
from review.theory_map import TheoryMap

_NUMBER = re.compile(
    r"^\s*(?:section\s+|chapter\s+)?(?:\d+(?:\.\d+)*\.?|[ivxlc]+\.|[a-z][.)])\s+", re.IGNORECASE
)
_ENDS = {
    *("references", "reference list", "bibliography", "works cited", "literature cited", "literature"),
    *(
        "appendix",
        "appendices",
        "discussion",
        "conclusion",
        "conclusions",
        "methods",
        "introduction",
        "limitations",
    ),
    *(
        "acknowledgements",
        "summary",
        "abstract",
        "strengths and limitations",
        "implications",
        "recommendations",
    ),
}
_REFERENCES = {"references", "reference list", "bibliography", "works cited", "literature cited"}


class Headings:
    """Finds the theory that a heading names: by id, by number, by its present or an earlier name, by that of a sub-theme."""

    def __init__(self, theory_map: TheoryMap, names: Mapping[str, str]) -> None:
        """`names` has what theories and sub-themes were called in other versions of the map, with their code."""
        self._map = theory_map
        known = {code: code for code in theory_map.code_names} | dict(theory_map.former_codes)
        self._ids = {
            one.casefold(): theory_map.theory_of(now).id
            for one, now in known.items()
            if now in theory_map.code_names
        }
        self._names: dict[str, str] = {}
        for code, name in [*((code, name) for name, code in names.items()), *theory_map.code_names.items()]:
            now = theory_map.present(code)
            if now in theory_map.code_names:
                self._names[folded(name)] = theory_map.theory_of(now).id

    def code_of(self, heading: str) -> str:
        """The theory or rival framing that a heading names; ``""`` if it names none, or several."""
        return self._by_id(heading) or self._by_name(heading)

    def _by_id(self, heading: str) -> str:
        words = [word.strip(".") for word in re.findall(r"[\w.]+", heading)]
        said = [word for word in words if len(word) > 1 and not word.replace(".", "").isdigit()]
        for word, number in re.findall(
            r"\b(theory|framing|rival)\s+([A-Za-z]?\d+|[A-Za-z])\b", heading, re.IGNORECASE
        ):
            said += [number, f"{'T' if word.lower() == 'theory' else 'R'}{number}"]
        theories = {self._ids[one.casefold()] for one in said if one.casefold() in self._ids}
        return theories.pop() if len(theories) == 1 else ""

    def _by_name(self, heading: str) -> str:
        plain = _NUMBER.sub("", heading)
        for part in (plain, *re.split(r"\s*[:–—(|]\s*|\s-\s", plain)):
            if (code := self._names.get(folded(part))) is not None:
                return code
        said = f" {folded(plain)} "
        inside = {code for name, code in self._names.items() if " " in name and f" {name} " in said}
        return inside.pop() if len(inside) == 1 else ""


def ends_theories(heading: str) -> bool:
    """Whether a heading is one after which no theory is discussed, in a text whose headings have no levels."""
    return folded(_NUMBER.sub("", heading)) in _ENDS


def begins_references(heading: str) -> bool:
    """Whether a heading is that of the list of references."""
    return folded(_NUMBER.sub("", heading)) in _REFERENCES
