"""Names and wordings compared without case."""

from __future__ import annotations

import unicodedata


def caseless(text: str) -> str:
    """A text without differences of case, spaces and the way in which letters with accents are stored."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
