"""What a person is told about a file: one line that says what is wrong and what to do."""

from __future__ import annotations

from review.domain import ReadingStatus

_MESSAGES = {
    "empty": (ReadingStatus.REFUSED, "The file is empty; download or copy it again."),
    "not-pdf": (
        ReadingStatus.REFUSED,
        "This is not a PDF, whatever its name says; open it and save it as PDF.",
    ),
    "missing": (
        ReadingStatus.REFUSED,
        "The file cannot be opened; check that it is there and that you may read it.",
    ),
    "too-large": (ReadingStatus.REFUSED, "The file is larger than a PDF can be read (2 GB); split it first."),
    "no-pages": (ReadingStatus.REFUSED, "The PDF has no pages; download it again or ask for another copy."),
    "too-many-pages": (
        ReadingStatus.REFUSED,
        "The PDF has more pages than can be read ({limit}); split it first.",
    ),
    "password": (
        ReadingStatus.ENCRYPTED,
        "A password protects the file; save a copy without it and attach that to the record.",
    ),
    "damaged": (
        ReadingStatus.DAMAGED,
        "The PDF is damaged and cannot be opened; download it again or print it to a new PDF.",
    ),
    "crash": (
        ReadingStatus.DAMAGED,
        "The file broke the reader; download it again or print it to a new PDF.",
    ),
    "timeout": (
        ReadingStatus.TIMEOUT,
        "Page {page} was not finished in time; try again with a longer --timeout, or print the file to a new PDF.",
    ),
    "memory": (
        ReadingStatus.MEMORY,
        "Page {page} needs more memory than is allowed; try again with a larger --memory-mb, or print the file to a new PDF.",
    ),
    "output": (ReadingStatus.MEMORY, "The file holds more text than a document can have; split it first."),
    "no-text": (
        ReadingStatus.NO_TEXT,
        "No text was found, as in a scan; screen it by its reference, and run review ingest --ocr to recognise its text and code it.",
    ),
}

_PARTIAL = {
    "timeout": "Read up to page {last} of {pages}: page {page} was not finished in time. A longer --timeout may help.",
    "memory": "Read up to page {last} of {pages}: page {page} needs more memory. A larger --memory-mb may help.",
    "output": "Read up to page {last} of {pages}: the file holds more text than a document can have. Split it first.",
    "crash": "Read up to page {last} of {pages}: page {page} broke the reader. Print the file to a new PDF to read on.",
    "skipped": "Page {page} of {pages} could not be read, the others were. Print the file to a new PDF to read it.",
}


def outcome(reason: str, *, page: int = 1, limit: int = 0) -> tuple[ReadingStatus, str]:
    """The status and the message for a reason that nothing of a file could be kept."""
    status, message = _MESSAGES.get(reason, _MESSAGES["crash"])
    return status, message.format(page=page, limit=f"{limit:,}")


def partial_message(reason: str, *, last: int, page: int, pages: int) -> str:
    """The message for a file of which the pages up to `last` were kept, and reading stopped at `page`."""
    return _PARTIAL.get(reason, _PARTIAL["crash"]).format(last=last, page=page, pages=pages)
