"""Ids as they are kept here: in lower case, without braces; a file's own kind of id is as good as a GUID."""

from __future__ import annotations

import re

from review.references.text import one_line

_USUAL = re.compile("[0-9a-fA-F-]{36}")
_LONGEST = 200


def plain_guid(given: str | None) -> str:
    """An id without braces and prefix, in lower case; empty if there is none."""
    if given and _USUAL.fullmatch(given):
        return given.lower()
    text = one_line(given or "").lower().removeprefix("urn:uuid:")
    return "".join(text.removeprefix("{").removesuffix("}").split())[:_LONGEST]
