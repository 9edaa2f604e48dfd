"""Acts on the log of searches."""

from __future__ import annotations

from typing import Self

from review.acts.act import Act, Names
from review.domain.searches.search import Search, SearchKind, SearchLimit, SearchLine, SearchSource
from review.domain.wording.counted import counted


class LogSearch(Act, frozen=True, kw_only=True, tag="log-search"):
    """A search was logged, or the same one worded again.

    `how` is its kind. `follows` are the events that logged or removed it and stood as the maker knew: these are replaced. Searches of
    one file have the same `batch` and are undone together.
    """

    about = "search:{act.id}"
    undoable = True
    has_floats = False
    noun = "search logged"
    plural = "searches logged"
    id: str
    component: str
    how: SearchKind
    round: int
    prompted_by: str = ""
    sources: tuple[SearchSource, ...] = ()
    limits: tuple[SearchLimit, ...] = ()
    filters: tuple[str, ...] = ()
    lines: tuple[SearchLine, ...] = ()
    total_stated: int | None = None
    adapted_from: str = ""
    stopped_because: str = ""
    note: str = ""
    follows: tuple[str, ...] = ()
    batch: str = ""

    @classmethod
    def of(cls, search: Search, follows: tuple[str, ...], batch: str = "") -> Self:
        """The act that logs a search."""
        return cls(
            id=search.id,
            component=search.component,
            how=search.kind,
            round=search.round,
            prompted_by=search.prompted_by,
            sources=search.sources,
            limits=search.limits,
            filters=search.filters,
            lines=search.lines,
            total_stated=search.total_stated,
            adapted_from=search.adapted_from,
            stopped_because=search.stopped_because,
            note=search.note,
            follows=follows,
            batch=batch,
        )

    @property
    def search(self) -> Search:
        """The search that it logs."""
        return Search(
            id=self.id,
            component=self.component,
            kind=self.how,
            round=self.round,
            prompted_by=self.prompted_by,
            sources=self.sources,
            limits=self.limits,
            filters=self.filters,
            lines=self.lines,
            total_stated=self.total_stated,
            adapted_from=self.adapted_from,
            stopped_because=self.stopped_because,
            note=self.note,
        )

    @property
    def detail(self) -> str:
        """Its kind, and how many lines it has."""
        return f"{self.how}, {counted(len(self.lines), 'line')}"

    def in_words(self, names: Names) -> str:  # noqa: ARG002 - all acts have the same signature
        """The search, its kind and the number of its lines."""
        again = "search logged again" if self.follows else self.noun
        return f"{again}: {self.id} ({self.detail})"

    def in_full(self, names: Names) -> str:
        """The same, with its component."""
        return f"{self.in_words(names)}: {self.component}"

    def many_in_words(self, count: int, names: Names) -> str:
        """How many searches of one file."""
        del names
        return f"{count:,} {self.plural}"


class RemoveSearch(Act, frozen=True, kw_only=True, tag="remove-search"):
    """A search was removed from the log, and why.

    `follows` are the events that logged it and stood as the maker knew: one that was logged apart, in another copy, stays.
    """

    about = "search:{act.id}"
    undoable = True
    has_floats = False
    noun = "search removed"
    id: str
    because: str
    follows: tuple[str, ...] = ()

    @property
    def detail(self) -> str:
        """The search."""
        return self.id

    def in_words(self, names: Names) -> str:  # noqa: ARG002 - all acts have the same signature
        """The search."""
        return f"{self.noun}: {self.id}"

    @property
    def explanation(self) -> tuple[str, ...]:
        """The reason."""
        return (self.because,)


class TieSearch(Act, frozen=True, kw_only=True, tag="tie-search"):
    """A record was found by a search, or (`off`) was not.

    It is for documents without a reference, and for what an import did not say or said wrongly. Those with the same `batch` are undone together.
    """

    about = "found-by:{act.record}:{act.search}"
    undoable = True
    has_floats = False
    noun = "tie to a search"
    plural = "ties to a search"
    preposition = "of"
    record: str
    search: str
    off: bool = False
    batch: str = ""

    @property
    def detail(self) -> str:
        """The search, and whether the tie was removed."""
        return f"{self.search}{', removed' if self.off else ''}"
