"""A record whose document could not be obtained: reported with a reason, shown, undone, and replaced by a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.domain import Selection
from review.errors import JournalError, ReviewError
from review.project import Project
from tests.copies import receive
from tests.documents.papers import SENTENCES, Paper, wrapped
from tests.reviews import add_record, new_review

REFERENCE = "TY  - JOUR\nTI  - Small and local and going under\nAU  - Okoro, C\nPY  - 2017\nER  - \n"
NOT_RETRIEVED = Selection((("reading_status", "not-retrieved"),))


@pytest.fixture
def record(project: Project, tmp_path: Path) -> str:
    """A record that a reference file brought, without a document."""
    (tmp_path / "found.ris").write_text(REFERENCE)
    project.references.import_file(tmp_path / "found.ris")
    return project.records.all()[0].id


def status(project: Project, record: str) -> tuple[str, str]:
    found = project.records.get(record)
    return found.reading_status, found.message


def test_a_document_that_was_not_retrieved_is_listed_with_the_reason(project: Project, record: str) -> None:
    done = project.records.set_not_retrieved(record, "  the library has\nno copy ")
    assert done.message == "Okoro, 2017: document not retrieved (the library has no copy)"
    assert status(project, record) == ("not-retrieved", "not retrieved: the library has no copy")
    assert len(project.records.listing(NOT_RETRIEVED)) == 1
    project.records.set_not_retrieved(record, "the author did not answer")
    assert status(project, record) == ("not-retrieved", "not retrieved: the author did not answer")
    assert project.history.verify() == []


def test_it_is_undone_one_reason_after_the_other(project: Project, record: str) -> None:
    project.records.set_not_retrieved(record, "no copy")
    project.records.set_not_retrieved(record, "no answer")
    undone = project.history.undo().message
    assert undone.startswith("Undone: document not retrieved for Okoro, 2017")
    assert status(project, record) == ("not-retrieved", "not retrieved: no copy")
    project.history.undo()
    assert status(project, record) == ("", "")
    with pytest.raises(JournalError, match="Nothing to undo for ann"):
        project.history.undo()
    project.history.redo()
    assert status(project, record) == ("not-retrieved", "not retrieved: no copy")


def test_a_document_that_comes_later_is_read_as_any_other(project: Project, record: str) -> None:
    project.records.set_not_retrieved(record, "no copy")
    paper = Paper(project.folder / "corpus/okoro.pdf")
    paper.write(["Small and local and going under"], size=18)
    paper.write(wrapped(" ".join(SENTENCES), 90), y=600)
    paper.canvas.setTitle("Small and local and going under")
    paper.save()
    project.documents.ingest()
    assert [found.id for found in project.records.all()] == [record]
    assert status(project, record) == ("added", "")
    assert project.documents.get(record) is not None
    with pytest.raises(ReviewError, match=r"Okoro, 2017: its document was read \(corpus/okoro.pdf\)"):
        project.records.set_not_retrieved(record, "no copy")


def test_it_changes_nothing_where_another_copy_had_the_document(project: Project, tmp_path: Path) -> None:
    """Ann read the document and Ben, who had not heard of that, wrote later that he did not get it."""
    record = add_record(project, "Markets for care")
    assert status(project, record) == ("no-text", "")
    other = new_review(tmp_path / "other", "ben")
    receive(other.journal, project.journal.events("kind = 'ingest'"))
    act = {"kind": "not-retrieved", "record": record, "reason": "no copy"}
    other.journal.append("ben", act)
    receive(project.journal, other.journal.events("kind = 'not-retrieved'"))
    assert status(project, record) == ("no-text", "")
    other.close()


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_reason_is_asked_for(project: Project, record: str, reason: str) -> None:
    with pytest.raises(ReviewError, match="Okoro, 2017: say why its document could not be retrieved"):
        project.records.set_not_retrieved(record, reason)
    assert status(project, record) == ("", "")


def test_a_decision_that_the_flow_does_not_count_is_reported_at_once(project: Project, record: str) -> None:
    project.screening.decide(record, "include", "title-abstract")
    project.records.set_not_retrieved(record, "no copy")
    assert project.screening.decide(record, "include", "theory-map").message == "Included Okoro, 2017"
    done = project.screening.decide(record, "exclude", "theory-map", criteria=["E9"])
    assert done.message == (
        "Excluded Okoro, 2017 by E9, in place of your include; its document was not retrieved, so the flow counts it there,"
        " not as excluded"
    )
    assert project.screening.counts().unseen == {"theory-map": 1}
    plan = project.screening.plan_for_all(project.records.listing(), "park", "theory-map", replaces=True)
    assert "1 of them was not retrieved: the flow counts them there, not as parked." in plan.in_words()
    again = project.records.set_not_retrieved(record, "no answer")
    assert again.message.endswith(
        "(no answer); its document was not retrieved, so the flow counts it there, not as excluded"
    )


@pytest.mark.parametrize(
    "title", ['A trial of "corollary factors in care', "A trial [of corollary factors in care"]
)
def test_a_record_that_is_named_by_its_title_is_found_by_the_citation_that_is_shown(
    project: Project, title: str
) -> None:
    record = add_record(project, title, authors=(), year=2017)
    shown = project.records.get(record).author_year
    assert shown.count('"') != 1
    assert project.records.cited_as(shown.upper()) == [record]
