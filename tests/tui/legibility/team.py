"""Conflicts of all kinds for the pictures: with reasons, without, settled, tied to criteria that were reworded; coders who differ."""

from __future__ import annotations

from review.project import Project
from tests.tui.legibility.reviews import HOSTILE, LONG

OTHER = "Zoe Other"


def disagree(project: Project) -> None:
    """Let another reviewer decide and code differently, and change a criterion because of it."""
    if project.read_only or not project.records.all():
        return
    first = project.theory.stages[0]
    criteria = project.theory.map.criteria_of(first, excludes=True)
    records = [row.record for row in project.records.rows(project.records.listing())][:9]
    for number, record in enumerate(records):
        named = [one.id for one in criteria[:2]] if number % 3 == 0 else [one.id for one in criteria[:1]]
        overrides = {criteria[0].id: f"{LONG} {HOSTILE}"} if criteria and number % 2 == 0 else {}
        project.screening.decide(record, "include", first, overrides=overrides)
        with project.acting_as(OTHER):
            note = f"{LONG} {HOSTILE}" if number % 2 == 0 else "too early"
            project.screening.decide(record, "exclude", first, criteria=named, note=note)
    with project.acting_as("Третий Рецензент"):
        project.screening.decide(records[0], "maybe", first)
    reword(project)
    for record in records[:1]:
        for one in criteria[:1]:
            project.conflicts.tie(record, first, one.id, because=f"{LONG} {HOSTILE}")
    for record in records[-2:-1]:
        project.screening.settle(record, "include", first, reason=LONG)
    differ(project)


def reword(project: Project) -> None:
    """Reword the first criterion that there is in the file, and apply that."""
    first = project.theory.map.criteria_of(project.theory.stages[0], excludes=True)[:1]
    text = project.map_file.path.read_text("utf-8")
    for one in first:
        if f"text: {one.text}" in text:
            changed = text.replace(f"text: {one.text}", f"text: {one.text} at all", 1)
            project.map_file.path.write_text(changed, "utf-8")
            project.map_file.adopt(LONG)


def differ(project: Project) -> None:
    """Two coders on the first passages of the first documents: other codes, other stances."""
    theories = project.theory.map.codes
    for record in [one.id for one in project.records.all() if one.text_sha256][:2]:
        document = project.documents.get(record)
        assert document is not None
        for passage in [one for one in document.passages if one.end - one.start > 12][:2]:
            project.coding.code(record, [theories[0].id], passage.start, passage.end, stance="supports")
            with project.acting_as(OTHER):
                codes = [theories[0].id, theories[-1].id]
                at = passage.start, passage.end - 1
                project.coding.code(
                    record, codes, *at, stance="challenges", memo=f"{LONG} {HOSTILE}", same_stance=True
                )
