"""A work with all fields in comparable form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import attrgetter

from review.domain.reference import Reference
from review.duplicates.names import Name, names
from review.duplicates.normalising import (
    Page,
    abstract_start,
    doi_name,
    first_page,
    folded,
    identifiers,
    title_words,
    volume_number,
)

_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_SERIES = {
    "i": "1", "one": "1", "first": "1", "two": "2", "second": "2", "three": "3", "third": "3", "v": "5", "x": "10",
}  # fmt: skip
_BEFORE_SERIES = {
    "chapter", "edition", "module", "paper", "part", "phase", "report", "volume", "wave", "year",
}  # fmt: skip
_NO_TITLE = {"unknown", "untitled", "no title"}
_CONFERENCE = re.compile(r"\.\s*Conference\b")
_LONGEST_CONTAINER = 300
_NUMBER = re.compile(r"\d+")
_EDITIONS = ("edition", "Edition", "ET", "%7")
"""The names of the edition in the formats that are read."""
_LONGEST_EDITION = 2
_KINDS = {
    "preprint": re.compile("preprint", re.IGNORECASE),
    "thesis": re.compile("thesis|dissertation", re.IGNORECASE),
    "conference": re.compile("conference|proceeding|abstract|poster", re.IGNORECASE),
    "chapter": re.compile("chapter|section|incollection|inbook", re.IGNORECASE),
    "book": re.compile("book", re.IGNORECASE),
    "article": re.compile("article|journal", re.IGNORECASE),
    "report": re.compile("report", re.IGNORECASE),
}
_CORRECTION = r"(?:author |publisher )?(?:erratum|errata|corrigend(?:um|a)|corrections?)"
_CORRECTED_PLACE = r" vol \w+ (?:pg?|art|artn) \w+(?: \d{4})?$"
"""How Web of Science ends the title of a correction: ``(vol 33, pg 717, 2019)``."""
_RETRACTION = r"(?:retract(?:ion|ed)(?: article| notice)?|withdrawn|expression of concern)"
_RE = re.compile(r"^\W*re:\s", re.IGNORECASE)
_REPLY = r"(?:comment(?:s|ary)?|authors? reply|reply|response|letter|rejoinder|discussion)"
_LINK = r"(?: (?:by|from|on|of|to|for|the))*"
_SIDE_TEXT = re.compile(
    rf"^(?:{_CORRECTION}|{_RETRACTION}|{_REPLY}|(?:conference |meeting )?abstract)\b{_LINK} |{_CORRECTED_PLACE}"
)
_MARKS = {
    "a correction": re.compile(rf"^{_CORRECTION}\b|\berratum$|{_CORRECTED_PLACE}"),
    "a retraction": re.compile(rf"^{_RETRACTION}\b"),
    "a comment or reply": re.compile(
        rf"^{_REPLY}\b|\b(?:authors?|the) (?:reply|response)$"
        r"|\ba (?:reply|rejoinder|response|comment|commentary)(?: (?:on|to)\b|$)"
    ),
    "a protocol": re.compile(r"\bprotocol\b"),
    "a supplement": re.compile(r"^supplement(?:ary|al)?\b|\bsupplement(?:ary material)?s?$"),
    "a summary": re.compile(r"\b(?:executive|plain language|lay|easy read) (?:summary|version)$|^summary\b"),
    "an abstract": re.compile(r"^(?:conference |meeting )?abstract\b|\bconference abstract$"),
    "a review of it": re.compile(r"^book reviews?\b|\bbook review$"),
}
"""Titles of side texts such as corrections and replies; patterns for folded titles."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A work's fields in comparable form; `title` is without spaces.

    `record` is the record's id. `marks` are the kinds of side texts that the title names; their signs before or after it (``Erratum:``) are not in
    `words`, so that a side text is compared by its subject. `unnumbered` are the words without `numbers`.
    """

    record: str
    words: tuple[str, ...]
    title: str
    unnumbered: tuple[str, ...]
    numbers: tuple[str, ...]
    marks: frozenset[str]
    people: tuple[Name, ...]
    year: int | None
    doi: str
    pmid: str
    container: str
    volume: str
    page: Page | None
    abstract: str
    identifiers: frozenset[str]
    kind: str
    edition: str

    @property
    def is_placed(self) -> bool:
        """Whether the reference has a container or a page."""
        return bool(self.container or self.page)


_FIELDS = attrgetter(
    "title", "authors", "year", "doi", "container", "volume", "issue", "pages", "abstract", "isbn", "issn", "pmid", "kind"
)  # fmt: skip


def compared(reference: Reference) -> tuple[object, ...]:
    """The fields in which references to the same work are compared, as written."""
    return *_FIELDS(reference), _edition(reference)


def normalise(record: str, work: Reference) -> Normalised:
    """A record's reference in comparable form."""
    words = title_words(_RE.sub("Reply: ", work.title))
    title = " ".join(words)
    marks = frozenset(mark for mark, pattern in _MARKS.items() if pattern.search(title))
    words = tuple(_SIDE_TEXT.sub("", title).split()) or words
    if title in _NO_TITLE:
        words = ()
    numbers, unnumbered = _numbers(words)
    container = folded(_CONFERENCE.split(work.container[:_LONGEST_CONTAINER])[0])
    return Normalised(
        record=record,
        words=words,
        title="".join(words),
        unnumbered=unnumbered,
        numbers=numbers,
        marks=marks,
        people=names(work.authors),
        year=work.year or None,
        doi=doi_name(work.doi),
        pmid="".join(_NUMBER.findall(work.pmid)),
        container=container,
        volume=volume_number(work.volume),
        page=first_page(work.pages),
        abstract=abstract_start(work.abstract),
        identifiers=identifiers(" ".join(work.isbn + work.issn)),
        kind=_kind(work.kind),
        edition=_edition(work),
    )


def _edition(reference: Reference) -> str:
    """The number of the edition, if the reference names one; RIS files also have dates in this field."""
    if not reference.other:
        return ""
    written = " ".join(text for name in _EDITIONS for text in reference.other.get(name, ()))
    numbers = _NUMBER.findall(written)
    return numbers[0] if len(numbers) == 1 and len(numbers[0]) <= _LONGEST_EDITION else ""


def _kind(kind: str) -> str:
    """The type of work, if the source's name for it is specific; nothing for ``misc``, ``generic`` and the like."""
    return next((name for name, pattern in _KINDS.items() if pattern.search(kind)), "")


def _numbers(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers in a title, sorted, and its words without them: Roman ones as Arabic, numbering words as numbers."""
    numbers: list[str] = []
    others: list[str] = []
    for before, word in zip(("", *words), words, strict=False):
        if word in _ROMAN:
            numbers.append(_ROMAN[word])
        elif before in _BEFORE_SERIES and word in _SERIES:
            numbers.append(_SERIES[word])
        elif found := _NUMBER.findall(word):
            numbers.extend(found)
        else:
            others.append(word)
    return tuple(sorted(numbers)), tuple(others)
