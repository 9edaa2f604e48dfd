"""Characters of scripts that put no spaces between words, and characters that are written in two ways."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

TOGETHER = (
    (0x1100, 0x11FF),  # Korean letters
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3031, 0x3035),
    (0x3038, 0x303C),
    (0x3041, 0x3096),  # Hiragana
    (0x309D, 0x309F),
    (0x30A1, 0x30FA),  # Katakana
    (0x30FC, 0x30FF),
    (0x3105, 0x312F),
    (0x3131, 0x318E),
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # Chinese characters
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97C),
    (0xAC00, 0xD7FB),  # Korean syllables
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),  # Katakana of half width
    (0x20000, 0x3FFFD),
)
"""The first and last code points of Chinese, Japanese and Korean writing, where a word has one or two characters.

Korean has spaces, but its words carry their particles with them, so that only parts of them recur.
"""

TOGETHER_CLASS = "".join(f"{chr(first)}-{chr(last)}" for first, last in TOGETHER)
"""The same as the inside of a regular expression's brackets."""

_WIDE = re.compile("[\uf900-\ufaff\uff00-\uff9d\uffa0-\uffef]+")
"""Letters of full width, Katakana of half width, and Chinese characters that are twice in Unicode."""
_PERHAPS = re.compile("[^\x00-\u10ff\u1200-\u2e7f]")
"""Far fewer ranges, so that a text without such characters is passed over several times as fast."""


@cache
def _together() -> re.Pattern[str]:
    # Compiled when a text has such characters, not at the start of each program: it takes several milliseconds.
    return re.compile(f"[{TOGETHER_CLASS}]")


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(rf"[{TOGETHER_CLASS}](?:\s*[{TOGETHER_CLASS}])*")


def has_together(text: str) -> bool:
    """Whether a text has Chinese, Japanese or Korean characters."""
    return not text.isascii() and bool(_PERHAPS.search(text)) and bool(_together().search(text))


def composed(text: str) -> str:
    """The text with letters and accents as one character, and letters of full width as the usual ones (ＡＩ is AI)."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _WIDE.sub(lambda wide: unicodedata.normalize("NFKC", wide[0]), text))


def in_pairs(text: str) -> str:
    """The text as it is indexed for searching: 市场监管 becomes 市场 场监 监管 管, whatever white space is between; other words stay.

    So words of one character and more are found, and nothing else: indexes of single characters also find words across a
    full stop, and those of three characters are four times as large and find no shorter words.
    """
    if text.isascii() or not _PERHAPS.search(text):
        return text
    return _runs().sub(lambda run: f" {' '.join(_pairs(run[0]))} ", composed(text))


def searched(word: str) -> str:
    """A word without white space as an index of `in_pairs` has it at the beginning of what follows it."""
    indexed = in_pairs(word).split()
    ends_together = len(indexed) > 1 and bool(_together().fullmatch(indexed[-1]))
    # The last character begins another pair where the text goes on; only its own pair need be there.
    if ends_together and _together().match(indexed[-2]):
        indexed.pop()
    return " ".join(indexed)


def _pairs(run: str) -> list[str]:
    together = "".join(run.split())
    return [together[at : at + 2] for at in range(len(together))]
