"""A review such as those that `keys.py` presses keys in: many records, and as much work on them as a team does in months.

Made by the program itself where it matters (the references are imported), else by acts in the journal. The same every time.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.configurations import fill
from benchmarks.journal import Words
from review.acts import Code, Decide, Memo
from review.domain import Document, Stance
from review.domain.act import DecisionKind
from review.domain.theories.verdict import VerdictKind
from review.journal.steps import in_steps
from review.project import Project

MAP = Path(__file__).resolve().parents[1] / "theory_map.yaml"
STAGE = "title-abstract"
DECISIONS, CODINGS, CONFIGURATIONS, SEARCHES = 6000, 4000, 200, 12
TWICE = 200
"""One of so many references is there twice."""

LOG = """
  - id: S{n}
    component: Commissioning practice {n}
    kind: database
    round: 1
    prompted_by: plan
    sources: [{{name: HMIC, platform: Ovid, date: 2017-04}}]
    limits: [{{field: year, from: 2014}}]
    lines:
      - {{id: "1", string: "commission* AND mental*", results: [{{n: 6900}}]}}
      - {{id: "2", string: "market* AND care", results: [{{limit: title, n: 1000}}, {{n: 970}}], total_stated: 1970}}
      - {{id: "3", string: "personal budget*", results: null}}
"""


def large_review(folder: Path, records: int) -> Path:
    """The review with so many records in a folder; made where it is not there yet."""
    review = folder / f"review-{records}"
    if not review.exists():
        making = folder / "making"
        shutil.rmtree(making, ignore_errors=True)
        Project.create(making, MAP.read_text(encoding="utf-8").replace("reviewers: 1", "reviewers: 2", 1))
        with Project.open(making, "ann") as project:
            _make(project, folder, records)
        making.rename(review)
    return review


def _make(project: Project, folder: Path, records: int) -> None:
    path = _log(folder / "searches.yaml")
    project.searches.import_file(path)
    share = records // SEARCHES + 1
    for number in range(SEARCHES):
        first = number * share
        some = _references(project, folder / f"found-{number}.ris", first, min(share, records - first))
        project.references.import_file(some, search=f"S{number + 1}")
    fill(project, CONFIGURATIONS, fragments=8)
    _decide(project)
    _code(project)
    _write(project)


def _log(path: Path) -> Path:
    path.write_text("searches:" + "".join(LOG.format(n=number + 1) for number in range(SEARCHES)))
    return path


def _references(project: Project, path: Path, first: int, count: int) -> Path:
    """A RIS file of references with abstracts of 1.2 kB, in which key terms of the theory map occur."""
    chance, words = random.Random(first), Words(first)
    terms = [term for code in project.theory.map.codes for term in code.key_terms]
    with path.open("w", encoding="utf-8") as file:
        for number in range(first, first + count):
            abstract = " ".join(f"{words.text(110)} {chance.choice(terms)}" for _ in range(10))
            one = (
                f"TY  - JOUR\nAU  - Author{number % 1700}, Anna\nAU  - Other{number % 900}, Bert\nPY  - {1995 + number % 25}\n"
                f"TI  - {words.text(90).capitalize()}\nT2  - Journal of Care Markets\nVL  - {number % 40}\nKW  - care\n"
            )
            file.write(f"{one}DO  - 10.1234/market.{number:07d}\nAB  - {abstract}\nER  - \n\n")
            if number % TWICE == 0:
                file.write(f"{one}AB  - {abstract[:300]}\nER  - \n\n")
    return path


def _decide(project: Project) -> None:
    """Two reviewers decide on the documents and on some thousand records; on one of nine they disagree."""
    candidates = project.screening.candidates(STAGE)
    read = set(_read(project))
    chosen = [
        *read,
        *(record for record in candidates[:: len(candidates) // DECISIONS or 1] if record not in read),
    ]

    def decide(numbered: tuple[int, str]) -> None:
        number, record = numbered
        first = DecisionKind.INCLUDE if record in read or number % 4 == 0 else DecisionKind.EXCLUDE
        second = DecisionKind.PARK if number % 9 == 8 else first
        for reviewer, kind in (("ann", first), ("bob", second)):
            criteria = ("E1",) if kind is DecisionKind.EXCLUDE else ()
            act = Decide(record=record, stage=STAGE, decision=kind, criteria=criteria, theory_event=event)
            project.journal.append(reviewer, act)

    event = project.theory.event
    in_steps(project.journal, enumerate(chosen[:DECISIONS]), decide)
    for record in read:
        project.screening.decide(record, "include", "theory-map")


def _read(project: Project) -> Iterator[str]:
    """The records that have a document."""
    return iter(project.coding.to_code())


def _code(project: Project) -> None:
    chance = random.Random(5)
    codes, event = [code.id for code in project.theory.map.codes], project.theory.event
    read = [(record, project.documents.get(record)) for record in _read(project)]

    def code(number: int) -> None:
        record, document = read[number % len(read)]
        assert document is not None
        project.journal.append("ann", _coding(chance, record, document, codes, event))

    in_steps(project.journal, range(CODINGS), code)


def _coding(chance: random.Random, record: str, document: Document, codes: list[str], event: str) -> Code:
    passage = chance.choice(document.passages)
    start, page = passage.start, document.page_at(passage.start)
    return Code(
        record=record, text_sha256=document.text_sha256, start=start, end=start + 120, quote=document.text[start : start + 120],
        before=document.text[max(0, start - 40) : start], after=document.text[start + 120 : start + 160], page=page.number,
        page_label=page.label, codes=tuple(chance.sample(codes, 2)), stance=chance.choice(list(Stance)), status="", memo="",
        theory_event=event,
    )  # fmt: skip


def _write(project: Project) -> None:
    """Verdicts, memos, and prose on each theory that quotes what is coded to it."""
    for code in project.theory.map.theories:
        quoted = project.coding.codings(code=code.id)[:12]
        text = "\n\n".join(f"What was found, and why it matters. [@{one.id[:12]}]" for one in quoted)
        project.desk.write(code.id, text)
        project.verdicts.give(code.id, VerdictKind.MIXED, caveat="In towns only.")
        project.journal.append("ann", Memo(target=code.id, text="Not what was expected."))
