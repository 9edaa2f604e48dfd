"""What is opened in the Reader."""

from __future__ import annotations

from typing import NamedTuple

from review.tui.places.reader.going_through.walk import Walk


class Opening(NamedTuple):
    """A record's text at an offset (default: its first paragraph not done), to go through the passages of a `walk`, if any.

    The words of the search that found it (`searched`) are marked; `code`, or a sub-theme of it, is in focus.
    """

    record: str
    at: int | None = None
    walk: Walk | None = None
    searched: str = ""
    code: str = ""
