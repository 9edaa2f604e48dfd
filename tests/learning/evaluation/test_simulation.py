from review.learning.evaluation.simulation import replay_codes, replay_relevance

TITLES = [f"care market {n}" for n in range(5)] + [f"dairy cows {n}" for n in range(20)]
LABELS = [True] * 5 + [False] * 20


def test_a_replay_ends_with_the_last_relevant_record_and_leaves_priors_out():
    replay = replay_relevance(TITLES, [""] * 25, LABELS, "the market for care", priors=(0, 24))
    assert sorted(replay.order) == [1, 2, 3, 4]
    assert (replay.records, replay.relevant, replay.loss, replay.ndcg) == (25, 5, 0, 1)
    assert len(replay.retrain_milliseconds) == 4


def test_without_question_and_priors_it_begins_somewhere():
    assert set(range(5)) <= set(replay_relevance(TITLES, [""] * 25, LABELS).order)


KINDS = (("providers compete in markets", {"T1"}), ("advice and advocacy", {"T2"}), ("towns in May", set()))
CODEBOOK = {"T1": "Competition of providers", "T2": "Advice for people"}


def passages(documents: int) -> tuple[list, list, list]:
    rows = [(f"{text} {n}", labels, f"d{n}") for n in range(documents) for text, labels in KINDS]
    return tuple(map(list, zip(*rows, strict=True)))


def test_codes_are_learned_from_one_half_of_the_documents_and_scored_on_the_other():
    points = replay_codes(*passages(12), CODEBOOK, labels_per_code=(0, 3), seeds=2)
    assert [(p.labels_per_code, p.seed) for p in points] == [(0, 0), (3, 0), (0, 1), (3, 1)]
    assert [p.learned for p in points] == [0, 6, 0, 6]
    assert all(p.recall_at_3 == 1 for p in points)
    assert points[1].mean_average_precision == 1
    assert points[0].calibration_error is None


def test_passages_drawn_at_random_follow_and_do_not_depend_on_those_of_each_code():
    both = replay_codes(*passages(40), CODEBOOK, labels_per_code=(2,), random_labels=(6, 60), seeds=1)
    alone = replay_codes(*passages(40), CODEBOOK, labels_per_code=(), random_labels=(6, 60), seeds=1)
    assert both[1:] == alone
    assert [(p.labels_per_code, p.random_labels, p.learned) for p in both] == [
        (2, None, 4),
        (None, 6, 6),
        (None, 60, 60),
    ]
    assert [p.calibration_error is None for p in both] == [True, True, False]
