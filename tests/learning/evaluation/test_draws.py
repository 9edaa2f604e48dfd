import numpy as np

from review.learning.evaluation.draws import Draws

TRUTH = (np.arange(60)[:, np.newaxis] % 6 == np.arange(3)).astype(np.int8)
DOCUMENTS = np.arange(60) // 6


def drawn_rows(known: np.ndarray) -> set[int]:
    return set(np.flatnonzero((known >= 0).any(axis=1)).tolist())


def test_labels_are_those_of_passages_of_one_half_of_the_documents():
    draws = Draws(TRUTH, DOCUMENTS, seed=1)
    assert sorted([*draws.pool, *draws.scored]) == list(range(60))
    assert not set(DOCUMENTS[draws.pool]) & set(DOCUMENTS[draws.scored])
    known = draws.of_each_code(2).known
    assert (known == 1).sum(axis=0).tolist() == [2, 2, 2]
    assert drawn_rows(known) <= set(draws.pool.tolist())
    assert np.array_equal(known[sorted(drawn_rows(known))], TRUTH[sorted(drawn_rows(known))])


def test_a_sample_at_random_is_part_of_a_larger_one_and_known_to_be_drawn():
    draws = Draws(TRUTH, DOCUMENTS, seed=1)
    few, more = draws.at_random(5), draws.at_random(12)
    assert drawn_rows(few.known) < drawn_rows(more.known)
    assert set(np.flatnonzero(few.at_random).tolist()) == drawn_rows(few.known)


def test_a_blind_share_comes_to_those_of_each_code():
    alone, with_blind = (Draws(TRUTH, DOCUMENTS, seed=1).of_each_code(2, blind) for blind in (0, 8))
    blind = set(np.flatnonzero(with_blind.at_random).tolist())
    assert drawn_rows(with_blind.known) == drawn_rows(alone.known) | blind
    assert (len(blind), alone.at_random.any()) == (8, False)
