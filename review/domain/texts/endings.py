"""The endings of the files that a review reads: PDFs, and texts without pages."""

from __future__ import annotations

WORD = ".docx"
MARKDOWN = frozenset({".md", ".markdown"})
TEXT_ENDINGS = frozenset({".txt", WORD, *MARKDOWN})
"""The endings of text files, in lower case."""

PDF_ENDING = ".pdf"
DOCUMENT_ENDINGS = frozenset({PDF_ENDING, *TEXT_ENDINGS})


def ending(name: str) -> str:
    """The ending of a file's name in lower case, with its dot: ``.txt``; ``""`` for a name without one."""
    stem, dot, after = name.rpartition(".")
    return f".{after.lower()}" if dot and stem else ""


def is_text_name(name: str) -> bool:
    """Whether a file of this name is read as a text."""
    return ending(name) in TEXT_ENDINGS


def is_about_folder(name: str) -> bool:
    """Whether a file says what is in a folder (`README.md`), which makes it a notice and not a source."""
    return is_text_name(name) and name.casefold().startswith("readme.")


def kept_ending(name: str) -> str:
    """The ending under which a document's file is kept: that of a text, else that of a PDF, whatever it was called."""
    return ending(name) if is_text_name(name) else PDF_ENDING
