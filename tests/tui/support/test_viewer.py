"""Opening a PDF at a page: real programs in a separate folder act as the viewers."""

import stat
import sys
from pathlib import Path

import pytest

from review.errors import ReviewError
from review.tui.support import viewer

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the viewers looked for are Linux's")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all programs on the path, and a display."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":0")
    return folder


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "a paper; touch owned $(id).pdf"
    path.write_bytes(b"%PDF-1.7")
    return path


def install(programs: Path, name: str) -> Path:
    """A viewer that writes its arguments down, one a line; returns where."""
    arguments = programs / f"{name}.arguments"
    program = programs / name
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{arguments}"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return arguments


def wait_for_viewers() -> None:
    for running in viewer._running:
        running.wait(timeout=20)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("evince", ["--page-index=3", "{file}"]),
        ("okular", ["--page", "3", "{file}"]),
        ("zathura", ["--page=3", "{file}"]),
        ("mupdf", ["{file}", "3"]),
    ],
)
def test_a_viewer_is_reported_file_and_page_without_a_shell(
    programs: Path, paper: Path, name: str, expected: list[str]
) -> None:
    arguments = install(programs, name)
    assert viewer.open_at(paper, 3) == f"Opened {paper.name} at PDF page 3"
    wait_for_viewers()
    assert arguments.read_text().splitlines() == [part.format(file=paper) for part in expected]


def test_the_viewer_that_the_desktop_opens_pdfs_with_comes_first(programs: Path, paper: Path) -> None:
    install(programs, "evince")
    arguments = install(programs, "okular")
    asked = programs / "xdg-mime"
    asked.write_text("#!/bin/sh\necho org.kde.okular.desktop\n")
    asked.chmod(0o755)
    viewer.open_at(paper, 3)
    wait_for_viewers()
    assert arguments.read_text().splitlines()[-1] == str(paper)


def test_the_systems_own_opener_comes_last_and_cannot_be_reported_the_page(
    programs: Path, paper: Path
) -> None:
    arguments = install(programs, "xdg-open")
    assert viewer.open_at(paper, 3) == f"Opened {paper.name}: turn to PDF page 3"
    wait_for_viewers()
    assert arguments.read_text().splitlines() == [str(paper)]


def test_without_a_viewer_a_line_says_where_the_file_is(programs: Path, paper: Path) -> None:
    with pytest.raises(ReviewError, match="no PDF viewer was found") as error:
        viewer.open_at(paper, 3)
    assert str(paper) in str(error.value)


@pytest.mark.usefixtures("programs")
def test_without_a_display_a_line_says_so(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(ReviewError, match="No graphical display"):
        viewer.open_at(paper, 3)


@pytest.mark.usefixtures("programs")
def test_a_file_that_is_gone_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="the file is missing"):
        viewer.open_at(tmp_path / "gone.pdf", 1)


def test_an_exported_file_that_is_gone_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="no longer exists"):
        viewer.open_file(tmp_path / "gone.csv")


def test_without_a_program_to_open_a_file_its_path_is_reported(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReviewError, match="is not installed") as error:
        viewer.open_file(paper)
    assert str(paper) in str(error.value)


def test_over_ssh_no_file_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "a b c d")
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(ReviewError, match="cannot be opened over this connection"):
        viewer.open_file(tmp_path)


def test_a_file_is_opened_with_the_systems_own_program(programs: Path, paper: Path) -> None:
    arguments = install(programs, "xdg-open")
    assert viewer.open_file(paper) == f"Opened {paper.name}."
    wait_for_viewers()
    assert arguments.read_text().splitlines() == [str(paper)]
