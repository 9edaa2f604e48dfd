"""Fragments of configurations where readings change, records are merged, and the journal is checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from review.acts import Merge
from review.domain import Reading, ReadingStatus
from review.domain.theories.configuration import Relation
from review.errors import ReviewError
from review.journal.verification import coding_problems, text_problems
from review.project import Project
from review.project.runs.reread_run import RereadReport, RereadRun
from tests.reviews import PARAGRAPHS, a_document, add_record


@pytest.fixture
def record(project: Project) -> str:
    """A record with a passage in a configuration."""
    record = add_record(project, "A study", document=a_document())
    project.configurations.new()
    project.configurations.put("C1", "context", record, span(1))
    return record


def span(place: int) -> tuple[int, int]:
    passage = a_document().passages[place]
    return passage.start, passage.end


def read_again(project: Project, record: str, paragraphs: tuple[str, ...]) -> RereadReport:
    document = replace(a_document(paragraphs, first_label=11))
    known = project.records.get(record)
    reading = Reading(Path("a.pdf"), ReadingStatus.ADDED, file_sha256=known.file_sha256, document=document)
    run = RereadRun(project.context, [])
    run.take(known, reading)
    return run.report()


def test_a_fragment_follows_its_passage_to_another_reading(project: Project, record: str) -> None:
    report = read_again(project, record, ("A new first page.", *PARAGRAPHS))
    (one,) = project.configurations.find("C1").fragments
    assert (one.quote, one.page, one.page_label, one.is_lost) == (PARAGRAPHS[1], 3, "13", False)
    assert (report.moved_fragments, report.lost_fragments) == (1, ())
    assert report.in_words.endswith("0 codings moved, 0 lost; 1 fragment moved, 0 lost")
    assert [*text_problems(project.journal), *coding_problems(project.journal)] == []


def test_a_fragment_whose_passage_is_gone_stays_and_is_shown_as_lost(project: Project, record: str) -> None:
    report = read_again(project, record, PARAGRAPHS[2:])
    (one,) = project.configurations.find("C1").fragments
    assert (one.quote, one.is_lost) == (PARAGRAPHS[1], True)
    assert [lost.id for lost in report.lost_fragments] == [one.id]
    assert [*text_problems(project.journal), *coding_problems(project.journal)] == []
    read_again(project, record, PARAGRAPHS)
    assert not project.configurations.find("C1").fragments[0].is_lost


def test_a_changed_quotation_is_found(project: Project, record: str) -> None:
    with project.journal.transaction() as connection:
        connection.execute("UPDATE fragment SET quote = 'something else'")
    (line,) = coding_problems(project.journal)
    assert line.startswith("fragment ")
    assert "its quotation is not at" in line


def test_fragments_are_found_by_record_with_their_configuration(project: Project, record: str) -> None:
    project.configurations.put("C1", "outcome", record, span(0))
    found = project.configurations.of_record(record)
    assert [(one.label, one.role, one.page_label) for one in found] == [
        ("C1", "outcome", "345"),
        ("C1", "context", "346"),
    ]
    assert [event.kind for event in project.history.events(record)][-1] == "put-fragment"


def test_a_merge_that_would_hide_fragments_is_refused_here(project: Project, record: str) -> None:
    kept = add_record(project, "The same study", document=a_document())
    with pytest.raises(ReviewError, match="which a merge would hide"):
        project.references.merge(kept, record, "the same work")


def test_a_record_that_another_copy_merged_leads_its_fragments_to_the_one_that_was_kept(
    project: Project, record: str
) -> None:
    kept = add_record(project, "The same study", authors=("Okoro, Ada",), document=a_document(PARAGRAPHS[1:]))
    project.journal.append("bob", Merge(record=record, kept=kept, why="the same work"))

    (one,) = project.configurations.find("C1").fragments
    assert (one.record, one.citation, one.is_lost) == (kept, "Okoro, 2016", True)
    assert [fragment.id for fragment in project.configurations.of_record(kept)] == [one.id]
    read_again(project, kept, PARAGRAPHS[1:])
    assert not project.configurations.find("C1").fragments[0].is_lost


def test_acts_on_something_else_have_no_list_read_again(project: Project, record: str) -> None:
    before = project.configurations.listed()
    project.annotations.memo(record, "A thought")
    project.screening.decide(record, "include", "title-abstract")
    assert project.configurations.listed() is before
    project.configurations.state("C1", "Other words")
    (one,) = project.configurations.listed()
    assert one.statement == "Other words"


def test_a_list_knows_the_status_of_a_later_coding_of_its_passage(project: Project, record: str) -> None:
    project.configurations.put("C1", "outcome", record, span(0), relation=Relation.AGAINST)
    assert project.configurations.listed()[0].fragments[0].status is None
    project.coding.code(record, ["T1"], *span(0), status="measured")
    assert project.configurations.listed()[0].fragments[0].status == "measured"
