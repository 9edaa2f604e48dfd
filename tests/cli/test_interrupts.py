"""Ctrl+C at any moment: one line and exit code 130, no traceback, nobody left; closed streams and pipes: nothing at all."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from review.project import Project
from tests.cli.run import Terminal, in_a_process
from tests.project.test_documents import a_paper
from tests.reviews import new_review

BOUND = 60
LINE = "review: stopped. Everything done so far is saved; `review log` shows it.\n"
CONTINUES = "review: stopped. Everything done so far is saved; run the command again to continue.\n"
MOMENTS = 5
BEGIN = (
    "import sys; from review.cli import main; print('begun', file=sys.stderr, flush=True); sys.exit(main())"
)
"""As the installed command does it. Before the program's first line Ctrl+C is Python's own affair."""
SHOWING = "import faulthandler, signal; faulthandler.register(signal.SIGUSR1, open('stack', 'w')); "
"""Lets a command write where it is into the file ``stack`` when it is asked by a signal."""


def begun(folder: Path, *arguments: str, before: str = "") -> subprocess.Popen[str]:
    """A command in a process group of its own, from its first line on."""
    process = subprocess.Popen(
        [sys.executable, "-c", before + BEGIN, "--project", folder, "--reviewer", "ann", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        start_new_session=True,
    )
    assert process.stderr is not None
    assert process.stderr.readline() == "begun\n"
    return process


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with papers to read, references to import and a labelled set to replay."""
    folder = new_review(tmp_path_factory.mktemp("interrupts") / "review")
    folder.close()
    for number in range(6):
        a_paper(folder.documents.corpus / f"{number}.pdf", f"Study {number}", first=number)
    rows = [f"TY  - JOUR\nTI  - Study of {number} towns\nPY  - 2016\nER  - \n" for number in range(400)]
    (folder.folder / "references.ris").write_text("\n".join(rows))
    labelled = [f'"Study {n}","Care in town {n}, wheat {n % 7}",{int(n % 9 == 0)}' for n in range(120)]
    (folder.folder / "set.csv").write_text("\n".join(["title,abstract,label_included", *labelled]))
    return folder.folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("ingest", "--jobs", "2"),
        ("import", "references.ris"),
        ("simulate", "relevance", "set.csv", "--prior", "0", "1"),
        ("export", "evidence", "source-types", "--format", "xlsx"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_ctrl_c_at_random_moments(template: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    chance = random.Random(arguments[0])
    began = time.monotonic()
    shutil.copytree(template, tmp_path / "whole")
    whole = begun(tmp_path / "whole", *arguments)
    assert whole.communicate(timeout=BOUND)
    took = time.monotonic() - began
    codes = []
    for number in range(MOMENTS):
        folder = tmp_path / str(number)
        shutil.copytree(template, folder)
        run = begun(folder, *arguments)
        time.sleep(took * chance.random() * (0.2 if number % 2 else 1.0))
        os.killpg(run.pid, signal.SIGINT)
        _, err = run.communicate(timeout=BOUND)
        codes.append(run.returncode)
        assert "Traceback" not in err, err
        assert run.returncode in {0, 130}, (run.returncode, err)
        assert (run.returncode == 130) == (LINE in err or CONTINUES in err), err
        assert _left_in(folder) == []
        survivor = Project.open(folder, "ann")
        assert [problem for problem in survivor.history.verify() if "file is gone" not in problem] == []
        survivor.close()
        assert not list(folder.glob("**/.*.part"))
    assert 130 in codes


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param(("import", "references.ris"), CONTINUES, id="an import continues"),
        pytest.param(("undo",), LINE, id="an undo would undo another act"),
    ],
)
def test_ctrl_c_while_another_process_holds_the_journal(
    template: Path, tmp_path: Path, arguments: tuple[str, ...], line: str
) -> None:
    folder = shutil.copytree(template, tmp_path / "held")
    with closing(sqlite3.connect(folder / "review.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        run = begun(folder, *arguments, before=SHOWING)
        _until_it_waits_to_write(run, folder / "stack")
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=BOUND)
        assert (run.returncode, err) == (130, line)
        other.execute("ROLLBACK")
    survivor = Project.open(folder, "ann")
    assert survivor.records.all() == []
    survivor.close()


def _until_it_waits_to_write(run: subprocess.Popen[str], stack: Path) -> None:
    """Wait until a command that was begun with `SHOWING` waits for its turn to write, in `Turns.to_write`."""
    for _ in range(BOUND * 20):
        run.send_signal(signal.SIGUSR1)
        if " in to_write\n" in stack.read_text():
            return
        time.sleep(0.05)
    raise AssertionError(stack.read_text())


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for one process")
def test_ctrl_c_keeps_what_an_import_stored_and_the_next_one_continues(tmp_path: Path) -> None:
    folder, rows = tmp_path / "review", 4_000
    new_review(folder).close()
    line = "Study {} of towns,2016,10.5555/{},Councils that met providers grew the market.\n"
    table = "title,year,doi,abstract\n" + "".join(line.format(number, number) for number in range(rows))
    (folder / "many.csv").write_text(table)
    run = begun(folder, "import", "many.csv")
    with closing(sqlite3.connect(folder / "review.db")) as other:
        end = time.monotonic() + BOUND
        while not other.execute("SELECT count(*) FROM record").fetchone()[0] and time.monotonic() < end:
            time.sleep(0.01)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=BOUND)
    assert (run.returncode, err) == (130, CONTINUES)
    assert _left_in(folder) == []
    stopped = Project.open(folder, "ann")
    kept = len(stopped.records.all())
    assert 0 < kept < rows
    assert f"its import stopped after {kept:,} of {rows:,} references" in stopped.notices[0]
    assert list(stopped.history.verify()) == []
    stopped.close()
    run = begun(folder, "import", "many.csv")
    out, _ = run.communicate(timeout=BOUND)
    assert run.returncode == 0
    assert f"{rows - kept:,} added, {kept:,} known" in out
    assert f"{kept:,} of {rows:,} were already imported from this file" in out
    whole = Project.open(folder, "ann")
    assert (len(whole.records.all()), whole.notices) == (rows, ())
    whole.close()


def _left_in(folder: Path) -> list[int]:
    """The processes that work in a folder still, when they have had the time to end."""
    for _ in range(100):
        found = [process.pid for process in psutil.process_iter() if _works_in(process, folder)]
        if not found:
            return []
        time.sleep(0.1)
    return found


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and process.cwd() == str(folder)
    except (psutil.Error, OSError):
        return False


def test_an_interrupt_where_python_cannot_raise_it_is_raised_after_it(tmp_path: Path) -> None:
    script = (
        "import os, signal\n"
        "from review.cli import interrupts\n"
        "class Let:\n"
        "    def __del__(self): os.kill(os.getpid(), signal.SIGINT); sum(range(10))\n"
        "def run():\n"
        "    let = Let(); del let\n"
        "    for _ in range(10**9): pass\n"
        "raise SystemExit(interrupts.of_the_process(run))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, text=True, timeout=BOUND
    )
    assert (done.returncode, done.stderr) == (130, LINE)


def test_a_module_is_loaded_whole_before_an_interrupt_is_raised(tmp_path: Path) -> None:
    (tmp_path / "loading.py").write_text(
        "import os, signal\n"
        "os.kill(os.getpid(), signal.SIGINT)\n"
        "for _ in range(10**6): pass\n"
        "print('whole', flush=True)\n"
    )
    script = (
        "from review.cli import interrupts\n"
        "def run():\n"
        "    import loading\n"
        "    for _ in range(10**9): pass\n"
        "raise SystemExit(interrupts.of_the_process(run))\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path(__file__).parents[2]}"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=False,
        text=True,
        timeout=BOUND,
        env=environment,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "whole\n", LINE)


@pytest.mark.parametrize("ending", ["raise SyntaxError('cannot load unicodedata') from None", "return 2"])
def test_an_interrupt_that_became_another_error_is_an_interrupt(ending: str) -> None:
    script = (
        "import os, signal\n"
        "from review.cli import interrupts\n"
        "def run():\n"
        "    try: os.kill(os.getpid(), signal.SIGINT)\n"
        f"    except KeyboardInterrupt: {ending}\n"
        "raise SystemExit(interrupts.of_the_process(run))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, text=True, timeout=BOUND
    )
    assert (done.returncode, done.stderr) == (130, "" if ending == "return 2" else LINE)


@pytest.mark.parametrize("moment", ["while it stops", "at the interpreter's end"])
def test_a_second_ctrl_c_ends_at_once_and_one_at_the_end_does_nothing(moment: str) -> None:
    script = {
        "while it stops": (
            "def run():\n"
            "    try: os.kill(os.getpid(), signal.SIGINT)\n"
            "    finally:\n"
            "        os.kill(os.getpid(), signal.SIGINT)\n"
            "        while True: pass\n"
        ),
        "at the interpreter's end": (
            "import atexit; atexit.register(lambda: (os.kill(os.getpid(), signal.SIGINT), sum(range(10))))\n"
            "def run(): return 0\n"
        ),
    }[moment]
    script = f"import os, signal\nfrom review.cli import interrupts\n{script}"
    script += "raise SystemExit(interrupts.of_the_process(run))\n"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, text=True, timeout=BOUND
    )
    assert (done.returncode, done.stderr) == ((130, LINE) if moment == "while it stops" else (0, ""))


# --- streams and pipes --------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="a shell that closes streams is needed")
@pytest.mark.parametrize("command", ["status --json", "log", "bogus", "records --where x=y"])
def test_closed_streams_harm_nothing(terminal: Terminal, command: str) -> None:
    usual = in_a_process(*command.split(), cwd=terminal.folder)
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        done = subprocess.run(
            ["sh", "-c", f'"$0" -m review {command} {closed}', sys.executable],
            cwd=terminal.folder,
            capture_output=True,
            check=False,
            timeout=BOUND,
        )
        assert done.returncode == usual.returncode, closed
        assert b"Traceback" not in done.stderr + done.stdout, closed
        if ">&-" not in closed.replace("2>&-", ""):
            assert done.stdout == usual.stdout, closed
        with Project.open(terminal.folder, "ann") as project:
            assert project.history.verify() is not None


@pytest.mark.parametrize("command", ["log", "records --json", "bogus"])
def test_a_reader_that_went_away_is_nothing_on_either_stream(terminal: Terminal, command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = in_a_process(*command.split(), cwd=terminal.folder, stdout=writing, stderr=writing)
    os.close(writing)
    assert done.returncode in {0, 2}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no terminal to open")
def test_the_screen_gives_the_terminal_back(terminal: Terminal) -> None:
    import pty

    shown, terminal_end = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "review", "--reviewer", "ann"],
        cwd=terminal.folder,
        stdin=terminal_end,
        stdout=terminal_end,
        stderr=terminal_end,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    os.close(terminal_end)
    os.set_blocking(shown, False)
    assert b"Library" in _said(shown, b"Library")
    run.send_signal(signal.SIGINT)
    # On the screen Ctrl+C is a key like another; the signal, from elsewhere, leaves the program.
    said = _said(shown, None)
    assert run.wait(BOUND) in {0, 130}
    assert b"\x1b[?1049l" in said
    assert b"Traceback" not in said
    os.close(shown)


def _said(shown: int, until: bytes | None) -> bytes:
    """What a terminal shows, until something is there, or its program has ended."""
    text = b""
    for _ in range(BOUND * 10):
        try:
            text += os.read(shown, 1 << 16)
        except BlockingIOError:
            time.sleep(0.1)
        except OSError:  # nobody writes any more
            break
        if until and until in text:
            break
    return text
