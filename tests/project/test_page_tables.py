"""Tables through a project: looked for once, and only in the file that was read."""

import pytest

from review.errors import UnknownNameError
from review.project import Project
from tests.documents.papers import Paper
from tests.documents.tables.test_table_reading import BODY, grid


@pytest.fixture
def record(project: Project) -> str:
    """A document of two pages, a table on the first."""
    paper = Paper(project.documents.corpus / "table.pdf")
    grid(paper, BODY)
    paper.next_page()
    paper.write(["The second page holds no table, only a sentence of its own."])
    paper.save()
    (file,) = project.documents.ingest(jobs=1).files
    return file.record


def test_tables_are_views_that_can_be_coded(project: Project, record: str) -> None:
    (table,) = project.page_tables.of_page(record, 1)
    span = table.span_of(table.row_places(1))
    assert span is not None
    coding = project.coding.code(record, ["T1"], *span)
    assert (coding.quote, coding.page) == ("Eastmarsh 22 17", 1)
    assert project.page_tables.of_page(record, 2) == ()


def test_a_page_is_looked_at_once(project: Project, record: str) -> None:
    first = project.page_tables.of_page(record, 1)
    assert project.page_tables.of_page(record, 1) is first


def test_without_the_file_that_was_read_there_are_none(project: Project, record: str) -> None:
    path = project.documents.corpus / "table.pdf"
    path.write_bytes(path.read_bytes() + b"\n% changed")
    assert list(project.page_tables.of_pages(record, [1])) == [(1, None)]
    path.unlink()
    assert project.page_tables.of_page(record, 1) == ()


def test_a_page_that_there_is_not_is_reported(project: Project, record: str) -> None:
    with pytest.raises(UnknownNameError, match="its pages are 1 to 2"):
        project.page_tables.of_page(record, 3)
