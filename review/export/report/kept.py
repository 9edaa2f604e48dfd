"""The options of a report that its file keeps, to make it again (`review.manuscripts` reads them).

Word has them as properties of the file, HTML as ``<meta>``, Markdown in the comment of its first line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from review.manuscripts.markdown import COMMENT
from review.manuscripts.web_page import OPTION as NAME
from review.manuscripts.word_document import PROPERTIES

__all__ = ["COMMENT", "NAME", "PROPERTIES", "comment"]


def comment(options: Iterable[tuple[str, str]]) -> str:
    """The first line of a report in Markdown; no value can end it."""
    text = json.dumps(dict(options), ensure_ascii=True)
    escaped = text.replace("-", "\\u002d").replace(">", "\\u003e").replace("<", "\\u003c")
    return f"<!-- {COMMENT}: {escaped} -->"
