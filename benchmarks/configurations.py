"""Configurations beside a spreadsheet: listing them, opening one, acts, and the screen, with 1,000 of them and 10,000 fragments.

Run by hand: ``python benchmarks/configurations.py [--configurations 1000] [--runs 7]``. The peer does what people do today on
the same content in the same run: a workbook with a row for each fragment is read by openpyxl, filtered by a configuration,
changed in one cell, and written. A program that has the workbook open reads it once, so reading and writing are given apart, too.
Times are processor time of this process, the median of several runs; the figures to keep are the ratios. Ours are after another act,
which makes the program read again. On the screen a key counts as a whole, until all is shown and the terminal's bytes are made; only
what the test harness takes to wait is left out, measured without a key. A key that codes a passage, and those that word an element
and undo it, are given beside.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from textual.pilot import Pilot

from benchmarks.figures import figure
from benchmarks.importing import new_review
from benchmarks.journal import Words
from benchmarks.key_costs.keyboard import painting
from review.acts import AddElement, NewCmoc, PutFragment
from review.domain import Document, Page, Passage, Stance
from review.domain.theories.configuration import ROLES, Relation
from review.journal import texts
from review.journal.steps import in_steps
from review.project import Project

DOCUMENTS = 40
PARAGRAPHS = 60
LIST, OPEN, ACT = "list all", "open one", "one act"
F8, KEY, CODING = "open F8", "a key in the Reader's line", "a key that codes"
WORD, SAVE, UNDO = "w in the Reader's line", "Enter after it", "u after that"
COLUMNS = (
    "label",
    "theory",
    "stance",
    "role",
    "wording",
    "citation",
    "page",
    "quotation",
    "relation",
    "status",
)


def a_document(words: Words, number: int) -> Document:
    """A document of so many paragraphs, five to a page."""
    paragraphs = [words.text(500) for _ in range(PARAGRAPHS)]
    text = "\n".join(paragraphs)
    starts = [sum(len(one) + 1 for one in paragraphs[:place]) for place in range(len(paragraphs))]
    ends = [*starts[5::5], len(text)]
    return Document(
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        body_end=len(text),
        pages=tuple(
            Page(place, str(number + place), start, end)
            for place, (start, end) in enumerate(zip(starts[::5], ends, strict=True), 1)
        ),
        passages=tuple(
            Passage(start, start + len(one)) for start, one in zip(starts, paragraphs, strict=True)
        ),
    )


def documents(project: Project) -> list[tuple[str, Document]]:
    """Records with their documents."""
    words, found = Words(), []
    for number in range(DOCUMENTS):
        document = a_document(words, number)
        texts.store(project.journal, document)
        record = hashlib.sha256(f"record {number}".encode()).hexdigest()
        offered = {"title": words.text(80), "authors": [f"Author{number}, Anna"], "year": 2014 + number % 4}
        project.journal.append(
            "ann",
            {
                "kind": "ingest",
                "record": record,
                "file_sha256": record,
                "text_sha256": document.text_sha256,
                "path": "",
                "status": "added",
                "message": "",
                "pages": len(document.pages),
                "metadata": {
                    name: {"value": value, "source": "first page", "confidence": 0.6}
                    for name, value in offered.items()
                },
            },
        )
        found.append((record, document))
    return found


def fill(project: Project, configurations: int, fragments: int) -> None:
    """So many configurations, each of four elements and with so many fragments."""
    chance, words = random.Random(3), Words(4)
    read, event = documents(project), project.theory.event
    codes = [code.id for code in project.theory.map.codes]

    def compose(number: int) -> None:
        append = project.journal.append
        theories = {chance.choice(codes): Stance.SUPPORTS}
        cmoc = append("ann", NewCmoc(label=f"C{number + 1}", theories=theories, theory_event=event)).hash
        elements = {
            role: append("ann", AddElement(cmoc=cmoc, role=role, wording=words.text(60))).hash
            for role in ROLES
        }
        for place in range(fragments):
            role = ROLES[place % len(ROLES)]
            append("ann", a_fragment(chance, *chance.choice(read), cmoc, elements[role], role))

    in_steps(project.journal, range(configurations), compose)


def a_fragment(
    chance: random.Random, record: str, document: Document, cmoc: str, element: str, role: str
) -> PutFragment:
    """A passage of a document in an element."""
    passage = chance.choice(document.passages)
    start = passage.start + chance.randint(0, 300)
    page = document.page_at(start)
    return PutFragment(
        record=record, text_sha256=document.text_sha256, start=start, end=start + 120, quote=document.text[start : start + 120],
        before=document.text[max(0, start - 40) : start], after=document.text[start + 120 : start + 160], page=page.number,
        page_label=page.label, cmoc=cmoc, element=element, role=role, relation=Relation.SHOWS,
    )  # fmt: skip


def workbook(project: Project, path: Path) -> Path:
    """The same content as people keep it: a row for each fragment."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(COLUMNS)
    for one in project.configurations.all():
        theory, stance = next(iter(one.theories.items()))
        for element in one.elements:
            for fragment in element.fragments:
                sheet.append(
                    [one.label, theory, str(stance), element.role, element.wording, fragment.citation,
                     fragment.page_label, fragment.quote, str(fragment.relation), ""]
                )  # fmt: skip
    book.save(path)
    return path


def median_ms(do: Callable[[], object], runs: int, before: Callable[[], object] = int) -> float:
    """The median processor time in milliseconds; that of what is done `before` each run does not count."""
    found = []
    for _ in range(runs):
        before()
        began = time.process_time()
        do()
        found.append(1000 * (time.process_time() - began))
    return statistics.median(found)


def ours(project: Project, runs: int) -> Iterator[tuple[str, float]]:
    """What a reviewer does here, in milliseconds."""
    service = project.configurations
    numbers = iter(range(1, 10_000))
    every = service.all()
    middle = every[len(every) // 2]

    def another_act() -> None:
        project.annotations.memo("T1", f"thought {next(numbers)}")

    yield LIST, median_ms(service.all, runs, another_act)
    yield OPEN, median_ms(lambda: service.find(middle.label), 5 * runs, another_act)
    element = middle.elements[0].id
    yield (
        ACT,
        median_ms(lambda: service.word(middle.id, element, f"worded {next(numbers)}"), 5 * runs, another_act),
    )


async def on_the_screen(project: Project, runs: int) -> list[tuple[str, float]]:
    """Opening F8, and keys in the Reader: in its configuration line those that put a passage, word and undo; one that codes."""
    from review.tui.app import ReviewApp
    from review.tui.support.settings import Settings

    app = painting(ReviewApp)(project, Settings(project.folder / "settings"), with_suggestions=False)

    async def pressed(pilot: Pilot[None], *keys: str) -> float:
        began = time.process_time()
        if keys:
            await pilot.press(*keys)
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        return 1000 * (time.process_time() - began)

    opening, waiting, putting, coding = [], [], [], []
    wording: dict[str, list[float]] = {WORD: [], SAVE: [], UNDO: []}
    async with app.run_test(size=(160, 48)) as pilot:
        await pressed(pilot)
        for number in range(runs):
            project.annotations.memo("T1", f"another thought {number}")
            opening.append(await pressed(pilot, "f8"))
            await pressed(pilot, "f2")
        app.open_reader(project.records.all()[0].id, None)
        await pressed(pilot)
        code = next(one.key for one in project.theory.map.codes if one.key)
        for _ in range(4 * runs):
            await pressed(pilot, "j")
            coding.append(await pressed(pilot, code))
        app.open_reader(project.records.all()[1].id, None)
        await pressed(pilot)
        await pressed(pilot, "C", "c")
        before = sum(len(one.fragments) for one in project.configurations.all())
        for role in "rmoc" * runs:
            await pressed(pilot, "j")
            waiting.append(await pressed(pilot))
            putting.append(await pressed(pilot, role))
        added = sum(len(one.fragments) for one in project.configurations.all()) - before
        if added != len(putting):
            raise SystemExit(f"{len(putting)} keys put {added} passages")
        before = project.revision
        for _ in range(4 * runs):
            wording[WORD].append(await pressed(pilot, "w"))
            await pressed(pilot, "x")
            wording[SAVE].append(await pressed(pilot, "enter"))
            wording[UNDO].append(await pressed(pilot, "u"))
        if project.revision - before != 2 * len(wording[SAVE]):
            raise SystemExit(f"{len(wording[SAVE])} wordings were not stored and undone")
    return [
        (name, statistics.median(times) - statistics.median(waiting))
        for name, times in {F8: opening, KEY: putting, CODING: coding, **wording}.items()
    ]


def theirs(path: Path, runs: int) -> Iterator[tuple[str, float]]:
    """The same in the workbook, in milliseconds."""
    from openpyxl import load_workbook

    def read() -> list[tuple[object, ...]]:
        return list(load_workbook(path).worksheets[0].iter_rows(values_only=True))

    rows = read()
    label = rows[len(rows) // 2][0]

    def change() -> None:
        book = load_workbook(path)
        sheet = book.worksheets[0]
        row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == label)
        row[4].value = "worded again"
        book.save(path)

    yield LIST, median_ms(read, runs)
    yield OPEN, median_ms(lambda: [row for row in read() if row[0] == label], runs)
    yield ACT, median_ms(change, runs)
    yield F8, median_ms(read, runs)
    yield KEY, median_ms(change, runs)
    yield "filter what was read", median_ms(lambda: [row for row in rows if row[0] == label], runs)


def main() -> None:
    """Print a line for each thing that is done."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--configurations", type=int, default=1000)
    parser.add_argument("--fragments", type=int, default=10, help="of each configuration")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        project = new_review(folder / "review")
        fill(project, options.configurations, options.fragments)
        path = workbook(project, folder / "cmocs.xlsx")
        here, there = dict(ours(project, options.runs)), dict(theirs(path, options.runs))
        here |= dict(asyncio.run(on_the_screen(project, options.runs)))
        project.close()
    print(
        f"{options.configurations:,} configurations, {options.configurations * options.fragments:,} fragments"
    )
    print(f"{'':24}{'here ms':>10}{'workbook ms':>14}{'ratio':>8}")
    for name in {**here, **there}:
        own, peer = here.get(name), there.get(name)
        ratio = f"{own / peer:.3f}" if own is not None and peer else "-"
        if own is not None:
            figure(f"configurations: {name}", own, "ms", peer=peer, beside="a workbook")
        cells = ["-" if value is None else f"{value:.1f}" for value in (own, peer)]
        print(f"{name:24}{cells[0]:>10}{cells[1]:>14}{ratio:>8}")


if __name__ == "__main__":
    main()
