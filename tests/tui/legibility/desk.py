"""Prose of all kinds for the pictures: quoted, long, hostile, with what it quotes gone, and written apart."""

from __future__ import annotations

from review.project import Project
from tests.tui.legibility.configurations import compose
from tests.tui.legibility.reviews import LONG, MARKUP, WIDE


def write(project: Project) -> None:
    """Prose on the first theory, with versions, marks and a text that was written apart, and memos."""
    code = project.theory.map.theories[0].id
    if project.read_only or project.desk.prose(code).others:
        return
    compose(project)
    quoted = [one.id[:12] for one in project.coding.codings(code=code)][:3]
    tokens = " ".join(f"[@{one}]" for one in [*quoted, "C1", "0123456789ab"])
    first = project.desk.write(code, f"# Findings\n\n{LONG}. {MARKUP} {WIDE}").event
    text = f"# Findings\n\n{LONG}: {tokens}.\n\n- **first** {MARKUP}\n- *second* {WIDE}\n\n{LONG}"
    second = project.desk.write(code, text, [first]).event
    with project.acting_as("Ben"):
        project.desk.write(code, f"{MARKUP}\n\n{LONG}", [first])
    project.desk.write(code, f"{text}\n\nThe end [@C2].", [first, second])
    project.annotations.memo(code, f"{LONG} {MARKUP}")
    for one in quoted[:1]:
        project.coding.uncode(one)
