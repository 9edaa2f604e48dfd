"""Finds the values for a reference in a file, each with its source and a confidence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from review.documents.layout.cleaning import clean_text
from review.documents.layout.lines import PageLines
from review.documents.metadata.bylines import (
    authors_of_metadata,
    byline,
    family_first,
    is_organisation,
    lines_above,
)
from review.documents.metadata.titles import BODY, find_title
from review.domain import Document, FoundValue, Passage, PassageKind
from review.domain.doi import found_doi

Xmp = Mapping[str, Sequence[str]]

COVER_PAGES = 4
"""How many first pages describe the document: title page and imprint."""

_TITLE_PAGES = 2

_DOI = re.compile(r"10\.\d{4,9}/[-._;()/:a-z0-9<>\[\]+&]+", re.IGNORECASE)
_DOI_NAMED = re.compile(
    r"(?:doi(?:\.org/|\s*[:.]?\s*)|dx\.doi\.org/)\s*(10\.\d{4,9}/[-._;()/:a-z0-9<>\[\]+&]+)", re.IGNORECASE
)
_YEAR = r"((?:19|20)\d\d)"
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter)[a-z]*\.?"
_YEAR_PATTERNS = (
    (re.compile(rf"(?:©|\(c\)|copyright)\D{{0,60}}?(?:(?:19|20)\d\d\s?[–-]\s?)?{_YEAR}", re.IGNORECASE), 0.9),
    (re.compile(rf"(?<!first )published(?:\sonline)?\W.{{0,30}}?{_YEAR}", re.IGNORECASE), 0.9),
    (re.compile(rf"\({_YEAR}\),?\s*\d+\s*[:(,]"), 0.9),
    (re.compile(rf"\b{_YEAR}\s?[;,]\s?(?:vol\.?\s?|volume\s)?\d+\s?[:(]", re.IGNORECASE), 0.92),
    (re.compile(rf"{_MONTHS}\s+(?:\d{{1,2}},?\s+)?{_YEAR}", re.IGNORECASE), 0.6),
)
_BARE_YEAR = re.compile(rf"\b{_YEAR}\b")
_CONTAINER = re.compile(
    r"(?:et al\.?|and [\w-]+|^[\w-]+)\s+([A-Z][\w&:,\- ]{2,60}?)\s*\(?(?:19|20)\d\d\)?\s*[,;]?\s?\d+\s?[:(]"
)
_CITED = re.compile(r"^([A-Z][\w&:,\- ]{2,60}?)\s*\(?(?:19|20)\d\d\)?\s*[,;]\s?\d+\s?[:(]")
_JOURNAL = re.compile(
    r"(?:[A-Z][\w&]+ ){0,5}Journal(?: of(?: [A-Z][\w&]+| and| the| in){1,7})?|(?:Annals|Bulletin|Archives) of(?: [A-Z][\w&]+| and){1,6}"
)
_PUBLISHER = re.compile(
    r"(?i:published by|©\s?(?:copyright\s)?|copyright\s(?:©\s|\(©\)\s)?)\s*(?:(?:19|20)\d\d\s?(?:[–-]\s?(?:19|20)?\d\d\s)?)?(?i:by\s)?"
    r"(?i:the\s)?(?i:authority of the\s)?([A-ZÀ-Þ][A-Za-zÀ-ÿ&’' -]{3,60})"
)
_NO_PUBLISHER = re.compile(
    rf"\bauthors?\b|\brights\b|^and\b|^for\b|et al|^{_MONTHS}(?:\W|$)|\bnotice\b|\bact\b", re.IGNORECASE
)
_SEVERAL = re.compile(r"[,;&]| and ")
_IN_BRACKETS = re.compile(r"\s*\(.*\)$")
_ADDRESS = re.compile(r"[,;\s]*(?:https?://|www\.)\S*$")
_CROWN = re.compile(r"crown copyright", re.IGNORECASE)
_EARLIEST = 1900
_MADE_THEN = 0.15
"""The extra weight of a date on the first pages that matches the year the file was created."""

_LONGEST_ABSTRACT = 6000
_SHORTEST_ABSTRACT = 200
_CONTENTS = re.compile(r"(table of )?contents", re.IGNORECASE)


def found_values(
    file_name: str, pages: Sequence[PageLines], document: Document, info: Mapping[str, str], xmp: Xmp
) -> dict[str, FoundValue]:
    """The values found for title (always), authors, year, doi, organisation, container and abstract.

    Args:
        file_name: the file's name, as the last choice for a title.
        pages: the lines of the pages as drawn.
        document: the frozen text made from them.
        info: entries of the file's Info dictionary.
        xmp: properties of its XMP packet.
    """
    cover = [line.text for page in pages[:_TITLE_PAGES] for line in page.lines]
    imprint = [line.text for page in pages[:COVER_PAGES] for line in page.lines]
    title = find_title(file_name, pages, _first(xmp, "title"), info.get("Title", ""))
    above = lines_above(pages[0].lines, title.value) if pages else []
    body = find_author_as_organisation(above, info, xmp)
    authors = find_authors(pages, title.value, info, xmp)
    if body and authors and family_first(body.value) == authors.value:
        authors = None
    found = {
        "title": title,
        "authors": authors,
        "year": find_year([line.text for line in pages[0].lines] if pages else [], cover, info, xmp, imprint),
        "doi": find_doi(cover, xmp),
        "organisation": body
        or find_organisation(imprint, info, xmp, authors.value if authors else "", above),
        "container": find_container(cover, xmp),
        "abstract": find_abstract(document),
    }
    return {field: value for field, value in found.items() if value and value.value}


def find_doi(cover: Sequence[str], xmp: Xmp) -> FoundValue | None:
    """The DOI of the document: from XMP, unless the first two pages show a different labelled DOI."""
    text = "\n".join(cover)
    named = _DOI_NAMED.search(text)
    for name in ("doi", "WPS-ARTICLEDOI", "identifier"):
        if match := _DOI.search(_first(xmp, name)):
            doi = _plain_doi(match[0])
            if doi in text.casefold():
                return FoundValue(doi, "XMP", 0.98)
            if not named:
                return FoundValue(doi, "XMP", 0.8)
    if named:
        return FoundValue(_plain_doi(named[1]), "first page", 0.9)
    if match := _DOI.search(text):
        return FoundValue(_plain_doi(match[0]), "first page", 0.7)
    return None


def find_year(
    first_page: Sequence[str],
    cover: Sequence[str],
    info: Mapping[str, str],
    xmp: Xmp,
    imprint: Sequence[str] = (),
) -> FoundValue | None:
    """The year of publication: from XMP's cover date, the first pages, or the file's creation date.

    Pages after the first two (`imprint`) count only for copyright lines, and only if nothing else gives a year.

    Of unlabelled years on the first page the latest counts, because works cite older ones.
    """
    this_year = datetime.now(UTC).year
    made = re.search(_YEAR, info.get("CreationDate", "") or _first(xmp, "CreateDate"))
    latest = min(this_year, int(made[1])) + 1 if made else this_year + 1
    for name in ("coverDate", "publicationDate", "coverDisplayDate"):
        if (match := re.search(_YEAR, _first(xmp, name))) and _EARLIEST <= int(match[1]) <= this_year + 1:
            return FoundValue(match[1], "XMP", 0.95)
    votes = _year_votes(cover, latest)
    if made and made[1] in votes:
        votes[made[1]] += _MADE_THEN
    votes = votes or _year_votes(imprint, latest, _YEAR_PATTERNS[:1])
    if votes:
        year, weight = max(votes.items(), key=lambda item: (item[1], item[0]))
        return FoundValue(year, "first page", round(min(0.95, weight), 2))
    bare = [year for line in first_page for year in _BARE_YEAR.findall(line) if int(year) <= latest]
    if bare:
        return FoundValue(max(bare), "first page", 0.5)
    return FoundValue(made[1], "Info", 0.4) if made and int(made[1]) <= this_year else None


def _year_votes(
    lines: Sequence[str], latest: int, patterns: Sequence[tuple[re.Pattern[str], float]] = _YEAR_PATTERNS
) -> dict[str, float]:
    """The years that lines label as years of publication, with weights."""
    votes: defaultdict[str, float] = defaultdict(float)
    for line in filter(_BARE_YEAR.search, lines):
        for pattern, weight in patterns:
            for year in pattern.findall(line):
                if _EARLIEST <= int(year) <= latest:
                    votes[year] = max(votes[year], weight) + 0.02
    return votes


def find_authors(
    pages: Sequence[PageLines], title: str, info: Mapping[str, str], xmp: Xmp
) -> FoundValue | None:
    """The authors, from XMP or Info if those are names of persons, or from the byline under the title.

    Names in the metadata that are not on the first pages belong to the person who created the file or its template.
    """
    from_page = byline(pages[0].lines, title) if pages else []
    shown = " ".join(line.text for page in pages[:_TITLE_PAGES] for line in page.lines).casefold()
    unseen: FoundValue | None = None
    for values, source in ((list(xmp.get("creator", ())), "XMP"), ([info.get("Author", "")], "Info")):
        names = authors_of_metadata([value for value in values if value])
        seen = sum(name.partition(",")[0].casefold() in shown for name in names)
        if names and seen > len(names) / 2 and len(names) >= len(from_page) / 2:
            return FoundValue("; ".join(names), source, 0.9 if len(names) > 1 else 0.7)
        if names and unseen is None:
            unseen = FoundValue("; ".join(names), source, 0.2)
    return FoundValue("; ".join(from_page), "first page", 0.6) if from_page else unseen


def find_author_as_organisation(above: Sequence[str], info: Mapping[str, str], xmp: Xmp) -> FoundValue | None:
    """The file's only author if that name is above the title, as organisations are; persons are named below it."""
    for value, source in ((_first(xmp, "creator"), "XMP"), (info.get("Author", ""), "Info")):
        name = clean_text(value, longest=200)
        alone = len(xmp.get("creator", ())) < 2 and not _SEVERAL.search(name)
        if " " in name and alone and any(name.casefold() in line.casefold() for line in above):
            return FoundValue(name, source, 0.7)
    return None


def find_organisation(
    imprint: Sequence[str], info: Mapping[str, str], xmp: Xmp, authors: str = "", above: Sequence[str] = ()
) -> FoundValue | None:
    """The organisation behind a report: XMP's publisher, or an author above the title that is not a person.

    Else the copyright holder, or the Crown. A copyright holder who is one of the `authors` is not an organisation.
    """
    if publisher := _first(xmp, "publisher"):
        return FoundValue(clean_text(publisher, longest=200), "XMP", 0.7)
    for value, source in ((_first(xmp, "creator"), "XMP"), (info.get("Author", ""), "Info")):
        name = _ADDRESS.sub("", clean_text(value, longest=200))
        if is_organisation(name):
            return FoundValue(name, source, 0.5)
    for line in above:
        name = _IN_BRACKETS.sub("", clean_text(line, longest=200))
        if " " in name and BODY.fullmatch(name):
            return FoundValue(name, "first page", 0.4)
    for line in imprint:
        if _CROWN.search(line):
            return FoundValue("HM Government", "first page", 0.3)
        match = _PUBLISHER.search(line)
        if match and not _NO_PUBLISHER.search(match[1]) and family_first(match[1]) not in authors:
            return FoundValue(clean_text(match[1], longest=200), "first page", 0.4)
    return None


def find_container(cover: Sequence[str], xmp: Xmp) -> FoundValue | None:
    """The journal: from XMP, or from a running head such as ``Rahman et al. Trials (2015) 16:50``."""
    if name := _first(xmp, "publicationName"):
        return FoundValue(clean_text(name, longest=300), "XMP", 0.95)
    for line in cover:
        if match := _CONTAINER.search(line) or _CITED.search(line):
            return FoundValue(clean_text(match[1].strip(" ,"), longest=300), "first page", 0.6)
    for line in cover[:40]:
        if match := _JOURNAL.search(line):
            return FoundValue(clean_text(match[0].strip(" ,"), longest=300), "first page", 0.4)
    return None


def find_abstract(document: Document) -> FoundValue | None:
    """The abstract or summary under its heading, a report's contents page, or the first long paragraph."""
    parts = [p for p in document.passages if p.section == "abstract" and p.kind is PassageKind.PARAGRAPH]
    if parts:
        text = " ".join(_one_line(document, p) for p in parts)
        if len(text) >= _SHORTEST_ABSTRACT / 2:
            return FoundValue(clean_text(text, longest=_LONGEST_ABSTRACT), "abstract", 0.85)
    for heading, following in zip(document.passages, document.passages[1:], strict=False):
        if heading.kind is PassageKind.HEADING and _CONTENTS.fullmatch(
            document.text[heading.start : heading.end].strip()
        ):
            text = document.text[following.start : following.start + _LONGEST_ABSTRACT // 3].replace(
                "\n", " "
            )
            return FoundValue(clean_text(text, longest=_LONGEST_ABSTRACT), "contents page", 0.3)
    for passage in document.passages[:40]:
        if passage.kind is PassageKind.PARAGRAPH and passage.end - passage.start >= 2 * _SHORTEST_ABSTRACT:
            return FoundValue(
                clean_text(_one_line(document, passage), longest=_LONGEST_ABSTRACT),
                "first page",
                0.3,
            )
    return None


def _one_line(document: Document, passage: Passage) -> str:
    return document.text[passage.start : passage.end].replace("\n", " ")


def _plain_doi(text: str) -> str:
    return found_doi(text.partition("<")[0].rstrip("[")).doi.casefold()


def _first(xmp: Xmp, name: str) -> str:
    values = xmp.get(name) or ("",)
    return values[0]
