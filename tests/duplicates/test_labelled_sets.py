"""Labelled sets: a small one of our own, and those beside the repository with the targets that the search has to reach."""

from pathlib import Path

import pytest

from benchmarks.duplicates import ours, score
from benchmarks.labelled_duplicates import asysd, bib_dedupe_cases, copper, sra

SETS = Path(__file__).parents[3] / "shared/data/dedup"

needs_sets = pytest.mark.skipif(not SETS.exists(), reason="the labelled sets are not beside the repository")


def test_the_small_set_is_right():
    labelled = asysd(Path(__file__).parent / "small_labelled_set.csv")
    assert sorted(sorted(group) for group in ours(labelled.works)) == [["1", "2"], ["4", "5"], ["8", "9"]]
    reached = score(labelled, ours(labelled.works))
    assert (reached.sensitivity, reached.specificity) == (100.0, 100.0)


@needs_sets
@pytest.mark.parametrize(
    ("read", "sensitivity", "specificity"),
    [(asysd, 99.8, 100.0), (copper, 98.5, 99.8)],
    ids=["asysd", "copper"],
)
def test_the_large_sets(read, sensitivity, specificity):
    labelled = read()
    reached = score(labelled, ours(labelled.works))
    assert reached.sensitivity >= sensitivity
    assert reached.specificity >= specificity


@needs_sets
def test_every_pair_of_bib_dedupe_is_right():
    wrong = [
        name
        for name, left, right, same in bib_dedupe_cases()
        if bool(ours({"left": left, "right": right})) != same
    ]
    assert wrong == []


@needs_sets
def test_the_small_sets_of_sra_dedupe_are_right():
    pairs = {tuple(sorted(group)) for group in ours(sra("dupes-obvious"))}
    assert pairs == {(f"{place:03}", f"{place + 1:03}") for place in range(0, 200, 2)}
    assert [sorted(group) for group in ours(sra("dupeissues"))] == [["000", "001"]]
    assert ours(sra("nodupes")) == []
    assert ours(sra("isbn-false-dupe")) == []
