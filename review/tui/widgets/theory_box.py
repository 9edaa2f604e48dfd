"""A theory or a rival framing as a box of the map, and the counts that say where its evidence lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from review.model import CodeEvidence, Stance
from review.theory_map import Code
from review.tui.plain import plain
from review.tui.widgets.record_columns import fitted

STANCE_SIGNS: Mapping[Stance, str] = {
    Stance.SUPPORTS: "+",
    Stance.CHALLENGES: "−",
    Stance.REFINES: "~",
    Stance.EXTENDS: "^",
    Stance.BEARS_ON: "·",
}
"""The signs of the stances, as on the Reader's keys."""

STANCE_STYLES: Mapping[Stance, str] = {
    Stance.SUPPORTS: "$text-success",
    Stance.CHALLENGES: "$text-error",
    Stance.REFINES: "$text-warning",
    Stance.EXTENDS: "$text-primary",
    Stance.BEARS_ON: "$foreground-muted",
}


def stance_counts(evidence: CodeEvidence) -> Content:
    """The codings by stance: ``+8 −3 ~2 ·12``."""
    return Content(" ").join(
        Content.styled(f"{sign}{evidence.by_stance[stance]}", STANCE_STYLES[stance])
        for stance, sign in STANCE_SIGNS.items()
        if evidence.by_stance.get(stance)
    )


def counts_line(evidence: CodeEvidence | None) -> Content:
    """Sources and codings, then the stances."""
    if evidence is None or not evidence.codings:
        return Content.styled("no evidence yet", "$foreground-muted")
    sources = f"{evidence.sources} source{'' if evidence.sources == 1 else 's'}"
    return Content.assemble(
        (f"{sources} · {evidence.codings} coded  ", "$foreground-muted"), stance_counts(evidence)
    )


class TheoryBox(Static, can_focus=True):
    """One box of the map. Its colour is the code's."""

    @dataclass
    class Focused(Message):
        """The cursor is on this theory."""

        code: str

    @dataclass
    class Opened(Message):
        """A theory was double-clicked."""

        code: str

    def __init__(self, code: Code, evidence: CodeEvidence | None, ink: str) -> None:
        super().__init__(classes="rejected" if code.rejected else "")
        self.code = code
        self._evidence = evidence
        self._ink = ink

    def on_mount(self) -> None:
        """Write the box."""
        self.styles.border_left = ("outer", self._ink)
        self._write()

    def on_resize(self) -> None:
        """Write it for its width: a line of a list where the screen is narrow."""
        self._write()

    def _write(self) -> None:
        if self.screen.has_class("-narrow"):
            self.border_title = None
            name = fitted(f"{self.code.id} {self.code.name}", max(12, self.content_size.width - 40))
            self.update(Content.assemble((name, f"bold {self._ink}"), "  ", counts_line(self._evidence)))
            return
        rivals = f" rivals {' '.join(self.code.rivals)}" if self.code.is_rival else ""
        rejected = " (rejected)" if self.code.rejected else ""
        self.border_title = Content.assemble(
            (plain(self.code.id), f"bold {self._ink}"), f" {plain(self.code.name)}{plain(rivals)}{rejected}"
        )
        self.update(Content.assemble(plain(self.code.proposition), "\n", counts_line(self._evidence)))

    def on_focus(self) -> None:
        """Tell that the cursor is here."""
        self.post_message(self.Focused(self.code.id))

    def on_click(self, event: events.Click) -> None:
        """A double click opens."""
        if event.chain == 2:
            self.post_message(self.Opened(self.code.id))
