"""What becomes of references that come in again, of the decisions in them, and of columns that are guessed wrongly."""

from __future__ import annotations

import csv
from pathlib import Path

import psutil
import pytest

from review.errors import ReviewError, UnknownNameError
from review.project import Project
from tests.reviews import new_review

RAYYAN = """key,title,year,notes
1,Small and local and going under,2017,"RAYYAN-INCLUSION: {{""Ann""=>""{ann}""}}"
2,Home care fees in two towns,2015,
"""
LABELLED = "title,label_abstract_screening,label_included\nOne,1,0\nTwo,1,1\nThree,0,0\n"


def rayyan(folder: Path, ann: str) -> Path:
    path = folder / "rayyan.csv"
    path.write_text(RAYYAN.format(ann=ann), encoding="utf-8")
    return path


def decided(project: Project, record: str) -> list[tuple[str, str, str]]:
    return [(d.reviewer, d.stage, str(d.decision)) for d in project.decisions(record)]


def test_decisions_come_with_records_that_are_known_already(project: Project, tmp_path: Path) -> None:
    undecided = rayyan(tmp_path, "Undecided")
    assert project.import_references(undecided).decisions == 0

    report = project.import_references(rayyan(tmp_path, "Included"))

    assert (report.added, report.duplicates, report.decisions) == (0, 2, 1)
    assert decided(project, project.records()[0].id) == [("Ann", "title-abstract", "include")]
    assert project.import_references(rayyan(tmp_path, "Included")).decisions == 0


def test_a_decision_that_differs_is_listed_and_not_taken(project: Project, tmp_path: Path) -> None:
    project.import_references(rayyan(tmp_path, "Included"))

    report = project.import_references(rayyan(tmp_path, "Excluded"))

    assert [(left.line, left.message) for left in report.not_taken] == [
        (2, "exclude by Ann at title-abstract: it is include here, and stays so")
    ]
    assert decided(project, project.records()[0].id) == [("Ann", "title-abstract", "include")]


def test_a_decision_that_was_changed_in_rayyan_comes_back_at_its_stage(
    project: Project, tmp_path: Path
) -> None:
    project.import_references(rayyan(tmp_path, "Undecided"))
    record = project.records()[0].id
    with project.acting_as("Ann"):
        project.decide(record, "include", "title-abstract")
        project.decide(record, "include", "theory-map")
    (file,) = project.export(["references"], ["rayyan"])
    file.write_text(file.read_text().replace('{""Ann""=>""Included""}', '{""Ann""=>""Maybe""}'))

    report = project.import_references(file)

    assert (report.added, report.decisions, report.not_taken) == (0, 1, ())
    assert decided(project, record) == [("Ann", "theory-map", "maybe"), ("Ann", "title-abstract", "include")]


def test_the_last_stage_is_what_other_programs_are_told(project: Project, tmp_path: Path) -> None:
    project.import_references(rayyan(tmp_path, "Included"))
    project.decide(project.records()[0].id, "exclude", "theory-map", criteria=["E9"])

    (file,) = project.export(["references"], ["asreview"])

    included = [row["included"] for row in csv.DictReader(file.read_text().splitlines())]
    assert included == ["0", ""]


def test_the_importer_says_the_stage_that_a_file_does_not_name(project: Project, tmp_path: Path) -> None:
    project.import_references(rayyan(tmp_path, "Excluded"), stage="theory-map")

    assert decided(project, project.records()[0].id) == [("Ann", "theory-map", "exclude")]
    with pytest.raises(ReviewError, match="no stage of this review; choose title-abstract, theory-map"):
        project.import_references(rayyan(tmp_path, "Excluded"), stage="full-text")


def test_two_columns_of_labels_are_two_stages(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text(LABELLED)

    project.import_references(path)

    outcomes = [
        (project.outcome(record.id, "title-abstract"), project.outcome(record.id, "theory-map"))
        for record in project.records()
    ]
    assert outcomes == [("include", "exclude"), ("include", "include"), ("exclude", "exclude")]


def test_a_stage_that_this_review_does_not_have_is_in_the_note(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "one.ris"
    decisions = (
        '[{"stage": "full-text", "reviewer": "Ann", "decision": "exclude", "reasons": ["E1", "too old"]}]'
    )
    path.write_text(f"TY  - JOUR\nTI  - One\nN1  - REVIEW-DECISIONS: {decisions}\nER  - \n")

    project.import_references(path)

    (decision,) = project.decisions(project.records()[0].id)
    assert (decision.reviewer, decision.stage, decision.criteria) == ("Ann", "title-abstract", ("E1",))
    assert decision.note == "too old; stage: full-text"


def test_codes_stay_with_a_reference_until_somebody_codes_here(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "one.ris"
    path.write_text('TY  - JOUR\nTI  - One\nN1  - REVIEW-CODES: ["T1", "RA"]\nER  - \n')
    project.import_references(path)

    (file,) = project.export(["references"], ["csl-json"])

    other = new_review(tmp_path / "other", "bob")
    other.import_references(file)
    assert [reference.codes for reference in other.references()] == [("T1", "RA")]
    other.close()


def test_a_preview_changes_nothing(project: Project, tmp_path: Path) -> None:
    before = project.revision

    report = project.import_references(rayyan(tmp_path, "Included"), preview=True)

    assert (report.added, report.decisions) == (2, 1)
    assert (project.revision, project.records()) == (before, [])


def test_a_wrong_guess_is_put_right(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Title,Headline,Paper,Label\nMr,A market for care,Care Markets,1\n")
    columns = {"title": "", "Headline": "title", "Paper": "container", "Label": ""}

    report = project.import_references(path, columns=columns)

    assert report.mapping == {"Title": "", "Headline": "title", "Paper": "container", "Label": ""}
    (record,) = project.records()
    assert (record.title, record.container) == ("A market for care", "Care Markets")
    assert decided(project, record.id) == []


def test_a_table_whose_title_goes_by_another_name(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Nom;Auteur\nUn marché du soin;Ann\n")

    assert project.import_references(path).format == ""
    report = project.import_references(path, columns={"Nom": "title", "Auteur": "authors"})

    assert (report.format, report.added) == ("csv", 1)


def test_what_is_said_of_columns_that_are_not_there(project: Project, tmp_path: Path) -> None:
    path = rayyan(tmp_path, "Included")

    (refusal,) = project.import_references(path, columns={"Titel": "title"}).refused
    assert refusal.message == "no column is called Titel (columns: key, title, year, notes)"
    with pytest.raises(UnknownNameError, match="'titel' is no field; choose one of title, authors"):
        project.import_references(path, columns={"title": "titel"})
    assert project.records() == []


def many(folder: Path, count: int) -> Path:
    path = folder / "many.ris"
    path.write_text(
        "".join(f"TY  - JOUR\nTI  - Work {n}\nAB  - {'x' * 1000}\nER  - \n\n" for n in range(count))
    )
    return path


def test_progress_tells_how_many_records_have_come(project: Project, tmp_path: Path) -> None:
    counts: list[int] = []

    project.import_references(many(tmp_path, 5), progress=counts.append)

    assert counts == [1, 2, 3, 4, 5]


def test_nothing_is_taken_in_of_a_file_whose_reader_was_ended(project: Project, tmp_path: Path) -> None:
    before = project.revision

    def end_the_reader(count: int) -> None:
        if count == 100:
            [reader] = psutil.Process().children()
            reader.kill()

    report = project.import_references(many(tmp_path, 5_000), progress=end_the_reader)

    assert (report.records, report.added) == (0, 0)
    [refusal] = report.refused
    assert refusal.line == 0
    assert refusal.message.startswith("it broke the reader; open it in the program that it came from")
    assert (project.revision, project.records()) == (before, [])
