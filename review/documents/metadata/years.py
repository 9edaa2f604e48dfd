"""Finds the year of publication: where the file or its first pages say so, not in the names of acts or in citations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from review.documents.layout.lines import PageLines
from review.domain import FoundValue

Xmp = Mapping[str, Sequence[str]]

_YEAR = r"((?:19|20)\d\d)"
_MONTHS = (
    r"(?:jan|feb|fév|mar|mär|apr|avr|abr|may|mai|mag|jun|juin|giu|jul|juil|lug|aug|août|ago|sep|set|oct|okt|out|ott|nov|dec|déc|dez|dic|gen|ene"
    r"|spring|summer|autumn|fall|winter)[a-zé]*\.?"
)
"""Months and seasons in western languages, by their beginnings."""

_COPYRIGHT = (
    re.compile(rf"(?:©|\(c\)|copyright)\D{{0,60}}?(?:(?:19|20)\d\d\s?[–-]\s?)?{_YEAR}", re.IGNORECASE),
    0.9,
)
_PATTERNS = (
    _COPYRIGHT,
    (re.compile(rf"(?<!first )published(?:\sonline)?\W.{{0,30}}?{_YEAR}", re.IGNORECASE), 0.9),
    (re.compile(rf"\({_YEAR}\),?\s*\d+\s*[:(,]"), 0.9),
    (re.compile(rf"\b{_YEAR}\s?[;,]\s?(?:vol\.?\s?|volume\s)?\d+\s?[:(]", re.IGNORECASE), 0.92),
    (
        re.compile(
            rf"\b{_MONTHS},?\s+(?:de\s+)?(?:\d{{1,2}}(?:\s?[–-]\s?\d{{1,2}})?,?\s+)?{_YEAR}", re.IGNORECASE
        ),
        0.6,
    ),
    (re.compile(rf"\b(?:\d{{1,2}}[./-]){{2}}{_YEAR}\b|\b{_YEAR}-\d\d-\d\d\b"), 0.5),
    (
        re.compile(rf"\b(?:date|year)\s?:\s?{_YEAR}|\bproceedings\b[^.]{{0,80}}?\b{_YEAR}\b", re.IGNORECASE),
        0.7,
    ),
)
_CITED_AS = re.compile(r"\b(?:cited? (?:this|as)|citation)\b", re.IGNORECASE)
_CITED_LINES = 4
"""How many lines a document's own citation takes, with the line that announces it."""


_BARE = re.compile(rf"\b{_YEAR}\b")
_IN_BRACKETS = re.compile(rf"\({_YEAR}[a-z]?\)|\b{_YEAR}[a-z]?[.;]")
_OF_OTHERS = re.compile(
    r"\b(?:Acts?|Bill|Regulations?|Order|Directive|Rules|Measure|Ordinance|Convention|Treaty|Agenda|Vision|Horizon|Statute|Code|Law|Loi|Ley|Gesetz)"
    r"(?: \([^)]{0,40}\))?,?(?: of| de)? (?:19|20)\d\d(?:\s?[–/-]\s?\d{2,4})?"
    r"|\((?:[^()]{0,80}[,;&] ?|[^()]{0,60} )?[A-Z][\w’'-]+(?: et al\.?| (?:and|&) [A-Z][\w’'-]+)?,? (?:19|20)\d\d[a-z]?(?:[;,:][^()]{0,200})?\)"
    r"|\b[A-Z][\w’'-]+(?: et al\.?| (?:and|&) [A-Z][\w’'-]+)? \((?:19|20)\d\d[a-z]?\)(?!,?\s*\d+\s*[:(,])"
    r"|\b(?i:until|till|by|since|before|after|between|from|to|in) (?:19|20)\d\d(?: (?:and|to) (?:19|20)\d\d)?|\b(?:19|20)\d\d\s?[–-]\s?(?:19|20)\d\d\b"
)
"""Years that are those of laws, plans, cited works and periods."""

_EARLIEST = 1900
_IMPRINT_PAGES = 4
_TITLE_PAGES = 2
_LONGEST_PROSE = 70
_OF_CITATION = 0.95
_MADE_THEN = 0.15
"""The extra weight of a date on the first pages that matches the year the file was created."""

_NOT_WORDS = re.compile(r"[\W_]+")


def find_year(
    pages: Sequence[PageLines], said: Sequence[str], title: str, info: Mapping[str, str], xmp: Xmp
) -> FoundValue | None:
    """The year of publication: from XMP's cover date, the first pages, or the file's creation date.

    `said` is what cover sheets say of the document. Pages after the first two count only for copyright lines, and only
    if nothing else gives a year. Of unlabelled years on the first page the latest counts, because works cite older
    ones; a year of the `title` counts if there is no other, because it is often that of a law or a period.
    """
    this_year = datetime.now(UTC).year
    made = re.search(_YEAR, info.get("CreationDate", "") or (xmp.get("CreateDate") or ("",))[0])
    latest = min(this_year, int(made[1])) + 1 if made else this_year + 1
    for name in ("coverDate", "publicationDate", "coverDisplayDate"):
        match = re.search(_YEAR, (xmp.get(name) or ("",))[0])
        if match and _EARLIEST <= int(match[1]) <= this_year + 1:
            return FoundValue(match[1], "XMP", 0.95)
    lines = [line.text for page in pages[:_TITLE_PAGES] for line in page.lines]
    votes = _votes([*lines, *said], latest)
    if year := _own_citation([*lines, *said], latest):
        votes[year] = max(votes.get(year, 0.0), _OF_CITATION)
    if made and made[1] in votes:
        votes[made[1]] += _MADE_THEN
    imprint = (line.text for page in pages[:_IMPRINT_PAGES] for line in page.lines)
    votes = votes or _votes(imprint, latest, (_COPYRIGHT,))
    if votes:
        year, weight = max(votes.items(), key=lambda item: (item[1], item[0]))
        return FoundValue(year, "first page", round(min(0.95, weight), 2))
    if cited := [int("".join(years)) for line in said for years in _IN_BRACKETS.findall(line)]:
        return FoundValue(str(cited[0]), "first page", 0.6)
    if year := _bare_year(pages[:1], title, latest):
        return FoundValue(year, "first page", 0.5)
    if made and int(made[1]) <= this_year:
        return FoundValue(made[1], "Info", 0.4)
    in_title = [year for year in _BARE.findall(_OF_OTHERS.sub("", title)) if int(year) <= latest]
    return FoundValue(max(in_title), "first page", 0.3) if in_title else None


def _votes(
    lines: Iterable[str], latest: int, patterns: Sequence[tuple[re.Pattern[str], float]] = _PATTERNS
) -> dict[str, float]:
    """The years that lines label as years of publication, with weights."""
    votes: defaultdict[str, float] = defaultdict(float)
    for line in filter(_BARE.search, lines):
        for pattern, weight in patterns:
            for year in ("".join(found) for found in pattern.findall(line)):
                if _EARLIEST <= int(year) <= latest:
                    votes[year] = max(votes[year], weight) + 0.02
    return votes


def _own_citation(lines: Sequence[str], latest: int) -> str:
    """The year in the citation that a document gives for itself; empty if it gives none."""
    for index, line in enumerate(lines):
        if match := _CITED_AS.search(line):
            cited = " ".join([line[match.end() :], *lines[index + 1 : index + _CITED_LINES]])
            years = [str(year) for year in _BARE.findall(cited) if int(year) <= latest]
            if years:
                return years[0]
    return ""


def _bare_year(pages: Sequence[PageLines], title: str, latest: int) -> str:
    """The latest unlabelled year on the first page: of short lines, else of all, but not of the title's lines."""
    heading = _NOT_WORDS.sub("", title).casefold()
    lines = [
        line.text
        for page in pages
        for line in page.lines
        if _BARE.search(line.text) and _NOT_WORDS.sub("", line.text).casefold() not in heading
    ]
    for some in ([line for line in lines if len(line) <= _LONGEST_PROSE], lines):
        years = [y for line in some for y in _BARE.findall(_OF_OTHERS.sub("", line)) if int(y) <= latest]
        if years:
            return str(max(years))
    return ""
