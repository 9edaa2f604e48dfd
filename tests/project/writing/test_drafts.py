"""What is typed at the desk is on disk before it is in the journal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from review.errors import ReviewError
from review.project.writing.drafts import FOLDER, Draft, left_in
from review.sandbox.temporary import process_mark

KILLED = """
import os, signal, sys
from pathlib import Path
from review.project.writing.drafts import Draft
draft = Draft(Path(sys.argv[1]), "T1", "Ana", ["ab12"])
draft.keep("first")
draft.keep("Wörter, die niemand verlieren darf\\n")
os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(folder: Path) -> None:
    """A process that typed and was killed."""
    subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False, timeout=60)


def files(folder: Path) -> list[str]:
    return [one.suffix for one in sorted((folder / FOLDER).iterdir())] if (folder / FOLDER).exists() else []


@pytest.mark.skipif(os.name == "nt", reason="nothing ends a process there as SIGKILL does")
def test_what_a_killed_process_typed_is_there_with_what_it_knew(tmp_path):
    killed(tmp_path)
    (left,) = left_in(tmp_path, "Ana")
    assert (left.text, left.note.code, left.note.known) == (
        "Wörter, die niemand verlieren darf\n",
        "T1",
        ("ab12",),
    )
    assert left_in(tmp_path, "Ben") == []
    left.remove()
    assert files(tmp_path) == []


def test_the_draft_of_a_running_process_is_its_own(tmp_path):
    draft = Draft(tmp_path, "T1", "Ana", [])
    draft.keep("here")
    assert left_in(tmp_path, "Ana") == []
    assert files(tmp_path) == [".json", ".md"]
    draft.drop()
    assert files(tmp_path) == []
    draft.keep("again")
    assert draft.text() == "again"


def test_after_a_restart_of_the_machine_another_process_may_have_the_number(tmp_path, monkeypatch):
    monkeypatch.setattr("review.project.writing.drafts._started", lambda: 1000.0)
    Draft(tmp_path, "T1", "Ana", []).keep("typed before the restart")
    assert [left.text for left in left_in(tmp_path, "Ana")] == ["typed before the restart"]


def test_a_text_that_an_editor_saved_after_its_draft_was_recovered_is_found_too(tmp_path):
    (tmp_path / FOLDER).mkdir()
    machine = process_mark()[:8]
    (tmp_path / FOLDER / f"T1.{machine}-4194999-0123abcd.md").write_bytes(b"\xef\xbb\xbfsaved late\r\n")
    (left,) = left_in(tmp_path, "Ben")
    assert (left.note.code, left.note.known, left.text) == ("T1", (), "saved late\n")


def test_nothing_else_in_the_folder_is_taken_for_a_draft(tmp_path):
    (tmp_path / FOLDER).mkdir()
    machine = process_mark()[:8]
    for name in ("notes.md", f"T1.{machine}-4194999-0123abcd.md~", f"T1.{machine}-x-0123abcd.md"):
        (tmp_path / FOLDER / name).write_text("mine")
    damaged = tmp_path / FOLDER / f"T2.{machine}-4194999-0123abcd.md"
    damaged.write_text("text")
    damaged.with_suffix(".json").write_text("{")
    (tmp_path / FOLDER / f"T3.{machine}-4194999-0123abcd.md").mkdir()
    assert left_in(tmp_path, "Ana") == []


def test_a_draft_that_cannot_be_written_is_reported_in_one_line(tmp_path):
    (tmp_path / FOLDER).write_text("a file where the folder should be")
    with pytest.raises(ReviewError, match=r"^the draft is not on disk: .*cannot be written"):
        Draft(tmp_path, "T1", "Ana", []).keep("text")


TYPING = """
import sys
from pathlib import Path
from review.project.writing.drafts import Draft
draft = Draft(Path(sys.argv[1]), "T1", "Ana", ["ab12"])
for length in range(1, 100_000):
    draft.keep("word " * length)
    print(length, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="nothing ends a process there as SIGKILL does")
@pytest.mark.parametrize("kept", [1, 2, 3, 17, 40])
def test_a_kill_at_any_moment_leaves_a_whole_text_and_nothing_that_was_on_disk_is_missing(tmp_path, kept):
    with subprocess.Popen(
        [sys.executable, "-c", TYPING, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as typing:
        assert typing.stdout is not None
        for _ in range(kept):
            typing.stdout.readline()
        typing.kill()  # while it writes the next ones
        last = kept + len(typing.stdout.readlines())
    (left,) = left_in(tmp_path, "Ana")
    words = left.text.count("word ")
    assert left.text == "word " * words
    assert last <= words <= last + 1
