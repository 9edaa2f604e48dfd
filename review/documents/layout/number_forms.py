"""The forms of page numbers (``- 12 -``, ``Page 3 of 12``, ``A-3``, ``xii``), and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from review.domain.texts.roman import from_roman

_LONGEST_SHORT = 2
"""The letters of abbreviations such as pp., which may mean other words in the middle of a text."""

_NUMBER = (
    r"(?P<number>"
    r"(?:[A-Z]{1,2}|[A-Z]{1,3}[-–.]|[A-Z][a-z]{1,11}[-–]|[a-z](?=\d{2})|\d{1,2} ?[-–] ?|\d{1,4}\.e)?\d{1,5}"
    r"|[ivxlc]{1,8}|[IVXLC]{1,8})"
)
_PAGE = (
    r"(?:\b(?:pages?|pg|pp?|seite|página|pagina|pàgina|pág|pag|sida|side|strona|sivu|стр|страница|oldal)\b\.?"
    r"|第|\bS\.)(?:\s?(?:no\b\.?|number\b|nr\b\.?|#))?"
)
_OF = r"(?:\s*(?:of|von|de|sur|di|av|van|из|od|/)\s*(?P<total>\d{1,5}|[ivxlc]{1,8}\b))"
_DECORATION = r"[-–—~•·∙|\s<>‹›«»_]*"
_WHOLE = re.compile(rf"(?P<before>{_DECORATION}){_NUMBER}(?P<after>{_DECORATION})")
_BETWEEN_SIGNS = re.compile(rf"(?P<before>\S{{1,2}})\s+{_NUMBER}(?P<after>\s+)(?P=before)")
_OF_TOTAL = re.compile(rf"(?<![\w./:(\[-]){_NUMBER}{_OF}(?![\w/:.]\d|\w)", re.IGNORECASE)
_MARKED = re.compile(rf"{_PAGE}\s*[-–:]?\s*{_NUMBER}{_OF}?(?:\s*页|(?![\w/:(]|[.,]\d))", re.IGNORECASE)
_START = re.compile(rf"{_NUMBER}(?P<bar>\s*[|│•·–—]\s*(?=\S)|\s+(?=\S)|(?=[A-Z][a-z]))")
_END = re.compile(rf"(?P<bar>\s*[|│•·]\s*|(?<!\d)\s*[–—]\s*|\s+|(?<=[a-z])(?=\d)){_NUMBER}\Z")
_LONGEST_END = 40
"""More signs than the last number of a text has with what stands before it."""

_WITHIN = re.compile(r"(?<!\S)(?P<number>(?:(?:\d{1,2}|[A-Z]{1,3}|[A-Z][a-z]{1,11})[-–])?\d{1,5})(?!\S)")
_BEHIND_ISSUE = re.compile(r"(?<!\S)[A-Z]{1,2} ?\d{1,4}/(?P<number>\d{1,4})(?!\S)")
_HAS_NUMBER = re.compile(r"\d|\b[ivxlcIVXLC]+(?:\b|(?=[A-Z]))")
_FOOTNOTE = re.compile(r"\W?\d{1,4}[.)]?\s+(?=[^\s|│•·–—-])")
_COUNTED = re.compile(
    r"(?:\b(?:fig(?:ure|ura)?|table|tab|box|chart|map|plate|exhibit|chapter|section|part|appendix|annexe?|vol(?:ume)?|no|nr|issue"
    r"|number|question|step|slide|case|version|revision|edition|module|lesson|session|unit|item|note|phase|group|level|study"
    r"|abbildung|abb|tabelle|kapitel|figur|tableau|chapitre|tabla|cap[ií]tulo|cuadro|art(?:icle|ikel)?|§)\.?|\d\s?[-–—]|[#§$£€№(\[=+<>,;:/])\s*\Z",
    re.IGNORECASE,
)
"""Ends of texts after which a number counts other things than pages."""
_SENTENCE = re.compile(r"(?:[,;!?]|[a-z]{2}\.)(?:\s|\Z)")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_PARTS = re.compile(r"(?P<prefix>.*?)(?P<digits>\d+)")


class Standing(IntEnum):
    """Where a number is in its row, the clearest last."""

    WITHIN_TEXT = 0
    BESIDE_TEXT = 1
    IN_ROW = 2
    ALONE = 3
    BARRED = 4
    MARKED = 5
    OF_TOTAL = 6


def has_number(text: str) -> bool:
    """Whether a text has a digit or a roman number."""
    return _HAS_NUMBER.search(text) is not None


def is_number(text: str) -> bool:
    """Whether a text is a number and nothing else but signs around it."""
    return _WHOLE.fullmatch(text) is not None


def is_sentence(text: str) -> bool:
    """Whether a text reads like a sentence or a reference, not like a title."""
    return _SENTENCE.search(text) is not None


def is_footnote(row: str) -> bool:
    """Whether the text of a row reads like a footnote: a number, then a sentence or a reference."""
    match = _FOOTNOTE.match(row)
    return match is not None and _SENTENCE.search(row, match.end()) is not None


def letters(text: str) -> str:
    """The letters of a text, which stay the same from page to page."""
    return _NOT_LETTERS.sub("", text).casefold()


class Piece(NamedTuple):
    """A piece of a row: its text and that of the others, whether it is the first or last, and whether it stands out."""

    text: str
    others: str
    first: bool
    last: bool
    stands_out: bool


class Candidate(NamedTuple):
    """A number in a piece: how it stands, what is beside it, and from which sides its distance is known (l, m, r)."""

    match: re.Match[str]
    standing: Standing
    beside: str
    sides: str


def candidates(piece: Piece) -> Iterator[Candidate]:
    """The numbers in a piece of a row that may be page numbers."""
    text, others = piece.text, piece.others
    if match := _WHOLE.fullmatch(text) or _BETWEEN_SIGNS.fullmatch(text):
        yield _alone(piece, match)
        return
    for match in (*_MARKED.finditer(text), *_OF_TOTAL.finditer(text)):
        rest = text[: match.start()] + text[match.end() :]
        at_start, at_end = match.start() == 0, match.end() == len(text)
        standing = Standing.OF_TOTAL if match["total"] else Standing.MARKED
        if match.re is _OF_TOTAL:
            if not (at_start and piece.first) and not (at_end and piece.last):
                continue
            standing = Standing.BESIDE_TEXT if rest.strip() or others else Standing.ALONE
        if at_start or at_end or (match["total"] and len(match[0].split()[0].rstrip(".")) > _LONGEST_SHORT):
            sides = ("l" if at_start else "") + ("r" if at_end else "") + ("m" if not rest.strip() else "")
            yield Candidate(match, standing, rest + others, sides or "lmr")
    for match in _BEHIND_ISSUE.finditer(text):
        at_start, at_end = match.start() == 0 and piece.first, match.end() == len(text) and piece.last
        if at_start or at_end:
            rest = text[: match.start()] + text[match.end() :] + others
            standing = Standing.BESIDE_TEXT if rest.strip() else Standing.ALONE
            yield Candidate(match, standing, rest, ("l" if at_start else "") + ("r" if at_end else ""))
    yield from number_at_start(piece)
    if (
        (match := _END.search(text, max(0, len(text) - _LONGEST_END)))
        and piece.last
        and not _COUNTED.search(text[: match.start()])
    ):
        standing = Standing.BARRED if match["bar"].strip() else Standing.BESIDE_TEXT
        yield Candidate(match, standing, text[: match.start()] + others, "r")
    for match in _WITHIN.finditer(text):
        if 0 < match.start() < match.end() < len(text) and not _COUNTED.search(text[: match.start()]):
            rest = text[: match.start()] + text[match.end() :]
            yield Candidate(match, Standing.WITHIN_TEXT, rest + others, "lr")


def _alone(piece: Piece, match: re.Match[str]) -> Candidate:
    """A number that is a piece of its own."""
    if (match["before"].strip() and match["after"].strip()) or "|" in match[0]:
        return Candidate(match, Standing.BARRED, piece.others, "lmr")
    if not piece.others:
        return Candidate(match, Standing.ALONE, "", "lmr")
    if piece.last:
        return Candidate(match, Standing.IN_ROW, piece.others, "r")
    if piece.first:
        standing = Standing.IN_ROW if piece.stands_out else Standing.BESIDE_TEXT
        return Candidate(match, standing, piece.others, "l")
    return Candidate(match, Standing.IN_ROW, piece.others, "lmr")


def number_at_start(piece: Piece) -> Iterator[Candidate]:
    """The number that a row begins with."""
    if not piece.first:
        return
    if match := _WHOLE.fullmatch(piece.text):
        yield _alone(piece, match)
    elif match := _START.match(piece.text):
        rest = piece.text[match.end() :]
        if rest[0] not in ").]%":
            standing = Standing.BARRED if match["bar"].strip() else Standing.BESIDE_TEXT
            yield Candidate(match, standing, rest + piece.others, "l")


def style_and_value(printed: str) -> tuple[str, int]:
    """What stays and what counts in a printed number; the value is 0 if it is not a number."""
    if match := _PARTS.fullmatch(printed):
        return tidy(match["prefix"]), int(match["digits"])
    return "i" if printed.islower() else "I", from_roman(printed)


def tidy(printed: str) -> str:
    """A number without spaces and with one kind of dash."""
    return printed.replace("–", "-").replace(" ", "")
