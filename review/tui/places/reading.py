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
        if self._screen is None:
            from review.tui.places.reader import ReaderScreen

            screen = self._screen = ReaderScreen(opening)
            app.add_mode("reader", lambda: screen)
        else:
            app.remove_informing()  # about the text before
            self._screen.open(opening)
        app.action_go("reader")

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
        from review.tui.places.reader.order import document_to_open, still_to_read

        app = self._app
        left = app.settings.reading(app.project.folder)
        is_in_place = isinstance(app.screen, ReviewScreen)
        if left and is_in_place and still_to_read(app.project, left.record, left.start):
            app.open_reader(left.record, left.start)
            return
        record = document_to_open(app.project)
        if record and is_in_place:
            app.open_reader(record)
        else:
            app.report("There is no text to read yet: press enter on a record in the Library.")

    def come_from(self, mode: str) -> None:
        """Note the place from which the Reader comes to the front."""
        if mode != "reader":
            self._opened_from = mode

    def leave(self) -> None:
        """Return to the place that the Reader was opened from."""
        self._app.action_go(self._opened_from)

    def close(self) -> None:
        """Close the document, if there is one; another place must be in front."""
        if self.is_open:
            self._app.remove_mode("reader")
            self._screen = None
