"""What can lie in a corpus beside documents: each costs a line, and the documents are read."""

from __future__ import annotations

import os
from contextlib import chdir
from pathlib import Path

import pytest

from review.project import Project
from review.project.runs import corpus as corpus_module
from review.project.runs.corpus import Entry, facts_of, walk
from tests.odd_files import make_odd_files
from tests.project.test_documents import a_paper, statuses


@pytest.fixture
def corpus(project: Project) -> Path:
    return project.documents.corpus


def test_odd_entries_cost_a_line_each_and_the_documents_are_read(project: Project, corpus: Path) -> None:
    make_odd_files(corpus, ".pdf")
    (corpus / "folder.pdf" / "deeper").mkdir()
    a_paper(corpus / "folder.pdf" / "deeper" / "paper.pdf")
    with (corpus / "sparse.pdf").open("wb") as file:
        file.truncate(40_000_000_000)
    new = project.corpus.new_files()
    report = project.documents.ingest(jobs=1)
    assert new == [corpus / "folder.pdf" / "deeper" / "paper.pdf"]
    said = {file.path: file.message for file in report.refused}
    assert statuses(report) == dict.fromkeys(said, "refused") | {
        "corpus/folder.pdf/deeper/paper.pdf": "added"
    }
    assert said == {
        "corpus/device.pdf": "it is a link out of the review, to /dev/zero; use --follow-links to read it",
        "corpus/loop.pdf": "it is a broken link; replace it with the file, or delete it",
        "corpus/nowhere.pdf": "it is a broken link; replace it with the file, or delete it",
        "corpus/pipe.pdf": "it is a pipe, not a file; move it away",
        "corpus/socket.pdf": "it is a socket, not a file; move it away",
        "corpus/sparse.pdf": "it cannot be read (it is larger than 2,000 MB)",
    }
    assert project.corpus.new_files() == []
    assert project.history.verify() == []


def test_an_odd_entry_that_is_named_costs_a_line_too(project: Project, tmp_path: Path) -> None:
    paths = make_odd_files(tmp_path, ".pdf")
    named = [paths["pipe"], paths["device"], paths["socket"]]
    report = project.documents.ingest([*named, a_paper(tmp_path / "paper.pdf")], jobs=1)
    assert [file.message for file in report.refused] == [
        f"it cannot be read (it is a {kind}, not a file)" for kind in ("device", "pipe", "socket")
    ]
    assert len(project.records.all()) == 1


@pytest.mark.parametrize("year", [1901, 2400])
def test_a_file_from_another_century_is_read_once(project: Project, corpus: Path, year: int) -> None:
    paper = a_paper(corpus / "paper.pdf")
    moment = int((year - 1970) * 365.25 * 86_400)
    os.utime(paper, ns=(moment * 10**9, moment * 10**9))
    if abs(paper.stat().st_mtime - moment) > 86_400:
        pytest.skip("this file system knows no such dates")
    assert statuses(project.documents.ingest(jobs=1)) == {"corpus/paper.pdf": "added"}
    assert project.corpus.new_files() == []
    assert statuses(project.documents.ingest(jobs=1)) == {"corpus/paper.pdf": "unchanged"}
    assert project.corpus.changed() == []


def test_every_date_that_a_system_can_say_fits_into_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    facts = list((tmp_path / "file").stat())
    for moment, kept in ((13_569_465_600, 2**63 - 1), (-13_569_465_600, -(2**63)), (0, 0)):
        changed = os.stat_result([*facts[:7], facts[7], moment, facts[9]], {"st_mtime_ns": moment * 10**9})
        monkeypatch.setattr(Path, "stat", lambda *_, changed=changed: changed)
        assert facts_of(tmp_path / "file")[1] == kept


def test_links_out_of_the_review_are_followed_when_asked(
    project: Project, corpus: Path, tmp_path: Path
) -> None:
    a_paper(tmp_path / "library" / "one.pdf", "Study 1")
    (tmp_path / "library" / "back").symlink_to(tmp_path, target_is_directory=True)
    two = a_paper(tmp_path / "two.pdf", "Study 2", first=3)
    (corpus / "library").symlink_to(tmp_path / "library", target_is_directory=True)
    (corpus / "two.pdf").symlink_to(two)
    assert project.corpus.new_files() == []
    report = project.documents.ingest(jobs=1)
    assert statuses(report) == {"corpus/library": "refused", "corpus/two.pdf": "refused"}
    assert str(tmp_path / "library") in report.files[0].message
    assert project.records.all() == []
    followed = statuses(project.documents.ingest(jobs=1, follow_links=True))
    assert followed["corpus/library/one.pdf"] == followed["corpus/two.pdf"] == "added"
    assert len(project.records.all()) == 2
    # A file that was followed once is known, as long as it stays what it was.
    assert statuses(project.documents.ingest(jobs=1)) == {
        "corpus/library": "refused",
        "corpus/two.pdf": "unchanged",
    }


def test_a_link_that_is_named_is_followed(project: Project, corpus: Path, tmp_path: Path) -> None:
    (corpus / "link.pdf").symlink_to(a_paper(tmp_path / "elsewhere.pdf"))
    assert statuses(project.documents.ingest([corpus / "link.pdf"], jobs=1)) == {"corpus/link.pdf": "added"}


def test_links_within_the_review_are_read_and_loops_of_folders_end(project: Project, corpus: Path) -> None:
    a_paper(corpus / "a" / "paper.pdf")
    (corpus / "a" / "twin.pdf").symlink_to("paper.pdf")
    (corpus / "a" / "up").symlink_to(corpus, target_is_directory=True)
    (corpus / "b").symlink_to("a", target_is_directory=True)
    (corpus / "all").symlink_to(project.folder, target_is_directory=True)
    found = statuses(project.documents.ingest(jobs=1))
    assert (found["corpus/a/paper.pdf"], found["corpus/a/twin.pdf"]) == ("added", "duplicate")
    assert not any(path.startswith(("corpus/b", "corpus/a/up/", "corpus/all/")) for path in found)
    assert (found["corpus/all"], found["corpus/a/up"]) == ("refused", "refused")
    assert len(project.records.all()) == 1


@pytest.mark.parametrize("follow_links", [False, True])
def test_a_link_to_its_own_parent_gets_one_line(
    project: Project, corpus: Path, tmp_path: Path, follow_links: bool
) -> None:
    a_paper(corpus / "paper.pdf")
    (corpus / "loop").symlink_to(".", target_is_directory=True)
    home = project.folder / "more"
    home.mkdir()
    (home / "back").symlink_to(home, target_is_directory=True)
    (corpus / "more").symlink_to(home, target_is_directory=True)
    report = project.documents.ingest(jobs=1, follow_links=follow_links)
    why = "it is a link to one of its parent folders and is not followed; delete it"
    assert {file.path: file.message for file in report.refused} == {
        "corpus/loop": why,
        "corpus/more/back": why,
    }
    assert project.corpus.new_files() == []


def test_a_folder_that_cannot_be_listed_is_a_line(
    project: Project, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Permissions do not hold root back, so the system's answer is made here.
    (corpus / "locked").mkdir()
    a_paper(corpus / "paper.pdf")
    listing = os.scandir

    def refused(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(corpus_module.os, "scandir", refused)
    report = project.documents.ingest(jobs=1)
    assert [file.message for file in report.refused] == [
        "it cannot be listed (Permission denied); check its permissions"
    ]
    assert len(project.records.all()) == 1


def test_a_file_that_vanishes_after_it_was_listed_is_a_line(
    project: Project, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [a_paper(corpus / f"{number}.pdf", f"Study {number}", first=number) for number in range(3)]
    digest_of = corpus_module.digest_of

    def vanishing(path: Path) -> str:
        paths[1].unlink(missing_ok=True)
        return digest_of(path)

    monkeypatch.setattr("review.project.runs.ingest_run.digest_of", vanishing)
    report = project.documents.ingest(jobs=1)
    assert statuses(report) == {"corpus/0.pdf": "added", "corpus/1.pdf": "refused", "corpus/2.pdf": "added"}
    assert report.files[1].message == "it cannot be read (No such file or directory)"


def test_a_very_deep_folder_is_walked_to_where_the_system_goes(tmp_path: Path) -> None:
    with chdir(tmp_path):
        for _ in range(2_500):
            Path("d").mkdir()
            os.chdir("d")
    (entry,) = walk(tmp_path)
    with chdir(tmp_path):  # deeper than what clears up after tests goes
        for step in ["d"] * 2_500 + [".."] * 2_500:
            os.chdir(step)
            if step == "..":
                Path("d").rmdir()
    assert "it cannot be listed (File name too long)" in entry.problem
    assert list(walk(tmp_path / "gone")) == []


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_that_are_not_text_are_not_walked_into(tmp_path: Path) -> None:
    bad = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9"))
    bad.mkdir()
    (bad / "a.pdf").touch()
    assert list(walk(tmp_path)) == [Entry(bad, "its name is not valid UTF-8; rename it")]
