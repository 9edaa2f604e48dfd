"""What is highlighted in the copies of documents: names of files, notes, colours, and whose codings."""

from pathlib import Path

from review.domain import EvidenceStatus
from review.export.annotated.copies import copies
from review.export.annotated.copy import AnnotatedCopy
from review.project import Project
from review.project.exporting.material import material_of
from tests.reviews import SMALL_MAP, a_document, add_record, new_review


def made(project: Project, *records: str) -> list[AnnotatedCopy]:
    journal = project.journal
    return copies(material_of(journal, "2026-11-29T00:00:00+00:00", journal), records)


def test_a_note_says_all_that_is_known_of_a_passage(project: Project) -> None:
    record = add_record(project, "Markets", document=a_document())
    coding = project.coding.code(
        record,
        ["T1.a", "T2"],
        0,
        30,
        stances={"T1.a": "supports"},
        status=EvidenceStatus.AUTHOR,
        memo="Why so?",
    )
    project.annotations.memo(coding.id, "Ask again\x07")
    project.configurations.begin(["context"], record, (10, 40))
    (copy,) = made(project)
    first, second = copy.marks
    assert first.note.splitlines() == [
        "T1.a Whole systems: supports",
        "Status: author's inference",
        f"Coded by ann, {first.time[:10]}",
        "(Rahman, 2016, p. 345)",
        "Coded here, too: T2 Market limitations (bears on)",
        "In C1: context",
        "Memo: Why so?",
        "Memo: Ask again ",
    ]
    assert (first.subject, first.author, first.colour) == ("T1.a Whole systems", "ann", "#aa3377")
    assert (second.subject, second.colour) == ("T2 Market limitations", "#228833")
    assert (copy.file_name, copy.passages) == ("Rahman-2016.pdf", 1)


def test_copies_are_named_by_citation_and_no_two_alike(project: Project) -> None:
    for title, authors in (("a", "Rahman, S."), ("b", "RAHMAN, S."), ("c", "../O'Brien & Söhne: x, A.")):
        record = add_record(project, title, authors=(authors,), document=a_document((title, "and more")))
        project.coding.code(record, ["T1"], 0, 1)
    names = [copy.file_name for copy in made(project)]
    assert len({name.casefold() for name in names}) == 3
    assert all(set(name) <= set("".join(filter(str.isalnum, name)) + "-.") for name in names)
    assert "O-Brien-Söhne-x-2016.pdf" in names


def test_only_coded_documents_are_copied_or_of_them_those_asked_for(project: Project) -> None:
    one, other, bare = (
        add_record(project, title, year=year, document=a_document((title, "more")))
        for title, year in (("one", 2015), ("other", 2016), ("bare", 2017))
    )
    project.coding.code(one, ["T1"], 0, 3)
    project.coding.code(other, ["T2"], 0, 3)
    assert [copy.record.id for copy in made(project)] == [one, other]
    assert [copy.record.id for copy in made(project, other, bare)] == [other]


def test_codings_that_a_reviewer_must_not_see_yet_are_not_highlighted(tmp_path: Path) -> None:
    blind = SMALL_MAP.replace("title-abstract: {reviewers: 1", "title-abstract: {reviewers: 2, coding: blind")
    project = new_review(tmp_path / "blind", map_text=blind)
    record = add_record(project, "Markets", document=a_document())
    project.coding.code(record, ["T1"], 0, 30, memo="a secret")
    with project.acting_as("bob"):
        project.coding.code(record, ["T2"], 0, 30)
        (copy,) = made(project)
        assert [mark.author for mark in copy.marks] == ["bob"]
        assert "secret" not in repr(copy)
    project.screening.decide(record, "include", "title-abstract")
    with project.acting_as("bob"):
        project.screening.decide(record, "include", "title-abstract")
        assert [mark.author for mark in made(project)[0].marks] == ["ann", "bob"]
    project.close()
