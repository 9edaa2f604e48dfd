"""Builds the input of exports from the journal, in its present state or as of another moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from review.domain import Coding, Decision, Record, Settlement
from review.domain.reference import Reference
from review.domain.suggestions.model_card import ModelCard
from review.domain.wording.unknown import unknown_name
from review.errors import ReviewError, UnknownNameError
from review.export import EXPORTS, ExportMaterial, ExportTable
from review.export.material import PlanWork
from review.journal import texts
from review.journal.journal import Journal
from review.journal.queries import acts, descriptions, plan, records, theory
from review.journal.queries.references import sources
from review.journal.queries.visibility import Visibility
from review.journal.versions.as_of import moment
from review.project.bibliography import as_reference, first_bodies
from review.project.looking_again.waiting import waiting
from review.project.theories.plan import deviations_of
from review.project.theory_work import saturation_of, theory_work
from review.synthesis import evidence_by_code, included_sources, table_one
from review.theory_map import TheoryMap

Card = Callable[[], ModelCard]
"""Makes the present model card; called only by the export that needs it, because it is slow."""


def table(journal: Journal, reviewer: str, name: str, as_of: str, card: Card) -> ExportTable:
    """The table of an export, as `reviewer` may see it.

    Raises:
        UnknownNameError: the export is unknown.
        ReviewError: `as_of` names no moment, or one before the start of the review.
    """
    _check_names([name])
    with _material(journal, reviewer, as_of, card) as material:
        return EXPORTS[name].build(material)


def write_exports(
    journal: Journal,
    reviewer: str,
    names: Sequence[str],
    formats: Sequence[str],
    folder: Path,
    as_of: str,
    card: Card,
) -> list[Path]:
    """Write exports into a folder, each in those of the formats that it supports, and return the files.

    Raises:
        UnknownNameError: an export is unknown, or no export supports a format; nothing was written.
        ReviewError: a file cannot be written; `as_of` names no moment, or one before the start of the review.
    """
    _check_names(names)
    _check_formats(formats, names)
    with _material(journal, reviewer, as_of, card) as material:
        return [path for name in names for path in EXPORTS[name].write(material, folder, formats)]


def references(journal: Journal, reviewer: str, card: Card) -> Sequence[Reference]:
    """All records as references for other programs, as `reviewer` may see them."""
    with _material(journal, reviewer, "", card) as material:
        return material.references()


def _check_names(names: Sequence[str]) -> None:
    for name in names:
        if name not in EXPORTS:
            raise UnknownNameError(unknown_name("export", name, EXPORTS))


def _check_formats(formats: Sequence[str], names: Sequence[str]) -> None:
    known = list(dict.fromkeys(known for name in names for known in EXPORTS[name].formats))
    for name in formats:
        if name not in known:
            raise UnknownNameError(unknown_name("format", name, known))


@contextmanager
def _material(journal: Journal, reviewer: str, as_of: str, card: Card) -> Iterator[ExportMaterial]:
    """The review in its present state, or as of a day, time, version or event; valid while the context is open."""
    if not as_of:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        yield _material_of(journal, reviewer, now, journal, card)
        return
    until = moment(journal, as_of)
    replayed = journal.replayed(until.where, until.parameters)
    try:
        if not replayed.revision:
            raise ReviewError(f"the review has no events up to {as_of}")
        yield _material_of(replayed, reviewer, until.time, journal)
    finally:
        replayed.close()


def _material_of(
    journal: Journal, reviewer: str, as_of: str, texts_in: Journal, card: Card | None = None
) -> ExportMaterial:
    theory_map, version, theory_event = theory.current(journal)
    every = tuple(records.every_record(journal))
    known = {record.id for record in every}
    outcomes = acts.outcomes(journal)
    included = frozenset(record.id for record in included_sources(theory_map, every, outcomes))
    seen = acts.decisions(journal, Visibility.of(reviewer, theory_map))
    decisions = tuple(decision for decision in seen if decision.record in known)
    types = {record.id: record.source_type for record in every}
    memos = tuple(acts.memos(journal))
    comments = tuple(descriptions.comments(journal))

    @cache
    def codings() -> tuple[Coding, ...]:
        # Clocks differ between machines: a day's replay may include an act on a record that was added "later".
        return tuple(coding for coding in acts.codings(journal, texts_in=texts_in) if coding.record in known)

    @cache
    def waits() -> frozenset[tuple[str, str]]:
        return frozenset((one.coding.id, one.code) for one in waiting(journal))

    @cache
    def recognised() -> frozenset[tuple[str, int]]:
        coded = {coding.text_sha256 for coding in codings()}
        return frozenset((text, page) for text in coded for page in texts.recognised_pages(texts_in, text))

    return ExportMaterial(
        theory_map=theory_map,
        theory_version=version,
        theory_event=theory_event,
        as_of=as_of,
        records=every,
        decisions=decisions,
        codings=codings,
        outcomes=outcomes,
        included=included,
        settlements={(one.record, one.stage): one for one in acts.settlements(journal)},
        memos=memos,
        facets=tuple(one for one in descriptions.facets(journal) if one.record in known),
        comments=comments,
        events=journal.revision,
        model_card=card,
        table_one=table_one(theory_map, every, outcomes),
        evidence=cache(lambda: evidence_by_code(theory_map, codings(), types, included, waits())),
        waiting=waits,
        recognised_pages=recognised,
        theory_work=lambda: theory_work(journal, theory_map),
        saturation=lambda: saturation_of(journal, theory_map, codings(), memos, comments),
        plan=lambda: PlanWork(plan.freezes(journal), deviations_of(journal, decisions)),
        references=lambda: _references(journal, theory_map, every, codings(), decisions),
    )


def _references(
    journal: Journal,
    theory_map: TheoryMap,
    every: Sequence[Record],
    codings: Iterable[Coding],
    decisions: Iterable[Decision],
) -> Sequence[Reference]:
    """Records as references, with their codes, and with their decisions in the order of the stages and what settled them."""
    bodies = first_bodies(sources(journal))
    codes: dict[str, dict[str, None]] = {}
    for coding in codings:
        codes.setdefault(coding.record, {}).update(dict.fromkeys(coding.codes))
    order = {stage.id: place for place, stage in enumerate(theory_map.stages)}
    decided: dict[str, list[Decision]] = {}
    for decision in sorted(decisions, key=lambda made: order.get(made.stage, -1)):
        decided.setdefault(decision.record, []).append(decision)
    settled: dict[str, list[Settlement]] = {}
    for settlement in acts.settlements(journal):
        settled.setdefault(settlement.record, []).append(settlement)
    return [
        as_reference(
            record,
            bodies.get(record.id, {}),
            codes.get(record.id, ()),
            decided.get(record.id, ()),
            settled.get(record.id, ()),
        )
        for record in every
    ]
