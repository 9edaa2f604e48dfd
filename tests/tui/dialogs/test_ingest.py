"""Reading new files on the screen: recognising scans."""

from __future__ import annotations

import sys
import threading

import pytest
from textual.pilot import Pilot

from review.domain import ReadingStatus
from review.project.runs.reading_lock import reading_lock
from review.project.runs.report import FileReport, IngestReport
from review.tui.app import ReviewApp
from review.tui.dialogs.ingest import (
    IngestScreen,
    read_in_words,
    recognised_in_words,
    report_text,
    scans_text,
)
from tests.documents.papers import SENTENCES, Paper, wrapped
from tests.documents.test_scans import draw_scan
from tests.tui.hosts import settled, shown


def a_scan(app: ReviewApp) -> None:
    """A letter in corpus/ that is only an image."""
    paper = Paper(app.project.documents.corpus / "letter.pdf", invariant=1)
    draw_scan(paper, ["To all providers", *wrapped(SENTENCES[1], 60)])
    paper.save()


async def reading_ended(pilot: Pilot[None]) -> None:
    """New files were read from the Library, and the report is shown."""
    await settled(pilot)
    await pilot.press("i")
    await settled(pilot)
    await settled(pilot)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no locks of files")
@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_another_run_of_reading_is_waited_for(app: ReviewApp, key: str) -> None:
    a_scan(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        with reading_lock(app.project.folder, None, threading.Event()):
            await pilot.press("i")
            for _ in range(200):
                await pilot.pause(0.05)
                if "Another ingest is running" in " ".join(shown(app).split()):
                    break
            assert "Another ingest is running" in " ".join(shown(app).split())
            await pilot.press(key)
            await settled(pilot)
            assert "Stopped. Press i to continue." in shown(app)
            assert "i continue" in shown(app)
        await pilot.press("i")
        await settled(pilot)
        await settled(pilot)
        assert "1 document without text" in " ".join(shown(app).split())


@pytest.mark.usefixtures("recognising")
async def test_o_recognises_the_text_of_scans(app: ReviewApp) -> None:
    a_scan(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await reading_ended(pilot)
        assert isinstance(app.screen, IngestScreen)
        assert "1 document without text (scans). Press o to recognise the text." in " ".join(
            shown(app).split()
        )
        await pilot.press("o")
        await settled(pilot)
        assert "1 document with recognised text" in shown(app)
        assert app.project.documents.scans() == []
        await pilot.press("enter")
        await settled(pilot)
        assert not isinstance(app.screen, IngestScreen)


@pytest.mark.usefixtures("recognising")
async def test_recognition_that_was_stopped_goes_on_with_o(app: ReviewApp) -> None:
    a_scan(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await reading_ended(pilot)
        await pilot.press("o", "s")
        await settled(pilot)
        assert "Stopped. Press o to continue. 0 documents with recognised text" in " ".join(
            shown(app).split()
        )
        await pilot.press("o")
        await settled(pilot)
        assert "1 document with recognised text" in shown(app)


def test_what_was_recognised_in_an_earlier_run_is_not_counted_again() -> None:
    before = "Text recognised on page 1: check quotations against the page."
    files = (
        FileReport("corpus/a.pdf", ReadingStatus.UNCHANGED, "a", message=before),
        FileReport("corpus/b.pdf", ReadingStatus.ADDED, "b", message=before),
    )
    assert recognised_in_words(IngestReport(files, 1, 1.0, False)) == "1 document with recognised text"


def test_a_changed_file_that_lost_codings_needs_attention() -> None:
    files = (
        FileReport("corpus/a.pdf", ReadingStatus.ADDED, "a", message="1 lost", lost=1),
        FileReport("corpus/b.pdf", ReadingStatus.ADDED, "b"),
    )
    text = report_text(IngestReport(files, 1, 1.0, False)).plain
    assert "1 lost" in text
    assert "b.pdf" not in text


def test_the_numbers_of_the_title_are_those_of_the_list() -> None:
    of_status = {
        ReadingStatus.ADDED: (3, "fine"),
        ReadingStatus.NO_TEXT: (2, "scan"),
        ReadingStatus.REFUSED: (0, "broken"),
        ReadingStatus.DUPLICATE: (0, "copy"),
        ReadingStatus.UNCHANGED: (0, "known"),
    }
    files = tuple(
        FileReport(f"corpus/{name}.pdf", status, name, pages=pages)
        for status, (pages, name) in of_status.items()
    )
    report = IngestReport(files, 5, 0.0)
    assert read_in_words(report) == (
        "2 new documents read (5 pages), 1 of them to check, 1 read before under another name, 1 could not be read"
    )
    assert [line.split()[-1] for line in report_text(report).plain.splitlines()] == [
        "scan.pdf",
        "broken.pdf",
        "copy.pdf",
    ]


async def test_scans_can_be_recognised_when_nothing_else_is_new(app: ReviewApp) -> None:
    a_scan(app)
    app.project.documents.ingest(jobs=1)
    async with app.run_test(size=(80, 24)) as pilot:
        await reading_ended(pilot)
        assert isinstance(app.screen, IngestScreen)
        assert "without text" in shown(app)


async def test_without_scans_o_does_nothing(app: ReviewApp) -> None:
    (app.project.documents.corpus / "notes.pdf").write_text("no PDF")
    async with app.run_test(size=(80, 24)) as pilot:
        await reading_ended(pilot)
        await pilot.press("o")
        await settled(pilot)
        assert "o recognise" not in shown(app)
        assert "1 could not be read" in shown(app)


def test_what_is_missing_is_reported_in_one_line() -> None:
    (line,) = scans_text(
        2, "text recognition needs tesseract; install it (apt install tesseract-ocr)", tried=False
    )
    assert line.plain == (
        "2 documents without text (scans). "
        "Text recognition needs tesseract; install it (apt install tesseract-ocr)."
    )
    assert scans_text(0, "", tried=False) == []
