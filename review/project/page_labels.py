"""Page labels: printed page numbers that reviewers set by hand."""

from __future__ import annotations

from review.acts import Label
from review.domain.page_labels import LabelError, counted_up, listed, pdf_pages
from review.errors import ReviewError
from review.journal import texts
from review.journal.queries import page_labels
from review.project.records import RecordService
from review.project.service import Acknowledgement, Context, Service


class PageLabelService(Service):
    """Acts on the labels of a document's pages. Pages are the PDF's, from 1; a range includes its last page."""

    def __init__(self, context: Context, records: RecordService) -> None:
        super().__init__(context)
        self._records = records

    def by_hand(self, record: str) -> dict[int, str]:
        """The labels that were set by hand, by page; ``""`` for a page without a printed number."""
        return page_labels.by_hand(self._journal, record)

    def counted(self, record: str, page: int, through: int, printed: str) -> tuple[str, ...]:
        """The labels that `set` would give to the pages.

        Raises:
            ReviewError: the document does not have the pages, or `printed` cannot be a label or be counted up that far.
        """
        self._check_pages(record, page, through)
        try:
            return counted_up(printed, through - page + 1)
        except LabelError as error:
            raise ReviewError(str(error)) from None

    def set(self, record: str, page: int, through: int, printed: str) -> Acknowledgement:
        """Set what is printed on pages, counting up from `printed`; it applies to every coding on them, earlier ones too.

        `printed` is ``-`` where no number is printed.

        Raises:
            ReviewError: as in `counted`; nothing was set.
        """
        labels = self.counted(record, page, through, printed)
        return self._label(record, page, through, labels, listed(labels))

    def clear(self, record: str, page: int, through: int) -> Acknowledgement:
        """Clear what was set by hand on pages: they have the labels of the document again, or none.

        Raises:
            ReviewError: the document does not have the pages, or nothing was set by hand there.
        """
        self.check_clearing(record, page, through)
        return self._label(record, page, through, (), "cleared what was set by hand")

    def check_clearing(self, record: str, page: int, through: int) -> None:
        """Whether `clear` would clear something.

        Raises:
            ReviewError: as in `clear`.
        """
        self._check_pages(record, page, through)
        if not any(page <= labelled <= through for labelled in self.by_hand(record)):
            raise ReviewError(f"no page number was set by hand on {pdf_pages(page, through)}")

    def _label(
        self, record: str, page: int, through: int, labels: tuple[str, ...], done: str
    ) -> Acknowledgement:
        current = self._records.get(record)
        act = Label(record=record, file_sha256=current.file_sha256, page=page, through=through, labels=labels)
        return self._act(act, f"{current.author_year}, {pdf_pages(page, through)}: {done}")

    def _check_pages(self, record: str, page: int, through: int) -> None:
        """Check that the record's document has these pages.

        Raises:
            ReviewError: it does not.
        """
        current = self._records.get(record)
        pages = current.page_count
        if not pages:
            why = current.message or current.reading_status or "no document"
            raise ReviewError(f"{current.author_year}: has no pages to number ({why})")
        document = texts.pages_of(self._journal, current.text_sha256)
        if document and document.is_unpaged:
            raise ReviewError(
                f"{current.author_year}: a text file has no pages to number; it is cited by paragraph"
            )
        if through < page:
            raise ReviewError(f"the last page ({through}) is before the first ({page})")
        if missing := [number for number in (page, through) if not 1 <= number <= pages]:
            raise ReviewError(f"there is no page {missing[0]}: the PDF has pages 1 to {pages}")
