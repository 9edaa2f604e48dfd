"""The theory map as a codebook: theories, rival framings and sub-themes, with their sets and links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from review.exchange.refi.values import QdaCode, QdaLink, QdaSet
from review.project.interchange.exporting.ids import Ids
from review.project.interchange.names import CATEGORY, REJECTED, RIVAL, RIVAL_FRAMINGS
from review.theory_map import TheoryMap


def codes_of(theory_map: TheoryMap, ids: Ids, notes_on: Mapping[str, Sequence[str]]) -> Iterator[QdaCode]:
    """The codes, each sub-theme after its theory; `notes_on` has the ids of the notes on each code."""
    for code in theory_map.codes:
        yield QdaCode(
            guid=ids.code(code.id),
            name=f"{code.id} {code.name}",
            description=code.proposition,
            colour=code.colour,
            notes=tuple(notes_on.get(code.id, ())),
        )
        for one in code.subthemes:
            yield QdaCode(
                guid=ids.code(one.id),
                name=f"{one.id} {one.name}",
                parent=ids.code(code.id),
                description=one.definition,
                colour=code.colour,
                notes=tuple(notes_on.get(one.id, ())),
            )


def sets_of_codes(theory_map: TheoryMap, ids: Ids) -> Iterator[QdaSet]:
    """The rival framings, the theories of each category, and the codes that were rejected."""
    groups = {RIVAL_FRAMINGS: [code.id for code in theory_map.rival_framings]}
    for category, name in theory_map.categories.items():
        groups[f"{CATEGORY}{name}"] = [code.id for code in theory_map.codes if code.category == category]
    groups[REJECTED] = [code.id for code in theory_map.codes if code.rejected]
    for name, members in groups.items():
        if members:
            yield QdaSet(guid=ids.of("set", name), name=name, codes=tuple(map(ids.code, members)))


def rivalries(theory_map: TheoryMap, ids: Ids) -> Iterator[QdaLink]:
    """A link from each rival framing to each theory that it competes with."""
    for framing in theory_map.rival_framings:
        for theory in framing.rivals:
            yield QdaLink(
                guid=ids.of("rivalry", framing.id, theory),
                origin=ids.code(framing.id),
                target=ids.code(theory),
                name=RIVAL,
                direction="OneWay",
            )
