"""Descriptions and settings of the models, for the model card."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from review.domain.suggestions.encoder import UsedEncoder
from review.learning.features import features, sentences
from review.learning.models import calibration, codebook, regressions
from review.learning.models.separation import by_products

LIBRARIES = ("realist-review", "scikit-learn", "scipy", "numpy", "snowballstemmer")

ORDER = {
    "learner": "linear support vector machine, squared hinge",
    "C": f"{by_products.PENALTY}",
    "weight of relevant records": f"{by_products.POSITIVES_TO_NEGATIVES} times that of all irrelevant records",
    "features": "TF-IDF of words and pairs of words of title and abstract (or a report's opening)",
    "weight of the title alone": f"{features.TITLE_WEIGHT}",
    "weight of spelling (3-5 characters)": f"{features.SPELLING_WEIGHT}",
    "from the theory map": "question, propositions, key terms and inclusion criteria, as one permanent relevant record",
    "probabilities": (
        f"logistic regression on five-fold margins, from {calibration.LEAST_OF_EACH} relevant and"
        f" {calibration.LEAST_OF_EACH} irrelevant records on"
    ),
}
_CODEBOOK = {
    "learner": "ridge regression on judged texts and the theory map's texts, and similarity to the latter",
    "penalty": f"{regressions.PENALTY}",
    "weight of the codebook's texts": f"{regressions.CODEBOOK_WEIGHT}",
    "features": (
        "TF-IDF of stemmed words and pairs of words, spelling (3-5 characters), and"
        f" {features.TOPICS} dimensions of the corpus from {features.LEAST_TEXTS_FOR_TOPICS} texts on"
    ),
}
CODES = _CODEBOOK | {
    "from the theory map": "names, propositions and key terms of theories and sub-themes, as permanent examples",
    "neighbours": "the similarity of the passage before and after in the document",
    "probabilities": (
        f"logistic regression and beta calibration on scores from models without the document, from {codebook.LEAST_TO_CALIBRATE} passages"
        f" marked done on; the offset from those of the blind share, from {calibration.LEAST_DRAWN} on"
    ),
}
SOURCE_TYPES = _CODEBOOK | {
    "from the theory map": "descriptions and key terms of the source types, as permanent examples",
    "probabilities": (
        "logistic regression and beta calibration on scores from models without the record, from"
        f" {codebook.LEAST_TO_CALIBRATE} records with a source type on"
    ),
}


def sentence_vectors(encoder: UsedEncoder | None) -> dict[str, str]:
    """The setting that says whose sentence vectors are used for codes; none without them."""
    if encoder is None:
        return {}
    return {
        "sentence vectors": encoder.in_words,
        "weight of sentence vectors": f"{sentences.SENTENCE_WEIGHT}, where that of words is 1",
    }


def made_with() -> dict[str, str]:
    """The versions of this program and its learning libraries."""
    return {"python": platform.python_version()} | {name: _version(name) for name in LIBRARIES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        # The program runs from a folder without being installed.
        return "not installed"
