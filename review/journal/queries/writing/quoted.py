"""What was quoted: passages as they were at an act, and as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from review.acts import Code, PutFragment, TakeFragment, Uncode
from review.journal.journal import Journal
from review.journal.queries import theory
from review.journal.queries.visibility import may_see
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.journal.projections.events import TypedEvent

_QUOTING = ("code", "put-fragment")


class QuotedState(NamedTuple):
    """A passage after some acts: its codes as they were put, its words and its page. `is_there`: it was not removed."""

    is_there: bool
    codes: tuple[str, ...] = ()
    quote: str = ""
    page: int = 0
    page_label: str = ""


class QuotedThenAndNow(NamedTuple):
    """A coding or fragment as it was at an act and as it is now; `removed` says who removed it and when, if it is gone."""

    id: str
    then: QuotedState
    now: QuotedState
    removed: tuple[str, str] = ("", "")


def quoted_by_prefix(journal: Journal, name: str) -> list[str]:
    """The codings and fragments that the viewer may see, removed and undone ones, too, whose id begins with a name."""
    return [event for event in _by_prefix(journal, name) if may_see(journal, event)]


def is_hidden(journal: Journal, name: str) -> bool:
    """Whether a name is the beginning of the id of a coding that the viewer may not see yet."""
    return any(not may_see(journal, event) for event in _by_prefix(journal, name))


def _by_prefix(journal: Journal, name: str) -> list[str]:
    return [
        str(event)
        for (event,) in journal.rows(
            f"SELECT hash FROM event WHERE kind IN {_QUOTING} AND hash >= ? AND hash < ? || 'g' LIMIT 2",
            (name, name),
        )
    ]


def then_and_now(journal: Journal, passage: str, clock: int, event: str) -> QuotedThenAndNow:
    """A coding or fragment when an act was made, by its place (clock, event) in the journal, and now."""
    # The folds are not needed to open a review, so a start does without them.
    from review.journal.projections.events import effective, of_subject

    with journal.snapshot() as connection:
        kind = connection.execute("SELECT kind FROM event WHERE hash = ?", (passage,)).fetchone()
        subject = f"{'coding' if kind and kind[0] == 'code' else 'fragment'}:{passage}"
        events = of_subject(connection, subject)
    before = [one for one in events if (one.clock, one.hash) <= (clock, event)]
    (then, _), (now, undone) = effective(before), effective(events)
    by = undone.get(passage) or next(
        (one for one in reversed(now) if isinstance(one.act, Uncode | TakeFragment)), None
    )
    state = _state(now)
    gone = (by.reviewer, by.time) if by and not state.is_there else ("", "")
    return QuotedThenAndNow(passage, _state(then), state, gone)


def _state(events: Sequence[TypedEvent]) -> QuotedState:
    from review.journal.projections.coding import codes_put
    from review.journal.projections.events import made_by
    from review.journal.projections.place import present_place

    if coded := made_by(Code, events):
        codes = codes_put(events)
        place = present_place(coded[1], events)
        return QuotedState(bool(codes), codes, place.quote, place.page, place.page_label)
    if put := made_by(PutFragment, events):
        taken = any(isinstance(one.act, TakeFragment) for one in events)
        place = present_place(put[1], events)
        return QuotedState(not taken, (), place.quote, place.page, place.page_label)
    return QuotedState(is_there=False)


def map_then(journal: Journal, clock: int, event: str) -> TheoryMap:
    """The theory map that stood when an act was made; the first one if none did."""
    number = journal.value(
        "SELECT max(number) FROM theory_version JOIN event ON hash = theory_version.event WHERE (clock, hash) <= (?, ?)",
        (clock, event),
    )
    return theory.map_at(journal, int(number or 1))
