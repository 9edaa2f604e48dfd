"""What names of organisations look like, and which names a text introduces with their initials."""

from __future__ import annotations

import re
from collections.abc import Sequence

from review.documents.layout.cleaning import clean_text
from review.documents.metadata.organisations import is_body

_WORD = r"[A-ZÀ-Þ][\w&’'.-]*"
_LINK = r"(?:of|and|for|the|on|in|&|de|des|la|du|do|da|di|für|y|et|e|del)"
NAME = rf"{_WORD}(?:,? (?:{_LINK} ){{0,3}}{_WORD}){{0,9}}"
"""Words in capitals with small words between them."""

_FULL_NAME = re.compile(NAME)
_NOUNS = (
    r"committee|council|commission|board|trust|institute|foundation|agency|university|ministry|society|association|inquiry|academy|federation|authority"
    r"|task ?force|alliance|secretariat|organi[sz]ation|partnership|bureau|administration|college|panel|network|consortium|laborator(?:y|ies)|observatory|union"
    r"|bank|fund|corporation|department|directorate|forum|utilities|party|group|cent(?:re|er)|office|school|parliament|government|assembly|coalition|collaborative"
    r"|hospitals?|museum|library|registry|ombudsman|services?|team|press|convention|county|inc|ltd|limited|gmbh|llc|plc|corp|llp|company"
)
_BODY = re.compile(
    rf"\b(?:{_NOUNS})\b(?:\.?$|\.?\s?\([^)]*\)$|,? (?:of|for|on|in|de) )|^(?:the )?(?:city|town|county|state|government|ministry|house|department|office|university) of\b"
    r"|^NHS\b|^United Nations\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:(?:the|our|this|steering|working|advisory|executive|expert|study|project|management|ethics|focus|control|treatment|research|core|writing|review|editorial"
    r"|target|age|support|local|national|central|federal|state|health|public|social|care|customer|human|united|primary|city|and|of|high|secondary|professional"
    r"|select|mental|community|private|report|head|opinion) ?)+"
    rf"(?:(?:{_NOUNS})(?:s|ies)?)(?: report)?|(?:chair|head|director|secretary|member|opinion) of .*",
    re.IGNORECASE,
)
"""Words for a body that name none, and who belongs to one."""

_UNSPACED = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:公司|集团|集團|株式会社|委员会|委員会|银行|銀行|学会|學會|基金会|大学|大學|研究所|研究院|政府)"
)
"""Names in scripts without spaces."""

_EDGES = re.compile(r"^\W+|[^\w.)]+$")
_LONGEST = 100
_INITIALS = re.compile(r"\(([A-ZÀ-Þ][A-Za-zÀ-Þ&-]{1,9})\)")
_IN_BRACKETS = re.compile(r"\s*\(.*\)$")
_THE = re.compile(r"^[Tt][Hh][Ee]\s")
_SMALL = {
    "of", "and", "for", "the", "on", "in", "de", "des", "la", "du", "do", "da", "di", "für", "y", "et", "e", "&", "to",
}  # fmt: skip
_BEFORE = 150


def names_body(text: str) -> bool:
    """Whether a text is the name of a particular body, also by words that titles have, too (unlike `is_body`)."""
    text = plain_name(text)
    if _UNSPACED.fullmatch(text):
        return True
    if not 5 < len(text) < _LONGEST or " " not in _IN_BRACKETS.sub("", text) or _GENERIC.fullmatch(text):
        return False
    return is_body(text) or bool(_BODY.search(text) and _FULL_NAME.fullmatch(text))


def plain_name(text: str) -> str:
    """A name as it is printed, without signs before and behind it and without "the"."""
    return _THE.sub("", _EDGES.sub("", clean_text(text, longest=2 * _LONGEST)))


def body_at_start(text: str) -> str:
    """The longest beginning of a text that is the name of a body, or nothing."""
    words = plain_name(text).split()
    starts = (" ".join(words[:length]).rstrip(",;:") for length in range(len(words), 1, -1))
    return next(filter(names_body, starts), "")


def spelled_out(text: str) -> dict[str, str]:
    """The names of bodies that a text introduces with their initials, by these: ``World Health Organization (WHO)``."""
    found: dict[str, str] = {}
    for match in _INITIALS.finditer(text):
        words = text[max(0, match.start() - _BEFORE) : match.start()].replace("\n", " ").split()
        name = "" if match[1] in found else _with_initials(words, match[1])
        if name and names_body(name):
            found[match[1]] = name
    return found


def _with_initials(words: Sequence[str], initials: str) -> str:
    """The last words that begin with the initials, small words between them not counted; or nothing."""
    letters = [letter.casefold() for letter in initials if letter.isupper()]
    place = len(words)
    while letters and place:
        place -= 1
        word = words[place].strip('“”"‘’,')
        firsts = [part[0].casefold() for part in word.split("-") if part]
        if word.casefold() in _SMALL and word[:1] != letters[-1].upper():
            continue
        if word[:1].isupper() and len(firsts) > 1 and letters[-len(firsts) :] == firsts:
            del letters[-len(firsts) :]
        elif word[:1].isupper() and firsts[0] == letters[-1]:
            letters.pop()
        else:
            return ""
    return "" if letters else clean_text(" ".join(words[place:]))
