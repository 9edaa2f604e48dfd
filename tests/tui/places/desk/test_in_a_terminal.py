"""The desk in a real terminal: a real editor takes it over, and a kill loses nothing."""

import os
import shutil
import signal
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from review.project import Project
from review.project.writing.drafts import FOLDER
from tests.tui.legibility.terminal import PATIENCE, Terminal, running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]

EDITOR = """
import sys
file = sys.argv[-1]
text = open(file, encoding="utf-8").read()
print("EDITING", repr(text), flush=True)
added = input("more: ")
open(file, "w", encoding="utf-8").write(text + " " + added + "\\n")
{end}
"""


def an_editor(folder: Path, end: str = "") -> str:
    script = folder / "editor.py"
    script.write_text(EDITOR.format(end=end))
    return f"{sys.executable} {script}"


def process_in(terminal: Terminal) -> int:
    """The program that the pane runs."""
    return int(terminal._tmux("list-panes", "-F", "#{pane_pid}"))


def wait_until_gone(process: int) -> None:
    with suppress(psutil.NoSuchProcess):
        psutil.Process(process).wait(timeout=PATIENCE)


def write_at_the_desk(terminal: Terminal, text: str) -> None:
    terminal.wait_for(lambda text: "F2" in text)
    terminal.press("F9")
    terminal.wait_for(lambda shown: "T1" in shown and "Insert" in shown)
    terminal.press("Tab")
    terminal.wait_for(lambda shown: "Writing: letters are text" in shown)
    terminal._tmux("send-keys", "-l", text)
    terminal.wait_for(lambda shown: text in shown)


@pytest.fixture
def folder(worked: Project) -> Path:
    return worked.folder


def versions(folder: Path) -> list[str]:
    project = Project.open(folder, "Ann", read_only=True)
    try:
        return [one.text for one in project.desk.versions("T1")]
    finally:
        project.close()


@pytest.mark.parametrize(
    ("end", "said"), [("", "saved"), ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL")]
)
def test_an_editor_takes_over_the_terminal_and_gives_back_what_it_saved(
    folder, tmp_path, monkeypatch, end, said
):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", an_editor(tmp_path, end))
    with running(folder, tmp_path / "settings", (100, 30), "truecolor") as terminal:
        write_at_the_desk(terminal, "typed here")
        terminal.press("Escape")
        terminal.wait_for(lambda shown: "e Editor" in shown or "Insert" in shown)
        terminal.press("e")
        terminal.wait_for(lambda shown: "EDITING 'typed here'" in shown and "more:" in shown)
        terminal._tmux("send-keys", "-l", "and there")
        terminal.press("Enter")
        terminal.wait_for(lambda shown: "typed here and there" in shown and said in shown and "F2" in shown)
        pid = process_in(terminal)
        terminal.press("C-q")
        wait_until_gone(pid)
    assert versions(folder)[-1] == "typed here and there"


def test_a_kill_while_typing_loses_no_word(folder, tmp_path):
    with running(folder, tmp_path / "settings", (100, 30), "truecolor") as terminal:
        write_at_the_desk(terminal, "Not one of these words is saved yet")
        terminal.wait_for(lambda shown: "in a draft, no version yet" in shown)
        typed = ["Not one of these words is saved yet"]
        terminal.wait_for(lambda _: [one.read_text() for one in (folder / FOLDER).glob("*.md")] == typed)
        os.kill(process_in(terminal), signal.SIGKILL)
    assert versions(folder) == []
    with running(folder, tmp_path / "settings", (100, 30), "truecolor") as terminal:
        terminal.wait_for(lambda shown: "Text typed on T1 was not saved: the Desk recovers it." in shown)
        terminal.press("F9")
        terminal.wait_for(
            lambda shown: (
                "Not one of these words is saved yet" in shown and "Recovered what was typed" in shown
            )
        )
    assert versions(folder) == ["Not one of these words is saved yet"]
    assert not (folder / FOLDER).exists()


def test_a_kill_while_the_editor_is_open_loses_nothing_that_it_saved(folder, tmp_path, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    waits = "print('SAVED', flush=True); input('again: ')"
    monkeypatch.setenv("EDITOR", an_editor(tmp_path, waits))
    with running(folder, tmp_path / "settings", (100, 30), "truecolor") as terminal:
        write_at_the_desk(terminal, "typed here")
        terminal.press("Escape")
        terminal.wait_for(lambda shown: "Insert" in shown)
        terminal.press("e")
        terminal.wait_for(lambda shown: "more:" in shown)
        terminal._tmux("send-keys", "-l", "and there")
        terminal.press("Enter")
        terminal.wait_for(lambda shown: "SAVED" in shown)
        os.kill(process_in(terminal), signal.SIGKILL)
    with running(folder, tmp_path / "settings", (100, 30), "truecolor") as terminal:
        terminal.wait_for(lambda shown: "F2" in shown)
        terminal.press("F9")
        terminal.wait_for(lambda shown: "typed here and there" in shown)
    assert versions(folder) == ["typed here and there\n"]
