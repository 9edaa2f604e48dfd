import numpy as np

from review.learning.evaluation import metrics
from review.learning.evaluation.semantic_gain import of_semantic
from review.learning.features.features import PassageFeatures
from review.learning.features.words import WordTable
from review.learning.models.codebook import CodebookModel

CODEBOOK = ["Competition of providers", "Advice for people"]
DOCUMENTS = 12
EACH = 6
DIMENSIONS = 96


def learned(meaning: np.ndarray, words: list[str], documents: np.ndarray, known: np.ndarray):
    """Models with and without vectors that have learned `known`, and that."""
    vectors = np.concatenate([meaning, np.eye(2, DIMENSIONS)]).astype(np.float32)
    features = PassageFeatures(WordTable(), [*words, *CODEBOOK], vectors).features
    models = []
    for some in (features, features.without_vectors()):
        models.append(CodebookModel(some, documents, some.matrix[len(words) :]))
        models[-1].learn(known)
    return (*models, known)


def library(documents: int = DOCUMENTS, together: bool = False):
    """Passages whose words say nothing of their code, unlike their vectors; with `together`, all are in one document."""
    random = np.random.default_rng(3)
    carries = np.tile(np.arange(EACH) % 3, documents)  # a third of the passages has no code
    words = [
        " ".join(random.choice(["lorem", "ipsum", "dolor", "amet", "tempor", "labore"], 4)) for _ in carries
    ]
    meaning = random.normal(size=(len(carries), DIMENSIONS))
    meaning[np.arange(len(carries)), carries] += 8
    of_document = np.repeat(np.arange(documents), EACH) * (not together)
    return learned(meaning, words, of_document, (carries[:, np.newaxis] == np.arange(2)).astype(np.int8))


def secretive_library(planted: bool):
    """Passages without meaning, each with a word of its document's own, which its vector shows, too.

    With `planted`, passages with the same such word have the same code.
    """
    random = np.random.default_rng(3)
    carries = np.tile(np.arange(EACH) % 3, (DOCUMENTS, 1))
    shown = carries if planted else random.permuted(carries, axis=1)
    of_document = np.repeat(np.arange(DOCUMENTS), EACH)
    secrets = [
        f"{'xyz'[code]}{chr(97 + number)}q" for code, number in zip(shown.ravel(), of_document, strict=True)
    ]
    words = [f"{' '.join(random.choice(['lorem', 'ipsum', 'dolor'], 2))} {secret}" for secret in secrets]
    directions = {secret: random.normal(size=DIMENSIONS) for secret in sorted(set(secrets))}
    meaning = np.array([directions[secret] for secret in secrets])
    meaning += random.normal(size=meaning.shape) / 8
    return learned(meaning, words, of_document, (carries.reshape(-1, 1) == np.arange(2)).astype(np.int8))


def test_vectors_that_tell_the_codes_add_what_the_interval_says():
    gain = of_semantic(*library())
    assert (gain.passages, gain.documents) == (DOCUMENTS * EACH, DOCUMENTS)
    precision = gain.average_precision
    assert precision.with_vectors > precision.without + 0.3
    assert 0 < precision.low < precision.with_vectors - precision.without < precision.high
    assert gain.recall_at_3.with_vectors == gain.recall_at_3.without == 1  # there are but two codes


def test_a_planted_word_of_one_document_does_not_raise_the_gain():
    honest, leaky = (of_semantic(*secretive_library(planted)) for planted in (False, True))
    assert leaky.average_precision.with_vectors < honest.average_precision.with_vectors + 0.1
    assert leaky.average_precision.low < 0


def test_a_code_whose_own_figure_is_withheld_does_not_count():
    with_vectors, without, known = library()
    few = known.copy()
    carried = np.flatnonzero(few[:, 1] == 1)
    few[carried[3:], 1] = 0
    for model in (with_vectors, without):
        model.learn(few)
    both = of_semantic(with_vectors, without, few).average_precision
    texts, scores = with_vectors.out_of_document()
    assert both.with_vectors == metrics.average_precision(scores[:, 0], few[texts, 0] == 1)


def test_too_few_passages_and_a_single_document_have_a_reason_instead_of_figures():
    few = of_semantic(*library(documents=2))
    assert few.reason == "not enough passages marked done with a code yet (8 of 10)"
    assert of_semantic(*library(together=True)).reason == "all codings are in one document"
