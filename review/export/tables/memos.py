"""``memos``: what was written about the review, its codes, records and passages, by reviewers and by others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from review.domain.wording.counted import counted
from review.domain.wording.one_line import first_words
from review.domain.wording.quoted import quoted
from review.domain.wording.short_id import short_id
from review.export.material import ExportMaterial, day
from review.export.table import Cell, Column, ExportTable, Kind, Printed

COLUMNS = (
    Column("target", "On", width=14),
    Column("kind", "Kind", width=12),
    Column("text", "Text", width=80),
    Column("reviewer", "Written by", width=16),
    Column("who", "Said by", width=24),
    Column("date", "Date", Kind.DATE, 11),
)
WHOLE_REVIEW = "The whole review"
MEMO = "memo"
NOT_REPORTED = "not reported"
NOTE = "A memo is by the reviewer who wrote it. Comments are by stakeholders, experts and the team; they do not count in N."


class _Note(NamedTuple):
    target: str | None
    kind: str
    text: str
    reviewer: str
    who: str | None
    date: Cell


def memos(material: ExportMaterial) -> ExportTable:
    """One row per memo and comment: on the whole review, then on codes, records and passages; the oldest first on each."""
    notes = sorted(_notes(material), key=lambda note: _place(material, note.target))
    comments = sum(note.kind != MEMO for note in notes)
    return material.table(
        "memos",
        "Memos and comments",
        f"{counted(len(notes) - comments, 'memo')} and {counted(comments, 'comment')}. target is the id of a record or coding, a configuration's label, or a code;"
        " it is empty for the whole review. A memo has the reviewer who wrote it and the day (UTC), a comment who said it and when, both"
        " empty if not reported, and the reviewer who wrote it down.",
        COLUMNS,
        tuple(
            tuple(note._replace(target=material.label_of.get(note.target or "", note.target)))
            for note in notes
        ),
        printed_title="Memos and comments",
        note=NOTE,
        printed_as=Printed(COLUMNS, tuple(tuple(_printed(material, note)) for note in notes)),
    )


def _printed(material: ExportMaterial, note: _Note) -> _Note:
    """A note with its target in words; what is not known of a comment is not reported."""
    note = note._replace(target=_named(material, note.target))
    if note.kind == MEMO:
        return note
    return note._replace(who=note.who or NOT_REPORTED, date=note.date or NOT_REPORTED)


def _notes(material: ExportMaterial) -> Iterator[_Note]:
    """All memos, also those written together with a coding, and all comments."""
    for coding in material.codings():
        if coding.memo:
            yield _Note(coding.id, MEMO, coding.memo, coding.reviewer, None, day(coding.time))
    for memo in material.memos:
        yield _Note(memo.target, MEMO, memo.text, memo.reviewer, None, day(memo.time))
    for comment in material.comments:
        when = day(comment.date) if comment.date else None
        yield _Note(
            comment.on or None, comment.source.value, comment.text, comment.reviewer, comment.who, when
        )


def _place(material: ExportMaterial, target: str | None) -> tuple[object, ...]:
    """Where what is about a target comes: codes, configurations by label, records with their passages."""
    codes = list(material.theory_map.code_names)
    if not target:
        return (0,)
    if target in codes:
        return 1, codes.index(target)
    if cmoc := material.label_of.get(target):
        return 1, len(codes), len(cmoc), cmoc
    if coding := material.coding_of.get(target):
        return 2, material.place_of(material.record_of[coding.record]), 1, coding.start, coding.id
    if record := material.record_of.get(target):
        return 2, material.place_of(record), 0
    return 3, target


def _named(material: ExportMaterial, target: str | None) -> str:
    """The target in words: a code with its name, a configuration's label, a record's or passage's citation."""
    if not target:
        return WHOLE_REVIEW
    if cmoc := material.label_of.get(target):
        return cmoc
    if coding := material.coding_of.get(target):
        return f"{quoted(first_words(coding.quote))} {material.cited(coding)}"
    if record := material.record_of.get(target):
        return record.author_year
    known = target in material.theory_map.code_names
    return material.named(target) if known else f"{short_id(target)} (no longer listed)"
