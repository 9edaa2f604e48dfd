"""The report of a review as blocks, of its present state or as of another moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.project.learning.service import LearningService
from review.project.service import Context, Service

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.export.report.blocks import Report


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

        return report(self._journal, self._reviewer, as_of, self._learning.model_card, options or {})
