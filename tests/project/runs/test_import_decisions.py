"""Moving from Covidence or Rayyan: at which stage decisions count, by which criteria, and how they are undone."""

from collections.abc import Mapping
from pathlib import Path

from review.domain import DecisionKind
from review.journal.queries import unfinished
from review.project import Project
from tests.reviews import SMALL_MAP, a_review, new_review

COVIDENCE = "Title,Covidence #,Notes\n"
FULL_TEXT = "theory-map"


def covidence(folder: Path, reasons: Mapping[str, str], name: str = "list.csv") -> Path:
    path = folder / name
    said = (
        f'{title},#{number},"{reason and f"Exclusion reason: {reason}; "}"\n'
        for number, (title, reason) in enumerate(reasons.items())
    )
    path.write_text(COVIDENCE + "".join(said), encoding="utf-8")
    return path


def with_criteria(folder: Path, *texts: str) -> Project:
    listed = ", ".join(
        f'X{n}: {{text: "{text}", stage: {FULL_TEXT}}}' for n, text in enumerate(texts, start=1)
    )
    before, _, after = SMALL_MAP.partition("  exclude:")
    _, *kept = after.splitlines(keepends=True)
    return a_review(folder / "review", "Ann", map_text=f"{before}  exclude: {{{listed}}}\n{''.join(kept)}")


def decided(project: Project, title: str) -> list[tuple[str, str, tuple[str, ...], str]]:
    (record,) = [one.id for one in project.records.all() if one.title == title]
    return [
        (one.stage, str(one.decision), one.criteria, one.note)
        for one in project.screening.decisions(record)
        if one.stage == FULL_TEXT
    ]


def test_a_reason_is_the_criterion_that_has_its_words(tmp_path: Path) -> None:
    project = with_criteria(tmp_path, "Wrong outcomes", "No theory!", "No  theory", "Not in English")
    file = covidence(
        tmp_path,
        {"One": "wrong Outcomes.", "Two": "No theory", "Three": "X4: not in English", "Four": "Thin"},
    )

    report = project.references.import_file(file)

    assert decided(project, "One") == [(FULL_TEXT, "exclude", ("X1",), "")]
    assert decided(project, "Two") == [(FULL_TEXT, "exclude", (), "No theory")]
    assert decided(project, "Three") == [(FULL_TEXT, "exclude", ("X4",), "")]
    assert decided(project, "Four") == [(FULL_TEXT, "exclude", (), "Thin")]
    assert {one.reason: one.criterion for one in report.reasons} == {
        "wrong Outcomes.": "X1",
        "No theory": "",
        "X4: not in English": "X4",
        "Thin": "",
    }
    several, without = (notice.message for notice in report.notices)
    assert several.startswith("the reason “No theory” fits X2, X3: none was chosen")
    assert without.startswith("2 exclusions at theory map name no criterion")
    project.close()


def test_a_reason_that_is_a_criterion_of_another_stage_stays_in_the_note_and_is_named(tmp_path: Path) -> None:
    project = with_criteria(tmp_path, "Wrong population")
    file = tmp_path / "screened.csv"
    rayyan = 'RAYYAN-INCLUSION: {""Ann""=>""Excluded""} | RAYYAN-EXCLUSION-REASONS:'
    file.write_text(f'Title,Notes\nOne,"{rayyan} wrong population"\nTwo,"{rayyan} X1"\n', "utf-8")

    report = project.references.import_file(file)

    kept = {
        record.title: (one.criteria, one.note)
        for record in project.records.all()
        for one in project.screening.decisions(record.id)
    }
    assert kept == {"One": ((), "wrong population"), "Two": ((), "X1")}
    assert {one.criterion for one in report.reasons} == {""}
    first, second = (notice.message for notice in report.notices)
    assert first.startswith(
        "the reason “wrong population” is criterion X1 at theory map, which decisions at title abstract cannot have"
    )
    assert second.startswith("the reason “X1” is criterion X1 at theory map")
    project.close()


def test_what_covidence_excluded_with_a_reason_was_screened_before(tmp_path: Path) -> None:
    project = with_criteria(tmp_path, "Wrong outcomes")
    report = project.references.import_file(covidence(tmp_path, {"One": "Wrong outcomes"}))

    assert report.decisions_at == {
        "title-abstract": {DecisionKind.INCLUDE: 1},
        FULL_TEXT: {DecisionKind.EXCLUDE: 1},
    }
    (record,) = project.records.all()
    assert project.screening.outcome(record.id, "title-abstract") == "include"
    assert project.screening.outcome(record.id, FULL_TEXT) == "exclude"
    project.close()


def test_a_decision_here_at_the_stage_before_is_kept(project: Project, tmp_path: Path) -> None:
    file = covidence(tmp_path, {"One": "Wrong outcomes"})
    project.references.import_file(file, stage="title-abstract")
    (record,) = project.records.all()
    assert project.screening.outcome(record.id, "title-abstract") == "exclude"
    assert project.screening.outcome(record.id, FULL_TEXT) == "none"

    assert project.references.import_file(file).decisions_at == {FULL_TEXT: {DecisionKind.EXCLUDE: 1}}
    assert project.screening.outcome(record.id, "title-abstract") == "exclude"


def test_a_list_imported_for_the_second_reviewer_is_included_by_both_at_the_stage_before(
    tmp_path: Path,
) -> None:
    project = a_review(tmp_path / "review", "Ann", map_text=SMALL_MAP.replace("reviewers: 1", "reviewers: 2"))
    included = covidence(tmp_path, {"One": ""}, "included.csv")
    excluded = covidence(tmp_path, {"Two": "Wrong outcomes"}, "excluded.csv")
    for reviewer in ("Ann", "Ben"):
        with project.acting_as(reviewer):
            project.references.import_file(included, decision=DecisionKind.INCLUDE, stage=FULL_TEXT)
            report = project.references.import_file(excluded)
            assert report.decisions_at == {
                "title-abstract": {DecisionKind.INCLUDE: 1},
                FULL_TEXT: {DecisionKind.EXCLUDE: 1},
            }

    outcomes = {
        one.title: [project.screening.outcome(one.id, stage) for stage in ("title-abstract", FULL_TEXT)]
        for one in project.records.all()
    }
    assert outcomes == {"One": ["include", "include"], "Two": ["include", "exclude"]}
    project.close()


def test_a_second_reviewer_who_excluded_at_the_stage_before_keeps_that(tmp_path: Path) -> None:
    project = a_review(tmp_path / "review", "Ann", map_text=SMALL_MAP.replace("reviewers: 1", "reviewers: 2"))
    file = covidence(tmp_path, {"One": "Wrong outcomes"})
    project.references.import_file(file, stage="title-abstract")
    with project.acting_as("Ben"):
        report = project.references.import_file(file)
        assert report.decisions_at["title-abstract"] == {DecisionKind.INCLUDE: 1}
    (record,) = project.records.all()
    assert project.screening.outcome(record.id, "title-abstract") == "conflict"
    project.close()


def test_nobody_is_added_at_a_stage_that_has_its_decisions(project: Project, tmp_path: Path) -> None:
    file = covidence(tmp_path, {"One": "Wrong outcomes"})
    project.references.import_file(file)
    with project.acting_as("Ben"):
        assert project.references.import_file(file).decisions_at == {FULL_TEXT: {DecisionKind.EXCLUDE: 1}}


def test_a_decision_of_the_file_at_the_stage_before_is_kept(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "decided.csv"
    file.write_text(
        "Title,Covidence #,Decision,Notes\nOne,#1,no,Exclusion reason: Wrong outcomes;\n", "utf-8"
    )
    project.references.import_file(file)
    (record,) = project.records.all()
    assert project.screening.outcome(record.id, "title-abstract") == "exclude"


def test_a_list_without_decisions_says_so_and_gets_one_for_all(project: Project, tmp_path: Path) -> None:
    file = covidence(tmp_path, {"One": "", "Two": ""})
    (notice,) = project.references.import_file(file).notices
    assert "its records wait for a first decision" in notice.message
    assert "--decision and --stage" in notice.message

    report = project.references.import_file(file, decision=DecisionKind.INCLUDE, stage=FULL_TEXT)
    assert (report.added, report.notices) == (0, ())
    assert report.decisions_at == {
        "title-abstract": {DecisionKind.INCLUDE: 2},
        FULL_TEXT: {DecisionKind.INCLUDE: 2},
    }
    assert project.references.import_file(file, decision=DecisionKind.INCLUDE, stage=FULL_TEXT).decisions == 0
    assert project.history.undo().message == "Undone: 4 decisions imported from list.csv"
    assert not [one for record in project.records.all() for one in project.screening.decisions(record.id)]


def test_a_given_decision_leaves_those_that_the_file_has(project: Project, tmp_path: Path) -> None:
    file = covidence(tmp_path, {"One": "Wrong outcomes", "Two": ""})
    report = project.references.import_file(file, decision=DecisionKind.EXCLUDE)
    assert report.decisions_at == {
        "title-abstract": {DecisionKind.INCLUDE: 1, DecisionKind.EXCLUDE: 1},
        FULL_TEXT: {DecisionKind.EXCLUDE: 1},
    }


def test_a_preview_counts_what_an_import_stores(project: Project, tmp_path: Path) -> None:
    file = covidence(tmp_path, {"One": "Wrong outcomes", "Two": ""})
    before = len(project.history.events())
    seen = project.references.import_file(file, decision=DecisionKind.EXCLUDE, preview=True)
    assert len(project.history.events()) == before
    done = project.references.import_file(file, decision=DecisionKind.EXCLUDE)
    assert (seen.decided, seen.reasons, seen.notices) == (done.decided, done.reasons, done.notices)


def test_criteria_that_a_file_names_later_are_added_and_others_listed(tmp_path: Path) -> None:
    project = with_criteria(tmp_path, "Wrong outcomes", "No theory")
    project.references.import_file(covidence(tmp_path, {"One": "Harms only"}))
    assert decided(project, "One") == [(FULL_TEXT, "exclude", (), "Harms only")]

    project.references.import_file(covidence(tmp_path, {"One": "X1"}))
    assert decided(project, "One") == [(FULL_TEXT, "exclude", ("X1",), "Harms only")]
    assert project.references.import_file(covidence(tmp_path, {"One": "X1"})).decisions == 0

    report = project.references.import_file(covidence(tmp_path, {"One": "X2"}))
    assert [left.message for left in report.not_taken] == [
        "exclude by X2 by Ann at theory map: the review has exclude by X1, which is kept"
    ]
    project.close()


def test_decisions_in_others_names_are_undone_and_redone_by_who_imported_them(
    project: Project, tmp_path: Path
) -> None:
    file = tmp_path / "rayyan.csv"
    said = 'RAYYAN-INCLUSION: {""Bea""=>""Included"", ""Cem""=>""Excluded""}'
    file.write_text(f'key,title,year,notes\n1,One,2017,"{said}"\n2,Two,2018,"{said}"\n')
    project.references.import_file(file)
    records = [record.id for record in project.records.all() if record.title in ("One", "Two")]
    assert [len(project.screening.decisions(record)) for record in records] == [2, 2]

    line = project.history.line(project.history.events(records[0])[-1])
    assert line.endswith(": imported from rayyan.csv")
    with project.acting_as("Dee"):
        assert project.history.undoable() is None
        assert project.history.reverses() == 0
    assert project.history.reverses() == 4
    assert project.history.undo().message == "Undone: 4 decisions imported from rayyan.csv"
    assert [len(project.screening.decisions(record)) for record in records] == [0, 0]
    assert project.history.redo().message == "Redone: 4 decisions imported from rayyan.csv"
    assert [len(project.screening.decisions(record)) for record in records] == [2, 2]
    assert project.history.verify() == []


def test_one_undo_reverses_an_import_that_was_stopped_and_continued(tmp_path: Path) -> None:
    project = with_criteria(tmp_path, "Wrong outcomes")
    reasons = dict.fromkeys(("One", "Two", "Three", "Four"), "Wrong outcomes")
    file = covidence(tmp_path, dict(list(reasons.items())[:2]))
    project.references.import_file(file)
    (batch,) = {event.act["batch"] for event in project.history.events() if event.act["kind"] == "decide"}
    unfinished.mark(project.journal, unfinished.Unfinished(file.name, 2, 4, batch, "Ann"))

    project.references.import_file(covidence(tmp_path, reasons))

    assert [len(decided(project, title)) for title in reasons] == [1, 1, 1, 1]
    assert project.history.undo().message.startswith("Undone: 8 decisions")
    assert [len(decided(project, title)) for title in reasons] == [0, 0, 0, 0]
    unfinished.mark(project.journal, unfinished.Unfinished(file.name, 2, 4, batch, "Ann"))
    assert unfinished.batch_of(project.journal, file.name, "Ann") == ""
    project.close()


def test_an_import_that_is_the_first_act_knows_the_criteria_of_the_map_as_it_is_then(tmp_path: Path) -> None:
    with new_review(tmp_path / "new") as project:
        path = project.map_file.path
        path.write_text(path.read_text("utf-8").replace("Bears on no theory", "Wrong outcomes"), "utf-8")
        project.references.import_file(covidence(tmp_path, {"One": "Wrong outcomes"}))
        assert decided(project, "One") == [(FULL_TEXT, "exclude", ("E9",), "")]
