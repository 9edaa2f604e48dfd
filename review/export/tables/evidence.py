"""``evidence``: every quotation under every code, with its source and position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from review.domain import Coding
from review.domain.act import codings_of
from review.domain.wording.counted import are, counted
from review.export.material import ExportMaterial, day
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.words import LOST, YES, Names

RECOGNISED = "†"
"""Marks quotations whose text was recognised from an image."""

COLUMNS = (
    Column("record", "Record", width=14, printed=False),
    Column("author_year", "Source", width=22),
    Column("year", "Year", Kind.INTEGER, 6, printed=False),
    Column("source_type", "Source type", width=14, printed=False),
    Column("page", "PDF page", Kind.INTEGER, 6, printed=False),
    Column("page_label", "Page", width=7),
    Column("quotation", "Quotation", width=80),
    Column("code", "Code", width=8),
    Column("theory", "Theory", width=8, printed=False),
    Column("stance", "Stance", width=11),
    Column("status", "Status", width=10),
    Column("reviewer", "Reviewer", width=14),
    Column("date", "Date", Kind.DATE, 11, printed=False),
    Column("memo", "Memo", width=40),
    Column("text_sha256", "Text", width=14, printed=False),
    Column("start", "Start", Kind.INTEGER, 8, printed=False),
    Column("end", "End", Kind.INTEGER, 8, printed=False),
    Column("text_source", "Text from", width=10),
    Column("role", "Role", width=14, printed=False),
    Column("outcome", "Outcome", width=10, printed=False),
    Column("citation", "Citation", width=30, printed=False),
    Column("page_label_end", "Last page", width=7, printed=False),
    Column("label_source", "Page from", width=8, printed=False),
    Column("lost", "Lost", width=5, printed=False),
)


def evidence(material: ExportMaterial) -> ExportTable:
    """One row per coding and code: theories in the map's order, sources as in a reference list, then by position."""
    memos: defaultdict[str, list[str]] = defaultdict(list)
    for memo in material.memos:
        memos[memo.target].append(memo.text)
    pairs = [(coding, code) for coding in material.codings() for code in coding.codes]
    order = {code: place for place, code in enumerate(material.theory_map.code_names)}

    def place(pair: tuple[Coding, str]) -> tuple[object, ...]:
        coding, code = pair
        record = material.place_of(material.record_of[coding.record])
        return order.get(code, len(order)), code, record, coding.start, coding.end, coding.id

    ordered = sorted(pairs, key=place)
    sources = len({coding.record for coding in material.codings()})
    return material.table(
        "evidence",
        "Coded evidence",
        f"{counted(len(pairs), 'row')}, one per coding and code: {counted(codings_of(material.codings()), 'coding')} on passages of {counted(sources, 'record')},"
        " including those that are not included.",
        COLUMNS,
        tuple(_row(material, coding, code, memos[coding.id]) for coding, code in ordered),
        unprinted="page is the PDF's, page_label the printed one, page_label_end that where the passage ends; outcome is the"
        " record's at the last stage; start and end are half-open code points of the text with"
        " the SHA-256 text_sha256; lost: the document's present text does not have the passage.",
        printed_title=f"Coded passages of the included documents (N = {material.table_one.total})",
        note=_note(material),
        printed_as=_printed(material, ordered, memos),
    )


def _note(material: ExportMaterial) -> str:
    """What the printed rows are, and what they leave out."""
    listed = [coding for coding in material.codings() if coding.record in material.included]
    left_out = codings_of(material.codings()) - codings_of(listed)
    note = "A passage is listed under each of its codes."
    if left_out:
        note += f" {counted(left_out, 'coding')} of documents that are not included {are(left_out)} left out."
    if any(map(material.is_recognised, listed)):
        note += f" {RECOGNISED}: the text was recognised from an image."
    if any(coding.is_lost for coding in listed):
        note += f" {LOST}: the present text of the document does not have the passage."
    return " ".join(filter(None, (note, material.to_recheck_in_words)))


def _printed(
    material: ExportMaterial, pairs: Sequence[tuple[Coding, str]], memos: Mapping[str, Sequence[str]]
) -> Printed:
    """The included sources' passages with their citations; who coded them only if there are several reviewers."""
    several = len({coding.reviewer for coding in material.codings()}) > 1
    return Printed(
        (
            Column("code", "Theory or sub-theme"),
            Column("quotation", "Quotation"),
            Column("citation", "Source"),
            Column("stance", "Stance"),
            Column("status", "Basis of the claim"),
            Column("memo", "Memo"),
            Column("reviewer", "Coded by"),
        ),
        tuple(
            (
                material.named(code),
                coding.quote,
                _citation(material, coding),
                material.words[Names.STANCE][coding.stances[code]],
                material.words[Names.STATUS].get(coding.status or "", coding.status),
                _memo(coding, memos[coding.id]),
                coding.reviewer if several else None,
            )
            for coding, code in pairs
            if coding.record in material.included
        ),
    )


def _citation(material: ExportMaterial, coding: Coding) -> str:
    marks = (RECOGNISED if material.is_recognised(coding) else "", LOST if coding.is_lost else "")
    return " ".join(filter(None, (material.cited(coding), *marks)))


def _memo(coding: Coding, memos: Sequence[str]) -> str | None:
    return "\n".join(dict.fromkeys(text for text in (coding.memo, *memos) if text)) or None


def _row(material: ExportMaterial, coding: Coding, code: str, memos: list[str]) -> tuple[Cell, ...]:
    record = material.record_of[coding.record]
    return (
        record.id,
        record.author_year,
        record.year,
        record.source_type or None,
        coding.page,
        coding.page_label,
        coding.quote,
        code,
        material.theory_of(code),
        coding.stances[code].value,
        coding.status.value if coding.status else None,
        coding.reviewer,
        day(coding.time),
        _memo(coding, memos),
        coding.text_sha256,
        coding.start,
        coding.end,
        "recognition" if material.is_recognised(coding) else "file",
        record.role.value,
        material.outcome(record.id, material.theory_map.last_stage),
        material.citation(coding),
        coding.page_label_end,
        coding.label_source.value,
        YES if coding.is_lost else None,
    )
