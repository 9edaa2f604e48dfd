"""Printed page numbers set by hand: over the text's own, for every coding on the page, undone, merged and cleared."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.domain import Coding
from review.errors import ReviewError
from review.journal.journal import Journal
from review.journal.verification import projection_problems
from review.project import Project
from tests.copies import receive
from tests.reviews import PARAGRAPHS, a_document, add_record, new_review, unlabelled

LABELS = ("first", "second", "third", "fourth")


@pytest.fixture
def record(project: Project) -> str:
    """A record of four pages without printed numbers."""
    return add_record(project, "Markets for care", document=unlabelled(a_document()))


def labels(project: Project, record: str) -> list[tuple[str, str]]:
    document = project.documents.get(record)
    assert document
    return [(page.label, page.label_source) for page in document.pages]


def coded(project: Project, record: str, paragraph: int = 0) -> Coding:
    start, end = project.coding.find_quote(record, PARAGRAPHS[paragraph])
    return project.coding.code(record, ["T1"], start, end)


def cited(project: Project, coding: Coding) -> tuple[str, str, str]:
    now = project.coding.get(coding.id)
    return now.page_label, now.label_source, now.cited_page


NOTHING = ("", "pdf")


def test_pages_without_printed_numbers_are_cited_by_the_page_of_the_pdf(
    project: Project, record: str
) -> None:
    coding = coded(project, record, 1)
    assert labels(project, record) == [NOTHING] * 4
    assert cited(project, coding) == ("", "pdf", "PDF p. 2")
    assert project.coding.uncode(coding.id).message == "PDF p. 2: T1 removed"
    assert project.coding.reject(record, "T1", coding.start, coding.end).message == "PDF p. 2: T1 rejected"


def test_numbers_set_by_hand_count_up_and_apply_to_earlier_and_later_codings(
    project: Project, record: str
) -> None:
    earlier = coded(project, record, 1)
    done = project.page_labels.set(record, 2, 4, "ix")
    assert done.message == "Rahman, 2016, PDF pp. 2–4: ix, x, xi"
    assert labels(project, record) == [NOTHING, ("ix", "hand"), ("x", "hand"), ("xi", "hand")]
    later = coded(project, record, 2)
    assert cited(project, earlier) == ("ix", "hand", "p. ix")
    assert cited(project, later) == ("x", "hand", "p. x")
    assert [row[5] for row in project.exports.table("evidence").rows] == ["ix", "x"]
    lines = map(project.history.line, project.history.events(record))
    assert "page numbers (PDF pp. 2–4: ix, x, xi) of Rahman, 2016" in lines
    assert list(projection_problems(project.journal)) == []


def test_the_last_number_set_on_a_page_counts_and_other_pages_keep_theirs(
    project: Project, record: str
) -> None:
    project.page_labels.set(record, 1, 4, "1")
    project.page_labels.set(record, 2, 3, "A-1")
    assert [label for label, _ in labels(project, record)] == ["1", "A-1", "A-2", "4"]


def test_what_is_cleared_has_the_texts_own_label_again_also_in_codings_made_meanwhile(
    project: Project,
) -> None:
    record = add_record(project, "A paper", document=a_document())
    project.page_labels.set(record, 1, 4, "1")
    coding = coded(project, record)
    assert cited(project, coding) == ("1", "hand", "p. 1")
    assert (
        project.page_labels.clear(record, 1, 2).message
        == "Rahman, 2016, PDF pp. 1–2: cleared what was set by hand"
    )
    assert [label for label, _ in labels(project, record)] == ["345", "346", "3", "4"]
    assert cited(project, coding) == ("345", "printed", "p. 345")
    with pytest.raises(ReviewError, match=r"^no page number was set by hand on PDF p\. 1$"):
        project.page_labels.clear(record, 1, 1)


def test_a_wrong_number_of_the_text_is_replaced_by_no_number(project: Project) -> None:
    record = add_record(project, "A paper", document=a_document())
    earlier = coded(project, record)
    assert (
        project.page_labels.set(record, 1, 2, "-").message == "Rahman, 2016, PDF pp. 1–2: no printed number"
    )
    later = coded(project, record, 1)
    assert labels(project, record)[:3] == [NOTHING, NOTHING, ("347", "printed")]
    assert cited(project, earlier) == ("", "pdf", "PDF p. 1")
    assert cited(project, later) == ("", "pdf", "PDF p. 2")
    rows = project.exports.table("evidence").to_dicts()
    assert [(row["page_label"], row["label_source"]) for row in rows] == [NOTHING] * 2
    assert list(projection_problems(project.journal)) == []
    project.page_labels.clear(record, 1, 2)
    assert cited(project, earlier) == ("345", "printed", "p. 345")
    assert cited(project, later) == ("346", "printed", "p. 346")


def test_numbers_set_by_hand_are_undone_and_redone(project: Project, record: str) -> None:
    coding = coded(project, record)
    project.page_labels.set(record, 1, 1, "5")
    project.page_labels.set(record, 1, 1, "6")
    assert "page numbers (PDF p. 1: 6)" in project.history.undo().message
    assert cited(project, coding) == ("5", "hand", "p. 5")
    project.history.undo()
    assert cited(project, coding) == ("", "pdf", "PDF p. 1")
    project.history.redo()
    assert cited(project, coding) == ("5", "hand", "p. 5")
    assert list(projection_problems(project.journal)) == []


def test_an_export_of_an_earlier_moment_has_the_labels_of_that_moment(project: Project, record: str) -> None:
    coded(project, record)
    project.page_labels.set(record, 1, 1, "5")
    today = project.journal.events()[-1].time[:10]
    (row,) = project.exports.table("evidence", today).to_dicts()
    assert (row["page_label"], row["label_source"]) == ("5", "hand")


def test_of_two_reviewers_who_set_one_page_the_later_counts(tmp_path: Path) -> None:
    """By (clock, hash), in whatever order the copies are merged."""
    project = new_review(tmp_path / "ours", "ann")
    record = add_record(project, "Markets for care", document=unlabelled(a_document()))
    coding = coded(project, record)
    theirs = Journal.open(tmp_path / "theirs.db")
    receive(theirs, project.journal.events())
    project.page_labels.set(record, 1, 2, "5")
    theirs.append("bob", _label(record, 1, "i"))
    theirs.append("bob", _label(record, 1, "ii"))
    receive(project.journal, theirs.events())
    assert labels(project, record)[:2] == [("ii", "hand"), ("6", "hand")]
    assert cited(project, coding) == ("ii", "hand", "p. ii")
    project.page_labels.set(record, 1, 1, "7")
    assert cited(project, coding) == ("7", "hand", "p. 7")
    assert list(projection_problems(project.journal)) == []
    theirs.close()
    project.close()


@pytest.mark.parametrize(
    ("page", "through", "printed", "wrong"),
    [
        (3, 2, "1", "the last page (2) is before the first (3)"),
        (9, 9, "1", "there is no page 9: the PDF has pages 1 to 4"),
        (2, 9, "1", "there is no page 9: the PDF has pages 1 to 4"),
        (0, 1, "1", "there is no page 0: the PDF has pages 1 to 4"),
        (1, 2, "cover", "'cover' cannot be counted up"),
        (1, 1, " ", "give the page number as printed"),
        (1, 1, "\x1b[2J", "a page number cannot have control characters"),
        (1, 1, "1" * 500, "a page number has at most 40 characters; this has 500"),
    ],
)
def test_what_cannot_be_set_is_refused_in_a_line_and_changes_nothing(
    project: Project, record: str, page: int, through: int, printed: str, wrong: str
) -> None:
    before = project.revision
    with pytest.raises(ReviewError) as refused:
        project.page_labels.set(record, page, through, printed)
    assert str(refused.value).startswith(wrong)
    assert project.revision == before


def test_a_record_without_a_document_has_no_pages(project: Project, tmp_path: Path) -> None:
    (tmp_path / "one.ris").write_text("TY  - JOUR\nTI  - Advocacy\nAU  - Okoro, C\nPY  - 2017\nER  - \n")
    project.references.import_file(tmp_path / "one.ris")
    record = project.records.all()[0].id
    for act in (
        lambda: project.page_labels.set(record, 1, 1, "1"),
        lambda: project.page_labels.clear(record, 1, 1),
    ):
        with pytest.raises(ReviewError, match=r"Okoro, 2017: has no pages to number \(no document\)"):
            act()


def test_a_coding_from_before_sources_were_stored_keeps_its_label_until_one_is_set_by_hand(
    project: Project,
) -> None:
    """Its text has been read again meanwhile and knows no printed numbers."""
    record = add_record(project, "A paper", document=unlabelled(a_document()))
    (event,) = [coded(project, record).id]
    act = dict(project.journal.events("hash = ?", (event,))[0].act)
    del act["label_source"]
    old = project.coding.get(project.journal.append("ann", act | {"page_label": "345"}).hash)
    assert cited(project, old) == ("345", "printed", "p. 345")
    project.page_labels.set(record, 1, 1, "7")
    assert cited(project, old) == ("7", "hand", "p. 7")
    project.page_labels.clear(record, 1, 1)
    assert cited(project, old) == ("345", "printed", "p. 345")


def test_a_source_that_a_newer_version_knows_hides_no_coding(project: Project, record: str) -> None:
    act = dict(project.journal.events("hash = ?", (coded(project, record).id,))[0].act)
    newer = {"page_label": "", "label_source": "guessed", "own_label": {"label": "", "source": "guessed"}}
    for fields in (newer, {"label_source": "guessed", "page_label": "sheet 3"}):
        event = project.journal.append("ann", act | fields)
        assert not event.unread
        cited_page = "p. sheet 3" if "own_label" not in fields else "PDF p. 1"
        assert cited(project, project.coding.get(event.hash)) == (fields["page_label"], "printed", cited_page)
    assert list(projection_problems(project.journal)) == []


def _label(record: str, page: int, *set_by_hand: str) -> dict[str, object]:
    return {
        "kind": "label", "record": record, "file_sha256": record, "page": page,
        "through": page + len(set_by_hand) - 1, "labels": list(set_by_hand),
    }  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": 0},
        {"through": 0},
        {"through": 2},
        {"labels": ["", ""]},
        {"labels": ["1", "2"]},
        {"record": "a:b"},
    ],
)
def test_acts_that_make_no_sense_have_no_effect(
    project: Project, record: str, wrong: dict[str, object]
) -> None:
    project.journal.append("ann", _label(record, 1, "1") | wrong)
    assert labels(project, record) == [NOTHING] * 4
    assert list(projection_problems(project.journal)) == []


def test_a_huge_range_that_is_cleared_costs_nothing(project: Project, record: str) -> None:
    project.page_labels.set(record, 1, 4, "1")
    project.journal.append("ann", _label(record, 2) | {"through": 2**52})
    assert labels(project, record) == [("1", "hand"), NOTHING, NOTHING, NOTHING]
