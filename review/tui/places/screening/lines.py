"""The lines around the record in Screening: progress, suggestions, last decision."""

from __future__ import annotations

from textual.content import Content

from review.domain import Decision
from review.tui.places.screening.desk import ScreeningDesk
from review.tui.support.plain import plain
from review.tui.widgets import suggestion_panel
from review.tui.widgets.record_details import decision_line


def standing_line(desk: ScreeningDesk) -> Content:
    """The stage, the reviewer's decision so far, the number of records left, and their order."""
    decided = desk.own_decision
    return Content.assemble(
        (f" {plain(desk.queue.stage)} ", "bold $background on $accent"),
        (f" your decision so far: {decided.decision} ·" if decided else "", "$text-warning"),
        " " + " · ".join(desk.standing),
    )


def suggestion_lines(desk: ScreeningDesk) -> list[Content]:
    """The suggestions for the record: relevance, theories, source type."""
    theory_map, item = desk.project.theory.map, desk.item
    lines = [suggestion_panel.relevance(item, desk.queue.model, calibrated=desk.queue.calibrated)]
    calibrated = [desk.queue.calibrated or item is None or item.by_lot]
    if desk.suggestions is not None:
        codes, types = desk.suggestions.codes, desk.suggestions.source_type
        lines.append(suggestion_panel.codes(codes, theory_map.code_names))
        calibrated += (code.calibrated for code in codes)
        if desk.record and not desk.record.source_type:
            names = {kind.id: kind.name for kind in theory_map.source_types}
            lines.append(suggestion_panel.source_type(types, names))
            calibrated += (kind.calibrated for kind in types)
    return suggestion_panel.with_calibration(lines, calibrated=all(calibrated))


def last_line(decision: Decision, author_year: str) -> Content:
    """The last decision, and the key that undoes it."""
    return Content.assemble(
        ("Last ", "$foreground-muted"),
        decision_line(decision).first_line.rstrip(),
        (f" {plain(author_year)}  u undoes", "$foreground-muted"),
    )


def nothing_waits(stage: str) -> Content:
    """The message shown when no record is left."""
    return Content.assemble(
        (f"No records left at the stage {plain(stage)}.", "bold"),
        "\n\ntab goes to the other stage. F2 opens the Library, where i reads new files from corpus/.",
    )
