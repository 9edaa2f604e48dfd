"""Leaving the program during long work: it ends after its present step, and the terminal says how far it came."""

import gc
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

import review.tui
from review.export.report import writing
from review.journal.journal import Journal
from review.journal.queries.listing import deciding
from review.project import Project
from review.project.interchange.importing.run import ProjectImport
from review.project.learning.service import LearningService
from review.project.records import RecordService
from review.project.references import ReferenceService
from review.project.runs.import_run import ImportRun
from review.tui import show
from review.tui.app import ReviewApp
from review.tui.places import reversal
from review.tui.places.library import deeds
from tests.exchange.refi.projects import NVIVO, Code, coded, write_project
from tests.tui.evaluators import evaluators
from tests.tui.hosts import PATIENCE, pressed, settled, until

Begin = Callable[[Pilot[None]], Awaitable[None]]
FIRST = "title-abstract"
RECORD = "TY  - JOUR\nTI  - {title}\nAU  - Fennimarsh, Orla\nPY  - 2015\nDO  - 10.5555/{doi}\nT2  - {journal}\nER  -\n\n"


class Leaving:
    """Leaves the program by its key while a call of some method waits, which goes on once that was said in the terminal."""

    def __init__(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        self._project = project
        self._patch = monkeypatch
        self._is_asked, self._goes_on = Event(), Event()
        self.said: list[str] = []

    def during(self, owner: object, name: str, begin: Begin, key: str) -> list[str]:
        """What the terminal says when one leaves while the owner's method waits that `key` leads to, after `begin`."""
        run = ReviewApp.run_async

        async def keys(pilot: Pilot[None]) -> None:
            await settled(pilot)
            await begin(pilot)
            self._patch.setattr(owner, name, self._waiting(getattr(owner, name)))
            await pilot.press(key)
            await until(pilot, self._is_asked.is_set)
            await pilot.press("ctrl+q")
            await until(pilot, lambda: not pilot.app.is_running)

        self._patch.setattr(
            ReviewApp, "run_async", lambda app: run(app, headless=True, size=(100, 30), auto_pilot=keys)
        )
        self._patch.setattr(review.tui, "PATIENCE", 0)
        show(self._project, with_suggestions=False, say=self._say)
        return self.said

    def _waiting(self, method: Callable[..., object]) -> Callable[..., object]:
        def waits(*given: object, **named: object) -> object:
            self._is_asked.set()
            assert self._goes_on.wait(PATIENCE)
            return method(*given, **named)

        return waits

    def _say(self, line: str) -> None:
        self.said.append(line)
        self._goes_on.set()


@pytest.fixture
def leaving(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Leaving]:
    yield Leaving(project, monkeypatch)
    gc.enable()


def pressing(*keys: str) -> Begin:
    """Press these keys, each once the program waits for it."""

    async def begin(pilot: Pilot[None]) -> None:
        await pressed(pilot, *keys)

    return begin


def giving(path: Path) -> Begin:
    """Give a file to import, and look at its preview."""

    async def begin(pilot: Pilot[None]) -> None:
        await pressed(pilot, "I")
        pilot.app.screen.query_one("#file").value = str(path)
        await pressed(pilot, "enter")
        await settled(pilot)

    return begin


async def measuring(pilot: Pilot[None]) -> None:
    """Go to the report among the exports, and have the figures of suggestions in it."""
    await pressed(pilot, "f6", "G")
    assert pilot.app.screen.desk.chosen == "report"
    await pressed(pilot, "m")


def references(path: Path, *titles: str, journal: str = "Fictional Journal of Care Markets") -> Path:
    records = (RECORD.format(title=one, doi=n, journal=journal) for n, one in enumerate(titles))
    path.write_text("".join(records), encoding="utf-8")
    return path


def decided(project: Project) -> int:
    """How many records have a decision."""
    return sum(bool(project.screening.decisions(one.id)) for one in project.records.all())


def test_one_decision_on_many_records(leaving: Leaving, project: Project):
    records = len(project.records.all())
    said = leaving.during(deciding, "can_be_decided", pressing("M", "D", "m"), "enter")
    assert said == [
        f"finishing a step: Decide on {records} marked records …",
        f"Decide on {records} marked records: stopped (1 of {records} decided).",
    ]
    assert decided(project) == 1


def test_one_source_type_for_many_records(
    leaving: Leaving, project: Project, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(deeds, "MANY", 1)
    records = len(project.records.all())
    said = leaving.during(RecordService, "set_source_type", pressing("M", "t"), "1")
    assert said[-1] == f"Source type of {records} marked records: stopped (1 of {records} set)."


def test_undoing_many_acts(leaving: Leaving, project: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reversal, "MANY", 1)
    keys = project.records.listing()
    project.screening.decide_all(project.screening.plan_for_all(keys, "maybe", FIRST))
    said = leaving.during(Journal, "append", pressing("f2"), "u")
    assert said[-1].startswith(f"{len(keys)} acts are being undone: stopped. Undone: ")
    assert decided(project) == len(keys) - 1
    project.history.undo()
    assert decided(project) == 0


def test_writing_all_exports(leaving: Leaving, project: Project):
    said = leaving.during(writing, "write_report", pressing("f6"), "W")
    written = [path for path in project.exports.folder.iterdir() if path.is_file()]
    assert written
    assert {path.stem for path in written} == {"report"}
    assert said[-1].startswith("Writing ")
    assert said[-1].endswith(f"{len(written)} file written until then is kept.")


def test_measuring_the_suggestions(leaving: Leaving, worked: Project):
    """The process that would measure them is to begin just as one leaves: it does not."""
    said = leaving.during(LearningService, "evaluator", measuring, "w")
    assert said[-1] == "Writing 1 export: stopped (Report, measuring the suggestions). Nothing was written."
    assert evaluators() == []


def test_importing_references(leaving: Leaving, project: Project, tmp_path: Path):
    path = references(tmp_path / "found.ris", "Standing back", "Steering markets", "Whose choice")
    records = len(project.records.all())
    said = leaving.during(ImportRun, "store", giving(path), "ctrl+s")
    assert said == [
        "finishing a step: Import found.ris …",
        "Import found.ris: stopped (1 of 3 imported). What was imported is kept; the same import continues from there.",
    ]
    assert len(project.records.all()) == records + 1
    assert project.references.import_file(path).added == 2


def test_importing_a_coded_project(leaving: Leaving, project: Project, tmp_path: Path):
    """What was typed in the form below the preview is not asked about: it is just being done."""
    walk = coded("Walk", "Nobody answered the phone.\n", **{"At night": "Nobody answered"})
    path = write_project(tmp_path / "care.qdpx", NVIVO, (Code("At night"),), [walk])
    before = project.revision
    said = leaving.during(ProjectImport, "run", giving(path), "ctrl+s")
    assert said[-1].startswith("Import care.qdpx: stopped")
    assert said[-1].endswith("the same import continues from there.")
    assert project.revision == before


def test_merging_certain_groups(leaving: Leaving, project: Project, tmp_path: Path):
    titles = "Standing back in care markets", "Steering of care homes by councils"
    project.references.import_file(references(tmp_path / "one.ris", *titles))
    project.references.import_file(references(tmp_path / "two.ris", *titles, journal="Fict J Care Mark"))
    said = leaving.during(ReferenceService, "_merge_group", pressing("equals_sign", "M"), "y")
    assert said[-1] == "Merging certain groups: stopped (1 of 2 groups). 1 record merged into others."
