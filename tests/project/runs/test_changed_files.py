"""A file of the corpus that changes stays the file of its record: decisions, codings and the count stay, too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest

from review.domain import ReadingStatus
from review.project import FileReport, Project
from tests.documents.papers import SENTENCES, Paper, wrapped
from tests.project.runs.test_recognition_run import scan
from tests.project.test_documents import a_paper

QUOTE = "told us that contracts were short"


def a_text(path: Path, *sentences: str) -> Path:
    paper = Paper(path, invariant=1)
    paper.write(["A study of markets"], size=18)
    paper.write(wrapped(" ".join(sentences or SENTENCES), 90), y=700)
    return paper.save()


def highlight(path: Path) -> None:
    """Save the file with a highlight in it, as PDF viewers do: no word of it changes."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        mark = {"/Type": "/Annot", "/Subtype": "/Highlight", "/Rect": [72, 690, 200, 712]}
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(mark))])
        pdf.save(path)


def ingested(project: Project, *paths: Path) -> list[FileReport]:
    return list(project.documents.ingest(paths, jobs=1).files)


@pytest.fixture
def paper(project: Project) -> Path:
    return a_text(project.documents.corpus / "markets.pdf")


@pytest.fixture
def record(project: Project, paper: Path) -> str:
    """A record with a decision and a coding, whose file is `paper`."""
    (file,) = ingested(project, paper)
    project.screening.decide(file.record, "include", "title-abstract")
    project.coding.code(file.record, ["T1"], *project.coding.find_quote(file.record, QUOTE))
    return file.record


def test_a_highlight_changes_nothing_but_the_bytes(project: Project, paper: Path, record: str) -> None:
    codings = project.coding.codings(record)
    highlight(paper)
    assert project.history.verify() == [
        "corpus/markets.pdf: the file changed since it was read; `review ingest` reads it again"
    ]
    (file,) = ingested(project)
    assert (file.status, file.record) == (ReadingStatus.UNCHANGED, record)
    assert file.message.startswith("Different bytes, same text")
    assert [one.id for one in project.records.all()] == [record]
    assert project.coding.codings(record) == codings
    assert project.screening.outcome(record, "title-abstract") == "include"
    assert project.documents.file_of(record) == paper
    assert (project.corpus.new_files(), project.corpus.changed(), project.history.verify()) == (
        [],
        [],
        [],
    )
    assert project.documents.reread(record).kept == ()
    (again,) = ingested(project)
    assert (again.status, again.record) == (ReadingStatus.UNCHANGED, record)
    project.history.rebuild()
    assert project.documents.file_of(record) == paper


def test_another_version_keeps_the_record_and_moves_its_codings(
    project: Project, paper: Path, record: str
) -> None:
    lost = project.coding.code(record, ["T1"], *project.coding.find_quote(record, SENTENCES[-1])).id
    a_text(paper, "This is a corrected version of the report.", *SENTENCES[:-1])
    (file,) = ingested(project)
    assert (file.status, file.record, file.pages, file.lost) == (ReadingStatus.ADDED, record, 1, 1)
    assert file.message == (
        f"New version of the file of {project.records.get(record).author_year}: 1 coding re-anchored, 1 lost"
        f" (on the old text: {lost[:12]})."
    )
    assert [one.id for one in project.records.all()] == [record]
    document = project.documents.get(record)
    assert document is not None
    moved = {coding.id: coding for coding in project.coding.codings(record)}
    gone = moved.pop(lost)
    assert (gone.text_sha256 != document.text_sha256, gone.is_lost) == (True, True)
    (kept,) = moved.values()
    assert (kept.quote, kept.text_sha256, kept.is_lost) == (QUOTE, document.text_sha256, False)
    assert project.screening.counts().lost == {record: 1}
    assert project.history.verify() == []
    assert project.history.verification_notices() == [
        f"1 coding is not in the present text of its document: `review show {record[:12]}`; code it again or remove it"
    ]
    project.coding.uncode(lost)
    assert (project.screening.counts().lost, project.history.verification_notices()) == ({}, [])


def test_another_number_of_pages_puts_page_numbers_set_by_hand_in_doubt(
    project: Project, paper: Path, record: str
) -> None:
    project.page_labels.set(record, 1, 1, "9")
    highlight(paper)
    assert "page numbers" not in ingested(project)[0].message
    with pikepdf.open(paper, allow_overwriting_input=True) as pdf:
        pdf.add_blank_page()
        pdf.save(paper)
    (file,) = ingested(project)
    assert (
        "It has 2 pages instead of 1: check the page numbers set by hand (P in the Reader)." in file.message
    )
    assert project.coding.codings(record)[0].page_label == "9"


def test_the_version_before_may_come_back_or_lie_beside_it(
    project: Project, paper: Path, record: str, tmp_path: Path
) -> None:
    before = Path(shutil.copyfile(paper, tmp_path / "before.pdf"))
    highlight(paper)
    ingested(project)
    beside = Path(shutil.copyfile(before, project.documents.corpus / "copy.pdf"))
    for status in (ReadingStatus.DUPLICATE, ReadingStatus.UNCHANGED):
        file = ingested(project)[0]
        assert (file.path, file.status, file.record) == ("corpus/copy.pdf", status, record)
        assert file.message == "an earlier version of corpus/markets.pdf"
    beside.unlink()
    shutil.copyfile(before, paper)
    assert [(file.status, file.record) for file in ingested(project)] == [(ReadingStatus.UNCHANGED, record)]
    assert (len(project.records.all()), project.history.verify()) == (1, [])


def test_a_renamed_file_is_not_a_changed_one_although_another_takes_its_name(
    project: Project, paper: Path, record: str
) -> None:
    paper.rename(project.documents.corpus / "renamed.pdf")
    a_paper(paper, "A study of something else")
    new, old = ingested(project)
    assert (new.status, old.status, old.record) == (ReadingStatus.ADDED, ReadingStatus.UNCHANGED, record)
    assert new.record != record
    assert project.records.get(record).path == "corpus/renamed.pdf"
    assert project.history.verify() == []


def test_a_version_that_cannot_be_read_changes_nothing_and_is_tried_again(
    project: Project, paper: Path, record: str
) -> None:
    whole = paper.read_bytes()
    paper.write_bytes(b"%PDF-1.4 broken")
    for _ in range(2):
        (file,) = ingested(project)
        assert file.status.is_refusal
        assert "keeps the earlier text" in file.message
        assert project.records.get(record).path == "corpus/markets.pdf"
    paper.write_bytes(whole)
    highlight(paper)
    (file,) = ingested(project)
    assert (file.status, file.record, len(project.records.all())) == (ReadingStatus.UNCHANGED, record, 1)


def test_a_protected_file_that_is_saved_without_its_password_stays_its_record(
    project: Project, tmp_path: Path
) -> None:
    plain, path = a_text(tmp_path / "plain.pdf"), project.documents.corpus / "markets.pdf"
    with pikepdf.open(plain) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    (protected,) = ingested(project)
    assert protected.status is ReadingStatus.ENCRYPTED
    shutil.copyfile(plain, path)
    (file,) = ingested(project)
    assert (file.status, file.record) == (ReadingStatus.ADDED, protected.record)
    assert project.records.get(file.record).title == "A study of markets"
    assert project.coding.find_quote(file.record, QUOTE)
    assert (len(project.records.all()), project.history.verify()) == (1, [])


@pytest.mark.usefixtures("recognising")
def test_recognised_pages_are_recognised_again(project: Project) -> None:
    scan(project, first=SENTENCES[0])
    (before,) = project.documents.ingest(jobs=1, ocr=True).files
    document = project.documents.get(before.record)
    highlight(project.documents.corpus / "letter.pdf")
    (file,) = ingested(project)
    assert (file.status, file.record) == (ReadingStatus.UNCHANGED, before.record)
    assert project.documents.get(before.record) == document
