"""What the codes of a coded project become, and the report on its import, as text for the dialogs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from review.domain.wording.named import capitalised
from review.project.interchange.wording import offset_lines, skipped_lines, theory_lines
from review.templates import placeholders
from review.tui.dialogs.choose import Choice
from review.tui.support.plain import content, plain, shorten
from review.tui.support.themes import MUTED

if TYPE_CHECKING:
    from review.project.interchange.report import MappedCode, ProjectReport
    from review.theory_map import Code, TheoryMap

NAME = 40
"""The most characters of a code's name in a line."""


def code_line(one: MappedCode) -> Content:
    """A code at the top of the file, and what it becomes."""
    kind = "sub-theme" if one.is_below else "theory"
    becomes = f"new {kind} {one.to}" if one.is_new else f"{one.to} {shorten(plain(one.name), NAME)}"
    becomes += f", came before as {one.to}" if one.came_before else ""
    style = MUTED if one.is_new else "bold $accent"
    return Content.assemble(f"{shorten(plain(one.path), NAME)} → ", (becomes, style))


def targets(theory_map: TheoryMap, marked: str) -> Sequence[Choice]:
    """What a code can become: a new theory, a code of the map, or a new sub-theme of a theory.

    Theories of a new review that nobody has named are not offered: the import removes them.
    """
    new = Choice("new", "a new theory", marked=not marked or marked == "new")
    codes = [
        Choice(code, f"{code} {shorten(plain(name), NAME)}", marked=code == marked)
        for code, name in theory_map.code_names.items()
        if not any(placeholders(name))
    ]
    below = [
        Choice(
            f"under:{one.id}",
            f"a new sub-theme of {one.id} {shorten(plain(one.name), NAME)}",
            marked=marked == f"under:{one.id}",
        )
        for one in named_theories(theory_map)
    ]
    return [new, *codes, *below]


def named_theories(theory_map: TheoryMap) -> Sequence[Code]:
    """The theories and framings that somebody has named."""
    return [one for one in theory_map.codes if not any(placeholders(one.name))]


def report_text(report: ProjectReport, *, stored: bool) -> Content:
    """What was left out comes first, then what the codes below the top become."""
    lines = []
    notes = [*offset_lines(report), *theory_lines(report, preview=not stored)]
    if report.stopped:
        lines.append("Stopped. The same import continues from there.")
    lines += [f"{capitalised(line)}." for line in notes]
    lines += [f"{capitalised(line)}." for line in skipped_lines(report)]
    if not stored:
        deeper = [one for one in report.mapping if not one.is_top]
        lines += [f"{one.path} → {one.to}{' (new)' if one.is_new else ''}" for one in deeper]
    return content("\n".join(lines))
