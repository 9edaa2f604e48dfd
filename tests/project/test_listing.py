"""The list of records: those whose reference has the searched words come first; columns that are empty; where words are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.domain import Selection
from review.errors import UnknownNameError
from review.project import Project
from tests.documents.papers import Paper
from tests.examples import examples
from tests.reviews import a_document, add_record, unlabelled

STAGES = frozenset({"title-abstract", "theory-map"})


@pytest.fixture
def found(project: Project) -> dict[str, str]:
    """Four records about advisers: by text, title, author and not at all."""
    text = a_document(("Contents of it all.", "Residents met an adviser who knew the forms.", "The end."), 6)
    return {
        "text": add_record(project, "Waiting to be heard", document=text),
        "title": add_record(project, "An adviser for everyone"),
        "author": add_record(project, "Whose choice?", authors=("Adviser, Ann",), year=2010),
        "neither": add_record(project, "Something else"),
    }


def names(project: Project, found: dict[str, str], **given_: Any) -> tuple[list[str], int]:
    listed = project.records.listed(Selection(search="adviser", **given_))
    of = {record: name for name, record in found.items()}
    return [of[row.record] for row in project.records.rows(listed.keys)], listed.named


def test_titles_and_authors_come_first_each_part_in_the_order_asked_for(
    project: Project, found: dict[str, str]
) -> None:
    assert names(project, found) == (["text", "title", "author"], 3)
    assert names(project, found, names_first=True) == (["title", "author", "text"], 2)
    assert names(project, found, names_first=True, sort="year") == (["author", "title", "text"], 2)
    assert names(project, found, names_first=True, sort="year", descending=True)[0][-1] == "text"
    assert names(project, found, names_first=True, where=(("year", "2016"),)) == (["title", "text"], 1)
    assert project.records.listed(Selection(names_first=True)).named == project.records.count() == 4


def test_an_organisation_is_an_author_where_a_record_has_no_other(project: Project, tmp_path: Path) -> None:
    text = add_record(project, "Waiting to be heard", document=a_document(("What the inquiry heard.",)))
    export = tmp_path / "reports.ris"
    export.write_text("TY  - RPRT\nTI  - Module 1\nPB  - Public Inquiry\nPY  - 2025\nER  - \n")
    project.references.import_file(export)
    (report,) = [record.id for record in project.records.all() if record.title == "Module 1"]
    project.records.edit(add_record(project, "Whose choice?"), organisation="Inquiry Press")
    search = Selection(search="inquiry", names_first=True)
    listed = project.records.listed(search)
    assert [row.record for row in project.records.rows(listed.keys)] == [report, text]
    assert listed.named == 1
    project.records.edit(report, organisation="Royal Commission")
    assert project.records.listed(search).named == 0
    assert project.records.listed(Selection(search="royal commission", names_first=True)).named == 1
    assert [line for line in project.history.verify() if "the file is gone" not in line] == []


@pytest.mark.parametrize(
    ("search", "is_found"),
    [
        ("okoro_final", True),
        ("okoro_final-2.pdf", True),
        ("2 Okoro fin", True),
        ("koro", False),
        ("corpus", False),
        ("pdf", False),
        ("okoro %", True),
        ("okoro other", False),
        (" ".join(["okoro"] * 2000), True),
    ],
)
def test_a_record_is_found_by_the_words_of_its_file_name(
    project: Project, search: str, is_found: bool
) -> None:
    paper = Paper(project.folder / "corpus/Okoro_final-2.pdf")
    paper.write(["Small and local and going under"], size=18)
    paper.save()
    project.documents.ingest(jobs=1)
    add_record(project, "Something else")
    for names_first in (True, False):
        listed = project.records.listed(Selection(search=search, names_first=names_first))
        assert len(listed.keys) == int(is_found)
        assert listed.named == len(listed.keys)


@settings(
    max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(max_size=12)
    | st.sampled_from(["an adviser", "adviser fo", "who knew", "Ann", "{title} :", 'a" OR b'])
)
def test_whatever_is_searched_the_same_records_are_found_in_either_order(
    project: Project, search: str
) -> None:
    if not project.records.count():
        add_record(project, "An adviser for everyone")
        add_record(project, "Who knew?", document=a_document())
    plain = project.records.listed(Selection(search=search))
    ranked = project.records.listed(Selection(search=search, names_first=True))
    assert sorted(ranked.keys) == sorted(plain.keys)
    assert 0 <= ranked.named <= len(ranked.keys)


def test_the_words_are_shown_with_their_page(project: Project, found: dict[str, str]) -> None:
    hit = project.documents.hit(found["text"], "adviser forms")
    assert hit
    assert (hit.words, hit.place) == ("adviser who knew the forms", "p. 7")
    document = project.documents.get(found["text"])
    assert document
    assert document.text[hit.start :].startswith("adviser who")
    assert project.documents.hit(found["title"], "adviser") is None
    other = unlabelled(a_document(("Zebras live here.",)))
    assert (zebra := project.documents.hit(add_record(project, "Animals", document=other), "zebras"))
    assert zebra.place == "PDF p. 1"
    project.records.edit(found["title"], abstract="Those who met an ADVISER early changed less.")
    assert (in_abstract := project.documents.hit(found["title"], "adviser"))
    assert (in_abstract.place, in_abstract.start, in_abstract.words) == ("abstract", None, "ADVISER")


def test_columns_are_empty_until_a_record_has_something_there(project: Project) -> None:
    assert project.records.empty_columns() == {"source_type", "role", "codings", "pages", *STAGES}
    record = add_record(project, "One", document=a_document())
    project.screening.decide(record, "include", "title-abstract")
    assert project.records.empty_columns() == {"source_type", "role", "codings", "theory-map"}
    project.coding.code(record, ["T1"], 0, 10)
    project.records.set_source_type(record, "policy")
    project.records.edit(record, role="background")
    assert project.records.empty_columns() == {"theory-map"}
    project.history.undo()
    assert project.records.empty_columns() == {"theory-map", "role"}


def test_records_are_listed_by_the_labels_and_sources_of_their_references(
    project: Project, tmp_path: Path
) -> None:
    table = 'Title,Tags,Notes\nOn being read,"Key paper; UK",ask Ann\nOn being heard,UK,\n'
    (tmp_path / "list.csv").write_text(table)
    project.references.import_file(tmp_path / "list.csv", "Covidence, included")
    (tmp_path / "more.csv").write_text("Title,Year\nOn being seen,2016\n")
    project.references.import_file(tmp_path / "more.csv")

    def titles(search: str = "", *typed: str) -> list[str]:
        where = tuple(map(project.records.condition, typed))
        keys = project.records.listing(Selection(where, search))
        return [row.title for row in project.records.rows(keys)]

    assert project.references.labels_and_sources() == (
        ["Key paper", "UK"],
        ["Covidence, included", "more.csv"],
    )
    assert titles("", "label=key paper") == ["On being read"]
    assert titles("", "label=UK") == ["On being read", "On being heard"]
    assert titles("", "source=more.csv") == ["On being seen"]
    assert titles("key pap") == ["On being read"]
    assert project.references.notes(project.records.all()[0].id) == ("ask Ann",)
    with pytest.raises(UnknownNameError, match="Did you mean 'Key paper'"):
        project.records.condition("label=Key papers")


def test_the_ids_of_many_rows_are_found_at_once(project: Project, found: dict[str, str]) -> None:
    keys = project.records.listing()
    assert project.records.identifiers([*keys, 10_000]) == [row.record for row in project.records.rows(keys)]
