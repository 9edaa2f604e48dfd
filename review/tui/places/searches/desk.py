"""The log of searches without a screen: which there are, the one under the cursor, PRISMA-S's items and the flow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from review.domain.searches.checking import problems
from review.domain.searches.flow import Box, Flow
from review.domain.searches.search import Search, SearchProblem
from review.domain.wording.unknown import folded
from review.project.searches.flow import COMPUTED, NOT_REPORTED
from review.tui.dialogs.theories.fields import FieldError

if TYPE_CHECKING:
    from review.domain.searches.flow import BoxCount
    from review.domain.searches.prisma import PrismaItem
    from review.journal.queries.searches.counts import Counts
    from review.project import Acknowledgement, Project

LINE = "line:"
"""How the id of a part begins that is a line; its position follows."""

KIND, PROMPT, IMPORTED = "kind", "prompted_by", "imported"
"""Parts of a search that its form does not have."""


class Page(StrEnum):
    """What is shown beside the list."""

    SEARCH = "search"
    FLOW = "flow"
    ITEMS = "items"


@dataclass(frozen=True)
class Logged:
    """A search with the number of references that were imported with it, and what contradicts itself in it.

    The number is None until it is counted.
    """

    search: Search
    imported: int | None
    problems: Sequence[SearchProblem]


class Count(NamedTuple):
    """What is to be counted for a page, of the review as it was read the `reads`-th time."""

    page: Page
    reads: int


class SearchesDesk:
    """The searches; the one that is chosen stays chosen while it is there.

    `listed` are all of them in the order in which they were first logged, `page` is what is shown beside them.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._chosen = ""
        self._flow: tuple[int, Flow] | None = None
        self._tied: tuple[int, Counts] | None = None
        self._reads = 0
        self.page = Page.SEARCH
        self.listed: Sequence[Logged] = ()
        self.reload()

    def reload(self) -> None:
        """Read the searches again; the cursor stays, or goes to the one that is in its place now."""
        service, position = self._project.searches, self.position
        self.map = self._project.theory.map
        self._list(service.all())
        self._items: Sequence[PrismaItem] | None = None
        self._reads += 1
        if self.listed and self._chosen not in {one.search.id for one in self.listed}:
            self._chosen = self.listed[min(position, len(self.listed) - 1)].search.id

    def _list(self, searches: Iterable[Search]) -> None:
        """List searches with what is tied to them as counted last."""
        counts = self._tied[1] if self._tied else None
        found = [(one, counts.imported.get(one.id, 0) if counts else None) for one in searches]
        references = counts.references if counts else {}
        self.listed = [
            Logged(one, many, problems(one, many or 0, references.get(one.id))) for one, many in found
        ]

    # The chosen one

    @property
    def position(self) -> int:
        """The place of the chosen one in the list."""
        return next((number for number, one in enumerate(self.listed) if one.search.id == self._chosen), 0)

    @property
    def chosen(self) -> Logged | None:
        """The chosen search; None if none is logged."""
        return self.listed[self.position] if self.listed else None

    def choose(self, position: int) -> None:
        """Choose the one at a place of the list."""
        if 0 <= position < len(self.listed):
            self._chosen = self.listed[position].search.id

    def go_to(self, search: str) -> None:
        """Choose a search by its id; one that was logged just now is read first."""
        if search not in {one.search.id for one in self.listed}:
            self.reload()
        if search in {one.search.id for one in self.listed}:
            self._chosen = search

    @property
    def files(self) -> Mapping[str, int]:
        """How many records were imported with the chosen search, by what the import said of their source, as counted last."""
        return self._tied[1].sources.get(self._chosen, {}) if self._tied else {}

    def line_at(self, part: str) -> int | None:
        """The position of the line that is this part of the chosen search."""
        place = part.removeprefix(LINE)
        is_line = part.startswith(LINE) and self.chosen is not None
        return int(place) if is_line and int(place) < len(self.listed[self.position].search.lines) else None

    # PRISMA-S and the flow

    @property
    def items(self) -> Sequence[PrismaItem]:
        """PRISMA-S's items, answered from the log; read when they are first asked for."""
        if self._items is None:
            self._items = self._project.searches.prisma_s()
        return self._items

    @property
    def flow(self) -> Flow | None:
        """The flow as it was counted last; None before that."""
        return self._flow[1] if self._flow else None

    # What takes a while to count

    def uncounted(self, page: Page) -> Count | None:
        """What a page or the list shows and is still to be counted, or counted again; None if nothing is."""
        if self.listed and (self._tied is None or self._tied[0] != self._reads):
            return Count(Page.SEARCH, self._reads)
        if page is Page.FLOW and (self._flow is None or self._flow[0] != self._reads):
            return Count(page, self._reads)
        return None

    def count_for(self, asked: Count) -> Flow | Counts:
        """Count it; may be called from any thread.

        Raises:
            ReviewError: the review cannot be read.
        """
        if asked.page is Page.FLOW:
            return self._project.flow.read()
        return self._project.searches.counts()

    def take(self, asked: Count, found: Flow | Counts) -> None:
        """Keep what was counted."""
        if isinstance(found, Flow):
            self._flow = asked.reads, found
        else:
            self._tied = asked.reads, found
            self._list([one.search for one in self.listed])

    @property
    def criteria(self) -> Mapping[str, str]:
        """The texts of criteria by id, which the flow names."""
        return {one.id: one.text for one in self.map.criteria}

    def count(self, box: Box) -> BoxCount:
        """How many are in a box; the flow has been counted."""
        assert self.flow is not None
        return self.flow.boxes[box]

    def state(self, box: Box, number: str, because: str) -> Acknowledgement:
        """State what was typed about a box: a number, ``not reported``, or nothing for what is computed.

        Raises:
            FieldError: it is something else, or there is no reason.
        """
        known = {folded(word): word for word in (NOT_REPORTED, COMPUTED)} | {"": COMPUTED}
        said = known.get(folded(number), number.replace(",", "").strip())
        if said not in known.values() and not (said.isascii() and said.isdigit()):
            raise FieldError("n", f"'{number}' is not a number, 'not reported' or 'computed'.")
        return self._project.flow.state(box, said, because)
