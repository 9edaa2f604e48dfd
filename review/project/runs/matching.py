"""Matches documents with references by DOI or title, and decides whether two texts are the same work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from review.domain import FoundValue

_ALIKE = 0.6
"""The least share of common letters in two titles with the same DOI."""

_SURE = 0.7
"""The least confidence of a year that can contradict a reference; file dates have less."""

_SHORTEST_TITLE = 20
"""The least letters of a distinctive title; shorter ones ("Editorial", "Annual report") are ignored."""


_RUN = 5
"""The number of consecutive words compared: works on one subject share words and phrases, but rarely sentences."""

_ONE_WORK = 0.7
"""The least share of the shorter text's word runs in two versions of the same work.

It is above what an annual report repeats from the previous year; an annotated or corrected copy keeps nearly all.
"""


class RecordsWithoutFile:
    """The records without a file, searchable by a document's metadata; each matches one document.

    `records` are (record, title, DOI, year).
    """

    def __init__(self, records: Iterable[tuple[str, str, str, int | None]]) -> None:
        self._by_doi: dict[str, tuple[str, str]] = {}
        self._by_title: dict[str, tuple[str, int | None]] = {}
        ambiguous: set[str] = set()
        for record, title, doi, year in records:
            if doi:
                self._by_doi[doi.casefold()] = (record, title)
            letters = _letters(title)
            if letters in self._by_title:
                ambiguous.add(letters)
            if len(letters) >= _SHORTEST_TITLE:
                self._by_title[letters] = (record, year)
        for letters in ambiguous:
            self._by_title.pop(letters, None)
        self._taken: set[str] = set()

    def match(self, metadata: Mapping[str, FoundValue]) -> tuple[str, str]:
        """The record that a document belongs to and why, or two empty texts."""
        found, why = self._find(metadata)
        if not found or found in self._taken:
            return "", ""
        self._taken.add(found)
        return found, why

    def _find(self, metadata: Mapping[str, FoundValue]) -> tuple[str, str]:
        values = {name: found.value for name, found in metadata.items()}
        by_doi, its_title = self._by_doi.get(values.get("doi", "").casefold(), ("", ""))
        # A DOI on a first page may be that of a cited work, so the titles must match, too.
        if by_doi and _alike(its_title, values.get("title", "")):
            return by_doi, f"same DOI {values['doi']}"
        record, year = self._by_title.get(_letters(values.get("title", "")), ("", None))
        found = metadata.get("year")
        if record and (year is None or found is None or found.confidence < _SURE or found.value == str(year)):
            return record, "same title"
        return "", ""


def is_same_work(text: str, other: str) -> bool:
    """Whether two texts are versions of one work: most of the shorter one is in the other, word for word."""
    one, two = _runs(text), _runs(other)
    return len(one & two) >= _ONE_WORK * min(len(one), len(two)) if one and two else text == other


def _runs(text: str) -> set[int]:
    """The word runs of a text, as numbers to save memory."""
    words = re.findall(r"\w+", text.casefold())
    return set(map(hash, zip(*(words[start:] for start in range(_RUN)), strict=False)))


def _alike(one: str, other: str) -> bool:
    return not (one and other) or SequenceMatcher(None, _letters(one), _letters(other)).ratio() > _ALIKE


def _letters(title: str) -> str:
    return re.sub(r"\W+", "", title.casefold())
