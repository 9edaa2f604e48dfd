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

_LONGEST = 100
_INITIALS = re.compile(r"\(([A-ZÀ-Þ][A-Za-zÀ-Þ&-]{1,9})\)")
_SMALL = {
    "of", "and", "for", "the", "on", "in", "de", "des", "la", "du", "do", "da", "di", "für", "y", "et", "e", "&", "to",
}  # fmt: skip
_BEFORE = 150


def names_body(text: str) -> bool:
    """Whether a text is the name of a particular body, also by words that titles have, too (unlike `is_body`)."""
    text = clean_text(text.strip(" :*"), longest=2 * _LONGEST)
    if not 5 < len(text) < _LONGEST or " " not in text or _GENERIC.fullmatch(text):
        return False
    return is_body(text) or bool(_BODY.search(text) and _FULL_NAME.fullmatch(text))


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
