"""Searches logged in several copies of a review: nothing that somebody logged is lost, in whatever order they meet."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from review.domain.searches.search import Search, SearchKind
from review.journal.queries.searches.log import searches
from tests.copies import receive
from tests.journal.random_acts import perform
from tests.journal.test_three_copies import PEOPLE, RARELY, WORDINGS, met, met_twice, three_copies

SEARCH = Search("S1", "Care markets", SearchKind.DATABASE)
CHANCE = st.randoms(use_true_random=False)


@RARELY
@given(WORDINGS, CHANCE)
def test_a_search_logged_apart_is_kept_as_each_logged_it_until_somebody_logs_it_again(
    notes: list[str], chance: random.Random
) -> None:
    with three_copies() as (copies, _):
        for copy, note in zip(copies, notes, strict=True):
            copy.searches.log(replace(SEARCH, note=note))
        one, other = met_twice(copies, chance)
        (found,) = searches(one)
        assert [found] == searches(other)
        said = dict(zip(PEOPLE, notes, strict=True))
        assert {each.logged_by: each.note for each in (found, *found.others)} == said

        ann = copies[0]
        receive(ann.journal, one.events())
        ann.searches.log(found.content)
        assert ann.searches.find("S1").others == ()
        ann.history.undo()
        assert ann.searches.find("S1") == found
        one.close()
        other.close()


@RARELY
@given(CHANCE)
def test_a_search_removed_in_one_copy_and_worded_in_another_stays(chance: random.Random) -> None:
    with three_copies() as (copies, _):
        ann, bob, cleo = copies
        ann.searches.log(SEARCH)
        for copy in (bob, cleo):
            receive(copy.journal, ann.journal.events())
        ann.searches.remove("S1", "logged twice")
        bob.searches.log(replace(SEARCH, note="a librarian helped"))
        cleo.searches.remove("S1", "not ours")
        merged = met(copies, chance)
        assert [one.note for one in searches(merged)] == ["a librarian helped"]
        merged.close()


@RARELY
@given(CHANCE)
def test_a_search_that_all_know_is_gone_once_it_is_removed(chance: random.Random) -> None:
    with three_copies() as (copies, _):
        ann, bob, cleo = copies
        ann.searches.log(SEARCH)
        receive(bob.journal, ann.journal.events())
        bob.searches.log(replace(SEARCH, note="again"))
        receive(cleo.journal, bob.journal.events())
        cleo.searches.remove("S1", "logged twice")
        merged = met(copies, chance)
        assert searches(merged) == []
        merged.close()


@RARELY
@given(st.lists(st.sampled_from(["log", "remove", "undo", "redo"]), max_size=12), CHANCE)
def test_the_log_of_one_copy_is_what_all_its_events_make(done: list[str], chance: random.Random) -> None:
    acts = {"log": ("log-search", "S1", "Care", [len(done)]), "remove": ("remove-search", "S1")}
    with three_copies() as (copies, record):
        ann = copies[0]
        for place, what in enumerate(done):
            name, *arguments = acts.get(what, (what,))
            if what == "log":
                arguments[-1] = [place]
            perform(ann, record, [(name, tuple(arguments))])
        merged = met(copies[:1], chance)
        assert searches(merged) == ann.searches.all()
        assert len(ann.searches.all()) <= 1
        merged.close()
