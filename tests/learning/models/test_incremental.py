"""With many labels the codes are learned step by step, and suggest what the exact regressions would."""

import numpy as np
import pytest

from review.learning.features.features import PassageFeatures
from review.learning.features.words import WordTable
from review.learning.models import codebook
from review.learning.models.codebook import CodebookModel
from review.learning.models.explaining import explained
from review.learning.models.incremental import IncrementalRegressions

TOPICS = (
    "market providers compete price",
    "advice advocacy leaflet helpline",
    "wellbeing continuity home moving",
)
TEXTS_OF_EACH = 60


def library() -> tuple[list[str], np.ndarray]:
    """Texts of six words, most of them of the text's topic, and which topic each is of."""
    random = np.random.default_rng(3)
    words = [topic.split() for topic in TOPICS]
    texts, topics = [], []
    for number in range(TEXTS_OF_EACH * len(TOPICS)):
        topic = number % len(TOPICS)
        others = words[(topic + 1) % len(TOPICS)]
        texts.append(" ".join([*random.choice(words[topic], 4), *random.choice(others, 2), f"text{number}"]))
        topics.append(topic)
    return texts, np.eye(len(TOPICS), dtype=np.int8)[topics]


TEXTS, TRUTH = library()
READING = PassageFeatures(WordTable(), [*TEXTS, *TOPICS])
FEATURES = READING.features
LEARNED = 120


def model(learned: int = LEARNED, *, one_by_one_from: int | None = None) -> CodebookModel:
    made = CodebookModel(FEATURES, np.arange(len(TEXTS)) // 4, FEATURES.matrix[len(TEXTS) :])
    known = np.full(TRUTH.shape, -1, np.int8)
    for count in range(one_by_one_from or learned, learned + 1):
        known[:count] = TRUTH[:count]
        made.learn(known)
    return made


def ranks(scores: np.ndarray) -> np.ndarray:
    return scores.argsort(axis=0).argsort(axis=0)


def agreement(ours: CodebookModel, theirs: CodebookModel) -> float:
    """The rank correlation of the scores of unseen texts, the least of all codes."""
    unseen = FEATURES.matrix[LEARNED : len(TEXTS)]
    pairs = zip(ranks(ours.scores(unseen)).T, ranks(theirs.scores(unseen)).T, strict=True)
    return min(np.corrcoef(one, other)[0, 1] for one, other in pairs)


@pytest.fixture
def few_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codebook, "MOST_EXACT", 60)


EXACT = model()


@pytest.mark.usefixtures("few_exact")
def test_a_cold_fit_ranks_as_the_exact_regressions_do():
    made = model()
    assert isinstance(made._learner, IncrementalRegressions)
    assert agreement(made, EXACT) > 0.9


@pytest.mark.usefixtures("few_exact")
def test_so_do_single_steps():
    assert agreement(model(one_by_one_from=55), EXACT) > 0.9


@pytest.mark.usefixtures("few_exact")
def test_the_texts_beyond_those_learned_exactly_are_learned_from(monkeypatch):
    made = model()
    monkeypatch.setattr(codebook, "MOST_EXACT", LEARNED)
    with_sixty_alone = model(60)
    assert agreement(made, EXACT) > agreement(with_sixty_alone, EXACT)


@pytest.mark.usefixtures("few_exact")
def test_a_rejected_code_is_less_likely_afterwards():
    made, known = model(), np.full(TRUTH.shape, -1, np.int8)
    known[:LEARNED] = TRUTH[:LEARNED]
    row = FEATURES.matrix[[LEARNED]]
    code = int(TRUTH[LEARNED].argmax())
    before = made.scores(row)[0]
    known[LEARNED, code] = 0
    made.learn(known)
    after = made.scores(row)[0]
    assert after[code] < before[code]
    assert np.delete(after, code) == pytest.approx(np.delete(before, code), abs=1e-4)


@pytest.mark.usefixtures("few_exact")
def test_scores_are_calibrated_and_explained_as_before():
    made = model()
    assert made.calibrated
    texts, scores = made.out_of_document()
    assert len(texts) == 60
    assert ((scores >= 0) & (scores <= 1)).all()
    (first,) = explained(READING, FEATURES.matrix[[0]], TEXTS[:1])
    reasons = dict(made.reasons(first, 0))
    assert {"market", "providers", "compete", "price"} & {term for term, part in reasons.items() if part > 0}


@pytest.mark.usefixtures("few_exact")
def test_two_cold_fits_are_the_same():
    assert np.array_equal(model().scores(FEATURES.matrix[:]), model().scores(FEATURES.matrix[:]))
