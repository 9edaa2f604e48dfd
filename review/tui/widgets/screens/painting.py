"""Has a screen painted once for what changed together; not while it is held back, or what it shows is being read."""

# ruff: noqa: SLF001 - Textual has no other names for when a screen is laid out and painted

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any, cast

from textual._compositor import CompositorUpdate
from textual.geometry import Size
from textual.screen import Screen

from review.tui.support.sequential_keys import is_held_down
from review.tui.widgets.screens.composing import SparingCompositor

REPEATED_SECONDS = 0.1
"""Seconds between pictures while a key is held down: each key is worked off sooner, and the cursor stops where it is released."""

LAYOUTS = 3
"""The most layouts, one after the other, before what they come to is painted."""


PATIENCE = 0.15
"""Seconds for which a screen waits for what it is to show before it is painted without: nobody sees that it comes a moment later."""


def paint_once(screen: Screen[Any]) -> Painting:
    """Paint a screen less often than Textual does; called in its constructor.

    While the app holds painting back, as when a place opens, Textual paints, and throws the picture away; it paints a layout and a
    widget that change together one after the other; and it paints a layout before the widgets make their lines for the sizes that it
    gave them, which are painted again.
    """
    return Painting(screen)


class Painting:
    """Says instead of Textual when a screen is painted."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        screen._compositor = SparingCompositor()
        self._is_held = self._is_laid_out = self._is_made_ahead = False
        self._rounds = 0
        self._painted = self._waits_until = 0.0
        self._is_ready: Callable[[], bool] | None = None
        self._paint_now, self._lay_out_now = screen._compositor_refresh, screen._refresh_layout
        self._update_now = screen._on_timer_update
        for name, ours in (
            ("_compositor_refresh", self._paint),
            ("_refresh_layout", self._lay_out),
            ("_on_timer_update", self._update),
        ):
            setattr(screen, name, ours)

    def wait_for(self, is_ready: Callable[[], bool]) -> None:
        """Neither lay out nor paint before this is so, but do not wait for long."""
        self._is_ready, self._waits_until = is_ready, 0.0

    def begin_ahead(self) -> None:
        """Know that the screen is made before anybody goes there: its widgets make their lines, and nobody sees them."""
        self._is_made_ahead = True

    def end_ahead(self) -> None:
        """Know that it is made, or that somebody went there: what changes from now on waits until it is seen."""
        self._is_made_ahead = False

    @property
    def has_painted(self) -> bool:
        """Whether there was a picture of it, or its lines were made ahead."""
        return self._painted > 0

    @property
    def is_ahead(self) -> bool:
        """Whether the screen is just being made ahead, and nobody went there yet."""
        return self._is_made_ahead and self._screen not in self._screen.app.screen_stack

    def lay_out_ahead(self) -> None:
        """Lay the screen out for the window as it is; called once its widgets are there."""
        if self.is_ahead:
            self._lay_out(self._screen.app.size)

    def has_styles(self) -> None:
        """Know that the screen has the styles that there are; widgets that it has not made yet will have them, too.

        Textual gives all of them their styles again when a screen that was new then first comes back.
        """
        self._screen._css_update_count = self._screen.app._css_update_count

    def _paint(self) -> None:
        if self._waits:
            self._screen._update_timer.resume()  # looks each moment whether it still has to wait
        elif not self._is_held:
            self._painted = monotonic()
            if self.is_ahead:
                self._make_lines()
                return
            self._paint_now()
            if self._screen is not self._screen.app.screen:
                # The one in front is painted as a whole now; Textual would do that once more with whatever comes next here.
                self._screen._repaint_required = False

    def _make_lines(self) -> None:
        """Make the lines of what changed, and what the terminal would get of them: widgets keep both until they are painted."""
        screen = self._screen
        if lines := cast("CompositorUpdate | None", screen._compositor.render_update()):
            lines.render_segments(screen.app.console)
        screen._dirty_widgets.clear()

    @property
    def _waits(self) -> bool:
        """Whether the app holds painting back, what is shown is read, or a key is held down and there was a picture a moment ago."""
        app = self._screen.app
        is_early = monotonic() - self._painted < REPEATED_SECONDS
        return bool(app._batch_count) or self._waits_for_what_is_read() or (is_early and is_held_down(app))

    def _waits_for_what_is_read(self) -> bool:
        if self._is_ready is None:
            return False
        self._waits_until = self._waits_until or monotonic() + PATIENCE  # from when it could be painted
        if self._is_ready() or monotonic() >= self._waits_until:
            self._is_ready = None
        return self._is_ready is not None

    def _lay_out(self, size: Size | None = None, scroll: bool = False) -> None:
        """Lay out; a layout by itself, as of a screen that comes to the front, is painted in the next round."""
        is_by_itself, self._is_held = not self._is_held, True
        try:
            self._lay_out_now(size, scroll)
        finally:
            self._is_held = not is_by_itself
        self._is_laid_out = not scroll
        if is_by_itself:
            self._go_on(LAYOUTS)

    def _update(self) -> None:
        """Lay out at once; what changed without a layout waits a round, too, for what else the same key changes by then."""
        if self._screen._layout_required:
            self._bring_up_to_date(LAYOUTS, self._rounds)
        else:
            self._go_on(LAYOUTS)

    def _bring_up_to_date(self, layouts: int, of_round: int) -> None:
        """Lay out and paint, unless a later round does; what was laid out is painted in the next one."""
        screen = self._screen
        if of_round != self._rounds:
            return
        if self._waits:
            screen._update_timer.resume()
            return
        self._is_laid_out, self._is_held = False, True
        try:
            self._update_now()
        finally:
            self._is_held = False
        if self._is_laid_out and layouts:
            self._go_on(layouts - 1)
        elif screen.is_current and screen._compositor._dirty_regions:
            self._paint()

    def _go_on(self, layouts: int) -> None:
        """Go on in a round behind the widgets, which get their sizes, and behind what they then send here."""
        self._rounds += 1
        loop = asyncio.get_running_loop()
        loop.call_soon(self._screen.call_later, self._bring_up_to_date, layouts, self._rounds)
