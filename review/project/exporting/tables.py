"""Makes tables and writes exports, of the review as it is or as of another moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from review.domain.reference import Reference
from review.domain.wording.unknown import unknown_name
from review.errors import ReviewError, UnknownNameError
from review.export import EXPORTS, ExportMaterial, ExportTable
from review.journal.journal import Journal
from review.journal.versions.as_of import moment
from review.project.exporting.material import Card, material_of


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
        yield material_of(journal, reviewer, now, journal, card)
        return
    until = moment(journal, as_of)
    replayed = journal.replayed(until.where, until.parameters)
    try:
        if not replayed.revision:
            raise ReviewError(f"the review has no events up to {as_of}")
        yield material_of(replayed, reviewer, until.time, journal)
    finally:
        replayed.close()
