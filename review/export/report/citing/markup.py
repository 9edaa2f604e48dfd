"""The looks that a style gives to parts of its text.

citeproc-py formats while it joins texts. Its formatters for HTML and the like leave titles and names as they are, so
markup there would be taken for the style's. Here a look is a pair of private-use characters, which no text from outside has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citeproc.string import String

from review.export.formats.text import REPLACEMENT, closed, legible
from review.export.material import NO_BREAK
from review.export.report.runs import Mark, Run, RunKind

_END = "\ue000"
_STARTS = {chr(0xE001 + place): mark for place, mark in enumerate(Mark)}
_START_OF = {mark: start for start, mark in _STARTS.items()}
AUTHOR = "\ue010"
"""The sign in place of an author until the style has placed it."""
_PAGE, _AFTER_PAGE, _FIRST = "\ue011", "\ue012", 0xE100
_PLACED = re.compile(f"{_PAGE}1?(.)2?{_AFTER_PAGE}")

_OWN = re.compile("[\ue000-\uf8ff]")
_PIECE = re.compile(f"([{_END}{''.join(_STARTS)}])")
_LOOKS = f"[{_END}{''.join(_STARTS)}]"
_AUTHOR_LEFT_OUT = re.compile(rf"{AUTHOR}({_LOOKS}*)[,.:;]?[ \u00a0]*")
_AFTER_BRACKET = re.compile(rf"([(\[]{_LOOKS}*)[,.:;]?[ \u00a0]+")
_DOUBLED = (
    (re.compile(rf"([?!])({_LOOKS}*)\."), r"\1\2"),
    (re.compile(rf" +({_LOOKS}*),"), r"\1,"),
    (re.compile(rf"([,;:])({_LOOKS}*)\1"), r"\1\2"),
    (re.compile(rf"\.({_LOOKS}+)\."), r".\1"),
    (re.compile(rf" ({_LOOKS}*) +"), r" \1"),
)
_ADDRESS = re.compile(r"https?://[^\s<>\"“”\ue000-\uf8ff]+")


def clean(text: str) -> str:
    """A text from outside on one line, legible, and without the characters that mean something here."""
    return closed(" ".join(_OWN.sub(REPLACEMENT, legible(text)).split()))


def page(place: int, *, many: bool = False) -> str:
    """The sign in place of the pages of a work in a citation; `many` looks plural to citeproc-py."""
    sign = chr(_FIRST + place)
    return f"{_PAGE}1{sign}2{_AFTER_PAGE}" if many else f"{_PAGE}{sign}{_AFTER_PAGE}"


def with_pages(text: str, pages: Sequence[str]) -> str:
    """A text with the pages in their places; a space before them does not break."""
    return _PLACED.sub(
        lambda found: pages[ord(found[1]) - _FIRST], text.replace(f" {_PAGE}", f"{NO_BREAK}{_PAGE}")
    )


class Formatter:
    """What citeproc-py asks to format texts."""

    def preformat(self, text: str) -> String:
        """A text of the style or its language as it is."""
        return String(text)

    def Italic(self, text: str) -> String:  # noqa: N802 - these names are citeproc-py's
        """Italic text."""
        return _marked(text, Mark.ITALIC)

    Oblique = Italic

    def Bold(self, text: str) -> String:  # noqa: N802 - see above
        """Bold text."""
        return _marked(text, Mark.BOLD)

    def Light(self, text: str) -> String:  # noqa: N802 - see above
        """Light text, which no file here has."""
        return String(text)

    def Underline(self, text: str) -> String:  # noqa: N802 - see above
        """Underlined text."""
        return _marked(text, Mark.UNDERLINE)

    def Superscript(self, text: str) -> String:  # noqa: N802 - see above
        """Raised text."""
        return _marked(text, Mark.SUPERSCRIPT)

    def Subscript(self, text: str) -> String:  # noqa: N802 - see above
        """Lowered text."""
        return _marked(text, Mark.SUBSCRIPT)

    def SmallCaps(self, text: str) -> String:  # noqa: N802 - see above
        """Text in small capitals."""
        return _marked(text, Mark.SMALL_CAPITALS)


def _marked(text: str, mark: Mark) -> String:
    return String(f"{_START_OF[mark]}{text}{_END}")


def without_author(text: str) -> str:
    """A citation without the author's place, the sign and the space after it; the looks that end there are kept."""
    return _AFTER_BRACKET.sub(r"\1", _AUTHOR_LEFT_OUT.sub(r"\1", text, count=1))


def tidied(text: str) -> str:
    """A text without the punctuation and spaces that a style doubles where a title ends with a mark of its own."""
    for pattern, kept in _DOUBLED:
        text = pattern.sub(kept, text)
    return text.strip()


def without_marks(text: str) -> str:
    """A text without its looks."""
    return _OWN.sub("", text)


def runs_of(
    text: str, kind: RunKind = RunKind.TEXT, target: str = "", *, linked: bool = False
) -> tuple[Run, ...]:
    """The runs of a text that a style made; `linked`: addresses in it lead to the web."""
    runs: list[Run] = []
    looks: list[Mark] = []
    for piece in _PIECE.split(closed(text)):
        if piece == _END:
            del looks[-1:]
        elif piece in _STARTS:
            looks.append(_STARTS[piece])
        elif piece:
            run = Run(piece, kind, frozenset(looks), target)
            runs += _with_addresses(run) if linked else [run]
    return tuple(runs)


def _with_addresses(run: Run) -> list[Run]:
    runs, end = [], 0
    for found in _ADDRESS.finditer(run.text):
        address = _without_signs(found[0])
        if before := run.text[end : found.start()]:
            runs.append(Run(before, run.kind, run.marks))
        runs.append(Run(address, run.kind, run.marks, address=address))
        end = found.start() + len(address)
    if after := run.text[end:]:
        runs.append(Run(after, run.kind, run.marks))
    return runs


def _without_signs(address: str) -> str:
    """An address without the punctuation after it; a bracket that it opened is its own."""
    while address and (
        address[-1] in ".,;:!?]" or (address[-1] == ")" and address.count(")") > address.count("("))
    ):
        address = address[:-1]
    return address
