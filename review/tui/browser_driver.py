"""The screen in a browser: Textual's driver for it, which ends with the server and can show a second screen."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from typing import Any

from textual import messages
from textual.app import App
from textual.drivers.web_driver import WebDriver
from textual.theme import Theme

PATIENCE = 10.0
"""Seconds that the program has to end after the server has gone."""


class BrowserDriver(WebDriver):
    """Writes packets to standard output, and reads them from standard input until the server closes it."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write = partial(_put, self.fileno)

    def start_application_mode(self) -> None:
        """Begin the screen, and have what is left of the window beside its cells in the theme's colour."""
        super().start_application_mode()
        self._app.call_later(self._follow_theme)

    def _follow_theme(self) -> None:
        self._show_background(self._app.current_theme)
        self._app.theme_changed_signal.subscribe(self._app, self._show_background)

    def _show_background(self, theme: Theme) -> None:
        self.write(f"\x1b]11;{theme.background or 'black'}\x07")

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Do what the server says; the screen after this one, as after a restore, begins with the size of today."""
        if packet_type == "resize":
            os.environ.update(COLUMNS=str(payload["width"]), ROWS=str(payload["height"]))
        super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Read what the browser sends. Where that ends before the screen does, nobody can see the screen: end it, too."""
        super().run_input_thread()
        if self.exit_event.is_set():
            return
        self._app.post_message(messages.ExitApp())
        if not self.exit_event.wait(PATIENCE):
            os._exit(1)  # every act is complete in the journal

    def stop_application_mode(self) -> None:
        """End the screen, and its reading of the keys, so that the next screen reads all of them."""
        super().stop_application_mode()
        if self._key_thread.is_alive():
            self._key_thread.join()


def _put(descriptor: int, data: bytes) -> int:
    """Write all of it; where nobody reads any more, nothing."""
    left = memoryview(data)
    with suppress(BrokenPipeError):
        while left:
            left = left[os.write(descriptor, left) :]
    return len(data)
