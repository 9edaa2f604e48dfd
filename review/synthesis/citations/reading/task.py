"""The task of a child process that reads a text; the format is recognised by the content, Markdown by the name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from review.sandbox.messages import CannotReadError, Decoder, Done, Request, Say
from review.sandbox.regular_file import read_regular
from review.synthesis.citations.reading.messages import LARGEST_FILE, MOST_CHARACTERS, ReadPart, ReadText

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
    for text, level in _parts(Path(request.path)):
        plain = " ".join(text.split())
        characters += len(plain)
        if characters > MOST_CHARACTERS:
            raise CannotReadError("output")
        if plain:
            say(ReadPart(plain, level))
    say(Done())


def _parts(path: Path) -> Iterator[tuple[str, int]]:
    try:
        data = read_regular(path, LARGEST_FILE)
    except OSError as error:
        raise CannotReadError(f"cannot be read ({error.strerror or error})") from error
    if data.startswith(_ZIP):
        from review.synthesis.citations.reading.word_document import parts

        return parts(data)
    if data.startswith((_OLD_WORD, b"%PDF-", b"{\\rtf")):
        raise CannotReadError("not a Word document of today (.docx), HTML or text; save it as one of these")
    text = _decoded(data)
    start = text[:1000].lstrip().lower()
    if path.suffix.lower() in {".html", ".htm", ".xhtml"} or start.startswith(("<!doctype html", "<html")):
        from review.synthesis.citations.reading.web_page import parts as parts_of_page

        return parts_of_page(text)
    from review.synthesis.citations.reading.plain import markdown_parts, text_parts

    return markdown_parts(text) if path.suffix.lower() in {".md", ".markdown"} else text_parts(text)


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
