import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from review.learning.models import orders

RECORDS = ("d", "a", "c", "b")


def test_equal_scores_come_in_the_order_of_ids():
    assert orders.highest_first(np.array([0.5, 0.2, 0.5, 0.5]), RECORDS, 2) == [3, 2]
    assert orders.highest_first(np.array([0.5, 0.2, 0.5, 0.5]), RECORDS, 9) == [3, 2, 0, 1]


def test_the_most_uncertain_are_nearest_to_one_half():
    assert orders.most_uncertain_first(np.array([0.1, 0.55, 0.9, 0.3]), RECORDS, 2) == [1, 3]


@given(st.sets(st.text(min_size=1), min_size=2), st.text())
def test_a_random_order_stays_the_same_when_a_record_goes(records, reviewer):
    names = sorted(records)
    whole = [names[place] for place in orders.shuffled(names, reviewer, len(names))]
    rest = [names[1:][place] for place in orders.shuffled(names[1:], reviewer, len(names))]
    assert rest == [name for name in whole if name != names[0]]


def test_reviewers_draw_different_random_orders():
    records = [f"record {n}" for n in range(50)]
    assert orders.shuffled(records, "ann", 50) != orders.shuffled(records, "bob", 50)


@given(st.permutations(range(10)), st.permutations(range(10)), st.floats(0, 1))
def test_a_mixed_order_has_every_record_once_and_the_share_that_was_asked_for(first, second, share):
    mixed = [place for place, _ in orders.mixed(first, second, share)]
    assert sorted(mixed) == list(range(10))
    if share == 0:
        assert mixed == list(first)


@given(st.permutations(range(40)), st.floats(0, 1), st.integers(0, 30))
def test_the_random_share_is_met_by_one_who_always_reads_the_first_of_a_new_order(waiting, share, decided):
    by_lot = 0
    left = list(waiting)
    for read in range(decided):
        place, is_by_lot = orders.mixed(left, left[::-1], share, before=read)[0]
        left.remove(place)
        by_lot += is_by_lot
    assert abs(by_lot - decided * share) <= 1


def test_no_document_fills_the_list():
    scores = np.array([0.9, 0.89, 0.88, 0.8, 0.5])
    assert list(orders.spread(scores, ["a", "a", "a", "b", "c"])) == [0, 3, 1, 2, 4]
    assert list(orders.spread(scores, ["a"] * 5)) == [0, 1, 2, 3, 4]
    assert list(orders.spread(np.array([]), [])) == []


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from("abc"))))
def test_a_spread_order_lists_each_passage_once_and_each_documents_best_first(passages):
    scores, documents = np.array([score for score, _ in passages]), [document for _, document in passages]
    listed = list(orders.spread(scores, documents))
    assert len(listed) == len(set(listed)) == len(passages)
    for document in "abc":
        own = [scores[place] for place in listed if documents[place] == document]
        assert own == sorted(own, reverse=True)
