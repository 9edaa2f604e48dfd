"""Ligatures that a font names as capitals: the page shows *difference*, the file says ``diVerence``.

Some typesetting programs gave their ligatures the places of capitals and no names of their own. A capital counts as a ligature only
if several words of the document prove it: they are words that everybody writes with that ligature, and no words at all
as the file spells them. Then the words of small letters with that capital between them are mended, and other words
where the result is known; so names, abbreviations and units (``mRNA``, ``kWh``, ``McVeigh``) stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from review.documents.layout.lines import Line, PageLines

_SIGNS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_SIGN_OF = {letters: sign for sign, letters in _SIGNS.items()}
_STEMS = {
    "ff": "differ|effect|affect|offer|effort|staff|suffer|afford|betreff|eröffn|öffentlich|différ|effet",
    "fi": "signific|specifi|spezifi|spécifi|benefi|bénéfi|defin|défini|scientif|identif|profil|confid|confirm|financ|finanz|classif|modif"
    "|configur|artific|first|find|field|five|final|figure",
    "fl": "influen|reflect|réfle|conflict|konflikt|conflit|flexib|inflam|inflat|flow|fluctu|einfluss|pfleg|pflicht",
    "ffi": "efficien|difficult|difficil|sufficien|office|offici|offizi|coefficien|efficac|affiliat",
    "ffl": "affluen|baffl|shuffl|muffl|souffl",
}
"""Beginnings of words that every longer text in English, German, French or Spanish has."""

_PREFIX = "(?:in|un|dis|non|self|cost|over|multi|re(?!ff))?"
_PROVES = {ligature: re.compile(f"{_PREFIX}(?:{stems})") for ligature, stems in _STEMS.items()}
_KNOWN = re.compile(f"{_PREFIX}(?:{'|'.join(_STEMS.values())})")
_WORD = re.compile(r"[^\W\d_]+")
_INNER = re.compile(r"[A-ZÞ](?<=[a-zß-ÿ].)[a-zß-ÿ]")
"""A capital between small letters; the pattern begins with the capital, so that other text is passed over quickly."""

_FEWEST = 3
"""The number of different words that prove that a document's capitals are ligatures."""

_SMALLEST_PART = 0.25
"""The part of the words with a capital that must prove its ligature; names in program code (``findMethod``) prove few."""

_SHORTEST = 5
"""The letters of a word that is mended although nothing but its spelling is known; units and symbols are shorter."""


class Mended(NamedTuple):
    """Pages whose ligatures are named, and what was done: each word as the file spells it, and as the page shows it.

    `unknown` are words of the same kind whose capital may be a ligature, too, but which one is not known.
    """

    pages: Sequence[PageLines]
    words: Mapping[str, str]
    unknown: Sequence[str]


def mended(pages: Sequence[PageLines]) -> Mended:
    """The pages with ligatures in place of the capitals that replace them; each keeps its place and its glyph."""
    lines = [line for page in pages for line in page.lines]
    suspects = {
        word
        for line in lines
        if _INNER.search(line.text)
        for word in _WORD.findall(line.text)
        if _inner(word)
    }
    ligatures = _ligatures(suspects)
    if not ligatures:
        return Mended(pages, {}, ())
    signs = {capital: _SIGN_OF[ligature] for capital, ligature in ligatures.items()}
    words = {word for line in lines for word in _WORD.findall(line.text) if not signs.keys().isdisjoint(word)}
    spelled = {word: shown for word in sorted(words) if (shown := _shown(word, signs))}
    return Mended(
        [page._replace(lines=tuple(_lines_mended(page.lines, spelled, signs))) for page in pages],
        {word: _plain(shown) for word, shown in spelled.items()},
        sorted(word for word in suspects if word not in spelled and len(word) >= _SHORTEST),
    )


def _lines_mended(
    lines: Iterable[Line], spelled: Mapping[str, str], signs: Mapping[str, str]
) -> Iterator[Line]:
    """The lines with the words as the page shows them; a capital where a word is broken is a ligature."""
    broken = False
    for line in lines:
        text = _WORD.sub(lambda match: spelled.get(match[0], match[0]), line.text)
        if broken and text[1:2].islower():
            text = signs.get(text[:1], text[:1]) + text[1:]
        if line.hyphen and text[-2:-1].islower():
            text = text[:-1] + signs.get(text[-1:], text[-1:])
        broken = line.hyphen
        yield line._replace(text=text) if text != line.text else line


def _inner(word: str) -> str:
    """The only capital of a word, between small letters; else nothing."""
    capitals = [letter for letter in word if letter.isupper()]
    inside = len(capitals) == 1 and word[0].islower() and word[-1].islower()
    return capitals[0] if inside else ""


def _ligatures(words: Iterable[str]) -> dict[str, str]:
    """For each capital that is a ligature, which one; empty where too few words prove it."""
    proofs: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    uses: Counter[str] = Counter()
    for word in words:
        if capital := _inner(word):
            uses[capital] += 1
            for ligature, stems in _PROVES.items():
                proof = stems.match(word.replace(capital, ligature))
                if proof and proof.end() > word.index(capital):
                    proofs[capital][ligature].add(word)
    found = {}
    for capital, by_ligature in proofs.items():
        ligature, best = max(by_ligature.items(), key=lambda item: len(item[1]))
        rivals = sum(map(len, by_ligature.values())) - len(best)
        if len(best) > rivals and len(best) >= _SMALLEST_PART * uses[capital]:
            found[capital] = ligature
    proved = sum(len(proofs[capital][ligature]) for capital, ligature in found.items())
    return found if proved >= _FEWEST else {}


def _shown(word: str, signs: Mapping[str, str]) -> str:
    """A word with its ligatures, as the page shows it; empty if it is to stay as it is."""
    # A capital at the beginning may be one, or a ligature, too: known words tell.
    for first in (0, 1):
        shown = word[:first] + "".join(signs.get(letter, letter) for letter in word[first:])
        known = _KNOWN.match(_plain(shown).lower()) and not any(map(str.isupper, shown[1:]))
        if shown != word and known:
            return shown
    capital = _inner(word)
    return word.replace(capital, signs[capital]) if capital in signs and len(word) >= _SHORTEST else ""


def _plain(text: str) -> str:
    """A text with its ligatures written out."""
    for sign, letters in _SIGNS.items():
        text = text.replace(sign, letters)
    return text
