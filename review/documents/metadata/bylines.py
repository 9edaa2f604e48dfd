"""Authors, from metadata or from the names under the title, to be confirmed by a reviewer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from review.documents.layout.cleaning import clean_text, with_accents
from review.documents.layout.lines import Line
from review.documents.layout.sections import is_section_name
from review.domain.family_names import PARTICLES

_MARK = r"\d¹²³⁰⁴-⁹*†‡§¶#^∗"
_MARKS = re.compile(rf"[{_MARK}]+(?:\s?,\s?[{_MARK}a-z](?![a-z]))*|\((?:[a-z\d]|corresponding author)\)")
_RAISED = re.compile(r"\r\n[a-z](?:,\s?[a-z])*(?=\r|\s*(?:[,;&]|$|and\b))")
"""Letters that refer to affiliations, raised and touching a name (see `join_pieces`)."""

_SEPARATOR = re.compile(r"\s*(?:[,;&·•∙|]|(?<=\s)(?:Æ|○r?|ⓡ)(?=\s|$)|\b(?:and|AND|und|et|y)\b|\bwith\b)\s*")
_DEGREE = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z][A-Za-z.]{1,7}|(?:Prof\.?\s?)?(?:Dr\.?)?|Jr\.?")
_TITLES = re.compile(
    r"^(?:(?:by|(?:von|par|por)(?=\s\S+\s\S)|dr|(?:(?:associate|assistant|adjunct|visiting|emeritus)\s)?prof(?:essor)?|mr|mrs|ms|sir|dame|lord|lady"
    r"|senator|(?:rt\.?\s)?hon|ass\.?\s[ij]ur|phil(?=\.)|[ij]ur(?=\.)|med(?=\.)|authors?:?)\.?\s+)+",
    re.IGNORECASE,
)
_ROLES = (
    r"professor|lecturer|trainee|(?:post|under)?graduate|postdoc|fellow|consultant|registrar|researcher|scientist|student|candidate|psychologist"
    r"|psychiatrist|physician|economist|statistician|advis[eo]r|analyst|co-?ordinator|manager|officer|assistant|minister|chair(?:man|woman|person)?"
)
_ROLE = re.compile(rf"(?:[\w.-]+\s){{0,3}}(?:{_ROLES})\.?", re.IGNORECASE)
"""What somebody does, between the names of a line; the other parts can still be names."""

_NAME = re.compile(r"[^\W\d_][\w.'’‐-]*(?:\s[^\W\d_][\w.'’‐-]*){1,4}")
_PARTICLES = PARTICLES - {"ben"}
"""Particles in whatever case, where ``Ben`` is a given name."""

_PATRONYMIC = re.compile(r"(?:[оеё]вич|[оеё]вна|ична)$", re.IGNORECASE)
"""How the last part of a Russian name ends when the family name is first."""

_FAMILY_NAMES_FIRST = {
    "ng", "tan", "lim", "wong", "chan", "chen", "goh", "koh", "ong", "teo", "yeo", "chua", "zhang", "wang", "huang", "zhao",
    "nguyen", "tran", "pham", "hoang",
}  # fmt: skip
"""Common Chinese and Vietnamese family names that are rarely given names elsewhere."""

_NOT_NAMES = re.compile(
    r"\b(university|department|institute|school|college|hospital|centre|center|research|health|abstract|introduction"
    r"|report|journal|council|the|of|for|in|on|to|study|access|open|trust|commission|government|foundation|services?"
    r"|index|references?|manual|guides?|guidelines?|handbook|tutorial|edition|appendix|documentation|release|glossary"
    r"|group|team|limited|ltd|inc|press|review|inquiry|document|version|guidance|plan|total|materials?|purpose|background|paper|contents|part|page"
    r"|table|figure|annexe?|anhang|chapter|chapitre|kapitel|project|directors?|editors?|quality|behaviour|changes?|policy|response|recommendations?|volume"
    r"|module|overview|summary|annual|national|united|england|house|commons|committee|ministry|secretary|office"
    r"|agency|authority|association|society|network|alliance|care|social|mental|public|nhs|uk|who|engagement"
    r"|universi\w+|laborator\w+|institut\w*|facult\w+|division|corporation|company|membership|supplementary|information|paragraphs?"
    r"|(?:north|south|west|east|new) [^\W\d_]+$|name|date|year|month|item|description|current|previous|general|user"
    rf"|engineering|computer|systems?|sciences?|technology|studies|statistics|mathematics|physics|medicine|economics|psychology|sociology|{_ROLES})\b",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"([A-ZÀ-Þ][\w'’-]+), ((?:[A-ZÀ-Þ]\.[ -]?){1,4}(?<! ))")
_INVERTED_LIST = re.compile(rf"(?:{_INVERTED.pattern}\s?(?:[,;]|and\b|&|$)\s*)+")
"""Names with the family name first and initials behind it, from the beginning of a line."""

_INITIALS = re.compile(r"[A-ZÀ-Þ]{1,3}|(?:[A-ZÀ-Þ]\.-?){1,3}")
_FIGURES = re.compile(r"\d{3}|\d\.\d")
"""Numbers that are not affiliation marks; tables and dates have them, bylines do not."""

_FAMILY_FIRST = re.compile(r"[A-ZÀ-Þ][\w'’-]+, (?:[A-ZÀ-Þ][\w'’.-]*\s?){1,3}")
_AFFILIATION = re.compile(
    r"universi[dt]|department|departament|institut|facult|school|college|hospital|cent(?:re|er)|laborator|@|\bby\b|\binc\b|\bltd\b|corporation|research|ministry"
    r"|thesis|dissertation|degree of|submitted|vorgelegt|présenté|studiengang|matrikel|student (?:id|number)",
    re.IGNORECASE,
)
_POSTAL_CODE = re.compile(r"(?<![\d.,])\d{5}(?![\d.,])")
_LABEL = re.compile(
    r"\W*(?:[^\W\d_][\w-]* ){0,2}(?:authors?|writing (?:team|group)|auteurs?|autor(?:es|en|in|/a)?|autori|vorgelegt von|eingereicht von|submitted by|автор)(?:\(s\))?\s?:\s*",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"-[a-zß-ÿ]{3,}(?!\w*-)")
"""The second part of words such as ``Down-market``, which names write with a capital."""

_PRESENT = re.compile(
    r"[\W\d]{0,4}(?:[\w-]+ ){0,3}(?:(?:in )?attendance|attendees|present|absent|excused|apologies|guests?|participants|roll call|teilnehmer\w*|anwesend\w*"
    r"|présente?s?|asistentes|presenti)\b(?: \(\w+\))?\s?:",
    re.IGNORECASE,
)
"""Before the names of those who took part in a meeting: no authors."""

_COUNTRIES = re.compile(r"\s?\([^()]*\)")
_BY = re.compile(r"by\s", re.IGNORECASE)
_MOSTLY = 0.8
_MOST = 0.6
_PROSE, _PROSE_WORDS = 0.6, 9
_LINES_ABOVE_TITLE = 3
_LINES_WITHIN_TITLE = 3
_MOST_AUTHORS = 60
_LINES_BELOW_TITLE = 14
_MOST_BYLINE = 6
_SHORTEST_WORDS = 4


def family_first(name: str) -> str:
    """``Family, Given`` for a name in either order; a single word is returned as it is."""
    name = clean_text(name, longest=120).strip(" ,.;")
    if "," in name:
        family, _, given = name.partition(",")
        return f"{family.strip()}, {given.strip()}" if given.strip() else family.strip()
    words = name.split(" ")
    if len(words) < 2:
        return name
    if _INITIALS.fullmatch(words[-1]) and not _INITIALS.fullmatch(words[0]) and not name.isupper():
        return f"{' '.join(words[:-1])}, {words[-1]}"
    if _PATRONYMIC.search(words[-1]) or _is_chinese_order(words):
        return f"{words[0]}, {' '.join(words[1:])}"
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"


def _is_chinese_order(words: Sequence[str]) -> bool:
    """Whether a name of three words begins with a family name: ``Tan Wei Ming``."""
    known = [word.casefold() in _FAMILY_NAMES_FIRST for word in words]
    return len(words) == 3 and known[0] and not any(known[1:]) and all(len(word) <= 6 for word in words)


def authors_of_metadata(values: Sequence[str]) -> list[str]:
    """The persons in a file's author entries as ``Family, Given``; none if the entry is a program or a place."""
    if len(values) == 1 and (";" in values[0] or " and " in values[0] or not _is_one_name(values[0])):
        values = values[0].split(";") if ";" in values[0] else _SEPARATOR.split(values[0])
    names = [_TITLES.sub("", _MARKS.sub("", clean_text(value, longest=120)).strip()) for value in values]
    found = [family_first(name) for name in names if name and " " in name and not _NOT_NAMES.search(name)]
    return found[:_MOST_AUTHORS] if len(found) > len(names) / 2 else []


def _is_one_name(value: str) -> bool:
    """Whether an entry with a comma is ``Family, Given``, not two names of several words each."""
    family, comma, given = value.partition(",")
    several = len(family.split()) > 1 and len(given.split()) > 1
    return (
        bool(comma)
        and "," not in given
        and not (several and _PARTICLES.isdisjoint(family.casefold().split()))
    )


def is_byline(text: str) -> bool:
    """Whether a text is nothing but the names of several persons, or of one after ``by``."""
    names, share = names_in(text)
    return share > _MOSTLY and (len(names) > 1 or bool(names and _BY.match(text)))


def has_marks(text: str) -> bool:
    """Whether a text has marks that refer to affiliations or notes."""
    return bool(_MARKS.search(text) or _RAISED.search(text))


def byline(lines: Sequence[Line], title: str) -> list[str]:
    """The names in the lines under the title, or just above it; none if those lines do not look like names."""
    first, after = _place_of_title(lines, title)
    if not after:
        return []
    below = lines[after : after + _LINES_BELOW_TITLE]
    if _is_family_first(below[:1]):
        return [family_first(below[0].text)]
    names = _names_below(below)
    if not names:
        above = [line for line in lines[max(0, first - _LINES_ABOVE_TITLE) : first] if is_byline(line.text)]
        names = [name for line in above for name in names_in(line.text)[0]]
    return list(dict.fromkeys(family_first(name) for name in names))[:_MOST_AUTHORS]


def _names_below(lines: Sequence[Line]) -> list[str]:
    """The names in the lines under a title, up to its text.

    Authors may have their affiliations between them; further names are set in the type of the first. Names that nothing
    shows to be persons' (a line of several, marks, affiliations) do not count.
    """
    names: list[str] = []
    taken: list[Line] = []
    several = False
    for line in lines:
        found, share = names_in(line.text)
        belongs = share >= _MOST or is_affiliation(line.text) or _is_postal(line.text)
        if (
            _begins_text(line.text)
            or _PRESENT.match(line.text)
            or (taken and (not belongs or _LABEL.match(line.text)))
        ):
            break
        alike = not taken or (line.font == taken[0].font and abs(line.size - taken[0].size) < 0.5)
        if share >= _MOST and found and alike:
            names += found
            taken.append(line)
            several = several or len(found) > 1 or has_marks(line.text)
        if len(taken) >= _MOST_BYLINE:
            break
    return names if several or any(is_affiliation(line.text) for line in lines) else []


def _is_postal(text: str) -> bool:
    """Whether a line is a town with its postal code, as between authors with their addresses."""
    return bool(_POSTAL_CODE.search(text)) and text.count(" ") < _PROSE_WORDS and text[:1].isalnum()


def is_affiliation(text: str) -> bool:
    """Whether a line names where somebody works, or an e-mail address."""
    return bool(_AFFILIATION.search(text))


def _begins_text(text: str) -> bool:
    """Whether a line is prose, or the heading of a section, so that no names follow."""
    words = [word for word in text.split(" ") if word[:1].isalpha()]
    small = sum(word[0].islower() for word in words)
    return is_section_name(text) or (len(words) >= _PROSE_WORDS and small > _PROSE * len(words))


def named_authors(lines: Sequence[Line]) -> list[str]:
    """The names behind ``Authors:`` or ``Lead authors:``, in the same line and those that follow with names only."""
    for index, line in enumerate(lines):
        if label := _LABEL.match(line.text):
            first = names_in(_COUNTRIES.sub(",", line.text[label.end() :]))[0]
            names = list(first)
            for following in lines[index + 1 : index + 1 + _MOST_BYLINE]:
                found, share = names_in(_COUNTRIES.sub(",", following.text))
                if _LABEL.match(following.text) or share < _MOSTLY:
                    break
                names += found
            if names:
                return list(dict.fromkeys(family_first(name) for name in names))[:_MOST_AUTHORS]
    return []


def _is_family_first(line: Sequence[Line]) -> bool:
    """Whether the line under the title is one name with the family name first, as on repository cover sheets."""
    return any(_FAMILY_FIRST.fullmatch(one.text.strip()) and not _NOT_NAMES.search(one.text) for one in line)


def lines_above(lines: Sequence[Line], title: str) -> list[str]:
    """The lines above the title on the first page, where organisations are named; none without the title."""
    upright = [line for line in lines if line.angle == 0]
    heads = [line.baseline for line in upright if is_of_title(line, title)]
    return [line.text.strip() for line in upright if heads and line.baseline > max(heads)]


def is_of_title(line: Line, title: str) -> bool:
    """Whether a line is a part of the title."""
    words = _plain(line.text)
    return len(words) > _SHORTEST_WORDS and words in _plain(title)


def _plain(text: str) -> str:
    """The letters and digits of a text, ignoring case."""
    return re.sub(r"\W", "", text).casefold()


def _place_of_title(lines: Sequence[Line], title: str) -> tuple[int, int]:
    """The indexes of the title's first line and of the line after its last; 0 and 0 if it is not among the lines.

    The title is where its words are largest: a running head may repeat them.
    """
    found = [index for index, line in enumerate(lines) if is_of_title(line, title)]
    largest = max((lines[index].size for index in found), default=0.0)
    found = [index for index in found if lines[index].size > 0.9 * largest]
    if not found:
        return 0, 0
    last = found[0]
    for index in found[1:]:
        if index - last <= _LINES_WITHIN_TITLE:
            last = index
    return found[0], last + 1


def names_in(text: str) -> tuple[list[str], float]:
    """The names in a line, and the share of its parts that are names; affiliations behind a name do not count as parts."""
    if _FIGURES.search(text):
        return [], 0.0
    text = _LABEL.sub("", clean_text(_RAISED.sub(",", text)), count=1)
    text = _MARKS.sub(",", with_accents(text))
    if inverted := _INVERTED_LIST.match(text):
        text = _INVERTED.sub(r"\2 \1", inverted[0]) + text[inverted.end() :]
    parts = [_TITLES.sub("", part).strip(" .") for part in _SEPARATOR.split(text)]
    parts = [
        part for part in parts if len(part) > 1 and not _DEGREE.fullmatch(part) and not _ROLE.fullmatch(part)
    ]
    names = [part for part in parts if _is_name(part)]
    if names and parts[0] in names:
        parts = [part for part in parts if part in names or not is_affiliation(part)]
    return names, len(names) / len(parts) if parts else 0.0


def _is_name(text: str) -> bool:
    if (
        len(text) > 50
        or not _NAME.fullmatch(text)
        or _NOT_NAMES.search(text)
        or _COMPOUND.search(text)
        or is_section_name(text)
    ):
        return False
    words = text.split(" ")
    return (
        len(words) in (2, 3) or all(len(word.strip(".")) == 1 for word in words[:-1])
        if text.isupper()
        else words[0][0].isupper()
        and all(word[0].isupper() or word.casefold() in _PARTICLES for word in words)
    )
