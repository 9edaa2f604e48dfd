"""When reading may stop: the test against its reference, and what must always hold of it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from review.domain.suggestions.stopping import ASSUMPTION
from review.learning.evaluation.stopping import (
    chance_missed,
    chance_of_left,
    first_run,
    first_stop,
    irrelevant_in_a_row,
    least_missing,
    most_left,
    stopping,
)

ALTERNATELY = [True, False] * 20 + [False] * 200
EARLY = [True] * 30 + [False] * 300
THINNING = [True, True, False, True, False, False] * 10 + [False] * 440
BUSCARPY = [
    (ALTERNATELY, 1000, 0.95, 0.6252601456815816),
    ([False] * 100, 1000, 0.95, 0.9),
    (EARLY, 600, 0.9, 0.049755785041702735),
    (THINNING, 2000, 0.8, 0.12614954292121855),
    ([False, False, True], 10, 0.95, 0.9333333333333333),
]
"""Printed by ``buscarpy.calculate_h0(labels, N, recall_target)`` of buscarpy 0.0.2, the authors' own program."""

readings = st.lists(st.booleans(), max_size=60)
unread = st.integers(0, 80)
targets = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 1.0])


@pytest.mark.parametrize(("labels", "records", "target", "printed"), BUSCARPY)
def test_the_chance_is_what_the_authors_program_prints(labels, records, target, printed):
    assert chance_missed(labels, records, target) == pytest.approx(printed, rel=1e-9)


def test_the_chance_is_that_of_the_authors_program_on_any_reading():
    buscarpy = pytest.importorskip("buscarpy", reason="the reference is not installed")
    lots = random.Random(0)
    for _ in range(200):
        records = lots.randint(1, 300)
        labels = [lots.random() < 0.3 for _ in range(lots.randint(1, records))]
        if least_missing(sum(labels), 0.95) > records - len(labels):
            continue  # the reference gives nan where so many cannot be unread any more
        expected = buscarpy.calculate_h0([int(label) for label in labels], records, 0.95)
        assert chance_missed(labels, records, 0.95) == pytest.approx(expected, abs=1e-9)


@given(readings, unread, targets)
def test_a_chance_is_between_0_and_1(labels, more, target):
    assert 0 <= chance_missed(labels, len(labels) + more, target) <= 1


@given(readings, unread, targets)
def test_reading_on_without_finding_never_raises_the_chance(labels, more, target):
    records = len(labels) + more + 1
    assert chance_missed([*labels, False], records, target) <= chance_missed(labels, records, target) + 1e-12


@given(readings, unread, st.integers(0, 20))
def test_the_more_are_said_to_be_left_the_less_likely_it_is(labels, more, left):
    records = len(labels) + more
    assert chance_of_left(labels, records, left + 1) <= chance_of_left(labels, records, left) + 1e-12


@given(readings, unread)
def test_the_interval_holds_the_estimate_and_only_what_is_unread(labels, more):
    likely, most = (most_left(labels, len(labels) + more, confidence) for confidence in (0.5, 0.95))
    assert 0 <= likely <= most <= more


@given(readings, unread)
def test_the_most_that_are_left_are_the_most_that_the_test_does_not_refute(labels, more):
    records = len(labels) + more
    most = most_left(labels, records)
    assert chance_of_left(labels, records, most) >= 0.05 - 1e-9
    assert chance_of_left(labels, records, most + 1) < 0.05 + 1e-9


@given(readings)
def test_the_test_stops_at_the_first_moment_at_which_it_may(labels):
    every = [read for read in range(len(labels) + 1) if chance_missed(labels[:read], len(labels)) < 0.05]
    assert first_stop(labels) == (every[0] if every else len(labels))


def test_before_anything_is_read_everything_may_be_left():
    estimate = stopping("title-abstract", [], 40)
    assert (estimate.chance_missed, estimate.left, estimate.left_at_most) == (1, 40, 40)
    assert estimate.recall is None
    assert estimate.sentence == "title abstract: none of 40 records decided yet."


def test_when_all_is_read_nothing_is_left():
    estimate = stopping("title-abstract", [True, False], 2)
    assert (estimate.chance_missed, estimate.left_at_most, estimate.recall_at_least) == (0, 0, 1)
    assert "none left undecided" in estimate.sentence


def test_a_review_without_records_has_nothing_to_estimate():
    assert stopping("title-abstract", [], 0).left_at_most == 0


def test_the_sentence_says_what_is_likely_left_and_never_that_reading_is_done():
    estimate = stopping("title-abstract", EARLY, 600)
    assert estimate.sentence == (
        "title abstract: 330 of 600 records decided, 30 relevant, none of the last 300. Likely left: about 0 relevant, at most 3"
        " (95% confidence); recall is about 100%, at least 91%. The chance that more than 5% of the relevant ones are still missing is 22%."
    )
    assert "done" not in estimate.sentence + ASSUMPTION


def test_where_half_of_the_relevant_ones_are_conflicts_these_come_first():
    found = replace(stopping("s1", [True] * 8 + [False] * 40, 296), in_conflict=6)
    assert found.sentence.startswith(
        "s1: 48 of 296 records decided, 8 relevant (6 conflicts among them). Settle the conflicts first"
    )
    assert "recall" not in found.sentence
    assert (
        found.advice == "How many relevant records are left cannot be said before the conflicts are settled."
    )


def test_decisions_that_were_imported_or_given_in_bulk_are_named_and_are_no_evidence():
    labels = [True] * 8 + [False] * 240
    aside = [False] * 8 + [True] * 200 + [False] * 40
    found = stopping("s1", labels, 296, imported=40, in_bulk=160, aside=aside)
    assert found.sentence.startswith(
        "s1: 248 of 296 records decided (160 in bulk, 40 as imported), 8 relevant, none of the last 40. Likely left: about"
    )
    assert found.sentence.endswith(" It rests on those decided one by one.")
    alone = stopping("s1", [False] * 40, 88)
    assert found.left_at_most == alone.left_at_most, "what was read since the filter is all there is to go by"


def test_a_filter_that_excludes_nearly_all_leaves_nothing_to_go_by():
    labels = [True] * 8 + [False] * 4 + [False] * 998
    found = stopping("s1", labels, 1055, in_bulk=998, aside=[False] * 12 + [True] * 998)
    assert found.sentence == (
        "s1: 1,010 of 1,055 records decided (998 in bulk), 8 relevant."
        " Too few records decided one by one to estimate how many relevant ones are left."
    )
    assert "decided one by one" in found.advice
    assert stopping("s1", labels, 1055).left_at_most < found.left_at_most == 45


@pytest.mark.parametrize(
    ("one_by_one", "left", "says_something"), [(1, 54, False), (19, 54, False), (20, 54, True), (9, 8, True)]
)
def test_a_few_decisions_beside_an_import_are_no_estimate(one_by_one, left, says_something):
    labels = [True] * 18 + [False] * 27 + [False] * one_by_one
    aside = [True] * 45 + [False] * one_by_one
    found = stopping("s1", labels, len(labels) + left, imported=45, aside=aside)
    assert ("Likely left" in found.sentence) is says_something
    assert ("Too few records decided one by one" in found.sentence) is not says_something


@given(st.lists(st.sampled_from(["relevant", "irrelevant", "in bulk"]), max_size=40), unread)
def test_what_a_filter_excluded_is_no_evidence(decided, unread):
    labels, aside = [one == "relevant" for one in decided], [one == "in bulk" for one in decided]
    since = labels[len(labels) - _since(aside) :]
    found = most_left(labels, len(labels) + unread, aside=aside)
    assert most_left(labels, len(labels) + unread) <= found <= most_left(since, len(since) + unread)


def _since(aside: list[bool]) -> int:
    """How many were decided one by one since the last that was not."""
    return next((place for place, other in enumerate(reversed(aside)) if other), len(aside))


def test_after_few_records_the_sentence_says_that_they_are_too_few():
    estimate = stopping("title-abstract", [True, True, False], 1084)
    assert estimate.sentence == (
        "title abstract: 3 of 1,084 records decided, 2 relevant."
        " Too few records decided to estimate how many relevant ones are left."
    )


def test_large_numbers_have_separators():
    assert "1,500 of 20,000 records decided, 500 relevant, none of the last 1,000" in (
        stopping("title-abstract", [True] * 500 + [False] * 1000, 20_000).sentence
    )


def test_a_missed_target_is_the_least_number_that_brings_recall_below_it():
    assert [least_missing(found, 0.95) for found in (0, 1, 18, 19, 38)] == [1, 1, 1, 2, 3]
    assert least_missing(10, 1.0) == 1


def test_a_rule_of_thumb_counts_irrelevant_records_in_a_row():
    labels = [True] + [False] * 3 + [True] + [False] * 5
    assert (irrelevant_in_a_row(labels), first_run(labels, 3), first_run(labels, 9)) == (5, 4, 10)


@pytest.mark.parametrize("wrong", [{"target": 0}, {"target": 1.1}, {"confidence": 1}, {"records": 1}])
def test_what_cannot_be_estimated_is_refused(wrong):
    arguments = {"stage": "s", "labels": [True, False], "records": 5} | wrong
    with pytest.raises(ValueError, match=r"target|labels"):
        stopping(**arguments)


@pytest.mark.parametrize(
    ("labels", "records", "advice"),
    [
        ([], 0, "No record waits for a decision at this stage."),
        ([], 9, "Nothing has been decided at this stage yet."),
        ([True, False], 2, "Every record has been decided on."),
        ([True], 500, "Too few records have been decided to say how many relevant ones are left: keep screening."),
        (ALTERNATELY[:60], 300, "About 8 relevant records are probably still left: keep screening."),
        (EARLY, 340, "Probably at least 95% of the relevant records have been found. Whether that is enough is for you to decide."),
    ],
)  # fmt: skip
def test_the_advice_is_one_plain_sentence(labels, records, advice):
    assert stopping("title-abstract", labels, records).advice == advice


def test_where_only_parked_records_are_left_nothing_is_estimated():
    found = stopping("title-abstract", [True, False, False], 4, parked=1)
    assert found.sentence.endswith(
        "3 of 4 records decided, not counting 1 parked, 1 relevant; only the parked one is left."
    )
    assert found.advice == "Every record has been decided on, except 1 parked."
    assert "Likely left" in stopping("title-abstract", EARLY, 600, parked=1).sentence
