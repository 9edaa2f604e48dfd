import sys
import threading

import pytest

from review.tui.watching import Watching

WAIT = 20
"""Seconds after which something that should have been noticed never will be."""


@pytest.fixture
def _with_library():
    pytest.importorskip("watchfiles", reason="watchfiles is not installed")


@pytest.mark.usefixtures("_with_library")
def test_a_new_file_is_noticed(tmp_path):
    noticed = threading.Event()
    watching = Watching(tmp_path, noticed.set)
    watching.start()
    for number in range(WAIT * 4):  # the first ones may come before the system watches
        (tmp_path / f"{number}.pdf").write_bytes(b"%PDF")
        if noticed.wait(0.25):
            break
    watching.stop()
    assert noticed.is_set()
    assert not watching._thread.is_alive()


def test_without_a_folder_nothing_goes_wrong(tmp_path):
    watching = Watching(tmp_path / "none", lambda: None)
    watching.start()
    watching._thread.join(WAIT)
    assert not watching._thread.is_alive()
    watching.stop()


def test_without_the_library_nothing_goes_wrong(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    watching = Watching(tmp_path, lambda: None)
    watching.start()
    watching._thread.join(WAIT)
    assert not watching._thread.is_alive()
    watching.stop()
