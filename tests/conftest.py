"""What every test may ask for."""

from __future__ import annotations

import gc
import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import pytest
from hypothesis import HealthCheck, settings

from review.cli import main
from review.documents.recognition import missing
from review.journal import opening
from review.learning.arithmetic import set_up_arithmetic
from review.project import Project
from tests import forked
from tests.examples import examples
from tests.made_once import first_alone, made_once
from tests.reviews import TWO_REVIEWERS, a_review
from tests.servers import LACK, PostgresServer, installed, running_server

HERE = Path(__file__).parent

_STATE = TemporaryDirectory(prefix="review-tests-")
# Set before any journal is opened, also by fixtures of modules and in child processes: the tests leave nothing of theirs in
# the folder in which programs keep their state.
os.environ["XDG_STATE_HOME"] = _STATE.name
# Nor does what the person who runs them has chosen change anything, such as a sentence encoder.
os.environ["XDG_CONFIG_HOME"] = str(Path(_STATE.name) / "config")
# As the program learns. With more workers than processors, numpy's threads would wait for each other and keep all busy.
set_up_arithmetic()
SLOW = (
    "cli/team/test_blinding.py",
    "cli/team/test_serving.py",
    "cli/test_answers.py",
    "cli/test_documents.py",
    "cli/test_files_that_come_along.py",
    "cli/test_interrupts.py",
    "cli/test_main.py",
    "cli/test_named_files.py",
    "cli/test_referencing.py",
    "cli/theories/test_configurations.py",
    "demonstration",
    "docs/test_tutorial.py",
    "documents/positions/test_places.py",
    "documents/tables/test_table_reading.py",
    "documents/test_cluster.py",
    "documents/test_page_labels.py",
    "documents/test_pool.py",
    "documents/test_reading.py",
    "documents/test_recognition.py",
    "documents/test_shared_pdfs.py",
    "documents/test_visibility.py",
    "exchange/annotated/test_writing.py",
    "export/figures/test_drawn.py",
    "export/formats/test_docx.py",
    "journal/exchange/test_replicas.py",
    "journal/test_backup.py",
    "journal/test_event.py",
    "journal/test_invariants.py",
    "journal/test_kill.py",
    "journal/test_replaced.py",
    "journal/test_restore.py",
    "journal/test_three_copies.py",
    "journal/test_unread.py",
    "journal/test_verification.py",
    "journals",
    "learning/evaluation/test_curves.py",
    "learning/models/test_regressions.py",
    "learning/models/test_ridge.py",
    "learning/semantic/test_choice.py",
    "learning/semantic/test_encoder.py",
    "learning/semantic/test_extra.py",
    "project/exporting/test_annotating.py",
    "project/interchange/test_importing.py",
    "project/interchange/test_round_trip.py",
    "project/learning/test_client.py",
    "project/learning/test_sentences.py",
    "project/reporting/test_package.py",
    "project/runs/test_changed_files.py",
    "project/runs/test_cluster_run.py",
    "project/runs/test_corpus.py",
    "project/runs/test_import_run.py",
    "project/runs/test_reading_lock.py",
    "project/runs/test_recognition_run.py",
    "project/runs/test_text_sources.py",
    "project/searches/test_flow.py",
    "project/searches/test_three_copies.py",
    "project/sharing/test_folder.py",
    "project/sharing/test_server.py",
    "project/spreadsheets/test_import.py",
    "project/test_documents.py",
    "project/test_named_files.py",
    "project/test_references.py",
    "references/formats/test_round_trip.py",
    "references/test_hostile.py",
    "serve/test_browser.py",
    "serve/test_server.py",
    "sync/postgres/test_server.py",
    "sync/postgres/test_team.py",
    "tui/dialogs/files/test_import_references.py",
    "tui/dialogs/files/test_import_table.py",
    "tui/dialogs/test_code_picker.py",
    "tui/dialogs/test_ctrl_c.py",
    "tui/dialogs/test_find.py",
    "tui/dialogs/test_form.py",
    "tui/dialogs/test_ingest.py",
    "tui/dialogs/test_page_numbers.py",
    "tui/dialogs/test_text_prompt.py",
    "tui/legibility",
    "tui/places/configurations/test_screen.py",
    "tui/places/desk/test_in_a_terminal.py",
    "tui/places/desk/test_screen.py",
    "tui/places/duplicates/test_screen.py",
    "tui/places/accuracy/test_screen.py",
    "tui/places/exports/test_screen.py",
    "tui/places/library/test_screen.py",
    "tui/places/reader/going_through/against/test_pane.py",
    "tui/places/reader/configuration/test_line.py",
    "tui/places/reader/test_coding.py",
    "tui/places/reader/test_places.py",
    "tui/places/reader/test_snapshots.py",
    "tui/places/reader/test_tables.py",
    "tui/places/screening/test_screen.py",
    "tui/places/searches/test_screen.py",
    "tui/places/team/test_screen.py",
    "tui/places/test_project_acts.py",
    "tui/places/theory_map/test_screen.py",
    "tui/support/test_folder_watcher.py",
    "tui/support/test_notices.py",
    "tui/support/test_sequential_keys.py",
    "tui/test_another_writer.py",
    "tui/test_app.py",
    "tui/test_blinding.py",
    "tui/test_following.py",
    "tui/test_hostile_text.py",
    "tui/test_in_touch.py",
    "tui/test_leaving.py",
    "tui/test_private_names.py",
    "tui/test_snapshots.py",
    "tui/test_trail.py",
    "tui/widgets/reading/test_view.py",
    "tui/widgets/test_record_list.py",
    "worked_example",
)
"""Files and folders that take more than four seconds (`pytest --durations=0` tells): `make quick` leaves them out."""

MADE_ONCE = ("made_once", "first")
"""The fixtures that make a review for all tests of a process: the worked example, whole and in its beginnings."""

LEFT = 100_000
"""Objects from which on it is worth searching for unreachable ones among them: an app of a test leaves some ten thousand."""

FREEZE = gc.freeze
"""Leaves out of later searches what there is now. What a program of a test asks for is not done: see `tui/conftest.py`."""

MOST_SHOWN = 40
"""A value of more bytes is a file rather than a word."""

MOST_NAMED = 200
"""A text of more characters is none to name a test by."""

# The machines that run this are shared, so how long it takes to make or to try an example is meaningless.
settings.register_profile(
    "shared", deadline=None, max_examples=examples(40), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared")


# Before pytest-xdist, which reads the groups in the same hook.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what lies in a file or folder of `SLOW`; a test alone is marked by ``@pytest.mark.slow``.

    Tests that share what takes a while to make run in one process, which makes it once. So do those of a file that is not slow:
    to hand out ten thousand tests one by one costs more than many of them.
    """
    slow = {HERE / name for name in SLOW}
    assert all(path.exists() for path in slow), [path for path in slow if not path.exists()]
    files = {item.path for item in items}
    slow_files = {file for file in files if not slow.isdisjoint((file, *file.parents))}
    for item in items:
        is_slow = item.path in slow_files
        if is_slow:
            item.add_marker(pytest.mark.slow)
        group = _shared_by(item) or ("" if is_slow else _file(item))
        if group and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(group))


def _shared_by(item: pytest.Item) -> str:
    """What is made for several tests that the item is one of: a review of `MADE_ONCE`, or something of its file's own."""
    if not isinstance(item, pytest.Function):
        return ""
    for name in MADE_ONCE:
        if name in item.fixturenames:
            return name
    fixtures = [
        known[-1] for name in item.fixturenames if (known := item._fixtureinfo.name2fixturedefs.get(name))
    ]
    own = _file(item)
    return own if any(one.scope == "module" and one.baseid == own for one in fixtures) else ""


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


_COLLECTING = ExitStack()


def pytest_collection() -> None:
    """Nothing that is collected is unreachable, so that looking for it is in vain.

    In a new checkout one process compiles the tests, half of what it takes to collect them, and the others find them compiled.
    """
    gc.disable()
    compiled = HERE.glob(f"__pycache__/test_words.*{pytest.__version__}.pyc")
    if (run := os.environ.get("PYTEST_XDIST_TESTRUNUID")) and not next(compiled, None):
        _COLLECTING.enter_context(first_alone(Path(gettempdir()) / f"review-tests-{run}.lock"))


def pytest_collection_finish() -> None:
    """Never search among the modules and tests, which are reachable and very many, nor while a test runs: see `LEFT`."""
    _COLLECTING.close()
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(10 * LEFT, 10, 5)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    """Free what the tests left, once it is much; what stays, such as a library's caches, is not looked through again."""
    result = yield
    if gc.get_count()[0] > LEFT:
        gc.collect()
        FREEZE()
    return result


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a made file by its length: a zip holds the time it was made, which is not the same for all workers.

    A long text, too: names go between the workers, and into what is said of each test.
    """
    if isinstance(val, bytes) and len(val) > MOST_SHOWN:
        return f"{len(val)} bytes"
    return f"{len(val)} characters" if isinstance(val, str) and len(val) > MOST_NAMED else None


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """The files of a test need not outlive a power cut; a new review would wait for the disk some forty times.

    Processes that tests start and kill write as they do for a person.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "SYNCHRONOUS", "OFF")
        patch.setattr(os, "fsync", lambda _file: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def loaded_children() -> Iterator[None]:
    """Children that read files or learn need not load their code again for each test; those of commands that tests run do."""
    with forked.forked() if forked.POSSIBLE else nullcontext():
        yield


@pytest.fixture
def started_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start children that read files or learn as the program does."""
    for module in forked.STARTS:
        monkeypatch.setattr(module, "subprocess", subprocess)


@pytest.fixture(autouse=True)
def a_plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours, themes and names of the person who runs the tests must not show in them."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "REVIEW_REVIEWER", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A new review with a small theory map, opened by ann."""
    project = a_review(tmp_path / "review")
    yield project
    project.close()


@pytest.fixture
def doubled(tmp_path: Path) -> Iterator[Project]:
    """A review whose first stage is screened by two, opened by ann."""
    project = a_review(tmp_path / "doubled", map_text=TWO_REVIEWERS)
    yield project
    project.close()


@pytest.fixture(scope="session")
def made_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration review, whose 24 documents are read once for all tests; see `demonstration_folder`."""

    def make(folder: Path) -> None:
        with redirect_stdout(io.StringIO()):
            assert main(["demo", str(folder)]) == 0

    return made_once(tmp_path_factory, "made-demonstration", make)


@pytest.fixture(scope="module")
def demonstration_folder(made_demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration review in a folder of the module's own, in which it may be changed."""
    return shutil.copytree(made_demonstration, tmp_path_factory.mktemp("demonstration") / "demonstration")


@pytest.fixture
def recognising() -> None:
    """Skip where the programs that recognise text are missing, unless this run must not do without."""
    if lack := missing():
        assert "REVIEW_TESTS_NEED_OCR" not in os.environ, lack
        pytest.skip(lack)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server for all tests of this process; each makes a database of its own."""
    if not installed():
        pytest.skip(LACK)
    with running_server() as server:
        yield server
