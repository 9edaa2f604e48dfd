"""The values for the reference of a text: its title, and what Word keeps of its author."""

from __future__ import annotations

import re
from collections.abc import Mapping

from review.documents.layout.cleaning import clean_text
from review.documents.metadata.not_titles import is_junk_title, is_no_title
from review.documents.metadata.titles import title_of_file_name
from review.domain import Document, FoundValue, PassageKind
from review.domain.doi import found_doi

_LONGEST_TITLE = 150
_FIRST = 3_000
"""Where a text says what it is."""

_MARKUP = re.compile(r"^ {0,3}#{1,6}[ \t]+|[ \t]+#+[ \t]*$|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_ENDS_A_SENTENCE = (".", "!", ",", ";", ":")


def text_values(file_name: str, document: Document, properties: Mapping[str, str]) -> dict[str, FoundValue]:
    """The values found for title (always), authors and DOI; `properties` are those of a Word document."""
    found = {"title": _title(file_name, document, properties.get("title", ""))}
    first = document.text[:_FIRST]
    author = clean_text(properties.get("creator", ""))
    if author and " " in author and author.casefold() in first.casefold():
        found["authors"] = FoundValue(author, "Info", 0.6)
    if doi := found_doi(first).doi:
        found["doi"] = FoundValue(doi, "first page", 0.5)
    return found


def _title(file_name: str, document: Document, named: str) -> FoundValue:
    """The title in the file's properties, the first heading, a short first line, or else the file's name."""
    named = clean_text(named)
    if _may_be_title(named):
        return FoundValue(named, "Info", 0.8)
    opening = document.passages[0] if document.passages else None
    heading = next((one for one in document.passages if one.kind is PassageKind.HEADING), None)
    for passage, confidence in ((heading, 0.8), (opening, 0.5)):
        said = _said(document.text[passage.start : passage.end]) if passage else ""
        if len(said) <= _LONGEST_TITLE and not said.endswith(_ENDS_A_SENTENCE) and _may_be_title(said):
            return FoundValue(said, "first page", confidence)
    return FoundValue(title_of_file_name(file_name), "file name", 0.2)


def _may_be_title(text: str) -> bool:
    return not (is_junk_title(text) or is_no_title(text))


def _said(line: str) -> str:
    return clean_text(_MARKUP.sub("", line))
