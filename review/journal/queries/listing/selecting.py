"""The records in a selection, in its order."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from review.domain.listing import Listed, Selection
from review.domain.wording.unknown import unknown_name
from review.errors import UnknownNameError
from review.journal.journal import Journal
from review.journal.queries.listing.deciding import AT_STAGE, undecided
from review.journal.queries.listing.lookup import keys
from review.journal.queries.visibility import CODINGS, EACH_CODING

_SORTS = {
    "added": "key",
    "author_year": "short_author COLLATE NOCASE, year, letter, title_order, record",
    "title": "title_order, key",
    "year": "year, key",
    "source_type": "source_type, key",
}
"""Each but the first has a covering index: rows are wide, and sorting does not read them. None begins with the title: that of
author and year holds it, and an index more would be a seventh of what an import writes."""


def listed(journal: Journal, selection: Selection, stages: Sequence[str]) -> Listed:
    """The records in a selection, in its order (descending: the whole order reversed).

    Raises:
        UnknownNameError: a field or sort that does not exist; the text lists those that do.
    """
    ordered = _ordered(journal, selection.sort, stages)
    if selection.descending:
        ordered.reverse()
    wanted: set[int] | None = None
    if selection.where:
        from review.journal.queries.listing.conditions import matching

        wanted = set.intersection(*(matching(journal, *asked, stages) for asked in selection.where))
    if selection.search.strip():
        from review.journal.queries.listing import words

        found = words.found(journal, selection.search)
        wanted = found if wanted is None else wanted & found
    chosen = array("q", ordered if wanted is None else filter(wanted.__contains__, ordered))
    if not (chosen and selection.names_first and selection.search.strip()):
        return Listed(chosen, len(chosen))
    from review.journal.queries.listing import words

    named = words.named(journal, selection.search)
    first = array("q", filter(named.__contains__, chosen))
    return Listed(first + array("q", (key for key in chosen if key not in named)), len(first))


def _ordered(journal: Journal, sort: str, stages: Sequence[str]) -> list[int]:
    if sort in stages:
        return _by_outcome(journal, sort)
    if sort == "codings":
        counted = dict(
            journal.rows(
                f"SELECT key, count(DISTINCT {EACH_CODING}) FROM {CODINGS} AS coding JOIN record USING (record) GROUP BY record"
            )
        )
        return sorted(_ordered(journal, "added", stages), key=lambda key: counted.get(key, 0))
    if sort == "added":
        return sorted(keys(journal, "SELECT key FROM record"))
    if sort not in _SORTS:
        raise UnknownNameError(unknown_name("order", sort, [*_SORTS, "codings", *stages]))
    return keys(journal, f"SELECT key FROM record ORDER BY {_SORTS[sort]}")


def _by_outcome(journal: Journal, stage: str) -> list[int]:
    """All keys by their outcome at a stage, in alphabetical order of outcomes."""
    from review.domain.outcome import Outcome

    groups = {str(kind): keys(journal, f"{AT_STAGE} AND decision = ?", stage, kind) for kind in Outcome}
    groups["none"] = list(undecided(journal, stage))
    return [key for kind in sorted(groups) for key in sorted(groups[kind])]
