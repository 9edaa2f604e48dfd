"""What is done with the review as a whole, from the command palette; attaching, relating, the history of a record."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.errors import JournalError, ReviewError
from review.journal.journal import Journal
from review.journal.verification import CHECKS
from review.project import Project
from review.tui.app import ReviewApp
from review.tui.dialogs.acts import ActsScreen
from review.tui.dialogs.files.file_form import FileForm, Paths
from review.tui.dialogs.files.work import Work
from review.tui.places.library import LibraryScreen
from review.tui.places.team import TeamScreen
from review.tui.places.team.desk import Page
from tests.copies import receive
from tests.reviews import add_record
from tests.tui.example import write_pdf
from tests.tui.hosts import in_one_line, reported, settled, shown, until


async def chosen(pilot: Pilot[None], name: str) -> None:
    """Choose a command in the palette."""
    await settled(pilot)
    commands = {
        command.title: command.callback for command in pilot.app.get_system_commands(pilot.app.screen)
    }
    commands[name]()
    await settled(pilot)
    await settled(pilot)


def reference(project: Project, tmp_path: Path) -> str:
    """A record without a document."""
    path = tmp_path / "one.ris"
    path.write_text("TY  - JOUR\nTI  - A study without a file\nAU  - Lane, Jo\nPY  - 2015\nER  - \n")
    project.references.import_file(path)
    return next(record.id for record in project.records.all() if record.title == "A study without a file")


async def test_the_review_is_checked(worked_app: ReviewApp) -> None:
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await chosen(pilot, "Check the review")
        assert isinstance(worked_app.screen, Work)
        assert "No problems in " in shown(worked_app)
        await pilot.press("escape")
        assert isinstance(worked_app.screen, LibraryScreen)


async def test_a_check_names_the_letters_that_another_copy_gave_to_other_records(
    worked_app: ReviewApp, tmp_path: Path
) -> None:
    project = worked_app.project
    project.history.backup(tmp_path / "bob" / "review.db")
    bob = Project.open(tmp_path / "bob", "bob")
    add_record(project, "Supply")
    add_record(bob, "Demand")
    receive(project.journal, bob.journal.events())
    bob.close()
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await chosen(pilot, "Check the review")
        assert "Rahman, 2016a: means “Supply”" in in_one_line(worked_app)


async def test_a_backup_is_made(worked_app: ReviewApp, tmp_path: Path) -> None:
    backup = tmp_path / "[b] copy.db"
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await chosen(pilot, "Back up the review")
        worked_app.screen.query_one("#file").value = str(backup)
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        assert "backup written" in in_one_line(worked_app)
        await pilot.press("enter")
        await settled(pilot)
        assert backup.is_file()


async def test_a_backup_is_restored_after_a_question_once_the_screen_has_closed(
    worked_app: ReviewApp,
) -> None:
    folder = worked_app.project.folder / "backups"
    async with worked_app.run_test(size=(80, 24)) as pilot:
        folder.mkdir(exist_ok=True)
        worked_app.project.history.backup(folder / "review-[b].db")
        await chosen(pilot, "Restore the review")
        await pilot.press(*"[b]", "enter")
        await settled(pilot)
        assert "Restore review-[b].db?" in shown(worked_app)
        await pilot.press("n")
        await settled(pilot)
        assert worked_app.restores is None
        await chosen(pilot, "Restore the review")
        await pilot.press(*"[b]", "enter")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
    assert worked_app.restores == folder / "review-[b].db"


async def test_without_backups_there_is_nothing_to_restore(worked_app: ReviewApp) -> None:
    async with worked_app.run_test(size=(80, 24)) as pilot:
        for path in (worked_app.project.folder / "backups").glob("*"):
            path.unlink()
        await chosen(pilot, "Restore the review")
        assert "There are no backups in backups/ yet." in reported(worked_app)


async def test_a_check_is_stopped_between_two_of_its_parts(
    worked_app: ReviewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first part of the check waits until the key that stops it was pressed."""
    stopped, began = threading.Event(), threading.Event()

    def waits(_journal: Journal) -> Iterator[str]:
        began.set()
        assert stopped.wait(20)
        yield from ()

    monkeypatch.setattr("review.journal.verification.integrity_problems", waits)
    async with worked_app.run_test(size=(80, 24)) as pilot:
        for command in worked_app.get_system_commands(worked_app.screen):
            if command.title == "Check the review":
                command.callback()
        await until(pilot, began.is_set)
        await until(pilot, lambda: f"0 of {CHECKS} checks done" in shown(worked_app))
        await pilot.press("escape")
        stopped.set()
        await until(pilot, lambda: "The check is not complete." in shown(worked_app))
        assert f"Stopped (0 of {CHECKS} checks done)." in shown(worked_app)


def test_a_backup_that_is_stopped_writes_nothing(worked_app: ReviewApp, tmp_path: Path) -> None:
    project, stop = worked_app.project, threading.Event()
    stop.set()
    with pytest.raises(JournalError):
        project.history.backup(tmp_path / "copy.db", stop)
    assert list(tmp_path.glob("copy.db*")) == []
    assert project.history.backup(tmp_path / "copy.db").is_file()


def test_attaching_that_is_stopped_attaches_nothing(worked_app: ReviewApp, tmp_path: Path) -> None:
    project, stop = worked_app.project, threading.Event()
    record = reference(project, tmp_path)
    stop.set()
    write_pdf(tmp_path / "one.pdf", "A study", "Councils.")
    with pytest.raises(ReviewError, match="reading was stopped"):
        project.documents.attach(record, tmp_path / "one.pdf", stop=stop)
    assert not project.records.get(record).file_sha256


async def test_a_backup_that_cannot_be_written_keeps_the_form_open(
    worked_app: ReviewApp, tmp_path: Path
) -> None:
    present = tmp_path / "present.db"
    present.write_text("no journal")
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await chosen(pilot, "Back up the review")
        worked_app.screen.query_one("#file").value = str(present)
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        assert isinstance(worked_app.screen, Work)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(worked_app.screen, FileForm)
        assert present.read_text() == "no journal"


async def test_all_documents_are_read_again(worked_app: ReviewApp) -> None:
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await chosen(pilot, "Read all documents again")
        assert "3 records read again" in shown(worked_app)


async def test_a_document_is_read_again_by_a_key(worked_app: ReviewApp) -> None:
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("r")
        await settled(pilot)
        await settled(pilot)
        assert "1 record read again" in in_one_line(worked_app)


async def test_the_tables_are_rebuilt(worked_app: ReviewApp) -> None:
    before = worked_app.project.screening.all_decisions()
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await chosen(pilot, "Rebuild the tables")
        assert "The tables were rebuilt from" in shown(worked_app)
    assert worked_app.project.screening.all_decisions() == before


async def test_the_theory_map_is_written_to_a_new_file_only(worked_app: ReviewApp, tmp_path: Path) -> None:
    target = tmp_path / "map.yaml"
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await chosen(pilot, "Write the theory map")
        worked_app.screen.query_one("#file").value = str(target)
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        assert "written" in in_one_line(worked_app)
        written = target.read_text("utf-8")
        assert "Care markets" in written
        await pilot.press("enter")
        await chosen(pilot, "Write the theory map")
        worked_app.screen.query_one("#file").value = str(target)
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        assert "already exists" in in_one_line(worked_app)
    assert target.read_text("utf-8") == written


async def test_a_document_is_attached_to_a_record(app: ReviewApp, tmp_path: Path) -> None:
    record = reference(app.project, tmp_path)
    pdf = tmp_path / "study.pdf"
    write_pdf(pdf, "A study without a file", "Councils shape what there is to choose from. " * 20)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"without a file", "enter", "A")
        app.screen.query_one("#file").value = str(pdf)
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        assert "Lane, 2015: corpus/study.pdf (added, 2 pages)" in in_one_line(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
    assert app.project.records.get(record).text_sha256


async def test_a_file_that_is_no_pdf_is_refused_and_the_form_stays(app: ReviewApp, tmp_path: Path) -> None:
    record = reference(app.project, tmp_path)
    other = tmp_path / "notes [b].pdf"
    other.write_text("only notes")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"without a file", "enter", "A")
        app.screen.query_one("#file").value = str(other)
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        assert "notes [b].pdf" in in_one_line(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, FileForm)
    assert not app.project.records.get(record).text_sha256


async def test_the_acts_on_a_record_are_listed_the_latest_first(worked_app: ReviewApp) -> None:
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await settled(pilot)
        await pilot.press("H")
        await settled(pilot)
        assert isinstance(worked_app.screen, ActsScreen)
        lines = shown(worked_app)
        assert lines.index("theory map") < lines.index("title abstract")
        assert "Ana: " in lines


async def test_own_acts_are_shown_apart_from_those_of_others(worked_app: ReviewApp) -> None:
    project = worked_app.project
    with project.acting_as("Ben [b]"):
        project.annotations.memo(project.records.all()[0].id, "by another")
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await chosen(pilot, "History of the review")
        assert "Ben [b]: " in shown(worked_app)
        await pilot.press("o")
        assert "Ben [b]: " not in shown(worked_app)
        assert "Ana: " in shown(worked_app)


async def test_conflicts_are_in_the_place_of_the_team(worked_app: ReviewApp) -> None:
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f11", "2", "f2")
        await chosen(pilot, "Conflicts")
        assert isinstance(worked_app.screen, TeamScreen)
        assert worked_app.screen.desk.page is Page.CONFLICTS
        assert "No conflicts to settle that you may see." in shown(worked_app)


async def test_another_reviewer_goes_on(worked_app: ReviewApp) -> None:
    app = worked_app
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await settled(pilot)
        await chosen(pilot, "Switch reviewer")
        await pilot.press(*"Ben", "enter")  # the name that was there is selected
        await settled(pilot)
        assert shown(app).splitlines()[0].rstrip().endswith("Ben")
        assert isinstance(app.screen, LibraryScreen)
        await pilot.press("N", *"why", "enter")
        await settled(pilot)
        assert app.project.history.events()[-1].reviewer == "Ben"
        for key in ("f3", "f5", "f6", "f2"):
            await pilot.press(key)
            await settled(pilot)
            assert shown(app).splitlines()[0].rstrip().endswith("Ben")


async def test_two_marked_records_are_related(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("L")
        await pilot.pause()
        assert "Mark two records" in reported(app)
        await pilot.press("space", "down", "space", "L", "1")
        await settled(pilot)
        assert "reports of the same study" in reported(app)
    assert [relation for *_, relation in app.project.references.relations()] == ["same-study"]


async def test_a_path_is_completed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "found.ris").touch()
    assert await Paths().get_suggestion(f"{tmp_path}/fol") == f"{tmp_path}/folder"
    assert await Paths().get_suggestion(f"{tmp_path}/folder/f") == f"{tmp_path}/folder/found.ris"
    assert await Paths().get_suggestion(f"{tmp_path}/none/f") is None


async def test_the_plan_is_frozen_after_a_question(worked_app: ReviewApp) -> None:
    plan = worked_app.project.plan
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await chosen(pilot, "Freeze the plan")
        assert "Freeze the plan?" in shown(worked_app)
        await pilot.press("n")
        assert plan.frozen() == []

        await chosen(pilot, "Freeze the plan")
        await pilot.press("y")
        await settled(pilot)
        assert "Plan frozen with version" in in_one_line(worked_app)
        assert len(plan.frozen()) == 1

        await chosen(pilot, "Freeze the plan")
        assert "0 deviations so far" in in_one_line(worked_app)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Flow of records, PRISMA diagram", "Records identified"),
        ("Agreement between reviewers, kappa", "Agreement"),
        ("Tables for Word and Excel", "Exports"),
    ],
)
async def test_the_palette_leads_to_what_other_places_have(
    worked_app: ReviewApp, name: str, seen: str
) -> None:
    async with worked_app.run_test(size=(120, 40)) as pilot:
        await chosen(pilot, name)
        await until(pilot, lambda: seen in shown(worked_app))
        assert not isinstance(worked_app.screen, LibraryScreen)
        assert name not in {one.title for one in worked_app.get_system_commands(worked_app.screen)}
