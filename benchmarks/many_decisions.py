"""What many decisions cost the order: processor time and memory from so many of them, read at once, to a new order.

    python benchmarks/many_decisions.py             6,000, 20,000 and 40,000 decisions on 100,000 records
    python benchmarks/many_decisions.py --replays   whether the order is as good without products: the loss of labelled sets

The records are recombined: a title of a labelled set, three sentences of its abstract and five of others, and the label of the
title. Products of the decided records are kept only up to some thousands of them, see `review.learning.models.relevance`.
"""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import numpy as np
from labelled_records import labelled, screening_arguments
from order import most_megabytes

from benchmarks.figures import figure
from review.learning.evaluation import metrics
from review.learning.evaluation.simulation import replay_relevance
from review.learning.features.features import RecordFeatures
from review.learning.features.words import WordTable
from review.learning.models import relevance
from review.learning.models.relevance import Relevance

SINGLE = 20
"""How many decisions are made one after the other after many."""


def main() -> None:
    parser = screening_arguments(__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--decisions", type=int, nargs="+", default=[6_000, 20_000, 40_000])
    parser.add_argument("--replays", action="store_true", help="compare the loss with and without products")
    options = parser.parse_args()
    questions = json.loads((options.data / "questions_and_priors.json").read_text(encoding="utf-8"))
    names = options.sets or sorted(questions)
    if options.replays:
        for name in names:
            replay(options.data / f"{name}.csv", questions[name], options.priors)
    else:
        titles, texts, labels = recombined(options.data, names, options.records)
        features = RecordFeatures(WordTable(), titles, texts)
        print(f"{len(texts):,} records vectorised, at most {most_megabytes():,.0f} MB", flush=True)
        for count in sorted(options.decisions):
            decide(features, labels, count)


def recombined(data: Path, names: list[str], count: int) -> tuple[list[str], list[str], list[bool]]:
    """The titles, texts and labels of so many records."""
    lots, records = random.Random(0), []
    for name in names:
        for title, abstract, label in zip(*labelled(data / f"{name}.csv"), strict=True):
            records.append((title, [part for part in abstract.split(". ") if part], bool(label)))
    sentences = [sentence for _, own, _ in records for sentence in own]
    drawn = lots.choices(records, k=count)
    texts = [
        f"{title} {'. '.join(lots.sample(own, min(3, len(own))) + lots.choices(sentences, k=5))}"
        for title, own, _ in drawn
    ]
    return [title for title, _, _ in drawn], texts, [label for _, _, label in drawn]


def decide(features: RecordFeatures, labels: list[bool], count: int) -> None:
    """Learn so many decisions at once, and some more one by one."""
    model = Relevance(features.features, features.project("randomised trials of screening"))
    rows = np.random.default_rng(0).permutation(len(labels))[: count + SINGLE].tolist()
    known = {row: labels[row] for row in rows[:count]}
    began = time.process_time()
    model.learn(known)
    learned = time.process_time()
    model.scores()
    calibrated = time.process_time()
    times = []
    for row in rows[count:]:
        known[row] = labels[row]
        start = time.process_time()
        model.learn(known)
        model.margins()
        times.append(time.process_time() - start)
    print(
        f"{count:,} decisions: learned in {learned - began:.1f} s of processor time, probabilities {calibrated - learned:.1f} s;"
        f" one more {np.median(times):.2f} s (at most {max(times):.2f} s); {most_megabytes():,.0f} MB at most",
        flush=True,
    )
    what = f"{len(labels):,} records, {count:,} decisions"
    figure(f"{what}: learning them at once", calibrated - began, "s")
    figure(f"{what}: from one more to a new order", float(np.median(times)), "s")
    figure(f"{what}: memory", most_megabytes(), "MB", aim="≤ 1,500")


def replay(file: Path, asked: dict, priors: int) -> None:
    """The mean loss of a set in the order of either way."""
    titles, abstracts, labels = labelled(file)
    included, losses = labels.astype(int).tolist(), []
    usual = relevance.MOST_COMPARED
    for most in (usual, 0):
        relevance.MOST_COMPARED = most
        read = [
            replay_relevance(titles, abstracts, included, asked["question"], pair).order
            for pair in asked["priors"][:priors]
        ]
        orders = [[included[row] for row in order] for order in read]
        rest = len(titles) - 2
        losses.append(np.mean([metrics.loss(order + [0] * (rest - len(order))) for order in orders]))
    relevance.MOST_COMPARED = usual
    print(f"{file.stem:28} loss {losses[0]:.4f}, without products {losses[1]:.4f}", flush=True)


if __name__ == "__main__":
    main()
