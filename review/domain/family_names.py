"""Family names: the particles before them, and names whose initials come last (``van der Berg JP``)."""

from __future__ import annotations

import re

PARTICLES = frozenset(
    {
        *("af", "al", "bin", "ben", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du"),
        *("el", "la", "las", "le", "los", "ten", "ter", "van", "vande", "vander", "von", "zu"),
    }
)
"""Words that belong to the family name behind them, in small letters."""

PARTICLE = f"(?:{'|'.join(sorted(PARTICLES))})"
"""A pattern of one of them."""

NO_INITIALS = frozenset(
    {"UK", "US", "USA", "EU", "UN", "NHS", "WHO", "II", "III", "IV", "AI", "IT", "TV", "NGO"}
)
"""Capitals behind a name that are not initials: ``Age UK``."""

_FAMILY = r"(?![A-ZÀ-Þ]\.)[^\W\d_](?:[^,]*?[^\W\d_]'?)?"
_DOTTED = r"(?:(?:[^\W\d_]|(?!Jr|Sr)[A-ZÀ-Þ][a-zß-ÿ])\.[ -]?)+(?:[A-ZÀ-Þ](?!\w))?"
_UNDOTTED = r"[A-ZÀ-Þ](?:[ -]?[A-ZÀ-Þ]){0,3}"
_NAME = re.compile(
    rf"(?P<family>{_FAMILY}) (?:(?P<dotted>{_DOTTED})|(?P<undotted>{_UNDOTTED}))"
    rf"(?: ?\b(?P<particles>{PARTICLE}(?: {PARTICLE})*))?(?:,? ?\b(?P<suffix>Jr|Sr|II|III|IV)\.?)?"
)
_NO_GIVEN = re.compile(r"(?:Co|Dr|Jr|Sr|Mr|Ms|Ed|No)\.")


def family_first(name: str, *, in_capitals: bool = False) -> str:
    """``Okoro C.B.`` as ``Okoro, C.B.``; empty for a name that does not end with initials.

    Initials are letters with dots (also two: ``Ivanov Yu.A.``) or up to four capitals, and may be followed by particles
    (``Berg J.P. van der``) and ``Jr``. A family name in capitals is one only before dots (``NHS UK`` is nobody's) or where a
    whole list is `in_capitals`. Callers ask whether the name is a body's (`citation.names_a_body`).
    """
    found = _NAME.fullmatch(name)
    if not found:
        return ""
    family, dotted, undotted = found["family"], found["dotted"], found["undotted"]
    if undotted and not in_capitals and (undotted in NO_INITIALS or family.isupper()):
        return ""
    if dotted and _NO_GIVEN.fullmatch(dotted):
        return ""
    whole = f"{found['particles'] or ''} {family}".strip()
    return ", ".join(filter(None, (whole, (dotted or undotted).strip(" -"), found["suffix"])))
