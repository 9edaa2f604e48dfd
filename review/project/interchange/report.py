"""What the import of a coded project did, or would do."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from review.exchange.refi.values import Skipped

ADDED = (
    *("codes", "records", "documents", "codings", "memos"),
    *("comments", "source_types", "facets", "appraisals", "decisions", "edits", "configurations"),
)
"""What an import can add, in the order in which it is reported."""


class MappedCode(Struct, frozen=True):
    """A code of the file, and the code of the theory map that it becomes (`to`).

    `is_new` if the import adds that, `is_below` if it is a sub-theme.
    `path` has the names from the top, joined by `` / ``. `is_top`: it is at the top of the file's tree. `came_before`: it is a
    sub-theme elsewhere that alone has its name. `codings` are those with the code itself.
    """

    guid: str
    path: str
    to: str
    name: str
    is_new: bool
    is_top: bool
    is_below: bool = False
    came_before: bool = False
    codings: int = 0


class ProjectReport(Struct, frozen=True, kw_only=True):
    """The import of a coded project, or its preview: nothing is stored then.

    `codes`, `sources` and `selections` are what the file has, `offsets` says how positions in it were read, `added` is what came into the review (or would), by `ADDED`.
    `unplaced` counts the passages that are in no text here; `read_later` those that wait for their document, in a preview.
    `skipped` lists what did not, and why. `damaged` counts sources whose file cannot be read. `stopped`: somebody stopped it,
    and something is left.
    """

    path: str
    name: str = ""
    origin: str = ""
    codes: int = 0
    sources: int = 0
    selections: int = 0
    offsets: str = ""
    added: Mapping[str, int] = {}
    unplaced: int = 0
    read_later: int = 0
    mapping: tuple[MappedCode, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    damaged: int = 0
    stopped: bool = False
