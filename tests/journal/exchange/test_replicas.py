"""Whatever people do on any number of copies, and however these meet: in the end all are equal, and nothing is lost."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from tests.examples import examples
from tests.journal.exchange.replicas import histories, played

SLOWLY = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(SLOWLY, max_examples=examples(190))
@given(histories())
def test_copies_that_met_in_any_way_are_equal(history: list[tuple]) -> None:
    found = played(history, in_files=False)
    assert (found.differing, found.problems, found.lost) == ([], [], 0)


@settings(SLOWLY, max_examples=examples(10))
@given(histories())
def test_so_are_copies_in_files_that_are_copied_and_put_back(history: list[tuple]) -> None:
    found = played(history, in_files=True)
    assert (found.differing, found.problems, found.lost) == ([], [], 0)
