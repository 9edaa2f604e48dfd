"""What the sections of a report are written from: the review at a moment, the template, and the tables that are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from review.domain import NOT_SET
from review.domain.suggestions.model_card import ModelCard
from review.export.material import ExportMaterial
from review.export.report.blocks import Block, Citation, Cited, Figure, Reference, Table
from review.export.report.drawn import DrawnFigure
from review.export.report.sentences import Part
from review.export.report.template import Part as TemplatePart
from review.export.report.template import Supplement, Template
from review.export.table import ExportTable, PrintedTable
from review.export.tables.codebook import codebook
from review.export.tables.evidence import evidence
from review.export.tables.excluded import excluded_at_assessment
from review.export.tables.model_card import model_card
from review.export.tables.searches.search_log import search_log
from review.export.tables.searches.search_rounds import search_rounds
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

SAID_ELSEWHERE = frozenset({"caveat", "gap"})
"""Columns of the synthesis that a report leaves out, because the section of each theory says the same."""

NOT_MEASURED = "the suggestions were not measured for this report"
MAIN_TABLES: Mapping[str, Callable[[ExportMaterial], ExportTable]] = {
    "source-types": source_types,
    "characteristics": characteristics,
    "synthesis": synthesis,
    "gaps": gaps,
}
"""The tables of the results, by their export."""

SUPPLEMENTARY_TABLES: Mapping[Supplement, Mapping[str, Callable[[ExportMaterial], ExportTable]]] = {
    Supplement.SEARCHES: {"search-rounds": search_rounds, "search-log": search_log},
    Supplement.CRITERIA: {"codebook": codebook},
    Supplement.EXCLUDED: {"excluded": excluded_at_assessment},
    Supplement.APPRAISAL: {"appraisal": appraisal},
    Supplement.CONFIGURATIONS: {"cmocs": cmocs, "cmoc-sources": cmoc_sources},
    Supplement.RIVALS: {"rivals": rivals},
    Supplement.BREAKDOWN: {
        "source-types-by-theory": source_types_by_theory,
        "population-theory": population_theory,
    },
    Supplement.THEORY_CHANGES: {"theory-changes": theory_changes, "saturation": saturation},
    Supplement.DEVIATIONS: {"deviations": deviations},
    Supplement.EVIDENCE: {"evidence": evidence},
    Supplement.MODEL_CARD: {"model-card": model_card},
}
"""The tables of each supplement."""

OF_INCLUDED = (*MAIN_TABLES, "source-types-by-theory", "population-theory")
"""The tables that say something only if a document is included."""


@dataclass(frozen=True)
class Draft:
    """A report that is being written.

    `drawn` are the figures that there are; `model_card` is None where suggestions were not measured for it.
    """

    material: ExportMaterial
    template: Template
    model_card: ModelCard | None = None
    drawn: Mapping[str, DrawnFigure] = field(default_factory=dict)

    @cached_property
    def figures(self) -> Mapping[str, Sequence[Figure]]:
        """The figures of this report by their export, in parts where they are higher than a page.

        Those that show nothing yet are left out.
        """
        found = {name: figure.blocks(self.material) for name, figure in self.drawn.items()}
        return {name: parts for name, parts in found.items() if parts}

    def figure(self, name: str) -> Sequence[Block]:
        """A figure as blocks; none if the report does not have it."""
        return self.figures.get(name, ())

    def shown(self, name: str, what: str) -> Part:
        """A sentence that says where something is shown; nothing if the report does not have the figure."""
        return (
            [f"{what} is shown in ", Reference(self.figures[name][0].key), "."]
            if name in self.figures
            else ""
        )

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The tables of this report by their export; those without rows are left out.

        How a table was made (as of when) is said once, of the whole report.
        """
        printed = {name: make(self.material).printed() for name, make in self._makers.items()}
        return {
            name: Table(f"table-{name}", _without(replace(one, number=0, made=""), self._left_out(name)))
            for name, one in printed.items()
            if one.rows
        }

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[ExportMaterial], ExportTable]]:
        """What makes the tables that the template's parts have, without those that would be empty."""
        makers = dict(MAIN_TABLES) if TemplatePart.RESULTS in self.template.parts else {}
        for supplement in (
            self.template.supplements if TemplatePart.SUPPLEMENTS in self.template.parts else ()
        ):
            makers |= SUPPLEMENTARY_TABLES.get(supplement, {})
        for name in OF_INCLUDED if not self.material.included else ():
            makers.pop(name, None)
        if all(population == NOT_SET for population, _ in self.material.populations()):
            makers.pop("population-theory", None)
        if not self.material.saturation():
            makers.pop("saturation", None)
        if "model-card" in makers:
            makers["model-card"] = self._model_card
        return makers

    def _left_out(self, name: str) -> Collection[str]:
        """Columns that a table of the report does not have, so that it fits an upright page; others have them, or the text."""
        if name != "synthesis":
            return ()
        by_type = {one.source_type for one in self.material.table_one.counts}
        return SAID_ELSEWHERE | (by_type if "source-types-by-theory" in self._makers else set())

    def _model_card(self, material: ExportMaterial) -> ExportTable:
        """The model card, with results only if the suggestions were measured for this report."""
        if self.model_card is None:
            return model_card(material, NOT_MEASURED)
        card = self.model_card
        return model_card(replace(material, model_card=lambda: card))

    def see(self, *names: str) -> Part:
        """A reference in brackets to the first of these tables that the report has; nothing if it has none."""
        shown = next((name for name in names if name in self.tables), None)
        return (" (", Reference(f"table-{shown}"), ")") if shown else ""

    def citation(self, records: Iterable[str]) -> Citation:
        """A citation of records, in the order of a reference list."""
        known = self.material.record_of
        ordered = sorted(
            {one for one in records if one in known}, key=lambda one: self.material.place_of(known[one])
        )
        return Citation(tuple(Cited(one) for one in ordered))

    def cited(self, records: Iterable[str]) -> Part:
        """The same as a part of a sentence, after a space; nothing without records."""
        citation = self.citation(records)
        return (" ", citation) if citation.cited else ""


def _without(table: PrintedTable, keys: Collection[str]) -> PrintedTable:
    """A printed table without some of its columns."""
    kept = [place for place, column in enumerate(table.columns) if column.key not in keys]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
    )
