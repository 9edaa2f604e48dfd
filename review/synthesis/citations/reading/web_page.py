"""Headings and paragraphs of a web page; scripts, styles and what is hidden in the head are left out."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

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
        self.found: list[tuple[str, int]] = []
        self._words: list[str] = []
        self._level = 0
        self._left_out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _LEFT_OUT:
            self._left_out.append(tag)
        elif tag == "body":
            self._left_out.clear()
        elif tag == "br":
            self._words.append(" ")
        elif tag not in _INLINE:
            self.finish()
            self._level = _HEADINGS.get(tag, 0)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._left_out:
            del self._left_out[self._left_out.index(tag) :]
        elif tag not in _INLINE and tag != "br":
            self.finish()
            self._level = 0

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._words.append(data)

    def finish(self) -> None:
        """Ends the paragraph or heading that was begun."""
        if self._words:
            self.found.append(("".join(self._words), self._level))
            self._words.clear()


def parts(text: str) -> Iterator[tuple[str, int]]:
    """The parts of a page, each with its level."""
    page = _Page()
    for start in range(0, len(text), 1 << 16):
        page.feed(text[start : start + (1 << 16)])
        yield from page.found
        page.found.clear()
    page.close()
    page.finish()
    yield from page.found
