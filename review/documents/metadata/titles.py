"""Finds a document's title: in the file's metadata, unless that is junk, or in the largest type on the first page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from review.documents.layout.cleaning import clean_text
from review.documents.layout.lines import Line, PageLines
from review.domain import FoundValue

_JUNK = re.compile(
    r"""untitled.*|(microsoft\s)?(word|powerpoint|excel)\s?-.*|(adobe\s)?acrobat.*|layout\s?\d*|document\s?\d*|title|slide\s?\d+
    |presentation\d*|.*\.(docx?|pdf|indd|qxd|qxp|rtf|tex|dvi|xlsx?|pptx?|pages|odt|eps|ps|cdr|pmd)\s?.*|committee\s+report\s?[\d.]*
    |(final\s)?(report|draft|paper|article|manuscript)(\s?v?[\d.]*)?|print|cover|a4.*|new\s.*document|pii[:.\s].*|doi[:.\s]?.*|\d[\d\s._-]*
    |[a-z]{0,6}[\d_\-.()x]+[a-z\d_\-.]*|https?:.*|www\..*|[a-z]+\d+(\s\d+\.\.\d+)?|no\s+job\s+name|template.*|proof|default""",
    re.IGNORECASE | re.VERBOSE,
)
_MASTHEAD = re.compile(
    r"(original|research|review|short|case)\s(article|report|paper|communication).*|open access.*|study protocol|research|review|articles?"
    r"|available online.*|(the |[\w ]{3,30} )?journal( of .*)?|.*\bjournal$|contents lists.*|.*journal homepage.*|issn.*|volume\s\d+.*|vol\.?\s?\d+.*|www\..*|https?:.*|doi.*"
    r"|plos one|bmc [\w ]+|bmj open|frontiers in.*|downloaded from.*|house of (lords|commons).*|hm government|department (of|for) [\w ]+|authors?|published.*|(the )?((final|interim|full|main|annual) )?report|r e s e a r c h.*|s tud y.*",
    re.IGNORECASE,
)
BODY = re.compile(
    r"(?:(?:[A-Z][\w&'’.-]*|of|and|for|the|on|in|&),? )*"
    r"(?:Committee|Council|Commission|Board|Trust|Institute|Foundation|Agency|University|Ministry|Society|Association)(?: \(.*\))?"
)
"""The name of an organisation, as found above titles."""

_CONTENTS = re.compile(r"(table of )?contents", re.IGNORECASE)
_MUCH_LARGER = 1.3
_NOT_WORDS = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_MOST_TITLE_LINES = 8
_LONGEST = 400
_FEWEST_SPACES = 2
_COVER_PAGES = 2


def is_junk_title(title: str) -> bool:
    """Whether a title in the metadata was made by a program: a file name, a job name, a template."""
    text = title.strip()
    return len(text) < 4 or not _LETTERS.search(text) or bool(_JUNK.fullmatch(text))


def find_title(file_name: str, pages: Sequence[PageLines], xmp_title: str, info_title: str) -> FoundValue:
    """The most likely title; there always is one, at worst the file's name.

    A title in the metadata gets more confidence if its words are on the first pages.
    """
    shown = _words(" ".join(line.text for page in pages[:_COVER_PAGES] for line in page.lines))
    largest = largest_type(pages)
    for title, source in ((clean_text(xmp_title), "XMP"), (clean_text(info_title), "Info")):
        if is_junk_title(title):
            continue
        words = _words(title)
        if words in shown and len(words) > 12 and not _says_more(largest, words):
            return FoundValue(title, source, 0.95)
    if largest:
        return FoundValue(largest, "first page", 0.8 if len(largest) > 20 else 0.5)
    for title, source in ((clean_text(xmp_title), "XMP"), (clean_text(info_title), "Info")):
        if not is_junk_title(title):
            return FoundValue(title, source, 0.6)
    return FoundValue(title_of_file_name(file_name), "file name", 0.2)


def title_of_file_name(file_name: str) -> str:
    """A file's name without its extension, and with spaces restored."""
    stem = file_name.rsplit(".", 1)[0] if "." in file_name[1:] else file_name
    return clean_text(re.sub(r"[_\s]+|(?<=\w)-(?=\w)", " ", stem)) or "Untitled"


def largest_type(pages: Sequence[PageLines]) -> str:
    """The lines in the largest type on the first page with text, if they look like a title; else nothing.

    A title of one or two words counts only if nothing else on the page is nearly as large.
    """
    for page in pages[:_COVER_PAGES]:
        found = [
            (max(line.size for line in run), title)
            for run in _runs(page.lines)
            if _may_be_title(title := _joined(run))
        ]
        found.sort(key=lambda candidate: -round(candidate[0], 1))
        for position, (size, title) in enumerate(found):
            following = found[position + 1][0] if position + 1 < len(found) else 0.0
            if title.count(" ") >= _FEWEST_SPACES or size > _MUCH_LARGER * following:
                return title
        if found:
            return found[0][1]
    return ""


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Consecutive lines of the same type size and weight."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and _goes_on(runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _goes_on(last: Line, line: Line) -> bool:
    return (
        abs(last.size - line.size) < 0.06 * line.size
        and abs(last.baseline - line.baseline) < 2.2 * line.size
        and last.angle == line.angle
        and last.is_bold == line.is_bold
        and not _CONTENTS.fullmatch(line.text.strip())
    )


def _joined(run: Sequence[Line]) -> str:
    text = ""
    for line in run[:_MOST_TITLE_LINES]:
        text += line.text + ("" if line.hyphen else " ")
    return clean_text(text, longest=_LONGEST)


def _may_be_title(text: str) -> bool:
    return (
        6 < len(text) < _LONGEST
        and len(_LETTERS.findall(text)) >= 2
        and not _MASTHEAD.fullmatch(text)
        and not BODY.fullmatch(text)
    )


def _says_more(largest: str, words: str) -> bool:
    """Whether the largest type contains the metadata's title and much more, such as a subtitle."""
    shown = _words(largest)
    return words in shown and len(shown) > 1.15 * len(words)


def _words(text: str) -> str:
    """Letters and digits only, so that spacing and punctuation make no difference."""
    return _NOT_WORDS.sub("", text).casefold()
