"""The main job of the program, from an empty folder to the report, as a person with nothing but a terminal does it."""

from __future__ import annotations

import shutil
import subprocess
import time
import uuid
from pathlib import Path

from tests.release.environment import Environment

REFERENCES = """\
TY  - JOUR
TI  - Markets for care
AU  - Rahman, Ada
PY  - 2016
DO  - 10.5555/markets
AB  - Small providers of mental health support leave local markets when councils buy in large lots.
ER  -

TY  - RPRT
TI  - What people choose
AU  - Lee, Ben
PY  - 2015
AB  - People with direct payments choose their support, if they know what there is.
ER  -
"""
EXPORTS = ("source-types", "evidence", "references", "figure-map", "figure-flow", "model-card")
FORMATS = ("csv", "xlsx", "docx", "ris", "svg", "png", "pdf")
TRIES, PAUSE = 400, 0.25


def do_main_job(environment: Environment, pdfs: Path) -> None:
    """Do it with the PDFs of a folder."""
    review, answer, folder = environment.review, environment.json, environment.folder
    started = time.monotonic()
    version = review("--version").split()[-1]
    python = environment.python("import platform, review; print(platform.python_version(), review.__file__)")
    assert "site-packages" in python, python
    review("init", "own", "--example")
    (folder / "refs.ris").write_text(REFERENCES, "utf-8")
    here = ("--project", "own")
    assert answer("import", "refs.ris", *here)["files"][0]["added"] == 2
    files = answer("ingest", pdfs, *here, ends=(0, 1))["files"]  # some may be locked, as in the demonstration
    read = [file for file in files if file["status"] in {"added", "partial"}]
    assert read, files
    record = max(read, key=lambda file: file["pages"])["record"]
    review("decide", record, "include", "--stage", "title-abstract", *here)
    review("decide", "10.5555/markets", "exclude", "--stage", "title-abstract", "--criterion", "E1", *here)
    coding = answer("code", record, "T4=challenges", "--span", "0", "200", *here)["coding"]
    assert answer("suggest", record, *here)
    assert answer("queue", "--stage", "title-abstract", *here)["queue"]
    answer("evaluate", *here)
    review("source-type", record, "empirical", *here)
    formats = [word for name in FORMATS for word in ("--format", name)]
    assert len(answer("export", *EXPORTS, *formats, *here)["files"]) >= len(EXPORTS)
    (report,) = answer("export", "report", "--format", "docx", *here)["files"]
    assert answer("verify", report, *here)["ok"]
    assert answer("verify", *here)["ok"]
    assert answer("show", record, *here)["codings"][0]["coding"] == coding
    show_the_demonstration(environment)
    print(
        f"{version} with Python {python.split()[0]}: {len(read)} files read, all done in {time.monotonic() - started:.0f} s"
    )


def show_the_demonstration(environment: Environment) -> None:
    """Make it, and open it on the screen."""
    shutil.rmtree(environment.folder / "demo", ignore_errors=True)
    environment.review("demo", "demo")
    assert environment.json("status", "--project", "demo")["records"]
    assert environment.json("doctor", "--project", "demo")["ok"]
    _screen(environment)


def use_extras(environment: Environment) -> None:
    """Install the extras beside the program, and use what needs no other machine."""
    environment.install("realist-review[semantic,team,web,cluster,ocr]")
    environment.review("semantic", "use", "default")
    assert environment.json("semantic", "status", "--project", "demo")["dimensions"]
    states = {one["check"]: one["state"] for one in environment.json("doctor")["checks"]}
    assert {states[name] for name in ("server", "encoder", "browser", "cluster")} == {"works"}, states


def _screen(environment: Environment) -> None:
    """The screen in a real terminal: the Library, the Reader, and the way out."""
    if shutil.which("tmux") is None:
        print("  the screen was left out, because tmux is not installed")
        return
    tmux = ["tmux", "-L", f"review-{uuid.uuid4().hex}", "-f", "/dev/null"]
    variables = {**environment.variables, "TERM": "xterm-256color"}
    start = [
        *tmux,
        "new-session",
        "-d",
        "-x",
        "120",
        "-y",
        "40",
        f"{environment.bin}/review --project demo; cat",
    ]
    subprocess.run(start, cwd=environment.folder, env=variables, check=True)
    try:
        _wait(tmux, "Library")
        subprocess.run([*tmux, "send-keys", "F5"], check=True)
        _wait(tmux, "Market logic")
        subprocess.run([*tmux, "send-keys", "C-q"], check=True)
        _wait(tmux, "")
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)


def _wait(tmux: list[str], words: str) -> None:
    """Until the terminal shows these words, or nothing."""
    for _ in range(TRIES):
        shown = subprocess.run(
            [*tmux, "capture-pane", "-p"], check=True, capture_output=True, encoding="utf-8"
        ).stdout
        if words in shown if words else not shown.strip():
            return
        time.sleep(PAUSE)
    raise AssertionError(f"the screen does not show {words or 'an empty terminal'}:\n{shown}")
