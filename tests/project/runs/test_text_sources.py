"""A text as a document: read, coded, cited by paragraph, changed underneath, shared, exported."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.domain import LabelSource, ReadingStatus
from review.domain.theories.configuration import CONTEXT
from review.domain.theories.rival_passage import RivalPassage
from review.errors import ReviewError, UnknownNameError
from review.project import Project
from review.project.sharing.joining import join
from tests.reviews import a_review

INTERVIEW = """Interview with a commissioner

Q: What did the council do?
A: It told providers what people wanted, and then it waited.

Q: And then?
A: Nobody came. The duty to shape the market stayed on paper.
"""
WAITED = "told providers what people wanted"
PAPER = "The duty to shape the market stayed on paper."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return a_review(tmp_path / "review")


@pytest.fixture
def record(project: Project) -> str:
    """The record of an interview, coded in two places, the second from paragraph 4 to 5."""
    (project.documents.corpus / "interview.txt").write_text(INTERVIEW, encoding="utf-8")
    (project.documents.corpus / "README.md").write_text("What is in this folder.", encoding="utf-8")
    (file,) = project.documents.ingest(jobs=1).files
    assert (file.status, file.pages, file.title) == ("added", 1, "Interview with a commissioner")
    project.coding.code(file.record, ["T1"], *project.coding.find_quote(file.record, WAITED))
    start = INTERVIEW.index("And then?")
    project.coding.code(file.record, ["T2"], start, INTERVIEW.index("Nobody came") + 11)
    return file.record


def cited(project: Project) -> list[str]:
    return [coding.cited_page for coding in project.coding.codings()]


def test_codings_are_cited_by_paragraph_however_they_are_read(project: Project, record: str) -> None:
    assert cited(project) == ["para. 3", "paras 4–5"]
    one, two = project.coding.codings(last_pages=False)
    assert [one.cited_page, two.cited_page] == ["para. 3", "paras 4–5"]
    assert (one.page, one.page_label, one.label_source) == (1, "", LabelSource.NONE)
    project.history.rebuild()
    assert cited(project) == ["para. 3", "paras 4–5"]
    assert project.history.verify() == []
    assert project.records.get(record).extent == "text"


def test_what_else_quotes_a_passage_cites_its_paragraph(project: Project, record: str) -> None:
    span = project.coding.find_quote(record, PAPER)
    (made,) = project.configurations.begin([CONTEXT], record, span)
    (fragment,) = project.configurations.find(made.cmoc).fragments
    assert fragment.cited_page == "para. 5"
    found = project.finding.find("nobody came").found
    assert [one.cited_page for one in found] == ["paras 4–5"]
    hit = project.documents.hit(record, "duty")
    assert hit is not None
    assert hit.place == "para. 5"


def test_a_passage_of_rivals_has_the_paragraphs_of_both_codings(project: Project, record: str) -> None:
    both = RivalPassage("T1", "RA", tuple(project.coding.codings()), "", (), ())
    assert both.cited_page == "paras 3–5"


def test_a_quotation_that_occurs_twice_has_its_paragraphs_listed(project: Project, record: str) -> None:
    with pytest.raises(UnknownNameError, match=r"give --span: para\. 2 \(\d+-\d+\), para\. 4"):
        project.coding.find_quote(record, "Q:")


def test_no_page_number_can_be_set_and_no_table_is_looked_for(project: Project, record: str) -> None:
    with pytest.raises(ReviewError, match="no pages to number; it is cited by paragraph"):
        project.page_labels.set(record, 1, 1, "347")
    assert list(project.page_tables.of_pages(record)) == []
    assert cited(project)[0] == "para. 3"


def test_a_text_that_was_edited_keeps_its_record_and_codings(project: Project, record: str) -> None:
    file = project.documents.corpus / "interview.txt"
    file.write_bytes(f"Leeds, in May\r\n{INTERVIEW}".encode("utf-16"))
    (report,) = project.documents.ingest(jobs=1).files
    assert (report.status, report.record, report.lost) == (ReadingStatus.ADDED, record, 0)
    assert cited(project) == ["para. 4", "paras 5–6"]
    assert project.history.verify() == []


def test_the_same_text_in_another_encoding_changes_nothing(project: Project, record: str) -> None:
    file = project.documents.corpus / "interview.txt"
    file.write_bytes(INTERVIEW.replace("\n", "\r\n").encode("utf-8-sig"))
    (report,) = project.documents.ingest(jobs=1).files
    assert (report.status, report.record) == (ReadingStatus.UNCHANGED, record)
    assert project.documents.reread(record).records == 1
    assert cited(project) == ["para. 3", "paras 4–5"]


def test_a_text_from_elsewhere_is_copied_under_its_own_ending(project: Project, tmp_path: Path) -> None:
    notes = tmp_path / "Notes.MD"
    notes.write_text("# Notes from Leeds\n\nCouncils act.\n", encoding="utf-8")
    first, second = project.documents.ingest([notes], jobs=1), project.documents.ingest([notes], jobs=1)
    assert [path.name for path in project.documents.corpus.iterdir()] == ["Notes.md"]
    assert [file.status for file in (*first.files, *second.files)] == ["added", "duplicate"]


def test_a_text_travels_with_the_documents_of_a_shared_folder(
    project: Project, record: str, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    sent = project.sharing.sync_folder(shared, pdfs=True)
    assert (sent.files, [path.suffix for path in (shared / "files").iterdir()]) == (1, [".txt"])
    project.close()
    join(shared, tmp_path / "bob")
    theirs = Project.open(tmp_path / "bob", "bob")
    assert theirs.sharing.sync_folder(shared, pdfs=True).files == 1
    assert (theirs.documents.corpus / "interview.txt").read_text(encoding="utf-8") == INTERVIEW
    assert cited(theirs) == ["para. 3", "paras 4–5"]
    theirs.close()
