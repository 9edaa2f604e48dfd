"""The trail from a page of a PDF through the Reader to a row of the evidence table."""

import csv
from pathlib import Path

import pypdfium2

from review.demonstration import corpus_folder
from review.tui.app import ReviewApp
from review.tui.places.reader import ReaderScreen
from review.tui.places.reader.opening import Opening
from review.tui.support.settings import Settings
from tests.reviews import new_review
from tests.tui.hosts import settled

ARTICLE = "fennimarsh-2015-market-shaping.pdf"
WORDS = "Four commissioners had held the post in three years"


def page_of_the_pdf(path: Path, number: int) -> str:
    """What a person who opens the PDF at that page can read there, white space left out."""
    with pypdfium2.PdfDocument(path) as document:
        text = document[number - 1].get_textpage().get_text_range()
    return "".join(text.split())


async def test_a_quotation_coded_in_the_reader_is_found_on_the_page_that_the_table_names(
    tmp_path: Path,
) -> None:
    project = new_review(tmp_path / "review")
    (report,) = project.documents.ingest([corpus_folder() / ARTICLE]).files
    app = ReviewApp(project, Settings(tmp_path / "settings"), with_suggestions=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        start, _ = project.coding.find_quote(report.record, WORDS)
        await app.push_screen(ReaderScreen(Opening(report.record, start)))
        await settled(pilot)
        await pilot.press("1", "minus", "apostrophe")
        await settled(pilot)
    project.exports.write(["evidence"], ["csv"])

    with (project.folder / "exports" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["code"], row["stance"], row["status"], row["reviewer"]) == (
        "T1",
        "challenges",
        "measured",
        "ann",
    )
    assert WORDS in row["quotation"]
    file = project.documents.file_of(report.record)
    assert file is not None
    page = page_of_the_pdf(file, int(row["page"]))
    assert "".join(WORDS.split()) in page.replace("\ufffe", "").replace("-", "")
    assert row["page_label"] in page
    assert int(row["page_label"]) - int(row["page"]) == 344
    project.close()
