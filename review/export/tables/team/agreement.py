"""``agreement``: how far reviewers agree on decisions, codes and levels, beside how often they differ."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from review.domain.team.agreement import Figure, Figures, Kappa
from review.domain.wording.counted import counted
from review.domain.wording.interval import with_interval
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.words import BETWEEN

COLUMNS = (
    Column("of", "Of", width=12),
    Column("name", "On", width=16),
    Column("unit", "Unit", width=20),
    Column("n", "n", Kind.INTEGER, 8),
    Column("differ", "Differ", Kind.INTEGER, 8),
    Column("settled", "Settled", Kind.INTEGER, 8),
    Column("criteria_changed", "Criteria changed", width=16),
    Column("reviewers", "Reviewers", width=24),
    Column("per_cent", "Per cent", Kind.NUMBER, 9),
    Column("per_cent_low", "from", Kind.NUMBER, 9),
    Column("per_cent_high", "to", Kind.NUMBER, 9),
    Column("kappa_of", "Kappa of", width=18),
    Column("kappa", "Kappa", Kind.NUMBER, 9),
    Column("kappa_low", "from", Kind.NUMBER, 9),
    Column("kappa_high", "to", Kind.NUMBER, 9),
    Column("kappa_linear", "Kappa, linear weights", Kind.NUMBER, 9),
    Column("alpha", "Alpha", Kind.NUMBER, 9),
    Column("alpha_low", "from", Kind.NUMBER, 9),
    Column("alpha_high", "to", Kind.NUMBER, 9),
    Column("reason", "Why not computed", width=40),
)

PRINTED = (
    Column("on", "Agreement on"),
    Column("unit", "Unit"),
    Column("n", "n", Kind.INTEGER),
    Column("differ", "Differ", Kind.INTEGER),
    Column("criteria", "Criteria changed"),
    Column("per_cent", "Per cent"),
    Column("kappa", "Kappa"),
    Column("alpha", "Alpha"),
)

_KAPPAS = {
    Kappa.COHEN: "Cohen",
    Kappa.FLEISS: "Fleiss",
    Kappa.QUADRATIC: "weighted",
    Kappa.LINEAR: "weighted, linear",
}


def agreement(material: ExportMaterial) -> ExportTable:
    """One row per stage, per code and unit, and per dimension of appraisal, with what at least two reviewers judged."""
    rows = tuple(_rows(material))
    note = (
        f"What at least two reviewers judged. {_independence(material)} In brackets: 95 % intervals, from 1,000"
        " bootstrap resamples of records. Kappa is Cohen's for two reviewers, Fleiss' for more, with quadratic weights for levels; alpha is Krippendorff's."
    )
    return material.table(
        "agreement",
        "Agreement between reviewers",
        f"{note} differ counts records, coded stretches or appraisals on which they differ; criteria_changed are those that disagreements led to.",
        COLUMNS,
        tuple(whole for whole, _ in rows),
        note=note,
        printed_as=Printed(PRINTED, tuple(printed for _, printed in rows)),
    )


def _independence(material: ExportMaterial) -> str:
    """Whether they decided before the others' decisions could be seen, as far as that is known."""
    found = material.stage_agreement()
    seen, imported = sum(one.seen_before for one in found), sum(one.imported for one in found)
    if not seen and not imported:
        return "Each decision counts as it was made before the others' could be seen."
    said = ["Each decision counts as it was when enough reviewers had decided on the record"]
    if seen:
        said.append(f"on {counted(seen, 'record')} somebody decided later and may have seen another's")
    if imported:
        said.append(
            f"on {counted(imported, 'record')} a decision was imported, and whether its maker had seen another's is not known"
        )
    return f"{'; '.join(said)}."


def _rows(material: ExportMaterial) -> Iterator[tuple[tuple[Cell, ...], tuple[Cell, ...]]]:
    """Each row as it is written for programs and in print."""
    for stage in material.stage_agreement():
        apart = stage.disagreements
        changed = sorted({tie.criterion for one in apart for tie in one.criteria_changed})
        settled = sum(one.settled is not None for one in apart)
        shown = f"decisions, {material.stage_in_words(stage.stage)}"
        yield _row("decisions", stage.stage, shown, stage.figures, len(apart), settled, changed)
    for code in material.code_agreement():
        for figures in (code.characters, code.passages):
            yield _row("code", code.code, material.named(code.code), figures, len(code.differences))
    names = {one.id: one.name for one in material.theory_map.appraisal_dimensions}
    for level in material.level_agreement():
        if level.figures.n:
            name = level.dimension
            yield _row("appraisal", name, names.get(name, name), level.figures, len(level.differences))


def _row(
    of: str,
    name: str,
    shown: str,
    figures: Figures,
    differ: int,
    settled: int | None = None,
    changed: list[str] | None = None,
) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    criteria = BETWEEN.join(changed or ()) or None
    reasons = dict.fromkeys(
        one.reason for one in (figures.per_cent, figures.kappa, figures.alpha) if one.reason
    )
    whole = (
        of,
        name,
        figures.unit.value,
        figures.n,
        differ,
        settled,
        criteria,
        BETWEEN.join(figures.reviewers),
        *_cells(figures.per_cent, 2),
        figures.kappa_of.value,
        *_cells(figures.kappa),
        _number(figures.kappa_linear.value, 4) if figures.kappa_linear else None,
        *_cells(figures.alpha),
        BETWEEN.join(reasons) or None,
    )
    kappa = _printed(figures.kappa)
    return whole, (
        shown,
        figures.unit.value,
        figures.n,
        differ,
        criteria,
        _printed(figures.per_cent, 1),
        f"{_KAPPAS[figures.kappa_of]} {kappa}" if kappa else None,
        _printed(figures.alpha),
    )


def _cells(figure: Figure, digits: int = 4) -> tuple[Cell, Cell, Cell]:
    low, high = figure.interval or (None, None)
    return _number(figure.value, digits), _number(low, digits), _number(high, digits)


def _number(value: float | None, digits: int) -> Decimal | None:
    return None if value is None else round(Decimal(str(value)), digits) + 0  # never -0.0000


def _printed(figure: Figure, digits: int = 2) -> str | None:
    """A figure with its interval in brackets."""
    if figure.value is None:
        return None
    if figure.interval is None:
        return f"{figure.value:z.{digits}f}"
    return with_interval(figure.value, figure.interval, digits)
