"""An error that nobody foresaw."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FAILS = """
import sys
import review.cli.running
def run(arguments):
    secret = "not for others"
    raise IndexError("list index out of range")
review.cli.running.run = run
from review.cli import main
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="where the state of programs is kept differs")
@pytest.mark.parametrize("can_be_kept", [True, False])
def test_it_is_one_line_and_its_details_are_kept_for_a_report(tmp_path: Path, can_be_kept: bool) -> None:
    state = tmp_path / "state"
    if not can_be_kept:
        state.write_text("a file in the place of the folder")
    environment = os.environ | {"XDG_STATE_HOME": str(state)}
    done = subprocess.run(
        [sys.executable, "-c", FAILS], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("review: the program failed (IndexError in ")
    file = state / "realist-review/last-error.txt"
    assert (str(file) in line) is can_be_kept
    if can_be_kept:
        details = file.read_text()
        assert "IndexError: list index out of range" in details
        assert details.startswith("realist-review ")
        assert "not for others" not in details
