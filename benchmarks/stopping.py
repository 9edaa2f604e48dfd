"""Where the stopping test, and a rule of thumb, would have stopped, and what would have been missed.

    python benchmarks/stopping.py                     all labelled sets, three pairs of priors each
    python benchmarks/stopping.py --sets Kwok_2020    some of them
    python benchmarks/stopping.py --simulated         simulated random screenings, which need no sets
    python benchmarks/stopping.py --many              processor time of one estimate after 40,000 of 100,000 records

Each set is screened in the suggested order, as ``review simulate relevance`` does. *Held*: at moments all along the
screening (after every tenth of the records), how often no more relevant records were left than the upper end of the
interval says. The labelled sets are not part of this repository: see `--data`.
"""

import json
import random
import statistics
import time

from labelled_records import labelled, screening_arguments

from benchmarks.figures import figure
from review.learning.evaluation.simulation import replay_relevance
from review.learning.evaluation.stopping import first_run, first_stop, most_left, stopping


def main() -> None:
    parser = screening_arguments(__doc__)
    parser.add_argument(
        "--simulated", action="store_true", help="screenings in which only the order's quality is given"
    )
    parser.add_argument("--many", action="store_true", help="the processor time of one estimate at a size")
    options = parser.parse_args()
    if options.many:
        time_many()
        return
    if options.simulated:
        simulate()
        return
    questions = json.loads((options.data / "questions_and_priors.json").read_text(encoding="utf-8"))
    print("                                       target 95 %      target 90 %      50 in a row")
    print("set                           priors   read  recall     read  recall     read  recall    held")
    rows = []
    for name in options.sets or sorted(questions):
        titles, abstracts, labels = labelled(options.data / f"{name}.csv")
        for pair in questions[name]["priors"][: options.priors]:
            replay = replay_relevance(titles, abstracts, labels, questions[name]["question"], pair)
            found = [bool(labels[row]) for row in [*pair, *replay.order]]
            in_order = found + [False] * (len(labels) - len(found))
            rows.append(measured(in_order))
            print(f"{name:28} {pair[0]:>4} {pair[1]:>4} {line(rows[-1])}", flush=True)
    for word, summary in (("median", statistics.median), ("lowest", min), ("highest", max)):
        print(f"{word:38} {line([summary(column) for column in zip(*rows, strict=True)])}")
    for rule, column in (("the test for 95 %", 1), ("the test for 90 %", 3), ("50 in a row", 5)):
        reached = sum(row[column] >= 0.95 for row in rows)
        print(f"recall of .95 or more by {rule}: {reached} of {len(rows)} screenings")
    figure(
        "stopping: median recall where the test for 95 % stops",
        statistics.median(row[1] for row in rows),
        peer=statistics.median(row[5] for row in rows),
        beside="50 in a row",
    )


def time_many(records: int = 100_000, read: int = 40_000) -> None:
    """What one estimate takes with few and with many relevant records."""
    lots = random.Random(0)
    for share in (0.05, 0.25):
        labels = [lots.random() < share for _ in range(read)]
        began = time.process_time()
        estimate = stopping("", labels, records)
        took = time.process_time() - began
        what = f"stopping: an estimate after {read:,} of {records:,}, {share:.0%} relevant"
        figure(what, took, "s")
        print(f"{read:,} of {records:,} read, {estimate.relevant:,} relevant: {took:.2f} s of processor time")


def simulate(records: int = 1000, screenings: int = 200) -> None:
    """How often the interval holds if relevant records are so many times as readily drawn as others."""
    lots = random.Random(0)
    print("relevant  drawn as readily   target 95 %: read  recall below   held after 30, 50, 70, 90 %")
    for relevant in (20, 100):
        for readiness in (1, 3, 10):
            orders = [drawn(lots, records, relevant, readiness) for _ in range(screenings)]
            stops = [(order, first_stop(order)) for order in orders]
            read = statistics.mean(stop for _, stop in stops) / records
            below = statistics.mean(sum(order[:stop]) < 0.95 * relevant for order, stop in stops)
            held = [
                statistics.mean(sum(order[moment:]) <= most_left(order[:moment], records) for order in orders)
                for moment in (records * tenths // 10 for tenths in (3, 5, 7, 9))
            ]
            shares = " ".join(f"{share:.3f}" for share in held)
            print(f"{relevant:8} {readiness:17}   {read:17.3f} {below:13.3f}   {shares}", flush=True)


def drawn(lots: random.Random, records: int, relevant: int, readiness: float) -> list[bool]:
    """Labels in an order drawn without putting back, each relevant record so many times as likely as another."""
    labels = [True] * relevant + [False] * (records - relevant)
    keys = [lots.random() ** (1 / readiness if label else 1) for label in labels]
    return [label for _, label in sorted(zip(keys, labels, strict=True), reverse=True)]


def measured(labels: list[bool]) -> list[float]:
    """Share read and recall at each of the stops, and how often the interval held."""
    figures = []
    for read in (first_stop(labels), first_stop(labels, target=0.9), first_run(labels)):
        figures += [read / len(labels), sum(labels[:read]) / sum(labels)]
    moments = [len(labels) * tenth // 10 for tenth in range(1, 10)]
    held = [sum(labels[read:]) <= most_left(labels[:read], len(labels)) for read in moments]
    return [*figures, sum(held) / len(held)]


def line(row: list[float]) -> str:
    stops = "  ".join(f"{row[place]:7.3f} {row[place + 1]:7.3f}" for place in (0, 2, 4))
    return f"{stops} {row[6]:7.2f}"


if __name__ == "__main__":
    main()
