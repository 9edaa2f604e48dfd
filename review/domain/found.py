"""What a search over the whole review finds: typed words in what reviewers coded, wrote, composed and concluded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from review.domain.page_labels import in_citation, paragraphs_in_citation
from review.domain.search_hits import AFTER, SearchHit, best_place, word_pattern, words_of
from review.domain.texts.characters import has_together
from review.domain.texts.spans import Span

MARK = "·"
"""Shown between the parts of a text."""

BETWEEN = "\x1e"
"""Between the parts of a text, so that no phrase reaches from one into the next; shown as a space after a dot."""


class FoundKind(StrEnum):
    """What was found; verdicts are found with their theory."""

    THEORY = "theory"
    CMOC = "cmoc"
    CODING = "coding"
    MEMO = "memo"
    COMMENT = "comment"
    APPRAISAL = "appraisal"
    SEARCH = "search"
    PROSE = "prose"


class Found(Struct, frozen=True):
    """Something with the words, and the words in their surroundings (`hit`).

    `id` is that of the coding, memo, comment, configuration, appraisal, search or version of the prose, or a theory's code. `record`, `citation` and
    `page_label`, or the `paragraphs` of a text file, say where it is, `start` where in the record's present text; `code` and `cmoc` (a label; its id is `cmoc_id`) what it
    is about. What does not apply is empty.
    """

    kind: FoundKind
    id: str
    hit: SearchHit
    record: str = ""
    citation: str = ""
    page_label: str = ""
    start: int | None = None
    code: str = ""
    cmoc: str = ""
    cmoc_id: str = ""
    paragraphs: tuple[int, int] | None = None

    @property
    def cited_page(self) -> str:
        """The page as in a citation, or the paragraphs of a text file; empty where no number is printed."""
        if self.paragraphs:
            return paragraphs_in_citation(self.paragraphs)
        return in_citation(self.page_label, 0) if self.page_label else ""

    @property
    def text(self) -> str:
        """The words in their surroundings, on one line; an ellipsis at its end where the text goes on."""
        after = self.hit.after
        if len(after) == AFTER and has_together(after):
            after = f"{after} …"
        elif len(after) == AFTER and " " in after:
            after = f"{after[: after.rindex(' ')]} …"
        return f"{self.hit.before}{self.hit.words}{after}".strip()


class Note(Struct, frozen=True):
    """What somebody noted, and where (`of`): a memo, a comment, the memo of a coding, or that of a retroduced element.

    `who` noted it; of a comment, who said it. `quote` is the passage that it is on, if any.
    """

    of: Found
    text: str
    who: str
    time: str
    quote: str = ""


class AllFound(Struct, frozen=True):
    """The best of what was found, and how many there are in `total`."""

    found: tuple[Found, ...]
    total: int


class Words:
    """Typed words, in any case and without accents: whole words, the last of which may be the beginning of one."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        words = words_of(typed)
        self._words = tuple(dict.fromkeys(words))
        self._each = [re.compile(word_pattern(word, begins=word == words[-1])) for word in self._words]
        self._whole = tuple(word for word in self._words if not has_together(word))
        self._phrase = re.compile(_phrase(words))

    def __bool__(self) -> bool:
        return bool(self._words)

    def are_in(self, text: str) -> bool:
        """Whether all of them are in a text, which is `folded` already."""
        return all(word in text for word in self._whole) and all(one.search(text) for one in self._each)

    def phrase_in(self, text: str) -> Span | None:
        """Where they follow each other in a text, which is `folded` already."""
        match = self._phrase.search(text)
        return match.span() if match else None

    def place_in(self, text: str) -> Span:
        """The shortest part of a text that has all of them, which it does."""
        return best_place(text, self.typed) or (0, 0)


def _phrase(words: Sequence[str]) -> str:
    """The regular expression that finds words that follow each other; the last may be the beginning of one."""
    pattern = ""
    for before, word in pairwise(["", *words]):
        # Chinese, Japanese and Korean words need nothing between them.
        often = "*" if has_together(before[-1:] + word[0]) else "+"
        pattern += f"[^\\w{BETWEEN}]{often}" if before else ""
        pattern += word_pattern(word, begins=word == words[-1])
    return pattern
