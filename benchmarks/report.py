"""The report of a large review beside its tables written one by one, and beside python-docx writing the same text plainly.

Run by hand: ``python benchmarks/report.py [--records 1000] [--codings 2000] [--configurations 60]``. It makes a review of its own in a
temporary folder. Each format, and each peer, runs in a process of its own, so that its peak memory is its own; times are processor time
of that process with starting it, the figures to keep are the ratios. Peers of the same run: the tables of the report written one by one as
Word files (`review export … --format docx`), and the report's words written by python-docx as plain paragraphs and tables without
captions, references, citations, figures or styles; for HTML and Markdown there is no such peer.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.configurations import a_document
from benchmarks.figures import figure
from benchmarks.journal import Words
from review.acts import AddElement, Code, Decide, NewCmoc, PutFragment, SourceType
from review.domain import DecisionKind, Document, Stance
from review.domain.theories.configuration import ROLES, Relation
from review.domain.theories.verdict import VerdictKind
from review.journal import texts
from review.journal.steps import in_steps
from review.project import Project

ROOT = Path(__file__).resolve().parents[1]
REVIEWER = "ann"
INCLUDED = 100
WHOLE = {"evidence": "yes"}
"""The report with all coded passages, which it has only if they are asked for."""
FORMATS = ("docx", "html", "md")
TABLES = (
    "source-types",
    "characteristics",
    "synthesis",
    "gaps",
    "codebook",
    "excluded",
    "cmocs",
    "cmoc-sources",
    "rivals",
    "theory-changes",
    "evidence",
)
"""The tables of the report that have rows in this review."""


def fill(project: Project, records: int, codings: int, configurations: int) -> None:
    """So many records, every tenth with a document and included, with so many codings and configurations, verdicts and prose."""
    chance, words = random.Random(14), Words(14)
    theory_map, event = project.theory.map, project.theory.event
    codes = list(theory_map.code_names)
    append = project.journal.append
    read: list[tuple[str, Document]] = []

    def a_record(number: int) -> None:
        record = f"{number:064x}"
        document = a_document(words, number) if number < INCLUDED else None
        if document:
            texts.store(project.journal, document)
            read.append((record, document))
        offered = {
            "title": words.text(80),
            "authors": [f"Author{number}, Anna"],
            "year": 2000 + number % 20,
        }
        append(
            REVIEWER,
            {
                "kind": "ingest",
                "record": record,
                "file_sha256": record,
                "text_sha256": document.text_sha256 if document else "",
                "path": "",
                "status": "added" if document else "no-text",
                "message": "",
                "pages": len(document.pages) if document else 0,
                "metadata": {
                    name: {"value": value, "source": "first page", "confidence": 0.9}
                    for name, value in offered.items()
                },
            },
        )
        first, last = theory_map.stages[0].id, theory_map.last_stage
        kind = DecisionKind.INCLUDE if document else DecisionKind.EXCLUDE
        criteria = () if document else ("E1",)
        append(
            REVIEWER, Decide(record=record, stage=first, decision=kind, criteria=criteria, theory_event=event)
        )
        if document:
            append(REVIEWER, Decide(record=record, stage=last, decision=kind, theory_event=event))
            types = theory_map.source_types
            append(REVIEWER, SourceType(record=record, source_type=types[number % len(types)].id))

    def quoted(record: str, document: Document) -> dict[str, object]:
        passage = chance.choice(document.passages)
        start = passage.start + chance.randint(0, 300)
        page = document.page_at(start)
        return {
            "record": record,
            "text_sha256": document.text_sha256,
            "start": start,
            "end": start + 120,
            "quote": document.text[start : start + 120],
            "before": document.text[max(0, start - 40) : start],
            "after": document.text[start + 120 : start + 160],
            "page": page.number,
            "page_label": page.label,
        }

    made: list[str] = []

    def a_coding(number: int) -> None:
        at = quoted(*read[number % len(read)])
        act = Code(
            **at,  # type: ignore[arg-type]
            codes=(chance.choice(codes),),
            stance=chance.choice(list(Stance)),
            status="",
            memo="",
            theory_event=event,
        )
        made.append(append(REVIEWER, act).hash)

    def a_configuration(number: int) -> None:
        theories = {chance.choice(codes): Stance.SUPPORTS}
        cmoc = append(REVIEWER, NewCmoc(label=f"C{number + 1}", theories=theories, theory_event=event)).hash
        for role in ROLES:
            element = append(REVIEWER, AddElement(cmoc=cmoc, role=role, wording=words.text(60))).hash
            for _ in range(2):
                at = quoted(*chance.choice(read))
                append(
                    REVIEWER,
                    PutFragment(**at, cmoc=cmoc, element=element, role=role, relation=Relation.SHOWS),  # type: ignore[arg-type]
                )

    in_steps(project.journal, range(records), a_record)
    assert project.screening.counts().included == len(read), "the records were not accepted"
    in_steps(project.journal, range(codings), a_coding)
    in_steps(project.journal, range(configurations), a_configuration)
    for place, code in enumerate(theory_map.codes):
        project.verdicts.give(code.id, VerdictKind.MIXED, caveat=words.text(80), gap=words.text(80))
        some = [words.text(600) + f" [@{coding}]." for coding in made[10 * place : 10 * place + 10]]
        project.desk.write(code.id, "\n\n".join(some))


def in_a_process(*arguments: str) -> tuple[float, float]:
    """The processor seconds and peak megabytes of this file run with these arguments."""
    ran = subprocess.run(
        [sys.executable, __file__, *arguments], check=True, capture_output=True, text=True, cwd=ROOT
    )
    seconds, megabytes = json.loads(ran.stdout.splitlines()[-1])
    return seconds, megabytes


def measured() -> str:
    """What this process and its children used, as JSON."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return json.dumps([round(seconds, 2), round(max(own.ru_maxrss, children.ru_maxrss) / unit)])


def write(folder: Path, what: str) -> None:
    """Write one format of the report, or a peer's files."""
    project = Project.open(folder / "review", REVIEWER)
    try:
        if what in FORMATS:
            project.exports.write(["report"], [what], folder / "out", options=WHOLE)
        elif what == "tables":
            project.exports.write(TABLES, ["docx"], folder / "tables")
        else:
            plainly(project, folder / "plain.docx")
    finally:
        project.close()
    print(measured())


def plainly(project: Project, path: Path) -> None:
    """The words of the report by python-docx alone: paragraphs, and tables cell by cell."""
    from docx import Document as Word

    from review.export.report.blocks import Heading, Items, Paragraph, Table

    report = project.reporting.report(WHOLE)
    word = Word()
    for block in report.blocks:
        if isinstance(block, Heading):
            word.add_heading(block.text, block.level)
        elif isinstance(block, Paragraph | Items):
            rows = (block.parts,) if isinstance(block, Paragraph) else block.items
            for parts in rows:
                word.add_paragraph("".join(getattr(part, "text", "") for part in parts))
        elif isinstance(block, Table):
            columns, rows = block.printed.columns, block.printed.rows
            table = word.add_table(rows=len(rows) + 1, cols=len(columns))
            for row, cells in zip(table.rows, [[column.heading for column in columns], *rows], strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = "" if text is None else str(text)
    word.save(str(path))


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--codings", type=int, default=2000)
    parser.add_argument("--configurations", type=int, default=60)
    parser.add_argument("--one", nargs=2, metavar=("FOLDER", "WHAT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        write(Path(options.one[0]), options.one[1])
        return
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        project = new_review(Path(folder) / "review")
        fill(project, options.records, options.codings, options.configurations)
        project.close()
        print(
            f"{options.records:,} records, {options.codings:,} codings, {options.configurations:,} configurations"
            f" (made in {time.process_time() - began:.0f} s)"
        )
        found = {what: in_a_process("--one", folder, what) for what in (*FORMATS, "tables", "plainly")}
        for what, (seconds, megabytes) in found.items():
            print(f"{what:<8} {seconds:6.1f} s {megabytes:6,} MB")
        figure(
            "report as Word", found["docx"][0], "s", peer=found["plainly"][0], beside="python-docx, plainly"
        )
        for peer in ("tables", "plainly"):
            print(f"docx / {peer}: {found['docx'][0] / found[peer][0]:.2f}")


def new_review(folder: Path) -> Project:
    """An empty review with the theory map of the demonstration."""
    from review.demonstration import theory_map_file

    Project.create(folder, theory_map_file().read_text(encoding="utf-8"))
    return Project.open(folder, REVIEWER)


if __name__ == "__main__":
    main()
