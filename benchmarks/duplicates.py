"""Duplicates found on labelled sets: ours beside the same DOI, the same title and year, and bib-dedupe.

    python benchmarks/duplicates.py [--bib-dedupe PYTHON] [--works 100000]

`--bib-dedupe` names the interpreter of an environment of its own in which bib-dedupe is installed; `--works` times
that many invented references, of which about half repeat another. The labelled sets lie beside the repository.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import resource
import subprocess
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from review.ingest.duplicates import Work, duplicate_groups

DATA = Path(__file__).parents[2] / "shared/data/dedup"
_AUTHORS_RUN_TOGETHER = re.compile(r"\.(?=[^\W\d_a-z]\w*['’ -]?\w)(?!\s)")
_BIB_DEDUPE = """
import json, sys, time
import pandas
from bib_dedupe.bib_dedupe import block, cluster, match, prep
records = pandas.DataFrame(json.load(sys.stdin))
start = time.process_time()
found = cluster(match(block(prep(records, cpu=1, verbosity_level=0), cpu=1, verbosity_level=0), cpu=1, verbosity_level=0), verbosity_level=0)
print("RESULT" + json.dumps([time.process_time() - start, found]))
"""

Groups = list[tuple[str, ...]]


@dataclass(frozen=True)
class Labelled:
    """A labelled set: which works are positive, and whether one survivor of a group is left unlabelled."""

    name: str
    works: list[Work]
    positive: frozenset[str]
    one_survives: bool


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


def split_authors(authors: str) -> tuple[str, ...]:
    """The authors of ``Adeli K.Lewis G. F.``, which a spreadsheet has run together."""
    return tuple(author.strip(" .") for author in _AUTHORS_RUN_TOGETHER.split(authors) if author.strip(" ."))


def asysd() -> Labelled:
    """The ASySD set: of each group one work is `unique`, the others are duplicates."""
    with (DATA / "asysd/labelled_test_set.csv").open(encoding="utf-8", errors="replace", newline="") as file:
        rows = [
            {key: "" if value == "NA" else value for key, value in row.items()}
            for row in csv.DictReader(file)
        ]
    works = [
        Work(
            id=row["record_id"],
            title=row["title"],
            authors=split_authors(row["author"]),
            year=_year(row["year"]),
            doi=row["doi"],
            container=row["journal"],
            volume=row["volume"],
            issue=row["number"],
            pages=row["pages"],
            abstract=row["abstract"],
            isbn=row["isbn"],
        )
        for row in rows
    ]
    return Labelled(
        "ASySD", works, frozenset(r["record_id"] for r in rows if r["source"] == "duplicate"), True
    )


def copper() -> Labelled:
    """The copper set: every member of a group is marked."""
    works, marked = [], set()
    for record in ET.parse(DATA / "dedupe-sweep/copper.xml").getroot().iter("record"):
        kind = record.find("ref-type")
        work = Work(
            id=_text(record, "rec-number"),
            title=_text(record, "titles/title"),
            authors=tuple("".join(author.itertext()) for author in record.iter("author")),
            year=_year(_text(record, "dates/year")),
            doi=_text(record, "electronic-resource-num"),
            container=_text(record, "titles/secondary-title"),
            volume=_text(record, "volume"),
            issue=_text(record, "number"),
            pages=_text(record, "pages"),
            abstract=_text(record, "abstract"),
            isbn=_text(record, "isbn"),
            kind=kind.get("name", "") if kind is not None else "",
        )
        works.append(work)
        if _text(record, "caption") == "Duplicate":
            marked.add(work.id)
    return Labelled("copper", works, frozenset(marked), False)


def sra(name: str) -> list[Work]:
    """A small set of sra-dedupe, in the order of the file."""
    records = json.loads((DATA / f"sra-dedupe/{name}.json").read_text(encoding="utf-8"))
    return [
        Work(
            id=f"{place:03}",
            title=record["title"],
            authors=_authors(record.get("authors")),
            year=_year(record.get("year")),
            container=record.get("journal") or "",
            volume=record.get("volume") or "",
            issue=record.get("number") or "",
            pages=record.get("pages") or "",
            abstract=record.get("abstract") or "",
            isbn=record.get("isbn") or "",
            kind=record.get("type") or "",
        )
        for place, record in enumerate(records)
    ]


def bib_dedupe_cases() -> list[tuple[str, Work, Work, bool]]:
    """The labelled pairs of bib-dedupe: name, both works, whether they are one."""
    cases = json.loads((DATA / "bib-dedupe/test_cases.json").read_text(encoding="utf-8"))["cases"]
    return [
        (
            case["id"],
            _bibtex("a", case["record_a"]),
            _bibtex("b", case["record_b"]),
            case["expected_duplicate"],
        )
        for case in cases
    ]


def ours(works: Sequence[Work]) -> Groups:
    return [group.records for group in duplicate_groups(works) if group.certain]


def same_doi(works: Sequence[Work]) -> Groups:
    return _same(works, lambda work: re.sub(r"^.*?(?=10\.)", "", work.doi.lower()))


def same_title_and_year(works: Sequence[Work]) -> Groups:
    return _same(works, lambda work: re.sub(r"\W", "", work.title.lower()) + str(work.year))


def bib_dedupe(python: str, works: Sequence[Work]) -> tuple[float, Groups]:
    """CPU seconds and groups of bib-dedupe, run by another interpreter."""
    records = [
        {
            "ID": work.id,
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
            "isbn": work.isbn,
        }
        for work in works
    ]
    run = subprocess.run(
        [python, "-c", _BIB_DEDUPE], input=json.dumps(records), capture_output=True, text=True, check=True
    )
    seconds, groups = json.loads(run.stdout.rsplit("RESULT", 1)[1])
    return seconds, [tuple(group) for group in groups]


def score(labelled: Labelled, groups: Iterable[Sequence[str]]) -> Score:
    """Counts as the set does.

    Where one survives, a group's unique work is what is kept: a second one in it was removed wrongly, and a group
    without any has kept a duplicate. Otherwise a work is found when it is in any group.
    """
    grouped = {work for group in groups for work in group}
    ids = {work.id for work in labelled.works}
    positive, negative = len(labelled.positive), len(ids - labelled.positive)
    if not labelled.one_survives:
        return Score(len(labelled.positive - grouped), positive, len(grouped - labelled.positive), negative)
    kept = [*groups, *((work,) for work in ids - grouped)]
    uniques = [sum(work not in labelled.positive for work in group) for group in kept]
    return Score(uniques.count(0), positive, sum(max(0, count - 1) for count in uniques), negative)


def invented(count: int) -> list[Work]:
    """References of random words, about half of them repeating another in another database's way."""
    chance = random.Random(3)
    words = [
        "".join(chance.choices("abcdefghilmnoprstuv", k=chance.randint(3, 11))).capitalize()
        for _ in range(9_000)
    ]
    works: list[Work] = []
    while len(works) < count:
        work = Work(
            id=f"{chance.getrandbits(64):016x}",
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
        works.append(work)
        for _ in range(chance.choice((0, 0, 1, 2))):
            authors = tuple(author.upper() for author in work.authors)
            works.append(
                replace(work, id=f"{chance.getrandbits(64):016x}", doi="", abstract="", authors=authors)
            )
    return works[:count]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bib-dedupe", metavar="PYTHON", help="interpreter that has bib-dedupe")
    parser.add_argument("--works", type=int, default=0, help="time this many invented references")
    arguments = parser.parse_args()
    if DATA.exists():
        print(
            "| set | works | method | sensitivity | specificity | CPU, ours = 1 |\n|---|---|---|---|---|---|"
        )
        for labelled in (asysd(), copper()):
            _print_set(labelled, arguments.bib_dedupe)
    else:
        print(f"The labelled sets are not beside the repository ({DATA.name}).")
    if arguments.works:
        _print_growth(arguments.works)


def _print_set(labelled: Labelled, python: str | None) -> None:
    results = [
        (name, *_timed(find, labelled.works))
        for name, find in (
            ("ours", ours),
            ("same DOI", same_doi),
            ("same title and year", same_title_and_year),
        )
    ]
    if python:
        results.append(("bib-dedupe", *bib_dedupe(python, labelled.works)))
    for name, seconds, groups in results:
        reached = score(labelled, groups)
        ratio = seconds / results[0][1]
        print(
            f"| {labelled.name} | {len(labelled.works)} | {name} | {reached.sensitivity:.2f} "
            f"| {reached.specificity:.2f} | {ratio:.2g} |"
        )


def _print_growth(count: int) -> None:
    print("\n| invented references | CPU seconds | memory for it, MB | groups |\n|---|---|---|---|")
    works = invented(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, groups = _timed(ours, works)
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"| {count} | {seconds:.1f} | {memory:.0f} | {len(groups)} |")


def _timed(find: Callable[[Sequence[Work]], Groups], works: Sequence[Work]) -> tuple[float, Groups]:
    start = time.process_time()
    groups = find(works)
    return time.process_time() - start, groups


def _same(works: Sequence[Work], key: Callable[[Work], str]) -> Groups:
    alike: dict[str, list[str]] = defaultdict(list)
    for work in works:
        if key(work):
            alike[key(work)].append(work.id)
    return [tuple(group) for group in alike.values() if len(group) > 1]


def _text(record: ET.Element, path: str) -> str:
    element = record.find(path)
    return "" if element is None else "".join(element.itertext()).strip()


def _year(text: object) -> int | None:
    found = re.search(r"\d{4}", str(text or ""))
    return int(found[0]) if found else None


def _authors(authors: list[str] | str | None) -> tuple[str, ...]:
    if isinstance(authors, list):
        return tuple(authors)
    return tuple(authors.split(".,")) if authors else ()


def _bibtex(name: str, record: dict[str, str | None]) -> Work:
    fields = {key: value or "" for key, value in record.items()}
    author = fields.get("author", "")
    if " and " in author or ";" in author or "," in author:
        authors = tuple(part.strip() for part in re.split(r" and |;", author))
    else:
        authors = split_authors(author) if re.search(r"\.\S", author) else (author,)
    return Work(
        id=name,
        title=fields.get("title", ""),
        authors=authors,
        year=_year(fields.get("year")),
        doi=fields.get("doi", ""),
        container=fields.get("journal") or fields.get("booktitle", ""),
        volume=fields.get("volume", ""),
        issue=fields.get("number", ""),
        pages=fields.get("pages", ""),
        abstract=fields.get("abstract", ""),
        isbn=fields.get("isbn", ""),
        kind=fields.get("ENTRYTYPE", ""),
    )


if __name__ == "__main__":
    main()
