"""What the map says of theory work: dimensions of appraisal, their levels, and the roles of configurations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import ascii_letters, digits
from typing import Any

from msgspec import Struct

from review.domain.theories.appraisal import Level
from review.domain.theories.configuration import CONTEXT, OUTCOME, REASONING, RESOURCE
from review.domain.wording.named import capitalised
from review.theory_map.keys import RESERVED_KEYS


class Dimension(Struct, frozen=True):
    """A dimension of appraisal; `levels` says what each level means, from high to not assessed."""

    id: str
    name: str
    levels: Mapping[str, str]


class ConfigurationRole(Struct, frozen=True):
    """A role that an element of a configuration can have; `key` puts a passage in it, ``""`` when no key is free."""

    id: str
    name: str
    key: str


BASE_ROLES = (
    ConfigurationRole(CONTEXT, "Context", "c"),
    ConfigurationRole(RESOURCE, "Resource", "r"),
    ConfigurationRole(REASONING, "Reasoning", "m"),
    ConfigurationRole(OUTCOME, "Outcome", "o"),
)
"""The roles of every review; `m` is the reasoning, since the resource has `r`."""

TAKEN_KEYS = RESERVED_KEYS | frozenset("crmon/=-~whlCAE")
"""Keys that a role of the map cannot have: those of the configuration line, and those that move and select beside it."""

LEVELS: tuple[str, ...] = tuple(Level)
"""The levels, from high to not assessed."""

_UNJUDGED = "Nobody has judged it, or it does not say enough to judge it."

_USUAL = (
    Dimension(
        "relevance",
        "Relevance",
        {
            Level.HIGH: "Bears directly on the theory or question: the same kind of programme, people and setting, or the same mechanism at work.",
            Level.MODERATE: "Bears on part of it, or on another programme or setting in which the same mechanism can be expected.",
            Level.LOW: "Touches on it in passing, or applies only with several assumptions.",
            Level.NOT_ASSESSED: _UNJUDGED,
        },
    ),
    Dimension(
        "richness",
        "Richness",
        {
            Level.HIGH: "Explains how and why: it separates contexts, what people were offered, how they responded, and what followed.",
            Level.MODERATE: "Explains some of how and why; a part of the configuration has to be inferred.",
            Level.LOW: "Reports that something happened, hardly how or why.",
            Level.NOT_ASSESSED: _UNJUDGED,
        },
    ),
    Dimension(
        "rigour",
        "Rigour",
        {
            Level.HIGH: "The claim used here is credible: methods are reported and fit it, and other evidence agrees or is answered.",
            Level.MODERATE: "The claim used here is plausible: its grounds are reported in part, or have limits that matter little for this use.",
            Level.LOW: "The claim used here rests on assertion, or on methods that do not fit it; it needs support from elsewhere.",
            Level.NOT_ASSESSED: _UNJUDGED,
        },
    ),
)
"""The dimensions of a map that names none, and what the levels of these dimensions mean unless the map says it."""


def dimensions_of(entries: Mapping[str, Mapping[str, Any] | None]) -> tuple[Dimension, ...]:
    """The dimensions of a map's entries, in order; the usual ones if there are none.

    A name or meaning that is left out is the usual one, if the dimension is one of those.
    """
    if not entries:
        return _USUAL
    usual = {dimension.id: dimension for dimension in _USUAL}
    found = []
    for identifier, entry in entries.items():
        known = usual.get(identifier) or Dimension(identifier, capitalised(identifier), {})
        given = (entry or {}).get("levels") or {}
        meanings = {level: given.get(level) or known.levels.get(level, "") for level in LEVELS}
        found.append(Dimension(identifier, (entry or {}).get("name") or known.name, meanings))
    return tuple(found)


def roles_of(entries: Mapping[str, Mapping[str, Any] | None]) -> tuple[ConfigurationRole, ...]:
    """The roles of every review, then those of a map's entries.

    Without a key, a role has the first free letter of its identifier, else another free one.
    """
    given = {
        role: str((entry or {}).get("key") or "") for role, entry in entries.items() if not is_base(role)
    }
    taken = {key for key in given.values() if key}
    for role, key in given.items():
        if not key:
            given[role] = next(iter(_free_keys(role, taken)), "")
            taken.add(given[role])
    own = (
        ConfigurationRole(role, (entries[role] or {}).get("name") or capitalised(role), key)
        for role, key in given.items()
    )
    return (*BASE_ROLES, *own)


def is_base(role: str) -> bool:
    """Whether every review has this role."""
    return role in {base.id for base in BASE_ROLES}


def free_role_keys() -> str:
    """The keys that roles of the map can have."""
    return " ".join(_free_keys("", ()))


def _free_keys(role: str, taken: Iterable[str]) -> list[str]:
    used = TAKEN_KEYS | set(taken)
    return [
        key for key in dict.fromkeys([*role.casefold(), *ascii_letters, *digits]) if key in _ASSIGNABLE - used
    ]


_ASSIGNABLE = frozenset(ascii_letters + digits)
