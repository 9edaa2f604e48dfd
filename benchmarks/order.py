"""How good and how fast the suggested order is, beside ASReview itself.

    python benchmarks/order.py                     all labelled sets, three pairs of priors each
    python benchmarks/order.py --sets Kwok_2020    some of them
    python benchmarks/order.py --scale 10000       vectorising and a decision at a size, on recombined abstracts

Both screen the same sets from the same priors, with the same seeds, each set in a process of its own; measures are
computed by the same code. ASReview is installed into ``benchmarks/.asreview``; where that fails, its columns stay empty.
The labelled sets are not part of this repository: see `--data`; where ``reference.csv`` lies beside them, ASReview's
losses are checked against it.
"""

import csv
import json
import os
import platform
import random
import subprocess
import sys
import time
import venv
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from labelled_records import labelled, screening_arguments

from benchmarks.figures import figure
from review.learning.arithmetic import SETTINGS
from review.learning.evaluation import metrics
from review.learning.evaluation.simulation import replay_relevance
from review.learning.features.features import RecordFeatures
from review.learning.features.words import WordTable
from review.learning.models.orders import highest_first
from review.learning.models.relevance import Relevance

HERE = Path(__file__).parent
ASREVIEW = "asreview==3.0.8"
OURS = "--replay"
LARGE = 100_000
"""The number of records that the aims are for."""
MEASURES = ("loss", "WSS@95", "recall@10%", "ms", "MB")


@dataclass(frozen=True)
class Result:
    """Means over the pairs of priors; the median time from a label to the new order; the most memory taken."""

    loss: float
    work_saved: float
    recall_at_tenth: float
    milliseconds: float
    megabytes: float


def main() -> None:
    parser = screening_arguments(__doc__)
    parser.add_argument("--scale", type=int, nargs="*", default=[], help="numbers of records to time instead")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the losses, too, for plots.py")
    parser.add_argument(
        OURS, action="store_true", help="replay the set on standard input (for this program's own use)"
    )
    options = parser.parse_args()
    if options.replay:
        json.dump(replayed(json.load(sys.stdin)), sys.stdout)
        return
    questions = json.loads((options.data / "questions_and_priors.json").read_text(encoding="utf-8"))
    names = options.sets or sorted(questions)
    if options.scale:
        if not SETTINGS.items() <= os.environ.items():  # numpy was imported without them
            os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | SETTINGS)
        for records in options.scale:
            time_scale(options.data, names, records)
    else:
        results = compare(options.data, names, questions, options.priors)
        if options.json:
            losses = {
                name: {"ours": ours.loss} | ({"ASReview": theirs.loss} if theirs else {})
                for name, (ours, theirs) in zip(names, results, strict=True)
            }
            written = {"command": " ".join(sys.argv), "machine": platform.platform(), "sets": losses}
            options.json.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")


def compare(data: Path, names: list[str], questions: dict, priors: int) -> list[tuple[Result, Result | None]]:
    """For each set a line of ours, ASReview's and their ratio; then the means. Returns ours and ASReview's."""
    asreview = asreview_python()
    expected = expected_losses(data)
    results: list[tuple[Result, Result | None]] = []
    print(f"{'set':28} {'':9}" + "".join(f"{measure:>12}" for measure in MEASURES))
    for name in names:
        titles, abstracts, labels = labelled(data / f"{name}.csv")
        task = {"titles": titles, "abstracts": abstracts, "labels": labels.astype(int).tolist()}
        task |= {"question": questions[name]["question"], "priors": questions[name]["priors"][:priors]}
        ours = run([sys.executable, __file__, OURS], task)
        theirs = run([asreview, HERE / "replay_asreview.py"], task) if asreview else None
        results.append((ours, theirs))
        show(name, ours, theirs)
        if theirs and priors == 3 and name in expected:
            print(
                f"{'':28} ASReview's loss less the reference's: {theirs.loss - expected[name]:+.4f}",
                flush=True,
            )
    both = [(ours, theirs) for ours, theirs in results if theirs]
    show("mean", mean([ours for ours, _ in results]), mean([theirs for _, theirs in both]) if both else None)
    record(names, results)
    if both:
        better = sum(ours.loss < theirs.loss for ours, theirs in both)
        print(f"lower loss than ASReview on {better} of {len(both)} sets")
    return results


def record(names: list[str], results: list[tuple[Result, Result | None]]) -> None:
    """The losses of each set, and the means of the rest, for the table of all benchmarks."""
    for name, (ours, theirs) in zip(names, results, strict=True):
        loss = theirs.loss if theirs else None
        figure(f"order: loss, {name.replace('_', ' ')}", ours.loss, peer=loss, beside="ASReview")
    own = mean([ours for ours, _ in results])
    peers = [theirs for _, theirs in results if theirs]
    peer = mean(peers) if peers else None
    for what, unit, field in (
        ("order: work saved at 95 % recall", "", "work_saved"),
        ("order: from a decision to a new order", "ms", "milliseconds"),
        ("order: memory of a replay", "MB", "megabytes"),
    ):
        figure(what, getattr(own, field), unit, peer=getattr(peer, field, None), beside="ASReview")


def show(name: str, ours: Result, theirs: Result | None) -> None:
    print(f"{name:28} {'ours':9}" + cells(ours))
    if theirs:
        print(f"{'':28} {'ASReview':9}" + cells(theirs))
        ratios = Result(*np.divide(astuple(ours), astuple(theirs)))
        print(f"{'':28} {'ratio':9}" + "".join(f"{value:12.2f}" for value in astuple(ratios)), flush=True)


def cells(result: Result) -> str:
    return "".join(f"{value:12.4f}" for value in astuple(result)[:3]) + "".join(
        f"{value:12.1f}" for value in astuple(result)[3:]
    )


def mean(results: list[Result]) -> Result:
    return Result(*np.mean([astuple(result) for result in results], axis=0))


def run(command: list, task: dict) -> Result:
    """Screen a set in a process of its own, and measure how that went."""
    done = subprocess.run(command, input=json.dumps(task), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command}: {done.stderr[-2000:]}")
    answer = json.loads(done.stdout)
    rows = len(task["titles"])
    orders = []
    for replay, priors in zip(answer["replays"], task["priors"], strict=True):
        orders.append(replay["read"] + [0] * (rows - len(priors) - len(replay["read"])))
    return Result(
        float(np.mean([metrics.loss(order) for order in orders])),
        float(np.mean([metrics.work_saved(order) for order in orders])),
        float(np.mean([metrics.recall_at(order) for order in orders])),
        float(np.median(np.concatenate([replay["milliseconds"] for replay in answer["replays"]]))),
        answer["megabytes"],
    )


def replayed(task: dict) -> dict:
    """Our replays of a set, in the form in which replay_asreview.py writes ASReview's."""
    labels = task["labels"]
    replays = [
        replay_relevance(task["titles"], task["abstracts"], labels, task["question"], priors)
        for priors in task["priors"]
    ]
    return {
        "replays": [
            {"read": [labels[row] for row in replay.order], "milliseconds": replay.retrain_milliseconds}
            for replay in replays
        ],
        "megabytes": most_megabytes(),
    }


def most_megabytes() -> float:
    """The most memory that this process took (`getrusage` would tell of the process that started it, too)."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    return int(line.split()[1]) / 1024


def asreview_python() -> Path | None:
    """The interpreter of an environment with ASReview, made where there is none; none where that fails."""
    folder = HERE / ".asreview"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        print(f"installing {ASREVIEW} into {folder.name}", flush=True)
        venv.create(folder, clear=True, with_pip=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ASREVIEW]
        installed = subprocess.run(pip, capture_output=True, text=True, check=False)
        if installed.returncode:
            print(f"ASReview is left out, it could not be installed: {installed.stderr.strip()[-300:]}")
            return None
        (folder / "ready").touch()
    return python


def expected_losses(data: Path) -> dict[str, float]:
    """The losses of ASReview that are known for these sets, empty if the list is missing."""
    try:
        with (data / "reference.csv").open(encoding="utf-8") as file:
            return {
                row["set"]: float(row["loss"]) for row in csv.DictReader(file) if "ASReview" in row["method"]
            }
    except FileNotFoundError:
        return {}


def time_scale(data: Path, names: list[str], records: int, decisions: int = 200) -> None:
    """Vectorising, and from a decision to the fifty next records, on random sentences of real abstracts."""
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
    for what, value, unit, aim in (
        ("vectorising", vectorising, "s", "≤ 10"),
        ("memory of vectorising", most_megabytes(), "MB", "≤ 1,000"),
        ("from a decision to a new order", float(np.median(times)), "ms", "≤ 70"),
    ):
        figure(f"{records:,} records: {what}", value, unit, aim=aim if records == LARGE else "")
    print(
        f"{records} records: vectorised in {vectorising:.1f} s of processor time, {most_megabytes():.0f} MB at most; a decision to a"
        f" new order {np.median(times):.1f} ms (95th percentile {np.percentile(times, 95):.1f} ms)",
        flush=True,
    )


if __name__ == "__main__":
    main()
