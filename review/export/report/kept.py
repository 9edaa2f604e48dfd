"""The options of a report that its file keeps, so that the same report can be made again.

Word has them as properties of the file, HTML as ``<meta>``, Markdown in the comment of its first line.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from zipfile import BadZipFile, ZipFile

from lxml import etree, html

from review.errors import ReviewError

NAME = "realist-review-"
"""What the names of options begin with in HTML."""
COMMENT = "realist-review report"
"""What the comment in Markdown begins with; a JSON object follows."""
PROPERTIES = "docProps/custom.xml"
"""The part of a Word file with its properties."""
LARGEST_PART = 1_000_000
"""The most bytes of what is read of a file."""

_VALUE = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"
_IN_MARKDOWN = re.compile(rf"<!-- {COMMENT}: (\{{.*\}}) -->")


def comment(options: Iterable[tuple[str, str]]) -> str:
    """The first line of a report in Markdown; no value can end it."""
    text = json.dumps(dict(options), ensure_ascii=True)
    escaped = text.replace("-", "\\u002d").replace(">", "\\u003e").replace("<", "\\u003c")
    return f"<!-- {COMMENT}: {escaped} -->"


def kept_options(content: bytes, file_format: str) -> Mapping[str, str]:
    """The options in a report's file (``docx``, ``html``, ``md``); the file may be anybody's.

    Raises:
        ReviewError: it has none: it is not a report of the program, or not one any more.
    """
    readers = {"docx": _in_word, "html": _in_html, "md": _in_markdown}
    try:
        found = readers[file_format](content)
    except (
        KeyError,
        ValueError,
        RecursionError,
        BadZipFile,
        NotImplementedError,
        RuntimeError,
        etree.LxmlError,
    ) as error:
        raise ReviewError(_NONE) from error
    if not found:
        raise ReviewError(_NONE)
    return found


_NONE = "this file does not say how it was made: it is not a report of the program, or it was saved without its properties"


def _in_word(content: bytes) -> Mapping[str, str]:
    with ZipFile(io.BytesIO(content)) as parts, parts.open(PROPERTIES) as part:
        xml = part.read(LARGEST_PART)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(xml, parser)
    return {one.get("name", ""): one.findtext(_VALUE) or "" for one in root if one.get("name")}


def _in_html(content: bytes) -> Mapping[str, str]:
    head = html.fromstring(content[:LARGEST_PART].decode(errors="replace"))
    return {
        one.get("name").removeprefix(NAME): one.get("content", "")
        for one in head.iter("meta")
        if one.get("name", "").startswith(NAME)
    }


def _in_markdown(content: bytes) -> Mapping[str, str]:
    first = content[:LARGEST_PART].decode("utf-8-sig", errors="replace").partition("\n")[0].rstrip("\r")
    found = _IN_MARKDOWN.fullmatch(first)
    values = json.loads(found[1]) if found else {}
    return {name: value for name, value in values.items() if isinstance(value, str)}
