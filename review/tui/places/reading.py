"""The Reader's document: which is open, what it was opened from, and the configuration that passages go into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.tui.places.base import ReviewScreen

if TYPE_CHECKING:
    from review.tui.app import ReviewApp
    from review.tui.places.reader import ReaderScreen
    from review.tui.places.reader.configuration.composing import Composing
    from review.tui.places.reader.going_through.walk import Walk
    from review.tui.places.reader.opening import Opening


class Reading:
    """Opens documents in the Reader, one at a time, all in one screen."""

    def __init__(self, app: ReviewApp) -> None:
        self._app = app
        self._opened_from = "library"
        self._screen: ReaderScreen | None = None
        self._ahead: tuple[ReaderScreen, Opening] | None = None
        """The screen that was made before anybody read, and what it has open."""
        self.composing: Composing | None = None
        """The configuration that passages go into, on whatever document."""

    def open(
        self, record: str, start: int | None, walk: Walk | None, cmoc: str, searched: str, code: str
    ) -> None:
        """Open a record's text at an offset; without a text, a notice says why.

        With a `walk` it goes through those passages, with `cmoc` its line is open on that configuration.
        The words of a search that found the text (`searched`) are marked. A `code` is in focus there, or a sub-theme of it.

        Raises:
            UnknownNameError: the configuration is unknown.
        """
        from review.tui.places.record_acts import why_unreadable

        app = self._app
        if why := why_unreadable(app.project, record):
            app.report(why)
            return
        from review.tui.places.reader.opening import Opening

        if app.current_mode != "reader" and self.composing is not None:
            self.composing.hide()  # its line stays open from document to document only
        if cmoc:
            composing = self.line()
            composing.choose(cmoc)
            composing.show()
        self._show(Opening(record, start, walk, searched, code))

    def _show(self, opening: Opening) -> None:
        """Show a text in the Reader, which comes to the front."""
        app = self._app
        if self._screen is not None:
            app.remove_informing()  # about the text before
            self._screen.open(opening)
        elif self._ahead is not None:
            (self._screen, made), self._ahead = self._ahead, None
            if opening != made or self._has_line:
                self._screen.open(opening)
        else:
            self._screen = self._made(opening)
        app.action_go("reader")

    def _made(self, opening: Opening) -> ReaderScreen:
        from review.tui.places.reader import ReaderScreen

        screen = ReaderScreen(opening)
        self._app.add_mode("reader", lambda: screen)
        return screen

    def make_ahead(self) -> ReaderScreen | None:
        """The screen with what would be opened now, which nobody reads yet; None if there is no text, or a screen already."""
        place = self._place_to_read()
        if place is None or self._screen or self._ahead:
            return None
        from review.tui.places.reader.opening import Opening

        opening = Opening(*place)
        screen = self._made(opening)
        self._ahead = screen, opening
        return screen

    @property
    def _has_line(self) -> bool:
        """Whether the line that composes a configuration is open."""
        return self.composing is not None and self.composing.opened.is_shown

    @property
    def is_open(self) -> bool:
        """Whether there is a document in the Reader."""
        return self._screen is not None

    def line(self) -> Composing:
        """The configuration that passages go into, to begin with none."""
        from review.tui.places.reader.configuration.composing import Composing

        self.composing = self.composing or Composing(self._app.project)
        return self.composing

    def open_last(self) -> None:
        """Open the passage where the Reader was left, else the document worked on last, or else the first one to code."""
        app = self._app
        if isinstance(app.screen, ReviewScreen) and (place := self._place_to_read()):
            app.open_reader(*place)
        else:
            app.report("There is no text to read yet: press Enter on a record in the Library.")

    def _place_to_read(self) -> tuple[str, int | None] | None:
        """The record and the offset to go on with, if there is a text."""
        from review.tui.places.reader.order import document_to_open, still_to_read

        project = self._app.project
        left = self._app.settings.reading(project.folder)
        if left and still_to_read(project, left.record, left.start):
            return left.record, left.start
        record = document_to_open(project)
        return (record, None) if record else None

    def come_from(self, mode: str) -> None:
        """Note the place from which the Reader comes to the front."""
        if mode != "reader":
            self._opened_from = mode

    def leave(self) -> None:
        """Return to the place that the Reader was opened from."""
        self._app.action_go(self._opened_from)

    def close(self) -> None:
        """Close the document, if there is one, or one that nobody opened yet; another place must be in front."""
        if self._screen or self._ahead:
            self._app.remove_mode("reader")
            self._screen = self._ahead = None
