"""Tables for the write-up, as the review stands or as it stood on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from review.errors import ReviewError, UnknownNameError
from review.export import EXPORTS, FORMATS, ExportMaterial, Table, write
from review.journal import Journal
from review.journal.queries import acts, records, theory
from review.project.core import EXPORTS as EXPORTS_FOLDER
from review.project.screening import nearest
from review.project.theory import TheoryVerbs
from review.synthesis import evidence_by_code, included_sources, table_one


class Exporting(TheoryVerbs):
    """The verbs that make tables."""

    def export_names(self) -> list[tuple[str, str]]:
        """Every export's name and description."""
        return [(export.name, export.description) for export in EXPORTS.values()]

    def table(self, name: str, as_of: str = "") -> Table:
        """The table that an export writes.

        Raises:
            UnknownNameError: no such export.
            ReviewError: `as_of` is no date, or lies before the review began.
        """
        if name not in EXPORTS:
            raise UnknownNameError(f"'{name}' is no export{nearest(name, EXPORTS)}")
        return EXPORTS[name].build(self._material(as_of))

    def export(
        self,
        names: Sequence[str],
        formats: Sequence[str] = ("csv", "xlsx"),
        out: Path | None = None,
        as_of: str = "",
    ) -> list[Path]:
        """Write exports into ``exports/`` (or `out`), each in each format, and return the files.

        Raises:
            UnknownNameError: no such export or format; nothing is written then.
            ReviewError: a file cannot be written.
        """
        for name in names:
            if name not in EXPORTS:
                raise UnknownNameError(f"'{name}' is no export{nearest(name, EXPORTS)}")
        for format in formats:  # noqa: A001 - the word of the command line
            if format not in FORMATS:
                raise UnknownNameError(
                    f"'{format}' is no format of exports; choose one of {', '.join(FORMATS)}"
                )
        folder = out or self.folder / EXPORTS_FOLDER
        material = self._material(as_of)
        tables = [EXPORTS[name].build(material) for name in names]
        return [
            path
            for table in tables
            for format in formats  # noqa: A001 - see above
            for path in write(table, folder / f"{table.name}.{format}", format)
        ]

    def _material(self, as_of: str) -> ExportMaterial:
        if not as_of:
            return _material_of(self.journal, self.reviewer, datetime.now(UTC).isoformat(timespec="seconds"))
        try:
            day = date.fromisoformat(as_of)
        except ValueError:
            raise ReviewError(f"'{as_of}' is no date; write it as 2026-11-21") from None
        end = f"{day.isoformat()}T23:59:59.999999+00:00"
        replayed = Journal.in_memory()
        try:
            replayed.insert_all(self.journal.events("time <= ?", (end,)))
            if not replayed.revision:
                raise ReviewError(f"the review has no events up to {as_of}")
            return _material_of(replayed, self.reviewer, end)
        finally:
            replayed.close()


def _material_of(journal: Journal, reviewer: str, as_of: str) -> ExportMaterial:
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
        table_one=table_one(theory_map, every, outcomes),
        evidence=evidence_by_code(
            theory_map, codings, {record.id: record.source_type for record in every}, included
        ),
    )
