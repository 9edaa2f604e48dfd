"""What is asked before exports are written: their formats and folder, the report's template, which records' references."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.tui.places.base import ReviewScreen
    from review.tui.places.exports.desk import ExportsDesk

FOLDER = "It is made when something is written. A relative path begins at the review; exports is the review's own folder."

MEASURES = "The report will have the figures of how good the suggestions were: they are measured when it is written, which takes a while."

MEASURES_NOT = "The report is written without figures of how good the suggestions were."

RECORDS = "FIELD=VALUE, several with ; between them, and words to search for: theory-map=include; role=evidence. For all of them: all."


class Deeds:
    """Asks on `screen`; `show` shows the chosen export again, with what was answered."""

    def __init__(self, screen: ReviewScreen, desk: ExportsDesk, show: Callable[[], None]) -> None:
        self._screen = screen
        self._desk = desk
        self._show = show

    def choose_formats(self) -> None:
        """Choose the formats of exports."""
        from review.tui.dialogs.formats import FormatsDialog

        def take(formats: tuple[str, ...] | None) -> None:
            if formats:
                self._screen.report(self._desk.write_as(formats))

        self._screen.app.push_screen(FormatsDialog(self._desk.formats), take)

    def choose_template(self) -> None:
        """Choose the template of the report."""
        from review.export.report.template import template_names

        names = template_names()
        hint = f"{', '.join(names)}, or a file of your own: FILE.yaml."
        value = self._desk.template or names[0]
        self._ask("Template of the report", value, hint, self._desk.use_template, self._shown)

    def measure(self) -> None:
        """Have the figures of suggestions in the report, or no longer."""
        self._desk.measures = not self._desk.measures
        self._shown(MEASURES if self._desk.measures else MEASURES_NOT)

    def choose_references(self) -> None:
        """Choose which records' references are exported."""
        references = self._desk.references
        value = references.typed if references.selection else ""
        self._ask("References of which records?", value, RECORDS, references.choose_typed, self._shown)

    def choose_folder(self) -> None:
        """Choose the folder for exports."""
        folder = str(self._desk.folder)
        self._ask("Folder for exports", folder, FOLDER, self._desk.write_to, self._screen.stored)

    def _shown(self, line: str | None) -> None:
        self._screen.stored(line)
        self._show()

    def _ask(
        self,
        title: str,
        value: str,
        hint: str,
        store: Callable[[str], str],
        then: Callable[[str | None], None],
    ) -> None:
        from review.tui.dialogs.text_prompt import TextPrompt

        self._screen.app.push_screen(TextPrompt(title, value, hint, store=store), then)
