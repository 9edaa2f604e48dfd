"""What a memo or an official notice is about: the line that says so, or the one above those that name the sender."""

from __future__ import annotations

import re
from collections.abc import Sequence

from review.documents.layout.cleaning import clean_text
from review.documents.layout.lines import Line

_OF_MEMO = re.compile(
    r"(?:to|from|date|cc|subject|re|an|von|datum|betreff|de|à|objet|para|asunto)\s?:", re.IGNORECASE
)
_SUBJECT = re.compile(r"(?:subject|re|betreff|objet|asunto)\s?:\s*", re.IGNORECASE)
_SALUTATION = re.compile(
    r"(?:dear|madam|sirs?|excellenc(?:y|ies)|sehr geehrte\w*|madame|monsieur|mesdames|messieurs|estimad[oa]s?|prezad[oa]s?)\b.{0,60}[,:]$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:(?:policy|document|guideline|report|project) (?:title|name)|title|titel|titre|título|titolo)\s?:\s*(?=\S)",
    re.IGNORECASE,
)
_BESIDE_TITLE = re.compile(
    r"(?:authors?|editors?|illustrator|date|(?:re-?)?issue date|implementation date|review date|effective date|reference|version|release date|publication date|year|language|publisher|report (?:no|number)|autor(?:en|es)?|auteurs?|jahr|année|año|datum)\.?\s?:",
    re.IGNORECASE,
)
_AGENCY, _ACTION, _SUMMARY = (
    re.compile(rf"{word}:\s", re.IGNORECASE) for word in ("agency", "action", "summary")
)
_LINES_OF_NOTICE = 12
_BEFORE_CAPITAL = re.compile("\xad(?=[A-ZÀ-Þ])")
_FEWEST_OF_MEMO = 3
_FEWEST_BESIDE = 2
_NEXT_LINE = 1.6
_LONGEST = 400


def subject_of_memo(lines: Sequence[Line]) -> str:
    """The text after ``Subject:`` near ``Date:``, ``To:`` and ``From:`` on a first page, or above ``Dear …`` in a letter.

    An empty text if there is none.
    """
    labels = sum(bool(_OF_MEMO.match(line.text)) for line in lines)
    if labels + 2 * any(_SALUTATION.match(line.text) for line in lines) < _FEWEST_OF_MEMO:
        return ""
    for index, line in enumerate(lines):
        if label := _SUBJECT.match(line.text):
            return _text_behind(label, lines, index)
    return ""


def _text_behind(label: re.Match[str], lines: Sequence[Line], index: int) -> str:
    """The text behind a label in the line at an index and in those closely below it, up to the next label."""
    texts, last = [lines[index].text[label.end() :]], lines[index]
    for following in lines[index + 1 :]:
        step = last.baseline - following.baseline
        labelled = _OF_MEMO.match(following.text) or _BESIDE_TITLE.match(following.text)
        if labelled or not 0 < step < _NEXT_LINE * last.size:
            break
        texts.append(following.text)
        last = following
    return clean_text(" ".join(texts), longest=_LONGEST)


def labelled_title(lines: Sequence[Line]) -> str:
    """The text after ``Title:`` in a list of such labels (``Author:``, ``Date:`` …), or an empty text."""
    if sum(bool(_BESIDE_TITLE.match(line.text)) for line in lines) < _FEWEST_BESIDE:
        return ""
    return next(
        (
            _text_behind(label, lines, index)
            for index, line in enumerate(lines)
            if (label := _TITLE.match(line.text))
        ),
        "",
    )


def heading_of_notice(lines: Sequence[Line]) -> str:
    """The heading above ``AGENCY:``, ``ACTION:`` and ``SUMMARY:``, with which an official notice begins.

    An empty text if there is none. Another notice may end on the same page.
    """
    begins = next((index for index, line in enumerate(lines) if _AGENCY.match(line.text)), 0)
    following = [line.text for line in lines[begins : begins + _LINES_OF_NOTICE]]
    if not begins or not all(any(part.match(text) for text in following) for part in (_ACTION, _SUMMARY)):
        return ""
    heading: list[Line] = []
    for line in reversed(lines[:begins]):
        alike = not heading or (line.font == heading[-1].font and abs(line.size - heading[-1].size) < 0.5)
        if not alike or (heading and not 0 < line.baseline - heading[-1].baseline < _NEXT_LINE * line.size):
            break
        heading.append(line)
    text = "".join(line.text + ("\xad" if line.hyphen else " ") for line in reversed(heading))
    return clean_text(_BEFORE_CAPITAL.sub("-", text).replace("\xad", ""), longest=_LONGEST)
