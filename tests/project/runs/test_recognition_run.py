"""`ingest --ocr`: scanned pages become text that can be coded, and what was coded before stays in its place."""

from __future__ import annotations

import pytest

from review.domain import ReadingStatus
from review.errors import ReadingError
from review.project import Progress, Project
from tests.documents.papers import SENTENCES, Paper, wrapped
from tests.documents.test_scans import draw_scan


def scan(project: Project, *, first: str = "") -> None:
    """A file in corpus/ with a scanned page, after a page of text where one is given."""
    paper = Paper(project.documents.corpus / "letter.pdf", invariant=1)
    if first:
        paper.write(wrapped(first, 60), y=700)
        paper.next_page()
    draw_scan(paper, ["To all providers", *wrapped(SENTENCES[1], 60)])
    paper.save()


@pytest.mark.usefixtures("recognising")
def test_a_scan_that_was_read_without_text_can_be_coded_afterwards(project: Project) -> None:
    scan(project)
    (without,) = project.documents.ingest(jobs=1).files
    assert without.status is ReadingStatus.NO_TEXT
    assert "review ingest --ocr" in without.message
    told: list[Progress] = []
    report = project.documents.ingest(jobs=1, ocr=True, progress=told.append)
    (file,) = report.files
    assert report.pages == 1
    assert told[-1].speed != "0"
    assert (file.status, file.record) == (ReadingStatus.ADDED, without.record)
    assert told[-1].path == "corpus/letter.pdf, page 1"
    document = project.documents.get(file.record)
    assert document is not None
    assert document.pages[0].recognised
    start, end = project.coding.find_quote(file.record, SENTENCES[1])
    project.coding.code(file.record, ["T1"], start, end)
    assert [event.kind for event in project.history.events(file.record)] == ["ingest", "reread", "code"]
    assert project.records.get(file.record).title != "letter"
    (again,) = project.documents.ingest(jobs=1, ocr=True).files
    assert (again.status, again.message) == (ReadingStatus.UNCHANGED, file.message)
    assert project.history.verify() == []


@pytest.mark.usefixtures("recognising")
@pytest.mark.parametrize("spots", [0, 40])
def test_a_page_without_text_is_tried_and_says_so(project: Project, spots: int) -> None:
    paper = Paper(project.documents.corpus / "blank.pdf", invariant=1)
    for number in range(spots):
        paper.canvas.circle(100 + 10 * (number % 8), 300 + 10 * (number // 8), 4, fill=1)
    paper.next_page()
    paper.save()
    (before,) = project.documents.ingest(jobs=1).files
    assert before.status is ReadingStatus.NO_TEXT
    (file,) = project.documents.ingest(jobs=1, ocr=True).files
    assert (file.status, file.record) == (ReadingStatus.NO_TEXT, before.record)
    assert file.message.startswith("Text recognition found nothing")
    assert "--ocr" not in project.records.get(file.record).message
    revision = project.revision
    assert project.documents.ingest(jobs=1).files[0].message == file.message
    assert project.documents.ingest(jobs=1, ocr=True).files[0].message == file.message
    assert project.revision == revision
    assert project.history.verify() == []


@pytest.mark.usefixtures("recognising")
def test_codings_on_other_pages_move_to_the_text_with_recognised_pages(project: Project) -> None:
    scan(project, first=SENTENCES[0])
    (file,) = project.documents.ingest(jobs=1).files
    start, end = project.coding.find_quote(file.record, SENTENCES[0])
    coding = project.coding.code(file.record, ["T1"], start, end)
    project.documents.ingest(jobs=1, ocr=True)
    moved = project.coding.get(coding.id)
    assert moved.text_sha256 == project.records.get(file.record).text_sha256 != coding.text_sha256
    assert (moved.quote, moved.page) == (SENTENCES[0], 1)
    assert project.history.verify() == []


@pytest.mark.usefixtures("recognising")
def test_reading_again_does_not_lose_recognised_pages(project: Project) -> None:
    scan(project, first=SENTENCES[0])
    (file,) = project.documents.ingest(jobs=1, ocr=True).files
    before = project.documents.get(file.record)
    report = project.documents.reread()
    assert (report.changed, report.kept) == (0, ())
    assert project.documents.get(file.record) == before


def test_without_the_programs_nothing_is_read(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    scan(project)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadingError, match="install"):
        project.documents.ingest(ocr=True)
    assert project.records.all() == []
