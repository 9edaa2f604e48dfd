"""How a document says that it should be cited: title, authors or body, and year.

Such a line is on its first pages or a cover sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from review.documents.layout.cleaning import clean_text
from review.documents.layout.lines import Line, PageLines
from review.domain.citation import names_a_body
from review.domain.family_names import family_first

_WORK = (
    r"(?:the|this|these|our|ce|cet|cette|esta|este|questo|questa|dieses?|diese[nr]?) (?:\w+ )?(?:article|report|paper|work|document|publication|chapter|study|review|book"
    r"|guid(?:e|ance|eline)|manual|brief|map|data|version|summary|rapport|document|étude|artículo|informe|documento|artigo|relatório|articolo|rapporto|artikel|bericht)s?"
)
_LABEL = re.compile(
    r"(?:\b(?:suggested|recommended|preferred|proposed|bibliographic|official)(?: bibliographic)? (?:citation|reference)s?\b(?: (?:for|of) [^:]{1,60}?)?"
    rf"|\bcitation for (?:the )?(?:original )?publi\w+[^:]{{0,40}}|(?:\b(?:how |please |to ))?\b(?:cite|reference|quote) {_WORK}(?: as(?: follows)?)?"
    r"|(?:\b(?:how to|please) )?\b(?:cite|quote) as(?: follows)?|^\W*how to (?:cite|reference)"
    r"|\b(?:should|may|can|to|must) be (?:cited|referenced|quoted) as(?: follows)?|\bfollowing citation|^\W*citation(?=\s?:|$)"
    r"|\bzitier(?:vorschlag|weise|hinweis|empfehlung)\w*|\b(?:empfohlene|vorgeschlagene) zitier\w+|\bzu zitieren als|\bbitte zitieren(?: sie)?(?: \w+){0,3}(?: als| wie folgt)?"
    rf"|\b(?:pour )?citer {_WORK}|\bcitation (?:recommandée|suggérée)|\bciter comme|\bréférence (?:recommandée|suggérée)"
    rf"|\b(?:c[óo]mo|para) citar(?: {_WORK})?|\b(?:cita|citación|citação) (?:sugerida|recomendada)|\bcitar como|\bcome citare(?: {_WORK})?|\bda citare come"
    r")\s*(?:[:.–—-]|$|(?<=as)(?=\s)|(?<=follows)(?=\s)|(?=\s(?-i:[A-ZÀ-Þ][\w’'-]+,? )))\s*",
    re.IGNORECASE,
)
"""What announces the citation; in prose about citing, no colon, end of line or name is behind such words."""

_OF_LABELS = re.compile(r"cit[aeiéo]|quote|reference|référence|zitier", re.IGNORECASE)
"""What all of them have: found much faster."""

_OTHER_LABEL = re.compile(
    r"\W*(?:isbn|issn|e-?isbn|©|\(c\)|copyright|contact|general rights|for (?:more|further)|keywords?|disclaimer|licen[cs]e|document version|link to"
    r"|peer|funding|editors?\s?:|received|accepted|submit your|take ?down|this (?:work|publication|report|document|article) (?:is|was|has)|printed"
    r"|acknowledg\w+|corresponding|permission|all rights|cover|photo|design|creative commons)",
    re.IGNORECASE,
)
"""What begins another statement of an imprint."""

_YEAR = r"(?P<year>(?:19|20)\d\d)[a-z]?"
_ANY_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d/-])")
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<by>.{{2,900}}?)[\s,:]*\({_YEAR}(?:, [^)]{{1,20}})?\)[\s.,:]*(?P<rest>\S.+)",
        rf"(?P<by>.{{2,900}}?)[.,:]?\s{_YEAR}\s?[.:,]\s(?P<rest>\S.+)",
        r"(?P<by>.{2,900}?)[,.:]?\s(?P<rest>(?:[“\"„«]|(?<=,\s)‘).+)",
        r"(?P<by>[^:]{2,300}?)\s?:\s(?P<rest>\S.+)",
        r"(?P<by>.{2,900}?)\.\s(?P<rest>\S.+)",
    )
)
"""Authors (year) title; authors, year: title; authors, “title”; authors: title; authors. title."""

_CERTAIN = _FORMS[:3]
"""Those in which names stand before a year or a quotation; before the others a part of a title may stand, too."""

_QUOTED = re.compile(r"[“\"„«‘']\s?(?P<title>.+?)[,.]?\s?[”\"“»’'](?=[\s,.;(]|$)")
_END_OF_TITLE = re.compile(
    r"(?<=[?!])\.?\s(?=[A-ZÀ-Þ])|(?<![\s.(][A-ZÀ-Þ])(?<!\bvs)(?<!\bNo)(?<!\bSt)\.(?=\s|$)|[.,;]\s[Ii]n:?\s(?=[A-ZÀ-Þ])|\s[Ii]n:\s|,\s(?=[A-ZÀ-Þ][^,.]{3,60},\s\d+\s?\()"
    r"|\s\((?i:eds?|report|working|discussion|policy|research|no|vol|issue|version|\d)\b|\s\[|[,;]\s(?=(?:19|20)\d\d\b)|\s(?=https?://|doi\b)|;\s"
)
_IMPRINT = re.compile(r"[.]\s[A-ZÀ-Þ][\w ,’-]{2,40}:\s(?P<body>[A-ZÀ-Þ][^;:]{2,80}?)[;,.]\s(?:19|20)\d\d")
"""Place and publisher behind a title."""

_VOLUME = re.compile(r"\d\s?\(\d+\)|^\W*(?:[^\W\d_]\W*){0,5}$")
"""What is not a title: a volume with its issue, or hardly a letter."""

_NOT_BY = re.compile(
    r"\s*\(?\b(?:eds?|editors?|hrsg|dir|coords?)\b\.?\)?\s*$|,?\s*\bet al\b\.?|\s*\[[^\]]*\]?", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:,\s*)?(?:\band\b|&|\bund\b|\by\b|\bet\b)\s+")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ][a-z]?\.[\s-]?){1,4}|[A-ZÀ-Þ]{1,3}")
_INITIALS_FIRST = re.compile(r"((?:[A-ZÀ-Þ][a-z]?\.[\s-]?){1,4})\s?([^\W\d_].+)")
_PERSON = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?:\s(?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|der|den|la|di|da|del)){1,3}")
_SMALL_WORD = re.compile(
    r"(?<![\w’'.-])(?!(?:of|for|and|the|on|in|und|für|der|den|des|et|al|de|del|di|da|du|la|van|von|ter|ten|y|e|eds?)\b)[a-zß-ÿ]{2,}"
)
"""A word that names hardly have."""

_NO_NAME = re.compile(r"[:?!“\"„«‘]\s?\w|[?!]|^[(\d]")
_MOST_SMALL = 2
_MOST_LINES = 9
_FAR, _NEXT_LINE = 3.0, 1.7
_OTHER_SIZE = 0.7
_SHORTEST, _LONGEST = 20, 1500


class OwnCitation(NamedTuple):
    """The citation that a document gives for itself.

    `authors` are persons as ``Family, Given``, `body` is who is named in their place if it is an organisation; `title`, `body` and
    `year` are empty where they are not found. `text` is all of it, as printed.
    """

    title: str
    authors: tuple[str, ...]
    body: str
    year: str
    text: str


def own_citation(pages: Sequence[PageLines]) -> OwnCitation | None:
    """The first citation that the pages announce and that has a title and a year; none is rare in prose about citing."""
    for page in pages:
        for text in _announced(page.lines):
            cited = parsed_citation(text)
            if cited.title and cited.year:
                return cited
    return None


def parsed_citation(text: str) -> OwnCitation:
    """The parts of one citation in any of the usual styles."""
    text = clean_text(text, longest=_LONGEST).strip(" .:")
    for form in _FORMS:
        match = form.match(text)
        if not match or not _are_names(match["by"], _MOST_SMALL if form in _CERTAIN else 0):
            continue
        title = _title_in(match["rest"])
        authors, body = _named(match["by"])
        if title and (form in _CERTAIN or authors or names_a_body(body) or body.isupper()):
            year = match.groupdict().get("year") or _year_in(match["rest"])
            return OwnCitation(title, tuple(authors), body, year, text)
    imprint = _IMPRINT.search(text)
    title = _title_in(text) if imprint else ""
    return OwnCitation(title, (), imprint["body"] if imprint else "", _year_in(text), text)


def _named(by: str) -> tuple[list[str], str]:
    """The persons whom a citation names, or the body."""
    plain = _NOT_BY.sub("", by).strip(" ,;:")
    persons = _persons(plain)
    if not persons and plain != by and " " not in plain:
        persons = [plain]
    return persons, "" if persons else plain.rstrip(".")


def _announced(lines: Sequence[Line]) -> Iterator[str]:
    """The texts behind words that announce a citation, each up to the end of its paragraph."""
    for index, line in enumerate(lines):
        label = _LABEL.search(line.text) if _OF_LABELS.search(line.text) else None
        if not label or line.drawn:
            continue
        texts = [line.text[label.end() :] + ("" if line.hyphen else " ")]
        last = line
        for following in lines[index + 1 : index + 1 + _MOST_LINES]:
            begun = len(texts) > 1 or bool(texts[0].strip())
            step = last.baseline - following.baseline
            most = (_NEXT_LINE if begun else _FAR) * following.size
            if not 0 < step < most or _OTHER_LABEL.match(following.text):
                break
            if begun and abs(following.size - last.size) > _OTHER_SIZE:
                break
            texts.append(following.text + ("" if following.hyphen else " "))
            last = following
        text = "".join(texts).strip()
        if len(text) >= _SHORTEST and not text[0].islower():
            yield text


def _are_names(text: str, most: int) -> bool:
    """Whether a text may be the names of authors or bodies: no colon or question, at most `most` small words."""
    return len(_SMALL_WORD.findall(text)) <= most and not _NO_NAME.search(text)


def _title_in(text: str) -> str:
    """The title at the beginning of a text: what is in quotation marks, else its first sentence."""
    quoted = _QUOTED.match(text)
    title = quoted["title"] if quoted else _END_OF_TITLE.split(text, maxsplit=1)[0]
    return "" if _VOLUME.search(title) else title.strip(" ,;:–—-")


def _year_in(text: str) -> str:
    found = _ANY_YEAR.search(text)
    return found[0] if found else ""


def _persons(by: str) -> list[str]:
    """The persons in the names of a citation, none if they are those of bodies: a name without initials, alone."""
    parts = [part.strip(" ,") for part in (by.split(";") if ";" in by else _AND.sub(", ", by).split(", "))]
    parts = [part for part in parts if part]
    found: list[str] = []
    place = 0
    while place < len(parts):
        name, following = parts[place], parts[place + 1] if place + 1 < len(parts) else ""
        place += 1
        inverted = family_first(name)
        if inverted or ("," in name and not names_a_body(name)):
            found.append(inverted or name)
        elif given_first := _INITIALS_FIRST.fullmatch(name):
            found.append(f"{given_first[2]}, {given_first[1].strip()}")
        elif _INITIALS.fullmatch(following) or (" " not in name and _is_given(following)):
            found.append(f"{name}, {following}")
            place += 1
        elif _PERSON.fullmatch(name) and len(parts) > 1 and not names_a_body(name):
            given, _, family = name.rpartition(" ")
            found.append(f"{family}, {given}")
        elif ";" not in by:
            return []
    return found


def _is_given(text: str) -> bool:
    """Whether a text may be a given name, perhaps with initials behind it."""
    words = text.split()
    return 0 < len(words) <= _MOST_SMALL and all(word[0].isupper() for word in words) and not text.isupper()
