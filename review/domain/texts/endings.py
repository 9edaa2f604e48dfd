"""The endings of the files that a review reads: PDFs, and texts without pages."""

from __future__ import annotations

WORD = ".docx"
MARKDOWN = frozenset({".md", ".markdown"})
TEXT_ENDINGS = frozenset({".txt", WORD, *MARKDOWN})
"""The endings of text files, in lower case."""

PDF_ENDING = ".pdf"
DOCUMENT_ENDINGS = frozenset({PDF_ENDING, *TEXT_ENDINGS})


PROGRAMS = {
    "NVivo": (".nvp", ".nvpx"),
    "ATLAS.ti": (".atlproj", ".atlproj22", ".atlproj23"),
    "MAXQDA": (".mx20", ".mx22", ".mx24", ".mex20", ".mex22", ".mex24"),
}
"""The endings of projects in the own formats of programs for coding, which only these programs read."""

CODED_PROJECTS = frozenset({".qdpx", ".qde", ".qdc"})
"""The endings of coded projects that any such program can read (REFI-QDA)."""

REFERENCES = frozenset({".ris", ".bib", ".nbib", ".enw", ".ciw"})
"""The endings of files that have references and nothing else."""


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
