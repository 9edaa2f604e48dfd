"""``synthesis``: what the included sources say of each theory and rival framing, and the review's verdict."""

from __future__ import annotations

from review.domain import CodeEvidence, Stance
from review.domain.theories.verdict import Verdict
from review.domain.wording.named import capitalised
from review.domain.wording.share import percentage
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.words import BETWEEN, LOCATES, Names

STANCES = (Stance.SUPPORTS, Stance.CHALLENGES, Stance.REFINES, Stance.EXTENDS, Stance.BEARS_ON)
"""The stances in the order of the columns."""

NOTE = (
    "Documents are counted, with passages under the theory or a sub-theme of it. A document counts once for each stance that its passages"
    f" have, so it may both support and challenge a theory. {LOCATES}"
)
CITED = " Works cited under a theory are those that the findings cite there, whatever they are coded to."


def synthesis(material: ExportMaterial) -> ExportTable:
    """One row per theory and rival framing, in the map's order; sub-themes count in theirs."""
    verdicts = material.verdicts()
    counts = [count for count in material.evidence() if count.code == count.theory]
    types = material.table_one.counts
    total = material.table_one.total
    return material.table(
        "synthesis",
        "Synthesis",
        f"Included sources (N={total}) coded to each theory or rival framing, or to one of its sub-themes, by stance and source type, and"
        f" the verdict that stands. A source counts once for each of its stances. {LOCATES}",
        (
            Column("code", "Code", width=8),
            Column("name", "Name", width=32),
            Column("sources", "Sources", Kind.INTEGER, 9),
            Column("per_cent", "% of N", Kind.NUMBER, 9),
            Column("cited_under", "Cited under", Kind.INTEGER, 11),
            *(
                Column(one.replace("-", "_"), material.words[Names.STANCE][one], Kind.INTEGER, 10)
                for one in STANCES
            ),
            *(Column(kind.source_type, kind.name, Kind.INTEGER, 14) for kind in types),
            Column("to_recheck", "To recheck", Kind.INTEGER, 10),
            Column("verdict", "Verdict", width=20),
            Column("caveat", "Caveat", width=50),
            Column("gap", "Gap", width=50),
            Column("codings", "Passages", Kind.INTEGER, 9),
            Column("verdict_version", "Version of the verdict", Kind.INTEGER, 9),
            Column("changed_since", "Changed since the verdict", width=40),
        ),
        tuple(_row(material, count, verdicts.get(count.code)) for count in counts),
        unprinted="cited_under counts the works that are cited under the theory in the findings, whatever they are coded to; to_recheck counts the passages that wait for another look, because the wording changed since; codings counts all"
        " passages; verdict_version is the version of the theory map under which the verdict was given, and changed_since what changed"
        " since, or which verdict was given apart in another copy, or on a theory that was merged into this one.",
        printed_title=f"Evidence and verdict on each theory (N = {total})",
        note=f"{NOTE}{CITED if material.cited_under() else ''} {material.to_recheck_in_words}".rstrip(),
        printed_as=_printed(material, counts),
    )


def _row(material: ExportMaterial, count: CodeEvidence, verdict: Verdict | None) -> tuple[Cell, ...]:
    return (
        count.code,
        count.name,
        count.sources,
        percentage(count.sources, material.table_one.total),
        _cited_under(material, count),
        *(count.sources_by_stance.get(stance, 0) for stance in STANCES),
        *(count.by_source_type.get(kind.source_type, 0) for kind in material.table_one.counts),
        count.to_recheck,
        verdict.verdict.value if verdict else None,
        (verdict.caveat or None) if verdict else None,
        (verdict.gap or None) if verdict else None,
        count.codings,
        verdict.theory_version if verdict else None,
        (BETWEEN.join(_since(material, verdict)) or None) if verdict else None,
    )


def _cited_under(material: ExportMaterial, count: CodeEvidence) -> int | None:
    """How many works are cited under a theory; None before any text is checked or written."""
    cited = material.cited_under()
    return len(cited.get(count.code, ())) if cited else None


def _printed(material: ExportMaterial, counts: list[CodeEvidence]) -> Printed:
    """Names beside the codes; the verdict with what changed since."""
    types = material.table_one.counts
    is_cited = bool(material.cited_under())
    return Printed(
        (
            Column("theory", "Theory or rival framing"),
            Column("sources", "Documents", Kind.INTEGER),
            Column("per_cent", "% of N", Kind.NUMBER),
            *([Column("cited_under", "Cited under", Kind.INTEGER)] if is_cited else []),
            *(Column(one, capitalised(material.words[Names.STANCE][one]), Kind.INTEGER) for one in STANCES),
            *(Column(kind.source_type, kind.name, Kind.INTEGER) for kind in types),
            Column("verdict", "Verdict"),
            Column("caveat", "Caveat"),
            Column("gap", "Gap"),
        ),
        tuple(
            (
                material.named(count.code),
                count.sources,
                percentage(count.sources, material.table_one.total),
                *([_cited_under(material, count)] if is_cited else []),
                *(count.sources_by_stance.get(stance, 0) for stance in STANCES),
                *(count.by_source_type.get(kind.source_type, 0) for kind in types),
                _in_words(material, verdict) if (verdict := material.verdicts().get(count.code)) else None,
                (verdict.caveat or None) if verdict else None,
                (verdict.gap or None) if verdict else None,
            )
            for count in counts
        ),
    )


def _in_words(material: ExportMaterial, verdict: Verdict) -> str:
    since = BETWEEN.join(_since(material, verdict))
    said = capitalised(material.words[Names.VERDICT][verdict.verdict])
    return f"{said} ({since})" if since else said


def _since(material: ExportMaterial, verdict: Verdict) -> tuple[str, ...]:
    """What changed since a verdict was given, and the other verdicts on its theory."""
    others = (
        f"given {f'on {former}' if former else 'apart'} by {one.reviewer}: {material.words[Names.VERDICT][one.verdict]}"
        for one in verdict.others
        for former in (verdict.on_another(one),)
    )
    return (*verdict.since, *others)
