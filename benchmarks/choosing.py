"""How good a choice of the order's weights is on a held-out set.

    nice python benchmarks/choosing.py [--priors 2]

The weights of the blocks and of the question are chosen on all labelled sets but one, from a small grid, by mean loss;
the loss on the one left out is printed beside that of the weights in use. To make this affordable, a replay learns again
after every 2 % more labels, which ranks as well as after every one. The sets are not part of this repository: `--data`.
"""

import itertools
import json
from pathlib import Path

import numpy as np
from labelled_records import labelled, screening_arguments

from review.learning.evaluation import metrics
from review.learning.features.features import SPELLING_WEIGHT, TITLE_WEIGHT, RecordFeatures
from review.learning.features.tokens import TokenStore
from review.learning.features.words import WordTable
from review.learning.models.relevance import Relevance

IN_USE = (TITLE_WEIGHT, SPELLING_WEIGHT, 1.0)
"""Weights of the title, of spelling, and of the question (in relevant records)."""

GRID = [
    *itertools.product((0.0, 0.15, 0.3), (0.0, 0.3, 0.6), (1.0,)),
    (TITLE_WEIGHT, SPELLING_WEIGHT, 3.0),
]


def main() -> None:
    parser = screening_arguments(__doc__)
    options = parser.parse_args()
    questions = json.loads((options.data / "questions_and_priors.json").read_text(encoding="utf-8"))
    names = options.sets or sorted(questions)
    losses = np.array(
        [losses_of(options.data / f"{name}.csv", questions[name], options.priors) for name in names]
    )
    print(f"\n{'title':>6} {'spelling':>9} {'question':>9}  mean loss")
    for weights, loss in zip(GRID, losses.mean(axis=0), strict=True):
        print("{:6} {:9} {:9}  {:9.4f}".format(*weights, loss))
    print(f"\n{'left out':28} chosen on the others   loss    in use")
    in_use, left_out = GRID.index(IN_USE), []
    for place, name in enumerate(names):
        chosen = int(np.delete(losses, place, axis=0).mean(axis=0).argmin())
        left_out.append(losses[place, chosen])
        print(f"{name:28} {GRID[chosen]!s:20} {left_out[-1]:6.4f}    {losses[place, in_use]:6.4f}")
    print(f"{'mean':28} {'':20} {np.mean(left_out):6.4f}    {losses[:, in_use].mean():6.4f}")


def losses_of(file: Path, question: dict, priors: int) -> list[float]:
    """The mean loss over the pairs of priors, for all weights of the grid."""
    titles, abstracts, labels = labelled(file)
    texts = [f"{title} {abstract}" for title, abstract in zip(titles, abstracts, strict=True)]
    tokens, losses = TokenStore(), []
    for title_weight, spelling_weight, question_weight in GRID:
        records = RecordFeatures(
            WordTable(tokens), titles, texts, title_weight=title_weight, spelling_weight=spelling_weight
        )
        project = records.project(question["question"])
        losses.append(
            np.mean(
                [
                    loss(Relevance(records.features, project, question_weight=question_weight), labels, pair)
                    for pair in question["priors"][:priors]
                ]
            )
        )
    print(file.stem, *(f"{value:.4f}" for value in losses), flush=True)
    return losses


def loss(model: Relevance, labels: np.ndarray, priors: list[int]) -> float:
    known = {row: bool(labels[row]) for row in priors}
    order: list[int] = []
    while sum(known.values()) < labels.sum():
        model.learn(known)
        margins = model.margins()
        margins[list(known)] = -np.inf
        for row in np.argsort(-margins, kind="stable")[: max(1, len(known) // 50)].tolist():
            known[row] = bool(labels[row])
            order.append(row)
    read = labels[order].astype(int).tolist()
    return metrics.loss(read + [0] * (len(labels) - len(known)))


if __name__ == "__main__":
    main()
