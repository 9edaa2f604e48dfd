"""The theory map at first and now, theory by theory: what was worded how, and what changed in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from review.theory_map import Code, TheoryMap

RIVALS = "Rival framings"
"""The heading above rival framings, which have no category."""
NO_CATEGORY = "Without a category"
THEORIES = "Theories"
"""The heading of theories in a map without any category."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A theory or rival framing as it was at first and as it is, each None where it is not in that map.

    `changes` are in words: ``new``, ``reworded``, ``now in T6``. `section` is the category that both are shown under.
    """

    code: str
    section: str
    before: Code | None
    after: Code | None
    changes: tuple[str, ...]

    @property
    def present(self) -> Code:
        """It as it is, or as it was before it went."""
        code = self.after or self.before
        assert code is not None
        return code


def pairs(first: TheoryMap, now: TheoryMap) -> tuple[Pair, ...]:
    """All theories and rival framings of both maps by category, in the order of the present one."""
    was, are = ({code.id: code for code in of.codes} for of in (first, now))
    categories = {**first.categories, **now.categories}
    found = [
        Pair(
            code,
            _section(are.get(code) or was[code], categories),
            was.get(code),
            are.get(code),
            _changes(code, was, are, first, now),
        )
        for code in dict.fromkeys([*are, *was])
    ]
    if {pair.section for pair in found} <= {NO_CATEGORY, RIVALS}:
        found = [replace(pair, section=RIVALS if pair.section == RIVALS else THEORIES) for pair in found]
    order = [*dict.fromkeys([*now.categories.values(), *categories.values()]), NO_CATEGORY, RIVALS]
    return tuple(
        sorted(found, key=lambda pair: order.index(pair.section) if pair.section in order else len(order) - 2)
    )


def _section(code: Code, categories: Mapping[str, str]) -> str:
    if code.is_rival:
        return RIVALS
    return categories.get(code.category) or code.category or NO_CATEGORY


def _changes(
    code: str, was: Mapping[str, Code], are: Mapping[str, Code], first: TheoryMap, now: TheoryMap
) -> tuple[str, ...]:
    before, after = was.get(code), are.get(code)
    if after is None:
        to = now.former_codes.get(code, "")
        return (f"now in {to}" if to and to != code else "removed",)
    merged = [old for old, to in now.former_codes.items() if to == code and old in was and old not in are]
    includes = (f"includes {', '.join(merged)}",) if merged else ()
    if before is None:
        return ("new", *includes, *(("rejected",) if after.rejected else ()))
    moved = _section(before, first.categories) != _section(after, now.categories)
    subthemes = [[one.id for one in of.subthemes] for of in (before, after)]
    changed = {
        "rejected": after.rejected and not before.rejected,
        "reinstated": before.rejected and not after.rejected,
        "renamed": before.name != after.name,
        "reworded": before.proposition != after.proposition,
        f"from {_section(before, first.categories)}": moved,
        _rivals(before.rivals, after.rivals, is_rival=after.is_rival): before.rivals != after.rivals,
        _listed("sub-themes", *subthemes): subthemes[0] != subthemes[1],
    }
    return (*(words for words, holds in changed.items() if holds), *includes)


def _rivals(before: Sequence[str], after: Sequence[str], *, is_rival: bool) -> str:
    """How the rivals changed: of a theory, the framings that compete with it; of a framing, the theories."""
    if not is_rival:
        return _listed("rivals", before, after)
    more = [code for code in after if code not in before]
    fewer = [code for code in before if code not in after]
    if more and fewer:
        return f"a rival of {', '.join(more)}, not of {', '.join(fewer)}"
    return (
        f"a rival of {', '.join(more)}{', too' if before else ''}"
        if more
        else f"no rival of {', '.join(fewer)}"
    )


def _listed(what: str, before: Sequence[str], after: Sequence[str]) -> str:
    """How a list of ids changed: ``more sub-themes``, ``no sub-themes left``."""
    if not after:
        return f"no {what} left"
    if set(before) < set(after):
        return f"more {what}"
    return f"fewer {what}" if set(after) < set(before) else f"other {what}"
