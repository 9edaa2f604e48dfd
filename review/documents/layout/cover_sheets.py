"""Cover sheets: pages that repositories, databases and publishers put before a document.

A cover sheet speaks about the document: how to cite it, which version it is, who may use it, where it is kept, when it
was downloaded. A first page of an article says some of this, too, but it also begins the article; and behind a cover
sheet, the document's own first page has the title again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from review.documents.layout.lines import Line, PageLines
from review.documents.layout.number_forms import letters

MOST_COVERS = 3
"""How many cover sheets may be on top of each other."""

_CITATION = (
    r"\b(?:to|please) cite this|\bcite (?:this|the|as)\b|citation for (?:the )?(?:original )?publi|citation (?:details|of this)"
    r"|(?:original|suggested|recommended|full|bibliographic) citation|(?<![\w’'])citation\s?:|zitier(?:ung|vorschlag|weise)"
    r"|pour citer|citer ce|para citar|como citar|da citare|\bauthors?\(?s?\)?\s?:|\b(?:published|publication|to appear) (?:in|date|details)\b\s?:?"
    r"|\bsource\s?:|\btitle\s?:|cited by|\bjournal(?: homepage)?\s?:"
)
"""How to cite it, and where it was published."""

_VERSION = (
    r"\bthis (?:is|was) (?:a|an|the)\b[^.]{0,80}\b(?:version|copy|manuscript|reprint|post-?print|pre-?print|pdf)\b"
    r"|\b(?:document|this|published|accepted|submitted|final|author'?s?|peer[ -]reviewed) (?:version|manuscript)\b|\bversion(?: of [\w ]{1,80})?\s?:"
    r"|\b(?:author’?s?|personal) copy\b|may differ from|differ from the (?:final|published)|ver[oö]ffentlichungsversion|version (?:publiée|acceptée|éditeur)"
    r"|versión (?:publicada|aceptada)|\b(?:HAL|PII)\b\s?(?:id)?\s?:|type of (?:the )?(?:work|document|publication)|peer[ -]review(?: status|ed\b)|archive ouverte"
)
"""Which version of it this is."""

_TERMS = (
    r"\bgeneral rights|take[ -]?down|\bterms (?:and|&) conditions|\b(?:terms|conditions) of use|\buse policy|indicates your acceptance|\bre-?use\b"
    r"|user has requested|\bpersonal (?:use|research)|(?:private|personal) (?:study|and)|nutzungsbedingungen|conditions d.utilisation|condiciones de uso"
    r"|commercial gain|\bfurther (?:distribut|copying)|copyright (?:statement|and moral|holders?\b|owners?\b)|droits d.auteur|all use subject to|legal disclaimers?"
)
"""Who may use it."""

_PLACE = (
    r"\bstable (?:url|link)|\bperma(?:nent)?[ -]?(?:\w+ )?(?:link|url|address)|\burl (?:for|of) this|\blink to (?:this|the|publ|article)|\bdeposited (?:in|at)"
    r"|(?:found|available|verfügbar|disponible|accessible|obtained) (?:online )?(?:at|from|unter|en|sur)\b\s?:?|hdl\.handle\.net|\brepository\b|\barchive\b"
    r"|https?://\S{0,200}(?:eprint|repositor|dspace|handle|/pure|archive|publication/\d|/stable/|/abstract|item)|view (?:metadata|citation)|on (?:the )?publisher’?'?s website"
)
"""Where it is kept."""

_SERVICE = (
    r"\bdownload(?:ed)?(?: date| from| on| by| time)?\b\s?:?|\baccess(?:ed)?\s?(?::|on\b|to this document)|\bdate deposited|\buploaded by|\bsubmitted on"
    r"|\barticle views|\bcitations?\b.{0,12}\breads\b|\bsee (?:profile|discussions)|e-?mail alert|\bclick here|\bsubscriptions?\b|\bsubmit your"
    r"|\bview (?:related|crossmark)|\brequest permission|\breprints?\b|\bservice to our (?:customers|authors|readers)|\bprovided by\b|\bpowered by\b"
)
"""When and by whom it was fetched, and other services."""

_STATEMENTS = tuple(
    re.compile(pattern, re.IGNORECASE) for pattern in (_CITATION, _VERSION, _TERMS, _PLACE, _SERVICE)
)
_FEWEST = 2
"""So many kinds of statements are not rare on the first page of an article."""

_LOOK_AHEAD = 2
_SHORTEST_TITLE = 15
_LARGER = 1.08
_SAME_PLACE = 4.0
_BEGINS_TEXT = re.compile(r"[\W\d]*(?:abstract|introduction|background|keywords?|summary)\b.*", re.IGNORECASE)


def cover_sheets(pages: Sequence[PageLines]) -> int:
    """How many of the first pages are cover sheets; never all of them."""
    count = 0
    while count < min(MOST_COVERS, len(pages) - 1) and _is_cover(pages[count], pages[count + 1 :]):
        count += 1
    return count


def _is_cover(page: PageLines, following: Sequence[PageLines]) -> bool:
    lines = [line for line in page.lines if not line.drawn]
    apart = _is_set_apart(page, following)
    begins_text = any(map(_begins_text, lines))
    if begins_text and not apart:
        return False
    again = _is_begun_again(lines, following[:_LOOK_AHEAD])
    if not (again or apart) or (begins_text and not again):
        return False
    text = " ".join(line.text for line in lines)
    said = sum(bool(statement.search(text)) for statement in _STATEMENTS)
    return said > _FEWEST or (said == _FEWEST and again and apart and not begins_text)


def _is_begun_again(cover: Sequence[Line], pages: Sequence[PageLines]) -> bool:
    """Whether a heading of the pages, such as the title, is on the cover, too, and not as a running head of both."""
    words = [letters(line.text) for line in cover]
    shown = "".join(words)
    places = {(text, _height(line)) for text, line in zip(words, cover, strict=True)}
    return any(_has_heading(page, shown, places) for page in pages)


def _has_heading(page: PageLines, shown: str, places: set[tuple[str, int]]) -> bool:
    """Whether a heading of a page is among the letters shown, and is not at one of the places."""
    usual = _usual(page.lines).size
    heading = ""
    for line in page.lines:
        larger = line.size > _LARGER * usual or line.is_bold
        if not larger or line.drawn:
            heading = ""
            continue
        words = letters(line.text)
        if (words, _height(line)) in places:
            heading = ""
            continue
        # A title may be set over several lines; each must go on where the last ended.
        heading = heading + words if heading and heading + words in shown else words
        if len(heading) >= _SHORTEST_TITLE and heading in shown:
            return True
    return False


def _height(line: Line) -> int:
    """The height of a line on its page, the same for lines at one place."""
    return round(line.baseline / _SAME_PLACE)


def _is_set_apart(page: PageLines, following: Sequence[PageLines]) -> bool:
    """Whether a page was made in another way than those that follow: another format, or other fonts."""
    others = [other for other in following if other.lines][:_LOOK_AHEAD]
    fonts = {_family(line.font) for line in page.lines}
    return all(
        abs(other.width - page.width) > 1
        or abs(other.height - page.height) > 1
        or _family(_usual(other.lines).font) not in fonts
        for other in others
    )


def _begins_text(line: Line) -> bool:
    return bool(_BEGINS_TEXT.fullmatch(line.text)) and len(line.text) < 40


class _Type(NamedTuple):
    font: str
    size: float


def _usual(lines: Iterable[Line]) -> _Type:
    """The font and size of most of the text."""
    found: Counter[_Type] = Counter()
    for line in lines:
        found[_Type(line.font, line.size)] += len(line.text)
    return found.most_common(1)[0][0] if found else _Type("", 0.0)


def _family(font: str) -> str:
    """A font without the prefix of its subset."""
    return font.partition("+")[2] or font
