"""The lines on a document's first pages that are most likely its title, by type size, weight and words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from review.documents.layout.cleaning import clean_text
from review.documents.layout.contents_pages import is_contents_name
from review.documents.layout.lines import Line, PageLines, is_overprinted
from review.documents.layout.sections import is_section_name
from review.documents.metadata.bylines import has_marks, is_byline, names_in
from review.documents.metadata.not_titles import LETTERS, is_issue, is_no_title
from review.documents.metadata.organisations import is_body
from review.documents.metadata.running_text import running_text

_RAISED = re.compile(r"\r?\n\s*[\d*†‡§¶#∗]{1,3}$|[*†‡§¶∗]$")
"""A mark of a note at the end of a line."""

_PAGE_NUMBER = re.compile(r"^\d{1,5}\s+|\s+(?!(?:19|20)\d\d$)\d{1,5}$")
_NEXT_LINE = 1.6
_FEWEST_OF_TEXT = 8
_LARGER_LEAD = 1.5
_FAR_LEAD = 2.2
_GOES_ON_WITH = "of|for|to|on|in|with|du|des|de|del|della|für|der|zur|zum"
_GOES_ON = re.compile(
    rf"(?:{_GOES_ON_WITH}) (?:the|a|an|\d+|le|la|les|los|das|die|den)\b|(?:of|du|des|de|del|della|für|zur|zum) ",
    re.IGNORECASE,
)
"""How a text begins that goes on from a line above it."""

_LARGER_STEP = 1.4
_FOR_WEIGHT, _FOR_WORDS, _FOR_TEXT = 0.15, 0.2, 2.0
_MUCH_LARGER = 1.3
_NOT_MUCH_SMALLER = 0.7
_ONE_WORD = re.compile(r"[^\W\d_]{4,}[!?]?")
_NOT_WORDS = re.compile(r"[\W_]+")
_MOST_TITLE_LINES = 14
_LONGEST = 400
_FEWEST_SPACES = 2
_MOST_MASTHEAD_WORDS = 7
_LONG_FOR_TITLE = 16
COVER_PAGES = 2
_LOOK_BACK = 3
_TOUCHING = 0.12
_BY = re.compile(r"(?:by|von|par|por|di|av|door)\b\s?:?", re.IGNORECASE)
_BLANK = re.compile(r"[^_]{0,40}_{4,}[_ ]*")
"""A label with a blank to be filled in."""

_ORNAMENT = re.compile(r"^(?:[\u2190-\u27bf][A-Z]?\d? ?)+(?=[^\W\d_])")
"""Arrows, boxes and the like before a title, with the mark of an amendment."""

_MOST_COVER_LINES = 16
_SAME_EDGE = 4.0
_NEXT_IN_BLOCK, _FAR_IN_BLOCK = 2.1, 4.5
_OTHER_SIZE = 1.07
_MOSTLY_NAMES = 0.9
_FEWEST_CHANGES = 2


class _Candidate(NamedTuple):
    """Lines that may be the title, and their text."""

    lines: list[Line]
    text: str

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)


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
        candidates = _with_blocks(_candidates(plain), [] if text else plain)
        found = [run for run in candidates if may_be_title(run.text) and not _is_of_bodies(run)]
        usual = _usual_size(page.lines)
        found.sort(key=lambda run: -_score(run, text, usual))
        chosen = [
            run for run in found if not _is_masthead(run, lines_of_all) and not _is_byline_under(run, found)
        ]
        best = _first_long_or_large(chosen) or next(iter(chosen or found), None)
        if body and (best is None or round(best.size) <= body[0][0]):
            best = next((run for run in candidates if _is_lone_word(run, body[0][0])), best)
        if best:
            return _with_lead(best, page.lines)
    return ""


def _first_long_or_large(runs: Sequence[_Candidate]) -> _Candidate | None:
    """The first of several words, or much larger than the next."""
    for position, run in enumerate(runs):
        following = runs[position + 1].size if position + 1 < len(runs) else 0.0
        several = run.text.count(" ") >= _FEWEST_SPACES or _is_unspaced(run.text)
        if several or run.size > _MUCH_LARGER * following:
            return run
    return None


def _is_lone_word(run: _Candidate, body: float) -> bool:
    """Whether a run is one word, much larger than the text, that may be a title."""
    return (
        run.size > _MUCH_LARGER * body
        and bool(_ONE_WORD.fullmatch(run.text))
        and not is_no_title(run.text)
        and not is_section_name(run.text)
    )


def _with_lead(run: _Candidate, lines: Sequence[Line]) -> str:
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
        return clean_text(f"{lead.text} {run.text}", longest=_LONGEST)
    if close and lead.is_bold == first.is_bold and _GOES_ON.match(run.text):
        return clean_text(f"{lead.text} {run.text}", longest=_LONGEST)
    return run.text


def _usual_size(lines: Sequence[Line]) -> float:
    """The type size of most characters of a page."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _score(run: _Candidate, text: set[Line], usual: float) -> float:
    """How likely lines are the title: the larger their type the more, if bold or of several words, not in running text."""
    return (
        math.log2(max(1.0, round(run.size, 1)))
        + _FOR_WEIGHT * run.lines[0].is_bold
        + _FOR_WORDS * (run.text.count(" ") > _FEWEST_SPACES and not _is_unspaced(run.text))
        - _FOR_TEXT * (sum(line in text for line in run.lines) > len(run.lines) / 2 or _is_prose(run, usual))
    )


def _is_prose(run: _Candidate, usual: float) -> bool:
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


def _is_of_bodies(run: _Candidate) -> bool:
    """Whether most of several lines name bodies, such as a university with its faculty and department."""
    bodies = sum(is_body(line.text) or is_no_title(line.text) for line in run.lines)
    return len(run.lines) > 1 and bodies > len(run.lines) / 2


def _candidates(lines: Sequence[Line]) -> list[_Candidate]:
    """Runs of lines of the same size and weight in the page's main direction, that no other text overlaps."""
    angle = Counter(line.angle for line in lines).most_common(1)
    straight = [
        line
        for line in lines
        if not line.drawn and line.angle == angle[0][0] and not _BLANK.fullmatch(line.text)
    ]
    runs = [_without_note_on_thesis(part) for run in _runs(straight) for part in _paragraphs(run)]
    return [_Candidate(run, _joined(run)) for run in runs if not is_overprinted(run, straight)]


def _without_note_on_thesis(run: list[Line]) -> list[Line]:
    """A run without a last line in brackets that says what kind of work it is."""
    return (
        run[:-1]
        if len(run) > 1 and is_no_title(run[-1].text.strip(" ()[]")) and run[-1].text[:1] in "(["
        else run
    )


def _with_blocks(runs: list[_Candidate], lines: Sequence[Line]) -> list[_Candidate]:
    """Runs, with those of a designed cover joined: lines of one family of type at one left edge, in several sizes."""
    if len(lines) > _MOST_COVER_LINES:
        return runs
    blocks: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        if blocks and _goes_on_in_block(blocks[-1][-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    joined = [block for block in map(_without_names, blocks) if _is_designed(block)]
    joined = [block for block in joined if not any(_is_cut(run.lines, block) for run in runs)]
    within = {line for block in joined for line in block}
    return [run for run in runs if not within.intersection(run.lines)] + [
        _Candidate(block, _joined(block)) for block in joined
    ]


def _is_cut(run: Sequence[Line], block: Sequence[Line]) -> bool:
    """Whether a part of a run is in a block, and a part is not."""
    return 0 < sum(line in block for line in run) < len(run)


def _goes_on_in_block(last: Line, line: Line) -> bool:
    """Whether a line of a cover goes on from another, perhaps in another size or weight."""
    step = last.baseline - line.baseline
    far = _FAR_IN_BLOCK if line.text[:1].islower() else _NEXT_IN_BLOCK
    sizes = sorted((last.size, line.size))
    alike = (
        _family(last.font) == _family(line.font)
        and last.angle == line.angle == 0
        and sizes[1] <= 2 * sizes[0]
    )
    placed = abs(last.left - line.left) < _SAME_EDGE and 0 < step < far * sizes[1]
    other = is_no_title(line.text) or is_body(line.text) or is_body(last.text) or bool(_BY.match(line.text))
    return alike and placed and not other


def _without_names(block: list[Line]) -> list[Line]:
    """A block without lines that are names at its end."""
    while block and (names_in(block[-1].text)[1] > _MOSTLY_NAMES or is_no_title(block[-1].text)):
        block = block[:-1]
    return block


def _is_designed(block: Sequence[Line]) -> bool:
    """Whether lines are set in clearly different sizes that do not divide them into a title and what belongs to it.

    Sizes go up and down, or nothing in the largest type is more than two words.
    """
    sizes = [line.size for line in block]
    largest = max(sizes, default=0.0)
    if not 1 < len(block) <= _MOST_TITLE_LINES or largest < _OTHER_SIZE * min(sizes):
        return False
    smaller = [size * _OTHER_SIZE < largest for size in sizes]
    changes = sum(before != after for before, after in pairwise(smaller))
    words = [word for line in block if line.size * _OTHER_SIZE >= largest for word in line.text.split()]
    return changes > _FEWEST_CHANGES or len(words) <= _FEWEST_SPACES


def _family(font: str) -> str:
    """A font's family, without the prefix of a subset, weight and style."""
    return (font.partition("+")[2] or font).split("-")[0].split(",")[0]


def _paragraphs(run: list[Line]) -> Iterable[list[Line]]:
    """The parts of a run between which the space is much larger than within them."""
    steps = [last.baseline - line.baseline for last, line in pairwise(run)]
    narrowest = min((step for step in steps if step > 0.5 * run[0].size), default=0.0)
    begin = 0
    for index, step in enumerate(steps, 1):
        goes_on = run[index - 1].text.rstrip().endswith(("?", ":")) or _GOES_ON.match(
            run[index].text[:1].islower() * run[index].text
        )
        if step > max(_LARGER_STEP * narrowest, _NEXT_LINE * run[0].size) and not goes_on:
            yield run[begin:index]
            begin = index
    yield run[begin:]


def _runs(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines of the same type size and weight below each other; a few others may be drawn between them."""
    runs: list[list[Line]] = []
    for line in lines:
        for back, run in enumerate(reversed(runs[-_LOOK_BACK:])):
            if _goes_on(run[-1], line) and (back == 0 or _is_next_to(run[-1], line)):
                run.append(line)
                break
        else:
            runs.append([line])
    return runs


def _goes_on(last: Line, line: Line) -> bool:
    return (
        abs(last.size - line.size) < 0.06 * line.size
        and abs(last.baseline - line.baseline) < 2.2 * line.size
        and (last.is_bold == line.is_bold or (last.font == line.font and bool(_RAISED.search(line.text))))
        and not is_contents_name(line.text)
        and not _begins_byline(last, line)
    )


def _begins_byline(last: Line, line: Line) -> bool:
    """Whether names follow, set in another way than the title or with marks; a title may look like names, too."""
    set_off = last.font != line.font or last.baseline - line.baseline > 1.5 * line.size
    return (set_off or has_marks(line.text)) and is_byline(line.text)


def _is_next_to(last: Line, line: Line) -> bool:
    """Whether a line is the rest of another, or closely below it in the same font."""
    step = last.baseline - line.baseline
    beside = abs(step) < 0.1 * line.size and abs(line.left - last.right) < line.size
    below = 0 < step < 1.5 * line.size and line.left < last.right
    return last.font == line.font and (beside or below)


def _joined(run: Sequence[Line]) -> str:
    text, last = "", None
    for line in run[:_MOST_TITLE_LINES]:
        if last and last.baseline == line.baseline and line.left - last.right < _TOUCHING * line.size:
            text = text.removesuffix(" ")
        text += _RAISED.sub("", line.text) + ("" if line.hyphen else " ")
        last = line
    return clean_text(_ORNAMENT.sub("", text), longest=_LONGEST)


def may_be_title(text: str) -> bool:
    """Whether a text has words, is not too long, and is neither a body nor what stands beside titles."""
    return (
        len(text) < _LONGEST
        and ((len(text) > 6 and len(LETTERS.findall(text)) >= 2) or (len(text) > 3 and _is_unspaced(text)))
        and not is_no_title(text)
        and not is_body(text)
        and "(cid:" not in text
    )


def _is_unspaced(text: str) -> bool:
    """Whether a text is in a script without spaces between words."""
    return sum("\u3040" <= sign <= "\u9fff" for sign in text) > len(text) / 2


def _is_masthead(run: _Candidate, lines: Sequence[tuple[Line, str]]) -> bool:
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


def _is_byline_under(run: _Candidate, others: Sequence[_Candidate]) -> bool:
    """Whether a text is the names of authors under something that may be their title."""
    return is_byline(run.text) and any(
        other.lines[-1].baseline > run.lines[0].baseline and other.size > _NOT_MUCH_SMALLER * run.size
        for other in others
    )


def letters_and_digits(text: str) -> str:
    """Letters and digits only, so that spacing and punctuation make no difference."""
    return _NOT_WORDS.sub("", text).casefold()
