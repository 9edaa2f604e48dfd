"""Verdicts that were given, and what the evidence on each theory is, to tell whether it changed since."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from review.domain.canonical import canonical
from review.domain.theories.verdict import EvidenceDigest, Verdict, VerdictKind
from review.journal.journal import Journal
from review.journal.queries import theory
from review.journal.queries.records import OF_EVIDENCE
from review.journal.queries.theories.groups import Groups
from review.journal.queries.visibility import CODINGS
from review.theory_map import TheoryMap


class _Row(NamedTuple):
    event: str
    code: str
    given_on: str
    verdict: str
    caveat: str
    gap: str
    follows: str
    evidence: str
    sources: int
    codings: int
    reviewer: str
    time: str
    theory_event: str


def verdicts(journal: Journal, *, code: str = "") -> list[Verdict]:
    """The verdicts that were given and not undone, oldest first: all, or those on a theory."""
    rows = journal.read(
        _Row,
        "SELECT event, code, given_on, verdict, caveat, gap, follows, evidence, sources, codings, verdict.reviewer AS reviewer,"
        " verdict.time AS time, theory_event FROM verdict CROSS JOIN event AS made ON made.hash = verdict.event"
        " WHERE :code IN ('', code) ORDER BY clock, event",
        {"code": code},
    )
    numbers = theory.numbers(journal) if rows else {}
    return [
        Verdict(
            event=row.event,
            code=row.code,
            verdict=VerdictKind(row.verdict),
            caveat=row.caveat,
            gap=row.gap,
            reviewer=row.reviewer,
            time=row.time,
            theory_event=row.theory_event,
            theory_version=numbers.get(row.theory_event),
            given_on=row.given_on,
            follows=tuple(json.loads(row.follows)),
            evidence=row.evidence,
            sources=row.sources,
            codings=row.codings,
        )
        for row in rows
    ]


def evidence(journal: Journal, theory_map: TheoryMap) -> dict[str, EvidenceDigest]:
    """The evidence on each theory and rival framing of a map: codings of included sources, and ties of configurations.

    A sub-theme's evidence is its theory's. Codes are not in the digest: a passage that moves between sub-themes of a theory, or a code that
    gets another id, changes no evidence on the theory.
    """
    found: dict[str, set[tuple[str, str, str]]] = {code.id: set() for code in theory_map.codes}
    judged = _judged(journal, theory_map.last_stage)
    codings = (("coding", coding, code, stance) for coding, _, code, stance in judged)
    for kind, of, code, stance in [*codings, *_ties(journal)]:
        if code in theory_map.code_names:
            found[theory_map.theory_of(code).id].add((kind, of, stance))
    records = {coding: record for coding, record, _, _ in judged}
    return {code: _digest(those, records) for code, those in found.items()}


def _ties(journal: Journal) -> Iterator[tuple[str, str, str, str]]:
    """Each tie of a configuration, with the stance that is shown: of configurations that were merged, that of the first."""
    ties: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for cmoc, code, stance in journal.rows("SELECT cmoc, code, stance FROM cmoc_theory"):
        ties[cmoc].append((code, stance))
    for shown in Groups(journal).shown if ties else ():
        first: dict[str, str] = {}
        for cmoc in shown.members:
            for code, stance in ties[cmoc]:
                yield "cmoc", cmoc, code, first.setdefault(code, stance)


def coded_sources(journal: Journal, theory_map: TheoryMap) -> set[str]:
    """The included sources with a coding."""
    return {record for _, record, _, _ in _judged(journal, theory_map.last_stage)}


def _judged(journal: Journal, stage: str) -> list[tuple[str, str, str, str]]:
    """Each code of a coding of an included source: the coding, the source, the code and the stance."""
    return journal.rows(
        f"SELECT coding, record, code, stance FROM coding_code JOIN {CODINGS} AS coding USING (coding) JOIN record USING (record)"
        f" WHERE {OF_EVIDENCE} AND record.record IN (SELECT record FROM outcome WHERE stage = ? AND decision = 'include')",
        (stage,),
    )


def _digest(judged: set[tuple[str, str, str]], records: dict[str, str]) -> EvidenceDigest:
    codings = {of for kind, of, _ in judged if kind == "coding"}
    digest = hashlib.sha256(canonical(sorted(judged)).encode("ascii")).hexdigest()[:32]
    return EvidenceDigest(digest, len({records[coding] for coding in codings}), len(codings))
