"""A theory or rival framing as a box of the map, with counts of its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from review.domain import CodeEvidence
from review.domain.wording.counted import counted
from review.theory_map import Code
from review.tui.support.plain import plain
from review.tui.widgets.record_columns import fitted
from review.tui.widgets.theories.stances import STANCE_SIGNS, STANCE_STYLES


def stance_counts(evidence: CodeEvidence) -> Content:
    """The sources by stance: ``+8 −3 ~2 ·12``; one source may have several."""
    return Content(" ").join(
        Content.styled(f"{sign}{evidence.sources_by_stance[stance]}", STANCE_STYLES[stance])
        for stance, sign in STANCE_SIGNS.items()
        if evidence.sources_by_stance.get(stance)
    )


def counts_line(evidence: CodeEvidence | None) -> Content:
    """How many sources there are, those by stance, and beside them the codings: ``12 sources: +7 −3 ~2 (40 codings)``."""
    if evidence is None or not evidence.codings:
        left_out = evidence.not_included if evidence else 0
        none = f"no included source · {counted(left_out, 'coding')}" if left_out else "no evidence yet"
        return Content.styled(none, "$foreground-muted")
    codings = Content.styled(f" ({counted(evidence.codings, 'coding')})", "$foreground-muted")
    return sources_by_stance(evidence) + codings


def sources_by_stance(evidence: CodeEvidence) -> Content:
    """How many sources there are, and those by stance: ``12 sources: +7 −3 ~2``."""
    return Content.assemble(
        (f"{counted(evidence.sources, 'source')}: ", "$foreground-muted"), stance_counts(evidence)
    )


NAME = 30
"""The cells that a theory's name has at least in one line with its counts."""

COUNTING = Content.styled("counting …", "$foreground-muted")
"""Shown where counts are not there yet."""


def counts_of(evidence: Mapping[str, CodeEvidence] | None, code: str) -> Content:
    """The counts of a code; None: nothing is counted yet."""
    return COUNTING if evidence is None else counts_line(evidence.get(code))


def wordings_of(
    evidence: Mapping[str, CodeEvidence] | None, code: str, verdict: Content
) -> Sequence[Content]:
    """The verdict on a theory and its counts, as `TheoryBox` has them: in full, and without the codings for less room."""
    counts = [counts_of(evidence, code)]
    if evidence and (own := evidence.get(code)) and own.codings:
        counts.append(sources_by_stance(own))
    return [Content.assemble(verdict, "  ", one) if verdict else one for one in counts]


class TheoryBox(Widget, can_focus=True):
    """A box of the map in the code's colour, with a line of counts, which begins with the verdict in a word.

    `counts` has that line in several wordings, the longest first: it shows the first one that fits.
    """

    class Focused(Message):
        """A theory got the focus."""

    @dataclass
    class Opened(Message):
        """A theory was double-clicked."""

        code: str

    def __init__(self, code: Code, counts: Sequence[Content], ink: str) -> None:
        super().__init__(classes="rejected" if code.rejected else "")
        self.code = code
        self._counts = counts
        self._ink = ink

    def on_mount(self) -> None:
        """Draw the box."""
        self.paint(self._ink)

    def paint(self, ink: str) -> None:
        """Draw the box in this colour, as ``#rrggbb``."""
        self._ink = ink
        self.styles.border_left = ("outer", ink)
        self.border_title = Content.assemble(
            (plain(self.code.id), f"bold {ink}"), f" {plain(self.code.name)}{self._rejected}"
        )
        if self.code.rivals:
            self.border_subtitle = Content(plain(f"rivals {', '.join(self.code.rivals)}"))
        self.refresh()

    def count(self, counts: Sequence[Content]) -> None:
        """Show other counts."""
        if [one.markup for one in counts] == [one.markup for one in self._counts]:
            return
        width = self.content_size.width
        height = self.render().get_height({}, width) if width else 0
        self._counts = counts
        self.refresh(layout=bool(width) and height != self.render().get_height({}, width))

    @property
    def _rejected(self) -> str:
        return " (rejected)" if self.code.rejected else ""

    def render(self) -> Content:
        """The proposition and the counts below the title; one line on narrow screens."""
        width = self.content_size.width
        if self.screen.has_class("-narrow"):
            counts = self._counts_in(width - NAME)
            room = max(12, width - counts.cell_length - 2)
            name = fitted(f"{self.code.id} {self.code.name}{self._rejected}", room)
            return Content.assemble((name, f"bold {self._ink}"), "  ", counts)
        return Content.assemble(plain(self.code.proposition), "\n", self._counts_in(width))

    def _counts_in(self, room: int) -> Content:
        return next((one for one in self._counts if one.cell_length <= room), self._counts[-1])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """The height at a width; not cached, since the content also depends on the screen's width."""
        return self.render().get_height({}, width) if width else 0

    def on_focus(self) -> None:
        """Post that this box has the focus."""
        self.post_message(self.Focused())

    def on_click(self, event: events.Click) -> None:
        """Open on a double click."""
        if event.chain == 2:
            self.post_message(self.Opened(self.code.id))
