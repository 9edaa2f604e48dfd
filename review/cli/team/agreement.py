"""The command agreement: where reviewers disagree and what that changed, and beside it how far they agree."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence

from review.cli.command import SHORT, Command, Result, always, whole_number
from review.domain.act import Decision
from review.domain.team.agreement import (
    CodeAgreement,
    CrossTable,
    DimensionAgreement,
    Disagreement,
    Figure,
    Figures,
    Kappa,
    StageAgreement,
    Unit,
)
from review.domain.wording.counted import counted
from review.domain.wording.explained import explained
from review.domain.wording.named import capitalised, named
from review.domain.wording.one_line import first_words, on_one_line
from review.project import Project
from review.views.team.agreement import Agreement

_KAPPA = {
    Kappa.COHEN: "Cohen's kappa",
    Kappa.FLEISS: "Fleiss' kappa",
    Kappa.QUADRATIC: "weighted kappa (quadratic)",
    Kappa.LINEAR: "weighted kappa (linear)",
}

_ALPHA = "Krippendorff's alpha"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--stage", default="", metavar="S", help="default: the first with records that two decided on"
    )
    parser.add_argument("--passages", action="store_true", help="also where each code belongs")
    parser.add_argument("--appraisal", action="store_true", help="also the levels of appraisals")
    parser.add_argument(
        "--limit",
        type=whole_number,
        default=20,
        metavar="N",
        help="how many disagreements are listed of each kind (default: 20; --json lists all)",
    )


def _agreement(project: Project, options: Namespace) -> Result:
    found = project.agreement.of_stage(options.stage)
    codes = project.agreement.of_codes() if options.passages else None
    dimensions = project.agreement.of_appraisals() if options.appraisal else None
    lines = [*_stage_lines(project, found, options.limit)]
    if codes is not None:
        lines += ["", *_code_lines(project, codes, options.limit)]
    if dimensions is not None:
        lines += ["", *_dimension_lines(project, dimensions, options.limit)]
    return Result(Agreement.of(found, codes, dimensions), lines)


def _stage_lines(project: Project, found: StageAgreement, limit: int) -> Iterator[str]:
    figures, apart = found.figures, found.disagreements
    yield f"{capitalised(named(found.stage))}: {_compared(found)}"
    for one in apart[:limit]:
        yield from _disagreement_lines(project, one)
    if (left := len(apart) - limit) > 0:
        yield f"  … and {left:,} more: --limit {len(apart)}"
    yield from _figure_lines(figures)
    yield from _table_lines(figures)
    if figures.n:
        yield "  In brackets: 95 % intervals."
    if found.changed_later:
        yield f"  {counted(found.changed_later, 'decision')} changed after others' could be seen; the figures take those before."
    if found.seen_before:
        yield f"  On {counted(found.seen_before, 'record')} somebody decided later and may have seen another's decision; they count in the figures, too."
    if found.imported:
        yield f"  On {counted(found.imported, 'record')} a decision came with an import: whether its maker had seen another's is not known."
    others = {
        stage: many
        for stage, many in project.agreement.decided_twice().items()
        if many and stage != found.stage
    }
    for stage, many in others.items():
        yield f"{capitalised(named(stage))}: {counted(many, 'record')} with two decisions or more: --stage {stage}"


def _compared(found: StageAgreement) -> str:
    figures, apart = found.figures, found.disagreements
    if not figures.n:
        return figures.per_cent.reason
    settled = sum(one.settled is not None for one in apart)
    changed = sorted({tie.criterion for one in apart for tie in one.criteria_changed})
    parts = [f"{settled} settled"] if apart else []
    if changed:
        parts.append(f"{', '.join(changed)} changed because of it")
    what = f" ({', '.join(parts)})" if parts else ""
    return f"reviewers differ on {len(apart):,} of {counted(figures.n, 'record')} that two or more decided on{what}"


def _disagreement_lines(project: Project, one: Disagreement) -> Iterator[str]:
    title = first_words(project.records.get(one.record).title, 60)
    yield f"  {one.record[:SHORT]}  {project.records.cited(one.record)}  {title}"
    for decision in one.decisions:
        yield f"    {decision.reviewer}: {_decided(decision)}{_later(one, decision.reviewer)}"
    if one.settled:
        yield f"    settled by {one.settled.reviewer}: {one.settled.in_words}"
    for tie in one.criteria_changed:
        why = f" ({on_one_line(tie.because)})" if tie.because else ""
        yield f"    changed because of it: {tie.criterion}{why}"


def _decided(decision: Decision) -> str:
    by = f" by {', '.join(decision.criteria)}" if decision.criteria else ""
    why = "; ".join(on_one_line(one) for one in explained(decision.overrides, decision.note))
    return f"{decision.decision}{by}{f' ({why})' if why else ''}"


def _later(one: Disagreement, reviewer: str) -> str:
    return f"; later: {one.later[reviewer]}" if reviewer in one.later else ""


def _figure_lines(figures: Figures, before: str = "  ") -> Iterator[str]:
    """The figures with their intervals in a line, and why something is not there, once for all that it is about."""
    if not figures.n:
        return
    named_figures = {_KAPPA[figures.kappa_of]: figures.kappa, _ALPHA: figures.alpha}
    if figures.kappa_linear:
        named_figures[_KAPPA[Kappa.LINEAR]] = figures.kappa_linear
    shown = [
        f"{name} {_figure(figure)}" for name, figure in named_figures.items() if figure.value is not None
    ]
    of = "of pairs " if len(figures.reviewers) > 2 else ""  # three reviewers of a record are three pairs
    same = f"{_figure(figures.per_cent, '.1f', ' %')} {of}the same"
    yield f"{before}{', '.join([same, *shown])}"
    reasons: dict[str, list[str]] = {}
    for name, figure in {"per cent": figures.per_cent, **named_figures}.items():
        if figure.reason:
            reasons.setdefault(figure.reason, []).append(name)
    for reason, names in reasons.items():
        yield f"    {_of(names, len(named_figures) + 1)}{reason}"
    for pair in figures.pairs:
        between = f"{' and '.join(pair.reviewers)} ({pair.n:,})"
        kappa = f"kappa {_figure(pair.kappa)}" if pair.kappa.value is not None else pair.kappa.reason
        yield f"    {between}: {pair.per_cent:.1f} % the same, {kappa}"


def _of(names: Sequence[str], all_of_them: int) -> str:
    """What a reason is about, where it is not about everything."""
    return "" if len(names) == all_of_them else f"{', '.join(names)}: "


def _figure(figure: Figure, digits: str = ".2f", unit: str = "") -> str:
    if figure.interval is None:
        return f"{figure.value:z{digits}}{unit}"
    low, high = figure.interval
    return f"{figure.value:z{digits}}{unit} ({low:z{digits}} to {high:z{digits}})"


def _table_lines(figures: Figures) -> Iterator[str]:
    """The cross table, without categories that nobody used."""
    if not figures.n:
        return
    table = _used(figures.table)
    who = figures.reviewers if len(figures.reviewers) == 2 else ("first by name", "second")
    yield f"  Rows: {who[0]}; columns: {who[1]}"
    width = max(len(one) for one in table.categories) + 2
    yield "    " + " " * width + "".join(f"{one:>{max(len(one), 6) + 2}}" for one in table.categories)
    for category, row in zip(table.categories, table.counts, strict=True):
        cells = zip(table.categories, row, strict=True)
        yield f"    {category:<{width}}" + "".join(f"{many:>{max(len(one), 6) + 2},}" for one, many in cells)


def _used(table: CrossTable) -> CrossTable:
    """The table without rows and columns that are empty both ways."""
    places = range(len(table.categories))
    kept = [
        at for at in places if any(table.counts[at][other] or table.counts[other][at] for other in places)
    ]
    return CrossTable(
        tuple(table.categories[at] for at in kept),
        tuple(tuple(table.counts[row][column] for column in kept) for row in kept),
    )


def _code_lines(project: Project, codes: Sequence[CodeAgreement], limit: int) -> Iterator[str]:
    """Agreement on codes, those with most differences first."""
    if not codes:
        yield "Passages: no document with codings was worked on by two coders that you may see"
    for one in sorted(codes, key=lambda one: -len(one.differences)):
        name = project.theory.map.code_names[one.code]
        yield f"{one.code} {name}: coders differ on {len(one.differences):,} of {one.passages.n:,} coded stretches"
        for apart in one.differences[:limit]:
            coded = ", ".join(f"{who} ({stance})" for who, stance in apart.stances.items() if stance)
            others = ", ".join(who for who, stance in apart.stances.items() if not stance)
            yield f"  {apart.record[:SHORT]} {apart.start} {apart.end}  {project.records.cited(apart.record)}: {coded}, not {others}"
        if (left := len(one.differences) - limit) > 0:
            yield f"  … and {left:,} more: --limit {len(one.differences)}"
        for figures in (one.characters, one.passages):
            yield from _figure_lines(figures, f"  {_BY[figures.unit]} ({figures.n:,}): ")


_BY = {Unit.CHARACTER: "characters", Unit.PASSAGE: "overlapping passages"}


def _dimension_lines(project: Project, dimensions: Iterable[DimensionAgreement], limit: int) -> Iterator[str]:
    """Agreement on dimensions, those with most differences first."""
    names = {one.id: one.name for one in project.theory.map.appraisal_dimensions}
    for one in sorted(dimensions, key=lambda one: -len(one.differences)):
        if not one.figures.n:
            yield f"{names[one.dimension]}: {one.figures.per_cent.reason}"
            continue
        yield f"{names[one.dimension]}: reviewers differ on {len(one.differences):,} of {counted(one.figures.n, 'appraisal')} that two or more gave"
        for apart in one.differences[:limit]:
            of = f" for {project.targets.label(apart.target)}" if apart.target else ""
            where = f" {apart.span[0]} {apart.span[1]}" if apart.span else ""
            levels = "; ".join(
                f"{who}: {named(level)}{_because(apart.because.get(who, ()))}"
                for who, level in apart.levels.items()
            )
            yield f"  {apart.record[:SHORT]}{where}  {project.records.cited(apart.record)}{of}  {levels}"
        if (left := len(one.differences) - limit) > 0:
            yield f"  … and {left:,} more: --limit {len(one.differences)}"
        yield from _figure_lines(one.figures)


def _because(reasons: Sequence[str]) -> str:
    return f" ({on_one_line(reasons[0])})" if reasons else ""


COMMANDS = (
    Command(
        "agreement",
        "show where reviewers disagree, and how far they agree",
        _agreement,
        _arguments,
        looks=always,
    ),
)
