"""Coded projects of other programs, imported into reviews."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from review.domain import DecisionKind, LabelSource
from review.domain.searches.flow import Box
from review.errors import JournalError, ReadingError
from review.exchange.refi import values
from review.exchange.refi.writing import write_project as write_values
from review.project import Project
from review.project.interchange.report import ProjectReport
from review.project.interchange.wording import additions
from review.templates import THEORY_MAP
from tests.documents.papers import SENTENCES, Paper, wrapped
from tests.exchange.refi.projects import (
    CARE,
    INTERVIEW,
    MAXQDA,
    NVIVO,
    QC,
    QUALCODER,
    Area,
    Code,
    Passage,
    Text,
    atlas_ti,
    coded,
    write_project,
)
from tests.reviews import SMALL_MAP, a_document, a_review, add_record, new_review

WALK = coded("Walk", "We walked.\nNobody answered the phone.\n", Competition="Nobody answered")


def interview_by_two() -> Text:
    """The interview with a second coder, a memo on a passage with a code and one on a passage without."""
    first, *others = INTERVIEW.passages
    start = INTERVIEW.text.index("What changed")
    more = (
        replace(first, codes=("Personalisation",), user="Bo", memo="Bo disagrees."),
        Passage(start, start + len("What changed?"), (), "Ann", "Asked twice."),
    )
    return Text(INTERVIEW.name, INTERVIEW.text, (replace(first, user="Ann", memo="Why?"), *others, *more))


@pytest.fixture(scope="module")
def nvivo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with offsets in UTF-16 units, a byte order mark and Windows line ends."""
    path = tmp_path_factory.mktemp("nvivo") / "care.qdpx"
    return write_project(path, NVIVO, CARE, [interview_by_two(), WALK])


@pytest.fixture(scope="module")
def imported(nvivo: Path) -> Iterator[tuple[Project, ProjectReport]]:
    """A review into which it was imported. Tests look, and do not change it."""
    with closing(a_review(nvivo.parent / "review", "Zoe")) as project:
        yield project, project.interchange.import_project(nvivo)


def said(report: ProjectReport) -> dict[str, int]:
    """What was added, without what was not."""
    return {what: number for what, number in report.added.items() if number}


def test_the_report_counts_what_the_file_has_and_what_came(imported: tuple[Project, ProjectReport]) -> None:
    _, report = imported
    assert (report.origin, report.codes, report.sources) == ("NVivo for Windows 12.6.1.970", 5, 2)
    assert report.selections == len(interview_by_two().passages) + 1
    assert said(report) == {"codes": 4, "records": 2, "documents": 2, "codings": 6, "memos": 1}
    assert report.skipped == ()
    assert [(one.path, one.to, one.is_new) for one in report.mapping][:3] == [
        ("Market logic", "T1", False),
        ("Market logic / Competition", "T1.b", True),
        ("Market logic / Competition / Price", "T1.c", True),
    ]


def test_codes_are_one_change_of_the_map_with_a_reason(imported: tuple[Project, ProjectReport]) -> None:
    project, _ = imported
    last = project.theory.versions()[-1]
    assert (last.number, last.change) == (2, "import-codes")
    assert last.reason == "Imported from care.qdpx (NVivo for Windows 12.6.1.970)"
    assert project.theory.map.theory_of("T1").proposition == "Many providers compete"
    assert project.theory.map.code_names["T1.c"] == "Competition / Price"


def test_texts_are_documents_cited_by_paragraph_and_quotations_are_right(
    imported: tuple[Project, ProjectReport],
) -> None:
    project, _ = imported
    [record] = [one for one in project.records.all() if one.title == "Interview 1"]
    document = project.documents.text_of(record.id)
    assert document.text == INTERVIEW.text
    assert [page.label_source for page in document.pages] == [LabelSource.NONE]
    found = [(one.quote, one.codes, one.reviewer) for one in project.coding.codings(record.id)]
    assert sorted(found) == [
        ("Councils 👋 shape the market", ("T1",), "Ann"),
        ("Councils 👋 shape the market", ("T3",), "Bo"),
        ("People choose.", ("T3",), "Zoe"),
        ("Providers 𝒜 left.", ("T1.b",), "Zoe"),
        ("commission", ("T1.c",), "Zoe"),
    ]
    assert {one.cited_page for one in project.coding.codings(record.id)} == {"para. 2", "para. 3", "para. 4"}


def test_memos_come_with_their_codings_or_else_with_the_quotation(
    imported: tuple[Project, ProjectReport],
) -> None:
    project, _ = imported
    assert {one.reviewer: one.memo for one in project.coding.codings() if one.memo} == {
        "Ann": "Why?",
        "Bo": "Bo disagrees.",
    }
    [memo] = project.annotations.memos()
    assert (memo.text, memo.reviewer) == ("“What changed?” (para. 1)\nAsked twice.", "Ann")


def test_the_review_is_sound(imported: tuple[Project, ProjectReport]) -> None:
    project, _ = imported
    assert project.history.verify() == []


def test_twice_adds_nothing_and_a_preview_changes_no_event(
    imported: tuple[Project, ProjectReport], nvivo: Path
) -> None:
    project, first = imported
    before = project.revision
    preview = project.interchange.import_project(nvivo, preview=True)
    again = project.interchange.import_project(nvivo)
    assert project.revision == before
    assert said(again) == said(preview) == {}
    assert [one.what for one in again.skipped] == ["6 codings", "1 memo"]
    assert (again.codes, again.sources, again.selections) == (first.codes, first.sources, first.selections)


def test_a_preview_counts_what_the_import_adds(tmp_path: Path, nvivo: Path) -> None:
    with closing(a_review(tmp_path, "Zoe")) as project:
        before = project.revision
        preview = project.interchange.import_project(nvivo, preview=True)
        assert project.revision == before
        assert list((tmp_path / "corpus").iterdir()) == []
        assert preview.added == project.interchange.import_project(nvivo).added


def test_one_undo_reverses_it_also_what_came_in_the_names_of_others_who_undo_their_own(
    tmp_path: Path, nvivo: Path
) -> None:
    with closing(a_review(tmp_path, "Zoe")) as project:
        names = project.theory.map.code_names
        project.interchange.import_project(nvivo)
        found = project.coding.codings()
        with project.acting_as("Bo"):
            project.history.undo()
            assert {one.reviewer for one in project.coding.codings()} == {"Ann", "Zoe"}
            project.history.redo()
        done = project.history.undo()
        assert "import of a coded project" in done.message
        assert "6 codings" in done.message
        assert "kept" not in done.message
        assert (project.coding.codings(), project.annotations.memos()) == ([], [])
        assert project.theory.map.code_names == names
        undone, staying = done.message.split(" (2 records")
        assert staying == " of it stay, with their documents or what was done on them)"
        assert project.history.redo().message == undone.replace("Undone", "Redone")
        assert [one.id for one in project.coding.codings()] == [one.id for one in found]
        project.history.undo()
        assert said(project.interchange.import_project(nvivo)) == {"codes": 4, "codings": 6, "memos": 1}


def by_bo(text: Text) -> Text:
    return replace(text, passages=tuple(replace(one, user="Bo") for one in text.passages))


def test_what_came_in_the_names_of_others_is_what_was_done_last(tmp_path: Path) -> None:
    path = write_project(tmp_path / "care.qdpx", NVIVO, CARE, [by_bo(INTERVIEW), by_bo(WALK)])
    with closing(a_review(tmp_path / "review", "Zoe")) as project:
        project.interchange.import_project(path)
        assert project.history.passed_over() is None, "the documents were read in the import"
        assert project.history.undo().message.startswith("Undone: import of a coded project")


def test_undo_reverses_an_import_of_nothing_but_others_work_before_older_acts_of_ones_own(
    tmp_path: Path,
) -> None:
    whole = by_bo(INTERVIEW)
    earlier = replace(whole, passages=whole.passages[:-1])
    with closing(a_review(tmp_path / "review", "Zoe")) as project:
        project.interchange.import_project(write_project(tmp_path / "earlier.qdpx", NVIVO, CARE, [earlier]))
        project.annotations.memo(project.records.all()[0].id, "read")
        later = write_project(tmp_path / "later.qdpx", NVIVO, CARE, [whole])
        assert said(project.interchange.import_project(later)) == {"codings": 1}

        assert project.history.undo().message.startswith("Undone: coding")
        assert [one.text for one in project.annotations.memos()] == ["read"]
        assert len(project.coding.codings()) == len(earlier.passages)
        assert project.history.redo().message.startswith("Redone: coding")
        assert {one.reviewer for one in project.coding.codings()} == {"Bo"}


@pytest.mark.parametrize("phase", ["documents", "passages"])
def test_a_stopped_import_is_completed_by_the_next_one(tmp_path: Path, nvivo: Path, phase: str) -> None:
    stop = Event()

    def stop_there(what: str, done: int, _total: int) -> None:
        if what == phase and done:
            stop.set()

    with closing(a_review(tmp_path, "Zoe")) as project:
        first = project.interchange.import_project(nvivo, progress=stop_there, stop=stop)
        assert first.stopped
        assert 0 < sum(first.added.values()) < 15
        project.interchange.import_project(nvivo)
        found = sorted((one.quote, one.codes, one.reviewer, one.memo) for one in project.coding.codings())
        assert len(found) == len(set(found)) == 6
        assert (len(project.records.all()), len(project.annotations.memos())) == (2, 1)
        assert said(project.interchange.import_project(nvivo)) == {}


def test_the_mapping_is_chosen(tmp_path: Path) -> None:
    path = write_project(tmp_path / "care.qdpx", QC, CARE, [WALK])
    with closing(a_review(tmp_path / "review")) as project:
        report = project.interchange.import_project(
            path, maps={"Market logic / Competition": "T1.a", "Personalisation": "T2"}
        )
        assert [one.to for one in report.mapping] == ["T1", "T1.a", "T1.b", "T1.c", "T2"]
        assert [one.codes for one in project.coding.codings()] == [("T1.a",)]
        report = project.interchange.import_project(path, under="T2", preview=True)
        assert [one.to for one in report.mapping] == ["T2.a", "T2.b", "T2.c", "T2.d", "T2.e"]


def test_in_a_new_review_the_codes_take_the_place_of_theories_that_nobody_worded(tmp_path: Path) -> None:
    path = write_project(tmp_path / "care.qdpx", MAXQDA, CARE, [WALK])
    with closing(a_review(tmp_path / "review", map_text=THEORY_MAP.read_text("utf-8"))) as project:
        project.interchange.import_project(path)
        assert list(project.theory.map.code_names) == ["T1", "T1.a", "T1.b", "T1.c", "T2"]
        assert project.theory.map.theory_of("T1").name == "Market logic"


def test_without_its_texts_or_its_options_a_project_adds_nothing_twice(tmp_path: Path) -> None:
    named = replace(QUALCODER, written=NVIVO.written, offset=NVIVO.offset)
    path = write_project(tmp_path / "care.qdpx", named, CARE, [INTERVIEW, WALK])
    with zipfile.ZipFile(path) as archive:
        (tmp_path / "alone.qde").write_bytes(archive.read("project.qde"))
    with closing(new_review(tmp_path / "review")) as project:
        assert project.interchange.import_project(path, under="T2").added["codings"]
        for again in (path, tmp_path / "alone.qde"):
            report = project.interchange.import_project(again, maps={"Market logic": "under:T2"})
            assert (again.name, said(report)) == (again.name, {})
    with closing(new_review(tmp_path / "without texts")) as project:
        preview = project.interchange.import_project(tmp_path / "alone.qde", preview=True)
        assert additions(preview, preview=True) == (
            f"would add: 4 codes, 2 records; 0 of {preview.selections} selections are in a text here"
        )


def test_codes_on_one_passage_are_one_coding_and_only_missing_ones_are_added(tmp_path: Path) -> None:
    text = "Nobody answered the phone."
    both = Text("Walk", text, (Passage(0, 15, ("Trust",)), Passage(0, 15, ("Money",))))
    only = Text("Walk", text, (Passage(0, 15, ("Trust",)),))
    codes = (Code("Trust"), Code("Money"))
    with closing(new_review(tmp_path / "review")) as project:
        project.interchange.import_project(write_project(tmp_path / "one.qdpx", QC, codes, [only]))
        project.interchange.import_project(write_project(tmp_path / "two.qdpx", QC, codes, [both]))
        assert [one.codes for one in project.coding.codings()] == [("T3",), ("T4",)]
    with closing(new_review(tmp_path / "another")) as project:
        report = project.interchange.import_project(tmp_path / "two.qdpx", preview=True)
        assert (report.selections, report.added["codings"]) == (2, 1)


def test_a_source_whose_record_was_merged_since_is_not_added_again(tmp_path: Path) -> None:
    copy = Text("Walk again", "We walked there.\nNobody answered.\n", ())
    path = write_project(tmp_path / "walks.qdpx", QC, CARE, [WALK, copy])
    with closing(new_review(tmp_path / "review")) as project:
        project.interchange.import_project(path)
        ids = {one.title: one.id for one in project.records.all()}
        project.references.merge(ids["Walk"], ids["Walk again"], "One walk.")
        assert said(project.interchange.import_project(path)) == {}


def test_the_report_does_not_give_away_what_is_hidden(tmp_path: Path) -> None:
    """Whether the other reviewer has coded the same already: coding is blind until both have decided."""
    text = "Nobody answered the phone."
    source = Text("Walk", text, (Passage(0, 15, ("Trust",), "Bo", "Why?"), Passage(7, 15, (), "Bo", "Who?")))
    path = write_project(tmp_path / "walk.qdpx", NVIVO, [Code("Trust")], [source])
    blind = SMALL_MAP.replace(
        "title-abstract: {reviewers: 1,", "title-abstract: {reviewers: 2, coding: blind,"
    )
    with closing(new_review(tmp_path / "review", "Bo", blind)) as project:
        assert said(project.interchange.import_project(path))["codings"] == 1
        own = project.interchange.import_project(path)
        project.switch_reviewer("Zoe")
        before = project.revision
        other = project.interchange.import_project(path)
        assert (project.coding.codings(), project.annotations.memos()) == ([], [])
        assert project.revision == before
    assert (said(own), [one.what for one in own.skipped]) == ({}, ["1 coding", "1 memo"])
    assert (said(other), other.skipped) == ({"codings": 1, "memos": 1}, ())


def test_a_source_is_the_record_that_the_review_has(tmp_path: Path) -> None:
    document = a_document()
    quotation = "a duty to shape"
    start = document.text.index(quotation)
    passage = Passage(start, start + len(quotation), ("Trust",))
    path = write_project(tmp_path / "x.qdpx", QC, [Code("Trust")], [Text("m.txt", document.text, (passage,))])
    with closing(a_review(tmp_path / "review")) as project:
        record = add_record(project, "Markets for care", document=document)
        report = project.interchange.import_project(path)
        [coding] = project.coding.codings()
        assert (coding.record, coding.quote, coding.cited_page) == (record, quotation, "p. 346")
        assert said(report) == {"codes": 1, "codings": 1}


def test_stakeholders_do_not_code_and_import_nothing(tmp_path: Path, nvivo: Path) -> None:
    listed = "reviewers: [{name: bo, role: stakeholder}, Zoe]\n"
    with closing(new_review(tmp_path, "Zoe", SMALL_MAP + listed)) as project:
        report = project.interchange.import_project(nvivo)
        assert report.added["codings"] == 5
        assert [one.what for one in report.skipped] == ["1 coding or memo of bo"]
        with project.acting_as("bo"), pytest.raises(JournalError, match="bo is a stakeholder"):
            project.interchange.import_project(nvivo)


def a_source(**more: object) -> values.QdaSource:
    return values.QdaSource(
        guid="00000000-0000-4000-8000-000000000001",
        name="Care [bold]report[/]\x1b[2J",
        kind=values.SourceKind.TEXT,
        text="Nobody answered.\n",
        **more,  # type: ignore[arg-type]
    )


def test_what_is_said_of_a_source_is_said_of_its_record(tmp_path: Path) -> None:
    guid = "00000000-0000-4000-8000-00000000000{}".format
    source = a_source(
        description="Second visit.", values={guid(2): "Policy analysis", guid(3): "women", guid(4): "34"}, notes=(guid(6),)
    )  # fmt: skip
    names = {2: "source type", 3: "Population group", 4: "age"}
    project_file = values.QdaProject(
        name="P", origin="MAXQDA 24", sources=(source,), description="On care.",
        codes=(values.QdaCode(guid=guid(5), name="Trust", notes=(guid(7),)),),
        variables=tuple(values.QdaVariable(guid=guid(number), name=name) for number, name in names.items()),
        notes=(values.QdaNote(guid=guid(6), name="Memo 1", text="Loud."), values.QdaNote(guid=guid(7), text="Vague."), values.QdaNote(guid=guid(8), text="On nothing.")),
    )  # fmt: skip
    write_values(project_file, tmp_path / "x.qdpx", {})
    with closing(a_review(tmp_path / "review")) as project:
        report = project.interchange.import_project(tmp_path / "x.qdpx")
        [record] = project.records.all()
        assert record.title == "Care [bold]report[/] [2J"
        assert record.source_type == "policy"
        assert project.annotations.facets_of(record.id) == {"population": ("women",)}
        assert {one.text for one in project.annotations.memos(record.id)} == {
            "Second visit.", "Memo 1: Loud.", "variables: age = 34",
        }  # fmt: skip
        assert [one.text for one in project.annotations.memos("T3")] == ["Vague."]
        assert {one.text for one in project.annotations.comments()} == {"On nothing.", "On care."}
        assert said(report)["comments"] == 2
        assert said(project.interchange.import_project(tmp_path / "x.qdpx")) == {}


def test_a_file_that_is_no_project_is_refused_in_one_line_and_changes_nothing(tmp_path: Path) -> None:
    with closing(a_review(tmp_path / "review")) as project:
        for number, content in enumerate((b"", b"not a project", b"<Project", b"PK\x03\x04broken")):
            path = tmp_path / f"{number}.qdpx"
            path.write_bytes(content)
            before = project.revision
            with pytest.raises(ReadingError) as caught:
                project.interchange.import_project(path)
            assert "\n" not in str(caught.value)
            assert project.revision == before


def test_areas_of_a_pdf_are_on_the_words_of_our_reading(tmp_path: Path) -> None:
    """One passage is an area only; the other one is also in the text that the project has of the PDF, which counts."""
    paper = Paper(tmp_path / "report.pdf")
    lines = [line for sentence in SENTENCES for line in wrapped(sentence, 70)]
    paper.write(lines, y=700, leading=20)
    paper.save()
    over_the_second_line = Area(1, 58, 677, 500, 692)
    text = f"A text of another reader.\n{' '.join(lines)}"
    start = text.index(lines[4])
    path = atlas_ti(
        tmp_path / "atlas.qdpx",
        paper.path.read_bytes(),
        text,
        [
            (Passage(0, 0, ("Choice",)), [over_the_second_line]),
            (Passage(start, start + len(lines[4]), ("Price",)), [over_the_second_line]),
        ],
    )
    with closing(a_review(tmp_path / "review")) as project:
        report = project.interchange.import_project(path)
        assert said(report) == {"codes": 4, "records": 1, "documents": 1, "codings": 2}
        names = project.theory.map.code_names
        quoted = {names[one.codes[0]].rsplit(" ", 1)[-1]: one.quote for one in project.coding.codings()}
        assert quoted == {"Choice": lines[1], "Price": lines[4]}


def test_undone_it_takes_its_records_back_but_those_with_a_document_or_a_decision(tmp_path: Path) -> None:
    texts = [Text(f"Interview {n}", "") for n in (1, 2)]
    path = write_project(tmp_path / "no-texts.qdpx", NVIVO, CARE, [*texts, WALK])
    with closing(a_review(tmp_path / "review", "Zoe")) as project:
        project.interchange.import_project(path)
        done = project.history.undo()
        assert done.message.endswith(" (1 record of it stays, with its document or what was done on it)")
        assert [one.title for one in project.records.all()] == ["Walk"]
        assert project.flow.read().boxes[Box.IDENTIFIED_OTHER].n == 1
        assert project.history.verify() == []
        project.history.redo()
        assert sorted(one.title for one in project.records.all()) == ["Interview 1", "Interview 2", "Walk"]

        [first] = [one for one in project.records.all() if one.title == "Interview 1"]
        with project.acting_as("Bo"):
            project.screening.decide(first.id, DecisionKind.INCLUDE, "title-abstract")
        assert "2 records of it stay, with their documents" in project.history.undo().message
        assert sorted(one.title for one in project.records.all()) == ["Interview 1", "Walk"]
        with pytest.raises(JournalError, match="Nothing to undo"):  # what stayed does not stand in the way
            project.history.undo()
        assert project.interchange.import_project(path).added["records"] == 1
        assert project.history.verify() == []
