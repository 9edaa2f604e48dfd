"""PDFs that references name come along when a file is imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.domain.reference import Reference
from review.project import Project
from review.references.named_files import OUTSIDE, found_file, named_files
from tests.project.test_documents import a_paper


@pytest.mark.parametrize(
    ("field", "value", "paths"),
    [
        ("file", "files/12/a.pdf", ("files/12/a.pdf",)),
        (
            "file",
            "Full Text:files/12/a.pdf:application/pdf;Snapshot:files/13/b.html:text/html",
            ("files/12/a.pdf",),
        ),
        ("file", ":a.pdf:PDF", ("a.pdf",)),
        ("file", ":home/ann/a.pdf:pdf;:home/ann/b.pdf:pdf", ("home/ann/a.pdf", "home/ann/b.pdf")),
        ("file", "C:\\Users\\ann\\a.pdf", ("C:/Users/ann/a.pdf",)),
        ("file", "a.pdf:C\\:\\\\Users\\\\ann\\\\a.pdf:application/pdf", ("C:/Users/ann/a.pdf",)),
        ("L1", "file:///home/ann/My%20papers/a.pdf", ("/home/ann/My papers/a.pdf",)),
        ("urls/pdf-urls/url", "internal-pdf://0123/a.pdf", ("internal-pdf://0123/a.pdf",)),
        ("File Attachments", "/z/storage/AB/a.pdf; /z/storage/CD/b.html", ("/z/storage/AB/a.pdf",)),
        ("note", "a.pdf", ()),
    ],
)
def test_the_paths_that_a_reference_names(field: str, value: str, paths: tuple[str, ...]) -> None:
    assert named_files(Reference(title="One", other={field: (value,)})) == paths


def test_where_the_files_are(tmp_path: Path) -> None:
    export = tmp_path / "export" / "mine.xml"
    (inside := export.parent / "files" / "a.pdf").parent.mkdir(parents=True)
    (data := export.parent / "mine.Data" / "PDF" / "01" / "b.pdf").parent.mkdir(parents=True)
    (other := tmp_path / "other" / "AB" / "c.pdf").parent.mkdir(parents=True)
    for path in (inside, data, other):
        path.write_bytes(b"%PDF")
    assert found_file("files/a.pdf", export, None).path == inside
    assert found_file("internal-pdf://01/b.pdf", export, None).path == data
    assert found_file("/z/storage/AB/c.pdf", export, None) == (None, OUTSIDE)
    assert found_file("/z/storage/AB/c.pdf", export, tmp_path / "other").path == other
    assert found_file("../other/AB/c.pdf", export, None) == (None, OUTSIDE)
    assert found_file(other.as_posix(), export, None) == (None, OUTSIDE)


BIBTEX = """@article{one, title={A study of markets}, author={Marsh, Ada}, year={2016}, file = {Full Text:files/1/one.pdf:application/pdf}}
@article{two, title={Another study}, author={Loft, Ed}, year={2017}, file = {/elsewhere/two.pdf}}
"""


def test_an_export_brings_its_papers_along(project: Project, tmp_path: Path) -> None:
    a_paper(tmp_path / "export" / "files" / "1" / "one.pdf")
    export = tmp_path / "export" / "library.bib"
    export.write_text(BIBTEX)

    report = project.references.import_file(export)

    assert (report.attached, [(one.line, one.path) for one in report.missing]) == (
        1,
        [(2, "/elsewhere/two.pdf")],
    )
    record = next(one for one in project.records.all() if one.title == "A study of markets")
    assert record.authors == ("Marsh, Ada",)
    document = project.documents.get(record.id)
    assert document is not None
    assert document.text
    again = project.references.import_file(export)
    assert again.attached == 0


def test_other_paths_are_looked_for_where_one_says(project: Project, tmp_path: Path) -> None:
    a_paper(tmp_path / "storage" / "two.pdf", "Another study", 3)
    export = tmp_path / "library.bib"
    export.write_text(BIBTEX)
    assert project.references.import_file(export, attach=False).missing == ()
    report = project.references.import_file(export, files=tmp_path / "storage")
    assert (report.attached, [one.path for one in report.missing]) == (1, ["files/1/one.pdf"])


def test_a_paper_that_the_review_has_is_attached_by_its_bytes(project: Project, tmp_path: Path) -> None:
    paper = a_paper(project.documents.corpus / "mine.pdf", "Quite another title", 5)
    (file,) = project.documents.ingest(jobs=1).files
    export = tmp_path / "library.bib"
    (tmp_path / "files" / "1").mkdir(parents=True)
    (tmp_path / "files" / "1" / "one.pdf").write_bytes(paper.read_bytes())
    export.write_text(BIBTEX.splitlines()[0])

    report = project.references.import_file(export)

    assert (report.attached, report.missing) == (1, ())
    assert [one.id for one in project.records.all()] == [file.record]
    assert len(list(project.documents.corpus.glob("*.pdf"))) == 1


def test_a_file_that_is_no_pdf_is_reported(project: Project, tmp_path: Path) -> None:
    (tmp_path / "files" / "1").mkdir(parents=True)
    (tmp_path / "files" / "1" / "one.pdf").write_text("<html>Sign in</html>")
    export = tmp_path / "library.bib"
    export.write_text(BIBTEX.splitlines()[0])
    report = project.references.import_file(export)
    assert (report.records, report.attached, len(report.missing)) == (1, 0, 1)
    assert report.missing[0].message != "not found"
