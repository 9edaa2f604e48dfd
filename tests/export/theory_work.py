"""A small review with configurations, appraisals and verdicts, that the tests of their tables look at."""

from msgspec import structs

from review.domain import EvidenceStatus, FacetValues, Stance
from review.domain.theories.appraisal import Appraisal, Level
from review.domain.theories.configuration import (
    Configuration,
    ConfigurationStatus,
    Element,
    Fragment,
    Relation,
)
from review.domain.theories.verdict import Verdict, VerdictKind
from review.theory_map import Facet
from tests.export.reviews import LAST, THEORY_MAP, coding, material, record

SUPPORTS, CHALLENGES = Stance.SUPPORTS, Stance.CHALLENGES
MAP = structs.replace(
    THEORY_MAP,
    facets=(
        Facet("design", "Study design", ("survey", "case study")),
        Facet("population", "Population", ("women", "older people")),
        Facet("market", "Market model", ("open", "managed")),
    ),
)


def fragment(identifier: str, of: str, relation: str = "shows", **fields: object) -> Fragment:
    given = {
        "text_sha256": "ab" * 32,
        "start": 10,
        "end": 30,
        "quote": "they asked a neighbour",
        "reviewer": "Ada",
        "time": "",
        "page": 3,
        "page_label": "41",
    }
    return Fragment(identifier, "e", "role", of, Relation(relation), **(given | fields))


def appraisal(of: str, target: str = "", reviewer: str = "Ada", **levels: str) -> Appraisal:
    given = {dimension: Level(level) for dimension, level in levels.items()}
    return Appraisal(
        of, target, reviewer, given, ("who answered is not said",), "2026-11-04T08:00:00Z", ("e",)
    )


C1 = Configuration(
    "cmoc1",
    "C1",
    ConfigurationStatus.KEPT,
    "",
    {"T1.a": SUPPORTS, "RA": CHALLENGES},
    (
        Element(
            "e1",
            "context",
            "no adviser is at hand",
            fragments=(
                fragment("f2", "r2", "against", page_label="12", status=EvidenceStatus.REPORTED),
                fragment("f1", "r1", ends_on=("42", 4)),
            ),
        ),
        Element(
            "e2", "outcome", "they take the first vacancy", fragments=(fragment("f3", "r9", "qualifies"),)
        ),
        Element("e3", "reasoning", "nobody told them to wait", memo="What must be true? Haste."),
    ),
    "Ada",
    "",
)
C2 = structs.replace(C1, id="cmoc2", label="C2", theories={}, elements=(C1.elements[1],), written="So it is.")
VERDICTS = (
    Verdict("v1", "T1", VerdictKind.PARTIALLY_SUPPORTED, "mostly towns", "specialist provision", "Ada", "", "e", 2, since=("theory reworded (v2 → v3)",)),
    Verdict("v2", "T2", VerdictKind.NOT_EXPLORED, "", "", "Ada", "", "e", 2),
)  # fmt: skip
REVIEW = material(
    records=(
        record("r1", "Rahman", "empirical"),
        record("r2", "Mind", "voluntary", title="Whose choice?"),
        record("r9", "Okoro", "voluntary"),
    ),
    codings=(
        coding("c1", "r1", stances={"T1.a": SUPPORTS, "RA": CHALLENGES}),
        coding("c2", "r1", "T1", stance=CHALLENGES, start=90, end=99),
        coding("c3", "r2", "T1", stance=SUPPORTS),
        coding("c4", "r9", "T1", stance=Stance.EXTENDS),
    ),
    outcomes={("r1", LAST): "include", ("r2", LAST): "include"},
    theory_map=MAP,
    facets=(
        FacetValues("r1", "r1", "design", ("survey", "case study"), "e", "Ada", ""),
        FacetValues("r1", "r1", "market", ("open",), "e", "Ada", ""),
        FacetValues("c1", "r1", "design", ("other",), "e", "Ada", ""),
        FacetValues("c3", "r2", "population", ("women",), "e", "Ada", ""),
    ),
    configurations=(C1, C2),
    appraisals=(
        appraisal("r1", rigour="low", relevance="high"),
        appraisal("r1", reviewer="Ben", rigour="high"),
        appraisal("r1", "cmoc1", relevance="moderate"),
        appraisal("r2", "T1", rigour="low"),
        appraisal("r2", "cmoc1", rigour="high"),
        appraisal("r9", richness="not-assessed"),
    ),
    verdicts=VERDICTS,
)
