"""Which elements of configurations are a cause and its effect, and which passages are quoted for that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, product

from review.domain.theories.configuration import (
    MECHANISM,
    OUTCOME,
    RESOURCE,
    Configuration,
    Element,
    Fragment,
    LinkKind,
)
from review.domain.wording.caseless import caseless


class End(StrEnum):
    """At which end of a link something is."""

    CAUSE = "cause"
    EFFECT = "effect"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class CausalLink:
    """A cause and its effect: two elements of a configuration, or of one and of what it leads to."""

    of: Configuration
    to: Configuration
    cause: Element
    effect: Element

    @property
    def label(self) -> str:
        """The configuration, or the two: ``C1``, ``C1 leads to C2``."""
        return self.of.label if self.of.id == self.to.id else f"{self.of.label} leads to {self.to.label}"

    @property
    def is_retroduced(self) -> bool:
        """Whether only reasoning supports one of its ends."""
        return self.cause.is_retroduced or self.effect.is_retroduced


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage that is quoted for a link: at which end it is itself, and at which ends its source has passages."""

    link: CausalLink
    passage: Fragment
    at: End
    source_at: End


def links(every: Sequence[Configuration]) -> Iterator[CausalLink]:
    """The links within each configuration, then those to what it leads to, in the order of their labels.

    Within it, each condition (context or a role of the map) is a cause of each resource, each resource of each reasoning, each reasoning
    of each outcome; where a part is missing, the parts beside it are linked. From one to another, each outcome is a
    cause of each condition. An effect with the wording of its cause is the same factor, and no link.
    """
    by_id = {one.id: one for one in every}
    for one in every:
        found = [pair for before, after in pairwise(_parts(one)) for pair in product(before, after)]
        yield from _distinct(one, one, found)
        for link in one.links:
            if link.kind is LinkKind.LEADS_TO and (other := by_id.get(link.to)):
                last, first = _parts(one)[-1:], _parts(other)[:1]
                pairs = [pair for before, after in product(last, first) for pair in product(before, after)]
                yield from _distinct(one, other, pairs)


def citations(link: CausalLink) -> list[Citation]:
    """The passages at its ends; one that is at both counts once.

    A passage that is against one end is against the link, also if it shows the other.
    """
    causes, effects = ({_place(part): part for part in end.fragments} for end in (link.cause, link.effect))
    sources = ({part.record for part in end.fragments} for end in (link.cause, link.effect))
    at_cause, at_effect = sources
    return [
        Citation(
            link,
            _weightier(causes.get(place), effects.get(place)),
            _end(place in causes, place in effects),
            _end(place[0] in at_cause, place[0] in at_effect),
        )
        for place in {**causes, **effects}
    ]


def _parts(one: Configuration) -> list[list[Element]]:
    """The elements by their place in the chain, without places that are empty."""
    places: tuple[list[Element], ...] = ([], [], [], [])
    for element in one.elements:
        if element.role in MECHANISM:
            place = 1 if element.role == RESOURCE else 2
        else:
            place = 3 if element.role == OUTCOME else 0
        places[place].append(element)
    return [part for part in places if part]


def _distinct(
    of: Configuration, to: Configuration, pairs: Sequence[tuple[Element, Element]]
) -> Iterator[CausalLink]:
    for cause, effect in pairs:
        if caseless(cause.wording) != caseless(effect.wording):
            yield CausalLink(of, to, cause, effect)


def _place(part: Fragment) -> tuple[str, int, int]:
    return part.record, part.start, part.end


def _end(at_cause: bool, at_effect: bool) -> End:
    if at_cause and at_effect:
        return End.BOTH
    return End.CAUSE if at_cause else End.EFFECT


_WEIGHT = ("against", "qualifies", "shows")


def _weightier(one: Fragment | None, other: Fragment | None) -> Fragment:
    """Of a passage at both ends the one that limits the link more."""
    found = [part for part in (one, other) if part]
    return min(found, key=lambda part: _WEIGHT.index(part.relation))
