"""Passages that were looked at for evidence against a theory or configuration, and not coded."""

from __future__ import annotations

from review.acts import LookedAt
from review.domain.theories.looked_at import LookedAtPassage
from review.errors import ReviewError
from review.journal.queries.theories import looked_at
from review.project.coding.quotation import given_span
from review.project.documents import DocumentService
from review.project.service import Acknowledgement, Context, Service
from review.project.theories.targets import Targets
from review.project.theory import TheoryService


class LookedAtService(Service):
    """Marks passages as looked at, and lists those that were."""

    def __init__(
        self, context: Context, theory: TheoryService, documents: DocumentService, targets: Targets
    ) -> None:
        super().__init__(context)
        self._theory = theory
        self._documents = documents
        self._targets = targets

    def all(self, *, target: str = "", record: str = "") -> list[LookedAtPassage]:
        """The passages on present texts: all, those for a code or configuration (by its id), or those of a record."""
        return looked_at.looked_at(self._journal, target=target, record=record)

    def mark(self, target: str, record: str, start: int, end: int) -> Acknowledgement:
        """Say that a passage was looked at for evidence against a code or configuration.

        Raises:
            ReviewError: the span is not in the text, or this reviewer looked at it for the same already.
            UnknownNameError: the target is unknown, or the record has no text.
        """
        found = self._targets.find(target)
        document = self._documents.text_of(record)
        start, end = given_span(document, start, end)
        before = self.all(target=found.id, record=record)
        if any(one.reviewer == self._reviewer and one.passage == (record, start, end) for one in before):
            raise ReviewError(
                f"{document.cited_pages(start, end)}: already looked at for evidence against {found.label}"
            )
        act = LookedAt(
            target=found.id,
            record=record,
            text_sha256=document.text_sha256,
            start=start,
            end=end,
            theory_event=self._theory.event,
        )
        return self._act(
            act, f"{document.cited_pages(start, end)}: looked at for evidence against {found.label}"
        )
