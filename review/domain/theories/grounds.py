"""What the elements of a configuration rest on: its statement says no more than its passages do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum

from review.domain.theories.configuration import ROLES, Configuration, Element, Relation


class Ground(StrEnum):
    """What an element rests on."""

    SHOWN = "shown"
    QUALIFIED = "qualified"
    """A passage qualifies it, and none shows it."""
    RETRODUCED = "retroduced"
    NOT_INCLUDED = "not included"
    """Only passages of documents that are not included speak for it."""
    NO_PASSAGE = "no passage"


def ground(element: Element, included: Collection[str]) -> Ground:
    """What an element rests on in the included documents."""
    here = {one.relation for one in element.fragments if one.record in included}
    if Relation.SHOWS in here:
        return Ground.SHOWN
    if Relation.QUALIFIES in here:
        return Ground.QUALIFIED
    if element.is_retroduced:
        return Ground.RETRODUCED
    if any(one.relation is not Relation.AGAINST for one in element.fragments):
        return Ground.NOT_INCLUDED
    return Ground.NO_PASSAGE


def missing_roles(configuration: Configuration) -> tuple[str, ...]:
    """The roles of every configuration in which it has no element."""
    given = {element.role for element in configuration.elements}
    return tuple(role for role in ROLES if role not in given)


def limits(configuration: Configuration, included: Collection[str], names: Mapping[str, str]) -> list[str]:
    """What no passage shows, what is only qualified and what is missing, as clauses; `names` are those of the roles.

    Retroduced elements are left out: they are named as such.
    """
    return [*_of_elements(configuration, included, names), *_missing(configuration, names)]


def _of_elements(
    configuration: Configuration, included: Collection[str], names: Mapping[str, str]
) -> Iterator[str]:
    clauses = {
        Ground.NO_PASSAGE: ("no passage shows {}",) * 2,
        Ground.NOT_INCLUDED: ("no passage of an included document shows {}",) * 2,
        Ground.QUALIFIED: ("{} is only qualified", "{} are only qualified"),
    }
    grounds = [(one.role, ground(one, included)) for one in configuration.elements]
    for kind, clause in clauses.items():
        for role in dict.fromkeys(role for role, of in grounds if of is kind):
            every = [of for other, of in grounds if other == role]
            yield clause[len(every) > 1].format(
                _which(named_role(role, names), every.count(kind), len(every))
            )


def _which(role: str, some: int, every: int) -> str:
    if every == 1:
        return f"the {role}"
    if some == every:
        return f"the {role} elements"
    return f"some of the {role} elements"


def _missing(configuration: Configuration, names: Mapping[str, str]) -> Iterator[str]:
    for role in missing_roles(configuration):
        yield f"no {named_role(role, names)} is given"


def named_role(role: str, names: Mapping[str, str]) -> str:
    """The name of a role within a sentence."""
    return names.get(role, role).lower()
