"""Headings, paragraphs and rows of a web page; scripts, styles and what is hidden in the head are left out."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from review.manuscripts.part import ManuscriptPart, row

OPTION = "realist-review-"
"""What the names of the options of a report begin with, as ``<meta name=…>``."""

_ROWS = {"tr", "thead", "tbody", "tfoot", "table"}
_CELLS = {"td", "th"}
_HEAD = 20_000
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = {
    *(
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
    ),
    *("samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr", "time", "data"),
}
_LEFT_OUT = {
    "script",
    "style",
    "head",
    "template",
    "noscript",
    "svg",
    "math",
    "iframe",
    "object",
    "textarea",
    "select",
}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[ManuscriptPart] = []
        self._words: list[str] = []
        self._level = 0
        self._left_out: list[str] = []
        self._cells: list[str] | None = None
        self._in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's signature
        if tag in _LEFT_OUT:
            self._left_out.append(tag)
        elif tag == "body":
            self._left_out.clear()
        elif tag == "br":
            self._words.append(" ")
        elif tag in _ROWS:
            self.finish_row()
            self._in_head = tag == "thead" or (self._in_head and tag == "tr")
            self._cells = [] if tag == "tr" else None
        elif tag in _CELLS and self._cells is not None:
            self.finish()
            self._cells.append("")
        elif tag not in _INLINE:
            self.finish()
            self._level = _HEADINGS.get(tag, 0)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._left_out:
            del self._left_out[self._left_out.index(tag) :]
        elif tag in _ROWS:
            self.finish_row()
        elif tag not in _INLINE and tag != "br":
            self.finish()
            self._level = 0

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._words.append(data)

    def finish(self) -> None:
        """Ends the paragraph or heading that was begun; within a cell it is a part of that."""
        text = "".join(self._words)
        self._words.clear()
        if self._cells:
            self._cells[-1] += f" {text}"
        elif text.strip():
            self.found.append(ManuscriptPart(text, self._level))

    def finish_row(self) -> None:
        """Ends the row that was begun."""
        self.finish()
        if self._cells:
            self.found.append(row(self._cells, is_head=self._in_head))
        self._cells = None


class _Options(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "meta" and name.startswith(OPTION):
            self.found.append((name.removeprefix(OPTION), given.get("content") or ""))


def options(text: str) -> list[tuple[str, str]]:
    """The options that a report keeps in its head."""
    head = _Options()
    head.feed(text[:_HEAD])
    return head.found


def parts(text: str) -> Iterator[ManuscriptPart]:
    """The parts of a page."""
    page = _Page()
    for start in range(0, len(text), 1 << 16):
        page.feed(text[start : start + (1 << 16)])
        yield from page.found
        page.found.clear()
    page.close()
    page.finish_row()
    yield from page.found
