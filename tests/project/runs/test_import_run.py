"""What becomes of references that come in again, of the decisions in them, and of columns that are guessed wrongly."""

from __future__ import annotations

import csv
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest

from review.errors import JournalError, ReviewError, UnknownNameError
from review.project import Project
from tests.children import children
from tests.reviews import TWO_REVIEWERS, add_record, new_review
from tests.writers import another_process_writes

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
    return [(d.reviewer, d.stage, str(d.decision)) for d in project.screening.decisions(record)]


def test_decisions_come_with_records_that_are_known_already(project: Project, tmp_path: Path) -> None:
    undecided = rayyan(tmp_path, "Undecided")
    assert project.references.import_file(undecided).decisions == 0

    report = project.references.import_file(rayyan(tmp_path, "Included"))

    assert (report.added, report.duplicates, report.decisions) == (0, 2, 1)
    assert decided(project, project.records.all()[0].id) == [("Ann", "title-abstract", "include")]
    assert project.references.import_file(rayyan(tmp_path, "Included")).decisions == 0


def test_a_colleagues_decision_is_not_given_away_by_an_import(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review", map_text=TWO_REVIEWERS)
    project.references.import_file(rayyan(tmp_path, "Included"))

    for preview in (True, False):
        report = project.references.import_file(rayyan(tmp_path, "Excluded"), preview=preview)
        assert [left.message for left in report.not_taken] == [
            "exclude by Ann at title abstract: the review has another decision, which is kept"
        ]
    with project.acting_as("Ann"):
        report = project.references.import_file(rayyan(tmp_path, "Excluded"))
        assert report.not_taken[0].message.endswith("the review has include, which is kept")
        assert decided(project, project.records.all()[0].id) == [("Ann", "title-abstract", "include")]
    project.close()


def test_a_decision_that_differs_is_listed_and_not_imported(project: Project, tmp_path: Path) -> None:
    project.references.import_file(rayyan(tmp_path, "Included"))

    report = project.references.import_file(rayyan(tmp_path, "Excluded"))

    assert [(left.line, left.message) for left in report.not_taken] == [
        (2, "exclude by Ann at title abstract: the review has include, which is kept")
    ]
    assert decided(project, project.records.all()[0].id) == [("Ann", "title-abstract", "include")]


def test_a_decision_that_was_changed_in_rayyan_comes_back_at_its_stage(
    project: Project, tmp_path: Path
) -> None:
    project.references.import_file(rayyan(tmp_path, "Undecided"))
    record = project.records.all()[0].id
    with project.acting_as("Ann"):
        project.screening.decide(record, "include", "title-abstract")
        project.screening.decide(record, "include", "theory-map")
    (file,) = project.exports.write(["references"], ["rayyan"])
    file.write_text(file.read_text().replace('{""Ann""=>""Included""}', '{""Ann""=>""Maybe""}'))

    report = project.references.import_file(file)

    assert (report.added, report.decisions, report.not_taken) == (0, 1, ())
    assert decided(project, record) == [("Ann", "title-abstract", "include"), ("Ann", "theory-map", "maybe")]


def test_the_last_stage_is_what_other_programs_get(project: Project, tmp_path: Path) -> None:
    project.references.import_file(rayyan(tmp_path, "Included"))
    project.screening.decide(project.records.all()[0].id, "exclude", "theory-map", criteria=["E9"])

    (file,) = project.exports.write(["references"], ["asreview"])

    included = [row["included"] for row in csv.DictReader(file.read_text().splitlines())]
    assert included == ["0", ""]


def test_the_importer_says_the_stage_that_a_file_does_not_name(project: Project, tmp_path: Path) -> None:
    project.references.import_file(rayyan(tmp_path, "Excluded"), stage="theory-map")

    assert decided(project, project.records.all()[0].id) == [("Ann", "theory-map", "exclude")]
    with pytest.raises(ReviewError, match="Stages: title-abstract, theory-map"):
        project.references.import_file(rayyan(tmp_path, "Excluded"), stage="full-text")


def test_two_columns_of_labels_are_two_stages(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text(LABELLED)

    project.references.import_file(path)

    outcomes = [
        (
            project.screening.outcome(record.id, "title-abstract"),
            project.screening.outcome(record.id, "theory-map"),
        )
        for record in project.records.all()
    ]
    assert outcomes == [("include", "exclude"), ("include", "include"), ("exclude", "exclude")]


def test_a_stage_that_this_review_does_not_have_is_in_the_note(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "one.ris"
    decisions = (
        '[{"stage": "full-text", "reviewer": "Ann", "decision": "exclude", "reasons": ["E1", "too old"]}]'
    )
    path.write_text(f"TY  - JOUR\nTI  - One\nN1  - REVIEW-DECISIONS: {decisions}\nER  - \n")

    project.references.import_file(path)

    (decision,) = project.screening.decisions(project.records.all()[0].id)
    assert (decision.reviewer, decision.stage, decision.criteria) == ("Ann", "title-abstract", ("E1",))
    assert decision.note == "too old; stage: full-text"


def test_codes_stay_with_a_reference_until_somebody_codes_here(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "one.ris"
    path.write_text('TY  - JOUR\nTI  - One\nN1  - REVIEW-CODES: ["T1", "RA"]\nER  - \n')
    project.references.import_file(path)

    (file,) = project.exports.write(["references"], ["csl-json"])

    other = new_review(tmp_path / "other", "bob")
    other.references.import_file(file)
    assert [reference.codes for reference in other.exports.references().values()] == [("T1", "RA")]
    other.close()


def test_a_preview_changes_nothing(project: Project, tmp_path: Path) -> None:
    before = project.revision

    report = project.references.import_file(rayyan(tmp_path, "Included"), preview=True)

    assert (report.added, report.decisions) == (2, 1)
    assert (project.revision, project.records.all()) == (before, [])


def test_a_wrong_guess_is_put_right(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Title,Headline,Paper,Label\nMr,A market for care,Care Markets,1\n")
    columns = {"title": "", "Headline": "title", "Paper": "container", "Label": ""}

    report = project.references.import_file(path, columns=columns)

    assert report.mapping == {"Title": "", "Headline": "title", "Paper": "container", "Label": ""}
    (record,) = project.records.all()
    assert (record.title, record.container) == ("A market for care", "Care Markets")
    assert decided(project, record.id) == []


def test_a_table_whose_title_goes_by_another_name(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Nom;Auteur\nUn marché du soin;Ann\n")

    assert project.references.import_file(path).format == ""
    report = project.references.import_file(path, columns={"Nom": "title", "Auteur": "authors"})

    assert (report.format, report.added) == ("csv", 1)


def test_what_is_said_of_columns_that_are_not_there(project: Project, tmp_path: Path) -> None:
    path = rayyan(tmp_path, "Included")

    (refusal,) = project.references.import_file(path, columns={"Titel": "title"}).refused
    assert refusal.message == "no column named Titel (columns: key, title, year, notes)"
    with pytest.raises(UnknownNameError, match=r"unknown field 'titel'\. Fields: title, authors"):
        project.references.import_file(path, columns={"title": "titel"})
    assert project.records.all() == []


def many(folder: Path, count: int) -> Path:
    path = folder / "many.ris"
    path.write_text(
        "".join(f"TY  - JOUR\nTI  - Work {n}\nAB  - {'x' * 1000}\nER  - \n\n" for n in range(count))
    )
    return path


def test_progress_tells_how_many_records_have_come(project: Project, tmp_path: Path) -> None:
    counts: list[tuple[int, int]] = []

    project.references.import_file(many(tmp_path, 3), progress=lambda *count: counts.append(count))

    assert counts == [(1, 0), (2, 0), (3, 0), (1, 3), (2, 3), (3, 3)]


def test_nothing_is_imported_of_a_file_whose_reader_was_ended(project: Project, tmp_path: Path) -> None:
    before, others = project.revision, {child.pid for child in children()}

    def end_the_reader(count: int, total: int) -> None:
        assert total == 0
        if count == 100:
            [reader] = (child for child in children() if child.pid not in others)
            reader.kill()

    report = project.references.import_file(many(tmp_path, 5_000), progress=end_the_reader)

    assert (report.records, report.added) == (0, 0)
    [refusal] = report.refused
    assert refusal.line == 0
    assert refusal.message.startswith("the reader crashed on it; open it in its own program")
    assert (project.revision, project.records.all()) == (before, [])


def test_a_preview_counts_what_the_import_then_does(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "twice.ris"
    decision = '[{"stage": "", "reviewer": "Ann", "decision": "%s"}]'
    one = "TY  - JOUR\nTI  - One\nN1  - REVIEW-DECISIONS: %s\nER  - \n\n"
    other = "TY  - JOUR\nTI  - Other\nER  - \n\n"
    path.write_text(one % (decision % "include") + other + one % (decision % "exclude") + other)

    preview = project.references.import_file(path, preview=True)
    report = project.references.import_file(path)

    assert preview == report
    assert (report.added, report.duplicates, report.decisions, len(report.not_taken)) == (2, 2, 1, 1)


def test_a_preview_works_where_nothing_can_be_written(project: Project, tmp_path: Path) -> None:
    reader = Project.open(project.folder, "bob", read_only=True)

    assert reader.references.import_file(many(tmp_path, 3), preview=True).added == 3
    with pytest.raises(JournalError, match="opened for reading only"):
        reader.references.import_file(many(tmp_path, 3))
    reader.close()


IMPORT = """
import os, signal, sys
from pathlib import Path
from review.journal import steps
from review.project import Project

steps.STEP_SECONDS = float(sys.argv[3])
end = int(sys.argv[4])

def progress(count, total):
    if total and count == end:
        os.kill(os.getpid(), signal.SIGKILL)

project = Project.open(Path(sys.argv[1]), "ann")
project.references.import_file(Path(sys.argv[2]), progress=progress)
"""


def importing(project: Project, path: Path, *, step: float, killed_at: int = 0) -> subprocess.Popen[bytes]:
    """A process that imports a file in steps of so many seconds, and kills itself at a reference."""
    arguments = [str(project.folder), str(path), str(step), str(killed_at)]
    return subprocess.Popen([sys.executable, "-c", IMPORT, *arguments])


def test_a_killed_import_continues_where_it_stopped(project: Project, tmp_path: Path) -> None:
    path = many(tmp_path, 120)
    files = {file.name for file in project.folder.iterdir()}
    assert importing(project, path, step=0, killed_at=51).wait(60) == -signal.SIGKILL

    again = Project.open(project.folder, "ann")
    assert again.notices == (
        "many.ris: its import stopped after 50 of 120 references; import it again to continue (nothing is imported twice)",
    )
    assert len(again.records.all()) == 50
    report = again.references.import_file(path)
    assert (report.records, report.added, report.duplicates, report.already) == (120, 70, 50, 50)
    assert len(again.records.all()) == len(again.references.sources()) == 120
    assert list(again.history.verify()) == []
    again.close()

    last = Project.open(project.folder, "ann")
    assert last.notices == ()
    last.close()
    assert {file.name for file in project.folder.iterdir()} - files <= {"backups"}


def test_a_kill_inside_a_step_takes_back_that_step_only(project: Project, tmp_path: Path) -> None:
    assert importing(project, many(tmp_path, 40), step=3600, killed_at=30).wait(60) == -signal.SIGKILL

    assert project.records.all() == []
    assert list(project.history.verify()) == []


def test_others_decide_while_a_long_import_is_under_way(project: Project, tmp_path: Path) -> None:
    record = add_record(project, "A study")
    before = project.revision
    child = importing(project, many(tmp_path, 2_000), step=0.02)
    deadline = time.monotonic() + 60
    while project.revision == before and time.monotonic() < deadline:
        time.sleep(0.005)

    decided = project.screening.decide(record, "include", "title-abstract").event

    assert child.wait(120) == 0
    order = dict(project.journal.rows("SELECT hash, sequence FROM event"))
    assert before < order[decided] < project.revision
    assert len(project.records.all()) == 2_001


def test_two_imports_of_one_file_at_once_store_each_reference_once(project: Project, tmp_path: Path) -> None:
    path = many(tmp_path, 300)
    both = [importing(project, path, step=0.01) for _ in range(2)]

    assert [process.wait(120) for process in both] == [0, 0]
    assert len(project.records.all()) == len(project.references.sources()) == 300
    assert list(project.history.verify()) == []
    again = Project.open(project.folder, "ann")
    assert again.notices == ()
    again.close()


def test_an_import_that_others_hold_up_says_how_far_it_came(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.journal.steps.STEP_SECONDS", 0)
    monkeypatch.setattr("review.journal.turns.WAIT_SECONDS", 0.05)
    with ExitStack() as held:

        def hold(count: int, total: int) -> None:
            if total and count == 5:
                # The sixth reference finds the journal taken: its pause is when others come.
                monkeypatch.setattr("review.journal.steps.sleep", lambda _: enter())

        def enter() -> None:
            held.enter_context(another_process_writes(project.journal.path))

        with pytest.raises(
            JournalError,
            match=r"^many.ris: stopped after 5 of 9 references; import it again to continue \(.*is writing",
        ):
            project.references.import_file(many(tmp_path, 9), progress=hold)
    assert len(project.records.all()) == 5


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no file that is always full")
def test_where_there_is_no_room_to_keep_the_file_nothing_is_imported(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is not filled: the file that is written to is one that is always full."""

    def always_full(**_: object) -> IO[bytes]:
        return Path("/dev/full").open("wb")

    monkeypatch.setattr("review.references.staging.TemporaryFile", always_full)

    (refusal,) = project.references.import_file(many(tmp_path, 3)).refused

    assert refusal.message == (
        "there is no space for a temporary copy (No space left on device); free some space and import it again"
    )
    assert project.records.all() == []
