"""The flow in two streams: what searches of databases and registers found, and what only other methods did."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from review.domain.searches.flow import Box, BoxCount, Streams
from review.domain.searches.wording import BOX_NAMES
from review.domain.wording.counted import are, counted
from review.synthesis.flow import FlowMaterial, flow
from review.synthesis.identified import box_of
from review.synthesis.places import Place, place_of

DATABASES = frozenset({Box.IDENTIFIED_DATABASES, Box.IDENTIFIED_REGISTERS})
"""The boxes of the stream of databases."""

DECIDED = (
    Box.SCREENED,
    Box.EXCLUDED_SCREENING,
    Box.POTENTIAL,
    Box.NOT_RETRIEVED,
    Box.ASSESSED,
    Box.EXCLUDED_ASSESSMENT,
    Box.PARKED,
)
"""The boxes that both streams have, and that a number may be stated for."""


def streams(material: FlowMaterial) -> Streams:
    """What only other methods found, box by box; what databases found, too, is theirs.

    They cannot be separated where no search is logged, where a number is stated for both together, or where the search of a
    record in the boxes is not known.
    """
    if because := _why_together(material):
        return Streams(because=because)
    boxes = {search.id: box_of(search) for search in material.searches}
    tied = [one for one in material.arrivals if one.search in boxes]
    by_databases = {one.record for one in tied if boxes[one.search] in DATABASES}
    by_others = {one.record for one in tied} - by_databases - {""}
    arrived = sum(boxes[one.search] not in DATABASES for one in tied)
    unknown = {box: said for box, said in material.stated.items() if said.n is None}
    candidates = {record: one for record, one in material.candidates.items() if record in by_others}
    found = flow(replace(material, candidates=candidates, stated=unknown)).boxes
    duplicates = BoxCount(arrived - len(by_others), arrived - len(by_others))
    return Streams({Box.DUPLICATES: duplicates, **{box: found[box] for box in DECIDED}})


def _why_together(material: FlowMaterial) -> str:
    """Why the streams cannot be separated; empty if they can."""
    if not material.searches:
        return "no search is logged"
    stated: Mapping[Box, object] = {box: said for box, said in material.stated.items() if said.n is not None}
    if given := [BOX_NAMES[box].lower() for box in DECIDED if box in stated]:
        return f"a number is stated for both together ({', '.join(given)})"
    known = {search.id for search in material.searches}
    tied = {one.record for one in material.arrivals if one.search in known}
    untied = sum(
        record not in tied and place_of(one, material.stages)[0] is not Place.WAITING
        for record, one in material.candidates.items()
    )
    if not untied:
        return ""
    return f"{counted(untied, 'record')} with a decision {are(untied)} tied to no search"
