"""How good code suggestions are after 0, 1, 5, 20 labels of each code, and how fast a coding is learned.

    python benchmarks/codes.py                 the learning curves beside the yardsticks, and calibration
    python benchmarks/codes.py --semantic      the same without and with sentence vectors, and what these cost
    python benchmarks/codes.py --latency 3000  one more coded passage after so many, 50 codes (also with --semantic)

The coded sets are not part of this repository: see `--data`. The yardsticks are recall@3 of the recipe that this one
was built after; it is to be met within .01.
"""

import argparse
import json
import platform
import resource
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.figures import figure
from review.learning.evaluation.simulation import CodesPoint, replay_codes
from review.learning.features.features import PassageFeatures
from review.learning.features.words import WordTable
from review.learning.models.codebook import CodebookModel

DATA = Path(__file__).parents[1] / "../shared/data/codes"
YARDSTICKS = {
    "hallmarks_of_cancer": {0: 0.89, 1: 0.90, 5: 0.90, 20: 0.92},
    "sdg": {0: 0.74, 1: 0.77, 5: 0.82, 20: 0.90},
    "valueeval": {0: 0.34, 1: 0.36, 5: 0.39, 20: 0.40},
}
SERIES = {"without": "ours", "with": "ours with sentence vectors"}
"""The names in the picture of the figures without and with sentence vectors."""

RANDOM = (50, 100, 200)
BLIND = (20, 50)
"""How many passages are drawn at random to measure the calibration, alone or beside some of each code."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder with NAME.jsonl and NAME.codebook.json"
    )
    parser.add_argument("--sets", nargs="*", default=list(YARDSTICKS))
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument(
        "--semantic", nargs="?", const="default", metavar="DIR", help="also with this encoder's vectors"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="keep the vectors, and take kept ones (at no cost)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write recall@3, too, for plots.py")
    parser.add_argument("--latency", type=int, metavar="PASSAGES", help="time learning instead")
    options = parser.parse_args()
    if options.latency:
        time_learning(options.data, options.latency, dimensions=384 if options.semantic else 0)
        return
    vectors = {name: {"without": None} for name in options.sets}
    if options.semantic:
        for name, found in encoded(options.data, options.sets, options.semantic, options.keep).items():
            vectors[name]["with"] = found
    print("set                  labels  vectors  recall@3  yardstick    map  macro F1  calibration error")
    curves = {name: curve(options.data, name, options.seeds, vectors[name]) for name in options.sets}
    for count in next(iter(curves.values())):
        for kind, series in SERIES.items():
            if all(series in found[count] for found in curves.values()):
                mean = np.mean([found[count][series] for found in curves.values()])
                yardstick = np.mean([found[count]["yardstick"] for found in curves.values()])
                what = f"codes: recall@3 after {count} labels of each, {kind} vectors"
                figure(what, mean, peer=yardstick, beside="the reference")
                print(f"{'mean of the sets':20} {count:>6}  {kind:7}  {mean:8.3f}")
    if options.json:
        written = {"command": " ".join(sys.argv), "machine": platform.platform(), "sets": curves}
        options.json.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    print("\nset                  training passages                 vectors  calibration error")
    for name in options.sets:
        calibration(options.data, name, options.seeds, vectors[name])


def coded(data: Path, name: str) -> tuple[list[str], list[list[str]], list[str], dict[str, str]]:
    rows = [json.loads(row) for row in (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    codebook = json.loads((data / f"{name}.codebook.json").read_text(encoding="utf-8"))
    return [r["text"] for r in rows], [r["labels"] for r in rows], [r["document"] for r in rows], codebook


def encoded(data: Path, names: list[str], place: str, file: Path | None) -> dict[str, np.ndarray]:
    """The vectors of each set's passages and codebook, made one at a time by the encoder in a folder; prints what they cost."""
    from review.learning.semantic import choice, encoding
    from review.learning.semantic.vectors import VectorStore

    encoder = choice.checked(place)
    store = VectorStore(file, encoder.sha256, encoder.dimensions)
    print(f"{encoder.name}, {encoder.dimensions} dimensions, {encoder.sha256[:8]}\n")
    print("set                   texts  words of a text  s of processor time per 1,000")
    found = {}
    for name in names:
        passages, _, _, codebook = coded(data, name)
        texts = [*passages, *codebook.values()]
        before = processor_time_of_children()
        with encoder.open() as opened:
            opening = time.process_time()
            found[name] = encoding.encoded(texts, opened, store)
            own = time.process_time() - opening
        seconds = own + processor_time_of_children() - before
        words = np.mean([len(text.split()) for text in texts])
        print(f"{name:20} {len(texts):6}  {words:15.0f}  {1000 * seconds / len(texts):29.1f}", flush=True)
        figure(f"sentence vectors of 1,000 passages, {name}", 1000 * seconds / len(texts), "s")
    print()
    return found


def processor_time_of_children() -> float:
    """The seconds that children which have ended used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def curve(
    data: Path, name: str, seeds: int, vectors: dict[str, np.ndarray | None]
) -> dict[str, dict[str, float]]:
    """Lines for each number of labels, the mean over the seeds. Returns recall@3 and its yardstick for each."""
    yardsticks = YARDSTICKS.get(name, {})
    written: dict[str, dict[str, float]] = {
        str(count): {"yardstick": yardstick} for count, yardstick in yardsticks.items()
    }
    points = {kind: replay_codes(*coded(data, name), seeds=seeds, vectors=of) for kind, of in vectors.items()}
    for count in sorted({point.labels_per_code for point in points["without"]}):
        for kind, found in points.items():
            here = [point for point in found if point.labels_per_code == count]
            recall = float(np.mean([p.recall_at_3 for p in here]))
            written.setdefault(str(count), {})[SERIES[kind]] = recall
            print(
                f"{name:20} {count:6}  {kind:7}  {recall:8.3f}  {yardsticks.get(count, float('nan')):9.2f}"
                f"  {np.mean([p.mean_average_precision for p in here]):5.3f}"
                f"  {np.mean([p.macro_f1 for p in here]):8.3f}  {error_of(here):>17}",
                flush=True,
            )
    return written


def error_of(points: list[CodesPoint]) -> str:
    """The mean calibration error of points whose scores are probabilities."""
    errors = [point.calibration_error for point in points if point.calibration_error is not None]
    return f"{np.mean(errors):.3f}" if errors else "not calibrated"


def calibration(data: Path, name: str, seeds: int, vectors: dict[str, np.ndarray | None]) -> None:
    """How far probabilities are from frequencies, by how the training passages were drawn.

    Drawn code by code, as for the learning curve, passages carry more codes than others do. No model can know that, unless
    some were drawn at random, as those of a blind share are.
    """
    for kind, of in vectors.items():
        given = (*coded(data, name), (), RANDOM)
        for point in means(replay_codes(*given, seeds=seeds, vectors=of)):
            if kind == "without" and point[0].random_labels == RANDOM[0] and error_of(point)[0] in "01":
                figure(f"codes: calibration error, {name}, {RANDOM[0]} at random", float(error_of(point)))
            print(
                f"{name:20} {point[0].random_labels:9} at random              {kind:7}  {error_of(point):>17}",
                flush=True,
            )
        for blind in BLIND:
            points = replay_codes(*coded(data, name), (5, 20), seeds=seeds, vectors=of, blind=blind)
            for point in means(points):
                drawn = f"{point[0].labels_per_code:9} of each code, {blind:3} blind"
                print(f"{name:20} {drawn:33} {kind:7}  {error_of(point):>17}", flush=True)


def means(points: list[CodesPoint]) -> list[list[CodesPoint]]:
    """The points of all seeds, by number of labels."""
    numbers = sorted({(p.labels_per_code or 0, p.random_labels or 0) for p in points})
    return [
        [p for p in points if (p.labels_per_code or 0, p.random_labels or 0) == number] for number in numbers
    ]


def time_learning(data: Path, coded_passages: int, codes: int = 50, dimensions: int = 0) -> None:
    """From a finished passage to the scores of the document on the screen, all passages and codes drawn at random.

    Sentence vectors of so many dimensions are random numbers, which cost as much.
    """
    passages = [text for name in YARDSTICKS for text in coded(data, name)[0]]
    random = np.random.default_rng(0)
    texts = passages[: coded_passages + 1000]
    while len(texts) < coded_passages + 1000:
        one, other = random.choice(passages, 2)
        texts.append(one[: len(one) // 2] + other[len(other) // 2 :])
    codebook = [texts[place] for place in random.choice(len(texts), codes, replace=False)]
    vectors = random.normal(size=(len(texts) + codes, dimensions)).astype(np.float32) if dimensions else None
    features = PassageFeatures(WordTable(), [*texts, *codebook], vectors).features
    documents = np.arange(len(texts)) // 100
    model = CodebookModel(features, documents, features.matrix[len(texts) :])
    known = np.full((len(texts), codes), -1, np.int8)
    known[:coded_passages] = random.random((coded_passages, codes)) < 0.03
    began = time.process_time()
    model.learn(known)
    print(f"{coded_passages} passages learned at once: {time.process_time() - began:.1f} s of processor time")
    visible = np.arange(len(texts) - 200, len(texts))
    times = []
    for row in range(coded_passages, coded_passages + 20):
        known[row] = random.random(codes) < 0.03
        began = time.process_time()
        model.learn(known)
        model.scores_at(visible)
        times.append(1000 * (time.process_time() - began))
    figure(f"codes: one more coding after {coded_passages:,}, {codes} codes", np.median(times), "ms")
    print(
        f"one more, and 200 passages scored: {np.median(times):.0f} ms (at most {max(times):.0f} ms), {codes} codes"
    )


if __name__ == "__main__":
    main()
