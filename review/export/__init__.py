"""Exports of a review.

`EXPORTS` lists them all; `kinds` has what a table, references or another kind of export can be written as. Tables have one module
each under ``tables``, their file formats one each under ``formats``, figures one each under ``figures``; the report, the handout and the annotated PDFs have a package each. The libraries for
spreadsheets, word processing and figures are imported only when such a file is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from review.export.annotated.export import AnnotatedExport
from review.export.causal_map.export import CausalMapExport
from review.export.causal_map.tables import link_table
from review.export.figures.cmoc import cmoc_figure, diagram
from review.export.figures.export import DiagramExport, FigureExport
from review.export.figures.flow import flow_figure
from review.export.figures.heat import heat_figure
from review.export.figures.saturation import saturation_figure
from review.export.figures.theory_map import theory_map_figure
from review.export.figures.years import years_figure
from review.export.handout.export import HandoutExport
from review.export.kinds import Export, ReferencesExport, TableExport, TextPreview
from review.export.material import ExportMaterial
from review.export.prisma.export import PrismaExport
from review.export.report.export import ReportExport
from review.export.table import Column, ExportTable, Kind, PrintedTable
from review.export.tables.codebook import codebook
from review.export.tables.decisions import decisions
from review.export.tables.evidence import evidence
from review.export.tables.excluded import excluded
from review.export.tables.matrix import matrix
from review.export.tables.memos import memos
from review.export.tables.model_card import model_card
from review.export.tables.references import reference_list
from review.export.tables.searches.search_log import search_log
from review.export.tables.searches.search_rounds import search_rounds
from review.export.tables.source_types import source_types
from review.export.tables.team.agreement import agreement
from review.export.tables.team.disagreements import disagreements
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
from review.export.without_low import Counted
from review.export.writing import FORMATS, write
from review.references.formats import REFERENCE_FORMATS

REFERENCES = "references"
__all__ = [
    "EXPORTS",
    "FIGURES",
    "FORMATS",
    "REFERENCES",
    "REPORT",
    "TABLES",
    "Column",
    "Export",
    "ExportMaterial",
    "ExportTable",
    "FigureExport",
    "Kind",
    "PrintedTable",
    "TableExport",
    "TextPreview",
    "write",
]


def _by_name(exports: Iterable[Export]) -> dict[str, Export]:
    """Exports by name."""
    return {export.name: export for export in exports}


FIGURES: Mapping[str, FigureExport] = {
    figure.name: figure
    for figure in (
        FigureExport(
            "figure-flow",
            "Flow",
            "from identification to inclusion, in the form of PRISMA 2020",
            flow_figure,
            needs="log searches, or import references or read documents, first",
        ),
        FigureExport(
            "figure-map",
            "Theory map",
            "theories by category with the rival framings, at first and refined",
            theory_map_figure,
            needs="add theories to the theory map first",
        ),
        FigureExport(
            "figure-heat",
            "Evidence on each theory",
            "documents by theory, stance and source type",
            heat_figure,
            counts=Counted.PASSAGES,
            needs="include documents at the last stage and code them first",
        ),
        DiagramExport(
            "figure-cmoc",
            "Chains of configurations",
            "from context over mechanism to outcome, and how configurations are linked",
            cmoc_figure,
            diagram,
            counts=Counted.FRAGMENTS,
            needs="compose a configuration first",
        ),
        FigureExport(
            "figure-years",
            "Documents by year",
            "included documents by year and source type",
            years_figure,
            needs="include documents at the last stage first",
        ),
        FigureExport(
            "figure-saturation",
            "Saturation, drawn",
            "how much each document added to those coded before it",
            saturation_figure,
            needs="code documents first",
        ),
    )
}
"""The figures, which the report shows, too."""

EXPORTS: Mapping[str, Export] = _by_name(
    (
        TableExport(
            "source-types",
            "Table 1, source types",
            "included sources by type, n and per cent of N",
            source_types,
            number=1,
        ),
        TableExport(
            "source-types-by-theory",
            "Source types by theory",
            "included sources coded to each theory, by source type",
            source_types_by_theory,
            counts=Counted.PASSAGES,
        ),
        TableExport(
            "characteristics",
            "Characteristics",
            "each included record: design, population, setting, theories, configurations, levels",
            characteristics,
            counts=Counted.RECORDS,
        ),
        TableExport(
            "appraisal",
            "Appraisal",
            "how relevant, rich and rigorous each source is, for what, and why",
            appraisal,
            needs="appraise documents first",
        ),
        TableExport(
            "synthesis",
            "Synthesis",
            "included sources on each theory by stance and type, with verdict, caveat and gap",
            synthesis,
            counts=Counted.PASSAGES,
        ),
        TableExport(
            "rivals",
            "Theories and their rivals",
            "passages that speak to a theory and to its rival, with both stances",
            rivals,
            counts=Counted.PASSAGES,
        ),
        TableExport(
            "cmocs",
            "Configurations",
            "contexts, mechanisms and outcomes, as worded",
            cmocs,
            counts=Counted.FRAGMENTS,
            needs="compose a configuration first",
        ),
        TableExport(
            "cmoc-sources",
            "Sources of configurations",
            "the passages in each configuration, what they do there, and their levels",
            cmoc_sources,
            counts=Counted.FRAGMENTS,
            needs="compose a configuration first",
        ),
        TableExport(
            "gaps",
            "Gaps",
            "what the evidence on each theory, and the review, leaves open",
            gaps,
            counts=Counted.PASSAGES,
        ),
        TableExport(
            "evidence",
            "Coded evidence",
            "every quotation under every code, with source, page and position",
            evidence,
            counts=Counted.PASSAGES,
        ),
        TableExport(
            "matrix",
            "Matrix of records and codes",
            "records by codes, 1 or 0",
            matrix,
            counts=Counted.PASSAGES,
        ),
        TableExport(
            "theory-changes",
            "Changes of theories",
            "every change of the theory map, with its reason and what it led to",
            theory_changes,
        ),
        TableExport(
            "deviations",
            "Deviations from the plan",
            "what was changed after the plan was frozen, with reasons and the decisions it touched",
            deviations,
        ),
        TableExport(
            "population-theory",
            "Populations by theory",
            "included sources on each theory, by the population that they are about",
            population_theory,
            counts=Counted.PASSAGES,
        ),
        TableExport(
            "saturation", "Saturation", "how much each document added to those coded before it", saturation
        ),
        TableExport(
            "memos",
            "Memos and comments",
            "what reviewers, stakeholders and experts wrote on the review, codes, records and passages",
            memos,
        ),
        TableExport(
            "excluded",
            "Excluded records",
            "records excluded at each stage, with the criteria that decided",
            excluded,
        ),
        TableExport("decisions", "Decisions", "every decision with its criteria and the outcome", decisions),
        TableExport(
            "codebook", "Codebook", "the theory map's codes with propositions and key terms", codebook
        ),
        ReferencesExport(
            REFERENCES,
            "References",
            f"for reference managers: {', '.join(REFERENCE_FORMATS)}",
            reference_list,
        ),
        TableExport(
            "model-card",
            "Model card",
            "what suggestions learned from, how good they are, and their limits",
            model_card,
        ),
        TableExport(
            "search-log",
            "Search log",
            "every search string as it was run, what it found, and what contradicts itself",
            search_log,
            needs="log a search first",
        ),
        TableExport(
            "search-rounds",
            "Rounds of searching",
            "what prompted each search, where and when it was made, and why it stopped",
            search_rounds,
            needs="log a search first",
        ),
        TableExport(
            "agreement",
            "Agreement",
            "how far reviewers agree on decisions, codes and levels, with 95 % intervals",
            agreement,
            needs="decide on a record as two reviewers first",
        ),
        TableExport(
            "disagreements",
            "Disagreements",
            "records on which reviewers decided differently, what settled them and what they changed",
            disagreements,
            needs="decide on a record as two reviewers first",
        ),
        CausalMapExport(
            "causal-map",
            "Causal map",
            "links of configurations with their quotations, for causalmap.app",
            link_table,
            counts=Counted.FRAGMENTS,
            needs="compose a configuration first",
        ),
        PrismaExport(
            "prisma",
            "PRISMA 2020 for R",
            "the flow as the table of the R package PRISMA2020, with a note on what it cannot say",
            needs="log searches, or import references or read documents, first",
        ),
        *FIGURES.values(),
        HandoutExport(
            "handout",
            "Handout",
            "for a stakeholder meeting: theories, configurations with quotations, open questions",
            needs="add theories to the theory map first",
        ),
        AnnotatedExport(
            "annotated",
            "Annotated PDFs",
            "copies of the PDFs with every coded passage highlighted in its code's colour",
            needs="code a document first",
        ),
        ReportExport(
            "report",
            "Report",
            "methods, results and supplements with what is counted, and gaps for what you write",
            figures=FIGURES,
        ),
    )
)
"""All exports, in the order of the list."""

REPORT = next(export for export in EXPORTS.values() if isinstance(export, ReportExport))
"""The report."""

TABLES: Mapping[str, TableExport] = {
    name: export for name, export in EXPORTS.items() if isinstance(export, TableExport)
}
"""Those that are tables; on the screen, references are one."""
