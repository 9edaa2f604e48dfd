"""What stands out about a configuration, such as that it is partial, and the letters for it in the list."""

from __future__ import annotations

from collections.abc import Mapping

from review.domain.theories.configuration import CONTEXT, MECHANISM, OUTCOME, Configuration, Relation

PARTIAL, AGAINST, LOOK_AGAIN, OUTDATED = "partial", "evidence against", "look again", "statement outdated"

MARKS: Mapping[str, str] = {PARTIAL: "p", AGAINST: "a", LOOK_AGAIN: "L", OUTDATED: "!"}
"""What stands out about a configuration, and its letter in the list."""


def marks(configuration: Configuration) -> tuple[str, ...]:
    """What stands out about a configuration, in the order of `MARKS`."""
    found = {
        PARTIAL: not configuration.is_complete,
        AGAINST: any(one.relation is Relation.AGAINST for one in configuration.fragments),
        LOOK_AGAIN: bool(configuration.reworded),
        OUTDATED: configuration.is_outdated,
    }
    return tuple(mark for mark in MARKS if found[mark])


def missing(configuration: Configuration) -> list[str]:
    """Which of context, mechanism and outcome a partial configuration does not have."""
    roles = {element.role for element in configuration.elements}
    lacking = {CONTEXT: CONTEXT in roles, "mechanism": bool(roles & MECHANISM), OUTCOME: OUTCOME in roles}
    return [name for name, there in lacking.items() if not there]
