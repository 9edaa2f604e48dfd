"""Which acts were made apart, by the clocks of the copies."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from review.journal.journal import Journal
from review.journal.queries.team.made_apart import MadeApart

CLOCKS = st.sets(st.integers(1, 30), min_size=1)


class Made(NamedTuple):
    replica: str
    clock: int


def a_journal(clocks: Collection[int]) -> Journal:
    """A journal with events of a copy at these clocks."""
    journal = Journal.in_memory()
    with journal.transaction() as connection:
        connection.executemany(
            "INSERT INTO event (hash, previous, replica, clock, time, reviewer, kind, record, subject, act)"
            " VALUES (?1, '', 'theirs', ?1, '', 'ann', 'memo', '', '', '{}')",
            [(clock,) for clock in clocks],
        )
    return journal


def had(clocks: Collection[int], earlier: int, later: int) -> bool:
    """Whether a copy with events at these clocks received anything between two clocks: one of them does not follow its own last."""
    return any(
        clock > 1 + max((one for one in clocks if one < clock), default=0)
        for clock in clocks
        if earlier < clock <= later
    )


@given(CLOCKS, st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), min_size=1, max_size=12))
def test_whatever_was_asked_before_an_act_is_apart_unless_its_copy_received_something(
    clocks: set[int], asked: list[tuple[int, int]]
) -> None:
    journal = a_journal(clocks)
    apart = MadeApart(journal)
    for earlier, later in asked:
        found = apart.last([Made("ours", earlier)], Made("theirs", later), differs=lambda _one: True)
        assert (found is None) == had(clocks, earlier, later)
    journal.close()


def test_no_event_is_looked_at_again_for_another_pair() -> None:
    journal = a_journal(range(1, 101))
    statements: list[str] = []
    apart = MadeApart(journal)
    assert apart.last([Made("ours", 5)], Made("theirs", 100), differs=lambda _one: True)
    with journal.transaction() as connection:
        connection.set_trace_callback(statements.append)
    for clock in range(5, 100):
        assert apart.last([Made("ours", clock)], Made("theirs", 100), differs=lambda _one: True)
    assert statements == ["COMMIT"]
    journal.close()
