"""Texts as they are compared when somebody searches: in any case, and without accents."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """A text without case and accents: ``Çağlar`` gives ``caglar``."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def has_all_words(text: str, words: str) -> bool:
    """Whether every word occurs somewhere in a text, in any case and without accents."""
    within = folded(text)
    return all(word in within for word in folded(words).split())
