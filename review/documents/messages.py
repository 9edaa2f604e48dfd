"""Messages about files: one line that says what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from review.documents.layout.cleaning import clean_text
from review.domain import ReadingStatus
from review.domain.texts.endings import CODED_PROJECTS, PROGRAMS, REFERENCES, ending, is_text_name
from review.domain.wording.counted import first_of, has

_MESSAGES = {
    "empty": (ReadingStatus.REFUSED, "The file is empty; download or copy it again."),
    "not-pdf": (
        ReadingStatus.REFUSED,
        "Not a PDF, text (.txt, .md) or Word document (.docx); open it and save it as PDF.",
    ),
    "zip": (ReadingStatus.REFUSED, "A ZIP archive; unpack it and read the folder with its files."),
    "not-text": (
        ReadingStatus.REFUSED,
        "Not a text, whatever its ending says; save it as text in UTF-8, as .docx or as PDF.",
    ),
    "named-text": (ReadingStatus.REFUSED, "A PDF with the ending of a text; rename it to .pdf."),
    "not-word": (ReadingStatus.REFUSED, "Not a Word document; save it again in Word, as .docx."),
    "old-word": (
        ReadingStatus.REFUSED,
        "Not a text, and not a Word document of today; open it in Word and save it as .docx.",
    ),
    "damaged-word": (
        ReadingStatus.DAMAGED,
        "The Word document is damaged; download it again, or save it again in Word.",
    ),
    "missing": (
        ReadingStatus.REFUSED,
        "The file cannot be opened; check that it exists and that you have permission to read it.",
    ),
    "too-large": (ReadingStatus.REFUSED, "The file is too large (limit: 2 GB); split it first."),
    "no-pages": (ReadingStatus.REFUSED, "The PDF has no pages; download it again or ask for another copy."),
    "too-many-pages": (
        ReadingStatus.REFUSED,
        "The PDF has too many pages (limit: {limit}); split it first.",
    ),
    "portfolio": (
        ReadingStatus.REFUSED,
        "A PDF portfolio: the documents are files inside it; open it in a PDF viewer, save those files and ingest them.",
    ),
    "form": (
        ReadingStatus.REFUSED,
        "A form that only Adobe's programs can display (XFA); open it in Adobe Reader, print it to a new PDF and ingest that.",
    ),
    "password": (
        ReadingStatus.ENCRYPTED,
        "The file is protected by a password; save it without one under the same name, or attach such a copy to the record.",
    ),
    "damaged": (
        ReadingStatus.DAMAGED,
        "The PDF is damaged and cannot be opened; download it again or print it to a new PDF.",
    ),
    "crash": (
        ReadingStatus.DAMAGED,
        "The PDF reader crashed on this file; download it again or print it to a new PDF.",
    ),
    "timeout": (
        ReadingStatus.TIMEOUT,
        "Page {page} was not finished in time; try again with a longer --timeout, or print the file to a new PDF.",
    ),
    "memory": (
        ReadingStatus.MEMORY,
        "Page {page} needs more memory than allowed; try again with a larger --memory-mb, or print the file to a new PDF.",
    ),
    "output": (ReadingStatus.MEMORY, "The file contains too much text; split it first."),
    "no-text": (
        ReadingStatus.NO_TEXT,
        "No text was found; this may be a scan. Screen it by its reference, and run review ingest --ocr to recognise its text.",
    ),
}

_OF_TEXTS = {
    "crash": (ReadingStatus.DAMAGED, "The reader crashed on this file; save it again as text in UTF-8."),
    "timeout": (
        ReadingStatus.TIMEOUT,
        "It was not read in time; try again with a longer --timeout, or split the file.",
    ),
    "memory": (
        ReadingStatus.MEMORY,
        "It needs more memory than allowed; try again with a larger --memory-mb, or split the file.",
    ),
    "no-text": (
        ReadingStatus.NO_TEXT,
        "No text was found in it; screen it by its reference, or attach another file.",
    ),
}
"""What is said of text files instead."""

_PARTIAL = {
    "timeout": "Read up to page {last} of {pages}: page {page} was not finished in time. A longer --timeout may help.",
    "memory": "Read up to page {last} of {pages}: page {page} needs more memory. A larger --memory-mb may help.",
    "output": "Read up to page {last} of {pages}: the file contains too much text. Split it first.",
    "crash": "Read up to page {last} of {pages}: the PDF reader crashed on page {page}. Print the file to a new PDF to read the rest.",
    "skipped": "Page {page} of {pages} could not be read; the others were. Print the file to a new PDF to read this page.",
}


_HIDDEN = "{Pages} {has} text that cannot be seen on the page (invisible, white or tiny); it is kept as side text (H in the Reader shows it)."
_CROPPED = "{Pages} {has} text outside of the page; it was left out."
_MENDED = "The fonts name ligatures as capitals; mended as the page shows them: {words}."
_MISNAMED = "Some words may still have such capitals: {words}."
_MOST_NAMED = 4
_MOST_WORDS = 3


def outcome(reason: str, *, page: int = 1, limit: int = 0, name: str = "") -> tuple[ReadingStatus, str]:
    """The status and the message for a file of this name of which nothing could be read, by reason."""
    messages = _MESSAGES | _OF_TEXTS if is_text_name(name) else _MESSAGES
    if reason in ("not-pdf", "zip") and (elsewhere := _read_elsewhere(ending(name))):
        return ReadingStatus.REFUSED, elsewhere
    status, message = messages.get(reason, messages["crash"])
    return status, message.format(page=page, limit=f"{limit:,}")


def _read_elsewhere(of: str) -> str:
    """What to do with a file of this ending that is not a document, but can be imported; ``""`` for others."""
    if of in CODED_PROJECTS:
        return "A coded project of another program; `review exchange import` (I in the Library) imports it."
    if of in REFERENCES:
        return "A file with references; `review import` (I in the Library) imports them."
    program = next((name for name, endings in PROGRAMS.items() if of in endings), "")
    if not program:
        return ""
    return f"A project of {program}; export it there as REFI-QDA (.qdpx), which `review exchange import` (I in the Library) imports."


def partial_message(reason: str, *, last: int, page: int, pages: int) -> str:
    """The message for a file that was read up to page `last`, where reading stopped at `page`."""
    return _PARTIAL.get(reason, _PARTIAL["crash"]).format(last=last, page=page, pages=pages)


def notice(hidden: Collection[int], cropped: Collection[int]) -> str:
    """One line on pages with hidden text and on pages with text outside of the page; empty without such pages."""
    return " ".join(
        text.format(Pages=_named(pages), has=has(len(pages)))
        for text, pages in ((_HIDDEN, hidden), (_CROPPED, cropped))
        if pages
    )


def notice_of_ligatures(mended: Sequence[tuple[str, str]], misnamed: Sequence[str]) -> str:
    """One line on words whose ligatures the file names as capitals: those mended, and those not; empty without such words."""
    if not mended:
        return ""
    examples = [f"{spelled} → {shown}" for spelled, shown in mended[:_MOST_WORDS]]
    sentences = [_MENDED.format(words=", ".join(examples))]
    if misnamed:
        sentences.append(_MISNAMED.format(words=", ".join(misnamed[:_MOST_WORDS])))
    return clean_text(" ".join(sentences), longest=400)


def _named(pages: Collection[int]) -> str:
    """The pages by their numbers in the PDF: ``PDF page 3``, ``PDF pages 1, 2 and 5``, ``PDF pages 1, 2, 3, 4 and 12 more``."""
    first, *others = map(str, sorted(pages))
    if not others:
        return f"PDF page {first}"
    if len(pages) > _MOST_NAMED:
        return f"PDF pages {first_of([first, *others], _MOST_NAMED)}"
    return f"PDF pages {', '.join([first, *others[:-1]])} and {others[-1]}"
