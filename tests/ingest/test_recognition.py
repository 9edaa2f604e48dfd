"""Text recognition with the real programs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from review.errors import ReadingError
from review.ingest import recognition
from review.ingest.limits import Limits
from review.ingest.recognition import missing, recognised_reading
from review.model import ReadingStatus
from tests.ingest.papers import SENTENCES, Paper, wrapped
from tests.ingest.test_scans import draw_scan


@pytest.fixture
def recognising() -> None:
    """Skip where the programs are missing, unless this run must not do without."""
    if lack := missing():
        assert "REVIEW_TESTS_NEED_OCR" not in os.environ, lack
        pytest.skip(lack)


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
    reading = recognised_reading(mixed, Limits(), jobs=2, page_done=lambda page, total: done.append(page))
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
    reading = recognised_reading(mixed, Limits(timeout=20.0))
    assert reading is not None
    assert "Recognition failed on 2 pages" in reading.message
    assert not any(page.recognised for page in reading.document.pages)


@pytest.mark.usefixtures("recognising")
def test_a_file_without_scanned_pages_is_left_alone(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "paper.pdf")
    paper.write(wrapped(SENTENCES[0], 60), y=700)
    assert recognised_reading(paper.save(), Limits()) is None


def test_what_is_missing_is_told_in_a_line(mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadingError, match=r"install"):
        recognised_reading(mixed, Limits())
