import os
import sys
import threading

import pytest

from review.tui.places.library.new_files import NewFiles
from review.tui.support.folder_watcher import QUIET, FolderWatcher
from tests.tui.example import write_pdf
from tests.tui.hosts import settled

WAIT = 20
"""Seconds after which something that should have been noticed never will be."""


@pytest.fixture
def _with_library():
    pytest.importorskip("watchfiles", reason="watchfiles is not installed")


@pytest.mark.usefixtures("_with_library")
def test_a_new_file_is_noticed(tmp_path):
    noticed = threading.Event()
    watching = FolderWatcher(tmp_path, noticed.set)
    watching.start()
    for number in range(WAIT * 4):  # the first ones may come before the system watches
        (tmp_path / f"{number}.pdf").write_bytes(b"%PDF")
        if noticed.wait(0.25):
            break
    watching.stop()
    assert noticed.is_set()
    assert not watching._thread.is_alive()


def test_without_a_folder_nothing_goes_wrong(tmp_path):
    watching = FolderWatcher(tmp_path / "none", lambda: None)
    watching.start()
    watching._thread.join(WAIT)
    assert not watching._thread.is_alive()
    watching.stop()


def test_without_the_library_nothing_goes_wrong(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    watching = FolderWatcher(tmp_path, lambda: None)
    watching.start()
    watching._thread.join(WAIT)
    assert not watching._thread.is_alive()
    watching.stop()


@pytest.mark.usefixtures("_with_library")
def test_a_file_that_changes_or_goes_is_noticed(tmp_path):
    changing, going = tmp_path / "changing.pdf", tmp_path / "going.pdf"
    noticed = threading.Event()
    watching = FolderWatcher(tmp_path, noticed.set)
    changing.write_bytes(b"%PDF")
    watching.start()
    for number in range(WAIT * 4):  # the system may not watch yet
        changing.write_bytes(b"%PDF" * number)
        if noticed.wait(0.25):
            break
    assert noticed.is_set()
    noticed.clear()
    for _ in range(WAIT * 4):
        going.write_bytes(b"%PDF")
        going.unlink()
        if noticed.wait(0.25):
            break
    watching.stop()
    assert noticed.is_set()


async def test_what_changed_or_went_is_reported_once_and_its_codings_are_kept(worked_app):
    project = worked_app.project
    before = project.coding.codings()
    corpus = project.documents.corpus
    async with worked_app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        (corpus / "lind.pdf").unlink()
        (corpus / "rahman.pdf").write_bytes(b"%PDF another file by now")
        worked_app.screen.query_one(NewFiles)._look_again()
        await settled(pilot)
        toasts = [notice.message for notice in worked_app.notices]
        assert toasts == ["Gone: corpus/lind.pdf. Changed: corpus/rahman.pdf. Texts and codings are kept."]
        worked_app.screen.query_one(NewFiles)._look_again()
        await settled(pilot)
        assert len(worked_app.notices) == 1
    assert before
    assert project.coding.codings() == before
    assert [project.records.get(coding.record).text_sha256 for coding in before] == [
        coding.text_sha256 for coding in before
    ]


async def test_a_changed_file_that_is_read_again_is_another_record_and_the_codings_stay(worked_app):
    project = worked_app.project
    before = project.coding.codings()
    write_pdf(
        project.documents.corpus / "rahman.pdf", "A second edition", "Councils shape the market in new ways."
    )
    async with worked_app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("i")
        await settled(pilot)
        await settled(pilot)
    assert project.coding.codings() == before
    assert len(project.records.all()) == 4


@pytest.mark.usefixtures("_with_library")
def test_links_are_not_watched_through_and_new_folders_are(tmp_path):
    corpus, outside = tmp_path / "corpus", tmp_path / "outside"
    (corpus / "a").mkdir(parents=True)
    outside.mkdir()
    (corpus / "a" / "up").symlink_to(corpus)
    (corpus / "out").symlink_to(outside)
    (corpus / "loop").symlink_to("loop")
    (corpus / os.fsdecode(b"caf\xe9")).touch()
    noticed = threading.Event()
    watching = FolderWatcher(corpus, noticed.set)
    watching.start()
    try:
        for place in (corpus, corpus / "a", corpus / "new", corpus / "new" / "deeper"):
            place.mkdir(exist_ok=True)
            assert _is_noticed(place, noticed)
        assert not _is_noticed(outside, noticed, tries=6)
        (corpus / "a" / os.fsdecode(b"caf\xe9")).touch()
        assert _is_noticed(corpus / "a", noticed)
    finally:
        watching.stop()


def _is_noticed(folder, noticed, tries=WAIT * 4):
    """Whether a new file in a folder is noticed, once what came before has been."""
    while noticed.wait(2 * QUIET / 1000):
        noticed.clear()
    for number in range(tries):  # the system may not watch yet
        (folder / f"{folder.name}-{number}.pdf").touch()
        if noticed.wait(0.25):
            return True
    return False
