"""Text recognition with the real programs."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from review.documents import readers, recognition
from review.documents.pool import ReadingPool
from review.documents.recognition import Recognition, recognised_readings
from review.domain import ReadingStatus
from review.errors import ReadingError
from review.sandbox.limits import Limits
from tests.documents.papers import SENTENCES, Paper, wrapped
from tests.documents.test_scans import draw_scan


def recognised(path: Path, limits: Limits, **options: object) -> Recognition:
    """What comes of a file with two threads of this process."""
    with ReadingPool(2, limits) as here:
        (found,) = recognised_readings([path], limits, here, **options)
    return found


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A page of text and two scanned ones."""
    paper = Paper(tmp_path / "mixed.pdf")
    paper.write(wrapped(SENTENCES[0], 60), y=700)
    for number in (1, 2):
        paper.next_page()
        draw_scan(paper, wrapped(SENTENCES[number], 60))
    return paper.save()


@pytest.mark.usefixtures("recognising")
def test_scanned_pages_get_their_text_and_are_marked(mixed: Path) -> None:
    done: list[int] = []
    reading = recognised(mixed, Limits(), page_done=lambda path, page: done.append(page)).reading
    assert reading is not None
    assert reading.status is ReadingStatus.ADDED
    assert reading.message.startswith("Text recognised on 2 pages (the first: 2)")
    assert sorted(done) == [2, 3]
    document = reading.document
    assert document is not None
    assert [page.recognised for page in document.pages] == [False, True, True]
    for number in (0, 1, 2):
        page = document.pages[number]
        assert SENTENCES[number] in document.text[page.start : page.end]


@pytest.mark.usefixtures("recognising")
def test_a_page_that_takes_too_long_stays_as_it_was(mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "SECONDS", -19.9)
    reading = recognised(mixed, Limits(timeout=20.0)).reading
    assert reading is not None
    assert "Text recognition failed on 2 pages" in reading.message
    assert not any(page.recognised for page in reading.document.pages)


@pytest.mark.usefixtures("recognising")
def test_a_file_without_scanned_pages_is_left_alone(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "paper.pdf")
    paper.write(wrapped(SENTENCES[0], 60), y=700)
    path = paper.save()
    assert recognised(path, Limits()) == Recognition(path)


@pytest.mark.usefixtures("recognising")
def test_pages_of_several_files_are_recognised_side_by_side(mixed: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.pdf").write_text("no PDF")
    other = Path(shutil.copyfile(mixed, tmp_path / "other.pdf"))
    with ReadingPool(2, Limits()) as here:
        found = list(recognised_readings([mixed, tmp_path / "notes.pdf", other], Limits(), here))
    assert [one.path.name for one in found] == ["mixed.pdf", "other.pdf", "notes.pdf"]
    assert found[0].reading.document == found[1].reading.document
    assert (found[2].reading, found[2].problem.startswith("notes.pdf: ")) == (None, True)


@pytest.mark.usefixtures("recognising")
def test_pages_that_were_not_started_are_cancelled(mixed: Path, tmp_path: Path) -> None:
    stop = threading.Event()
    other = Path(shutil.copyfile(mixed, tmp_path / "other.pdf"))
    with ReadingPool(1, Limits()) as here:
        readings = recognised_readings(
            [mixed, other], Limits(), here, page_done=lambda path, page: stop.set(), stop=stop
        )
        assert list(readings) == []


def test_what_is_missing_is_reported_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadingError, match=r"install"), readers(Limits(), jobs=1, ocr=True):
        pass
