"""Front matter: authors, affiliations, addresses, imprint and other lines around the text that are not evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from review.documents.layout.blocks import BlockKind
from review.documents.layout.cleaning import clean_text
from review.documents.layout.paragraphs import Paragraph
from review.documents.layout.sections import section_of

_FIRST_PAGES = 4
_SHORTEST_PROSE = 80
_SMALL_LETTERS = 0.62
"""The share of words in small letters in prose; names, addresses and lists of places have fewer."""

_FEW_SMALL_LETTERS = 0.45
_MOST_DIGITS = 0.25
_FEWEST_SIGNS = 2
_FEWEST_IMPRINT = 3
_LONGEST_ADDRESS = 900
_WORD = re.compile(r"[^\W\d_]{2,}")
_YEAR = r"(?:19|20)\d\d"
_LICENCE = re.compile(
    r"""[\W\d]{0,6}(?:
    ©|crown\scopyright|copyright\s(?:©|\(c\)|:|(?:19|20)\d\d)|all\srights\sreserved|doi(?:\s?[:.]|\s10\.\d)|e-?issn\b|issn\b|isbn\b
    |e-?mails?(?:\s(?:address(?:es)?|\([^)]{1,20}\)))?\s?:|key\s?words?\s?:|arxiv\se-?print\s?:|article\snumber\s?:|co-?authors?\s?:
    |this\sis\san\sopen.access|this\s(?:article|work|publication|document)\sis\s(?:licensed|distributed\sunder|an\sopen)
    |you\smay\sre-?use\b|to\sview\sthis\slicen[cs]e
    |full\slist\sof\sauthor|jel\sclassification|send\sorders\sfor\sreprints|journal\shomepage|contents\slists?\savailable
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Beginnings of lines that are of an imprint wherever they stand."""

_IMPRINT = re.compile(
    rf"""[\W\d]{{0,6}}(?:
    https?:|www\.|key\s?words?\b|copyright\b|(?:all\s)?correspond(?:ence|ing)\b|open\saccess\b|volume\s\d|vol\.\s?\d|any\senquiries
    |(?:received|accepted|revised|published|submitted|first\spublished|available\sonline)\b[^.]{{0,40}}\b{_YEAR}
    |(?:how\sto\s|please\s|to\s)?cite\sthis|(?:how\s)?to\scite\b|(?:suggested\s)?citation:|published\s(?:online|by|in\s{_YEAR})|printed\s(?:in|on|by)
    |article\s(?:history|info|type)|academic\seditor|(?:edited|reviewed|handled|prepared\sfor\spublication)\sby\b
    |this\s(?:article|publication|document)\sis\savailable|where\swe\shave\sidentified|ordered\s(?:to\sbe\sprinted|by\sthe)|presented\sto\sparliament
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Beginnings of lines that are of an imprint on first pages, unless they begin prose."""

_ADDRESS = re.compile(
    r"@|\b(?:universit\w+|department|institut\w*|faculty|school of|college|hospital|centre|center|laborator\w+|division of|postal|p\.?o\.? box|street|road|avenue)\b"
    r"|\b(?!(?:19|20)\d\d\b)\d{4,6}\b|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b",
    re.IGNORECASE,
)
_OF_AN_AUTHOR = re.compile(
    r"[\W]{0,2}(?:\d{1,2}|[a-h*†‡§])\s?(?:[A-Z][\w’'-]+ ){0,3}(?:Department|Faculty|School|Institut|Division|Cent|Univ)"
)
_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SITE = re.compile(r"(?:https?://|www\.)\S+")
_WORK_PLACE = re.compile(
    r"(?:Department|Faculty|School|Institute|Division|Laboratory|Cent(?:re|er)) (?:of|for) [^.]*,[^.]*,"
)
"""Where an author works, without a mark: a department, its body and a place."""

_WITH_MARKS = re.compile(r"[^\W\d_]{2,}\s?\d{1,2}(?:,\s?\d{1,2})*\s?[*†‡§]{0,2}\s?(?=,|and\b|&|$)")
"""A name with the marks of its affiliations and what separates it from the next."""

_FEWEST_NAMES = 3
_FEW_IN_NAMES = 0.2
_RUN_IN = re.compile(
    r"(?:abstract|summary|background|introduction|objectives?|aims?|purpose)\b\s?[:.—–-]?\s", re.IGNORECASE
)


def front_matter(paragraphs: Sequence[Paragraph]) -> set[int]:
    """The indexes of the paragraphs that are front matter.

    Before the text begins, everything but prose is; later, lines of an imprint and addresses. The text begins with a
    section's name or with prose.
    """
    if not paragraphs:
        return set()
    found: set[int] = set()
    before: set[int] = set()
    begun, first = False, paragraphs[0].lines[0][0]
    imprints = _imprint_pages(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        text, page = paragraph.text, paragraph.lines[0][0]
        early = page - first < _FIRST_PAGES
        if paragraph.kind is BlockKind.HEADING:
            begun = begun or bool(section_of(clean_text(text), ""))
        elif (
            _LICENCE.match(text)
            or _is_address(text, early)
            or (early and (_is_work_place(text) or _is_list_of_authors(text)))
            or page in imprints
            or (early and _is_imprint(text))
        ):
            found.add(index)
        elif early and not begun:
            begun = bool(_RUN_IN.match(text)) or _is_prose(text)
            if not begun:
                before.add(index)
    return found | before if begun else found


def _imprint_pages(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Those of the first pages that hold an imprint and nothing else."""
    first = paragraphs[0].lines[0][0]
    early = [(p.lines[0][0], p.kind, p.text) for p in paragraphs if p.lines[0][0] - first < _FIRST_PAGES]
    count = Counter(page for page, _, text in early if _LICENCE.match(text) or _IMPRINT.match(text))
    imprints = {page for page, lines in count.items() if lines >= _FEWEST_IMPRINT}
    return imprints - {
        page
        for page, kind, text in early
        if page in imprints
        and ((kind is BlockKind.HEADING and section_of(clean_text(text), "")) or _RUN_IN.match(text))
    }


def _is_imprint(text: str) -> bool:
    """Whether a text begins like a line of an imprint, and is not prose that happens to."""
    return bool(_IMPRINT.match(text)) and (not _is_prose(text) or bool(_ADDRESS.search(text)))


def _is_prose(text: str) -> bool:
    """Whether a text is long enough, and has enough words in small letters, to be sentences.

    In scripts without small letters, the length alone decides.
    """
    return len(text) >= _SHORTEST_PROSE and _small_letters(text) >= _SMALL_LETTERS


def _is_address(text: str, early: bool) -> bool:
    """Whether a text is an affiliation or an address: names of places and bodies, with few other words.

    After the first pages, only if it has an e-mail address or begins with the mark of an author.
    """
    if len(text) > _LONGEST_ADDRESS or not (early or "@" in text or _OF_AN_AUTHOR.match(text)):
        return False
    return (
        _small_letters(_SITE.sub("", _E_MAIL.sub("", text))) <= _FEW_SMALL_LETTERS
        and sum(map(str.isdigit, text)) <= _MOST_DIGITS * len(text)
        and len(_ADDRESS.findall(text)) + bool(_E_MAIL.search(text)) >= _FEWEST_SIGNS
    )


def _is_work_place(text: str) -> bool:
    """Whether a text is a department with its body and place, and not a sentence about it."""
    return (
        len(text) <= _LONGEST_ADDRESS
        and bool(_WORK_PLACE.match(text))
        and _small_letters(text) <= _FEW_SMALL_LETTERS
        and sum(map(str.isdigit, text)) <= _MOST_DIGITS * len(text)
    )


def _is_list_of_authors(text: str) -> bool:
    """Whether a text is several names with the marks of their affiliations and hardly anything else."""
    return len(_WITH_MARKS.findall(text)) >= _FEWEST_NAMES and _small_letters(text) <= _FEW_IN_NAMES


def _small_letters(text: str) -> float:
    """The share of words in small letters; 1 in a script that has none."""
    first = [word[0] for word in _WORD.findall(text)]
    if not text.isascii():
        first = [letter for letter in first if letter.lower() != letter.upper()]
    return sum(map(str.islower, first)) / len(first) if first else 1.0
