"""The form for printed page numbers, opened from the Reader: preview, storing, clearing, refusals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from review.project import Project
from review.tui.dialogs.page_numbers import PageNumbers
from review.tui.places.reader import ReaderScreen
from tests.reviews import a_review, unlabelled
from tests.tui.hosts import settled, shown
from tests.tui.places.reader.opened import reader, reading, reported
from tests.tui.widgets.reading.papers import PAPER


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A new review without records."""
    project = a_review(tmp_path / "review")
    yield project
    project.close()


async def typed(pilot: Pilot[None], printed: str, *, through: str = "2") -> str:
    """Open the form and fill it in; the preview."""
    await pilot.press("P", "ctrl+u", *printed, "tab", "tab", "ctrl+u", *through)
    await pilot.pause()
    return str(pilot.app.screen.query_one("#preview", Static).render())


def has_no_printed_number(pilot: Pilot[None]) -> bool:
    """Whether the title line has the page of the PDF only, which is in brackets behind a printed number."""
    return " PDF 1/2 " in shown(pilot.app) and "(PDF 1/2)" not in shown(pilot.app)


def labels(project: Project) -> list[str]:
    document = project.documents.get(project.records.all()[0].id)
    assert document
    return [page.label for page in document.pages]


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_numbers_are_previewed_stored_and_shown_at_once(
    project: Project, size: tuple[int, int]
) -> None:
    async with reading(project, unlabelled(PAPER), size=size) as pilot:
        assert has_no_printed_number(pilot)
        assert await typed(pilot, "ix") == "PDF pp. 1–2 become ix, x"
        await pilot.press("enter")
        await settled(pilot)
        assert labels(project) == ["ix", "x"]
        assert "p. ix (PDF 1/2)" in shown(pilot.app)
        assert "Rahman and Okoro, 2016, PDF pp. 1–2: ix, x" in reported(pilot)
        await pilot.press("y")
        assert pilot.app.clipboard.endswith("(Rahman and Okoro, 2016, p. ix)")
        await pilot.press("u")
        await settled(pilot)
        assert has_no_printed_number(pilot)


async def test_the_page_under_the_cursor_is_offered_with_its_number(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("g", *"348", "enter", "P")
        await pilot.pause()
        assert [field.value for field in pilot.app.screen.query("Input").results()] == ["348", "2", "2"]
        assert pilot.app.focused is pilot.app.screen.query(Input).first()
        await pilot.press(*"12a", "enter")
        await settled(pilot)
        assert labels(project) == ["347", "12a"]


async def test_what_is_typed_replaces_the_numbers_that_are_offered(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("P", *"19", "tab", "1", "tab", "2")
        await pilot.pause()
        assert [field.value for field in pilot.app.screen.query("Input").results()] == ["19", "1", "2"]


async def test_an_empty_number_clears_what_was_set_by_hand(project: Project) -> None:
    async with reading(project) as pilot:
        await typed(pilot, "cover", through="1")
        await pilot.press("enter")
        await settled(pilot)
        assert labels(project) == ["cover", "348"]
        assert await typed(pilot, "") == "PDF pp. 1–2: what was set by hand is cleared"
        await pilot.press("enter")
        await settled(pilot)
        assert labels(project) == ["347", "348"]
        assert "p. 347 (PDF 1/2)" in shown(pilot.app)


async def test_a_dash_says_that_no_number_is_printed(project: Project) -> None:
    async with reading(project) as pilot:
        assert await typed(pilot, "-") == "PDF pp. 1–2: no printed number"
        await pilot.press("enter")
        await settled(pilot)
        assert labels(project) == ["", ""]
        assert has_no_printed_number(pilot)


@pytest.mark.parametrize(
    ("printed", "through", "refused"),
    [
        ("1", "3", "there is no page 3: the PDF has pages 1 to 2"),
        ("1", "0", "the last page (0) is before the first (1)"),
        ("1", "x", "there is no page 'x': the PDF has pages 1 to 2"),
        ("cover", "2", "'cover' cannot be counted up"),
        ("9" * 41, "1", "a page number has at most 40 characters; this has 41"),
        ("", "1", "no page number was set by hand on PDF p. 1"),
    ],
)
async def test_what_is_refused_keeps_the_form_open_and_says_why(
    project: Project, printed: str, through: str, refused: str
) -> None:
    async with reading(project) as pilot:
        preview = await typed(pilot, printed, through=through)
        assert preview.startswith(refused) or not printed
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PageNumbers)
        line = pilot.app.screen.query_one("#preview", Static)
        assert str(line.render()).startswith(refused)
        assert line.has_class("complaint")
        await pilot.press("escape", "y")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert labels(project) == ["347", "348"]


async def test_markup_in_a_number_is_text(project: Project) -> None:
    async with reading(project) as pilot:
        assert await typed(pilot, "[b]9[/]", through="1") == "PDF p. 1 becomes [b]9[/]"
        await pilot.press("enter")
        await settled(pilot)
        assert "p. [b]9[/] (PDF 1/2)" in shown(pilot.app)


async def test_going_to_a_page_says_which_one_was_meant(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("g", *"2", "enter")
        await settled(pilot)
        assert "PDF p. 2 (printed 348)" in reported(pilot)
        await pilot.press("ctrl+home")
        await typed(pilot, "2", through="1")
        await pilot.press("enter", "ctrl+end", "g", *"2", "enter")
        await settled(pilot)
        assert "p. 2 (PDF 1)" in reported(pilot)
        assert reader(pilot).view.cursor.at == PAPER.pages[0].start


async def test_a_document_without_text_has_no_pages_to_number(project: Project) -> None:
    async with reading(project, None) as pilot:
        await pilot.press("P")
        assert "No text to read for" in reported(pilot)
