"""Finds author-year citations in a paragraph: in brackets, several in one pair, and in the sentence (``Rahman (2016)``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from review.synthesis.citations.names import PARTICLES, initials_of

_LONGEST_NAME, _FARTHEST = 40, 400
"""How many words and characters before a year are looked at."""

_YEAR = re.compile(
    r"(?<![\w£$€#/.–—-])(?:(?P<year>(?:1[6-9]|20)\d\d)(?:(?P<letter>[a-z])(?P<letters>(?:\s?,\s?[b-z](?![\w.]))*))?(?![\w/])(?!\s?[–—-]\s?\d)"
    r"|(?P<undated>n\.\s?d\.?|no date\b|undated\b|forthcoming|in press)(?:-?(?P<undated_letter>[a-z])(?!\w))?)",
)
_GROUP = re.compile(r"[(\[]([^()\[\]]{1,2000})[)\]]")
_BARE = re.compile(r"\bet al\b\.?(),?\s(?=(?:19|20)\d\d)")
_SECONDARY = re.compile(r"\b(?:as\s+)?(?:cited|quoted|reported)\s+(?:in|by)\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\s?[(\[]([A-Z][A-Za-z&]{1,9})[)\]]|\s?\[([A-Z][A-Za-z&]{1,9})\]")
_TOKEN = re.compile(r"[^\W\d_][\w'’`.\-‐‑/]*|\d+|&|,|[^\s\w]")
_AFTER_A_YEAR = re.compile(r"\s*(?:$|[,;:]|pp?\.|paras?\.|see\b|(?:and|&)\s+(?:1[6-9]|20)\d\d)")
_BETWEEN_YEARS = re.compile(r"[\s,:&–—.\d-]+")
_NO_NAMES = {*("and", "p", "pp", "para", "paras", "page", "pages", "ch", "chap", "f", "ff")}
"""What is between two years of the same authors, beside numbers of pages."""

_PUBLISHER = re.compile(
    r"\b(?!(?:Sources?|See|From|Note|Data|Based|Also):)[A-Z][\w.]*(?:,\s[A-Z]{2})?\s?:[^:]*$"
)
"""A place and a publisher, as notes have them: ``(Oxford: Oxford University Press, 1999)``."""

_ET_AL = {"et", "al", "al.", "colleagues", "others"}
_AND = {"and", "&", "und", "et"}
_INSIDE = {"of", "for", "the", "on", "in", "to", "at", "by", "with"}
"""Words in lower case that names of organisations have inside."""

_NOT_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
    A According After Again All Although An And Another Also As At Both But By Compare Contrast Drawing Each
    Earlier Following For From Further Furthermore Given Hence However If In Indeed It Its Later Like Likewise
    Many Moreover Most Nevertheless On One Other Others Our Overall Recently See Several She Similarly Since
    So Some Such That The Their Then There Therefore These They This Those Though Thus To Unlike Until Using
    What When Where Whereas Whether Which While With Yet We
    """,
    )
)
"""Words with which sentences begin; no name goes further to the left."""

_NEVER_CITED = frozenset(
    re.findall(
        r"\w+",
        """
    January February March April May June July August September October November December Spring Summer Autumn
    Winter Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday
    Sunday Table Figure Fig Box Chapter Section Appendix Phase Version Wave Round Study Question Volume Part
    Step England Wales Scotland Ireland Britain Europe UK US USA EU Census
    """,
    )
)
_ABBREVIATED = {"e.g", "i.e", "c.f"}
_LAWS = {"act", "acts", "bill", "regulations", "order", "directive", "law", "convention", "code"}


class Mention(Struct, frozen=True):
    """A citation at a place: the names that may be its authors', the longest first, and its year (``n.d.`` if undated).

    The last of the names may be all that is before the year in brackets: a title, or a name behind ``see``.
    `usual` is the one to take if no record decides; ``""``: then it is not a citation.
    """

    authors: tuple[str, ...]
    usual: str
    year: str
    letter: str
    start: int


class Abbreviated(Struct, frozen=True):
    """A text without the abbreviations that it explains, and what they mean."""

    text: str
    meanings: dict[str, str]


def without_abbreviations(text: str) -> Abbreviated:
    """A text without explained abbreviations: ``Local Government Association (LGA), 2014``."""
    meanings: dict[str, str] = {}
    parts, end = [], 0
    for found in _ABBREVIATION.finditer(text):
        short = found[1] or found[2]
        words = text[max(end, found.start() - _FARTHEST) : found.start()].split()[-12:]
        for begin in range(len(words)):
            name = " ".join(words[begin:]).strip("([,;")
            if short.casefold() in initials_of(name):
                meanings[short] = name
                parts.append(text[end : found.start()])
                end = found.end()
                break
    return Abbreviated("".join([*parts, text[end:]]), meanings)


def mentions(text: str) -> Iterator[Mention]:
    """The citations in a paragraph, in their order."""
    yield from sorted([*_in_brackets(text), *_without_brackets(text)], key=lambda one: one.start)


def _without_brackets(text: str) -> Iterator[Mention]:
    """Citations whose year has no brackets, where ``et al.`` tells that they are one: ``as in Rahman et al. 2016``."""
    outside = _GROUP.sub(lambda group: " " * len(group[0]), text)
    for found in _BARE.finditer(outside):
        authors, usual = _authors_before(
            outside[max(0, found.start() - _FARTHEST) : found.start(1)], is_in_brackets=False
        )
        if authors and (year := _YEAR.match(outside, found.end())):
            yield Mention(authors, usual, _year_in(year), year["letter"] or "", found.start())


def _in_brackets(text: str) -> Iterator[Mention]:
    """Citations whose year is in brackets, with their authors or after them."""
    for group in _GROUP.finditer(text):
        inside = group[1]
        if not _YEAR.search(inside):
            continue
        before: tuple[str, ...] = ()
        usual = ""
        first = _YEAR.match(inside.lstrip("'‘“\" "))
        if first:
            if not _AFTER_A_YEAR.match(inside.lstrip("'‘“\" "), first.end()):
                continue
            before, usual = _authors_before(
                text[max(0, group.start() - _FARTHEST) : group.start()], is_in_brackets=False
            )
        for item in inside.split(";"):
            last = _SECONDARY.split(item)[-1]
            for mention in _in_item(last, before, usual, group.start()):
                before, usual = mention.authors, mention.usual
                yield mention


def _in_item(item: str, authors: tuple[str, ...], usual: str, start: int) -> Iterator[Mention]:
    """The citations of one part of a pair of brackets; those before it may have its authors."""
    place = 0
    for year in _YEAR.finditer(item):
        between = item[place : year.start()]
        place = year.end()
        if _has_names(between):
            authors, usual = _authors_before(between, is_in_brackets=True)
        if not authors:
            continue
        letters = [year["letter"] or year["undated_letter"] or ""]
        letters += re.findall(r"[b-z]", year["letters"] or "")
        for letter in letters:
            yield Mention(authors, usual, _year_in(year), letter, start)


def _has_names(between: str) -> bool:
    """Whether there is more between two years than pages and ``and``."""
    words = (word.lower() for word in _BETWEEN_YEARS.split(between) if word)
    return any(word not in _NO_NAMES and set(word) - set("ivxlc") for word in words)


def _year_in(year: re.Match[str]) -> str:
    undated = year["undated"]
    if not undated:
        return year["year"]
    return undated if undated in {"forthcoming", "in press"} else "n.d."


def _authors_before(text: str, *, is_in_brackets: bool) -> tuple[tuple[str, ...], str]:
    """The names that may be meant before a year, the longest first, and the one to take if no record decides.

    All that is in brackets before the year comes last: ``see Rahman`` ends like a name, so that it would be taken for one.
    """
    if is_in_brackets and _PUBLISHER.search(text):
        return (), ""
    tokens = _names_at_the_end(text)
    starts = [
        place for place in range(len(tokens)) if _may_begin(tokens, place, is_in_brackets=is_in_brackets)
    ]
    authors = list(dict.fromkeys(_joined(tokens[place:]) for place in starts))
    usual = _usual(tokens, is_in_brackets=is_in_brackets)
    if is_in_brackets:
        whole = " ".join(text.split()).strip(" ,:'‘’“”\"")
        if whole and whole not in authors and len(whole) < 200:
            authors.append(whole)
    return tuple(authors), usual


def _may_begin(tokens: Sequence[str], place: int, *, is_in_brackets: bool) -> bool:
    """Whether a citation may begin at a word: a name, or a particle before one; in brackets only after a first name."""
    if not (_is_name(tokens[place]) or tokens[place].lower() in PARTICLES):
        return False
    before = tokens[place - 1] if place else ""
    if before.lower() in PARTICLES | _AND | _ET_AL:
        return False
    return not before or _is_name(before) or not is_in_brackets


def _names_at_the_end(text: str) -> list[str]:
    """The words at the end of a text that may be names, and what joins them."""
    tokens = [_plain(token) for token in _TOKEN.findall(text[-_FARTHEST:])][-_LONGEST_NAME:]
    found: list[str] = []
    for word in reversed(tokens):
        if found and word.endswith(".") and not _may_end_with_a_point(word):
            break  # the sentence before
        if word in _NOT_NAMES or not (
            word == "," or word.lower() in PARTICLES | _AND | _INSIDE | _ET_AL or _is_name(word)
        ):
            break
        found.append(word)
    found.reverse()
    while (
        found
        and (not _is_name(found[0]))
        and not (
            found[0].lower() in PARTICLES
            and len(found) > 1
            and (_is_name(found[1]) or found[1].lower() in PARTICLES)
        )
    ):
        del found[0]
    while found and (found[-1] == "," or found[-1].lower() in _AND | _INSIDE):
        del found[-1]
    return found


def _plain(token: str) -> str:
    """A word without the sign of the possessive."""
    return re.sub(r"(?:['’`]s|(?<=s)['’`])$", "", token)


def _may_end_with_a_point(token: str) -> bool:
    return len(token) == 2 or token.lower() in {"al.", "st.", "dr.", "ltd.", "inc."} or token.count(".") > 1


def _is_name(word: str) -> bool:
    """Whether a word may be part of a name: with a capital, or like ``legislation.gov.uk``."""
    return word[:1].isupper() or (
        bool(re.fullmatch(r"[a-z]+(?:\.[a-z]+)+", word)) and word not in _ABBREVIATED
    )


def _joined(tokens: Sequence[str]) -> str:
    said = " ".join(tokens).replace(" ,", ",")
    return re.sub(r"\bal\b\.?", "al.", said)


def _usual(tokens: Sequence[str], *, is_in_brackets: bool) -> str:
    """What is most likely meant, ``""`` if it is something else: a month, a law, a country alone."""
    names = list(tokens)
    joined_from = next((i for i, one in enumerate(names) if one.lower() in _AND | {"et"}), None)
    if not is_in_brackets and "," in names and joined_from is None:
        names = names[len(names) - names[::-1].index(",") :]
    while "," in names and all(one in _NEVER_CITED for one in names[: names.index(",")]):
        names = names[names.index(",") + 1 :]
    words = [one for one in names if _is_name(one)]
    if not words or not any(len(one.strip(".")) > 1 for one in words):
        return ""
    if words[-1].lower() in _LAWS or all(one.strip(".") in _NEVER_CITED for one in words):
        return ""
    return _joined(names)
