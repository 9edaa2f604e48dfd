"""What the table cannot say: the note that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from review.domain.searches.flow import Box, BoxCount
from review.domain.searches.wording import BOX_NAMES, rule_in_words, sides_in_words
from review.domain.wording.counted import counted
from review.export.figures.characters import on_a_line
from review.export.prisma.boxes import (
    AT_THE_SIDE,
    BY_OTHERS,
    IDENTIFIED,
    LEFT,
    LEFT_EXCLUDED,
    PARKED,
    REPORTS,
    RIGHT,
    RIGHT_EXCLUDED,
    SPECIFIC,
    STUDIES,
    PrismaFlow,
)
from review.export.prisma.reasons import NONE, OTHER
from review.export.prisma.template import names

OF_NO_REVIEW: Mapping[str, str] = {
    "website_results": "websites are not logged apart from organisations and other sources",
    "excluded_automatic": "the program excludes nothing by itself",
    "excluded_other": "only duplicates are removed before screening",
    "previous_studies, previous_reports": "the review has no previous version",
    "total_studies, total_reports": "the package shows them only beside a previous version",
    "total_studies_ma, total_reports_ma": "a realist review has no meta-analysis",
}
"""The rows that are always blank, and why."""

NO_TEXT = "n/a"
"""What the first title has in place of a number if all others are numbers."""

BEFORE_SCREENING = ("duplicates", "excluded_automatic", "excluded_other")
"""The rows of one box: if all are blank, the package writes a 0 there."""


@dataclass(frozen=True)
class Section:
    """A part of the note; `is_code`: its lines are for R."""

    title: str
    lines: tuple[str, ...]
    is_code: bool = False


def sections(of: PrismaFlow) -> list[Section]:
    """The parts of the note that have something to say."""
    parts = (
        Section("Not reported: these boxes are blank", tuple(_unreported(of))),
        Section("Contradictions: rules of the flow that do not hold", tuple(_contradictions(of))),
        Section("Stated numbers", tuple(_stated(of))),
        Section("How the two columns were split", tuple(_columns(of))),
        Section("Without a box in PRISMA", tuple(_homeless(of))),
        Section("Added or written differently", tuple(_added(of))),
        Section("Always blank", tuple(f"{rows}: {why}." for rows, why in OF_NO_REVIEW.items())),
        Section("In R", tuple(_code(of)), is_code=True),
    )
    return [part for part in parts if part.lines]


def first_title(of: PrismaFlow) -> str:
    """What the first title has in place of a number: a text if no other cell is one.

    R reads a column of numbers alone as numbers, in which versions before 1.1.3 stop at a blank list of reasons.
    """
    return "0" if any(not cell.isdecimal() for cell in of.numbers.values() if cell) else NO_TEXT


# --- what is blank -----------------------------------------------------------------------------------------------------------


def _unreported(of: PrismaFlow) -> Iterator[str]:
    for box, row in _rows(of).items():
        if of.whole(box).n is None:
            yield f"{BOX_NAMES[box]} ({row}): {_why(of, box)}."
    if not of.knows_studies and of.numbers[REPORTS]:
        yield f"Studies ({STUDIES}): only those of the {of.flow.reports:,} reports that are included in the program are known."
    blank = [row for row in _required(of) if not of.numbers[row]]
    if blank:
        yield f"The package draws “(n = NA)” for {', '.join(blank)}: replace it in the figure by “not reported”."
    if not any(of.numbers.get(row) for row in BEFORE_SCREENING):
        yield f"The package draws “(n = 0)” if {', '.join(BEFORE_SCREENING)} are all blank: the review does not report that 0."


def _rows(of: PrismaFlow) -> dict[Box, str]:
    """The boxes that have a row, and the row."""
    found = {**IDENTIFIED, **LEFT, Box.EXCLUDED_ASSESSMENT: LEFT_EXCLUDED, Box.INCLUDED: REPORTS}
    if of.is_apart:
        found |= {box: f"{found[box]}, {row}" for box, row in RIGHT.items()}
        found[Box.EXCLUDED_ASSESSMENT] = f"{LEFT_EXCLUDED}, {RIGHT_EXCLUDED}"
    if not of.searches and not of.has_others:
        found = {box: row for box, row in found.items() if box not in BY_OTHERS}
    return found


def _required(of: PrismaFlow) -> list[str]:
    """The rows that the package cannot leave out."""
    left = [row for box, row in LEFT.items() if box is not Box.DUPLICATES]
    right = [*RIGHT.values(), RIGHT_EXCLUDED] if of.has_others else []
    return [*left, LEFT_EXCLUDED, *right]


def _why(of: PrismaFlow, box: Box) -> str:
    count = of.flow.boxes.get(box, BoxCount(None, None))
    if count.is_not_reported:
        return on_a_line(count.reason.rstrip("."))
    if box in IDENTIFIED and not of.searches:
        return "no search is logged"
    missing = [on_a_line(name) for name, n in count.by.items() if n is None]
    known = f"; {count.computed:,} in what is reported" if count.computed else ""
    return f"a number is missing ({', '.join(missing)}){known}" if missing else "its number is not known"


# --- what does not agree -----------------------------------------------------------------------------------------------------


def _contradictions(of: PrismaFlow) -> Iterator[str]:
    for check in of.flow.checks:
        if check.ok is False or check.cannot_hold:
            sides = f": {sides_in_words(check)}" if check.difference or check.cannot_hold else ""
            yield f"{on_a_line(rule_in_words(check))}{sides}."


def _stated(of: PrismaFlow) -> Iterator[str]:
    for box, count in of.flow.boxes.items():
        if count.stated is not None:
            counted_here = "" if count.computed is None else f", {count.computed:,} counted"
            yield f"{BOX_NAMES[box]}: {count.stated:,} stated{counted_here} ({on_a_line(count.reason.rstrip('.'))})."
        for other in count.apart:
            yield f"{BOX_NAMES[box]}: apart was stated {on_a_line(other.rstrip('.'))}."


# --- the columns -------------------------------------------------------------------------------------------------------------


def _columns(of: PrismaFlow) -> Iterator[str]:
    if not of.has_others:
        what = "no search by another method is logged" if of.searches else "no search is logged"
        yield f"All is in the column of databases and registers: {what}. The rows of the other column are blank, which leaves it out."
    elif of.is_apart:
        yield (
            "A record is in the right column (other methods) from “sought” on if only searches of organisations or citations, experts,"
            " hand-overs or chance found it; what a database or register found, too, is in the left one. The two columns, with what"
            " has no box, add up to the boxes of `review flow`."
        )
        if of.whole(Box.DUPLICATES).stated is not None:
            yield "The number of duplicates is stated for both columns together and is in the left one."
    else:
        yield (
            f"From the duplicates on, all is in the left column, what other methods found, too, because {of.streams.because}. The right"
            " column has only what was identified: its other rows are blank, and the package draws “(n = NA)” there."
        )


def _homeless(of: PrismaFlow) -> Iterator[str]:
    yield from _other_sources(of)
    parked = of.whole(Box.PARKED)
    if parked.n:
        has_reasons = of.numbers[LEFT_EXCLUDED] or of.numbers[RIGHT_EXCLUDED]
        where = f"among the reasons as “{PARKED}”" if has_reasons else "not in the table"
        yield f"{BOX_NAMES[Box.PARKED]}: {parked.n:,}, {where}."
    elif parked.n is None:
        yield f"{BOX_NAMES[Box.PARKED]}: not reported."
    beside = {box: of.right(box).n for box in (Box.DUPLICATES, Box.SCREENED, Box.EXCLUDED_SCREENING)}
    if found := [f"{BOX_NAMES[box].lower()} {n:,}" for box, n in beside.items() if n]:
        yield f"Of what only other methods found: {', '.join(found)}; PRISMA has these boxes for databases and registers alone."
    for place, many in of.flow.undecided.items():
        yield f"In no box yet, {place}: {many:,}."


def _other_sources(of: PrismaFlow) -> Iterator[str]:
    count = of.whole(Box.IDENTIFIED_OTHER)
    name = BOX_NAMES[Box.IDENTIFIED_OTHER]
    if not of.searches and count.n is None:
        if count.computed:
            yield f"{name}: {counted(count.computed, 'record')} came in; log the searches that found them to fill in the boxes."
    elif count.n is None:
        yield f"{name} (hand-over, experts, chance): not fully reported."
    elif count.n:
        parts = ", ".join(f"{on_a_line(part)} {n:,}" for part, n in count.by.items() if n is not None)
        what = f"{count.n:,}{f' ({parts})' if parts else ''}"
        yield (
            f"{name} (hand-over, experts, chance): {what}. Without them fewer were found by other methods than the table goes on"
            " with: the two lines on website_results under “In R” show them, as “Other sources”."
        )


# --- what was added ----------------------------------------------------------------------------------------------------------


def _added(of: PrismaFlow) -> Iterator[str]:
    for row, parts in of.lists.items():
        if parts.cell.startswith(f"{NONE}, 0"):
            yield f"{row}: “{NONE}, 0”, since nothing was excluded."
        if parts.is_filled:
            yield f"{row}: “{OTHER}, 0”, because versions before 1.1.3 stop at a single reason."
        for text, now in parts.changed.items():
            yield f"{row}: “{on_a_line(text)}” is written “{now}”, because the package takes lists apart at commas and semicolons."
    if first_title(of) == NO_TEXT:
        yield f"In the first title (prevstud), “{NO_TEXT}” in place of a 0 that nothing reads: without a text in the column versions before 1.1.3 stop."


def _code(of: PrismaFlow) -> Iterator[str]:
    yield 'rows <- read.csv("prisma.csv")'
    if n := of.whole(Box.IDENTIFIED_OTHER).n:
        yield f'rows$n[rows$data == "website_results"] <- "{n}"'
        yield 'rows$boxtext[rows$data == "website_results"] <- "Other sources"'
    details = [
        f"{name} = {'TRUE' if of.numbers[SPECIFIC[box]] and of.numbers[IDENTIFIED[box]] else 'FALSE'}"
        for box, name in (
            (Box.IDENTIFIED_DATABASES, "detail_databases"),
            (Box.IDENTIFIED_REGISTERS, "detail_registers"),
        )
    ]
    yield "data <- PRISMA2020::PRISMA_data(rows)"
    yield "PRISMA2020::PRISMA_flowdiagram(data, previous = FALSE,"
    yield f"  other = {'TRUE' if of.has_others else 'FALSE'},"
    yield f"  {', '.join(details)})"


def rows_shown() -> Sequence[str]:
    """The rows that the screen shows, in their order: those that a review can fill in."""
    never = {row for rows in OF_NO_REVIEW for row in rows.split(", ")} | set(AT_THE_SIDE)
    return [row for row in names() if row not in never]
