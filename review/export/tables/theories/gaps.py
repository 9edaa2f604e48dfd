"""``gaps``: what the included sources leave open on each theory and rival framing, and on the review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from review.domain import NOT_SET, UNCLASSIFIED, Stance
from review.domain.theories.gap import ENOUGH, Gap, GapKind
from review.domain.theories.verdict import VerdictKind
from review.domain.wording.counted import counted
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
    " included sources are of it; for the whole review: no included source is. Named: the gap that a verdict names, or, where there is"
    " evidence, that it was not explored, or has no verdict while others have"
    f" one. Rejected theories are left out. {LOCATES}"
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
    return material.table(
        "gaps",
        "Gaps",
        f"{counted(len(rows), 'gap')} in the evidence of the included sources (N={material.table_one.total}). {NOTE}",
        COLUMNS,
        rows,
        unprinted="code is empty for the whole review.",
        printed_title=f"Gaps in the evidence (N = {material.table_one.total})",
        note=NOTE,
        printed_as=_printed(material, found),
    )


def _row(material: ExportMaterial, gap: Gap) -> tuple[Cell, ...]:
    verdict = material.verdicts().get(gap.code)
    unfinished = _unfinished(material, gap.code) if _is_unfinished(gap) else ""
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
    """A gap that nobody named says what is open instead of its kind."""
    verdict = material.verdicts().get(gap.code)
    unfinished = _is_unfinished(gap)
    return (
        material.named(gap.code) if gap.code else WHOLE_REVIEW,
        capitalised(_unfinished(material, gap.code)) if unfinished else material.words[Names.GAP][gap.kind],
        _in_full(material, gap),
        capitalised(material.words[Names.VERDICT][verdict.verdict]) if verdict else None,
    )


def _in_full(material: ExportMaterial, gap: Gap) -> str:
    return gap.named or capitalised(_detail(material, gap))


def _is_unfinished(gap: Gap) -> bool:
    """Whether there is evidence, but the theory was not explored, or has no verdict while others do."""
    return gap.kind is GapKind.NAMED and not gap.named


def _detail(material: ExportMaterial, gap: Gap) -> str:
    """A gap that is not named, in words."""
    sources = counted(gap.sources, "included source")
    are = "is" if gap.sources == 1 else "are"
    if gap.kind is GapKind.NO_EVIDENCE:
        unfinished = _unfinished(material, gap.code)
        return f"{unfinished}{': ' * bool(unfinished)}no included source is coded to it{_elsewhere(gap)}"
    if gap.kind is GapKind.FEW_SOURCES:
        return f"{sources} {are} coded to it{_elsewhere(gap)}"
    if gap.side:
        do, other = _SIDES[gap.side]
        return f"{sources} {do} it, and none {other} it"
    if gap.missing:
        return f"no {'' if gap.code else 'included '}source {_missing(material, gap)}"
    return f"{sources} {are} coded to it"


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
        having = {one.source_type: one.sources for one in material.table_one.counts}
    else:
        how, names = "about", {}
        having = {one: len(found) for (one, code), found in material.populations().items() if not code}
    missing = (
        f"{names.get(one, one)} ({having[one]} included)" if having.get(one) else names.get(one, one)
        for one in gap.missing
    )
    return f"{how}: {', '.join(missing)}{_not_set(material, gap)}"


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
