"""The tables that exports write: built from the journal as it is, or as it was at the end of a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from review.errors import ReviewError, UnknownNameError
from review.export import EXPORTS, FORMATS, ExportMaterial, Table, write
from review.journal import Journal, texts
from review.journal.queries import acts, records, theory
from review.model.model_card import ModelCard
from review.project.screening import nearest
from review.synthesis import evidence_by_code, included_sources, table_one

Card = Callable[[], ModelCard]
"""Makes the model card as the review is now; asked only by the export that shows it, since it takes its time."""


def table(journal: Journal, reviewer: str, name: str, as_of: str, card: Card) -> Table:
    """The table that an export writes, as `reviewer` may see it.

    Raises:
        UnknownNameError: no such export.
        ReviewError: `as_of` is no date, or lies before the review began.
    """
    _check_names([name])
    return EXPORTS[name].build(_with_origins(_material(journal, reviewer, as_of, card), journal))


def write_tables(
    journal: Journal,
    reviewer: str,
    names: Sequence[str],
    formats: Sequence[str],
    folder: Path,
    as_of: str,
    card: Card,
) -> list[Path]:
    """Write exports into a folder, each in each format, and return the files.

    Raises:
        UnknownNameError: no such export or format; nothing is written then.
        ReviewError: a file cannot be written.
    """
    _check_names(names)
    _check_formats(formats)
    material = _with_origins(_material(journal, reviewer, as_of, card), journal)
    tables = [EXPORTS[name].build(material) for name in names]
    return [
        path
        for made in tables
        for kind in formats
        for path in write(made, folder / f"{made.name}.{kind}", kind)
    ]


def _check_names(names: Sequence[str]) -> None:
    for name in names:
        if name not in EXPORTS:
            raise UnknownNameError(f"'{name}' is no export{nearest(name, EXPORTS)}")


def _check_formats(formats: Sequence[str]) -> None:
    for name in formats:
        if name not in FORMATS:
            raise UnknownNameError(f"'{name}' is no format of exports; choose one of {', '.join(FORMATS)}")


def _with_origins(material: ExportMaterial, journal: Journal) -> ExportMaterial:
    """The material with the pages of coded texts that were recognised; texts are beside the events, whatever the day."""
    coded = {coding.text_sha256 for coding in material.codings}
    recognised = frozenset((text, page) for text in coded for page in texts.recognised_pages(journal, text))
    return replace(material, recognised_pages=recognised)


def _material(journal: Journal, reviewer: str, as_of: str, card: Card) -> ExportMaterial:
    if not as_of:
        return _material_of(journal, reviewer, datetime.now(UTC).isoformat(timespec="seconds"), card)
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        raise ReviewError(f"'{as_of}' is no date; write it as 2026-11-21") from None
    end = f"{day.isoformat()}T23:59:59.999999+00:00"
    replayed = Journal.in_memory()
    try:
        replayed.insert_all(journal.events("time <= ?", (end,)))
        if not replayed.revision:
            raise ReviewError(f"the review has no events up to {as_of}")
        return _material_of(replayed, reviewer, end)
    finally:
        replayed.close()


def _material_of(journal: Journal, reviewer: str, as_of: str, card: Card | None = None) -> ExportMaterial:
    theory_map, version, _ = theory.current(journal)
    every = tuple(records.every_record(journal))
    known = {record.id for record in every}
    # Clocks differ between machines: a day's replay may hold an act on a record that came "later".
    codings = tuple(coding for coding in acts.codings(journal) if coding.record in known)
    decisions = [decision for decision in acts.decisions(journal) if decision.record in known]
    outcomes = acts.outcomes(journal)
    included = {record.id for record in included_sources(theory_map, every, outcomes)}
    return ExportMaterial(
        theory_map=theory_map,
        theory_version=version,
        as_of=as_of,
        records=every,
        decisions=tuple(acts.visible_decisions(decisions, reviewer, theory_map)),
        codings=codings,
        outcomes=outcomes,
        memos=tuple(acts.memos(journal)),
        events=journal.revision,
        model_card=card,
        table_one=table_one(theory_map, every, outcomes),
        evidence=evidence_by_code(
            theory_map, codings, {record.id: record.source_type for record in every}, included
        ),
    )
