"""Reading real files into the review: which are new, which are known, and the result for each."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from review.domain import ReadingStatus
from review.errors import ReviewError
from review.project import IngestReport, Progress, Project
from tests.documents.papers import SENTENCES, Paper, wrapped


def a_paper(path: Path, title: str = "A study of markets", first: int = 0) -> Path:
    """A PDF of one page with a title and a few sentences of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The C library that writes the file knows no names that are not text: those are given afterwards.
    paper = Paper(path.parent / "in-the-making.pdf", invariant=1)
    paper.write([title], size=18)
    text = " ".join(SENTENCES[(first + number) % len(SENTENCES)] for number in range(4))
    paper.write(wrapped(f"{title}. {text}", 90), y=700)
    return paper.save().replace(path)


def statuses(report: IngestReport) -> dict[str, str]:
    return {file.path: str(file.status) for file in report.files}


@pytest.fixture
def corpus(project: Project) -> Path:
    return project.documents.corpus


def test_a_file_is_read_once_and_then_known_without_opening_it(project: Project, corpus: Path) -> None:
    paper = a_paper(corpus / "markets.pdf")
    assert project.corpus.new_files() == [paper]
    report = project.documents.ingest(jobs=1)
    (file,) = report.files
    assert (file.path, file.status, file.pages) == ("corpus/markets.pdf", ReadingStatus.ADDED, 1)
    assert file.title == project.records.get(file.record).title == "A study of markets"
    assert project.documents.file_of(file.record) == paper
    assert project.records.find("markets.pdf") == project.records.find("corpus/markets.pdf") == file.record
    assert project.corpus.new_files() == []
    revision = project.revision
    again = project.documents.ingest(jobs=1)
    assert statuses(again) == {"corpus/markets.pdf": "unchanged"}
    assert (again.files[0].record, again.pages, project.revision) == (file.record, 0, revision)
    paper.touch()
    assert project.corpus.new_files() == [], "in a copied folder only the times of files are new"
    assert statuses(project.documents.ingest(jobs=1)) == {"corpus/markets.pdf": "unchanged"}
    assert (project.corpus.new_files(), project.revision) == ([], revision)
    assert project.history.verify() == []


def test_two_files_of_the_same_bytes_are_one_record(project: Project, corpus: Path) -> None:
    shutil.copyfile(a_paper(corpus / "a.pdf"), corpus / "b.pdf")
    report = project.documents.ingest(jobs=2)
    assert statuses(report) == {"corpus/a.pdf": "added", "corpus/b.pdf": "duplicate"}
    assert report.files[1].message == "the same file as corpus/a.pdf"
    assert report.files[0].record == report.files[1].record
    assert len(project.records.all()) == 1
    assert statuses(project.documents.ingest(jobs=1)) == dict.fromkeys(
        ("corpus/a.pdf", "corpus/b.pdf"), "unchanged"
    )


def test_a_moved_file_is_followed(project: Project, corpus: Path) -> None:
    record = project.documents.ingest([a_paper(corpus / "a.pdf")], jobs=1).files[0].record
    (corpus / "read").mkdir()
    (corpus / "a.pdf").rename(corpus / "read" / "b.pdf")
    assert statuses(project.documents.ingest(jobs=1)) == {"corpus/read/b.pdf": "unchanged"}
    assert project.records.get(record).path == "corpus/read/b.pdf"
    assert project.history.verify() == []


def test_another_work_in_a_files_place_is_a_new_record_and_the_old_ones_codings_stay(
    project: Project, corpus: Path
) -> None:
    old = project.documents.ingest([a_paper(corpus / "a.pdf")], jobs=1).files[0].record
    project.coding.code(old, ["T1"], *project.coding.find_quote(old, "described the market as something"))
    a_paper(corpus / "a.pdf", "Another study", first=2)
    assert project.corpus.new_files() == [corpus / "a.pdf"]
    new = project.documents.ingest(jobs=1).files[0]
    assert (new.status, new.title) == ("added", "Another study")
    assert new.record != old
    cited = project.records.get(old).author_year
    assert new.message == f"Not the same work as {cited}, whose file was here before and is gone."
    assert project.documents.file_of(old) is None
    assert len(project.coding.codings(old)) == 1
    (line,) = project.history.verify()
    assert line.startswith(
        f"corpus/a.pdf: the file changed since it was read for {cited} and now belongs to another record"
    )


def test_files_from_elsewhere_are_copied_in_under_free_names(project: Project, tmp_path: Path) -> None:
    outside = tmp_path / "downloads"
    a_paper(outside / "paper.pdf")
    a_paper(outside / "deeper" / "paper.PDF", "Another study", first=1)
    (outside / ".hidden.pdf").write_bytes(b"%PDF-1.4 hidden")
    report = project.documents.ingest([outside], jobs=1)
    assert [file.status for file in report.files] == ["added", "added"]
    assert sorted(path.name for path in project.documents.corpus.iterdir()) == ["paper-2.pdf", "paper.pdf"]
    assert all(project.documents.file_of(file.record) for file in report.files)
    again = project.documents.ingest([outside / "paper.pdf", outside / "paper.pdf"], jobs=1)
    assert [(file.status, file.message) for file in again.files] == [
        ("duplicate", "the same file as corpus/paper-2.pdf")
    ]
    assert project.corpus.new_files() == []


def test_a_lost_file_is_brought_back_by_giving_it_again(project: Project, tmp_path: Path) -> None:
    paper = a_paper(tmp_path / "paper.pdf")
    record = project.documents.ingest([paper], jobs=1).files[0].record
    (project.documents.corpus / "paper.pdf").unlink()
    assert project.documents.file_of(record) is None
    project.documents.ingest([paper], jobs=1)
    assert project.documents.file_of(record) == project.documents.corpus / "paper.pdf"
    assert project.history.verify() == []


def test_a_path_into_the_corpus_is_not_a_file_from_elsewhere(
    project: Project, corpus: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    a_paper(corpus / "a.pdf")
    monkeypatch.chdir(project.folder)
    assert statuses(project.documents.ingest([Path("corpus/a.pdf"), Path("corpus/../corpus")], jobs=1)) == {
        "corpus/a.pdf": "added"
    }
    (tmp_path / "link").symlink_to(project.folder, target_is_directory=True)
    assert statuses(project.documents.ingest([tmp_path / "link" / "corpus" / "a.pdf"], jobs=1)) == {
        "corpus/a.pdf": "unchanged"
    }
    assert [path.name for path in corpus.iterdir()] == ["a.pdf"]


def test_one_bad_file_stops_none_of_the_others(project: Project, corpus: Path) -> None:
    a_paper(corpus / "good.pdf")
    a_paper(corpus / "zz-good.pdf", "Another study", first=1)
    (corpus / "empty.pdf").touch()
    (corpus / "notes.rtf").write_text("notes")
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog")
    scan = Canvas(str(corpus / "scan.pdf"))
    scan.rect(100, 100, 300, 300, fill=1)
    scan.save()
    with pikepdf.open(corpus / "good.pdf") as pdf:
        pdf.save(corpus / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    report = project.documents.ingest(jobs=2)
    assert statuses(report) == {
        "corpus/broken.pdf": "damaged",
        "corpus/empty.pdf": "refused",
        "corpus/good.pdf": "added",
        "corpus/locked.pdf": "encrypted",
        "corpus/notes.rtf": "refused",
        "corpus/scan.pdf": "no-text",
        "corpus/zz-good.pdf": "added",
    }
    assert [file.path for file in report.refused] == [f"corpus/{name}" for name in ("broken.pdf", "empty.pdf", "locked.pdf", "notes.rtf")]  # fmt: skip
    assert all(file.message for file in report.refused)
    assert {file.path for file in report.files if file.record} == {f"corpus/{name}" for name in ("good.pdf", "zz-good.pdf", "locked.pdf", "scan.pdf")}  # fmt: skip
    locked = project.records.find("locked.pdf")
    assert project.screening.decide(locked, "include", "title-abstract").message.startswith("Included")
    assert project.documents.get(locked) is None
    for name, state in (("locked.pdf", "is there, but locked"), ("scan.pdf", "is there, but has no text")):
        with pytest.raises(
            ReviewError, match=rf"its document {state} \(corpus/{name}\), so it was retrieved"
        ):
            project.records.without_document(project.records.find(name))


def test_what_could_not_be_read_is_not_reported_as_new_but_tried_again_when_asked(
    project: Project, corpus: Path
) -> None:
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog")
    shutil.copyfile(corpus / "broken.pdf", corpus / "twin.pdf")
    project.documents.ingest(jobs=1)
    assert project.corpus.new_files() == []
    assert set(statuses(project.documents.ingest(jobs=1)).values()) == {"damaged"}
    a_paper(corpus / "broken.pdf")
    assert project.corpus.new_files() == [corpus / "broken.pdf"]
    assert statuses(project.documents.ingest(jobs=1)) == {
        "corpus/broken.pdf": "added",
        "corpus/twin.pdf": "damaged",
    }


def test_a_moved_scan_keeps_what_was_said_of_it(project: Project, corpus: Path) -> None:
    scan = Canvas(str(corpus / "scan.pdf"))
    scan.rect(100, 100, 300, 300, fill=1)
    scan.save()
    message = project.documents.ingest(jobs=1).files[0].message
    (corpus / "scan.pdf").rename(corpus / "moved.pdf")
    for _ in range(2):
        (file,) = project.documents.ingest(jobs=1).files
        assert (file.status, file.message) == ("unchanged", message)


def test_names_of_files_can_be_anything(project: Project, corpus: Path, tmp_path: Path) -> None:
    names = (
        "[/]\x1b[31m$(rm).pdf",
        "=1+1.pdf",
        "'; DROP TABLE record;--.pdf",
        "Übergang — naïve.pdf",
        "a%20_b\\c.pdf",
    )
    for number, name in enumerate(names):
        a_paper(corpus / name, f"Study {number}", first=number)
    report = project.documents.ingest(jobs=1)
    assert statuses(report) == dict.fromkeys((f"corpus/{name}" for name in names), "added")
    for file in report.files:
        assert project.documents.file_of(file.record) == project.folder / file.path
    assert project.corpus.new_files() == []
    a_paper(tmp_path / "out:side\n\x07.pdf", "Study 9", first=4)
    project.documents.ingest([tmp_path / "out:side\n\x07.pdf"], jobs=1)
    assert (corpus / "out_side__.pdf").is_file()
    assert project.history.verify() == []


@pytest.mark.skipif(sys.platform != "linux", reason="the system's file names are text")
def test_a_name_that_is_not_text_is_refused_in_a_line(project: Project, corpus: Path, tmp_path: Path) -> None:
    a_paper(corpus / "good.pdf")
    for folder in (corpus, tmp_path):
        shutil.copyfile(corpus / "good.pdf", os.fsdecode(bytes(folder) + b"/caf\xe9.pdf"))
    report = project.documents.ingest([corpus, Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.pdf"))], jobs=1)
    assert sorted(str(file.status) for file in report.files) == ["added", "refused", "refused"]
    assert {file.message for file in report.refused} == {"its name is not valid UTF-8; rename it"}


def test_a_run_that_is_stopped_continues_where_it_was(project: Project, corpus: Path) -> None:
    for number in range(4):
        a_paper(corpus / f"{number}.pdf", f"Study {number}", first=number)
    stop, seen = threading.Event(), []

    def after_two(progress: Progress) -> None:
        seen.append((progress.done, progress.total))
        if progress.done == 2:
            stop.set()

    report = project.documents.ingest(jobs=1, progress=after_two, stop=stop)
    assert report.stopped
    assert seen == [(1, 4), (2, 4)]
    assert len(project.records.all()) == len(report.files) == 2
    assert len(project.corpus.new_files()) == 2
    told: list[Progress] = []
    rest = project.documents.ingest(jobs=1, progress=told.append)
    assert not rest.stopped
    assert [(progress.done, progress.total) for progress in told] == [(1, 2), (2, 2)]
    assert sorted(statuses(rest).values()) == ["added", "added", "unchanged", "unchanged"]
    assert project.corpus.new_files() == []
    assert project.history.verify() == []


def test_what_cannot_be_done_at_all_is_one_line(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="file or folder not found"):
        project.documents.ingest([tmp_path / "nothing.pdf"])
    assert project.documents.ingest().files == ()
    shutil.rmtree(project.documents.corpus)
    assert project.documents.ingest().files == ()
    assert project.documents.ingest([a_paper(tmp_path / "paper.pdf")], jobs=1).files[0].status == "added"
    project.close()
    looking = Project.open(project.folder, "ann", read_only=True)
    with pytest.raises(ReviewError, match="opened for reading only"):
        looking.documents.ingest()
    looking.close()


def test_a_corpus_that_cannot_be_written_is_one_line(project: Project, tmp_path: Path) -> None:
    project.documents.corpus.rmdir()
    project.documents.corpus.write_text("in the way")
    with pytest.raises(ReviewError, match="cannot be written"):
        project.documents.ingest([a_paper(tmp_path / "paper.pdf")], jobs=1)
    assert project.records.all() == []


def test_links_to_files_keep_their_own_names(project: Project, corpus: Path, tmp_path: Path) -> None:
    (corpus / "link.pdf").symlink_to(a_paper(tmp_path / "elsewhere.pdf"))
    (corpus / "nowhere.pdf").symlink_to(tmp_path / "gone.pdf")
    (corpus / "loop").symlink_to(corpus, target_is_directory=True)
    report = project.documents.ingest(jobs=1, follow_links=True)
    refused = dict.fromkeys(["corpus/loop", "corpus/nowhere.pdf"], "refused")
    assert statuses(report) == {"corpus/link.pdf": "added"} | refused
    assert project.history.verify() == []


def test_a_file_that_was_written_again_with_the_same_bytes_has_not_changed(project: Project) -> None:
    file = project.documents.corpus / "paper.pdf"
    file.write_bytes(b"no PDF")
    project.documents.ingest()
    file.write_bytes(b"no PDF")
    os.utime(file, ns=(0, 0))
    assert project.corpus.changed() == []
    file.write_bytes(b"NO PDF")
    assert project.corpus.changed() == ["corpus/paper.pdf"]


def test_files_that_went_or_changed_are_known_and_their_records_stay(project: Project) -> None:
    for name in ("gone.pdf", "changed.pdf", "kept.pdf"):
        (project.documents.corpus / name).write_bytes(f"no PDF {name}".encode())
    project.documents.ingest()
    assert (project.corpus.gone(), project.corpus.changed()) == ([], [])
    records = project.records.all()

    (project.documents.corpus / "gone.pdf").unlink()
    (project.documents.corpus / "changed.pdf").write_bytes(b"longer than it was before")

    assert project.corpus.gone() == ["corpus/gone.pdf"]
    assert project.corpus.changed() == ["corpus/changed.pdf"]
    assert project.records.all() == records
