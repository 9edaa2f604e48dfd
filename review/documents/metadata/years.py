"""Finds the year of publication: where the file or its first pages say so, not in the names of acts or in citations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from review.documents.layout.lines import PageLines
from review.documents.metadata.not_titles import is_issue
from review.documents.metadata.own_citation import OwnCitation
from review.documents.metadata.running_text import running_text
from review.documents.metadata.xmp import Xmp
from review.domain import FoundValue

_YEAR = r"((?:19|20)\d\d)"
_MONTHS = (
    r"(?:jan|feb|fév|mar|mär|apr|avr|abr|may|mai|mag|jun|juin|giu|jul|juil|lug|aug|août|ago|sep|set|oct|okt|out|ott|nov|dec|déc|dez|dic|gen|ene"
    r"|spring|summer|autumn|fall|winter)[a-zé]*\.?"
)
"""Months and seasons in western languages, by their beginnings."""

_COPYRIGHT = (
    re.compile(
        rf"(?:[©\uf6d9\uf8e9\uf0d3\uf0e3]|\(c\)|copyright)\D{{0,60}}?(?:(?:19|20)\d\d\s?[–-]\s?)?{_YEAR}",
        re.IGNORECASE,
    ),
    0.9,
)
"""The sign may come from a symbol font, as a character for private use."""

_PATTERNS = (
    _COPYRIGHT,
    (
        re.compile(
            rf"\b(?:(?:year|date) of publication|date de (?:publication|parution)|fecha de publicación|erscheinungs(?:jahr|datum))\s?:.{{0,20}}?{_YEAR}",
            re.IGNORECASE,
        ),
        0.95,
    ),
    (
        re.compile(
            rf"\b(?:heft|nr\.|no\.|issue)\s?\d{{1,3}}\s?[/–-]\s?{_YEAR}|^\W*\d{{1,4}} \| {_YEAR}$",
            re.IGNORECASE,
        ),
        0.9,
    ),
    (re.compile(rf"\d\s?\(\d+\)\s?:\s?\d+\s?[–-]\s?\d+,\s{_YEAR}\b"), 0.92),
    (re.compile(rf"\({_YEAR}\),?\s*\d+\s*[:(,]"), 0.9),
    (re.compile(rf"\b{_YEAR}\s?[;,]\s?(?:vol\.?\s?|volume\s)?\d+\s?[:(]", re.IGNORECASE), 0.92),
)
_NUMERIC_DATE = re.compile(rf"\b(?:\d{{1,2}}[./-]){{2}}{_YEAR}\b|\b{_YEAR}-\d\d-\d\d\b")
_DATES = (
    (re.compile(rf"(?<!first )published(?:\sonline)?\W.{{0,30}}?{_YEAR}", re.IGNORECASE), 0.9),
    (
        re.compile(
            rf"\b{_MONTHS}\s+(?:de\s+)?(?:\d{{1,2}}(?:\s?[–-]\s?\d{{1,2}})?,?\s+)?{_YEAR}", re.IGNORECASE
        ),
        0.6,
    ),
    (
        re.compile(
            rf"\b(?:date|year)\s?:\s?{_YEAR}|\b(?:proceedings|forthcoming)\b[^.]{{0,80}}?\b{_YEAR}\b",
            re.IGNORECASE,
        ),
        0.7,
    ),
    (_NUMERIC_DATE, 0.5),
)
"""What is a date of publication where it stands by itself; in running text it is that of anything."""

_CONTROL = (
    re.compile(
        rf"(?:^\W*|\s)(?=(?-i:[A-ZÀ-Þ]))(?:date (?:ratified|approved|issued|published|adopted|of (?:issue|publication|approval|ratification|adoption|release))"
        rf"|(?:approval|ratification|issue|publication|release|version) date|dépôt légal|depósito legal|date d.approbation|fecha de (?:aprobación|edición)|stand|redaktionsschluss)\s?:.{{0,25}}?{_YEAR}",
        re.IGNORECASE,
    ),
    0.7,
)
"""When a document was approved or printed, as it says at its end."""

_USED = re.compile(
    r"\b(?:consultée?|accessed|retrieved|downloaded|generated|printed|abgerufen|heruntergeladen|aufgerufen|zugriff|consultado|acessado|visited)\b"
    r"[^\d©]{0,60}(?:\d{1,2}\D{1,15}){0,2}(?:19|20)\d\d\b"
    r"|\b(?:\d{1,2}[./-]){2}(?:19|20)\d\d,?\s\d{1,2}:\d\d"
    r"|\([^()\n]{1,40}; published [^()\n]*\)",
    re.IGNORECASE,
)
"""When a copy was made or read: a date with such a word before it, or with the time of day behind it; and that of a cited work."""

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
    r"|\b[A-Z]{1,2}-\s?(?:19|20)\d\d\b|\b(?i:until|till|by|since|before|after|between|from|to|in) (?:19|20)\d\d(?: (?:and|to) (?:19|20)\d\d)?|\b(?:19|20)\d\d\s?[–-]\s?(?:19|20)\d\d\b"
)
"""Years that are those of laws, plans, cited works and periods, and postcodes."""

_EARLIEST = 1900
_IMPRINT_PAGES = 4
_TITLE_PAGES = 2
_LONGEST_PROSE = 70
_LONGEST_CLOSING = 3000
_OF_CITATION = 0.95
_MADE_THEN = 0.15
"""The extra weight of a date on the first pages that matches the year the file was created."""

_NOT_WORDS = re.compile(r"[\W_]+")


def find_year(
    pages: Sequence[PageLines],
    said: Sequence[str],
    title: str,
    info: Mapping[str, str],
    xmp: Xmp,
    heads: Sequence[str] = (),
    text: str = "",
    cited: OwnCitation | None = None,
    side_text: str = "",
) -> FoundValue | None:
    """The year of publication: from XMP's cover date, the first pages, or the file's creation date.

    A file may be made long after its text: its creation date counts only where the document's `text` or `side_text` has that year.

    `said` is what cover sheets say of the document, `heads` its running heads and footers. Pages after the first two count only for copyright lines, and only
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
    said = _unused(said)
    votes = _first_votes(pages[:_TITLE_PAGES], said, latest, cited)
    if year := _repeated_year(heads, title, latest):
        votes[year] = max(votes.get(year, 0.0), _OF_CITATION)
    if made and made[1] in votes:
        votes[made[1]] += _MADE_THEN
    imprint = (line.text for page in pages[:_IMPRINT_PAGES] for line in page.lines)
    votes = votes or _votes(imprint, latest, (_COPYRIGHT,))
    if votes:
        return FoundValue(_most(votes), "first page", round(min(0.95, max(votes.values())), 2))
    if votes := _votes(_closing(text), latest, (_CONTROL, _COPYRIGHT)):
        return FoundValue(_most(votes), "last page", 0.6)
    written = bool(
        made and int(made[1]) <= this_year and re.search(rf"\b{made[1]}\b", f"{text}\n{side_text}")
    )
    in_title = [year for year in _BARE.findall(_OF_OTHERS.sub("", title)) if int(year) <= latest]
    choices = (
        (
            next(("".join(found) for line in said for found in _IN_BRACKETS.findall(line)), ""),
            "first page",
            0.6,
        ),
        (_bare_year(_apart(pages[:1]), title, latest), "first page", 0.5),
        (_catalogued([info.get("Title", ""), *xmp.get("title", ())], latest), "Info", 0.5),
        (made[1] if made and written else "", "Info", 0.4),
        (max(in_title, default=""), "first page", 0.3),
    )
    return next((FoundValue(*choice) for choice in choices if choice[0]), None)


def _first_votes(
    pages: Sequence[PageLines], said: Sequence[str], latest: int, cited: OwnCitation | None
) -> dict[str, float]:
    """The years that the first pages and what cover sheets say label as those of publication, with weights."""
    lines = _unused(line.text for page in pages for line in page.lines)
    votes = _votes([*lines, *said], latest)
    for year, weight in _votes([*_apart(pages), *said], datetime.now(UTC).year + 1, _DATES).items():
        votes[year] = max(votes.get(year, 0.0), weight)
    if year := cited.year if cited and int(cited.year) <= latest else _own_citation([*lines, *said], latest):
        votes[year] = max(votes.get(year, 0.0), _OF_CITATION)
    return votes


def _most(votes: Mapping[str, float]) -> str:
    """The year with the most weight, the latest of several."""
    return max(votes, key=lambda year: (votes[year], year))


def _closing(text: str) -> list[str]:
    """The last lines of a text, where documents have their approval and their colophon."""
    return _unused(text[-_LONGEST_CLOSING:].split("\n")[1:])


def _catalogued(titles: Sequence[str], latest: int) -> str:
    """The only year of a title in the file's properties that names a volume and an issue, as catalogues write them."""
    years = {
        year for title in titles if is_issue(title) for year in _BARE.findall(title) if int(year) <= latest
    }
    return years.pop() if len(years) == 1 else ""


def _apart(pages: Sequence[PageLines]) -> list[str]:
    """The lines that are not running text."""
    texts = [running_text(page.lines) for page in pages]
    return _unused(
        line.text for page, text in zip(pages, texts, strict=True) for line in page.lines if line not in text
    )


def _unused(lines: Iterable[str]) -> list[str]:
    """The lines without the dates on which a copy was made or read, which may run on into the next line."""
    return _USED.sub("", "\n".join(lines)).split("\n")


def _repeated_year(heads: Sequence[str], title: str, latest: int) -> str:
    """The only year in the running heads, unless the title has it, too; dates in digits are those of forms."""
    plain = [_NUMERIC_DATE.sub("", _OF_OTHERS.sub("", _USED.sub("", head))) for head in heads]
    years = {year for head in plain for year in _BARE.findall(head) if int(year) <= latest}
    years -= set(_BARE.findall(title))
    return str(years.pop()) if len(years) == 1 else ""


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


def _bare_year(lines: Sequence[str], title: str, latest: int) -> str:
    """The latest unlabelled year in the first page's lines: in short ones, else in all, but not in the title's."""
    heading = _NOT_WORDS.sub("", title).casefold()
    lines = [
        line for line in lines if _BARE.search(line) and _NOT_WORDS.sub("", line).casefold() not in heading
    ]
    for some in ([line for line in lines if len(line) <= _LONGEST_PROSE], lines):
        years = [y for line in some for y in _BARE.findall(_OF_OTHERS.sub("", line)) if int(y) <= latest]
        if years:
            return str(max(years))
    return ""
