"""The records that have searched words: in the reference, a label, the document or the name of its file."""

from __future__ import annotations

import re

from review.domain.texts.characters import composed, has_together, searched
from review.journal.journal import Journal
from review.journal.queries.imported import names
from review.journal.queries.listing.lookup import keys


def found(journal: Journal, search: str) -> set[int]:
    """The keys of the records whose reference, labels, document or file name has the words."""
    return _in_words(journal, search) | _with_file_named(journal, search) | names.labelled(journal, search)


def _in_words(journal: Journal, search: str) -> set[int]:
    """The keys of the records whose reference or document has the words."""
    expression = search_expression(search)
    return set(
        keys(
            journal,
            "SELECT rowid AS key FROM record_search WHERE record_search MATCH ? UNION ALL"
            " SELECT record.key FROM text JOIN record USING (text_sha256)"
            " WHERE text.key IN (SELECT rowid FROM text_search WHERE text_search MATCH ?)",
            expression,
            expression,
        )
    )


def named(journal: Journal, search: str) -> set[int]:
    """The keys of the records with all words in title, authors (or organisation without any) or DOI, or only in the file name."""
    expression = f"{{title authors doi}} : ({search_expression(search)})"
    by_reference = keys(
        journal, "SELECT rowid AS key FROM record_search WHERE record_search MATCH ?", expression
    )
    return {*by_reference, *(_with_file_named(journal, search) - _in_words(journal, search))}


_FILE_NAME = "replace(path, rtrim(path, replace(path, '/', '')), '')"
_FILE_WORDS = f"' ' || replace(replace(replace({_FILE_NAME}, '-', ' '), '_', ' '), '.', ' ')"
_MOST_WORDS = 20
"""The most words of a file name that are searched for."""


def _with_file_named(journal: Journal, search: str) -> set[int]:
    """The keys of the records with a file in whose name every word begins one, apart from `.pdf` at its end.

    Words of Chinese, Japanese and Korean may stand anywhere.
    """
    words = re.findall(r"[^\W_]+", search.casefold().strip().removesuffix(".pdf"))[:_MOST_WORDS]
    if not words or words == ["pdf"]:
        return set()
    # The first is quick and leaves few names to take apart.
    has_words = " AND ".join([*["path LIKE ?"] * len(words), *[f"{_FILE_WORDS} LIKE ?"] * len(words)])
    found = keys(
        journal,
        f"SELECT record.key FROM file JOIN record USING (file_sha256) WHERE file_sha256 <> '' AND {has_words}",
        *(f"%{word}%" for word in words),
        *(f"%{word}%" if has_together(word[0]) else f"% {word}%" for word in words),
    )
    return set(found)


def search_expression(search: str) -> str:
    """What a person typed as an FTS5 expression: every word must occur; the last may be a prefix.

    Whatever is typed is a word: nothing in it is an operator. Words of Chinese, Japanese and Korean may stand anywhere in others.
    """
    words = re.findall(r"\w+", composed(search))
    if not words:
        return '""'
    return " ".join(
        f'"{searched(word)}"{"*" if word is words[-1] or has_together(word[-1]) else ""}' for word in words
    )
