"""The report on an imported project in lines, for commands and the screen."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain.wording.counted import counted
from review.project.interchange.report import MappedCode, ProjectReport

STANDARD_OFFSETS = "code points"
"""How the standard counts positions."""

_MOST_CODES = 30
"""If a file has more codes, not each has a line."""

NOUNS = {
    "codes": "code",
    "records": "record",
    "documents": "document",
    "codings": "coding",
    "memos": "memo",
    "comments": "comment",
    "source_types": "source type",
    "facets": "facet",
    "appraisals": "appraisal",
    "decisions": "decision",
    "edits": "edited reference",
    "configurations": "configuration",
}
"""What is added, in words."""


def contents(report: ProjectReport) -> str:
    """What the file is and has: ``interviews.qdpx (NVivo 12): 21 codes, 12 sources, 303 selections``."""
    origin = f" ({report.origin})" if report.origin else ""
    return f"{report.path}{origin}: {counts(report)}"


def counts(report: ProjectReport) -> str:
    """What the file has: ``21 codes, 12 sources, 303 selections``; two people's selections of one passage are two."""
    return ", ".join(
        counted(number, noun)
        for number, noun in (
            (report.codes, "code"),
            (report.sources, "source"),
            (report.selections, "selection"),
        )
    )


def additions(report: ProjectReport, *, preview: bool) -> str:
    """What was added, or would be."""
    found = [counted(number, NOUNS[what]) for what, number in report.added.items() if number]
    return f"{'would add' if preview else 'added'}: {', '.join(found) or 'nothing'}{_placed(report)}"


def _placed(report: ProjectReport) -> str:
    """How many selections are in a text here, where that is not all of them: ``; 6 of 10 selections are in a text here``."""
    elsewhere = report.unplaced + report.read_later
    if not elsewhere:
        return ""
    placed = max(0, report.selections - elsewhere)
    later = f", {report.read_later:,} more when their documents are read" if report.read_later else ""
    return f"; {placed:,} of {counted(report.selections, 'selection')} are in a text here{later}"


def offset_lines(report: ProjectReport) -> list[str]:
    """How positions in the file were read, where that is not the standard's way."""
    return (
        [f"positions were read as {report.offsets}"] if report.offsets not in ("", STANDARD_OFFSETS) else []
    )


def theory_lines(report: ProjectReport, *, preview: bool) -> list[str]:
    """Where to see the theories that were added: they are in the journal, not in the file of the map."""
    if preview or not report.added.get("codes"):
        return []
    return ["to see the theories in a file: review theory export FILE"]


def mapping_lines(mapped: Sequence[MappedCode]) -> list[str]:
    """A line for each code: ``Trust / In services → T8.a (new)``; of many, new ones below others are counted."""
    shown = [one for one in mapped if one.is_top or not one.is_new]
    left = len(mapped) - len(shown)
    if len(mapped) <= _MOST_CODES or not left:
        shown, left = list(mapped), 0
    lines = [f"  {one.path} → {becomes(one)}" for one in shown]
    return [*lines, f"  {counted(left, 'code')} below them: new (--json lists them)"] if left else lines


def becomes(one: MappedCode) -> str:
    """What a code becomes."""
    if one.is_new:
        return f"{one.to} (new)"
    return f"{one.to} {one.name}{f' (came before as {one.to})' if one.came_before else ''}"


def skipped_lines(report: ProjectReport) -> list[str]:
    """A line for each thing that was not imported, and why."""
    return [f"not imported: {one.what}: {one.why}" for one in report.skipped]
