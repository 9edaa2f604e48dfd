"""Finds the authors of a document: persons in the file's properties, on its pages, or in its own citation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from review.documents.layout.lines import PageLines
from review.documents.metadata.bylines import authors_of_metadata, byline, is_of_title, named_authors
from review.documents.metadata.letters import is_letter, letter_writers
from review.documents.metadata.lone_authors import are_ordinary, lone_authors, presenters
from review.documents.metadata.organisations import is_body
from review.documents.metadata.own_citation import OwnCitation
from review.documents.metadata.xmp import Xmp
from review.domain import FoundValue

_MINUTES = re.compile(
    r"\bminutes\b|\bmeeting of\b|\b(?:meeting|agenda)$|^(?:procès-verbal|sitzungsprotokoll)", re.IGNORECASE
)
"""Minutes and agendas name those who met, not an author."""

_OF_TABLE = re.compile(r"(?:table|figure|box|tabelle|tableau|tabla|abbildung|figura)\s?\d", re.IGNORECASE)
"""The caption that an excerpt has in the place of a title: no names are below it."""

UNSEEN = 0.2
"""The confidence of authors in the file's properties where no page can name them: often who typed the file."""

_TITLE_PAGES = 2


def find_authors(
    pages: Sequence[PageLines],
    title: str,
    info: Mapping[str, str],
    xmp: Xmp,
    ordinary: AbstractSet[str] = frozenset(),
    heads: Sequence[str] = (),
    cited: OwnCitation | None = None,
) -> FoundValue | None:
    """The authors: persons in XMP or Info, the byline under the title, or the document's own citation.

    Slides (wide pages) may name them in the running `heads` only. Names in the metadata that are not on the first pages belong to the person who created the file or its template: they
    are offered, with little confidence, only where those pages have no text that could name somebody else.
    """
    from_page = _authors_on(pages, title, ordinary)
    shown = " ".join(line.text for page in pages for line in page.lines).casefold()
    first = " ".join(line.text for page in pages[:_TITLE_PAGES] for line in page.lines).casefold()
    unseen: FoundValue | None = None
    for values, source in ((list(xmp.get("creator", ())), "XMP"), ([info.get("Author", "")], "Info")):
        names = authors_of_metadata([value for value in values if value and not is_body(value)])
        seen = sum(name.partition(",")[0].casefold() in shown for name in names)
        differ = from_page and not _families(names) & _families(from_page) and not _in_full(names, first)
        fewer = len(names) < len(from_page) / 2 or _families(names) < _families(from_page)
        if names and seen > len(names) / 2 and not fewer and not differ:
            return FoundValue("; ".join(names), source, 0.9 if len(names) > 1 else 0.7)
        if names and unseen is None and not shown.strip():
            unseen = FoundValue("; ".join(names), source, UNSEEN)
    if cited and cited.authors and not _families(from_page) & _families(cited.authors):
        return FoundValue("; ".join(cited.authors), "citation", 0.8)
    if from_page:
        return FoundValue("; ".join(from_page), "first page", 0.6)
    presenting = presenters(heads, ordinary) if pages and pages[0].width > pages[0].height else []
    return FoundValue("; ".join(presenting), "running head", 0.5) if presenting else unseen


def _authors_on(pages: Sequence[PageLines], title: str, ordinary: AbstractSet[str]) -> list[str]:
    """The authors that the pages name: in a byline, behind a label, or alone near the title."""
    if pages and is_letter(pages[0].lines):
        return letter_writers(pages)
    titled = [] if _OF_TABLE.match(title) else _title_pages(pages, title)
    for page in titled:
        names = byline(page.lines, title)
        if names and not are_ordinary(names, ordinary):
            return names
    for page in pages:
        if names := named_authors(page.lines):
            return names
    if _MINUTES.search(title):
        return []
    return next((names for page in titled if (names := lone_authors(page.lines, title, ordinary))), [])


def _title_pages(pages: Sequence[PageLines], title: str) -> list[PageLines]:
    """The first page with text, and the next if its title is in larger type than most lines; elsewhere its words are text."""
    written = [page for page in pages[:_TITLE_PAGES] if page.lines]
    found = written[:1]
    for page in written[1:]:
        sizes = Counter(round(line.size) for line in page.lines)
        titles = [line.size for line in page.lines if is_of_title(line, title)]
        if titles and max(titles) > sizes.most_common(1)[0][0] + 0.5:
            found.append(page)
    return found


def _families(names: Sequence[str]) -> set[str]:
    return {name.partition(",")[0].casefold() for name in names}


def _in_full(names: Sequence[str], text: str) -> bool:
    """Whether a text in lower case has one of the names with its given name before the family name."""
    return any(" ".join(reversed(name.casefold().split(", "))) in text for name in names)
