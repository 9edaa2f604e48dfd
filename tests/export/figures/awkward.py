"""Reviews that figures must survive: hostile and very long names, any script, many of everything, and nothing at all."""

from __future__ import annotations

from dataclasses import replace

from review.domain import SaturationStep, Stance
from review.domain.searches.flow import Box, BoxCount, Flow, FlowCheck
from review.domain.theories.configuration import (
    Configuration,
    ConfigurationStatus,
    Element,
    Link,
    LinkKind,
)
from review.export import ExportMaterial
from review.theory_map import TheoryMap
from review.theory_map.values import from_plain
from tests.export.reviews import SMALL, coding, material, record
from tests.export.theory_work import REVIEW

NAMES = (
    "Costs of $x_1$ and $\\frac{a}{b}$ in_the_market",
    "$\\unknown{",
    "日本の介護市場における選択と競争",
    "ตลาดการดูแล",
    "سوق الرعاية",
    "שוק הטיפול",
    "देखभाल बाज़ार",
    "A\u202eBA\x07\x1b[31m red",
    "<script>alert(1)</script> & ]]> <!--",
    "👩‍👩‍👧 families e\u0301\u0301\u0301",
    "Word" * 60,
    "many words " * 60,
    "",
    "=SUM(A1)",
    '"quoted" | [x](javascript:1) `code` ;; %% end',
    "subgraph end",
)
"""Names as strangers may write them."""


def name(number: int) -> str:
    """One of the names."""
    return NAMES[number % len(NAMES)]


def hostile_map(theories: int = 24, framings: int = 8, types: int = 20) -> TheoryMap:
    """A map of many theories under these names."""
    ids = [f"T{number}" for number in range(1, theories + 1)]
    return from_plain(
        {
            "title": name(0),
            "question": name(11),
            "programme_theory": name(11),
            "categories": {f"c{number}": name(number) for number in range(6)},
            "theories": {
                one: {
                    "name": name(number),
                    "category": f"c{number % 7}",
                    "proposition": name(number + 3) * 2,
                    "colour": ("#000000", "#ffffff", "#767676", "#ffd700")[number % 4],
                    "subthemes": {f"{one}.a": {"name": name(number + 5)}},
                }
                for number, one in enumerate(ids)
            },
            "rival_framings": {
                f"R{number}-a-very-long-identifier": {
                    "name": name(number + 2),
                    "proposition": name(number),
                    "rivals": ids[number::3],
                }
                for number in range(framings)
            },
            "stages": {"title-abstract": {"reviewers": 1}, "theory-map": {"reviewers": 1}},
            "criteria": {"exclude": {f"E{n}": {"text": name(n), "stage": "theory-map"} for n in range(20)}},
            "source_types": {f"type{number}": {"name": name(number)} for number in range(types)},
        }
    )


def configurations(number: int) -> tuple[Configuration, ...]:
    """Configurations in chains of five, some of them circles, with every kind of link."""
    kinds = list(LinkKind)
    found = []
    for one in range(number):
        roles = ("context", "resource", "reasoning", "outcome")
        elements = tuple(
            Element(f"{one}{role}", role, name(one + place), memo="so it must be" if place == 2 else "")
            for place, role in enumerate(roles)
            if (one + place) % 6
        )
        to = one + 1 if one % 5 < 4 else one - 4
        links = (Link(f"id{to}", f"C{to}", kinds[one % 4]),) if to < number else ()
        links += (Link(f"id{one}", f"C{one}", LinkKind.LEADS_TO),) if one == 3 else ()
        status = (ConfigurationStatus.KEPT, ConfigurationStatus.CANDIDATE, ConfigurationStatus.SET_ASIDE)[
            (one % 11 == 7) * 2 + one % 2 * (one % 11 != 7)
        ]
        found.append(
            Configuration(
                f"id{one}",
                f"C{one}",
                status,
                "",
                {"T1": Stance.SUPPORTS, "T2.a": Stance.CHALLENGES},
                elements,
                "Ada",
                "",
                links=links,
            )
        )
    return tuple(found)


def hostile(number: int = 60) -> ExportMaterial:
    """A review of all that."""
    theory_map = hostile_map()
    years = [None, 1616, 2016, *range(1617, 2010, 7)]
    records = tuple(
        record(f"r{one}", name(one), f"type{one % 21}", year=years[one % len(years)]) for one in range(number)
    )
    stances = list(Stance)
    codings = tuple(
        coding(
            f"c{one}",
            f"r{one}",
            stances={f"T{one % 24 + 1}": stances[one % 5], f"T{one * 7 % 24 + 1}": stances[one % 3]},
        )
        for one in range(number)
    )
    made = material(
        records,
        (),
        codings,
        {(one.id, theory_map.last_stage): "include" for one in records},
        theory_map=theory_map,
        configurations=configurations(number),
    )
    first = hostile_map(theories=20, framings=6)
    steps = tuple(
        SaturationStep(f"r{one}", one % 2, one % 5, one * 13 % 40, one % 3) for one in range(number)
    )
    return replace(made, first_map=lambda: first, saturation=lambda: steps, flow=lambda: flow(theory_map))


def flow(theory_map: TheoryMap) -> Flow:
    """A flow with unknown, stated and very large numbers, and many parts."""
    reasons = {one.id: number * 1000 for number, one in enumerate(theory_map.criteria)}
    boxes = {
        box: BoxCount(
            None if place % 4 == 0 else 10**place,
            10**place,
            reason=name(place),
            by=reasons if "excluded" in box else {name(n): n for n in range(9)},
        )
        for place, box in enumerate(Box)
    }
    checks = tuple(FlowCheck(name(number), number, 7, number == 7) for number in range(9))
    return Flow(boxes, checks, 10**6, 10**7)


EXAMPLE = Flow(
    {
        Box.IDENTIFIED_DATABASES: BoxCount(None, 3316, by={"S1": None, "S2": 2333}),
        Box.IDENTIFIED_REGISTERS: BoxCount(0, 0),
        Box.IDENTIFIED_ORGANISATIONS: BoxCount(
            23, 22, stated=23, by={"Mind": 3, "Together": 1, "Rethink": 0}
        ),
        Box.IDENTIFIED_CITATIONS: BoxCount(0, 0),
        Box.IDENTIFIED_OTHER: BoxCount(31, 31, by={"S4": 31}),
        Box.DUPLICATES: BoxCount(None, None, is_not_reported=True, reason="the report gives none"),
        Box.SCREENED: BoxCount(None, None, is_not_reported=True),
        Box.EXCLUDED_SCREENING: BoxCount(None, None, is_not_reported=True),
        Box.POTENTIAL: BoxCount(70, 70),
        Box.NOT_RETRIEVED: BoxCount(0, 0),
        Box.ASSESSED: BoxCount(70, 70),
        Box.EXCLUDED_ASSESSMENT: BoxCount(30, 30, by={"E1": 30}),
        Box.PARKED: BoxCount(3, 3),
        Box.INCLUDED: BoxCount(37, 37),
    },
    (
        FlowCheck("organisations: stated = computed", 23, 22, ok=False),
        FlowCheck("included = N", 37, 37, ok=True),
    ),
    studies=36,
    reports=37,
)
"""The flow of the worked example, with made-up numbers after the potential includes."""

EMPTY = material(theory_map=from_plain({"title": "", "stages": {"theory-map": {"reviewers": 1}}}))
"""A review that has nothing, not even theories."""

REVIEWS = {
    "small": replace(SMALL, flow=lambda: EXAMPLE),
    "theory work": replace(REVIEW, first_map=lambda: SMALL.theory_map, flow=lambda: EXAMPLE),
    "hostile": hostile(),
    "empty": EMPTY,
}
