"""A theory in full: wording, sub-themes, rivals, evidence by stance and source type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from review.domain import CodeEvidence
from review.domain.wording.counted import counted
from review.theory_map import Code, TheoryMap
from review.tui.support.plain import plain
from review.tui.widgets.theory_box import STANCE_SIGNS, STANCE_STYLES, counts_line

BAR = 16
"""The width of the longest bar in cells."""


def describe_evidence(theory_map: TheoryMap, code: Code, evidence: Mapping[str, CodeEvidence]) -> Content:
    """A theory's evidence by stance and source type as bars, and its key terms."""
    parts = []
    own = evidence.get(code.id)
    if own and own.codings:
        stances = [
            (f"{STANCE_SIGNS[s]} {s.replace('-', ' ')}", own.by_stance.get(s, 0), STANCE_STYLES[s])
            for s in STANCE_SIGNS
        ]
        parts.append(_bars("Passages by stance", stances))
        names = {kind.id: kind.name for kind in theory_map.source_types}
        kinds = [
            (names.get(kind, kind), count, "$text-primary") for kind, count in own.by_source_type.items()
        ]
        parts.append(_bars("Sources by type", kinds))
    else:
        parts.append(Content.styled(_why_none(own), "$foreground-muted"))
    if code.key_terms:
        parts.append(Content.assemble(("Key terms  ", "bold"), plain(", ".join(code.key_terms))))
    return Content("\n\n").join(parts)


def _why_none(evidence: CodeEvidence | None) -> str:
    if evidence is None or not evidence.not_included:
        return "No passage is coded to it yet. Read a record (F2, enter) and code one."
    return (
        f"No included source yet; {counted(evidence.not_included, 'passage')} in records not included."
        " Only records included at the last stage count."
    )


def describe_theory(theory_map: TheoryMap, code: Code, evidence: Mapping[str, CodeEvidence]) -> Content:
    """A theory's wording, rivals and sub-themes."""
    parts = [
        Content.assemble((f"{plain(code.id)} {plain(code.name)}", "bold"), "\n", plain(code.proposition))
    ]
    competitors = [theory_map.theory_of(other) for other in theory_map.competitors(code.id)]
    if competitors:
        parts.append(_related("Rivals" if code.is_rival else "Rival framings", competitors, evidence))
    if code.subthemes:
        lines = [Content.styled("Sub-themes", "bold")]
        lines += [
            Content.assemble(f"{plain(sub.id)} {plain(sub.name)}  ", counts_line(evidence.get(sub.id)))
            for sub in code.subthemes
        ]
        parts.append(Content("\n").join(lines))
    return Content("\n\n").join(parts)


def _related(title: str, codes: Sequence[Code], evidence: Mapping[str, CodeEvidence]) -> Content:
    lines = [Content.styled(title, "bold")]
    lines += [
        Content.assemble(
            (plain(code.id), "bold"), f" {plain(code.name)}\n   ", counts_line(evidence.get(code.id))
        )
        for code in codes
    ]
    return Content("\n").join(lines)


def _bars(title: str, rows: Sequence[tuple[str, int, str]]) -> Content:
    most = max((count for _, count, _ in rows), default=0) or 1
    lines = [Content.styled(title, "bold")]
    lines += [
        Content.assemble(
            f"{count:>4} ",
            ("█" * max(1, round(BAR * count / most)) if count else "", style),
            f" {plain(label)}" if count else "",
            "" if count else (plain(label), "$foreground-muted"),
        )
        for label, count, style in rows
    ]
    return Content("\n").join(lines)


class TheoryDetail(VerticalScroll, can_focus=False):
    """The pane beside or below the map."""

    def __init__(self) -> None:
        super().__init__()
        self._code = ""

    def compose(self) -> ComposeResult:
        """Two blocks of text, side by side if the pane is low and wide."""
        yield Static(id="theory-text")
        yield Static(id="theory-evidence")

    def show(self, theory_map: TheoryMap, code: Code, evidence: Mapping[str, CodeEvidence]) -> None:
        """Show a theory, from its start if it is another one."""
        self.query_one("#theory-text", Static).update(describe_theory(theory_map, code, evidence))
        self.query_one("#theory-evidence", Static).update(describe_evidence(theory_map, code, evidence))
        if code.id != self._code:
            self.scroll_home(animate=False)
        self._code = code.id
