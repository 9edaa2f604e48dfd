"""Makes tables and previews, and writes exports, of the review as it is or as of another moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from review.domain import Selection
from review.domain.reference import Reference
from review.domain.wording.given import as_names
from review.domain.wording.unknown import unknown_name
from review.errors import ReviewError, UnknownNameError
from review.export import (
    EXPORTS,
    REFERENCES,
    REPORT,
    TABLES,
    ExportMaterial,
    ExportTable,
)
from review.export.annotated.copy import Annotate, cannot_annotate
from review.export.kinds import Refuse, Say, passed_over, silently
from review.export.report.blocks import Report
from review.export.report.export import AS_OF, EVENTS, TEMPLATE
from review.journal.journal import Journal
from review.journal.queries.listing import selecting, shown
from review.journal.queries.team.copies import dated_after
from review.journal.versions.as_of import moment, replay
from review.manuscripts.part import Manuscript
from review.project.exporting.called import unknown_export
from review.project.exporting.material import Card, material_of

if TYPE_CHECKING:
    from review.export.report.checking import Checked


def table(
    journal: Journal, name: str, as_of: str, card: Card, without_low: Sequence[str] = ()
) -> ExportTable:
    """The table of an export, as the viewer may see it; see `write_exports`.

    Raises:
        UnknownNameError: the export or a dimension is unknown.
        ReviewError: `as_of` names no moment, or one before the start of the review.
    """
    check_names([name], TABLES)
    dimensions = without_low if TABLES[name].counts else ()
    with _material(journal, as_of, card, dimensions) as material:
        return TABLES[name].build(material)


def write_exports(
    journal: Journal,
    names: Sequence[str],
    formats: Sequence[str],
    folder: Path,
    as_of: str,
    card: Card,
    without_low: Sequence[str] = (),
    options: Mapping[str, str] | None = None,
    say: Say = silently,
    selection: Selection | None = None,
    refuse: Refuse = passed_over,
    annotate: Annotate = cannot_annotate,
    remark: Say = silently,
) -> list[Path]:
    """Write exports into a folder, each in those of the formats that it supports, and return the files.

    `without_low`: tables of evidence leave out what was appraised low in one of these dimensions; others are written whole.
    `selection`: references are those of these records, as of the same moment; all else is of all records.
    `say` gets a line for each file that is begun, and may raise to stop. `options`: what one kind of export takes besides, such as the report's template; the others pass over it. `refuse` gets the records
    that an export cannot write, `remark` a line on what was written; `annotate` writes a copy of a PDF with highlights.

    Raises:
        UnknownNameError: an export or a dimension is unknown, or no export supports a format or takes an option; nothing was
            written.
        ReviewError: a file cannot be written; `as_of` names no moment, or one before the start of the review; nothing can be
            left out of any of the exports; no record is in the selection.
    """
    names, formats = as_names("names", names), as_names("formats", formats)
    check_names(names)
    _check_formats(formats, names)
    _check_options(options or {}, names)
    filtered = [name for name in names if EXPORTS[name].counts] if without_low else []
    if without_low and not filtered:
        known = ", ".join(name for name, export in EXPORTS.items() if export.counts)
        raise ReviewError(
            f"nothing can be left out of {', '.join(names)}; tables without low levels: {known}"
        )
    made: dict[str, list[Path]] = {}
    chosen = [name for name in names if selection and name == REFERENCES]
    whole = [name for name in names if name not in filtered and name not in chosen]
    for some, dimensions, only in ((filtered, without_low, None), (chosen, (), selection), (whole, (), None)):
        if some:
            with _material(journal, as_of, card, dimensions, only) as read:
                if only and not read.records:
                    raise ReviewError(
                        f"no record meets {_in_words(only)}; nothing was written: give other conditions"
                    )
                material = replace(read, annotate=annotate)
                made |= {
                    name: EXPORTS[name].write(material, folder, formats, options, say, refuse, remark)
                    for name in some
                }
    if as_of and (left := _dated_ahead(journal, as_of)):
        remark(f"left out, because it is dated in the future: {left}; `--as-of` goes by the dates")
    return [path for name in names for path in made[name]]


def _dated_ahead(journal: Journal, as_of: str) -> str:
    """Which acts after a day or time are dated in the future; ``""`` if none are, or it is a version or an event."""
    until = moment(journal, as_of).parameters.get("time", "")
    return dated_after(journal, max(until, now())) if until else ""


def report(journal: Journal, as_of: str, card: Card, options: Mapping[str, str]) -> Report:
    """The report of the review as blocks; see `write_exports`.

    Raises:
        UnknownNameError: the template is unknown.
        ReviewError: the template has mistakes; `as_of` names no moment, or one before the start of the review.
    """
    with _material(journal, as_of, card) as material:
        return REPORT.report(material, options)


def checked_report(journal: Journal, card: Card, written: Manuscript) -> Checked:
    """What of a written report is not as the journal has it; the report is made again with the options kept in it.

    Raises:
        ReviewError: it is not a report; its template or style cannot be used; its moment is not in this journal.
    """
    from review.export.report.checking import Checked, Written, differences

    options = {name: value for name, value in written.options if name in {*REPORT.options, AS_OF}}
    if TEMPLATE not in options:
        raise ReviewError("not a report of `review export report`: it does not say how it was made")
    with _material(journal, options.pop(AS_OF, ""), card) as material:
        expected, events = REPORT.units(material, options), material.events
    parts = [one for one in written.parts if not one.is_head]
    found = differences(expected, [Written(one.cells or (one.text,), bool(one.cells)) for one in parts])
    then = dict(written.options).get(EVENTS, "")
    return Checked(tuple(found), events - int(then) if then.isdecimal() and len(then) < 10 else 0)


def references(journal: Journal, card: Card) -> Mapping[str, Reference]:
    """All records as references, as the viewer may see them, by their keys for other programs."""
    with _material(journal, "", card) as material:
        return dict(zip(material.citation_keys().values(), material.references(), strict=True))


def check_names(names: Sequence[str], known: Collection[str] = EXPORTS) -> None:
    """Check that there are such exports.

    Raises:
        UnknownNameError: one is unknown.
    """
    for name in names:
        if name not in known:
            raise UnknownNameError(unknown_export(name, known))


def _check_formats(formats: Sequence[str], names: Sequence[str]) -> None:
    known = list(dict.fromkeys(known for name in names for known in EXPORTS[name].formats))
    for name in formats:
        if name not in known:
            raise UnknownNameError(unknown_name("format", name, known))


def _check_options(options: Mapping[str, str], names: Sequence[str]) -> None:
    for option in options:
        if not any(option in EXPORTS[name].options for name in names):
            known = [name for name, export in EXPORTS.items() if option in export.options]
            raise UnknownNameError(
                f"{', '.join(names)}: no {option} to choose; exports with one: {', '.join(known) or 'none'}"
            )


def now() -> str:
    """The present moment, as materials have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def present(
    journal: Journal, card: Card, without_low: Sequence[str] = (), selection: Selection | None = None
) -> ExportMaterial:
    """The review in its present state; with a `selection`, its records and references are only those that fit.

    Raises:
        UnknownNameError: a dimension is unknown.
    """
    return _only(selection, journal, journal, material_of(journal, now(), journal, card, without_low))


@contextmanager
def _material(
    journal: Journal,
    as_of: str,
    card: Card,
    without_low: Sequence[str] = (),
    selection: Selection | None = None,
) -> Iterator[ExportMaterial]:
    """The review in its present state, or as of a day, time, version or event; valid while the context is open.

    With a `selection`, its records and references are only those that fit.
    """
    if not as_of:
        yield present(journal, card, without_low, selection)
        return
    until = moment(journal, as_of)
    replayed = replay(journal, until)
    try:
        if not replayed.revision:
            raise ReviewError(f"the review has no events up to {as_of}")
        material = material_of(replayed, until.time, journal, without_low=without_low)
        yield replace(_only(selection, replayed, journal, material), asked_for=as_of)
    finally:
        replayed.close()


def _only(
    selection: Selection | None, journal: Journal, texts_in: Journal, material: ExportMaterial
) -> ExportMaterial:
    """The review with the records of a selection only; words are searched in `texts_in`, the journal with the texts."""
    if selection is None:
        return material
    stages = [stage.id for stage in material.theory_map.stages]
    wanted = _fitting(journal, Selection(selection.where), stages)
    if selection.search.strip():
        wanted &= _fitting(texts_in, Selection(search=selection.search), stages)

    def references() -> Sequence[Reference]:
        every = zip(material.records, material.references(), strict=True)
        return [reference for record, reference in every if record.id in wanted]

    kept = tuple(record for record in material.records if record.id in wanted)
    return replace(material, records=kept, records_by_id=None, references=references)


def _in_words(selection: Selection) -> str:
    """The conditions and words of a selection: ``year=2015 and “care”``."""
    conditions = [f"{field}={value}" for field, value in selection.where]
    words = selection.search.strip()
    return " and ".join([*conditions, f"“{words}”"] if words else conditions)


def _fitting(journal: Journal, selection: Selection, stages: Sequence[str]) -> set[str]:
    keys = selecting.listed(journal, selection, stages).keys
    return {row.record for row in shown.rows(journal, keys, stages)}
