"""A small review in memory, as the learner sees it."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec.structs import replace

from review.domain import Coding, Decision, DecisionKind, DoneMark, PassageText, RecordText, Rejection, Stance
from review.domain.suggestions.against import AgainstMaterial
from review.domain.suggestions.use import SuggestedCode
from review.theory_map import TheoryMap
from review.theory_map.values import from_plain

A_MAP = from_plain(
    {
        "title": "A small review",
        "question": "How do councils shape the market for mental-health care?",
        "theories": {
            "T1": {
                "name": "Market logic",
                "proposition": "Many providers compete in a market",
                "key_terms": ["competition", "providers"],
                "subthemes": {"T1.a": {"name": "Whole systems", "key_terms": ["partnership"]}},
            },
            "T2": {
                "name": "Information",
                "proposition": "Councils give people advice about support",
                "key_terms": ["advice", "advocacy"],
            },
        },
        "rival_framings": {
            "RA": {
                "name": "Councils cannot shape the market",
                "proposition": "Councils lack the knowledge and incentives to shape supply",
                "rivals": ["T1"],
            }
        },
        "stages": {"title-abstract": {}, "theory-map": {}},
        "criteria": {
            "include": {"I1": {"text": "About mental health", "stage": "title-abstract"}},
            "exclude": {"E1": {"text": "About children", "stage": "title-abstract"}},
        },
        "source_types": {
            "empirical": {
                "name": "Empirical study",
                "description": "Journal article with methods, interviews and a sample",
            },
            "policy": {
                "name": "Policy analysis",
                "description": "Analysis of government policy and legislation",
            },
        },
    }
)


def a_map_with_trust() -> TheoryMap:
    """The small map after a theory has been added to it."""
    trust = replace(
        A_MAP.codes[1],
        id="T9",
        name="Trust",
        proposition="People who keep their carer come to trust the service",
        key_terms=("trust", "carer"),
    )
    return replace(A_MAP, codes=(*A_MAP.codes, trust))


MARKET = "Many providers compete in the market, and competition lowers prices for care."
ADVICE = "Advice and advocacy help people to understand which support exists."
LACK = "Councils lack the knowledge and the incentives that shaping supply would take."
OTHER = "Interviews were held in three towns between May and June."


def passages_of(record: str, *texts: str) -> list[PassageText]:
    """Texts as the passages of a document, one after the other."""
    passages, start = [], 0
    for text in texts:
        passages.append(PassageText(record, start, start + len(text), text))
        start += len(text) + 1
    return passages


def a_coding(passage: PassageText, *codes: str, stance: Stance = Stance.BEARS_ON) -> Coding:
    """Codes on a whole passage."""
    return Coding(
        f"{passage.record}:{passage.start}:{codes}",
        passage.record,
        "",
        passage.start,
        passage.end,
        passage.text,
        dict.fromkeys(codes, stance),
        None,
        "ann",
        "",
        1,
        "1",
    )


def a_decision(record: str, decision: str, stage: str = "title-abstract") -> Decision:
    """Ann's decision on a record."""
    return Decision(f"{record}:{stage}", record, stage, "ann", DecisionKind(decision))


def a_rejection(passage: PassageText, code: str) -> Rejection:
    """A suggestion for a whole passage, rejected."""
    return Rejection(f"{passage}{code}", passage.record, code, passage.start, passage.end, "ann")


def a_done_mark(passage: PassageText, *codes: str) -> DoneMark:
    """A passage marked as done while the map had these codes (default: all of the small map's)."""
    return DoneMark(
        f"{passage}",
        passage.record,
        passage.start,
        passage.end,
        "ann",
        codes or tuple(A_MAP.code_names),
    )


@dataclass
class MaterialInMemory:
    """What the journal would give; tests change it and call `changed`."""

    reviewer: str = "ann"
    map: TheoryMap = A_MAP
    records: list[RecordText] = field(default_factory=list)
    texts: list[PassageText] = field(default_factory=list)
    decided: list[Decision] = field(default_factory=list)
    coded: list[Coding] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    finished: list[DoneMark] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    looked_for: AgainstMaterial = field(default_factory=AgainstMaterial)
    responses: list[SuggestedCode] = field(default_factory=list)
    acts: int = 0
    text_acts: int = 0

    def changed(self, *, texts: bool = False) -> None:
        self.acts += 1
        self.text_acts += texts

    def revision(self) -> int:
        return self.acts

    def texts_revision(self) -> int:
        return self.text_acts

    def theory_map(self) -> TheoryMap:
        return self.map

    def record_texts(self) -> list[RecordText]:
        return list(self.records)

    def passages(self, record: str | None = None) -> list[PassageText]:
        return [p for p in self.texts if record in (None, p.record)]

    def candidates(self, stage: str) -> list[str]:
        decided = {d.record for d in self.decided if d.stage == stage}
        return [r.record for r in self.records if r.record not in decided]

    def codings(self) -> list[Coding]:
        return list(self.coded)

    def decisions(self) -> list[Decision]:
        return list(self.decided)

    def rejections(self) -> list[Rejection]:
        return list(self.rejected)

    def done_marks(self) -> list[DoneMark]:
        return list(self.finished)

    def suggested_codes(self) -> list[SuggestedCode]:
        return list(self.responses)

    def source_types(self) -> dict[str, str]:
        return dict(self.types)

    def against(self) -> AgainstMaterial:
        return self.looked_for
