"""``gaps``: what the included sources leave open on each theory and rival framing, and on the review."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from review.domain import NOT_SET, UNCLASSIFIED, Stance
from review.domain.theories.gap import ENOUGH, Gap, GapKind
from review.domain.theories.verdict import VerdictKind
from review.domain.wording.counted import are, counted
from review.domain.wording.named import capitalised
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Printed
from review.export.words import LOCATES, Names

WHOLE_REVIEW = "Whole review"
COLUMNS = (
    Column("code", "Code", width=8),
    Column("name", "Name", width=32),
    Column("kind", "Kind", width=20, names=Names.GAP),
    Column("detail", "Detail", width=80),
    Column("verdict", "Verdict", width=20),
)
NOTE = (
    f"No evidence: no included source is coded to it. Few sources: fewer than {ENOUGH} are. One-sided: at least {ENOUGH} support or challenge"
    f" it, and all do the same. Source type or population missing: at least {ENOUGH} are coded to it, but none of this kind, although"
    " sources coded to other theories are of it; for the whole review: no included source is. Named: the gap that a verdict names."
    f" Rejected theories are left out. {LOCATES}"
)
_SIDES: Mapping[Stance, tuple[str, str]] = {
    Stance.SUPPORTS: ("support", "challenges"),
    Stance.CHALLENGES: ("challenge", "supports"),
}
"""How the sources of a side are described, and what none does then."""


def gaps(material: ExportMaterial) -> ExportTable:
    """One row per gap: those of the review, then those of each theory and rival framing in the map's order."""
    found = material.gaps()
    rows = tuple(_row(material, gap) for gap in found)
    gaps_found = [gap for gap in found if gap.kind is not GapKind.UNFINISHED]
    left = unfinished_in_words(material)
    note = f"{NOTE}{f' No gaps in the evidence, but unfinished: {left}.' if left else ''}"
    return material.table(
        "gaps",
        "Gaps",
        f"{counted(len(gaps_found), 'gap')} in the evidence of the included sources (N={material.table_one.total}). {note}",
        COLUMNS,
        rows,
        unprinted="code is empty for the whole review; rows of the kind unfinished lack work, not evidence, and are not printed.",
        printed_title=f"Gaps in the evidence (N = {material.table_one.total})",
        note=note,
        printed_as=_printed(material, gaps_found),
    )


def _row(material: ExportMaterial, gap: Gap) -> tuple[Cell, ...]:
    verdict = material.verdicts().get(gap.code)
    unfinished = _unfinished(material, gap.code) if gap.kind is GapKind.UNFINISHED else ""
    return (
        gap.code or None,
        material.theory_map.code_names.get(gap.code, WHOLE_REVIEW),
        gap.kind.value,
        capitalised(f"{unfinished}: {_detail(material, gap)}") if unfinished else _in_full(material, gap),
        verdict.verdict.value if verdict else None,
    )


def _printed(material: ExportMaterial, found: Sequence[Gap]) -> Printed:
    return Printed(
        (
            Column("code", "Theory or rival framing"),
            Column("kind", "Gap"),
            Column("detail", "Detail"),
            Column("verdict", "Verdict"),
        ),
        tuple(_printed_row(material, gap) for gap in found),
    )


def _printed_row(material: ExportMaterial, gap: Gap) -> tuple[Cell, ...]:
    verdict = material.verdicts().get(gap.code)
    return (
        material.named(gap.code) if gap.code else WHOLE_REVIEW,
        material.words[Names.GAP][gap.kind],
        _in_full(material, gap),
        capitalised(material.words[Names.VERDICT][verdict.verdict]) if verdict else None,
    )


def _in_full(material: ExportMaterial, gap: Gap) -> str:
    return gap.named or capitalised(_detail(material, gap))


def unfinished_in_words(material: ExportMaterial) -> str:
    """The theories with evidence that were not explored, or have no verdict while others do: ``no verdict T1, T3``."""
    by: dict[str, list[str]] = {}
    for gap in material.gaps():
        if gap.kind is GapKind.UNFINISHED:
            by.setdefault(_unfinished(material, gap.code), []).append(material.named(gap.code))
    return "; ".join(f"{what} ({', '.join(codes)})" for what, codes in by.items())


def _detail(material: ExportMaterial, gap: Gap) -> str:
    """A gap that is not named, in words."""
    sources = counted(gap.sources, "included source")
    if gap.kind is GapKind.NO_EVIDENCE:
        unfinished = _unfinished(material, gap.code)
        return f"{unfinished}{': ' * bool(unfinished)}no included source is coded to it{_elsewhere(gap)}"
    if gap.kind is GapKind.FEW_SOURCES:
        return f"{sources} {are(gap.sources)} coded to it{_elsewhere(gap)}"
    if gap.side:
        do, other = _SIDES[gap.side]
        return f"{sources} {do} it, and none {other} it"
    if gap.missing:
        return f"no {'' if gap.code else 'included '}source {_missing(material, gap)}"
    return f"{sources} {are(gap.sources)} coded to it"


def _unfinished(material: ExportMaterial, code: str) -> str:
    """What is said of a theory that was not explored, or that has no verdict while others do; else ``""``."""
    verdict = material.verdicts().get(code)
    if verdict:
        return "not explored" if verdict.verdict is VerdictKind.NOT_EXPLORED else ""
    return "no verdict" if material.verdicts() else ""


def _elsewhere(gap: Gap) -> str:
    many = gap.not_included
    return f" ({counted(many, 'passage')} in records that are not included)" if many else ""


def _missing(material: ExportMaterial, gap: Gap) -> str:
    """The source types or populations that are missing, each with the number of included sources that have it."""
    if gap.kind is GapKind.SOURCE_TYPE_MISSING:
        how, names = "of these types", material.words[Names.SOURCE_TYPE]
        of_type: dict[str, set[str]] = {}
        for record in material.included:
            of_type.setdefault(material.record_of[record].source_type, set()).add(record)
        having: Mapping[str, Collection[str]] = of_type
    else:
        how, names = "about", {}
        having = {one: found for (one, code), found in material.populations().items() if not code}
    coded = {one.record for one in material.codings()}
    missing = (f"{names.get(one, one)}{_included(having.get(one, ()), coded)}" for one in gap.missing)
    return f"{how}: {', '.join(missing)}{_not_set(material, gap)}"


def _included(records: Collection[str], coded: Collection[str]) -> str:
    """How many included sources have what is missing, and how many of them nobody has coded: `` (5 included, 4 not coded)``."""
    left = sum(one not in coded for one in records)
    return f" ({len(records)} included{f', {left} not coded' if left else ''})" if records else ""


def _not_set(material: ExportMaterial, gap: Gap) -> str:
    """How many sources may have what is missing, because theirs is not set."""
    if gap.kind is GapKind.SOURCE_TYPE_MISSING:
        unset = {one.source_type: one.sources for one in material.table_one.counts}.get(UNCLASSIFIED, 0)
        return f"; the type of {counted(unset, 'source')} is not set" if unset and not gap.code else ""
    populations = material.populations()
    if gap.code:
        unknown = len(populations.get((NOT_SET, gap.code), ()))
    else:
        known = {record for (_, code), records in populations.items() if not code for record in records}
        unknown = len(material.included - known)
    return f"; the population of {counted(unknown, 'source')} is not set" if unknown else ""
