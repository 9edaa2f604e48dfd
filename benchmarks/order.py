"""How good and how fast the suggested order is, beside ASReview's default model.

    python benchmarks/order.py                     all labelled sets, three pairs of priors each
    python benchmarks/order.py --sets Kwok_2020    some of them
    python benchmarks/order.py --scale 10000       vectorising and a decision at a size, on recombined abstracts

The labelled sets are not part of this repository: see `--data`. ASReview's figures on them are read from
``reference.csv`` beside the sets (means over the first three pairs of priors); its solver (scikit-learn's LinearSVC on the same settings) is timed here, in the same
run, so that the times are a ratio on one machine.
"""

import argparse
import csv
import json
import random
import resource
import time
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from review.suggest.features import RecordFeatures
from review.suggest.margin import PENALTY, costs
from review.suggest.orders import highest_first
from review.suggest.relevance import Relevance
from review.suggest.simulation import replay_relevance
from review.suggest.words import WordTable

DATA = Path(__file__).parents[1] / "../shared/data/screening"
ASREVIEW = "u4 (ASReview default)"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder with NAME.csv and questions_and_priors.json"
    )
    parser.add_argument("--sets", nargs="*", help="default: all that have a question")
    parser.add_argument("--priors", type=int, default=3, help="pairs of priors for each set")
    parser.add_argument("--scale", type=int, nargs="*", default=[], help="numbers of records to time instead")
    options = parser.parse_args()
    questions = json.loads((options.data / "questions_and_priors.json").read_text(encoding="utf-8"))
    names = options.sets or sorted(questions)
    if options.scale:
        for records in options.scale:
            time_scale(options.data, names, records)
    else:
        compare(options.data, names, questions, options.priors)


def compare(data: Path, names: list[str], questions: dict, priors: int) -> None:
    """One line a set, then the means: measures of ours and of ASReview, processor time of a decision."""
    reference = {
        row["set"]: row
        for row in csv.DictReader((data / "reference.csv").open(encoding="utf-8"))
        if row["method"] == ASREVIEW
    }
    print("set                            loss  ASReview     wss  ASReview   ms p50    p95  LinearSVC")
    rows = []
    for name in names:
        titles, abstracts, labels = labelled(data / f"{name}.csv")
        replays = [
            replay_relevance(titles, abstracts, labels, questions[name]["question"], pair)
            for pair in questions[name]["priors"][:priors]
        ]
        times = np.concatenate([replay.retrain_milliseconds for replay in replays])
        rows.append(
            (
                np.mean([replay.loss for replay in replays]),
                float(reference[name]["loss"]),
                np.mean([replay.work_saved for replay in replays]),
                float(reference[name]["wss95"]),
                np.median(times),
                np.percentile(times, 95),
                plain_milliseconds(
                    titles, abstracts, labels, [*questions[name]["priors"][0], *replays[0].order]
                ),
            )
        )
        print(line(name, rows[-1]), flush=True)
    print(line("mean", np.mean(rows, axis=0)))
    print(f"lower loss than ASReview on {sum(row[0] < row[1] for row in rows)} of {len(rows)} sets")


def line(name: str, row: tuple) -> str:
    return f"{name:28} {row[0]:6.4f}    {row[1]:6.4f}  {row[2]:6.3f}    {row[3]:6.3f}  {row[4]:6.1f} {row[5]:6.1f}    {row[6]:6.1f}"


def labelled(file: Path) -> tuple[list[str], list[str], np.ndarray]:
    rows = list(csv.DictReader(file.open(encoding="utf-8")))
    included = np.array([row["label_included"] == "1" for row in rows])
    return [row["title"] for row in rows], [row["abstract"] for row in rows], included


def plain_milliseconds(
    titles: list[str], abstracts: list[str], labels: np.ndarray, order: list[int]
) -> float:
    """The median processor time of ASReview's recipe for a decision, at ten moments of the same screening."""
    texts = [f"{title} {abstract}" for title, abstract in zip(titles, abstracts, strict=True)]
    matrix = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=0.95).fit_transform(texts)
    times = []
    for known in np.linspace(4, len(order), 10).astype(int):
        rows = np.array(order[:known])
        if len(set(labels[rows])) == 2:
            began = time.process_time()
            signs = np.where(labels[rows], 1.0, -1.0)
            weights = costs(signs, np.ones(known)) / PENALTY
            model = LinearSVC(C=PENALTY, random_state=0).fit(matrix[rows], signs, sample_weight=weights)
            np.argsort(-model.decision_function(matrix), kind="stable")
            times.append(1000 * (time.process_time() - began))
    return float(np.median(times))


def time_scale(data: Path, names: list[str], records: int, decisions: int = 200) -> None:
    """Vectorising, and from a decision to the fifty next records, on sentences of real abstracts drawn by lot."""
    lots = random.Random(0)
    titles, sentences = [], []
    for name in names:
        some_titles, abstracts, _ = labelled(data / f"{name}.csv")
        titles += some_titles
        sentences += [sentence for abstract in abstracts for sentence in abstract.split(". ") if sentence]
    drawn = [lots.choice(titles) for _ in range(records)]
    texts = [f"{title} {'. '.join(lots.choices(sentences, k=7))}" for title in drawn]
    began = time.process_time()
    features = RecordFeatures(WordTable(), drawn, texts)
    vectorising = time.process_time() - began
    model = Relevance(features.features, features.project("randomised trials of screening"))
    identifiers = [str(row) for row in range(records)]
    labels: dict[int, bool] = {}
    times = []
    for row in lots.sample(range(records), decisions):
        labels[row] = lots.random() < 0.1
        began = time.process_time()
        model.learn(labels)
        highest_first(model.margins(), identifiers, 50)
        times.append(1000 * (time.process_time() - began))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{records} records: vectorised in {vectorising:.1f} s of processor time, {memory:.0f} MB at most; a decision to a"
        f" new order {np.median(times):.1f} ms (95th percentile {np.percentile(times, 95):.1f} ms)",
        flush=True,
    )


if __name__ == "__main__":
    main()
