"""A small review, made by hand, that the tests of exports look at."""

from review.domain import (
    Coding,
    Decision,
    DecisionKind,
    EvidenceStatus,
    FacetValues,
    Memo,
    Record,
    Role,
    Stance,
)
from review.domain.theories.appraisal import Appraisal
from review.domain.theories.configuration import Configuration
from review.domain.theories.verdict import Verdict
from review.export import ExportMaterial
from review.synthesis import evidence_by_code, included_sources, table_one
from review.synthesis.gaps import gaps
from review.synthesis.populations import sources_by_population
from review.synthesis.rival_passages import rival_passages
from review.theory_map import TheoryMap
from review.theory_map.values import from_plain

THEORY_MAP = from_plain(
    {
        "title": "Care markets",
        "question": "How, for whom and in which circumstances?",
        "categories": {"market": "Care as a market"},
        "theories": {
            "T1": {
                "name": "Market logic",
                "category": "market",
                "proposition": "Many providers are the surest way.",
                "key_terms": ["competition", "providers"],
                "subthemes": {"T1.a": {"name": "Competition", "definition": "What rivalry does."}},
            },
            "T2": {
                "name": "Market limitations",
                "category": "market",
                "proposition": "Councils have a duty.",
            },
        },
        "rival_framings": {
            "RA": {
                "name": "Councils can't shape the market",
                "proposition": "They know too little.",
                "rivals": ["T1"],
            }
        },
        "stages": {
            "title-abstract": {"reviewers": 1},
            "theory-map": {"reviewers": 1, "criterion_required": True},
        },
        "criteria": {"exclude": {"E1": {"text": "Not about care", "stage": "theory-map"}}},
        "source_types": {
            "empirical": {"name": "Empirical study journal article"},
            "policy": {"name": "Policy analysis journal article or report"},
            "statutory": {"name": "Statutory-sector report"},
            "voluntary": {"name": "Voluntary-sector report"},
        },
    }
)
LAST = THEORY_MAP.last_stage


def record(identifier: str, author: str = "Rahman", source_type: str = "", **fields: object) -> Record:
    given = {"title": f"On {identifier}", "short_author": author, "year": 2016, "source_type": source_type}
    return Record(identifier, **(given | fields))


def coding(identifier: str, of: str, *codes: str, **fields: object) -> Coding:
    given = {
        "text_sha256": "ab" * 32,
        "start": 10,
        "end": 22,
        "quote": "a quotation.",
        "status": None,
        "reviewer": "Ada",
        "time": "2026-11-03T12:30:00.000Z",
        "page": 3,
        "page_label": "347",
    }
    stance = fields.pop("stance", Stance.BEARS_ON)
    stances = fields.pop("stances", dict.fromkeys(codes, stance))
    return Coding(id=identifier, record=of, stances=stances, **(given | fields))


def decision(of: str, kind: str, stage: str = LAST, reviewer: str = "Ada", **fields: object) -> Decision:
    return Decision(f"event of {reviewer}", of, stage, reviewer, DecisionKind(kind), **fields)


def material(
    records: tuple[Record, ...] = (),
    decisions: tuple[Decision, ...] = (),
    codings: tuple[Coding, ...] = (),
    outcomes: dict[tuple[str, str], str] | None = None,
    memos: tuple[Memo, ...] = (),
    waiting: frozenset[tuple[str, str]] = frozenset(),
    *,
    theory_map: TheoryMap = THEORY_MAP,
    facets: tuple[FacetValues, ...] = (),
    configurations: tuple[Configuration, ...] = (),
    appraisals: tuple[Appraisal, ...] = (),
    verdicts: tuple[Verdict, ...] = (),
) -> ExportMaterial:
    """What the project would hand over for these acts."""
    outcomes = outcomes or {}
    included = frozenset(record.id for record in included_sources(theory_map, records, outcomes))
    evidence = evidence_by_code(
        theory_map, codings, {record.id: record.source_type for record in records}, included, waiting
    )
    populations = sources_by_population(theory_map, codings, included, facets)
    counts = table_one(theory_map, records, outcomes)
    standing = {one.code: one for one in verdicts}
    return ExportMaterial(
        theory_map=theory_map,
        theory_version=3,
        theory_event="e7a0c1d2" * 8,
        as_of="2026-11-05T23:59:59.999Z",
        records=records,
        decisions=decisions,
        codings=lambda: codings,
        outcomes=outcomes,
        memos=memos,
        events=412,
        table_one=counts,
        evidence=lambda: evidence,
        waiting=lambda: waiting,
        included=included,
        facets=facets,
        populations=lambda: populations,
        rivals=lambda: rival_passages(theory_map, codings, included),
        gaps=lambda: gaps(theory_map, evidence, counts, populations, standing),
        configurations=lambda: configurations,
        appraisals=lambda: appraisals,
        verdicts=lambda: standing,
    )


SMALL = material(
    records=(
        record("r2", "Rahman", "policy", year_suffix="b"),
        record("r1", "Rahman", "empirical", year_suffix="a"),
        record("r3", "Mind", "", year=None, role=Role.BACKGROUND),
        record("r4", "Okoro", "voluntary"),
    ),
    decisions=(
        decision("r2", "include", reviewer="Ben", time="2026-11-02T09:00:00Z"),
        decision(
            "r2", "exclude", criteria=("E1",), note="thin", overrides={"E9": "young adults", "E2": "old"}
        ),
        decision("r1", "include", stage="title-abstract"),
    ),
    codings=(
        coding(
            "c1",
            "r1",
            "T1.a",
            "RA",
            stance=Stance.CHALLENGES,
            status=EvidenceStatus.MEASURED,
            memo="striking",
            quote="=SUM(A1) rose",
            end=23,
        ),
        coding("c2", "r3", "T2"),
        coding("c3", "r2", "T1", "X9", start=90, end=102, page_label="xii"),
    ),
    outcomes={
        ("r1", LAST): "include",
        ("r2", LAST): "conflict",
        ("r3", LAST): "include",
        ("r4", LAST): "include",
    },
    memos=(
        Memo("m1", "c1", "see also Mind", "Ben", "2026-11-04T08:00:00Z"),
        Memo("m2", "T1", "wide", "Ada", ""),
    ),
)
