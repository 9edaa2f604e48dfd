"""What files of this program say beyond what others say: ids in names, framings, rivals, categories, stances."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from review.exchange.refi.values import OWN_ORIGIN, QdaProject

RIVAL_FRAMINGS = "rival framings"
"""The name of the set of rival framings."""

CATEGORY = "category: "
"""What the names of sets begin with whose codes are of one category."""

RIVAL = "rival"
"""The name of the link from a rival framing to a theory."""


class OwnCodes(Struct, frozen=True, kw_only=True):
    """What a file of this program says of its codes, by guid."""

    is_own: bool = False
    rival_framings: frozenset[str] = frozenset()
    rivals_of: Mapping[str, tuple[str, ...]] = {}
    category_of: Mapping[str, str] = {}


def is_own(project: QdaProject) -> bool:
    """Whether this program wrote the file."""
    return project.origin.startswith(OWN_ORIGIN)


def own_codes(project: QdaProject) -> OwnCodes:
    """What a file says of its codes if this program wrote it; nothing otherwise."""
    if not is_own(project):
        return OwnCodes()
    framings, categories = set[str](), dict[str, str]()
    for one in project.sets:
        if one.name == RIVAL_FRAMINGS:
            framings.update(one.codes)
        elif one.name.startswith(CATEGORY):
            categories |= dict.fromkeys(one.codes, one.name.removeprefix(CATEGORY))
    rivals: dict[str, tuple[str, ...]] = {}
    for link in project.links:
        if link.name == RIVAL:
            rivals[link.origin] = (*rivals.get(link.origin, ()), link.target)
    return OwnCodes(is_own=True, rival_framings=frozenset(framings), rivals_of=rivals, category_of=categories)
