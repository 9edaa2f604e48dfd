"""A search as it was made: where, with which strings and limits, what it found, what prompted it and why it stopped."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class SearchKind(StrEnum):
    """How a search finds records."""

    DATABASE = "database"
    ORGANISATION = "organisation"
    CITATION_BACKWARD = "citation-backward"
    CITATION_FORWARD = "citation-forward"
    EXPERT = "expert"
    HAND_OVER = "hand-over"
    CHANCE = "chance"


class SearchSource(Struct, frozen=True):
    """A database, register or organisation that was searched; `date` is a day, month or year in ISO form."""

    name: str
    platform: str = ""
    date: str = ""
    is_register: bool = False


class SearchLimit(Struct, frozen=True, omit_defaults=True):
    """A limit of the whole search: a field and from when or to when, or its value in words."""

    field: str
    since: str = ""
    until: str = ""
    value: str = ""


class SearchResult(Struct, frozen=True):
    """A number of records found: all of a line's, or those of one source or under one limit.

    `n` is None if it is not reported.
    """

    n: int | None
    source: str = ""
    limit: str = ""


class SearchLine(Struct, frozen=True):
    """One search string; `id` is its number with a variant's letter (``4a``).

    `results` is None where how many it found is not reported. `total_stated` is a total that was given beside the results, or without them.
    """

    id: str
    string: str
    results: tuple[SearchResult, ...] | None = None
    total_stated: int | None = None

    @property
    def computed(self) -> int | None:
        """The sum of the results that are reported; None if none is."""
        known = [result.n for result in self.results or () if result.n is not None]
        return sum(known) if known or self.results == () else None

    @property
    def is_empty(self) -> bool:
        """Whether it is empty: no string, and nothing on what it found."""
        return not self.string.strip() and self.results is None and self.total_stated is None

    @property
    def is_reported(self) -> bool:
        """Whether every one of its numbers is reported."""
        return self.results is not None and all(result.n is not None for result in self.results)

    @property
    def n(self) -> int | None:
        """How many it found, as far as it is reported: the sum of its results, else the total that was given without them."""
        if not self.is_reported and self.total_stated is not None:
            return self.total_stated
        return self.computed


class Search(Struct, frozen=True):
    """A search; `id` is its name among people (``S1``), in the log, in answers and in tables.

    `prompted_by` is ``plan``, a theory's id or ``gap: …``. `adapted_from` names a search or a published strategy. Empty texts are
    not reported. `event` is the act that logged it as it is now, `logged_by` who did, `time` when. `others` are the same search as
    it was logged apart, in other copies of the review, and that nobody has replaced since.
    """

    id: str
    component: str
    kind: SearchKind
    round: int = 1
    prompted_by: str = ""
    sources: tuple[SearchSource, ...] = ()
    limits: tuple[SearchLimit, ...] = ()
    filters: tuple[str, ...] = ()
    lines: tuple[SearchLine, ...] = ()
    total_stated: int | None = None
    adapted_from: str = ""
    stopped_because: str = ""
    note: str = ""
    event: str = ""
    logged_by: str = ""
    time: str = ""
    others: tuple[Search, ...] = ()

    @property
    def computed(self) -> int | None:
        """The sum of what its lines report; None if none reports a number."""
        known = [line.n for line in self.lines if line.n is not None]
        return sum(known) if known else None

    @property
    def unreported(self) -> int:
        """How many lines lack a number."""
        return sum(not line.is_reported and line.total_stated is None for line in self.lines)

    @property
    def content(self) -> Search:
        """What was logged, without the act that logged it."""
        return replace(self, event="", logged_by="", time="", others=())


class SearchProblem(Struct, frozen=True):
    """A contradiction within a search: the rule that fails, at which line, and its two sides.

    `line` is empty for the search as a whole.
    """

    line: str
    rule: str
    left: str | int | None
    right: str | int | None
