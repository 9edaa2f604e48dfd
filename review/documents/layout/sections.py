"""Sections of an article or report, recognised by their headings."""

from __future__ import annotations

import re

from review.documents.layout.lines import NO_SPACE

_NUMBER = re.compile(
    r"^(?:section|part|chapter)?\s*(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,5}|[a-h])?[.):|]?\s+", re.IGNORECASE
)

_NAMES = {
    "abstract": ("abstract", "summary", "executive summary", "synopsis"),
    "references": (
        "references?( list)?", "bibliography", "literature cited", "works cited", "references and notes", "sources",
    ),
    "introduction": (
        "introduction", "background", "aims?( and objectives)?", "introduction and background", "objectives?",
    ),
    "methods": (
        "methods?", "methodology", "methods? ?/ ?design", "design( and methods)?", "materials? and methods?",
        "methods? and materials?", "patients and methods", "study design", "(our )?approach", "data and methods?",
        "how we did (it|this)",
    ),
    "results": (
        "results?", "(key |main )?findings", "results and findings", "what we found", "results and discussion",
    ),
    "discussion": (
        "discussion", "conclusions?", "discussion and conclusions?", "concluding remarks",
        "conclusions? and recommendations", "recommendations", "implications",
    ),
}  # fmt: skip
_SECTIONS = [(section, re.compile("|".join(names))) for section, names in _NAMES.items()]
_AFTER_REFERENCES = re.compile(
    r"(appendi(x|ces)|annex(es)?|acknowledge?ments?|supplement(ary)?|competing interests?|author'?s'? contributions"
    r"|funding|about the authors?|glossary|notes)\b.*"
)
_LONGEST_NAME = 60
_ANY_NAME = re.compile(
    f"(?:{_NUMBER.pattern})?(?:{_AFTER_REFERENCES.pattern}|"
    + "|".join(names.pattern for _, names in _SECTIONS)
    + ")[ .:]*",
    re.IGNORECASE,
)


def section_of(heading: str, current: str) -> str:
    """The section that a heading opens, or the current one if it opens none.

    A heading of the back matter ends the section before it without opening one.
    """
    name = heading.strip().casefold().rstrip(" .:")
    for candidate in (name, _NUMBER.sub("", name, count=1)):
        for section, pattern in _SECTIONS:
            if pattern.fullmatch(candidate):
                return section
        if _AFTER_REFERENCES.fullmatch(candidate):
            return ""
    return current


def is_section_name(text: str) -> bool:
    """Whether a line is nothing but the name of a section, numbered or not."""
    return len(text) < _LONGEST_NAME and bool(_ANY_NAME.fullmatch(text.replace(NO_SPACE, "").strip()))
