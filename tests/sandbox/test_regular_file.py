"""Only regular files are opened: a pipe, a device, a folder, a file without an end cost a line and no time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from review.errors import ReadingError
from review.sandbox.regular_file import (
    as_text,
    check_named,
    check_regular,
    open_regular,
    read_regular,
    read_text,
)
from tests.odd_files import make_odd_files


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("pipe", "it is a pipe, not a file"),
        ("folder", "it is a folder, not a file"),
        ("socket", "it is a socket, not a file"),
        ("device", "it is a device, not a file"),
        ("loop", "Too many levels of symbolic links"),
        ("gone", "No such file or directory"),
    ],
)
def test_what_is_not_a_regular_file_is_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, why: str
) -> None:
    make_odd_files(tmp_path)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("opened"))
    for reading in (check_regular, open_regular, lambda path: read_regular(path, 10)):
        with pytest.raises(OSError, match=why):
            reading(tmp_path / name)


def test_a_pipe_that_takes_a_files_place_after_the_look_does_not_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x")
    facts = file.stat()
    file.unlink()
    os.mkfifo(file)
    monkeypatch.setattr(Path, "stat", lambda *_, **__: facts)
    with pytest.raises(OSError, match="it is a pipe"):
        open_regular(file)


def test_a_file_without_an_end_is_refused_before_it_is_read(tmp_path: Path) -> None:
    sparse = tmp_path / "sparse"
    with sparse.open("wb") as file:
        file.truncate(40_000_000_000)
    with pytest.raises(OSError, match="it is larger than 2,000 MB"):
        open_regular(sparse, 2_000_000_000)
    with pytest.raises(ReadingError, match=r"sparse: cannot be read \(it is larger than 10 bytes\)"):
        read_text(sparse, 10)


def test_a_text_is_utf_8_and_its_lines_stay_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "text"
    file.write_bytes(b"\xef\xbb\xbfa\r\nb\xe2\x80\xa8c")
    assert read_text(file, 100) == "a\r\nb\u2028c"
    file.write_bytes(b"a\nb\ncaf\xe9")
    with pytest.raises(ReadingError, match="text:3: not UTF-8; save the file in UTF-8"):
        read_text(file, 100)


def test_a_named_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="gone: file not found"):
        check_named(tmp_path / "gone")
    with pytest.raises(ReadingError, match=r"cannot be read \(it is a folder, not a file\)"):
        check_named(tmp_path)
    assert as_text("caf\udce9.pdf") == "caf\N{REPLACEMENT CHARACTER}.pdf"
