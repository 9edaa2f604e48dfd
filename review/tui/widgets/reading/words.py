"""Words of a text: where they begin and end, and the rule that a selection holds only whole ones.

All functions are pure and take offsets in the document's own text. A word is a run of letters and digits with what holds it
together: accents, apostrophes, hyphens (also where a line ends after one), the points of numbers and abbreviations. Scripts
that write without spaces have no such runs: in Chinese and Japanese each character counts as a word (a run of katakana as
one), in Thai, Lao, Khmer and Burmese a phrase, because the program has no dictionary. A picture character with all its
parts is never split.
"""

from __future__ import annotations

import unicodedata
from itertools import chain

from review.domain.texts.spans import Span

_JOINERS = frozenset("\xad\u200c\u200d\u2060\ufeff")
"""Invisible characters within a word: soft hyphen, joiners."""

_HYPHENS = frozenset("-\xad\u2010\u2011")
_LINKS = _HYPHENS | frozenset("'’·&@\u05f3\u05f4")
"""Characters that hold two parts of a word together, such as the apostrophe in *don't*."""

_OF_NUMBERS = frozenset(".,:/")
"""Characters that hold two digits together: ``3.5``, ``1,000``, ``2014/15``."""

_EMOJI_PARTS = range(0x1F3FB, 0x1F400), range(0xE0020, 0xE0080)
"""Skin tones, and the letters of some flags."""

_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_KATAKANA = range(0x30A0, 0x3100), range(0x31F0, 0x3200), range(0xFF66, 0xFFA0)
_ALONE = (
    *(range(0x2E80, 0x3005), range(0x3006, 0x30A0), range(0x3100, 0x3130), range(0x31A0, 0x31F0)),
    *(range(0x3400, 0xA4D0), range(0xF900, 0xFB00), range(0x1B000, 0x1B300), range(0x20000, 0x40000)),
)
"""Ideographs and hiragana: each is a word."""


def whole_words(text: str, start: int, end: int) -> Span:
    """The smallest span of whole words with what is in ``text[start:end]``, without white space at its ends.

    Between words it is the word that follows, or else the one before. Only a text of nothing but white space gives an empty span.
    """
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        around = chain(range(start, len(text)), range(min(start, len(text)) - 1, -1, -1))
        start = next((at for at in around if not text[at].isspace()), len(text))
        end = min(start + 1, len(text))
    return _grown(text, start, end)


def word_at(text: str, offset: int) -> Span:
    """The word at `offset`, or the single character outside words."""
    return _grown(text, offset, min(offset + 1, len(text)))


def _grown(text: str, start: int, end: int) -> Span:
    """The span, grown at both ends to the ends of words."""
    while is_within_word(text, start):
        start -= 1
    while is_within_word(text, end):
        end += 1
    return start, end


def next_word(text: str, offset: int) -> int:
    """The start of the word after the one at `offset`; the end of the text if there is none."""
    return next((at for at in range(offset + 1, len(text)) if _begins_word(text, at)), len(text))


def previous_word(text: str, offset: int) -> int:
    """The start of the word at `offset`, or of the previous one if `offset` is already there; 0 if there is none."""
    return next((at for at in range(min(offset, len(text)) - 1, -1, -1) if _begins_word(text, at)), 0)


def is_within_word(text: str, offset: int) -> bool:
    """Whether a cut before the character at `offset` would split a word or a character with its accents and parts."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    pair = text[offset - 1 : offset + 1]
    if pair.isascii() and pair.isalnum():
        return True  # most pairs, quickly
    if before.isspace() or after.isspace():
        return _is_linked(text, offset)
    if _extends(after) or before == "\u200d":
        return True
    if ord(before) in _FLAG_LETTERS and ord(after) in _FLAG_LETTERS:
        return _flag_letters_before(text, offset) % 2 == 1
    if _is_of_word(text, offset - 1) and _is_of_word(text, offset):
        return not _are_apart(_base(text, offset - 1), after)
    return _is_linked(text, offset)


def _are_apart(before: str, after: str) -> bool:
    """Whether two characters of words are of different words because of their scripts."""
    if _in(before, _KATAKANA) or (after == "ー" and _in(before, _ALONE)):
        return not _in(after, _KATAKANA)
    return _in(before, _ALONE) or _in(after, _ALONE) or _in(after, _KATAKANA)


def _is_linked(text: str, offset: int) -> bool:
    """Whether the place is beside or in a link: from the word before it to the word after it."""
    return any(
        first <= offset <= last
        for first in range(max(1, offset - 2), offset + 1)
        if (last := _end_of_link(text, first)) > first
    )


def _end_of_link(text: str, first: int) -> int:
    """The end of the link between two parts of a word that begins at `first`; `first` if there is none."""
    link, last = text[first : first + 1], first + 1
    if link in _HYPHENS and text[last : last + 1] == "\n":
        last += 1
    if not link or last >= len(text) or not (_is_of_word(text, first - 1) and _is_of_word(text, last)):
        return first
    before, after = _base(text, first - 1), text[last]
    if _in(before, _ALONE) or _in(after, _ALONE):
        return first
    is_number = before.isdigit() and after.isdigit()
    is_abbreviation = link == "." and before.isalpha() and (after.islower() or _is_initial(text, first - 1))
    holds = link in _LINKS or (is_number and link in _OF_NUMBERS) or (is_abbreviation and after.isalpha())
    return last if holds else first


def _is_initial(text: str, at: int) -> bool:
    """Whether the letter stands alone, as in ``U.K``."""
    return at == 0 or not _is_of_word(text, at - 1)


def _begins_word(text: str, offset: int) -> bool:
    return _is_letter(text[offset]) and not is_within_word(text, offset)


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_of_word(text: str, offset: int) -> bool:
    """Whether the character is a letter or digit, or an accent or joiner after one."""
    return _is_letter(text[offset]) or (_extends(text[offset]) and _is_letter(_base(text, offset)))


def _base(text: str, offset: int) -> str:
    """The character that an accent or joiner at `offset` belongs to; any other is its own."""
    while offset > 0 and _extends(text[offset]):
        offset -= 1
    return text[offset]


def _extends(character: str) -> bool:
    """Whether the character is part of the one before it: an accent, a joiner, a skin tone."""
    if character < "\x80":
        return False
    return character in _JOINERS or unicodedata.category(character)[0] == "M" or _in(character, _EMOJI_PARTS)


def _flag_letters_before(text: str, offset: int) -> int:
    first = offset
    while first > 0 and ord(text[first - 1]) in _FLAG_LETTERS:
        first -= 1
    return offset - first


def _in(character: str, ranges: tuple[range, ...]) -> bool:
    return any(ord(character) in one for one in ranges)
