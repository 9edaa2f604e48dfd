"""Finds the values for a reference in a file, each with its source and a confidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from review.documents.layout.cleaning import clean_text
from review.documents.layout.cover_sheets import cover_sheets
from review.documents.layout.lines import PageLines
from review.documents.layout.running_heads import leading_line_numbers
from review.documents.metadata.abstracts import find_abstract
from review.documents.metadata.body_names import names_body
from review.documents.metadata.bylines import family_first, lines_above
from review.documents.metadata.found_authors import UNSEEN, find_authors
from review.documents.metadata.lone_authors import ordinary_words
from review.documents.metadata.named_bodies import find_named_body
from review.documents.metadata.organisations import (
    find_author_as_organisation,
    find_organisation,
    most_named_body,
)
from review.documents.metadata.own_citation import own_citation
from review.documents.metadata.titles import find_title
from review.documents.metadata.xmp import Xmp, first_value
from review.documents.metadata.years import find_year
from review.domain import Document, FoundValue, PassageKind
from review.domain.doi import found_doi

_PAGE_NUMBER = re.compile(
    r"^\d{1,5}\s+|\s+(?!(?:19|20)\d\d$)\d{1,5}$|\b(?:page |seite )?\d{1,4} (?:of|von|de) \d{1,4}\b",
    re.IGNORECASE,
)
_FEWEST_HEADS, _SHARE_OF_PAGES = 2, 0.2
"""A running head is on this share of the pages, often only on left or right ones."""

COVER_PAGES = 4
"""How many first pages describe the document: title page and imprint."""

_TITLE_PAGES = 2

_DOI_TEXT = r"(10\.\d{4,9}/[-._;()/:a-z0-9<>\[\]+&]+?)(?=(?<=\d)\.[a-z]{2,}\s+(?-i:[a-z])|[^-._;()/:a-z0-9<>\[\]+&]|\Z)"
"""A DOI up to its end, or to a sentence that touches it: ``10.1101/2020.06.09.this version posted``."""

_DOI = re.compile(_DOI_TEXT, re.IGNORECASE)
_DOI_NAMED = re.compile(rf"(?:doi(?:\.org/|\s*[:.]?\s*)|dx\.doi\.org/)\s*{_DOI_TEXT}", re.IGNORECASE)
_CONTAINER = re.compile(
    r"(?:et al\.?|and [\w-]+|^[\w-]+)\s+([A-Z][\w&:,\- ]{2,60}?)\s*\(?(?:19|20)\d\d\)?\s*[,;]?\s?\d+\s?[:(]"
)
_FETCHED = re.compile(
    r"\b(?:download|upload|access|deposit|retriev|generat|submitted on|printed on|last modified)",
    re.IGNORECASE,
)
"""What a cover sheet says about itself, with dates that are not the document's."""

_CITED = re.compile(r"^([A-Z][\w&:,\- ]{2,60}?)\s*\(?(?:19|20)\d\d\)?\s*[,;]\s?\d+\s?[:(]")
_JOURNAL = re.compile(
    r"(?:[A-Z][\w&]+ ){0,5}Journal(?: of(?: [A-Z][\w&]+| and| the| in){1,7})?|(?:Annals|Bulletin|Archives) of(?: [A-Z][\w&]+| and){1,6}"
)
_LONGEST_LINE = 200


def found_values(
    file_name: str,
    pages: Sequence[PageLines],
    document: Document,
    info: Mapping[str, str],
    xmp: Xmp,
    back: Sequence[PageLines] = (),
) -> dict[str, FoundValue]:
    """The values found for title (always), authors, year, doi, organisation, container and abstract.

    Args:
        file_name: the file's name, as the last choice for a title.
        pages: the lines of the pages as drawn.
        document: the frozen text made from them.
        info: entries of the file's Info dictionary.
        xmp: properties of its XMP packet.
        back: the last page, if it is not among `pages`.
    """
    last = [*pages, *back][-1:]
    pages, sheets = _documents_own(pages)
    back = [page for page in last if page.number > pages[-1].number]
    cover = [line.text for page in pages[:_TITLE_PAGES] for line in page.lines]
    imprint = [line.text for page in pages[:COVER_PAGES] for line in page.lines]
    heads = _repeated(document)
    citation = own_citation([*sheets, *pages])
    title = find_title(
        file_name,
        pages,
        first_value(xmp, "title"),
        info.get("Title", ""),
        heads,
        citation,
        info.get("Subject", ""),
    )
    above = lines_above(pages[0].lines, title.value) if pages else []
    said = [line.text for sheet in sheets for line in sheet.lines if not _FETCHED.search(line.text)]
    cited = citation if citation and _is_of(citation.title, title.value) else None
    body = FoundValue(cited.body, "citation", 0.8) if cited and _is_cited_body(cited.body) else None
    body = body or find_author_as_organisation(above, info, xmp)
    ordinary = ordinary_words(document.text)
    authors = find_authors([*pages, *sheets], title.value, info, xmp, ordinary, heads, cited)
    if body and authors and family_first(body.value) == authors.value:
        authors = None
    certain = authors.value if authors and authors.confidence > UNSEEN else ""
    imprint += _licences(document)
    body = body or find_organisation(imprint, info, xmp, certain, above, title.value)
    if not body and not certain:
        body = find_named_body(pages, back, document, title.value, heads) or most_named_body(imprint)
    if body and not certain:
        authors = None
    found = {
        "title": title,
        "authors": authors,
        "year": find_year(
            pages,
            said,
            title.value,
            info,
            xmp,
            heads,
            document.text[: document.body_end],
            citation,
            document.text[document.body_end :],
        ),
        "doi": find_doi([*cover, *said], xmp),
        "organisation": body,
        "container": find_container([*cover, *said], xmp),
        "abstract": find_abstract(document),
    }
    return {field: value for field, value in found.items() if value and value.value}


def _documents_own(pages: Sequence[PageLines]) -> tuple[list[PageLines], list[PageLines]]:
    """The first pages of the document without line numbers, watermarks and hidden lines, and the cover sheets before them.

    Where nothing but cover sheets has text, as before a scan, they count as the document.
    """
    covers = cover_sheets(pages)
    plain = [
        page._replace(lines=tuple(leading_line_numbers([line for line in page.lines if not line.drawn])))
        for page in pages
    ]
    own = plain[covers : covers + COVER_PAGES]
    if not any(page.lines for page in own):
        return plain[:COVER_PAGES], []
    return own, plain[:covers]


def _heads(document: Document) -> list[str]:
    """The running heads and footers of all pages."""
    kinds = {"running head", "footer"}
    return [document.text[aside.start : aside.end] for aside in document.asides if aside.kind in kinds]


def _repeated(document: Document) -> list[str]:
    """The running heads and footers that are on many pages, without the page numbers; the commonest first."""
    heads = [_PAGE_NUMBER.sub("", head).strip() for head in _heads(document)]
    fewest = max(_FEWEST_HEADS, _SHARE_OF_PAGES * len(document.pages))
    return [head for head, times in Counter(heads).most_common() if head and times >= fewest]


def _licences(document: Document) -> list[str]:
    """The lines of front matter, heads and footers of the whole document, each once."""
    front = [(p.start, p.end) for p in document.passages if p.kind is PassageKind.FRONT_MATTER]
    lines = [line for start, end in front for line in document.text[start:end].split("\n")]
    lines += [line for head in _heads(document) for line in head.split("\n")]
    return [line for line in dict.fromkeys(lines) if len(line) <= _LONGEST_LINE]


def find_doi(cover: Sequence[str], xmp: Xmp) -> FoundValue | None:
    """The DOI of the document: from XMP, unless the first two pages show a different labelled DOI."""
    text = "\n".join(cover)
    named = _DOI_NAMED.search(text)
    for name in ("doi", "WPS-ARTICLEDOI", "identifier"):
        if match := _DOI.search(first_value(xmp, name)):
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


def _is_of(cited: str, title: str) -> bool:
    """Whether a citation is of a title: most of its words are in it."""
    words = set(re.findall(r"\w+", cited.casefold()))
    return 2 * len(words.intersection(re.findall(r"\w+", title.casefold()))) > len(words)


def _is_cited_body(name: str) -> bool:
    """Whether a citation names a body, perhaps by its initials, in the place of authors: not a part of another style."""
    return names_body(name) or (name.isupper() and " " not in name)


def find_container(cover: Sequence[str], xmp: Xmp) -> FoundValue | None:
    """The journal: from XMP, or from a running head such as ``Rahman et al. Trials (2015) 16:50``."""
    if name := first_value(xmp, "publicationName"):
        return FoundValue(clean_text(name, longest=300), "XMP", 0.95)
    for line in cover:
        cited = _CITED.search(line)
        if match := cited if cited and " and " not in cited[1] else _CONTAINER.search(line) or cited:
            return FoundValue(clean_text(match[1].strip(" ,"), longest=300), "first page", 0.6)
    for line in cover[:40]:
        if match := _JOURNAL.search(line):
            return FoundValue(clean_text(match[0].strip(" ,"), longest=300), "first page", 0.4)
    return None


def _plain_doi(text: str) -> str:
    return found_doi(text.partition("<")[0].rstrip("[")).doi.casefold()
