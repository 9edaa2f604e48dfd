"""Duplicates found on labelled sets: ours beside the same DOI, the same title and year, and bib-dedupe, in one run.

    python benchmarks/duplicates.py [--works 100000]

bib-dedupe is installed into an environment of its own in ``benchmarks/.environments/``; where that cannot be done it is
left out, with the reason. `--works` times that many invented references, of which about half repeat another. The
labelled sets lie beside the repository.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
import tracemalloc
import venv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from review.domain.reference import Reference
from review.duplicates import duplicate_groups

if __name__ == "__main__":  # run as a file, and imported by a test
    sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.figures import figure
from benchmarks.labelled_duplicates import DATA, Labelled, asysd, copper

ENVIRONMENT = Path(__file__).parent / ".environments/bib-dedupe"
HEADING = """\
| set | works | method | sensitivity | specificity | CPU seconds | memory, MB |
|---|---|---|---|---|---|---|"""

Groups = list[tuple[str, ...]]
Works = Mapping[str, Reference]


@dataclass(frozen=True)
class Run:
    """What a method found, in how many seconds of processor time, with how many megabytes for the search."""

    groups: Groups
    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Score:
    """Hits and misses, each work counted once."""

    missed: int
    positive: int
    wrong: int
    negative: int

    @property
    def sensitivity(self) -> float:
        return 100 * (1 - self.missed / self.positive)

    @property
    def specificity(self) -> float:
        return 100 * (1 - self.wrong / self.negative)


def ours(works: Works) -> Groups:
    return [group.records for group in duplicate_groups(works) if group.certain]


def same_doi(works: Works) -> Groups:
    return _same(works, lambda work: re.sub(r"^.*?(?=10\.)", "", work.doi.lower()))


def same_title_and_year(works: Works) -> Groups:
    return _same(works, lambda work: re.sub(r"\W", "", work.title.lower()) + str(work.year))


def bib_dedupe(python: Path, works: Works) -> Run:
    """The same by bib-dedupe; its memory is that of its whole process."""
    records = [
        {
            "ID": name,
            "ENTRYTYPE": "article",
            "author": " and ".join(work.authors),
            "title": work.title,
            "year": str(work.year or ""),
            "journal": work.container,
            "volume": work.volume,
            "number": work.issue,
            "pages": work.pages,
            "doi": work.doi,
            "abstract": work.abstract,
            "isbn": " ".join(work.isbn),
        }
        for name, work in works.items()
    ]
    program = Path(__file__).with_name("find_with_bib_dedupe.py")
    done = subprocess.run(
        [python, program], input=json.dumps(records), capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.rsplit("RESULT", 1)[1])
    return Run([tuple(group) for group in found["groups"]], found["seconds"], found["megabytes"])


def bib_dedupe_environment() -> Path | None:
    """The interpreter of an environment that has bib-dedupe, made at the first time; None, and why, where it can't be."""
    python = ENVIRONMENT / "bin/python"
    try:
        if not python.exists():
            venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "bib-dedupe"], capture_output=True, check=True
        )
        subprocess.run([python, "-c", "import bib_dedupe"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"bib-dedupe is left out: it cannot be installed ({error}).")
        return None
    return python


def score(labelled: Labelled, groups: Iterable[Sequence[str]]) -> Score:
    """Counts as the set does.

    Where one survives, a group's unique work is what is kept: a second one in it was removed wrongly, and a group
    without any has kept a duplicate. Otherwise a work is found when it is in any group.
    """
    grouped = {work for group in groups for work in group}
    ids = set(labelled.works)
    positive, negative = len(labelled.positive), len(ids - labelled.positive)
    if not labelled.one_survives:
        return Score(len(labelled.positive - grouped), positive, len(grouped - labelled.positive), negative)
    kept = [*groups, *((work,) for work in ids - grouped)]
    uniques = [sum(work not in labelled.positive for work in group) for group in kept]
    return Score(uniques.count(0), positive, sum(max(0, count - 1) for count in uniques), negative)


def invented(count: int) -> dict[str, Reference]:
    """References of random words, about half of them repeating another in another database's way."""
    chance = random.Random(3)
    words = [
        "".join(chance.choices("abcdefghilmnoprstuv", k=chance.randint(3, 11))).capitalize()
        for _ in range(9_000)
    ]
    works: dict[str, Reference] = {}
    while len(works) < count:
        name = f"{chance.getrandbits(64):016x}"
        work = works[name] = Reference(
            title=" ".join(chance.choices(words, k=chance.randint(5, 16))),
            authors=tuple(
                f"{chance.choice(words)}, {chance.choice('ABCDE')}." for _ in range(chance.randint(1, 8))
            ),
            year=chance.randint(1990, 2026),
            doi=f"10.1000/{chance.getrandbits(40)}" if chance.random() < 0.7 else "",
            container=" ".join(chance.choices(words[:200], k=3)),
            volume=str(chance.randint(1, 60)),
            pages=f"{chance.randint(1, 2000)}-{chance.randint(1, 2000)}",
            abstract=" ".join(chance.choices(words, k=150)),
        )
        for _ in range(chance.choice((0, 0, 1, 2))):
            authors = tuple(author.upper() for author in work.authors)
            works[f"{chance.getrandbits(64):016x}"] = replace(work, doi="", abstract="", authors=authors)
    return dict(islice(works.items(), count))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--works", type=int, default=0, help="time this many invented references")
    arguments = parser.parse_args()
    if DATA.exists():
        python = bib_dedupe_environment()
        print(HEADING)
        for labelled in (asysd(), copper()):
            _print_set(labelled, python)
    else:
        print(f"The labelled sets are not beside the repository ({DATA.name}).")
    if arguments.works:
        _print_growth(arguments.works)


def _print_set(labelled: Labelled, python: Path | None) -> None:
    methods = {"ours": ours, "same DOI": same_doi, "same title and year": same_title_and_year}
    runs = {name: _run(find, labelled.works) for name, find in methods.items()}
    if python:
        runs["bib-dedupe"] = bib_dedupe(python, labelled.works)
    scores = {name: score(labelled, run.groups) for name, run in runs.items()}
    for name, run in runs.items():
        print(
            f"| {labelled.name} | {len(labelled.works)} | {name} | {scores[name].sensitivity:.2f} "
            f"| {scores[name].specificity:.2f} | {run.seconds:.2f} | {run.megabytes:.0f} |"
        )
    own, peer = scores["ours"], scores.get("bib-dedupe")
    for what in ("sensitivity", "specificity"):
        value = getattr(peer, what, None)
        figure(
            f"duplicates: {what}, {labelled.name}", getattr(own, what), "%", peer=value, beside="bib-dedupe"
        )
    seconds = runs["bib-dedupe"].seconds if peer else None
    figure(f"duplicates: {labelled.name}", runs["ours"].seconds, "s", peer=seconds, beside="bib-dedupe")


def _run(find: Callable[[Works], Groups], works: Works) -> Run:
    """One search for the time, and another for the memory, since measuring that takes time."""
    seconds, groups = _timed(find, works)
    tracemalloc.start()
    find(works)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Run(groups, seconds, peak / 1e6)


def _print_growth(count: int) -> None:
    print("\n| invented references | CPU seconds | memory for it, MB | groups |\n|---|---|---|---|")
    works = invented(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, groups = _timed(ours, works)
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"| {count} | {seconds:.1f} | {memory:.0f} | {len(groups)} |")


def _timed(find: Callable[[Works], Groups], works: Works) -> tuple[float, Groups]:
    start = time.process_time()
    groups = find(works)
    return time.process_time() - start, groups


def _same(works: Works, key: Callable[[Reference], str]) -> Groups:
    alike: dict[str, list[str]] = defaultdict(list)
    for name, work in works.items():
        if key(work):
            alike[key(work)].append(name)
    return [tuple(group) for group in alike.values() if len(group) > 1]


if __name__ == "__main__":
    main()
