"""A project that was handed to a colleague with another program, and comes back with new work in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from msgspec.structs import replace

from review.exchange.refi.values import QdaCoding, QdaProject, QdaSelection, QdaUser
from review.exchange.refi.writing import write_project
from review.project import Project
from review.project.interchange.exporting.project import coded_project
from tests.reviews import PARAGRAPHS, SMALL_MAP, a_document, a_review, add_record, new_review


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Project]:
    """A review with a coding, a memo, an appraisal, a decision, and a configuration with a passage that nobody coded."""
    project = a_review(tmp_path / "review")
    record = add_record(project, "Choice in care", document=a_document())
    add_record(project, "A reference alone", year=2015)
    project.coding.code(record, ["T1"], 0, len(PARAGRAPHS[0]), stance="supports", memo="Why?")
    project.annotations.memo(record, "Read twice.")
    project.records.set_source_type(record, "policy")
    project.appraisals.appraise(record, {"rigour": "low"}, "Thin.", target="T1")
    project.screening.decide(record, "include", "theory-map")
    start = a_document().text.index(PARAGRAPHS[2])
    project.configurations.begin(["context"], record, (start, start + len(PARAGRAPHS[2])))
    yield project
    project.close()


def handed_over(project: Project) -> QdaProject:
    """The project as another program writes it after it has read it."""
    return replace(coded_project(project.context, project.documents).project, origin="NVivo 12.6")


def added(project: Project, made: QdaProject, path: Path) -> dict[str, int]:
    """What a project adds to the review, by kind."""
    write_project(made, path, {})
    report = project.interchange.import_project(path)
    return {what: number for what, number in report.added.items() if number}


def test_what_was_handed_over_is_not_added_again(review: Project, tmp_path: Path) -> None:
    """Nor does it become memos: variables, sets and descriptions say what the review knows."""
    assert added(review, handed_over(review), tmp_path / "back.qdpx") == {}


def test_nor_what_is_coded_to_theories_that_were_merged_since(review: Project, tmp_path: Path) -> None:
    """The ids that codes had before are known, too."""
    [coded] = [one.record for one in review.coding.codings()]
    review.coding.code(coded, ["T2"], 0, 4)
    back = handed_over(review)
    review.structure.merge(["T2"], "T1", "They are one.")
    assert added(review, back, tmp_path / "back.qdpx") == {}


def test_nor_are_configurations_that_were_worded_again_or_merged_since(
    review: Project, tmp_path: Path
) -> None:
    """But a link between them is, which an import that was stopped did not come to."""
    review.configurations.new({"outcome": "People stay"})
    review.configurations.new({"outcome": "People leave"})
    review.configurations.link("C1", "C2", "leads-to")
    back = handed_over(review)
    [element] = review.configurations.find("C2").elements
    review.configurations.word("C2", element.id, "People stay longer")
    review.configurations.merge("C2", "C3")
    review.configurations.unlink("C1", "C2")
    assert added(review, back, tmp_path / "back.qdpx") == {}
    assert [link.label for link in review.configurations.find("C1").links] == ["C2"]
    before = review.revision
    assert added(review, back, tmp_path / "back.qdpx") == {}
    assert review.revision == before


def test_appraisals_come_in_the_names_of_reviewers_and_not_in_those_of_stakeholders(
    review: Project, tmp_path: Path
) -> None:
    [coded] = [one.record for one in review.coding.codings()]
    for name, level in (("Bo (Leeds)", "high"), ("Carol", "moderate")):
        with review.acting_as(name):
            review.appraisals.appraise(coded, {"rigour": level}, "Read again.", target="T1")
    path = tmp_path / "back.qdpx"
    write_project(handed_over(review), path, {})
    listed = f"{SMALL_MAP}reviewers: [zoe, {{name: carol, role: stakeholder}}]\n"
    with closing(new_review(tmp_path / "another", "zoe", listed)) as another:
        report = another.interchange.import_project(path)
        found = {one.reviewer: dict(one.levels) for one in another.appraisals.all()}
    assert found == {"ann": {"rigour": "low"}, "Bo (Leeds)": {"rigour": "high"}}
    assert "“Rahman, 2016”: appraisal by Carol" in [one.what for one in report.skipped]


def test_nor_where_the_other_program_dropped_the_notes(review: Project, tmp_path: Path) -> None:
    """QualCoder keeps neither notes nor links nor sets of codes."""
    back = handed_over(review)
    sources = tuple(
        replace(
            source,
            notes=(),
            selections=tuple(
                replace(one, notes=(), codings=tuple(replace(coding, notes=()) for coding in one.codings))
                for one in source.selections
            ),
        )
        for source in back.sources
    )
    codes = tuple(replace(code, notes=()) for code in back.codes)
    sets = tuple(replace(one, notes=(), codes=()) for one in back.sets if one.sources)
    bare = replace(back, sources=sources, codes=codes, sets=sets, notes=(), links=())
    assert added(review, bare, tmp_path / "back.qdpx") == {}


def test_a_new_record_has_its_role_at_once_and_what_is_said_here_of_it_stays(
    review: Project, tmp_path: Path
) -> None:
    """An import that is stopped has made whole records; the file does not change them again."""
    [alone] = [one.id for one in review.records.all() if one.title == "A reference alone"]
    review.records.edit(alone, role="background", short_author="The survey")
    path, stop = tmp_path / "back.qdpx", Event()
    write_project(handed_over(review), path, {})

    def stop_there(what: str, _done: int, _total: int) -> None:
        if what == "documents":
            stop.set()

    with closing(new_review(tmp_path / "another")) as another:
        assert another.interchange.import_project(path, progress=stop_there, stop=stop).stopped
        [same] = [one for one in another.records.all() if one.title == "A reference alone"]
        assert (same.role, same.short_author) == ("background", "The survey")
        another.records.edit(same.id, role="evidence")
        report = another.interchange.import_project(path)
        assert another.records.get(same.id).role == "evidence"
    assert "“The survey, 2015”: role background" in [one.what for one in report.skipped]


def test_the_colleague_s_work_comes_in_their_name(review: Project, tmp_path: Path) -> None:
    """A new passage, coded to two theories by two selections as other programs do, is one coding with its comment."""
    back = handed_over(review)
    start = a_document().text.index("Interviews")
    code_of = {code.name.split()[0]: code.guid for code in back.codes}
    made = tuple(
        QdaSelection(
            guid=f"new {code}",
            start=start,
            end=start + len("Interviews"),
            description="Only three towns",
            user="carol",
            codings=(QdaCoding(guid=f"coding {code}", code=code_of[code], user="carol"),),
        )
        for code in ("T1", "RA")
    )
    sources = tuple(
        replace(one, selections=(*one.selections, *made)) if one.selections else one for one in back.sources
    )
    users = (*back.users, QdaUser(guid="carol", name="carol"))
    back = replace(back, sources=sources, users=users)
    assert added(review, back, tmp_path / "back.qdpx") == {"codings": 1}
    [coding] = [one for one in review.coding.codings() if one.reviewer == "carol"]
    assert (coding.quote, set(coding.codes), coding.memo) == ("Interviews", {"T1", "RA"}, "Only three towns")


def test_references_that_say_the_same_stay_apart_in_another_review(tmp_path: Path) -> None:
    with closing(a_review(tmp_path / "one")) as project:
        for title in ("The right drug", "The same", "Market shaping"):
            record = add_record(project, title, year=2018)
            project.records.edit(record, title=title.replace("same", "right drug"))
        made = project.interchange.export_project(tmp_path / "out.qdpx")
    with closing(a_review(tmp_path / "empty")) as project:
        report = project.interchange.import_project(made.file)
        assert (report.added["records"], report.skipped) == (3, ())
        assert project.interchange.import_project(made.file).added["records"] == 0
    with closing(a_review(tmp_path / "other")) as project:
        add_record(project, "The right drug", year=2018)
        report = project.interchange.import_project(made.file)
        assert report.added["records"] == 1
        assert [one.what for one in report.skipped] == ["1 record of its own"]


def test_an_import_adds_what_its_undo_takes_away_and_nothing_of_it_is_a_later_change(
    review: Project, tmp_path: Path
) -> None:
    [coding] = review.coding.codings()
    review.annotations.memo(coding.id, "Compare with Larkmere.")
    review.annotations.memo(review.configurations.find("C1").id, "Thin so far.")
    review.records.edit(coding.record, short_author="Council")
    path = tmp_path / "review.qdpx"
    review.interchange.export_project(path)
    with closing(new_review(tmp_path / "another", "zoe")) as another:
        preview = another.interchange.import_project(path, preview=True)
        report = another.interchange.import_project(path)
        undone = another.history.undo().message
    assert (report.added["memos"], preview.added["memos"], report.added["edits"]) == (3, 3, 1)
    assert "3 memos" in undone
    assert "kept" not in undone
