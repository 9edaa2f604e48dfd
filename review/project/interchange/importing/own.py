"""What files of this program say beyond others: framings and their rivals, categories, and which sets are its own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from review.exchange.refi.values import OWN_ORIGIN, QdaProject
from review.project.interchange.configuration_notes import noted_configurations
from review.project.interchange.names import (
    AT_STAGE,
    CATEGORY,
    EXCLUDED,
    INCLUDED,
    REJECTED,
    RIVAL,
    RIVAL_FRAMINGS,
    SHORT_AUTHOR,
)

_DECIDED = {INCLUDED: "include", EXCLUDED: "exclude"}

_OUR_VARIABLES = {"title", SHORT_AUTHOR, "role"}
"""Variables that all projects of this program have, and those of others have not all."""

_CONFIGURATION = re.compile(r"C[0-9]+ .*", re.DOTALL)
"""The names of sets that are configurations, in files that lost their notes."""


class OwnCodes(Struct, frozen=True, kw_only=True):
    """What a file of this program says of its codes, by guid; `is_as_written`: no other program wrote it again."""

    is_own: bool = False
    is_as_written: bool = False
    rival_framings: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    rivals_of: Mapping[str, tuple[str, ...]] = {}
    category_of: Mapping[str, str] = {}


def is_as_written(project: QdaProject) -> bool:
    """Whether this program wrote the file."""
    return project.origin.startswith(OWN_ORIGIN)


def is_own(project: QdaProject) -> bool:
    """Whether this program wrote the file, or another one to which such a file was handed."""
    return is_as_written(project) or {one.name for one in project.variables} >= _OUR_VARIABLES


def own_codes(project: QdaProject) -> OwnCodes:
    """What a file says of its codes if this program wrote it; nothing otherwise."""
    if not is_own(project):
        return OwnCodes()
    framings, rejected, categories = set[str](), set[str](), dict[str, str]()
    for one in project.sets:
        if one.name == RIVAL_FRAMINGS:
            framings.update(one.codes)
        elif one.name == REJECTED:
            rejected.update(one.codes)
        elif one.name.startswith(CATEGORY):
            categories |= dict.fromkeys(one.codes, one.name.removeprefix(CATEGORY))
    rivals: dict[str, tuple[str, ...]] = {}
    for link in project.links:
        if link.name == RIVAL:
            rivals[link.origin] = (*rivals.get(link.origin, ()), link.target)
    return OwnCodes(
        is_own=True,
        is_as_written=is_as_written(project),
        rival_framings=frozenset(framings),
        rejected=frozenset(rejected),
        rivals_of=rivals,
        category_of=categories,
    )


def decided_by(name: str) -> tuple[str, str] | None:
    """The stage and the decision of a set of decided sources; the stage is ``""`` for the last. None for other sets."""
    word, _, stage = name.partition(AT_STAGE)
    return (stage, _DECIDED[word]) if word in _DECIDED else None


def own_sets(project: QdaProject) -> frozenset[str]:
    """The sets of a file that say what this program reads again; none if another program wrote it."""
    if not is_own(project):
        return frozenset()
    named = {RIVAL_FRAMINGS, REJECTED}
    found = {
        one.guid
        for one in project.sets
        if one.name in named
        or decided_by(one.name)
        or one.name.startswith(CATEGORY)
        or _CONFIGURATION.fullmatch(one.name)
    }
    return frozenset(found | {one.guid for one, _ in noted_configurations(project)})
