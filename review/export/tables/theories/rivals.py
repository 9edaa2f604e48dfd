"""``rivals``: the passages that speak to a theory and to its rival."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain import Stance
from review.domain.theories.rival_passage import RivalPassage
from review.domain.wording.counted import counted
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.words import BETWEEN, LOCATES, Names

COLUMNS = (
    Column("theory", "Theory", width=8),
    Column("rival", "Rival", width=8),
    Column("citation", "Source", width=30),
    Column("quotation", "Quotation", width=80),
    Column("stance_theory", "Stance toward the theory", width=16),
    Column("stance_rival", "Stance toward the rival", width=16),
    Column("reviewer", "Coded by", width=16),
    Column("record", "Record", width=14),
    Column("text_sha256", "Text", width=14),
    Column("start", "Start", Kind.INTEGER, 8),
    Column("end", "End", Kind.INTEGER, 8),
)
NOTE = (
    "Passages of included documents under a theory and its rival, or under sub-themes of theirs: coded to both, or by codings that"
    " overlap, also of different reviewers; the quotation is then all that they cover together. Several stances are those of reviewers, or toward"
    f" sub-themes, that differ. {LOCATES}"
)


def rivals(material: ExportMaterial) -> ExportTable:
    """One row per passage, theory and rival: theories in the map's order, sources as in a reference list, then by position."""
    pairs = {pair: place for place, pair in enumerate(_pairs(material))}
    passages = sorted(
        material.rivals(),
        key=lambda one: (
            pairs[one.theory, one.rival],
            material.place_of(material.record_of[one.record]),
            one.span,
        ),
    )
    sources = len({one.record for one in passages})
    return material.table(
        "rivals",
        "Theories and their rivals",
        f"{counted(len(passages), 'row')}, one per passage, theory and rival, of {counted(sources, 'included source')}. {NOTE}",
        COLUMNS,
        tuple(_row(material, one) for one in passages),
        unprinted="start and end are half-open code points of the text with the SHA-256 text_sha256.",
        printed_title=f"Passages on a theory and its rival (n = {sources} of {material.table_one.total} documents)",
        note=NOTE,
        printed_as=_printed(material, passages),
    )


def _pairs(material: ExportMaterial) -> list[tuple[str, str]]:
    known = material.theory_map
    return [(theory.id, rival) for theory in known.theories for rival in known.competitors(theory.id)]


def _row(material: ExportMaterial, one: RivalPassage) -> tuple[Cell, ...]:
    return (
        one.theory,
        one.rival,
        material.citation(one),
        one.quote,
        BETWEEN.join(one.toward_theory),
        BETWEEN.join(one.toward_rival),
        BETWEEN.join(one.reviewers),
        one.record,
        one.codings[0].text_sha256,
        *one.span,
    )


def _printed(material: ExportMaterial, passages: Sequence[RivalPassage]) -> Printed:
    """Names beside the codes; who coded them only if there are several reviewers."""
    several = len({reviewer for one in passages for reviewer in one.reviewers}) > 1

    def in_words(stances: Sequence[Stance]) -> str:
        return BETWEEN.join(material.words[Names.STANCE][stance] for stance in stances)

    return Printed(
        (
            Column("theory", "Theory"),
            Column("stance_theory", "Stance"),
            Column("rival", "Rival"),
            Column("stance_rival", "Stance"),
            Column("quotation", "Quotation"),
            Column("citation", "Source"),
            Column("reviewer", "Coded by"),
        ),
        tuple(
            (
                material.named(one.theory),
                in_words(one.toward_theory),
                material.named(one.rival),
                in_words(one.toward_rival),
                one.quote,
                material.cited(one),
                BETWEEN.join(one.reviewers) if several else None,
            )
            for one in passages
        ),
    )
