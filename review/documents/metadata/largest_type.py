"""The lines on a document's first pages that are most likely its title, by type size, weight and words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from review.documents.layout.cleaning import clean_text
from review.documents.layout.lines import Line, PageLines
from review.documents.layout.sections import is_section_name
from review.documents.metadata.bylines import is_byline
from review.documents.metadata.not_titles import LETTERS, is_caption, is_issue, is_no_title, is_numbered
from review.documents.metadata.organisations import is_body
from review.documents.metadata.running_text import running_text
from review.documents.metadata.runs_of_type import LONGEST, Run, goes_on_from_above, runs_of_type

_PAGE_NUMBER = re.compile(r"^\d{1,5}\s+|\s+(?!(?:19|20)\d\d$)\d{1,5}$")
_NEXT_LINE = 1.6
_FEWEST_OF_TEXT = 8
_LARGER_LEAD = 1.5
_FAR_LEAD = 2.2
_FOR_WEIGHT, _FOR_WORDS, _FOR_TEXT, _FOR_CAPTION = 0.15, 0.2, 2.0, 0.35
_MUCH_LARGER = 1.3
_NOT_MUCH_SMALLER = 0.7
_NEARLY = 0.9
_ONE_WORD = re.compile(r"[^\W\d_]{4,}[!?]?")
_NOT_WORDS = re.compile(r"[\W_]+")
_FEWEST_SPACES = 2
_MOST_MASTHEAD_WORDS = 7
_LONG_FOR_TITLE = 16
_TAKEN_FROM = re.compile(
    r"(?:aus|in|from|dans|en|erschienen in|published in|reprinted from)\s?:", re.IGNORECASE
)
_FAR_FROM = 6
COVER_PAGES = 2


def largest_type(pages: Sequence[PageLines], heads: Sequence[str] = ()) -> str:
    """The lines that are most likely the title on the first page with text, by type and words (`_score`); else nothing.

    A title of one or two words counts only if nothing else on the page is nearly as large, and one word only if nothing
    else is larger than the text. A journal's name and the authors' names count only if there is nothing else.
    """
    lines_of_all = [
        (line, letters_and_digits(line.text)) for page in pages[:COVER_PAGES] for line in page.lines
    ]
    for page in pages[:COVER_PAGES]:
        text = running_text(page.lines)
        text = text if len(text) >= _FEWEST_OF_TEXT else set()
        body = Counter(round(line.size) for line in text).most_common(1)
        text = {line for line in text if round(line.size) == body[0][0]}
        plain = _without_heads(page.lines, heads)
        candidates = runs_of_type(plain, is_cover=not text)
        usual = _usual_size(page.lines)
        found = [run for run in candidates if may_be_title(run.text) and not _is_of_bodies(run)]
        found = [run for run in found if not _is_prose(run, usual) and not _is_container(run, page.lines)]
        found.sort(key=lambda run: -_score(run, text))
        chosen = [
            run for run in found if not _is_masthead(run, lines_of_all) and not _is_byline_under(run, found)
        ]
        best = _first_long_or_large(chosen) or next(iter(chosen or found), None)
        if body and (best is None or round(best.size) <= body[0][0]):
            best = next((run for run in candidates if _is_lone_word(run, body[0][0])), best)
        elif best and is_numbered(best.text) and sum(is_numbered(run.text) for run in candidates) > 1:
            lone = [run for run in candidates if _is_lone_word(run, best.size / _MUCH_LARGER)]
            best = next((run for run in [*chosen, *lone] if _heads(run, best)), best)
        if best:
            return _with_lead(best, page.lines)
    return ""


def _heads(run: Run, section: Run) -> bool:
    """Whether a run without a number is above the heading of a numbered section, in type as large or nearly so."""
    above = run.lines[-1].baseline > section.lines[0].baseline
    return above and not is_numbered(run.text) and run.size > _NEARLY * section.size


def _first_long_or_large(runs: Sequence[Run]) -> Run | None:
    """The first of several words, or much larger than the next."""
    for position, run in enumerate(runs):
        following = runs[position + 1].size if position + 1 < len(runs) else 0.0
        several = run.text.count(" ") >= _FEWEST_SPACES or _is_unspaced(run.text)
        if several or run.size > _MUCH_LARGER * following:
            return run
    return None


def _is_lone_word(run: Run, body: float) -> bool:
    """Whether a run is one word, much larger than the text, that may be a title."""
    return (
        run.size > _MUCH_LARGER * body
        and bool(_ONE_WORD.fullmatch(run.text))
        and not is_no_title(run.text)
        and not is_section_name(run.text)
    )


def _with_lead(run: Run, lines: Sequence[Line]) -> str:
    """The text of a run with the line closely above it that belongs to it, if there is one.

    It ends with ``!``, ``?`` or ``:`` in somewhat larger type, or the run goes on from it with a word such as ``of``.
    """
    first = run.lines[0]
    above = [
        line
        for line in lines
        if 0 < line.baseline - first.baseline < _FAR_LEAD * line.size
        and line.angle == first.angle
        and not line.drawn
    ]
    lead = min(above, key=lambda line: line.baseline, default=None)
    if lead is None or is_no_title(lead.text) or is_body(lead.text):
        return run.text
    aligned = abs(lead.left - first.left) < 2
    close = lead.baseline - first.baseline < _NEXT_LINE * lead.size
    larger = 1 < lead.size / first.size < _LARGER_LEAD
    if aligned and close and larger and lead.text.rstrip().endswith(("!", "?", ":")):
        return clean_text(f"{lead.text} {run.text}", longest=LONGEST)
    follows = close if run.text[:1].isupper() else True
    if follows and lead.is_bold == first.is_bold and goes_on_from_above(run.text):
        return clean_text(f"{lead.text} {run.text}", longest=LONGEST)
    return run.text


def _usual_size(lines: Sequence[Line]) -> float:
    """The type size of most characters of a page."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _score(run: Run, text: set[Line]) -> float:
    """How likely lines are the title: the larger their type the more, if bold or of several words, not in running text."""
    return (
        math.log2(max(1.0, round(run.size, 1)))
        + _FOR_WEIGHT * run.lines[0].is_bold
        + _FOR_WORDS * (run.text.count(" ") > _FEWEST_SPACES and not _is_unspaced(run.text))
        - _FOR_CAPTION * is_caption(run.text)
        - _FOR_TEXT * (sum(line in text for line in run.lines) > len(run.lines) / 2)
    )


def _is_container(run: Run, lines: Sequence[Line]) -> bool:
    """Whether a run names the work from which the document is taken: not far above it is ``From:``."""
    first = run.lines[0]
    return any(
        _TAKEN_FROM.fullmatch(line.text.strip())
        and 0 < line.baseline - first.baseline < _FAR_FROM * first.size
        for line in lines
    )


def _is_prose(run: Run, usual: float) -> bool:
    """Whether a run of several lines in the usual size of the page is a sentence, not a title."""
    words = run.text.split()
    return (
        len(run.lines) > 1
        and run.size <= usual + 0.5
        and not run.lines[0].is_bold
        and len(words) > _LONG_FOR_TITLE
        and sum(word[0].islower() for word in words) > len(words) / 2
    )


def _without_heads(lines: Sequence[Line], heads: Sequence[str]) -> list[Line]:
    """The lines that are not a running head with its page number."""
    plain = [_PAGE_NUMBER.sub("", line.text).strip() for line in lines]
    return [
        line
        for line, text in zip(lines, plain, strict=True)
        if text == line.text.strip() or text not in heads
    ]


def _is_of_bodies(run: Run) -> bool:
    """Whether most of several lines name bodies, such as a university with its faculty and department."""
    bodies = sum(is_body(line.text) or is_no_title(line.text) for line in run.lines)
    return len(run.lines) > 1 and bodies > len(run.lines) / 2


def may_be_title(text: str) -> bool:
    """Whether a text has words, is not too long, and is neither a body nor a label of a title."""
    return (
        len(text) < LONGEST
        and ((len(text) > 6 and len(LETTERS.findall(text)) >= 2) or (len(text) > 3 and _is_unspaced(text)))
        and not is_no_title(text)
        and not is_body(text)
        and "(cid:" not in text
    )


def _is_unspaced(text: str) -> bool:
    """Whether a text is in a script without spaces between words."""
    return sum("\u3040" <= sign <= "\u9fff" for sign in text) > len(text) / 2


def _is_masthead(run: Run, lines: Sequence[tuple[Line, str]]) -> bool:
    """Whether a short text names the journal: another line repeats it beside a volume, a year or an address.

    `lines` come with their letters and digits.
    """
    if run.text.count(" ") >= _MOST_MASTHEAD_WORDS:
        return False
    parts, size = [letters_and_digits(line.text) for line in run.lines], run.size
    return any(
        line.size < size
        and all(words in shown for words in parts)
        and line not in run.lines
        and is_issue(line.text)
        for line, shown in lines
    )


def _is_byline_under(run: Run, others: Sequence[Run]) -> bool:
    """Whether a text is the names of authors under something that may be their title."""
    return is_byline(run.text) and any(
        other.lines[-1].baseline > run.lines[0].baseline and other.size > _NOT_MUCH_SMALLER * run.size
        for other in others
    )


def letters_and_digits(text: str) -> str:
    """Letters and digits only, so that spacing and punctuation make no difference."""
    return _NOT_WORDS.sub("", text).casefold()
