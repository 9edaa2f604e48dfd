"""Which parts of a theory map a change touches: parts of its codes, and its rules."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from review.domain import TheoryVersion
from review.domain.theories.theory_version import RuleChange, TheoryParts
from review.theory_map.differences import plain_differences
from review.theory_map.parts import parts_by_code
from review.theory_map.values import Plain

_OWN = ("name", "proposition", "key_terms", "category", "rivals", "rejected")
"""The parts of a theory that are its own: its sub-themes are codes themselves."""

_OF_CODES = {"theories", "rival_framings", "former_codes", "programme_theory"}
"""The sections of a map whose changes are listed code by code."""

Parts = Mapping[str, TheoryParts]


class Touched(NamedTuple):
    """A part of a code, or a rule.

    Of a rule `code` is empty, `part` its place (``criteria.exclude.E1.text``), and `rule` the place in words.
    """

    code: str
    part: str
    rule: str = ""

    def is_among(self, others: Iterable[Touched]) -> bool:
        """Whether one of others is the same part of the same code, or the same rule, or one inside the other."""
        if self.code:
            return any((one.code, one.part) == (self.code, self.part) for one in others)
        return any(not one.code and _is_inside(one.part, self.part) for one in others)


def _is_inside(one: str, other: str) -> bool:
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def touched(before: Parts, after: Parts, rules: Iterable[RuleChange]) -> frozenset[Touched]:
    """What differs between what two maps say of every code, and the rules that changed between them."""
    of_codes = (Touched(code, part) for code, parts in changed_codes(before, after).items() for part in parts)
    return frozenset([*of_codes, *(Touched("", one.path, one.name) for one in rules)])


def changed_codes(before: Parts, after: Parts) -> dict[str, set[str]]:
    """For each code that changed, which of its own parts did; a code that came or went changed in all."""
    found = {}
    for code in dict.fromkeys([*before, *after]):
        was, now = before.get(code), after.get(code)
        if was != now:
            parts = {name for name in _OWN if getattr(was, name, None) != getattr(now, name, None)}
            if parts:
                found[code] = parts
    return found


def rules_changed(before: Plain, after: Plain) -> tuple[RuleChange, ...]:
    """What differs between two maps besides codes and the programme theory: question, criteria, stages, source types."""
    old, new = (
        {name: of for name, of in plain.items() if name not in _OF_CODES} for plain in (before, after)
    )
    return tuple(
        RuleChange(one.path, one.subject, one.before, one.after, one.sentence)
        for one in plain_differences(old, new)
    )


class FileEffect(NamedTuple):
    """What an applied file did beside what it was to do.

    It `replaced` changes of others that its maker did not know, and some of its own changes were `without_effect`.
    """

    replaced: tuple[Touched, ...] = ()
    without_effect: tuple[Touched, ...] = ()


def effect_of_file(version: TheoryVersion, before: Plain, now: Plain) -> FileEffect:
    """The effect of an applied file on the map before it, which led to the map `now`; none of other versions."""
    if not version.made:
        return FileEffect()
    base, made = (json.loads(text) for text in version.made)
    others, lost = _between(base, before), _between(made, now)
    return FileEffect(
        tuple(sorted(one for one in _between(before, now) if one.is_among(others))),
        tuple(sorted(one for one in _between(base, made) if one in lost)),
    )


def _between(before: Plain, after: Plain) -> frozenset[Touched]:
    return touched(parts_by_code(before), parts_by_code(after), rules_changed(before, after))
