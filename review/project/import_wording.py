"""What an import did, in lines for people: for the command and for the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from review.domain import DecisionKind
from review.domain.reference import Notice, Refusal
from review.domain.wording.counted import counted, them
from review.domain.wording.named import named

if TYPE_CHECKING:
    from review.project.bibliography import ImportReport

FIELDS_IN_WORDS = (
    "title, authors, editors, year, doi, journal, volume, issue, pages, first_page, last_page, article_number, "
    "abstract, keywords, urls, issn, isbn, serial (ISSN or ISBN), pmid, language, organisation, type, notes, labels, key, "
    "decision, decision:STAGE"
)
"""The fields that a table's column can have, as people name them."""

GIVEN = (DecisionKind.INCLUDE, DecisionKind.EXCLUDE, DecisionKind.MAYBE)
"""The decisions that all records of a list can get, for which the file has none."""

_MOST_REASONS = 20
"""Reasons in a file beyond these are counted."""

_MOST_REPEATED = 3
"""References that are in a file once more beyond these are counted."""

_MOST_NOTES = 10
"""Notes on a file beyond these are counted, since a database can put one between any two records."""


def import_lines(report: ImportReport, *, preview: bool = False) -> Iterator[str]:
    """The result for a file, in a preview with the field of each column; of one that cannot be read, only the reason."""
    if report.format:
        yield (
            f"{report.path}: {report.format}, {counted(report.records, 'record')}: {report.added:,} added, "
            f"{report.duplicates:,} known, {len(report.refused):,} refused, {counted(report.decisions, 'decision')}"
        )
    yield from _decision_lines(report, stored=not preview)
    if preview and report.format:
        yield from _column_lines(report.mapping)
    yield from _attention_lines(report)


def _column_lines(mapping: Mapping[str, str]) -> Iterator[str]:
    from review.references.column_names import field_word

    for column, field in mapping.items():
        if field:
            yield f"  {column} -> {field_word(field)}"
    if kept := [column for column, field in mapping.items() if not field]:
        yield f"  kept as they are: {', '.join(kept)}"


def result_lines(report: ImportReport, *, stored: bool = True) -> Iterator[str]:
    """What else happened, or will if nothing is `stored` yet, and what needs attention: refused, not imported, not attached."""
    yield from _decision_lines(report, stored=stored)
    yield from _attention_lines(report)


def _decision_lines(report: ImportReport, *, stored: bool) -> Iterator[str]:
    if whose := [f"{count:,} as {reviewer}'s" for reviewer, count in report.decisions_by.items()]:
        yield f"  decisions {'imported' if stored else 'to import'}: {', '.join(whose)}"
    for stage, counts in report.decisions_at.items():
        yield f"  at {named(stage)}: {', '.join(f'{count:,} {kind}' for kind, count in counts.items())}"
    for one in report.reasons[:_MOST_REASONS]:
        place = f"is criterion {one.criterion}" if one.criterion else "stays in the note"
        yield f"  reason “{one.reason}” ({counted(one.decisions, 'decision')}): {place}"
    if len(report.reasons) > _MOST_REASONS:
        yield f"  {len(report.reasons) - _MOST_REASONS:,} more reasons (--json lists them)"
    if report.repeated:
        yield f"  {_repeated_in_words(report.repeated)}"
    if report.already:
        yield f"  {report.already:,} of {report.records:,} were already imported from this file"
    if report.same_as:
        yield (
            f"  the same records as {report.same_as}: the flow counts them once; if this is another list, say which"
            " (--source NAME, or --search ID)"
        )
    if report.alike:
        lists = f"review dedupe lists {them(report.alike)}"
        alike = f"{counted(report.alike, 'group')} of new records and others that look alike"
        yield f"  {alike}: {lists}{'' if stored else ' once the file is imported'}"
    if report.search:
        yield f"  tied to {report.search}: {counted(report.tied, 'reference')}"


def _repeated_in_words(repeated: Sequence[tuple[int, int]]) -> str:
    """Which references the file repeats: ``2 of those known are twice in the file itself: line 40 (as line 12) …``."""
    where = [f"line {line:,} (as line {first:,})" for line, first in repeated[:_MOST_REPEATED]]
    more = len(repeated) - len(where)
    of = "one of those known is" if len(repeated) == 1 else f"{len(repeated):,} of those known are"
    return f"{of} twice in the file itself: {', '.join(where)}{f' and {more:,} more' if more else ''}"


def _attention_lines(report: ImportReport) -> Iterator[str]:
    for refusal in report.refused:
        yield f"{_place(report.path, refusal)}: {refusal.message}"
    for left in report.not_taken:
        yield f"{_place(report.path, left)}: not imported: {left.message}"
    if report.attached:
        yield f"  {counted(report.attached, 'PDF')} attached"
    missing = [
        f"{report.path}:{one.line}: PDF not attached: {one.path} ({one.message})" for one in report.missing
    ]
    yield from _first_few(missing, report.path, "PDFs not attached")
    notes = [f"{_place(report.path, note)}: note: {note.message}" for note in report.notices]
    yield from _first_few(notes, report.path, "notes")


def _first_few(lines: Sequence[str], path: str, what: str) -> Iterator[str]:
    """The first lines on a file, and how many more of them there are."""
    yield from lines[:_MOST_NOTES]
    if len(lines) > _MOST_NOTES:
        yield f"{path}: {len(lines) - _MOST_NOTES:,} more {what} (--json lists them)"


def _place(path: str, refusal: Refusal | Notice) -> str:
    """A place in a file as text; without a line number where the whole file is meant."""
    return f"{path}:{refusal.line}" if refusal.line else path
