"""The journal at a size: bytes for a reference, what verifying costs, and how long the tables take to be made again.

Run by hand: ``python benchmarks/journal.py [--references 40000] [--events 100000]``. It makes journals of its own in a temporary
folder. Seconds are of processor time. The figures to keep are those for one reference or event, and the memory.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import accumulate
from pathlib import Path

from benchmarks.figures import figure
from review.acts import Code, Decide, Import, Memo
from review.domain.act import DecisionKind, Stance
from review.domain.canonical import identity
from review.domain.reference import Reference
from review.journal.journal import FILE_NAME, Journal
from review.journal.steps import in_steps
from review.journal.verification import broken_events, problems

ABSTRACT_CHARACTERS = 1200
REVIEWER = "ann"


class Words:
    """Words that nobody wrote, as often as words are: few are very frequent."""

    def __init__(self, seed: int = 1, different: int = 20_000) -> None:
        self._chance = random.Random(seed)
        letters = "abcdefghiklmnoprstuw"
        self._words = [
            "".join(self._chance.choices(letters, k=self._chance.randint(2, 10))) for _ in range(different)
        ]
        self._weights = list(accumulate(1 / (place + 3) for place in range(different)))

    def text(self, characters: int) -> str:
        """A text of about so many characters."""
        return " ".join(self._chance.choices(self._words, cum_weights=self._weights, k=characters // 5))[
            :characters
        ]


def a_reference(words: Words, number: int) -> Reference:
    """A reference such as databases give, with an abstract."""
    return Reference(
        title=words.text(90).capitalize(),
        kind="article-journal",
        authors=(f"Author{number % 1700}, Anna", f"Other{number % 900}, Bert", "Third, C"),
        year=2000 + number % 25,
        doi=f"10.1234/market.{number:07d}",
        container="Journal of Care Markets",
        volume=str(number % 40),
        pages=f"{number}-{number + 9}",
        abstract=words.text(ABSTRACT_CHARACTERS),
        keywords=("care", "markets"),
        urls=(f"https://example.org/articles/{number}",),
        line=number * 20 + 1,
        source_format="ris",
    )


def import_references(journal: Journal, count: int) -> list[str]:
    """Import so many references, each an event; the records' ids."""
    words = Words()
    records = []

    def store(number: int) -> None:
        record = identity("", "", number, "", "", "{}")
        records.append(record)
        act = Import(
            record=record,
            path="more.ris",
            line=number,
            source="more.ris",
            reference=a_reference(words, number),
        )
        journal.append(REVIEWER, act)

    in_steps(journal, range(count), store)
    return records


def work(journal: Journal, records: list[str], count: int) -> None:
    """Do so many acts on records: decisions by two reviewers, codings, memos."""

    def act(number: int) -> None:
        record = records[number * 7 % len(records)]
        match number % 5:
            case 0 | 1 | 2:
                kind = DecisionKind.INCLUDE if number % 3 else DecisionKind.EXCLUDE
                decide = Decide(record=record, stage="title-abstract", decision=kind, theory_event="")
                journal.append((REVIEWER, "bob")[number % 2], decide)
            case 3:
                journal.append(REVIEWER, a_coding(record, number))
            case _:
                journal.append(REVIEWER, Memo(target=record, text=f"A thought, the {number}th"))

    in_steps(journal, range(count), act)


def a_coding(record: str, number: int) -> Code:
    """Two codes on a passage."""
    return Code(
        record=record, text_sha256="0" * 64, start=number, end=number + 120, quote="Many providers compete. " * 5, before="",
        after="", page=3, page_label="347", codes=("T1", "RA"), stance=Stance.BEARS_ON, status="", memo="", theory_event="",
    )  # fmt: skip


def seconds(do: Callable[[], object]) -> float:
    """The processor time that something takes."""
    began = time.process_time()
    do()
    return time.process_time() - began


def megabytes() -> float:
    """The most memory that this process has had."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def bytes_of(path: Path) -> Iterator[tuple[str, int]]:
    """What the file consists of, where SQLite tells it, the largest first."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        try:
            yield from connection.execute(
                "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 12"
            ).fetchall()
        except sqlite3.OperationalError:
            return


def references(folder: Path, count: int) -> None:
    """Print what references cost: bytes, seconds, and the memory of verifying."""
    journal = Journal.open(folder / FILE_NAME)
    taken = seconds(lambda: import_references(journal, count))
    print(f"{count:,} references with abstracts of {ABSTRACT_CHARACTERS:,} characters")
    print(f"  storing one: {taken / count * 1000:.3f} ms")
    before = megabytes()
    chains = seconds(lambda: _expect_none(broken_events(journal)))
    print(f"  verifying the chains: {chains / count * 1000:.3f} ms an event")
    whole = seconds(lambda: _expect_none(problems(journal, folder)))
    print(
        f"  verifying everything: {whole / count * 1000:.3f} ms an event; {megabytes():.0f} MB at most ({before:.0f} before)"
    )
    journal.close()
    parts = list(bytes_of(folder / FILE_NAME))
    size = (folder / FILE_NAME).stat().st_size / count
    print(f"  {size:,.0f} bytes a reference")
    figure("journal: verifying everything, an event", whole / count * 1000, "ms")
    figure("journal: a reference with its abstract", size, "bytes", aim="≤ 6,000")
    for name, of in parts:
        print(f"    {name:26} {of / count:7,.0f}")


def _expect_none(lines: Iterator[str]) -> None:
    for line in lines:
        raise AssertionError(line)


def rebuild(folder: Path, count: int) -> None:
    """Print how long the tables of so many events take, one in five a reference."""
    journal = Journal.open(folder / FILE_NAME)
    records = import_references(journal, count // 5)
    work(journal, records, count - len(records))
    said: list[float] = []
    began = time.perf_counter()
    taken = seconds(lambda: journal.rebuild(lambda _done, _total: said.append(time.perf_counter())))
    longest = max(
        later - earlier for earlier, later in zip([began, *said], [*said, time.perf_counter()], strict=True)
    )
    print(f"{count:,} events, one in five a reference")
    print(f"  making every table again: {taken:.1f} s, {taken / count * 1000:.3f} ms an event")
    figure(f"journal: making every table again, {count:,} events", taken, "s")
    print(f"  progress reported {len(said):,} times; the longest silence lasted {longest:.2f} s")
    journal.close()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--references", type=int, default=40_000)
    parser.add_argument("--events", type=int, default=100_000)
    options = parser.parse_args()
    for measure, count in ((references, options.references), (rebuild, options.events)):
        if count:
            with tempfile.TemporaryDirectory() as folder:
                measure(Path(folder), count)


if __name__ == "__main__":
    main()
