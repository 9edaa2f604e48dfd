"""The report of a review: as blocks, and a written one compared with the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.project.learning.service import LearningService
from review.project.service import Context, Service

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from review.export.report.blocks import Report
    from review.export.report.checking import Checked


class ReportingService(Service):
    """Makes reports; the code for them is loaded with the first one."""

    def __init__(self, context: Context, learning: LearningService) -> None:
        super().__init__(context)
        self._learning = learning

    def report(self, options: Mapping[str, str] | None = None, as_of: str = "") -> Report:
        """The report that an export writes; the same state of the journal and the same options give the same blocks.

        `options` are those of ``review export report``: ``template``, ``style``, ``model-card``.

        Raises:
            UnknownNameError: the template is unknown.
            ReviewError: the template has mistakes; `as_of` is not a date, or is before the start of the review.
        """
        from review.project.exporting.tables import report

        return report(self._journal, as_of, self._learning.model_card, options or {})

    def check(self, path: Path) -> Checked:
        """What of a written report (Word, HTML, Markdown) is not as the journal has it: numbers, quotations, cells of tables.

        Raises:
            ReadingError: the file cannot be read; the text says why.
            ReviewError: it is not a report, or cannot be made again with the template and style that it names.
        """
        from review.manuscripts.stream import manuscript
        from review.project.exporting.tables import checked_report

        return checked_report(self._journal, self._learning.model_card, manuscript(path))
