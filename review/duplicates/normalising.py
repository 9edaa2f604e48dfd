"""Normalises fields of references, so that different spellings by databases compare as equal."""

from __future__ import annotations

import html
import re
import unicodedata

_TAG = re.compile(r"</?[a-z][^<>]{0,40}>", re.IGNORECASE)
_ACCENT = re.compile("[\u0300-\u036f]")
_NOT_WORD = re.compile(r"[\W_]+")
_GREEK = {
    "α": " alpha ", "β": " beta ", "γ": " gamma ", "δ": " delta ", "ε": " epsilon ", "ζ": " zeta ",
    "η": " eta ", "θ": " theta ", "ι": " iota ", "κ": " kappa ", "λ": " lambda ", "μ": " mu ",
    "ν": " nu ", "ξ": " xi ", "ο": " omicron ", "π": " pi ", "ρ": " rho ", "σ": " sigma ",
    "τ": " tau ", "υ": " upsilon ", "φ": " phi ", "χ": " chi ", "ψ": " psi ", "ω": " omega ",
}  # fmt: skip
_MISREAD_UTF8 = re.compile("â€|[ÂÃ][\u0080-\u00bf]")
_GREEK_LETTER = re.compile(f"[{''.join(_GREEK)}](?![α-ω])")
_DATABASE_NOTE = re.compile(
    r"\s*[\[(](?:see comments?|erratum appears[^\])]*|published erratum[^\])]*|comment in[^\])]*|retracted in[^\])]*"
    r"|reviews?|\d+ refs?|meeting abstracts?|in process citation|letter|editorial|review, \d+ refs?"
    r"|(?:in )?(?:chinese|danish|dutch|french|german|hungarian|italian|japanese|korean|polish|portuguese|russian"
    r"|spanish|swedish|turkish))[\])]\.?\s*$",
    re.IGNORECASE,
)
_ABSTRACT_LABEL = re.compile(
    r"\b(?:abstract|aims?|background|conclusions?|context|design|introduction|methods?|objectives?|purpose(?: of review)?"
    r"|results?|setting|summary)\s*:",
    re.IGNORECASE,
)
_DOI = re.compile(r"10\.\d{3,9}/\S+")
_DOI_VERSION = re.compile(r"(?:\.pub\d+|[./]?v\d+)$")
_PAGE = re.compile(r"([a-z]{0,3})0*(\d+(?:s\d+)?)")
_SPREADSHEET_DATE = re.compile(r"(\d{1,2})-(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ISSN = re.compile(r"(?<!\d)(\d{4})-?(\d{3}[\dx])(?![\dx])", re.IGNORECASE)
_ISBN = re.compile(r"(?<!\d)(?:97[89][- ]?)?(?:\d[- ]?){9}[\dx](?![\dx])", re.IGNORECASE)
_ABSTRACT_CHARACTERS = 300
"""How many characters of an abstract are compared."""
_LONGEST_TEXT = 2_000
"""How many characters of a field are used, so that a hostile file cannot waste time."""

Page = tuple[str, str]
"""A first page: its letters (``S``, ``e``) and its number without leading zeros."""


def folded(text: str) -> str:
    """Lower-case words with single spaces: no accents, markup or punctuation; lone Greek letters by their names."""
    text = text[:_LONGEST_TEXT]
    if "&" in text or "<" in text:
        text = _TAG.sub("", html.unescape(text))
    if _MISREAD_UTF8.search(text):
        text = text.encode("cp1252", "ignore").decode("utf-8", "ignore")
    text = text.casefold()
    if not text.isascii():
        text = _GREEK_LETTER.sub(lambda letter: _GREEK[letter[0]], text)
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    return _NOT_WORD.sub(" ", text.replace("'", "").replace("’", "")).strip()


def title_words(title: str) -> tuple[str, ...]:
    """The words of a title, without the notes that databases append (``[see comment]``, ``[German]``)."""
    title = title[:_LONGEST_TEXT]
    while (shorter := _DATABASE_NOTE.sub("", title)) != title:
        title = shorter
    return tuple(folded(title).split())


def doi_name(doi: str) -> str:
    """The DOI in lower case without resolver and version (``.pub2``, ``v1``); empty if there is none.

    Publishers give each version of a living work its own suffix. Whether two versions are one work depends on the other
    fields, so the suffix must neither join nor separate them.
    """
    found = _DOI.search(doi.casefold())
    return _DOI_VERSION.sub("", found[0].rstrip(".,;)]")) if found else ""


def volume_number(volume: str) -> str:
    """The first number in a volume field: ``32`` of ``32 Spec No2`` and of ``32 (1) (no pagination)``.

    An unmatched bracket (``1)``) is part of a field that was split, and gives nothing.
    """
    found = re.search(r"\d+", volume) if volume.count("(") == volume.count(")") else None
    return found[0].lstrip("0") if found else ""


def first_page(pages: str) -> Page | None:
    """The first page or the article number; ``01-Jul`` is a spreadsheet's version of ``1-7``.

    Numbers that a spreadsheet rounded (``2.05E+15``) and prose (``no pagination``) give None.
    """
    pages = pages.strip().casefold()
    if date := _SPREADSHEET_DATE.fullmatch(pages):
        day, month = int(date[1]), _MONTHS.index(date[2]) + 1
        return "", str(min(day, month))
    if re.match(r"[\d.]+e\+", pages):
        return None
    found = _PAGE.match(re.sub(r"^(?:pp?\.?|no\.?|article)\s*(?=[a-z]?\d)", "", pages))
    return (found[1], found[2]) if found else None


def identifiers(isbn: str) -> frozenset[str]:
    """The ISSNs and ISBNs in a field, without hyphens."""
    issns = {"".join(match).casefold() for match in _ISSN.findall(isbn)}
    isbns = {re.sub(r"[- ]", "", match[0]).casefold() for match in _ISBN.finditer(isbn)}
    return frozenset(issns | {number[-10:-1] for number in isbns})


def abstract_start(abstract: str) -> str:
    """The beginning of an abstract, without section headings, which not every database keeps."""
    return folded(_ABSTRACT_LABEL.sub(" ", abstract[: 2 * _ABSTRACT_CHARACTERS]))[:_ABSTRACT_CHARACTERS]
