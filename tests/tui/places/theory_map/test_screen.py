import pytest
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Input, Static, TextArea

from review.project import Project
from review.project.theories.changes import Grounds
from review.tui.app import ReviewApp
from review.tui.dialogs.base import Dialog
from review.tui.dialogs.choose import Chooser
from review.tui.dialogs.descriptions.comment import CommentForm
from review.tui.dialogs.passages import PassagesScreen
from review.tui.dialogs.theories.fields import Trigger
from review.tui.dialogs.theories.form import TheoryForm
from review.tui.dialogs.theories.side_by_side import SideBySide
from review.tui.dialogs.theories.story import StoryScreen
from review.tui.dialogs.theories.triggers import ChooseTriggers
from review.tui.dialogs.theories.verdict import VerdictForm
from review.tui.dialogs.theories.wordings import next_subtheme, next_theory
from review.tui.dialogs.theory_changes import DifferencesScreen, VersionsScreen
from review.tui.places.base import WIDE
from review.tui.places.reader import ReaderScreen
from review.tui.places.theory_map.map_pane import MapPane
from review.tui.support.ascii_signs import AsciiSigns
from review.tui.widgets.theory_detail import TheoryDetail
from tests.tui.hosts import held_up, in_one_line, reported, shown, until

STARTS_AT = "theory-map"


def boxes_of(app: ReviewApp) -> dict[str, Region]:
    """Where the boxes are on the map, by code."""
    return {code.id: region for code, region in app.screen.query_one(MapPane).arrangement.boxes}


async def opened(app, pilot) -> None:
    await pilot.press("f5")
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 48)])
async def test_theories_rivals_and_their_evidence_are_shown(worked_app, size):
    async with worked_app.run_test(size=size) as pilot:
        await opened(worked_app, pilot)
        text = shown(worked_app)
        assert "Market logic" in text
        assert "[@click=app.quit]Choice[/]" in text
        assert "Councils cannot shape it" in text
        assert "1 source: +1 (1 coding)" in text
        assert "Sources by stance" in text


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_passages_in_records_that_are_not_included_are_reported_as_such(app, size):
    project = app.project
    record = project.records.all()[0].id
    passage = next(p for p in project.documents.get(record).passages if p.kind == "paragraph")
    project.coding.code(record, ["T1"], passage.start, passage.end)
    project.coding.code(record, ["T1"], passage.start, passage.start + 8)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        assert "no included source · 2 codings" in shown(app)
        assert "No included source yet; 2 passages" in app.screen.query_one(TheoryDetail).text
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Only records that are included" in shown(app)


async def test_what_another_program_codes_and_undoes_is_shown_without_a_key(app):
    other = Project.open(app.project.folder, "Ben")
    record = other.records.all()[0].id
    passage = next(p for p in other.documents.get(record).passages if p.kind == "paragraph")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("j")
        other.coding.code(record, ["T1"], passage.start, passage.end)
        await until(pilot, lambda: "1 coding" in shown(app))
        assert app.screen.desk.theory.id == "T2"
        other.history.undo()
        await until(pilot, lambda: "1 coding" not in shown(app))
    other.close()


@pytest.mark.usefixtures("begins_in_library")
async def test_a_large_review_is_counted_in_the_background_and_a_key_waits_for_it(worked_app, monkeypatch):
    monkeypatch.setattr("review.tui.places.base.LARGE", 0)
    async with worked_app.run_test(size=(160, 48)) as pilot:
        with held_up(monkeypatch, worked_app.project.looking_again, "queue"):
            await pilot.press("f5")
            await until(pilot, lambda: "Market logic" in shown(worked_app))
            assert "counting …" in shown(worked_app)
            await pilot.press("j", "V")
            assert "The evidence is being counted" in reported(worked_app)
            assert worked_app.screen.desk.theory.id == "T2"
        await until(pilot, lambda: isinstance(worked_app.screen, VerdictForm))
        assert "T2" in worked_app.screen.heading
        await pilot.press("escape", "k")
        await until(pilot, lambda: "1 source: +1 (1 coding)" in shown(worked_app))
        assert "counting" not in shown(worked_app)


async def test_notices_do_not_cover_the_keys_of_a_dialog(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("u", "ctrl+r")
        await pilot.pause()
        assert "Redone" in reported(worked_app)
        await pilot.press("R")
        await pilot.pause()
        await pilot.pause()
        assert reported(worked_app) == ""
        assert "Esc" in shown(worked_app)


async def test_the_map_has_columns_where_there_is_room(worked_app):
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await opened(worked_app, pilot)
        boxes = boxes_of(worked_app)
        assert boxes["T1"].x < boxes["T3"].x
        assert boxes["RA"].y > boxes["T2"].y
        assert (boxes["RA"].x, boxes["RA"].width) == (boxes["T1"].x, boxes["T1"].width)


@pytest.mark.parametrize("first", [(80, 24), (100, 30), (160, 48)])
async def test_boxes_are_as_high_as_their_text_at_every_width_that_comes(worked_app, first):
    worked_app.project.theory.refine(
        "T1", "longer", proposition="Many providers compete, some of them well. " * 9
    )
    worked_app.project.theory.refine("RA", "longer", proposition="Councils know too little of this. " * 9)
    async with worked_app.run_test(size=first) as pilot:
        await opened(worked_app, pilot)
        for size in ((101, 30), (149, 20), (150, 48), (100, 60), first):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            for code, region in boxes_of(worked_app).items():
                proposition = worked_app.project.theory.map.theory_of(code).proposition
                # In a list, one line; else the text, the counts and two edges.
                lines = 1 if size[0] < WIDE else len(Content(proposition).wrap(region.width - 4)) + 3
                assert (code, size, region.height) == (code, size, lines)


async def test_lines_painted_while_the_window_becomes_narrow_are_those_of_the_arrangement(worked_app):
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await opened(worked_app, pilot)
        pane, screen = worked_app.screen.query_one(MapPane), worked_app.screen
        before = [pane.render_line(y).text for y in range(pane.size.height)]
        # The screen knows its new size before the pane gets its own.
        screen.add_class("-narrow")
        pane.notify_style_update()
        assert [pane.render_line(y).text for y in range(pane.size.height)] == before


@pytest.mark.parametrize("size", [(100, 24), (160, 24)])
async def test_categories_stay_above_their_columns_while_one_scrolls(worked_app, size):
    worked_app.project.theory.refine("T2", "longer", proposition="Councils shape the market. " * 40)
    async with worked_app.run_test(size=size) as pilot:
        await opened(worked_app, pilot)
        for key in ("down", "up", "up"):
            await pilot.press(key)
            await pilot.pause()
            lines = shown(worked_app).splitlines()
            (heading,) = [line for line in lines if "Care as a market" in line]
            boxes, x = boxes_of(worked_app), worked_app.screen.query_one(MapPane).content_region.x
            assert heading.index("The active consumer") == x + boxes["T3"].x
            assert heading.index("Care as a market") == x + boxes["T1"].x
        assert worked_app.screen.query_one("#map").scroll_offset.y > 0


async def test_the_list_says_which_category_its_first_row_belongs_to(worked_app):
    async with worked_app.run_test(size=(80, 10)) as pilot:
        await opened(worked_app, pilot)

        def heading() -> str:
            return shown(worked_app).splitlines()[2].strip()

        assert heading() == "Care as a market"
        await pilot.press("up")
        await pilot.pause()
        await until(pilot, lambda: heading() != "Care as a market")
        # The heading of the category at the top is itself there.
        assert heading() == ""
        assert shown(worked_app).splitlines()[3].strip().startswith("The active consumer")
        await pilot.press("down")
        await until(pilot, lambda: heading() == "Care as a market")
        text = shown(worked_app)
        assert text.count("Care as a market") == 1


async def test_a_rival_framing_names_its_rivals_apart(worked_app):
    async with worked_app.run_test(size=(120, 60)) as pilot:
        await opened(worked_app, pilot)
        assert "rivals T1, T2 " in shown(worked_app)


async def test_arrows_go_through_the_theories(worked_app):
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await opened(worked_app, pilot)
        visited = []
        for key in ("down", "right", "left", "k", "j", "tab", "shift+tab", "end", "home"):
            await pilot.press(key)
            visited.append(worked_app.screen.desk.theory.id)
        assert visited == ["T2", "T3", "T1", "RA", "T1", "T2", "T1", "RA", "T1"]


async def test_a_click_chooses_a_theory_and_two_show_its_passages(worked_app):
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await opened(worked_app, pilot)
        here = boxes_of(worked_app)["T1"]
        await pilot.press("down")
        # The line of headings is above the boxes.
        await pilot.click(MapPane, offset=(here.x + 4, here.y + 2), times=2)
        await until(pilot, lambda: isinstance(worked_app.screen, PassagesScreen))
        assert "T1 Market logic: 1 passage " in shown(worked_app)


async def test_enter_shows_the_passages_and_enter_again_reads_one_in_place(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(worked_app.screen, PassagesScreen)
        assert "T1 Market logic: 1 passage " in shown(worked_app)
        assert "p. " in shown(worked_app)
        await pilot.press("s")
        assert "supports" in shown(worked_app)
        await pilot.press("slash", *"nowhere", "enter")
        assert "0 of 1 passage " in shown(worked_app)
        await pilot.press("slash", *["backspace"] * 7, "enter", "f")
        await until(pilot, lambda: isinstance(worked_app.screen, Chooser))
        await pilot.press("escape", "enter")
        await until(pilot, lambda: isinstance(worked_app.screen, ReaderScreen))


async def test_a_passage_from_a_theorys_list_is_read_with_that_theory_in_focus(worked_app):
    coding = worked_app.project.coding
    (passage,) = (one for one in coding.codings() if "T1" in one.codes)
    coding.code(passage.record, ["RA"], passage.start, passage.end)
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("enter", "enter")
        await until(
            pilot,
            lambda: isinstance(worked_app.screen, ReaderScreen) and worked_app.screen.query("NotesStrip"),
        )
        desk = worked_app.screen.desk
        focus = desk.focus.of([one for one in desk.codings if one.start == passage.start])
        assert focus.code == "T1"


async def test_a_theory_is_reworded_with_a_reason_and_the_log_tells_it(worked_app):
    project = worked_app.project
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("e")
        assert isinstance(worked_app.screen, TheoryForm)
        worked_app.screen.query_one(
            "#proposition", TextArea
        ).text = "Many providers compete\nwhere prices allow it."
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Missing: Reason" in shown(worked_app)
        worked_app.screen.query_one("#reason", Input).value = "[/] the studies say so"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert (
            project.theory.map.theory_of("T1").proposition == "Many providers compete where prices allow it."
        )
        assert project.theory.version == 2
        await pilot.press("l")
        await pilot.pause()
        assert isinstance(worked_app.screen, VersionsScreen)
        assert "[/] the studies say so" in shown(worked_app)
        await pilot.press("escape", "u")
        await pilot.pause()
        assert project.theory.map.theory_of("T1").proposition == "Many providers compete and quality rises."


async def test_a_theory_is_added_by_form_with_a_reason(worked_app):
    project = worked_app.project
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("a", *"[b]Allies[/]", "ctrl+s")
        assert "Missing: Proposition" in shown(worked_app)
        await pilot.press(*"A known person helps.", "ctrl+s")
        assert "Missing: Reason" in shown(worked_app)
        worked_app.screen.query_one("#code", Input).value = "T1"
        await pilot.press(*"three say so", "ctrl+s")
        assert "T1" in str(worked_app.screen.query_one("#complaint").render())
        worked_app.screen.query_one("#code", Input).value = "T4"
        await pilot.press("ctrl+s")
        await pilot.pause()
        added = project.theory.map.theory_of("T4")
        assert (added.name, added.category, added.is_rival) == ("[b]Allies[/]", "market", False)
        await pilot.press("u")
        await pilot.pause()
        assert "T4" not in project.theory.map.code_names


async def test_a_rival_framing_and_a_subtheme_are_added_by_form(worked_app):
    project = worked_app.project
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("a")
        await pilot.pause()
        for field, text in {
            "code": "RB",
            "name": "No tools",
            "proposition": "Cannot cope.",
            "rivals": "T3",
            "reason": "r",
        }.items():
            worked_app.screen.query_one(f"#{field}", Input).value = text
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert project.theory.map.theory_of("RB").rivals == ("T3",)
        await pilot.press("A", *"Pooling", "tab", "tab", *"comes up", "enter")
        await pilot.pause()
        assert project.theory.map.code_names["T1.a"] == "Pooling"


def test_the_next_free_id_is_offered():
    assert next_theory(["T1", "T7", "RA", "T1.a"]) == "T8"
    assert next_theory([]) == "T1"
    assert next_subtheme("T2", ["T2", "T2.a"]) == "T2.b"


async def test_a_theory_is_rejected_and_reinstated(worked_app):
    project = worked_app.project
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("R", *"no evidence", "enter")
        await pilot.pause()
        assert project.theory.map.theory_of("T1").rejected
        await pilot.press("R", *"some after all", "enter")
        await pilot.pause()
        assert not project.theory.map.theory_of("T1").rejected


async def test_edits_of_the_file_are_applied_with_a_reason(worked_app):
    project = worked_app.project
    file = project.folder / "theory_map.yaml"
    file.write_text(file.read_text().replace("Market logic", "Logic of markets"))
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        assert "was edited (1 difference)" in shown(worked_app)
        await pilot.press("f")
        assert isinstance(worked_app.screen, DifferencesScreen)
        assert "Logic of markets" in shown(worked_app)
        await pilot.press("t", *"clearer", "enter")
        await pilot.pause()
        assert project.theory.map.theory_of("T1").name == "Logic of markets"
        assert project.map_file.pending_changes() == ()


async def test_edits_that_are_gone_meanwhile_need_no_reason(worked_app):
    project = worked_app.project
    file = project.folder / "theory_map.yaml"
    before = file.read_text()
    file.write_text(before.replace("Market logic", "Logic of markets"))
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("f")
        file.write_text(before)
        await pilot.press("t")
        await pilot.pause()
        assert not isinstance(worked_app.screen, Dialog)
        assert "has no edits any more: it is what version 1 has" in " ".join(shown(worked_app).split())
        assert "was edited" not in shown(worked_app)


async def test_a_map_edited_by_hand_can_be_left(worked_app):
    project = worked_app.project
    file = project.folder / "theory_map.yaml"
    file.write_text(file.read_text().replace("Market logic", "Logic of markets"))
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("f", "l")
        await pilot.pause()
        assert project.map_file.pending_changes() == ()
        assert project.theory.map.theory_of("T1").name == "Market logic"


async def test_with_a_mistake_in_the_file_only_the_mistake_is_reported(worked_app):
    file = worked_app.project.folder / "theory_map.yaml"
    file.write_text(file.read_text().replace("rivals: [T1, T2]", "rivals: [T1, T9]"))
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("f")
        await pilot.pause()
        assert "T9" in reported(worked_app)
        assert "no pending edits" not in reported(worked_app)


@pytest.mark.parametrize("keys", [["t", *"why", "enter"], ["l"]])
async def test_the_notice_of_edits_goes_when_they_were_applied_or_ignored(project, settings, keys):
    file = project.folder / "theory_map.yaml"
    file.write_text(file.read_text().replace("name: Shaping", "name: Duties"))
    edited = Project.open(project.folder, "Ana")
    app = ReviewApp(edited, settings, with_suggestions=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        assert "was edited" in reported(app)
        await pilot.press("f")
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        await pilot.pause()
        assert edited.map_file.pending_changes() == ()
        assert "was edited" not in reported(app)
    edited.close()


async def test_mistakes_in_the_file_are_listed_in_a_dialog(worked_app):
    project = worked_app.project
    file = project.folder / "theory_map.yaml"
    file.write_text(
        file.read_text().replace("rivals: [T1, T2]", "rivals: [T8, T9]").replace("key: a", "key: 7: 8")
    )
    file.write_text(file.read_text().replace("key: 7: 8", "kee: a, foo: b"))
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        await pilot.pause()
        assert "theory_map.yaml" in shown(worked_app)
        assert "T9" in shown(worked_app)
        await pilot.press("escape")
        assert project.theory.map.theory_of("RA").rivals == ("T1", "T2")


def refined(project: Project) -> None:
    """T1 reworded twice, because of its passage."""
    (coding,) = project.coding.codings(code="T1")
    grounds = Grounds(inference="abduction", if_="councils pay", then="quality rises", triggers=[coding.id])
    project.theory.refine("T1", "the [b] panel", proposition="Few providers compete.", grounds=grounds)
    project.structure.rename("T1", "Markets", "shorter")


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_the_story_of_a_theory_has_every_wording_and_why(worked_app, size):
    refined(worked_app.project)
    async with worked_app.run_test(size=size) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(worked_app.screen, StoryScreen)
        text = in_one_line(worked_app)
        assert "The story of T1 Markets" in text
        assert "3 v3 T1 renamed" in text
        assert "reason: the [b] panel (abduction)" in text
        assert "IF councils pay THEN quality rises" in text
        assert "triggered by: “" in text
        removed = [
            span
            for entry in worked_app.screen.query(".entry").results(Static)
            for span in entry.content.spans
        ]
        assert any("strike" in str(span.style) for span in removed)


async def test_changed_words_have_signs_where_the_terminal_shows_only_ascii(worked_app):
    refined(worked_app.project)
    worked_app.own_filters = (AsciiSigns(),)
    async with worked_app.run_test(size=(120, 40)) as pilot:
        await opened(worked_app, pilot)
        assert "[-Many-] {+Few+}" in worked_app.screen.query_one(TheoryDetail).text
        await pilot.press("s")
        await pilot.pause()
        assert "[-Many-] {+Few+}" in " ".join(shown(worked_app).split())


async def test_the_pane_says_the_version_what_waits_and_what_changed(worked_app):
    refined(worked_app.project)
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await opened(worked_app, pilot)
        text = " ".join(shown(worked_app).split())
        assert "v3, changed 2 times" in text
        assert "1 source" in text
        assert "1 waits for another look" in text
        assert "v1 → v3:" in text


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_two_versions_are_side_by_side_and_others_are_chosen(worked_app, size):
    refined(worked_app.project)
    async with worked_app.run_test(size=size) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("d")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(worked_app.screen, SideBySide)
        assert sides(worked_app) == [["T1 Market logic", "T1 Markets"]]
        await pilot.press("a")
        await until(pilot, lambda: ["T2 Shaping", "T2 Shaping"] in sides(worked_app))
        await pilot.press("a", "o")
        await pilot.pause()
        await pilot.press(*"v2", "enter")
        await until(pilot, lambda: "v2" in str(worked_app.screen.query_one("#sides-old", Static).content))
        await until(pilot, lambda: sides(worked_app) == [["T1 Market logic", "T1 Markets"]])
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"v2", "enter")
        await until(pilot, lambda: sides(worked_app) == [])
        assert "say the same of every theory" in shown(worked_app)


def sides(app: ReviewApp) -> list[list[str]]:
    """The names in the pairs of the dialog."""
    return [
        [str(side.content).splitlines()[0] for side in pair.query(".side").results(Static)]
        for pair in app.screen.query(".pair")
    ]


async def test_the_programme_theory_is_above_the_theories_and_has_a_story(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("P")
        assert "There is no programme theory yet" in reported(worked_app)
        worked_app.project.structure.word_programme("Markets [b] need councils.", "the plan says so")
        worked_app.screen.project_changed()
        await until(pilot, lambda: "Markets [b] need councils." in shown(worked_app))
        await pilot.press("P")
        await pilot.pause()
        assert "The story of the programme theory" in shown(worked_app)


async def form(pilot, key: str, **fields: str) -> None:
    """Fill in a form that a key opens, and save it."""
    await pilot.press(key)
    await pilot.pause()
    assert isinstance(pilot.app.screen, TheoryForm)
    for name, text in fields.items():
        field = pilot.app.screen.query_one(f"#{name.replace('_', '-')}")
        if isinstance(field, TextArea):
            field.text = text
        else:
            field.value = text
    await pilot.press("ctrl+s")
    await pilot.pause()
    await pilot.pause()


async def test_a_change_says_what_led_to_it(worked_app):
    project = worked_app.project
    (coding,) = project.coding.codings(code="T1")
    cited = project.records.cited(coding.record)
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await pilot.press("e", "ctrl+o")
        await pilot.pause()
        assert f"{cited}, {coding.cited_page}: “" in shown(worked_app)
        await pilot.press("space", "enter")
        await pilot.pause()
        assert "1 trigger: " in str(worked_app.screen.query_one("#triggers", Static).content)
        reword = {"proposition": "Few compete.", "reason": "so", "inference": "abd", "if": "councils pay"}
        for name, text in (reword | {"draws-on": cited.upper(), "wording-only": "y"}).items():
            field = worked_app.screen.query_one(f"#{name}")
            if isinstance(field, TextArea):
                field.text = text
            else:
                field.value = text
        await pilot.press("ctrl+s")
        await pilot.pause()
        version = project.theory.versions()[-1]
        assert (version.inference, version.triggers, version.draws_on, version.wording_only) == (
            "abduction",
            (coding.id,),
            (coding.record,),
            True,
        )
        assert version.configuration == {"if": "councils pay"}


async def test_j_and_k_move_in_the_list_of_what_led_to_a_change(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        chosen = []
        triggers = [Trigger("a", "A passage"), Trigger("b", "A memo"), Trigger("c", "A comment")]
        worked_app.push_screen(ChooseTriggers(triggers, ()), chosen.append)
        await pilot.press("j", "j", "k", "space", "enter")
        await pilot.pause()
        assert chosen == [("b",)]


def complained_below(app) -> str:
    """The field below which a form says what is wrong; the cursor is in it."""
    complaint = app.screen.query_one("#complaint")
    siblings = list(complaint.parent.children)
    field = siblings[siblings.index(complaint) - 1]
    assert field.has_focus
    return field.id


async def test_an_inference_that_is_none_and_a_record_that_is_not_there_are_refused(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await form(pilot, "e", name="Markets", reason="so", inference="guess")
        assert "'guess' is not a kind of inference" in shown(worked_app)
        assert complained_below(worked_app) == "inference"
        field = worked_app.screen.query_one("#inference", Input)
        field.value = ""
        await pilot.pause()
        assert "is not a kind of inference" not in shown(worked_app), "what was wrong is no longer there"
        chosen = []
        for key in ("down", "down", "up", "up", "up"):
            await pilot.press(key)
            chosen.append(field.value)
        assert chosen == ["induction", "deduction", "induction", "", "retroduction"]
        worked_app.screen.query_one("#inference", Input).value = "deduction"
        worked_app.screen.query_one("#draws-on", Input).value = "Nobody, 1999"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Nobody, 1999" in str(worked_app.screen.query_one("#complaint", Static).content)
        assert complained_below(worked_app) == "draws-on"
    assert worked_app.project.theory.version == 1


async def test_theories_are_split_renamed_merged_and_sub_themes_moved_by_forms(worked_app):
    project = worked_app.project
    project.theory.add_subtheme("T1", "T1.a", "so", name="Whole systems")
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await opened(worked_app, pilot)
        await form(pilot, "v", code="T1.a", under="T2", reason="the duty")
        assert "T1.a" in [sub.id for sub in project.theory.map.theory_of("T2").subthemes]
        await form(pilot, "n", code="T2", name="Duties", reason="shorter")
        assert project.theory.map.code_names["T2"] == "Duties"
        await form(pilot, "S", parts="T1 Markets", reason="two mechanisms")
        assert "'T1 Markets' is not a part; write it like T8 = Trust." in shown(worked_app)
        worked_app.screen.query_one(
            "#parts", TextArea
        ).text = "T1 = Markets\nT9 = Prices | Prices say what is scarce."
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.pause()
        assert project.theory.map.theory_of("T9").proposition == "Prices say what is scarce."
        await form(pilot, "m", codes="T1, T9", code="T1", reason="one after all")
        assert "T9" not in project.theory.map.code_names
        await form(pilot, "p", text="Councils\nshape markets.", reason="first attempt")
        assert project.theory.map.programme_theory == "Councils shape markets."
        for _ in range(5):
            await pilot.press("u")
            await pilot.pause()
    assert project.theory.map.code_names["T2"] == "Shaping"
    assert "T1.a" in [sub.id for sub in project.theory.map.theory_of("T1").subthemes]


async def test_a_comment_on_a_theory_is_written_down_and_shown_beside_it(worked_app):
    app = worked_app
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.press("f5", "c")
        await pilot.pause()
        assert isinstance(app.screen, CommentForm)
        await pilot.press("ctrl+s")
        assert "Type what was said." in shown(app)
        await pilot.press(
            *"We were [b]never[/] asked", "enter", "x", "enter", *"a panel", "enter", *"2026-11", "enter"
        )
        await pilot.press("enter")
        await pilot.pause()
        assert "Type who comments: stakeholder, expert or team." in shown(app)
        await pilot.press("backspace", "s", "ctrl+s")
        await pilot.pause()
        (comment,) = app.project.annotations.comments()
        assert (comment.text, comment.source, comment.who, comment.date, comment.on) == (
            "We were [b]never[/] asked", "stakeholder", "a panel", "2026-11", "T1",
        )  # fmt: skip
        assert "stakeholder, a panel, 2026-11: We were" in " ".join(shown(app).split())
        await pilot.press("M")
        await pilot.pause()
        assert "stakeholder, a panel, 2026-11" in shown(app)
        await pilot.press(*"Ask them", "enter")
        await pilot.pause()
        assert "Ana: Ask them" in " ".join(shown(app).split())
        await pilot.press("u", "u")
        await pilot.pause()
        assert app.project.annotations.comments() == []


@pytest.mark.usefixtures("begins_in_library")
async def test_a_comment_on_the_whole_review_comes_from_the_palette(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"comment", "enter")
        await pilot.pause()
        assert isinstance(app.screen, CommentForm)
        await pilot.press(*"Go on", "tab", *"team", "ctrl+s")
        await pilot.pause()
        (comment,) = app.project.annotations.comments()
        assert (comment.on, comment.who, comment.date) == ("", None, None)
