"""Reading again with a better reader: every coding is moved rightly or listed as lost."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from review.documents import read_file
from review.domain import Document, Page, Passage
from review.journal import texts
from review.journal.queries import files
from review.journal.queries.files import SeenFile
from review.project import Project
from tests.documents.papers import SENTENCES, Paper, wrapped

TRUE = (
    "The market of care was grown by councils that met providers every month.",
    "Choice was narrow. The market grew. Advice was missing in the smaller towns.",
    "Peers were chosen over agencies when both were offered at the same price.",
    "Contracts were short. The market grew. Staff had left before they were renewed.",
)
FORMER = (
    "The market of care was grown by coun- cils that met providers every month.",
    "Choice was narrow. The market grew. Advice was missing in the smaller towns.",
    "CARE MARKETS 2016 Peers were ch0sen over agencies when both were offered at the same price.",
    "Contracts were short. The market grew. Staff had left before they were renewed.",
)
"""The same page as a former reader gave it: a hyphen kept, a running head in the body, a letter misread."""


def former_reading(paragraphs: tuple[str, ...] = FORMER) -> Document:
    text = "\n".join(paragraphs)
    passages, start = [], 0
    for paragraph in paragraphs:
        passages.append(Passage(start, start + len(paragraph)))
        start += len(paragraph) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(text, digest, len(text), (Page(1, "1", 0, len(text)),), tuple(passages), reader="former")


def read_formerly(project: Project, path: Path, document: Document, status: str = "added") -> str:
    """The record of a file that a former reader has read; its id."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    facts, name = path.stat(), project.documents.relative(path)
    texts.store(project.journal, document)
    files.remember(project.journal, SeenFile(name, digest, facts.st_size, facts.st_mtime_ns, status))
    project.journal.append(
        project.reviewer,
        {
            "kind": "ingest",
            "record": digest,
            "file_sha256": digest,
            "text_sha256": document.text_sha256,
            "path": name,
            "status": status,
            "message": "",
            "pages": 1,
            "metadata": {"title": {"value": "Markets", "source": "first page", "confidence": 0.6}},
        },
    )
    return digest


@pytest.fixture
def paper(project: Project) -> Path:
    """A real file whose printed page number is 345."""
    paper = Paper(project.documents.corpus / "markets.pdf", invariant=1)
    y = 700.0
    for paragraph in TRUE:
        y = paper.write(wrapped(paragraph, 60), y=y) - 12
    paper.margins(foot="345")
    paper.next_page()
    paper.write(wrapped(" ".join(SENTENCES), 60), y=700)
    paper.margins(foot="346")
    return paper.save()


@pytest.fixture
def record(project: Project, paper: Path) -> str:
    return read_formerly(project, paper, former_reading())


def code(project: Project, record: str, quote: str, nth: int = 0) -> str:
    """Code the nth place at which a quotation stands; the coding's id."""
    document = project.documents.get(record)
    assert document is not None
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(quote, start + 1)
    return project.coding.code(record, ["T1"], start, start + len(quote)).id


def test_every_coding_is_moved_rightly_or_listed_as_lost(project: Project, record: str, paper: Path) -> None:
    hyphen = code(project, record, "coun- cils that met providers every month")
    twice = code(project, record, "Contracts were short. The market grew.")
    again = code(project, record, "Advice was missing in the smaller towns.")
    misread = code(project, record, "Peers were ch0sen over agencies")
    former = project.coding.get(misread)
    project.coding.recode(twice, stance="supports")

    report = project.documents.reread(record)

    assert (report.records, report.changed, report.kept) == (1, 1, ())
    document = project.documents.get(record)
    assert document is not None
    assert document == read_file(paper).document
    assert [coding.id for coding in report.lost] == [misread]
    assert project.coding.get(misread) == replace(former, is_lost=True)
    moved = {coding.id: coding for coding in project.coding.codings(record) if coding.id != misread}
    assert report.moved == len(moved) == 3
    for coding in moved.values():
        assert coding.text_sha256 == document.text_sha256
        assert document.text[coding.start : coding.end] == coding.quote
        assert (coding.page, coding.page_label) == (1, "345")
    assert moved[hyphen].quote == "councils that met providers every month"
    assert moved[twice].stance == "supports"
    assert moved[again].quote == "Advice was missing in the smaller towns."
    assert project.history.verify() == []
    before = project.coding.codings(record)
    project.history.rebuild()
    assert project.coding.codings(record) == before


def test_marks_and_rejections_move_or_no_longer_apply(project: Project, record: str) -> None:
    document = project.documents.get(record)
    assert document is not None
    project.coding.done(record)
    first, _, misread, last = document.passages
    project.coding.reject(record, "T2", first.start, first.end)
    project.coding.reject(record, "T2", misread.start, misread.end)
    project.coding.done(record, last.start, last.end)
    report = project.documents.reread(record)
    new = project.documents.get(record)
    assert new is not None
    assert [new.text[r.start : r.end] for r in project.coding.rejections(record)] == [TRUE[0]]
    whole, part = sorted(project.coding.done_marks(record), key=lambda mark: mark.start)
    assert (whole.start, whole.end) == (0, new.body_end)
    assert new.text[part.start : part.end] == TRUE[3]
    assert (report.dropped, report.lost) == (1, ())
    assert project.history.verify() == []


def test_reading_again_with_the_same_reader_changes_nothing(project: Project, record: str) -> None:
    code(project, record, "Advice was missing in the smaller towns.")
    project.documents.reread()
    revision = project.revision
    report = project.documents.reread()
    assert (report.records, report.changed, report.moved, report.lost) == (1, 0, 0, ())
    assert project.revision == revision


def test_what_one_reading_lost_the_next_may_find(project: Project, paper: Path) -> None:
    record = read_formerly(project, paper, former_reading(TRUE[:2]))
    coding = code(project, record, TRUE[1])
    broken = former_reading((TRUE[0],))
    texts.store(project.journal, broken)
    project.journal.append(
        "bob",
        {
            "kind": "reread", "record": record, "file_sha256": record, "text_sha256": broken.text_sha256,
            "status": "added", "message": "", "pages": 1, "reader": "worse", "metadata": {},
        },
    )  # fmt: skip
    assert project.coding.get(coding).text_sha256 != project.records.get(record).text_sha256
    report = project.documents.reread()
    assert (report.moved, report.lost) == (1, ())
    assert project.coding.get(coding).quote == TRUE[1]


def test_a_coding_that_was_removed_or_undone_stays_so(project: Project, record: str) -> None:
    off = code(project, record, "Choice was narrow.")
    project.coding.uncode(off)
    code(project, record, "Staff had left before they were renewed.")
    report = project.documents.reread()
    assert report.moved == 1
    assert project.history.undo().message.startswith("Undone: coding (T1")
    assert project.coding.codings(record) == []
    project.history.redo()
    (coding,) = project.coding.codings(record)
    assert coding.text_sha256 == project.records.get(record).text_sha256
    assert project.history.verify() == []


def test_a_reading_that_is_worse_is_not_stored(project: Project, record: str, paper: Path) -> None:
    coding = code(project, record, "Choice was narrow.")
    before = project.coding.get(coding)
    paper.write_bytes(paper.read_bytes()[:200])
    report = project.documents.reread()
    assert (report.changed, report.moved, report.lost) == (0, 0, ())
    (line,) = report.kept
    assert line.endswith("the text was kept")
    paper.unlink()
    (line,) = project.documents.reread(record).kept
    assert "its file is missing" in line
    assert project.coding.get(coding) == before


def test_lost_codings_teach_nothing_about_the_new_text(project: Project, record: str) -> None:
    from review.journal.material import JournalMaterial

    code(project, record, "Peers were ch0sen over agencies")
    kept = code(project, record, "Choice was narrow.")
    project.documents.reread()
    material = JournalMaterial(project.journal, project.reviewer)
    assert [coding.id for coding in material.codings()] == [kept]
