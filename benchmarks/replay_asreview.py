"""Screens a labelled set with ASReview's default model; run by order.py, with the Python that ASReview is installed in.

Reads ``{"titles", "abstracts", "labels", "priors": [[row, row], …]}`` from standard input and writes ``{"replays":
[{"read", "milliseconds"}, …], "megabytes"}``: for each pair of priors the labels in the order of reading, priors left
out, and the processor time from each label to the new order; the most memory that the process took.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from asreview.learner import ActiveLearningCycle
from asreview.models.models import get_ai_config
from asreview.models.queriers import TopDown
from asreview.models.stoppers import IsFittable
from asreview.simulation.simulate import Simulate


class Timed(ActiveLearningCycle):
    """ASReview's learning cycle with a clock."""

    def fit(self, X, y):  # noqa: N803 - ASReview's name
        self.began = time.process_time()
        return super().fit(X, y)

    def rank(self, X):  # noqa: N803 - ASReview's name
        order = super().rank(X)
        self.milliseconds.append(1000 * (time.process_time() - self.began))
        return order


def most_megabytes() -> float:
    """The most memory that this process took (`getrusage` would tell of the process that started it, too)."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    return int(line.split()[1]) / 1024


task = json.load(sys.stdin)
texts = pd.DataFrame({"title": task["titles"], "abstract": task["abstracts"]})
replays = []
for seed, priors in enumerate(task["priors"]):
    # What ASReview's --seed does: its solver draws from these numbers.
    np.random.seed(seed)
    cycle = Timed.from_meta(get_ai_config()["value"])
    cycle.milliseconds = []
    before_both_kinds = ActiveLearningCycle(querier=TopDown(), stopper=IsFittable())
    simulation = Simulate(texts, pd.Series(task["labels"]), [before_both_kinds, cycle], print_progress=False)
    simulation.label(priors)
    simulation.review()
    results = simulation._results  # noqa: SLF001 - else to be had only by way of a database file
    read = results.dropna(axis=0, subset="training_set")["label"]
    replays.append({"read": read.astype(int).tolist(), "milliseconds": cycle.milliseconds})
json.dump({"replays": replays, "megabytes": most_megabytes()}, sys.stdout)
