"""The task of a child process that reads a text; the format is recognised by the content, Markdown by the name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from review.domain.texts.endings import MARKDOWN
from review.manuscripts.messages import LARGEST_FILE, MOST_CHARACTERS, ReadOption, ReadPart, ReadText
from review.manuscripts.part import NO_LEVEL, ManuscriptPart
from review.sandbox.messages import CannotReadError, Decoder, Done, Request, Say
from review.sandbox.regular_file import read_regular

read_request: Decoder[Request] = Decoder(ReadText)
"""Decodes a request."""

_ZIP = b"PK\x03\x04"
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def do(request: Request, say: Say) -> None:
    """Sends the parts of a text in their order.

    Raises:
        CannotReadError: the file is gone, is too long, or is not such a text.
    """
    characters = 0
    for one in _found(Path(request.path)):
        if isinstance(one, ReadOption):
            say(one)
            continue
        plain = " ".join(one.text.split())
        characters += 2 * len(plain) if one.cells else len(plain)
        if characters > MOST_CHARACTERS:
            raise CannotReadError("output")
        if plain:
            say(ReadPart(one if one.cells else ManuscriptPart(plain, max(0, min(one.level, NO_LEVEL)))))
    say(Done())


def _found(path: Path) -> Iterator[ManuscriptPart | ReadOption]:
    try:
        data = read_regular(path, LARGEST_FILE)
    except OSError as error:
        raise CannotReadError(f"cannot be read ({error.strerror or error})") from error
    if data.startswith(_ZIP):
        from review.manuscripts import word_document

        return chain(_options(word_document.options(data)), word_document.parts(data))
    if data.startswith((_OLD_WORD, b"%PDF-", b"{\\rtf")):
        raise CannotReadError("not a Word document of today (.docx), HTML or text; save it as one of these")
    text = _decoded(data)
    start = text[:1000].lstrip().lower()
    if path.suffix.lower() in {".html", ".htm", ".xhtml"} or start.startswith(("<!doctype html", "<html")):
        from review.manuscripts import web_page

        return chain(_options(web_page.options(text)), web_page.parts(text))
    if path.suffix.lower() in MARKDOWN:
        from review.manuscripts import markdown

        return chain(_options(markdown.options(text)), markdown.parts(text))
    from review.manuscripts import plain_text

    return plain_text.parts(text)


def _options(found: Iterable[tuple[str, str]]) -> Iterator[ReadOption]:
    return (ReadOption(name[:100], value[:1000]) for name, value in islice(found, 100))


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CannotReadError(f"line {line} is not UTF-8; save the file in UTF-8") from error
    if "\0" in text:
        raise CannotReadError("not a text; save it as .docx, HTML, Markdown or text")
    return text.replace("\r\n", "\n").replace("\r", "\n")
