"""Find: a dialog from every place, whose results open where they are."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList, Static

from review.tui.app import ReviewApp
from review.tui.dialogs.find import FindDialog
from review.tui.places.configurations import ConfigurationsScreen
from review.tui.places.desk import DeskScreen
from review.tui.places.library import LibraryScreen
from review.tui.places.reader import ReaderScreen
from review.tui.places.theory_map import TheoryMapScreen
from review.tui.widgets.theory_detail import TheoryDetail
from tests.reviews import a_document, a_review, add_record
from tests.tui.hosts import reported, until


@pytest.fixture
def app(tmp_path):
    project = a_review(tmp_path / "review")
    record = add_record(project, "A study", document=a_document())
    project.coding.code(record, ["T1"], 0, 40, memo="[b]wombat\x1b[31m in a passage")
    project.configurations.new({"context": "many numbats"})
    project.annotations.memo("T2", "a quokka")
    yield ReviewApp(project, with_suggestions=False)
    project.close()


async def find(pilot, words: str) -> OptionList:
    await pilot.press("ctrl+g")
    dialog = pilot.app.screen
    assert isinstance(dialog, FindDialog)
    await pilot.press(*words)
    options = dialog.query_one(OptionList)
    await until(
        pilot, lambda: words in dialog.heading or ": " in dialog.heading or "Nothing" in shown(options)
    )
    return options


def shown(options: OptionList) -> str:
    return "\n".join(str(option.prompt) for option in options.options)


@pytest.mark.parametrize("place", ["f2", "f3", "f5", "f6", "f7", "f8"])
async def test_a_passage_is_found_from_every_place_and_read(app, place):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(place)
        options = await find(pilot, "wombat")
        assert "coding" in shown(options)
        assert "[b]wombat␛[31m in a passage" in shown(options)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))


async def test_prose_opens_at_the_desk(app):
    app.project.desk.write("T2", "A wambenger climbs.")
    app.project.desk.write("discussion", "A dunnart does not.")
    async with app.run_test(size=(80, 24)) as pilot:
        for words, code in (("wambenger", "T2"), ("dunnart", "discussion")):
            assert "prose" in shown(await find(pilot, words))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, DeskScreen))
            await until(pilot, lambda code=code: app.screen.desk.code == code)


async def test_an_appraisal_opens_at_its_passage_or_says_where_it_is_shown(app):
    (row,) = app.project.records.rows(app.project.records.listing())
    passage = a_document().passages[2]
    span = passage.start, passage.end
    app.project.appraisals.appraise(row.record, {"rigour": "low"}, "a bilby", target="T1", span=span)
    app.project.appraisals.appraise(row.record, {"rigour": "high"}, "a potoroo", target="T1")
    async with app.run_test(size=(80, 24)) as pilot:
        await find(pilot, "bilby")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen) and app.screen.is_mounted)
        assert app.screen.view.cursor.at == passage.start
        assert "appraisal" not in reported(app)
        await find(pilot, "potoroo")
        await pilot.press("enter")
        await until(
            pilot, lambda: "The appraisal is of the whole source; the record's details" in reported(app)
        )


async def test_a_configuration_opens_in_its_place(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await find(pilot, "numbat")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConfigurationsScreen))


async def test_a_memo_on_a_theory_opens_the_theory_map_there(app):
    async with app.run_test(size=(160, 48)) as pilot:
        options = await find(pilot, "quokka")
        assert shown(options).startswith("memo  T2")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TheoryMapScreen))
        await until(pilot, lambda: app.screen.desk.theory is not None and app.screen.desk.theory.id == "T2")


@pytest.mark.parametrize("place", ["f2", "f3", "f5", "f6", "f7", "f8"])
async def test_the_theory_map_opens_at_what_was_found_first_and_later(app, place):
    """Also when the map is drawn again meanwhile, since something was done in the review."""
    async with app.run_test(size=(80, 24)) as pilot:
        for code in ("RA", "T2", "T1"):
            await pilot.press(place)
            await find(pilot, code)
            await until(pilot, lambda code=code: app.screen.answered == code)
            app.project.annotations.memo("T1", f"before {code}")
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, TheoryMapScreen) and app.screen.is_mounted)
            await until(pilot, lambda code=code: at(app.screen) == (code, code))
            await pilot.pause()
            assert at(app.screen) == (code, code)


def at(screen: TheoryMapScreen) -> tuple[str, str]:
    """The theory that is chosen, and that which the pane describes."""
    pane = screen.query_one(TheoryDetail).text
    return screen.desk.theory.id if screen.desk.theory else "", pane.split(maxsplit=1)[0] if pane else ""


async def test_what_is_not_there_is_said_and_the_words_are_there_again(app):
    async with app.run_test(size=(80, 24)) as pilot:
        assert "that" not in shown(await find(pilot, "zzz"))
        assert str(app.screen.query_one("#said", Static).content) == "Nothing has all of these words."
        await pilot.press("enter", "escape")
        assert isinstance(app.screen, LibraryScreen)
        await pilot.press("ctrl+g")
        assert app.screen.query_one(Input).value == "zzz"
        await pilot.press(*"quo")
        await until(pilot, lambda: app.screen.answered == "quo")
        assert "a quokka" in shown(app.screen.query_one(OptionList))
