from review.suggest.simulation import replay_relevance

TITLES = [f"care market {n}" for n in range(5)] + [f"dairy cows {n}" for n in range(20)]
LABELS = [True] * 5 + [False] * 20


def test_a_replay_ends_with_the_last_relevant_record_and_leaves_priors_out():
    replay = replay_relevance(TITLES, [""] * 25, LABELS, "the market for care", priors=(0, 24))
    assert sorted(replay.order) == [1, 2, 3, 4]
    assert (replay.records, replay.relevant, replay.loss, replay.ndcg) == (25, 5, 0, 1)
    assert len(replay.retrain_milliseconds) == 4


def test_without_question_and_priors_it_begins_somewhere():
    assert set(range(5)) <= set(replay_relevance(TITLES, [""] * 25, LABELS).order)
