"""A code with many codings must not crowd out the others."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.learning.features.features import PassageFeatures
from review.learning.features.words import WordTable
from review.learning.models.codebook import CodebookModel
from review.learning.models.codes import CodeSuggester
from review.learning.models.ridge import Doubles
from review.learning.models.training_labels import Acts, Known
from review.project import Project
from tests.learning.material import a_coding, a_done_mark

CODINGS = 30
MOST_WORSE_IN_THE_DEMONSTRATION, MOST_WORSE = 0.8, 0.5


def mean_rank(scores: Doubles, truth: Known, quiet: Sequence[int]) -> float:
    """The mean place, from 1, of the quiet codes among all codes for the passages that bear on them."""
    ranks = [
        np.mean([1 + (scores[passage] > scores[passage, code]).sum() for passage in key])
        for code in quiet
        if len(key := np.flatnonzero(truth[:, code] == 1))
    ]
    return float(np.mean(ranks))


@pytest.mark.parametrize("loud", ["T2", "T3", "RA"])
def test_thirty_codings_of_a_theory_of_the_demonstration_leave_the_others_in_their_places(
    demonstration_folder: Path, loud: str
):
    with Project.open(demonstration_folder, "Demo Reviewer A") as project:
        material = project.screening.material()
        theory_map = material.theory_map()
        # Records come in the order in which their files happened to be read.
        passages = sorted(material.passages(), key=lambda passage: (passage.record, passage.start))
        worked = Acts(material.codings(), material.rejections(), material.done_marks())
    made = CodeSuggester(WordTable(), theory_map, passages)
    cold = made.model.scores_at(range(len(passages)))
    made.learn(worked)
    truth = made.known
    quiet = [place for place, code in enumerate(made.codes) if theory_map.theory_of(code).id != loud]
    free = np.flatnonzero(~(truth[:, quiet] == 1).any(axis=1))
    coded = [passages[place] for place in np.random.default_rng(0).permutation(free)[:CODINGS]]
    codings = [a_coding(passage, loud) for passage in coded]
    marks = [a_done_mark(passage, *made.codes) for passage in coded]
    for acts in (Acts(codings), Acts(codings, [], marks)):
        made.learn(acts)
        after = made.model.scores_at(range(len(passages)))
        assert (
            mean_rank(after, truth, quiet) <= mean_rank(cold, truth, quiet) + MOST_WORSE_IN_THE_DEMONSTRATION
        )


@settings(max_examples=20)
@given(codes=st.integers(2, 12), seed=st.integers(0, 1000), is_done=st.booleans())
def test_thirty_codings_of_one_code_of_any_map_leave_the_others_in_their_places(
    codes: int, seed: int, is_done: bool
):
    random = np.random.default_rng(seed)
    words = [[f"{code}{form}".translate(LETTERS) for form in range(10, 16)] for code in range(10, 10 + codes)]
    about = random.permutation(np.repeat(np.arange(codes), 8))
    # Each text also has a word of some other code.
    texts = [
        " ".join(
            [
                *random.choice(words[code], 3),
                random.choice(words[random.integers(codes)]),
                *random.choice(COMMON, 3),
            ]
        )
        for code in about
    ]
    features = PassageFeatures(WordTable(), [*texts, *map(" ".join, words)]).features
    model = CodebookModel(features, np.arange(len(texts)) // 8, features.matrix[len(texts) :])
    every = np.arange(len(texts))
    truth = (about[:, np.newaxis] == np.arange(codes)).astype(np.int8)
    cold = model.scores_at(every)
    known: Known = np.full(truth.shape, -1, np.int8)
    coded = random.choice(every, min(CODINGS, len(every)), replace=False)
    known[coded] = 0 if is_done else -1
    known[coded, 0] = 1
    model.learn(known)
    quiet = range(1, codes)
    assert mean_rank(model.scores_at(every), truth, quiet) <= mean_rank(cold, truth, quiet) + MOST_WORSE


LETTERS = str.maketrans("0123456789", "abcdefghij")
COMMON = ["town", "spring", "method", "sample", "date", "interview"]
