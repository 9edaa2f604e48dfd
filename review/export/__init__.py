"""Exports of a review.

Tables for the write-up have one module each under ``tables``, file formats one each under ``formats``. The libraries for
spreadsheets and word processing are imported only when such a file is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from review.domain.theories.levels import BESIDE_NAME
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind
from review.export.tables.codebook import codebook
from review.export.tables.decisions import decisions
from review.export.tables.evidence import evidence
from review.export.tables.excluded import excluded
from review.export.tables.matrix import matrix
from review.export.tables.memos import memos
from review.export.tables.model_card import model_card
from review.export.tables.references import reference_list
from review.export.tables.source_types import source_types
from review.export.tables.theories.appraisal import appraisal
from review.export.tables.theories.characteristics import characteristics
from review.export.tables.theories.cmoc_sources import cmoc_sources
from review.export.tables.theories.cmocs import cmocs
from review.export.tables.theories.deviations import deviations
from review.export.tables.theories.gaps import gaps
from review.export.tables.theories.population_theory import population_theory
from review.export.tables.theories.rivals import rivals
from review.export.tables.theories.saturation import saturation
from review.export.tables.theories.source_types_by_theory import source_types_by_theory
from review.export.tables.theories.synthesis import synthesis
from review.export.tables.theories.theory_changes import theory_changes
from review.export.without_low import Counted, without_low
from review.export.writing import FORMATS, write
from review.references.formats import REFERENCE_FORMATS, write_reference_file

REFERENCES = "references"
__all__ = [
    "EXPORTS",
    "FORMATS",
    "Cell",
    "Column",
    "Export",
    "ExportMaterial",
    "ExportTable",
    "Kind",
    "write",
]


@dataclass(frozen=True, slots=True)
class Export:
    """An export, under its name in ``review export`` and with a title for people.

    `make` makes its table, which has the `number` in print (0: it has none). It can be written in any of `formats`; the default is
    the `usual` ones. `counts` says what of it can be left out as low; it is None if nothing can. `needs` says what
    to do while it has no rows.
    """

    name: str
    title: str
    description: str
    make: Callable[[ExportMaterial], ExportTable]
    formats: tuple[str, ...] = FORMATS
    usual: tuple[str, ...] = ("csv", "xlsx")
    number: int = 0
    counts: Counted | None = None
    needs: str = "decide and code first"

    def build(self, material: ExportMaterial) -> ExportTable:
        """The table, with its number, and with what was left out of it."""
        table = replace(self.make(material), number=self.number)
        left_out = material.left_out() if self.counts else None
        return without_low(table, self.counts, left_out, material) if left_out and self.counts else table

    def write(self, material: ExportMaterial, folder: Path, formats: Sequence[str] = ()) -> list[Path]:
        """Write the export into `folder`, in those of `formats` that it supports, else in its usual ones.

        A table without what was appraised low has this in its file's name: ``synthesis-without-low-rigour.csv``.

        Raises:
            ReviewError: a file cannot be written.
        """
        chosen = [name for name in formats if name in self.formats] or self.usual
        if self.name == REFERENCES:
            every = material.references()
            return [write_reference_file(every, folder, name) for name in chosen]
        table, left_out = self.build(material), material.left_out() if self.counts else None
        stem = f"{self.name}{BESIDE_NAME}{'-'.join(left_out.dimensions)}" if left_out else self.name
        return [path for name in chosen for path in write(table, folder / f"{stem}.{name}", name)]


def _numbered(exports: Iterable[Export]) -> dict[str, Export]:
    """Exports by name; those that are written as tables are numbered in their order."""
    numbers = count(1)
    return {
        export.name: replace(export, number=next(numbers)) if export.formats == FORMATS else export
        for export in exports
    }


EXPORTS: Mapping[str, Export] = _numbered(
    (
        Export(
            "source-types",
            "Table 1, source types",
            "included sources by type, n and per cent of N",
            source_types,
        ),
        Export(
            "source-types-by-theory",
            "Source types by theory",
            "included sources coded to each theory, by source type",
            source_types_by_theory,
            counts=Counted.PASSAGES,
        ),
        Export(
            "characteristics",
            "Characteristics",
            "each included record: design, population, setting, theories, configurations, levels",
            characteristics,
            counts=Counted.RECORDS,
        ),
        Export(
            "appraisal",
            "Appraisal",
            "how relevant, rich and rigorous each source is, for what, and why",
            appraisal,
            needs="appraise documents first",
        ),
        Export(
            "synthesis",
            "Synthesis",
            "included sources on each theory by stance and type, with verdict, caveat and gap",
            synthesis,
            counts=Counted.PASSAGES,
        ),
        Export(
            "rivals",
            "Theories and their rivals",
            "passages that speak to a theory and to its rival, with both stances",
            rivals,
            counts=Counted.PASSAGES,
        ),
        Export(
            "cmocs",
            "Configurations",
            "contexts, mechanisms and outcomes, as worded",
            cmocs,
            counts=Counted.FRAGMENTS,
            needs="compose a configuration first",
        ),
        Export(
            "cmoc-sources",
            "Sources of configurations",
            "the passages in each configuration, what they do there, and their levels",
            cmoc_sources,
            counts=Counted.FRAGMENTS,
            needs="compose a configuration first",
        ),
        Export(
            "gaps",
            "Gaps",
            "what the evidence on each theory, and the review, leaves open",
            gaps,
            counts=Counted.PASSAGES,
        ),
        Export(
            "evidence",
            "Coded evidence",
            "every quotation under every code, with source, page and position",
            evidence,
            counts=Counted.PASSAGES,
        ),
        Export(
            "matrix",
            "Matrix of records and codes",
            "records by codes, 1 or 0",
            matrix,
            counts=Counted.PASSAGES,
        ),
        Export(
            "theory-changes",
            "Changes of theories",
            "every change of the theory map, with its reason and what it led to",
            theory_changes,
        ),
        Export(
            "deviations",
            "Deviations from the plan",
            "what was changed after the plan was frozen, with reasons and the decisions it touched",
            deviations,
        ),
        Export(
            "population-theory",
            "Populations by theory",
            "included sources on each theory, by the population that they are about",
            population_theory,
            counts=Counted.PASSAGES,
        ),
        Export(
            "saturation", "Saturation", "how much each document added to those coded before it", saturation
        ),
        Export(
            "memos",
            "Memos and comments",
            "what reviewers, stakeholders and experts wrote on the review, codes, records and passages",
            memos,
        ),
        Export(
            "excluded",
            "Excluded records",
            "records excluded at each stage, with the criteria that decided",
            excluded,
        ),
        Export("decisions", "Decisions", "every decision with its criteria and the outcome", decisions),
        Export("codebook", "Codebook", "the theory map's codes with propositions and key terms", codebook),
        Export(
            REFERENCES,
            "References",
            f"for reference managers: {', '.join(REFERENCE_FORMATS)}",
            reference_list,
            tuple(REFERENCE_FORMATS),
            usual=("ris",),
        ),
        Export(
            "model-card",
            "Model card",
            "what suggestions learned from, how good they are, and their limits",
            model_card,
        ),
    )
)
"""All exports, in the order of the list."""
