"""The reviews for the cases: demonstration, awkward content, empty, read-only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from review.demonstration.copying import make
from review.domain import (
    CodeSuggestion,
    Document,
    PassageSuggestion,
    Queue,
    QueueItem,
    RecordSuggestions,
    SourceTypeSuggestion,
)
from review.domain.suggestions.against import AgainstItem, AgainstQueue
from review.journal.material import JournalMaterial
from review.project import Project
from tests.reviews import add_record, new_review
from tests.tui.widgets.reading.papers import HEADING, document

REVIEWER = "Ann Reviewer"

LONG = (
    "Commissioning, co-production and the many meanings of choice for people who use mental-health services and "
    "those who care for them in seventeen local authorities, with an afterword on what was never asked"
)
"""A title of which no line of any screen has room for the whole."""

MARKUP = "[bold]Markup[/bold] [/etc/passwd] [@click=app.quit]quit[/]"
HOSTILE = f"{MARKUP} \x1b[31mred\x1b[0m \u202eturned round"
"""A theory map may not hold control characters; titles and texts of papers may."""

WIDE = "精神保健福祉サービスにおける市場形成と地方自治体の役割についての現実主義的文献レビュー" * 3

COLOURS = (
    *("#000000", "#ffffff", "#ffff00", "#0000ff", "#ff0000", "#00ff00"),
    *("#15181e", "#fbfaf7", "#808080", "#2f5b80", "#1a1a00", "#ffe4e1"),
)
"""What a person may give: nearly invisible on dark, on light, or on both."""

NAMES = (LONG[:70], MARKUP, WIDE[:40], "Market", "Supply", "Demand")


def _awkward_map() -> str:
    codes = "\n".join(
        f"  T{number + 1}: {{name: {_quoted(NAMES[number % len(NAMES)])}, category: {'long' if number % 3 else 'short'}, "
        f"proposition: {_quoted((LONG + '. ' + WIDE, 'Short.', MARKUP + ' ' + LONG)[number % 3])}, "
        f"key_terms: [market, {_quoted(WIDE[:12])}], colour: {_quoted(colour)}, "
        f"subthemes: {{T{number + 1}.a: {{name: {_quoted(LONG[:50])}}}}}}}"
        for number, colour in enumerate(COLOURS)
    )
    return f"""
title: {_quoted(LONG + " (a review of reviews)")}
question: {_quoted(LONG + "? " + LONG + "?")}
categories: {{short: care, long: {_quoted(LONG[:90])}}}
theories:
{codes}
rival_framings:
  RA: {{name: {_quoted(LONG[:60])}, key: a, proposition: {_quoted(LONG)}, key_terms: [cannot], colour: "#010101", rivals: [T1, T2, T3]}}
  RB: {{name: {_quoted(WIDE[:20])}, proposition: Short., key_terms: [state], colour: "#fefefe", rivals: [T2]}}
stages:
  title-abstract: {{reviewers: 1, criterion_required: false}}
  theory-map: {{reviewers: 1, criterion_required: true}}
criteria:
  include:
    I1: {{text: {_quoted(LONG)}, stage: title-abstract, group: topic, key_terms: [market]}}
    I2: {{text: {_quoted(MARKUP)}, stage: title-abstract, group: place}}
  exclude:
    E1: {{text: {_quoted(LONG)}, stage: title-abstract}}
    E2: {{text: {_quoted(WIDE)}, stage: title-abstract}}
    E9: {{text: {_quoted(MARKUP)}, stage: theory-map}}
source_types:
  empirical: {{name: {_quoted(LONG[:60])}, description: {_quoted(LONG)}}}
  policy: {{name: Policy, description: Short}}
facets:
  population: {{name: {_quoted(LONG[:60])}, values: [{_quoted(LONG)}, {_quoted(WIDE)}, {_quoted(MARKUP)}]}}
  country: {{name: {_quoted(MARKUP)}, values: [{_quoted(WIDE)}, short]}}
"""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


AWKWARD_PAPER = document(
    [
        (HEADING, LONG),
        f"The market for care is {HOSTILE}. {LONG}. " * 4,
        f"{WIDE}。市場 (market) は。{WIDE}",
        f"{'W' * 300} A word without a break, as an address has it: https://example.org/{'a' * 200}",
        "Information was hard to find in the market, and the duty to shape it was not met.",
    ],
    page_starts=(0, 400),
    labels=("xxxviii", "A-1034"),
    asides=[(1, "running head", LONG), (2, "footnote", WIDE)],
)

AWKWARD_REFERENCES = "\n".join(
    f"""TY  - JOUR
TI  - {LONG} in the market
AU  - Featherstonehaugh-Cholmondeley, Bartholomew Maximilian
AU  - 精神保健, 太郎
PY  - {year}
DO  - 10.5555/{"x" * 90}.{year}
T2  - {LONG}
AB  - {LONG}. {HOSTILE}. {WIDE} market
ER  -
"""
    for year in (2015, 2016)
)


def make_demonstration(folder: Path) -> Path:
    """The demonstration review, read, with its two reviewers' work."""
    return make(folder)


def make_awkward(folder: Path) -> Path:
    """Twelve theories in a person's own colours, titles and texts that are long, wide, hostile or missing."""
    project = new_review(folder, REVIEWER, _awkward_map())
    try:
        records = [
            add_record(project, LONG, authors=(LONG[:60], "Oke, Sol"), document=AWKWARD_PAPER),
            add_record(project, HOSTILE, authors=(HOSTILE,)),
            add_record(project, WIDE, authors=("精神保健福祉士会連合協議会事務局", "B, C")),
            add_record(project, "", authors=(), year=0),
            *(add_record(project, f"{LONG} {number}") for number in range(60)),
        ]
        for database in ("one", "two"):
            listed = folder / f"{database}.ris"
            listed.write_text(AWKWARD_REFERENCES.replace("Featherstone", database), encoding="utf-8")
            project.references.import_file(listed)
        _work(project, records)
    finally:
        project.close()
    return folder


def _work(project: Project, records: Sequence[str]) -> None:
    first, *others = records
    for record, decision in zip(
        others[3:9], ("include", "maybe", "park", "include", "maybe", "park"), strict=True
    ):
        project.screening.decide(record, decision, "title-abstract", note=LONG)
    project.screening.decide(others[0], "exclude", "title-abstract", criteria=["E1", "E2"], note=HOSTILE)
    project.records.set_source_type(first, "empirical")
    passages = AWKWARD_PAPER.passages
    stances = ("supports", "challenges", "refines", "extends", "bears-on")
    for number in range(len(COLOURS)):
        passage = passages[1 + number % 4]
        project.coding.code(
            first,
            [f"T{number + 1}"],
            passage.start,
            passage.start + 40,
            stance=stances[number % len(stances)],
        )
    project.coding.code(
        first,
        ["RA", "T2.a"],
        passages[1].start,
        passages[1].end,
        stance="challenges",
        memo=LONG,
        same_stance=True,
    )
    project.annotations.memo("T1", HOSTILE)
    project.annotations.memo(first, LONG)
    project.theory.reject("T12", LONG)


def make_empty(folder: Path) -> Path:
    """A review in which nothing has been done."""
    new_review(folder, REVIEWER).close()
    return folder


class FixedSuggestions:
    """Replaces the learning process with fixed suggestions for every record and passage."""

    state = "model: 120 decisions, 64 codings"
    is_running = True
    starts = 1
    renewals = 0
    progress = None
    MODEL = "codes: 64 codings, map v1"

    def __init__(self, project: Project) -> None:
        self._project = project
        codes = [code.id for code in project.theory.map.codes if not code.rejected]
        first, second, rival = codes[0], codes[1], codes[-1]
        terms = (("market shaping", 0.5), ("duty", 0.3), ("personal budget holders", -0.2), ("tender", 0.1))
        self._codes = (
            CodeSuggestion(first, 0.82, terms, ((rival, 0.31),), calibrated=True),
            CodeSuggestion(second, 0.34, terms[1:], ((rival, 0.31),)),
        )
        self._types = tuple(
            SourceTypeSuggestion(kind.id, 0.6, terms) for kind in project.theory.map.source_types[:2]
        )

    def start(self) -> None:
        """There is nothing to start."""

    def stop(self) -> None:
        """There is nothing to stop."""

    def wait(self) -> None:
        """There is nothing to wait for."""

    def queue(self, stage: str, *_: object, **__: object) -> Queue:
        """All records left, in order."""
        waiting = self._project.screening.candidates(stage)
        terms = self._codes[0].terms
        return Queue(tuple(QueueItem(record, 0.73, terms) for record in waiting), "relevance", 120)

    def record(self, record: str, passages: bool = True) -> RecordSuggestions:
        """Suggestions for the record and for every other of its passages."""
        return RecordSuggestions(
            record, self._codes, self._types, self._passages(record) if passages else (), self.MODEL
        )

    def against(self, target: str, limit: int = 20) -> AgainstQueue:
        """The first paragraphs of the included documents that nobody judged for the target."""
        project = self._project
        judged = project.challenges.judged(project.targets.find(target))
        whys = (
            "the rival RA's words",
            "same context, another outcome",
            f"about {target[:12]}, worded as a challenge",
        )
        seen = JournalMaterial(project.journal, REVIEWER).against()
        found = [
            AgainstItem(record, one.start, one.end, 0.42, why, self._codes[0].terms)
            for record in seen.included
            for document in [project.documents.get(record)]
            if document
            for one, why in zip(document.passages[1:9:2], cycle(whys), strict=False)
        ]
        left = [one for one in found if not any(one.is_in(*span) for span in judged.get(one.record, ()))]
        return AgainstQueue(tuple(left[:limit]), self.MODEL)

    def _passages(self, record: str) -> tuple[PassageSuggestion, ...]:
        read: Document | None = self._project.documents.get(record)
        spans = read.passages[::2] if read else ()
        return tuple(PassageSuggestion(span.start, span.end, self._codes) for span in spans)
