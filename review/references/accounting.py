"""Sees to it that what was found in a file adds up: limits, and what to say of the file as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.reference import Item, Notice, Reference, Refusal
from review.domain.wording.counted import counted
from review.references.cleaning.dates import is_turned_into_a_date

MOST_REFUSALS = 10_000
"""After this many refusals the rest of a file is not read."""

MOST_NOTICES = 1_000
"""Notices beyond these are only counted."""

_FEW = 3
"""Files of fewer records are not asked why they have no titles."""


def accounted(items: Iterator[Item], format_name: str) -> Iterator[Item]:
    """`items`, with limits, and followed by what is to be said of all of them.

    A file without any record is refused. Numbers that a spreadsheet turned into dates are pointed out, and a file most of
    whose records have no title.
    """
    references = untitled = refusals = notices = 0
    for item in items:
        if isinstance(item, Notice):
            notices += 1
            if notices > MOST_NOTICES:
                continue
        yield item
        if isinstance(item, Reference):
            references += 1
            untitled += not item.title
            if notice := _turned(item):
                yield notice
        elif isinstance(item, Refusal):
            refusals += 1
            if refusals >= MOST_REFUSALS:
                yield Refusal(
                    item.line, f"{MOST_REFUSALS:,} records were refused up to here; the rest was not read"
                )
                return
    if notices > MOST_NOTICES:
        yield Notice(0, f"{counted(notices - MOST_NOTICES, 'more place')} with lines that were passed over")
    if not references and not refusals:
        yield Refusal(0, f"{format_name} was recognised, but no record is in the file; export it again")
    if references >= _FEW and untitled * 2 > references:
        yield Notice(
            0,
            f"{untitled:,} of {counted(references, 'record')} have no title: look at which fields were exported",
        )


def _turned(reference: Reference) -> Notice | None:
    """A notice of a number that a spreadsheet turned into a date."""
    for name, value in (("pages", reference.pages), ("issue", reference.issue)):
        if value and is_turned_into_a_date(value):
            return Notice(
                reference.line, f"{name} “{value}” look like a date that a spreadsheet made of a number"
            )
    return None
