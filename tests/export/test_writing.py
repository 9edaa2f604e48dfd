"""Files are written whole or not at all."""

import errno
import os
import sys
from pathlib import Path

import pytest

from review.errors import ReviewError
from review.export import FORMATS, TABLES, write
from tests.export.hostile import table_of
from tests.export.reviews import SMALL


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("name", TABLES)
def test_every_export_is_written_in_every_format(tmp_path, name, file_format):
    path = tmp_path / "exports" / f"{name}.{file_format}"
    written = write(TABLES[name].build(SMALL), path, file_format)
    assert written[0] == path
    assert sorted(path.parent.iterdir()) == sorted(written)
    assert all(file.stat().st_size for file in written)


def test_csv_has_its_caption_beside_it(tmp_path):
    written = write(table_of("a"), tmp_path / "texts.csv", "csv")
    assert written == (tmp_path / "texts.csv", tmp_path / "texts.csv.meta.json")


def test_an_older_file_is_replaced_and_a_link_does_not_lead_elsewhere(tmp_path):
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text("mine")
    path = tmp_path / "exports" / "texts.md"
    path.parent.mkdir()
    path.symlink_to(elsewhere)
    write(table_of("old"), path, "md")
    write(table_of("new"), path, "md")
    assert "new" in path.read_text()
    assert elsewhere.read_text() == "mine"


def test_others_may_read_what_the_persons_settings_let_them(tmp_path):
    before = os.umask(0o027)
    try:
        (path,) = write(table_of("a"), tmp_path / "texts.md", "md")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_replaced_keeps_its_mode(tmp_path):
    path = tmp_path / "texts.csv"
    write(table_of("old"), path, "csv")
    path.chmod(0o4600)
    write(table_of("new"), path, "csv")
    assert (path.stat().st_mode & 0o7777, "new" in path.read_text()) == (0o600, True)


def test_what_is_not_a_file_is_not_replaced(tmp_path):
    path = tmp_path / "texts.md"
    os.mkfifo(path)
    assert "cannot be written (it is a pipe, not a file)" in refused(path, "md")
    assert list(tmp_path.iterdir()) == [path]


def refused(path: Path, file_format: str) -> str:
    with pytest.raises(ReviewError) as refusal:
        write(table_of("a"), path, file_format)
    return str(refusal.value)


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_folder_in_the_files_place_is_one_line_and_leaves_nothing_behind(tmp_path, file_format):
    path = tmp_path / f"texts.{file_format}"
    path.mkdir()
    message = refused(path, file_format)
    assert message.startswith(f"{path}: cannot be written (")
    assert "\n" not in message
    assert list(tmp_path.iterdir()) == [path]
    assert not list(path.iterdir())


def test_a_file_in_the_folders_place_is_one_line(tmp_path):
    (tmp_path / "exports").write_text("not a folder")
    assert "cannot be written" in refused(tmp_path / "exports" / "texts.csv", "csv")


def test_a_folder_that_takes_no_files_is_one_line():
    if not Path("/proc/self").is_dir():
        pytest.skip("no folder here refuses files to everybody")
    assert "cannot be written" in refused(Path("/proc/self/texts.csv"), "csv")


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not hold root back")
def test_a_read_only_folder_is_one_line(tmp_path):
    tmp_path.chmod(0o500)
    assert "cannot be written" in refused(tmp_path / "texts.csv", "csv")
    tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("number", "platform", "advice"),
    [
        (errno.EACCES, "linux", "choose another folder with --out"),
        (errno.EROFS, "darwin", "choose another folder with --out"),
        (errno.ENOSPC, "linux", "free some space, or choose another folder with --out"),
        (errno.EACCES, "win32", "close it in other programs, or choose another folder with --out"),
    ],
)
def test_what_to_do_goes_by_what_is_wrong(tmp_path, monkeypatch, number, platform, advice):
    def fail(descriptor):
        raise OSError(number, os.strerror(number))

    # Permissions do not hold root back, and no test fills a disk: the system's answer is made here.
    monkeypatch.setattr(os, "fsync", fail)
    monkeypatch.setattr(sys, "platform", platform)
    path = tmp_path / "texts.csv"
    assert refused(path, "csv") == f"{path}: cannot be written ({os.strerror(number)}); {advice}"


def test_the_old_file_stays_whole_when_the_disk_is_full(tmp_path, monkeypatch):
    path = tmp_path / "texts.csv"
    write(table_of("old"), path, "csv")
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left on device" in refused(path, "csv")
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_an_unknown_format_is_refused_with_those_that_are_known(tmp_path):
    assert (
        refused(tmp_path / "texts.pdf", "pdf")
        == "Unknown format 'pdf'. Formats: csv, xlsx, md, docx, html, tex"
    )


@pytest.mark.parametrize("file_format", ["csv", "md", "docx", "html", "tex"])
def test_equal_tables_give_equal_files(tmp_path, file_format):
    build = TABLES["evidence"].build
    first, second = (
        write(build(SMALL), tmp_path / f"{n}.{file_format}", file_format)[0].read_bytes() for n in (1, 2)
    )
    assert first == second
