"""The environment of child processes: what they need, and nothing secret."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from review.documents import Limits
from review.project.learning.client import Suggestions
from review.sandbox.child_process import environment, isolated_python
from review.sandbox.limited_process import LimitedProcess
from review.tui.support.viewer import open_file

SECRETS = {
    "GITHUB_TOKEN": "x",
    "AWS_SECRET_ACCESS_KEY": "x",
    "REVIEW_REVIEWER": "ann",
    "PYTHONSTARTUP": "/evil.py",
    "PYTHONPATH": "/evil",
    "LD_PRELOAD": "/evil.so",
    "HTTPS_PROXY": "http://user:password@proxy",
    "SSH_AUTH_SOCK": "/agent",
}
NEEDED = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TMPDIR": "/tmp", "LANG": "C"}


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**SECRETS, **NEEDED, "DISPLAY": ":0", "XDG_RUNTIME_DIR": "/run"}.items():
        if name != "LD_PRELOAD":  # the tests' own processes should start
            monkeypatch.setenv(name, value)


def test_only_what_is_needed_is_passed_on() -> None:
    assert not SECRETS.keys() & environment().keys()
    assert NEEDED.items() <= environment().items()
    assert "DISPLAY" not in environment()
    shown = environment(desktop=True)
    assert not SECRETS.keys() & shown.keys()
    assert (shown["DISPLAY"], shown["XDG_RUNTIME_DIR"]) == (":0", "/run")
    assert environment(TMPDIR="/else")["TMPDIR"] == "/else"


def test_python_takes_no_code_from_folder_or_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('evil')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    call = "import json, review, sys; print(json.dumps(sys.argv[1:]))"
    said = subprocess.run(
        isolated_python(call, "a", "b c"),
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
        timeout=30,
    )
    assert json.loads(said.stdout) == ["a", "b c"]


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not show another process's environment")
def test_readers_and_the_learning_process_get_no_secrets(tmp_path: Path) -> None:
    reader = LimitedProcess("review.documents.tasks", Limits())
    # It is asked something at once, and lives all the same until it is stopped.
    learning = Suggestions(tmp_path, "ann", command=[sys.executable, "-c", "import sys; sys.stdin.read()"])
    learning.start()
    try:
        for process in (reader.pid, learning.process_id):
            names = _names_in(Path(f"/proc/{process}/environ"))
            assert "PATH" in names
            assert not names & SECRETS.keys()
    finally:
        learning.stop()
        reader.end()


@pytest.mark.skipif(sys.platform != "linux", reason="the program that opens files is Linux's")
def test_a_viewer_gets_the_desktop_and_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "xdg-open"
    program.write_text(f'#!/bin/sh\nenv > "{tmp_path}/made"; mv "{tmp_path}/made" "{tmp_path}/said"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    assert open_file(program) == "Opened xdg-open."
    for _ in range(200):
        if (tmp_path / "said").exists():
            break
        time.sleep(0.05)
    names = {line.partition("=")[0] for line in (tmp_path / "said").read_text().splitlines()}
    assert "DISPLAY" in names
    assert not names & SECRETS.keys()


def _names_in(environ: Path) -> set[str]:
    """The names of a process's variables, once it runs its own program."""
    for _ in range(200):
        # A busy system may not have its memory ready yet.
        with suppress(ProcessLookupError):
            if content := environ.read_bytes():
                return {variable.split(b"=")[0].decode() for variable in content.split(b"\0") if variable}
        time.sleep(0.05)
    return set()
