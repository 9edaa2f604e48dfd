"""The desk, with real keys."""

import contextlib
import os
import sys
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from review.domain.writing.prose import ProseVersion
from review.project.writing.drafts import FOLDER
from review.tui.app import ReviewApp
from review.tui.dialogs.base import Question
from review.tui.dialogs.choose import Chooser
from review.tui.dialogs.message import MessageScreen
from review.tui.places.configurations import ConfigurationsScreen
from review.tui.places.desk import DeskScreen, rows, typed
from review.tui.places.desk.material_view import MaterialView
from review.tui.places.desk.prose_area import ProseArea
from review.tui.places.desk.sitting import Sitting
from review.tui.places.desk.versions import ProseVersions, WrittenApart, describe
from review.tui.places.library import LibraryScreen
from review.tui.places.reader import ReaderScreen
from tests.tui.hosts import held_up, reported, settled, shown, until

STARTS_AT = "desk"

SIZES = pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)])


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    await pilot.pause()


def written(app: ReviewApp, code: str = "T1") -> list[str]:
    return [one.text for one in app.project.desk.versions(code)]


def drafts(app: ReviewApp) -> list[str]:
    folder = app.project.folder / FOLDER
    return [one.read_text() for one in folder.glob("*.md")] if folder.exists() else []


def area(app: ReviewApp) -> ProseArea:
    return app.screen.query_one(ProseArea)


def footer(app: ReviewApp) -> str:
    return shown(app).splitlines()[-1]


@SIZES
async def test_a_long_name_leaves_the_numbers_in_the_title(desk_app: ReviewApp, size):
    desk_app.project.structure.rename("T1", " ".join(["Market logic"] * 12), "all of it")
    async with desk_app.run_test(size=(160, 48)) as pilot:
        await press(pilot, "f9")
        await pilot.resize_terminal(*size)
        await pilot.pause()
        title = shown(desk_app).splitlines()[1].rstrip()
        assert title.startswith(" T1 Market logic Market logic")
        assert title.endswith("1 of 9 · 1 passage, 0 in the prose")


@SIZES
async def test_material_and_prose_are_shown(desk_app: ReviewApp, size):
    async with desk_app.run_test(size=size) as pilot:
        await press(pilot, "f9")
        text = shown(desk_app)
        for part in (
            "T1 Market logic",
            "1 passage, 0 in the prose",
            "Frequent retendering",
        ):
            assert part in text
        assert "i inserts “Frequent" in text
        assert ("Prose · nothing written yet" in text) == (size[0] >= 100)
        assert "Insert" in footer(desk_app)
        await press(pilot, "tab")
        text = shown(desk_app)
        assert "Writing: letters are text · nothing written yet" in text
        assert ("Frequent retendering" in text) == (size[0] >= 100)
        assert "To the material" in footer(desk_app)
        assert not {"Insert", "Search", "? All keys"} & set(footer(desk_app).split("  "))
        await press(pilot, "escape")
        assert desk_app.screen.query_one(MaterialView).has_focus
        assert "Frequent retendering" in shown(desk_app)


async def test_the_material_of_a_large_review_comes_while_one_writes(desk_app: ReviewApp, monkeypatch):
    monkeypatch.setattr("review.tui.places.base.LARGE", 0)
    async with desk_app.run_test(size=(160, 48)) as pilot:
        await press(pilot, "f9")
        await until(pilot, lambda: "1 of 9 · 1 passage, 0 in the prose" in shown(desk_app))
        with held_up(monkeypatch, desk_app.project.desk, "materials") as is_asked:
            await press(pilot, "right_square_bracket")
            await until(pilot, is_asked.is_set)
            assert "2 of 9 · reading …" in shown(desk_app)
            await press(pilot, "tab", "a", "escape", "left_square_bracket")
            assert "1 of 9 · reading …" in shown(desk_app)
        await until(pilot, lambda: "1 of 9 · 1 passage, 0 in the prose" in shown(desk_app))
        assert "Frequent retendering" in shown(desk_app)
        assert written(desk_app, "T2") == ["a"]


async def test_the_preview_keeps_its_room_while_other_material_is_read(desk_app: ReviewApp, monkeypatch):
    monkeypatch.setattr("review.tui.places.base.LARGE", 0)
    monkeypatch.setattr("review.tui.places.desk.material_pane.SOON", 0.01)
    async with desk_app.run_test(size=(160, 48)) as pilot:
        await press(pilot, "f9")
        await until(pilot, lambda: "i inserts “Frequent" in shown(desk_app))
        room = desk_app.screen.query_one("#desk-preview").region
        with held_up(monkeypatch, desk_app.project.desk, "materials"):
            await press(pilot, "right_square_bracket")
            await until(pilot, lambda: "Reading …" in shown(desk_app))
            assert "i inserts" not in shown(desk_app)
            assert desk_app.screen.query_one("#desk-preview").region == room


async def test_the_keys_for_material_stay_for_the_moment_in_which_the_next_theory_is_read(
    desk_app: ReviewApp, monkeypatch
):
    monkeypatch.setattr("review.tui.places.base.LARGE", 0)
    monkeypatch.setattr("review.tui.places.desk.material_pane.SOON", 1000)
    async with desk_app.run_test(size=(160, 48)) as pilot:
        await press(pilot, "f9")
        await until(pilot, lambda: "i Insert" in footer(desk_app))
        with held_up(monkeypatch, desk_app.project.desk, "materials"):
            await press(pilot, "right_square_bracket", "i")
            assert "2 of 9 · reading …" in shown(desk_app)
            assert "i Insert" in footer(desk_app)
            assert area(desk_app).text == ""
        await until(pilot, lambda: "reading …" not in shown(desk_app))


async def test_lines_of_material_are_made_for_the_room_that_the_list_has(desk_app: ReviewApp, monkeypatch):
    monkeypatch.setattr("review.tui.places.base.LARGE", 0)
    async with desk_app.run_test(size=(160, 48)) as pilot:
        await press(pilot, "f9")
        await settled(pilot)
        widths = []
        made = rows.material_lines
        monkeypatch.setattr(
            rows,
            "material_lines",
            lambda items, width, *more: widths.append(width) or made(items, width, *more),
        )
        await press(pilot, "right_square_bracket")
        await settled(pilot)
        assert widths == [desk_app.screen.query_one(MaterialView).room]


async def test_letters_are_text_while_one_writes_and_commands_beside(desk_app: ReviewApp):
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab", *"viu?[/e", "escape")
        assert area(desk_app).text == "viu?[/e"
        await press(pilot, "right_square_bracket")
        assert "T2 Shaping" in shown(desk_app)
        assert written(desk_app) == ["viu?[/e"]
        await press(pilot, "left_square_bracket")
        assert area(desk_app).text == "viu?[/e"
        assert written(desk_app) == ["viu?[/e"]


async def test_the_keys_of_places_select_nothing_that_the_next_letter_would_replace(desk_app: ReviewApp):
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab", *"Nobody asked.")
        text = area(desk_app)
        for key in ("f6", "f7"):
            await press(pilot, key)
            assert not isinstance(desk_app.screen, DeskScreen)
            await press(pilot, "f9")
            assert text.selection.is_empty


async def test_the_passage_under_the_cursor_is_inserted_where_the_prose_cursor_stands(desk_app: ReviewApp):
    async with desk_app.run_test(size=(160, 48)) as pilot:
        await press(pilot, "f9", "tab", *"So. Done.", *["left"] * 7, "escape", "i")
        screen = desk_app.screen
        assert isinstance(screen, DeskScreen)
        passage = screen.desk.material.listed[0]
        assert area(desk_app).text == f"So {passage.token}. Done."
        assert "Inserted (" in reported(desk_app)
        assert "in the prose" in shown(desk_app)
        await press(pilot, "down", "i", "I")  # a configuration has no source to cite
        assert area(desk_app).text == f"So {passage.token} [@C1]. Done."
        await press(pilot, "up", "I")
        assert area(desk_app).text == f"So {passage.token} [@C1] {passage.citation_token}. Done."
        assert passage.source.partition(", p")[0] in reported(desk_app)
        # The token at the cursor is read below the text.
        assert f"{passage.citation_token} ({passage.source[1:].rpartition(', p')[0]})" in shown(desk_app)
        await press(pilot, "r")
        text = " ".join(shown(desk_app).split())
        assert "Reading · " in text
        assert passage.token not in text
        await press(pilot, "r", "tab", "ctrl+z")
        assert area(desk_app).text == f"So {passage.token} [@C1]. Done."
        await press(pilot, *["left"] * 20, "home", "ctrl+right", *["right"] * (len(passage.token) + 1), *"x,")
        assert area(desk_app).text == f"So {passage.token} x, [@C1]. Done.", "a word does not touch a token"


async def test_enter_opens_the_passage_and_f9_comes_back_to_the_text(desk_app: ReviewApp):
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab", *"unsaved", "escape", "enter")
        assert isinstance(desk_app.screen, ReaderScreen)
        assert written(desk_app) == ["unsaved"]  # leaving saved it
        await press(pilot, "f9")
        assert area(desk_app).text == "unsaved"
        await press(pilot, "down", "enter")
        assert isinstance(desk_app.screen, ConfigurationsScreen)
        assert desk_app.screen.desk.chosen.label == "C1"


async def test_a_memo_is_read_in_full_and_all_memos_are_searched(desk_app: ReviewApp):
    desk_app.project.annotations.memo("T1", "a thought on prices [b]")
    desk_app.project.annotations.memo("T3", "another on choice")
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "end", "enter")
        assert isinstance(desk_app.screen, MessageScreen)
        assert "a thought on prices [b]" in shown(desk_app)
        await press(pilot, "escape", "i")  # a memo is not inserted
        assert area(desk_app).text == ""
        await press(pilot, "m", *"choice")
        assert isinstance(desk_app.screen, Chooser)
        assert "another on choice" in shown(desk_app)
        assert desk_app.screen.query_one(OptionList).option_count == 1
        await press(pilot, "enter")
        assert isinstance(desk_app.screen, MessageScreen)
        assert "on T3" in shown(desk_app)


async def test_theories_and_sections_are_chosen_from_a_list(desk_app: ReviewApp):
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f9", "t", *"discuss", "enter")
        assert "Discussion" in shown(desk_app)
        # A section is written from the material of the whole review.
        assert len(desk_app.screen.desk.material.listed) > 3
        await press(pilot, "tab", *"In sum.", "f2")
        assert written(desk_app, "discussion") == ["In sum."]


async def test_the_material_is_searched_and_filtered(desk_app: ReviewApp):
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "slash", *"zebra")
        await until(pilot, lambda: "Nothing matches." in shown(desk_app))
        await press(pilot, "escape")
        assert desk_app.screen.query_one(MaterialView).has_focus
        await press(pilot, "F", "i", "f", *"not in the prose", "enter")
        assert " × " in shown(desk_app)
        assert desk_app.screen.desk.material.where == {"use": "not in the prose"}
        assert "Frequent retendering" not in shown(desk_app).partition("Writing")[0].partition("Prose")[0]
        await press(pilot, "F")
        assert "Frequent retendering" in shown(desk_app)
        await press(pilot, "slash")
        assert isinstance(desk_app.screen.focused, Input)


async def test_one_sitting_is_one_version_however_much_is_typed(desk_app: ReviewApp):
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab")
        for word in ("many ", "words ", "typed"):
            await press(pilot, *word, "escape", "tab")
            await until(pilot, lambda: drafts(desk_app) == [area(desk_app).text])
            await until(pilot, lambda: "in a draft, no version yet" in shown(desk_app))
        assert written(desk_app) == []
        await press(pilot, "ctrl+s")
        assert "Saved: version 1." in reported(desk_app)
        assert written(desk_app) == ["many words typed"]
        assert drafts(desk_app) == []
        await press(pilot, "ctrl+s")
        assert "Saved already." in reported(desk_app)
        assert len(written(desk_app)) == 1


async def test_a_long_pause_makes_a_version(desk_app: ReviewApp, monkeypatch):
    monkeypatch.setattr(typed, "SAVE", 0.0)
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab", *"pause")
        await until(pilot, lambda: written(desk_app)[-1:] == ["pause"])


@pytest.mark.parametrize("keys", [("f5",), ("ctrl+q",), ("escape", "v"), ("escape", "right_square_bracket")])
async def test_every_way_out_saves(desk_app: ReviewApp, keys):
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab", *"words", *keys)
    assert written(desk_app) == ["words"]
    assert drafts(desk_app) == []


async def test_undo_takes_what_was_typed_and_redo_gives_it_back(desk_app: ReviewApp):
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab", *"first", "ctrl+s", *" second", "escape", "u")
        assert area(desk_app).text == "first"
        await press(pilot, "ctrl+r")
        assert area(desk_app).text == "first second"
        await press(pilot, "u", "u")
        assert area(desk_app).text == ""
        assert isinstance(desk_app.screen, DeskScreen)


async def test_what_another_program_wrote_is_shown_at_once(desk_app: ReviewApp, elsewhere):
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9")
        elsewhere.desk.write("T1", "Ben's words")
        await until(pilot, lambda: area(desk_app).text == "Ben's words")
        assert "version 1" in shown(desk_app)


@pytest.mark.parametrize(
    ("key", "stands"), [("m", "mine"), ("t", "Ben's words"), ("b", "mine\n\nBen's words")]
)
async def test_texts_written_at_the_same_time_both_stay_until_one_is_chosen(
    desk_app: ReviewApp, elsewhere, key, stands
):
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab", *"mine")
        elsewhere.desk.write("T1", "Ben's words")
        await until(pilot, lambda: "was written elsewhere meanwhile" in reported(desk_app))
        assert area(desk_app).text == "mine"
        assert "o shows another text, by Ben: both stay" in shown(desk_app)
        assert "then o shows another text" in shown(desk_app)
        await press(pilot, "ctrl+s", "escape")
        assert desk_app.project.desk.prose("T1").others == ("Ben's words",)
        await pilot.resize_terminal(80, 24)
        assert "o: another text" in shown(desk_app)
        await pilot.resize_terminal(100, 30)
        await press(pilot, "o")
        assert isinstance(desk_app.screen, WrittenApart)
        assert "Ben's words" in shown(desk_app)
        await press(pilot, "escape")
        assert desk_app.project.desk.prose("T1").others == ("Ben's words",)
        await press(pilot, "o", key)
        prose = desk_app.project.desk.prose("T1")
        assert (prose.text, prose.others) == (stands, ())
        assert area(desk_app).text == stands
        assert "both stay" not in shown(desk_app)


async def test_the_keys_for_texts_written_apart_fit_in_80_columns(desk_app: ReviewApp):
    other = ProseVersion(1, "Ben's words", "e" * 64, "Ben", "2026-11-03T12:30:00.000Z", "T1", True, 3)
    async with desk_app.run_test(size=(80, 24)) as pilot:
        desk_app.push_screen(WrittenApart("T1", ("mine", "Not saved yet"), other, 0))
        keys = "m keep the text here · t take the other · b both · Esc later"
        await until(pilot, lambda: keys in shown(desk_app))


async def test_my_saved_text_stays_here_when_another_is_saved_apart(desk_app: ReviewApp, elsewhere):
    theirs = Sitting(elsewhere, "conclusions")
    theirs.text = "Ben's words"
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "t", *"conclusions", "enter", "tab", *"mine", "ctrl+s")
        theirs.save()
        await until(
            pilot,
            lambda: "Conclusions was written elsewhere meanwhile: both texts stay" in reported(desk_app),
        )
        assert area(desk_app).text == "mine"
        await press(pilot, "escape", "o")
        assert "The other: version 2, Ben" in shown(desk_app)
        assert "The text here. Mine: version 1" in shown(desk_app)
        await press(pilot, "m")
        assert desk_app.project.desk.prose("conclusions").text == "mine"


async def test_an_earlier_version_is_read_and_taken_again(desk_app: ReviewApp):
    desk_app.project.desk.write("T1", "the first text [b]\nwith two lines")
    desk_app.project.desk.write("T1", "the second text")
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "v")
        assert isinstance(desk_app.screen, ProseVersions)
        assert "v2  " in shown(desk_app)
        await press(pilot, "enter")
        assert "This is the present text." in reported(desk_app)
        assert len(desk_app.project.desk.versions("T1")) == 2
        await press(pilot, "v", "j")
        assert "with two lines" in shown(desk_app)
        await press(pilot, "enter")
        assert area(desk_app).text == "the first text [b]\nwith two lines"
        assert "Restored as version 3." in reported(desk_app)
        await press(pilot, "tab", "ctrl+z")
        assert area(desk_app).text == "the second text"


async def test_what_is_gone_is_marked_and_gone_to(desk_app: ReviewApp):
    project = desk_app.project
    passage = project.coding.codings(code="T1")[0]
    project.desk.write("T1", f"First.\n\nThen [@{passage.id[:12]}] and more.\n\nEnd.")
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f9")
        assert "Next mark" not in footer(desk_app)
        project.coding.uncode(passage.id)
        await until(pilot, lambda: "Next mark" in footer(desk_app))
        await press(pilot, "n")
        assert "line 3 the passage “Frequent retendering" in shown(desk_app)
        assert area(desk_app).cursor_location == (2, 5)


async def test_the_token_where_the_desk_opens_is_read_in_as_many_words_as_there_is_room_for(
    desk_app: ReviewApp,
):
    passage = desk_app.project.coding.codings(code="T1")[0]
    desk_app.project.desk.write("T1", f"[@{passage.id[:12]}]")
    async with desk_app.run_test(size=(160, 48)) as pilot:
        await press(pilot, "f9")
        await settled(pilot)
        read = str(desk_app.screen.query_one("#prose-token", Static).content)
        assert "put price before relationship. Competition did not" in read
        material = desk_app.screen.query_one(MaterialView)
        assert all(material.render_line(y).text.endswith(" ") for y in range(material.size.height))


async def test_a_text_that_cannot_be_saved_is_named_and_quitting_asks(desk_app: ReviewApp):
    desk_app.project.desk.write("T1", "before")
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab")
        area(desk_app).insert("\x07")
        await press(pilot, "x", "ctrl+s")
        assert "line 1 has a control character; remove it" in shown(desk_app)
        await press(pilot, "ctrl+q")
        assert isinstance(desk_app.screen, Question)
        await press(pilot, "n")
        assert isinstance(desk_app.screen, DeskScreen)
        await press(pilot, "backspace", "backspace", *" and after", "ctrl+q")
    assert written(desk_app) == ["before", "before and after"]


def an_editor(folder: Path, does: str) -> str:
    """A program that edits as the code says; the file is its last argument."""
    script = folder / "editor.py"
    script.write_text(f"import os, signal, sys\nfile = sys.argv[-1]\n{does}\n")
    return f"{sys.executable} {script}"


APPENDS = "open(file, 'a').write(' typed there\\n')"


@pytest.mark.parametrize(
    ("does", "text", "said"),
    [
        (APPENDS, "typed here typed there", ""),
        (f"{APPENDS}; sys.exit(3)", "typed here typed there", "ended with code 3"),
        (
            f"{APPENDS}; os.kill(os.getpid(), signal.SIGTERM)",
            "typed here typed there",
            "was ended by SIGTERM",
        ),
        ("os.remove(file)", "typed here", "cannot be read"),
    ],
)
async def test_an_editor_writes_and_what_it_saved_comes_back_however_it_ends(
    desk_app: ReviewApp, monkeypatch, tmp_path, does, text, said
):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", an_editor(tmp_path, does))
    # Only a real terminal can be given away; test_kill_and_editor.py does so.
    monkeypatch.setattr(desk_app, "suspend", contextlib.nullcontext)
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab", *"typed here", "escape", "e")
        assert area(desk_app).text == text
        assert said in reported(desk_app)
        await press(pilot, "f2")
        assert written(desk_app)[-1] == text


@pytest.mark.parametrize(
    ("editor", "said"),
    [("no-such-editor --wait", "no-such-editor: not found; set EDITOR"), ("'", "EDITOR cannot be read")],
)
async def test_a_missing_editor_is_one_line(desk_app: ReviewApp, monkeypatch, editor, said):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab", *"kept", "escape", "e")
        assert said in reported(desk_app)
        assert area(desk_app).text == "kept"


@pytest.mark.parametrize(
    ("is_web", "said"),
    [(False, "cannot be given to an editor"), (True, "Your editor cannot open in a browser.")],
)
async def test_without_a_terminal_to_give_away_the_text_stays(
    desk_app: ReviewApp, monkeypatch, tmp_path, is_web, said
):
    monkeypatch.setattr(ReviewApp, "is_web", is_web)  # the test's driver is that of neither
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", an_editor(tmp_path, APPENDS))
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab", *"kept", "escape", "e")
        assert said in reported(desk_app)
        assert area(desk_app).text == "kept"


async def test_a_review_that_can_only_be_read_shows_its_prose(written_from, settings):
    from review.project import Project

    written_from.desk.write("T1", "words")
    project = Project.open(written_from.folder, "Ana", read_only=True)
    app = ReviewApp(project, settings, with_suggestions=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "i", "e", "tab", *"xyz")
        assert area(app).text == "words"
        await press(pilot, "escape", "r")
        assert "words" in shown(app)
        await press(pilot, "f2")
        assert isinstance(app.screen, LibraryScreen)
    project.close()


@pytest.mark.usefixtures("begins_in_library")
async def test_another_reviewer_goes_on_with_a_desk_of_their_own(desk_app: ReviewApp):
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab", *"Ana's")
        desk_app.switch_reviewer("Ben")
        await press(pilot, "f9", "tab", *" and Ben's", "ctrl+s")
        versions = desk_app.project.desk.versions("T1")
        assert [(one.text, one.reviewer) for one in versions] == [
            ("Ana's", "Ana"),
            ("Ana's and Ben's", "Ben"),
        ]


async def test_hostile_prose_is_shown_as_it_is(desk_app: ReviewApp):
    desk_app.project.desk.write(
        "T1", "[@click=app.quit]x[/] [b]bold[/b] \u202eturned\n# [link](file:///etc/passwd)"
    )
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab")
        assert "[@click=app.quit]x[/] [b]bold[/b]" in shown(desk_app)
        assert "\u202e" not in shown(desk_app)
        await press(pilot, "escape", "r")
        assert "[@click=app.quit]x[/] [b]bold[/b]" in shown(desk_app)
        assert "\u202e" not in shown(desk_app)
        await press(pilot, "r", "tab", "x", "f2")
        assert written(desk_app)[-1].count("\u202e") == 1  # shown, never changed


@pytest.mark.skipif(os.name == "nt", reason="nothing ends a process there as SIGKILL does")
@pytest.mark.usefixtures("begins_in_library")
async def test_what_a_killed_program_left_is_announced_and_recovered(desk_app: ReviewApp):
    from tests.tui.places.desk.test_desk import killed_while_typing

    killed_while_typing(desk_app.project, "typed before the kill")
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await until(
            pilot, lambda: "Text typed on T1 was not saved: the Desk recovers it." in reported(desk_app)
        )
        await press(pilot, "f9")
        assert "Recovered what was typed on" in reported(desk_app)
        assert "Text typed on" not in reported(desk_app)
        assert area(desk_app).text == "typed before the kill"
        assert written(desk_app) == ["typed before the kill"]


async def test_what_is_typed_in_the_moment_of_leaving_is_saved_too(desk_app: ReviewApp):
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab")
        area(desk_app).insert("the last word")  # its message is still on its way
        desk_app.action_go("library")
        await press(pilot, "j")
        assert written(desk_app) == ["the last word"]
        await press(pilot, "f9", "tab")
        area(desk_app).insert(" and one more")
        await desk_app.action_quit()
    assert written(desk_app)[-1] == "the last word and one more"


async def test_what_others_write_in_the_moment_of_typing_stays_apart(desk_app: ReviewApp, elsewhere):
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab")
        area(desk_app).insert("mine")
        elsewhere.desk.write("T1", "Ben's words")
        desk_app.screen.project_changed()
        assert area(desk_app).text == "mine"
        await press(pilot, "ctrl+s")
        assert desk_app.project.desk.prose("T1").text == "mine"
        assert desk_app.project.desk.prose("T1").others == ("Ben's words",)


async def test_the_citations_of_the_prose_are_checked(desk_app: ReviewApp):
    async with desk_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f9", "tab", *"As (Nobody, 1999) says.", "escape", "c")
        await until(pilot, lambda: isinstance(desk_app.screen, MessageScreen))
        await settled(pilot)
        assert "0 works found in 0 citations, 1 more unmatched" in shown(desk_app)
        assert "unmatched: Nobody, 1999" in shown(desk_app)
        await press(pilot, "escape")
        assert written(desk_app) == ["As (Nobody, 1999) says."]


async def test_a_narrow_window_shows_what_has_the_focus(desk_app: ReviewApp):
    async with desk_app.run_test(size=(160, 48)) as pilot:
        await press(pilot, "f9")
        await pilot.click(ProseArea)
        await pilot.resize_terminal(80, 24)
        await press(pilot, *"seen")
        assert "seen" in shown(desk_app)
        assert "Writing: letters are text" in shown(desk_app)
        await press(pilot, "escape")
        assert "Frequent retendering" in shown(desk_app)
        assert "seen" not in shown(desk_app)


async def test_what_is_out_of_sight_is_not_inserted(desk_app: ReviewApp):
    desk_app.project.desk.write("T1", "See [@nothing].")
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f9", "n", "i", "I")
        assert area(desk_app).text == "See [@nothing]."
        lines = [line.rstrip() for line in shown(desk_app).splitlines()]
        assert " line 1 [@nothing] is not in the review; correct or remove it" in lines
        assert "Insert" not in footer(desk_app)
        await press(pilot, "escape", "i")
        assert area(desk_app).text.count("[@") == 2


async def test_a_memo_is_read_under_its_own_name(desk_app: ReviewApp):
    desk_app.project.annotations.memo("T1", "a thought on closures")
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f9", "m", *"closures", "enter")
        assert "a thought on closures" in shown(desk_app)
        assert isinstance(desk_app.screen, MessageScreen)
        assert desk_app.screen.heading == "Memo"


def test_a_version_that_was_written_on_another_code_says_on_which() -> None:
    one = ProseVersion(2, "Markets grew.", "e", "Ann", "2026-03-12T10:00:00Z", "T2", False, 7)
    assert describe(one, "T2").plain.startswith("v2  2026-03-12 10:00 · Ann · ")
    assert describe(one, "T1").plain.startswith("v2  on T2 · 2026-03-12 10:00 · Ann · ")
