"""The body behind a document whose cover does not say it plainly: from labels, heads, titles, addresses and initials.

Each kind of place where a document names a body is a sign of some weight; the body with the most counts, if that is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from review.documents.layout.lines import Line, PageLines
from review.documents.metadata.body_names import NAME, body_at_start, names_body, plain_name, spelled_out
from review.domain import Document, FoundValue

_LABEL = re.compile(
    r"\W*(?:(?:prepared|produced|published|issued|authored|written|compiled|developed)(?: (?:and|&) \w+)? by|publisher|issuing (?:body|authority)|organi[sz]ation(?=\s?:)"
    r"|herausgeber(?:in)?|herausgegeben von|publié par|éditeur|élaboré par|publicado por|elaborado por|editado por|a cura di|pubblicato da|uitgegeven door)"
    r"(?:\s(?:the|der|die|das|vom|le|la|el)\b)?(?: authority of the)?\s?:?(?:\s+|$)",
    re.IGNORECASE,
)
_IS_A = re.compile(
    rf"(?:^|(?<=[.:] ))(?:The )?({NAME})(?: \([A-Z][\w&-]{{1,11}}\))? is (?:a|an|the) (?:[\w’',-]+ ){{0,7}}?"
    r"(?:charity|non-?profit|not-for-profit|non-?governmental|organi[sz]ation|agency|think[ -]tank|institute|foundation|network|body|association|regulator"
    r"|partnership|company)\b"
)
"""What a body says of itself in an imprint."""

_CAPITALS = re.compile(r"\b[A-Z][A-Za-z]{0,3}[A-Z]{1,6}\b")
_SITE = re.compile(
    r"(?:https?://|www\.|@)(?:[\w-]+\.)*?([\w-]{2,40})\.(?:[a-z]{2,3}\.)?[a-z]{2,6}\b", re.IGNORECASE
)
"""A web address or one for e-mail, and the part of it that names its owner."""

_SITE_OF_PAGE = re.compile(r".+ [–—|-] (\w[\w .]{2,30})")
"""The head of a printed web page: its title and the site."""

_PLAN = re.compile(
    r"\b(?:plan|piano|plano|strategy|report|policy|manifesto|guidelines?|guidance|programme|response|framework|statement|accounts|review|handbook|standards?|meeting|minutes|newsletter|bulletin)\b",
    re.IGNORECASE,
)
_MEETING_OF = re.compile(r"\b(?:meeting|minutes|session|assembly) of (?:the )?", re.IGNORECASE)
_ENACTED = re.compile(
    r"^(.{5,200}?)(?:\n|, )(?:Having (?:regard|considered)|Recalling|Recognizing|Considering|Vu (?:le|la|les|l’|l')|Considérant|Gestützt auf|Visto)\b",
    re.MULTILINE,
)
"""Who adopts an act or a resolution, before its reasons."""

_PLACE = re.compile(
    r"\b(?i:(?:city|town|county|borough|municipality) of|municipalité d[e’'][ ]?|(?:ville|commune) d[e’'][ ]?|comune di|ayuntamiento de|(?:stadt|gemeinde|gemeente)(?= ))"
    r"\s?[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2}"
)
"""A town or a county that a plan in any of several languages is for: its own plan."""

_POSSESSIVE = re.compile(r"[’']s?$")
_LEGAL_FORM = re.compile(r"\W|\b(?:inc|ltd|limited|gmbh|llc|plc|corp|the)\b")

_ENOUGH = 3
_WEB_PAGE, _ENACTS, _LABELLED, _IN_TITLE = 5, 4, 3, 3
_TOWN, _HEAD, _SELF, _COVER, _FRONT, _ADDRESS = 2, 2, 2, 2, 1, 1
_FEW_LINES, _FEW_WORDS = 16, 5
_MANY, _VERY_MANY = 8, 20
_MOST_JOINED, _MOST_BETWEEN, _LONGEST_START = 4, 4, 10
_FRONT_PAGES = 2
_MOST_OF_TITLE_PAGE = 400
_MOST_TEXT = 200_000
_NEXT_LINE = 1.7


class _Sign(NamedTuple):
    """A body, and the kind of place where it is named with its weight: several places of a kind count once."""

    name: str
    kind: str
    weight: int


class _Places(NamedTuple):
    """What is searched: first pages, last page, running heads, title, text, bodies by their initials, owners of web addresses."""

    front: Sequence[PageLines]
    back: Sequence[PageLines]
    heads: Sequence[str]
    title: str
    text: str
    spelled: dict[str, str]
    sites: set[str]


def find_named_body(
    front: Sequence[PageLines],
    back: Sequence[PageLines],
    document: Document,
    title: str,
    heads: Sequence[str],
) -> FoundValue | None:
    """The body that most speaks for, if that is enough; for documents whose authors are not known.

    Args:
        front: the first pages.
        back: the last page, if it is not among the first.
        document: the frozen text.
        title: the document's title, as found.
        heads: the running heads and footers of many pages.
    """
    text = document.text[:_MOST_TEXT]
    sites = {site.casefold() for site in _SITE.findall(text)}
    places = _Places(front, back, heads, title, text, spelled_out(text), sites)
    weights: dict[str, dict[str, int]] = {}
    names: dict[str, str] = {}
    for sign in _signs(places):
        name = places.spelled.get(sign.name) or plain_name(sign.name)
        names.setdefault(name.casefold(), name)
        weights.setdefault(name.casefold(), {})[sign.kind] = sign.weight
    totals = {
        key: sum(kinds.values()) + _often(names[key], places, len(document.pages))
        for key, kinds in weights.items()
    }
    best = max(totals, key=lambda key: totals[key], default="")
    if not best or totals[best] < _ENOUGH:
        return None
    return FoundValue(names[best], "first page", 0.3)


def _often(name: str, places: _Places, pages: int) -> int:
    """What counts for a body that the text names often, itself or by its initials, not as a part of other names."""
    short = next((short for short, full in places.spelled.items() if full == name), "")
    times = len(re.findall(rf"\b(?i:{re.escape(name)})(?! [A-Z])", places.text))
    if not short:
        return int(times >= _MANY)
    times += len(re.findall(rf"\b{re.escape(short)}\b(?! [A-Z])", places.text))
    return int(times >= _MANY) + int(times >= max(_VERY_MANY, pages)) + int(short.casefold() in places.sites)


def _signs(places: _Places) -> Iterator[_Sign]:
    front = [line.text.strip() for page in places.front for line in page.lines]
    back = [line.text.strip() for page in places.back for line in page.lines]
    for lines in (front, back):
        yield from (_Sign(name, "label", _LABELLED) for name in _labelled(lines))
    if name := body_in_title(places.title, places.text):
        yield _Sign(name, "title", _IN_TITLE)
    elif (town := _PLACE.search(places.title)) and _PLAN.search(places.title):
        yield _Sign(town[0], "title", _TOWN)
    for adopted in _ENACTED.finditer(places.text):
        if name := body_at_start(adopted[1]):
            yield _Sign(name, "enacted", _ENACTS)
    yield from _in_heads(places)
    yield from _on_covers(places)
    for line in [*front, *back]:
        for match in _IS_A.finditer(line):
            if " " in match[1]:
                yield _Sign(match[1], "self", _SELF)
    yield from _with_address([*places.heads, *front, *back])


def _labelled(lines: Sequence[str]) -> Iterator[str]:
    """The bodies behind such a label, or on the line below it."""
    for line, following in pairwise([*lines, ""]):
        if label := _LABEL.match(line):
            name = line[label.end() :].strip(" .:*") or following.strip(" .:*")
            if names_body(name):
                yield name


def _in_heads(places: _Places) -> Iterator[_Sign]:
    """The bodies in running heads: alone, or by initials that the text or a web address explains."""
    for head in places.heads:
        name = head if names_body(head) else body_in_title(head, places.text)
        if name:
            yield _Sign(name, "head", _HEAD)
        for short in _CAPITALS.findall(head):
            if short in places.spelled or short.casefold() in places.sites:
                yield _Sign(short, "head", _HEAD)
            if short not in places.spelled and short.casefold() in places.sites:
                yield _Sign(short, "address", _ADDRESS)


def _on_covers(places: _Places) -> Iterator[_Sign]:
    """The bodies alone on the cover or on a back cover, and those whose initials the first pages have."""
    alone = {line.text.strip() for line in places.front[0].lines} if _has_title_page(places) else set()
    backs = [page for page in places.back if len(page.lines) < _FEW_LINES]
    for page in [*places.front[:1], *backs]:
        for text in joined_lines(page.lines):
            if names_body(text) or text in places.spelled:
                yield _Sign(text, "cover", _COVER + (text in alone))
    for page in places.front[:_FRONT_PAGES]:
        for line in page.lines:
            for short in _CAPITALS.findall(line.text):
                if short in places.spelled:
                    yield _Sign(short, "front", _FRONT)


def _has_title_page(places: _Places) -> bool:
    """Whether the first page has few words, as a title page has: a body with a line of its own is behind the document."""
    return bool(places.front) and sum(len(line.text) for line in places.front[0].lines) < _MOST_OF_TITLE_PAGE


def _with_address(lines: Sequence[str]) -> Iterator[_Sign]:
    """The names on lines of their own that a web address consists of, and the site of a printed web page."""
    owners = {site.casefold() for line in lines for site in _SITE.findall(line)}
    for line in dict.fromkeys(lines):
        if " " in plain_name(line) and _LEGAL_FORM.sub("", line.casefold()) in owners:
            yield _Sign(line, "address", _ADDRESS)
        site = _SITE_OF_PAGE.fullmatch(line)
        if site and _LEGAL_FORM.sub("", site[1].casefold()) in owners:
            yield _Sign(site[1], "web page", _WEB_PAGE)


def body_in_title(title: str, text: str) -> str:
    """The body with whose name the title of a plan or report begins (the commonest such beginning), or that meets."""
    kind = _PLAN.search(title)
    words = title[: kind.start()].split() if kind else []
    starts = [words[:length] for length in range(2, min(len(words), _LONGEST_START) + 1)]
    near = [
        _POSSESSIVE.sub("", " ".join(start)) for start in starts if len(words) - len(start) <= _MOST_BETWEEN
    ]
    best = max(filter(names_body, near), key=lambda start: (text.count(start), len(start)), default="")
    return best or (body_at_start(title[met.end() :]) if (met := _MEETING_OF.search(title)) else "")


def joined_lines(lines: Sequence[Line]) -> Iterator[str]:
    """The lines alone, and the first two to four short ones closely below each other in one type, as in logos and addresses."""
    block: list[Line] = []
    for line in [*lines, None]:
        if line and block and _goes_on(block[-1], line):
            block.append(line)
            continue
        texts = [one.text.strip() for one in block]
        yield from texts
        yield from (" ".join(texts[:size]) for size in range(2, min(len(texts), _MOST_JOINED) + 1))
        block = [line] if line else []


def _goes_on(last: Line, line: Line) -> bool:
    alike = last.font == line.font and abs(last.size - line.size) < 0.5
    step = last.baseline - line.baseline
    return alike and 0 < step < _NEXT_LINE * line.size and line.text.count(" ") < _FEW_WORDS
