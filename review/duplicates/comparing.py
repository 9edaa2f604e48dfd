"""Compares two works field by field; each comparison has few outcomes, so that the rules are easy to read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from rapidfuzz.distance import Indel

from review.duplicates.containers import same_container
from review.duplicates.names import same_people
from review.duplicates.normalised import Normalised
from review.duplicates.titles import Titles, compare_titles

_SHORTEST_ABSTRACT = 60
_ABSTRACT_SAME = 0.85
_ABSTRACT_DIFFERENT = 0.6


class FieldMatch(Enum):
    """How two fields compare; `UNKNOWN` if either is empty."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


class Years(Enum):
    """How two years compare; online-first and printed versions are often a year apart."""

    SAME = "same"
    ADJACENT = "adjacent"
    APART = "apart"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Comparison:
    """Two works whose fields are compared when a rule needs it; symmetric except for which is `left`."""

    left: Normalised
    right: Normalised

    @cached_property
    def titles(self) -> Titles:
        """How the titles compare."""
        return compare_titles(self.left, self.right)

    @property
    def same_title(self) -> bool:
        """Whether the titles are the same apart from spelling."""
        return self.titles in (Titles.SAME, Titles.CLOSE)

    @property
    def numbers_differ(self) -> bool:
        """Whether the numbers in the titles differ."""
        return self.left.numbers != self.right.numbers

    @property
    def marks(self) -> frozenset[str]:
        """The kinds of text (``a correction``) that only one title names."""
        return self.left.marks ^ self.right.marks

    @cached_property
    def people(self) -> FieldMatch:
        """How the authors compare."""
        left, right = self.left.people, self.right.people
        if not left or not right:
            return FieldMatch.UNKNOWN
        return FieldMatch.SAME if left == right or same_people(left, right) else FieldMatch.DIFFERENT

    @property
    def years(self) -> Years:
        """How the years compare."""
        left, right = self.left.year, self.right.year
        if left is None or right is None:
            return Years.UNKNOWN
        return (Years.SAME, Years.ADJACENT, Years.APART)[min(abs(left - right), 2)]

    @property
    def doi(self) -> FieldMatch:
        """How the DOIs compare, without their versions."""
        return _equal(self.left.doi, self.right.doi)

    @property
    def pmid(self) -> FieldMatch:
        """How the PubMed ids compare."""
        return _equal(self.left.pmid, self.right.pmid)

    @cached_property
    def container(self) -> FieldMatch:
        """How the journals compare, by ISSN or name."""
        if self.left.identifiers & self.right.identifiers:
            return FieldMatch.SAME
        left, right = sorted((self.left.container, self.right.container))
        if not left or not right:
            return FieldMatch.UNKNOWN
        return FieldMatch.SAME if same_container(left, right) else FieldMatch.DIFFERENT

    @property
    def kinds(self) -> FieldMatch:
        """How the kinds of work compare."""
        return _equal(self.left.kind, self.right.kind)

    @property
    def volumes(self) -> FieldMatch:
        """How the volumes compare."""
        return _equal(self.left.volume, self.right.volume)

    @property
    def pages(self) -> FieldMatch:
        """How the first pages compare; the letter of an electronic or supplement page may be missing on one side."""
        left, right = self.left.page, self.right.page
        if left is None or right is None:
            return FieldMatch.UNKNOWN
        same_letters = left[0] == right[0] or not left[0] or not right[0]
        return FieldMatch.SAME if left[1] == right[1] and same_letters else FieldMatch.DIFFERENT

    @property
    def same_place(self) -> bool:
        """Whether volume and first page agree."""
        return self.volumes is FieldMatch.SAME and self.pages is FieldMatch.SAME

    @property
    def other_place(self) -> bool:
        """Whether volume or first page show that these are two texts."""
        return FieldMatch.DIFFERENT in (self.volumes, self.pages)

    @cached_property
    def abstract(self) -> FieldMatch:
        """How the beginnings of the abstracts compare, up to the shorter length."""
        left, right = self.left.abstract, self.right.abstract
        length = min(len(left), len(right))
        if length < _SHORTEST_ABSTRACT:
            return FieldMatch.UNKNOWN
        similarity = Indel.normalized_similarity(left[:length], right[:length])
        if similarity >= _ABSTRACT_SAME:
            return FieldMatch.SAME
        return FieldMatch.DIFFERENT if similarity < _ABSTRACT_DIFFERENT else FieldMatch.UNKNOWN


def _equal(left: str, right: str) -> FieldMatch:
    if not left or not right:
        return FieldMatch.UNKNOWN
    return FieldMatch.SAME if left == right else FieldMatch.DIFFERENT
