"""The organisation behind a report: from the file's properties, the title page, or the imprint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from review.documents.layout.cleaning import clean_text
from review.documents.metadata.bylines import family_first
from review.documents.metadata.xmp import Xmp, first_value
from review.domain import FoundValue

_NOUNS = (
    "Committee|Council|Commission|Board|Trust|Institute|Foundation|Agency|University|Ministry|Society|Association|Inquiry|Academy"
    "|Federation|Authority|Task Force|Taskforce|Alliance|Secretariat|Organi[sz]ation|Partnership|Bureau|Administration|College|Service"
    "|Panel|Network|Consortium|Laborator(?:y|ies)|Observatory|Union|Bank|Fund|Corporation"
)
_WORD = r"(?:[A-ZÀ-Þ][\w&'’.-]*|of|and|for|the|on|in|&|de|des|la|du|do|da|di|für)"
_BODY = re.compile(
    rf"(?:(?:[A-Z][\w&'’.-]*|of|and|for|the|on|in|&),? )*(?<!and )(?<!of )(?<!for )(?<!the )(?:{_NOUNS})(?: \(.*\))?"
    rf"|(?:[A-ZÀ-Þ][\w&'’.-]*,? ){{1,6}}(?:{_NOUNS}) (?:on|of|for) {_WORD}(?: {_WORD}){{0,6}}"
    rf"|(?i:THE )?(?i:University|School|Department|Ministry|Institute|Cent(?:re|er)|Office|College|Academy|Faculty) (?i:of|for)(?: {_WORD}){{1,7}}"
    rf"|(?i:Universität|Université|Universidade?|Università|Universiteit|Universitet|Uniwersytet)(?: {_WORD}){{1,6}}"
    rf"|(?:[A-ZÀ-Þ'’-]{{2,}} ){{1,6}}(?<!AND )(?<!OF )(?<!FOR )(?<!THE )(?:{_NOUNS.upper()})"
    r"|NHS(?: [A-Z][\w-]+){1,4}|(?i:United Nations)(?: [A-Z][\w-]+| of| for| on| and| the){0,8}|(?i:Conference of the Parties)|(?:HM|UK|US|Her Majesty’s) Government"
    r"|(?i:City|Town|County|Borough) (?i:of)(?: [A-ZÀ-Þ][\w'’.-]+){1,3}|(?i:(?:Supreme |High )?Court of(?: the)?)(?: [A-ZÀ-Þ][\w.]*| of| the){1,5}"
    r"|(?:[A-ZÀ-Þ][\w-]+ )?(?:\w*[Ii]nstitut|Bundesamt|Landesamt|\w*[Mm]inisterium|\w+zentrum)(?: [A-ZÀ-Þ][\w-]+)?"
    r"(?: (?:für|der|des)(?: (?:[A-ZÀ-Þ][\w-]+|und|\w+(?:lich|isch|al)e))+| [A-ZÀ-Þ][\w-]+)"
    r"|(?:Instituto|Ministerio|Ministère|Comisión|Consejo|Agencia|Agence|Conseil|Office) (?:[A-ZÀ-Þ][\w-]+|nationale?|de|des|du|la|y|et|e)(?: (?:[A-ZÀ-Þ][\w-]+|de|des|du|del|la|y|et|e)){1,7}"
    r"|\w{1,12}(?:大学|大學|研究所|研究院|委員会|协会|協会)"
)
"""The name of an organisation, as found above titles."""

_IN_NAMES_OF_BODIES = re.compile(
    rf"\b(?:{_NOUNS}|Department|School|Hospital|Cent(?:re|er)|Government|Services|Limited|Ltd|Press|NHS|Office|Bank|Union|National|Royal|Working Group)\b"
)
_USER = re.compile(r".*\b(user|admin\w*|owner|guest|microsoft|adobe|windows|customer)\b.*", re.IGNORECASE)
"""Names that programs give to the people who use them."""

_PUBLISHER = re.compile(
    r"(?i:published by|©\s?(?:copyright\s)?|copyright\s(?:©\s|\(©\)\s)?)\s*(?:(?:19|20)\d\d\s?(?:[–-]\s?(?:19|20)?\d\d\s)?)?(?i:by\s)?"
    r"(?i:the\s)?(?i:authority of the\s)?([A-ZÀ-Þ][A-Za-zÀ-ÿ&’' -]{3,60})"
)
_ANY_PUBLISHER = re.compile(
    r"(?:the )?(?:publications? office\b.*|publisher|press|publishing)", re.IGNORECASE
)
_REST_OF_NAME = re.compile(r"(?:of|and|for|on|in)\s", re.IGNORECASE)
_NAMELESS = re.compile(
    r"(?:the )?(?:city|town|county|parish|advisory|steering|executive|select|planning) (?:council|committee|board|commission|authority)",
    re.IGNORECASE,
)
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter)[a-z]*\.?"
_NO_PUBLISHER = re.compile(
    rf"\bauthors?\b|\brights\b|^and\b|^for\b|et al|^{_MONTHS}(?:\W|$)|\bnotice\b|\bact\b", re.IGNORECASE
)
_SEVERAL = re.compile(r"[,;&]| and ")
_IN_BRACKETS = re.compile(r"\s*\(.*\)$")
_ADDRESS = re.compile(r"[,;\s]*(?:https?://|www\.)\S*$")
_AROUND_NAME = re.compile(
    r"\s+[A-Z]{2,}(?:/[\w.-]+)+.*$|^\W*(?:(?:a |the )?(?:final )?report (?:of|by)|(?:prepared|produced|published|commissioned|issued|written) (?:by|for)|by|on behalf of)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(r"(?:the )?(?:department|ministry) of\b", re.IGNORECASE)
_AGENCY = re.compile(
    r"\b(?:service|agency|administration|bureau|authority|commission|survey)$", re.IGNORECASE
)
_OF_THE_GOVERNMENT = re.compile(r"(?:(?:the|uk|hm) )?government(?:’s|'s)? response\b", re.IGNORECASE)
_OWNED = re.compile(r"©|copyright\b", re.IGNORECASE)
_CROWN = re.compile(r"crown copyright", re.IGNORECASE)


def is_body(text: str) -> bool:
    """Whether a text is nothing but the name of an organisation."""
    return bool(_BODY.fullmatch(text.strip())) and not _REST_OF_NAME.match(text.strip())


def is_organisation(author: str) -> bool:
    """Whether an author entry of a file names an organisation: not a person, even one called Page or House."""
    fits = 5 < len(author) < 150 and " " in author and ";" not in author
    fits = fits and not _USER.fullmatch(author) and not _ANY_PUBLISHER.fullmatch(author)
    return fits and (is_body(author) or bool(_IN_NAMES_OF_BODIES.search(author)))


def find_author_as_organisation(above: Sequence[str], info: Mapping[str, str], xmp: Xmp) -> FoundValue | None:
    """The file's only author if that name is above the title, as organisations are; persons are named below it."""
    for value, source in ((first_value(xmp, "creator"), "XMP"), (info.get("Author", ""), "Info")):
        name = clean_text(value, longest=200)
        alone = len(xmp.get("creator", ())) < 2 and not _SEVERAL.search(name)
        if " " in name and alone and any(name.casefold() in line.casefold() for line in above):
            return FoundValue(name, source, 0.7)
    return None


def find_organisation(
    imprint: Sequence[str],
    info: Mapping[str, str],
    xmp: Xmp,
    authors: str = "",
    above: Sequence[str] = (),
    title: str = "",
) -> FoundValue | None:
    """The organisation behind a report: XMP's publisher, or an author above the title that is not a person.

    Else the copyright holder, the Crown, or a government that responds. A copyright holder who is one of the `authors` is not an organisation.
    """
    publisher = first_value(xmp, "publisher")
    if publisher and not _ANY_PUBLISHER.fullmatch(publisher.strip()):
        return FoundValue(clean_text(publisher, longest=200), "XMP", 0.7)
    for value, source in ((first_value(xmp, "creator"), "XMP"), (info.get("Author", ""), "Info")):
        name = _ADDRESS.sub("", clean_text(value, longest=200))
        if is_organisation(name):
            return FoundValue(name, source, 0.5)
    names = [_IN_BRACKETS.sub("", clean_text(line, longest=200)) for line in above]
    if name := next((name for name in names if " " in name and is_body(name)), ""):
        return FoundValue(_agency_of(name, names), "first page", 0.4)
    for line in imprint:
        if _CROWN.search(line):
            return FoundValue("HM Government", "first page", 0.3)
        match = _PUBLISHER.search(line)
        if (
            match
            and (" " in match[1].strip() or _OWNED.match(line.lstrip()))
            and not _NO_PUBLISHER.search(match[1])
            and family_first(match[1]) not in authors
        ):
            return FoundValue(clean_text(match[1], longest=200).strip(" -–&"), "first page", 0.4)
    if _OF_THE_GOVERNMENT.match(title):
        return FoundValue("HM Government", "first page", 0.3)
    return None


def most_named_body(lines: Sequence[str]) -> FoundValue | None:
    """The body whose name is most often a line of its own, or the first of several."""
    names = [clean_text(_AROUND_NAME.sub("", line), longest=200).strip(" .,:") for line in lines]
    bodies = [
        name if " " in _IN_BRACKETS.sub("", name) and "," not in name and is_body(name) else ""
        for name in names
    ]
    found = Counter(body for body in bodies if body and not _NAMELESS.fullmatch(body))
    if not found:
        return None
    return FoundValue(_agency_of(found.most_common(1)[0][0], names), "first page", 0.3)


def _agency_of(name: str, names: Sequence[str]) -> str:
    """The agency that is named on the line after its department or ministry, else the name itself."""
    below = names[names.index(name) + 1 :][:1]
    return (
        below[0]
        if below and _DEPARTMENT.match(name) and is_body(below[0]) and _AGENCY.search(below[0])
        else name
    )
