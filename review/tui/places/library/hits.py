"""Where rows of the Library have the words that were searched for, found while the list is on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from review.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.domain.listing import RecordRow
    from review.domain.search_hits import SearchHit
    from review.tui.places.base import ReviewScreen


class Hits:
    """Looks in the texts of rows in the background.

    `found` gets a row's key and what its text has, as long as the words are those that are `searched`.
    """

    def __init__(
        self,
        screen: ReviewScreen,
        searched: Callable[[], str],
        found: Callable[[int, SearchHit | None], object],
    ) -> None:
        self._screen = screen
        self._searched = searched
        self._found = found

    def look(self, rows: Mapping[int, RecordRow]) -> None:
        """Find the searched words in the texts of these rows, which takes some milliseconds for each; one after another is shown."""
        look = partial(self._look, rows, self._searched())
        # Without a description Textual writes out the rows.
        self._screen.run_worker(
            look, thread=True, group="hits", description="where rows have what was searched"
        )

    def _look(self, rows: Mapping[int, RecordRow], words: str) -> None:
        for key, row in rows.items():
            if words != self._searched():
                return
            try:
                hit = self._screen.project.documents.hit(row.record, words)
            except ReviewError:
                hit = None
            self._screen.call_later(self._show, key, hit, words)

    def _show(self, key: int, hit: SearchHit | None, words: str) -> None:
        if words == self._searched():
            self._found(key, hit)
