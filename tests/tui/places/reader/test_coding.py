"""Coding with the keyboard, from the text to the journal."""

import re
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from review.domain import EvidenceStatus, PassageKind, Stance
from review.project import Project
from review.theory_map.reading import read_theory_map
from review.tui.app import ReviewApp
from review.tui.dialogs.code_picker import CodePicker
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.places.reader import ReaderScreen
from review.tui.places.reader.text_pane import TextPane
from review.tui.support.bindings import bindings_of
from review.tui.widgets.bars import shown_keys
from review.tui.widgets.reading.notes_strip import NotesStrip
from review.tui.widgets.reading.view import ReadingView
from tests.reviews import SMALL_MAP, new_review
from tests.theory_map.maps import SHIPPED
from tests.tui.hosts import settled, shown
from tests.tui.places.reader.opened import (
    FIRST,
    MODEL,
    SECOND,
    FixedSuggestions,
    reader,
    reading,
    reported,
)
from tests.tui.widgets.reading.papers import PAPER


async def test_a_codes_key_puts_it_on_the_passage_and_takes_it_off_again(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("1")
        (coding,) = project.coding.codings()
        assert (coding.codes, coding.start, coding.end) == (("T1",), FIRST.start, FIRST.end)
        assert (coding.page_label, coding.stance, coding.suggested) == ("347", Stance.BEARS_ON, False)
        await pilot.press("1")
        assert project.coding.codings() == []


@pytest.mark.parametrize("key", ["h", "l", "w", "P", "N", "B", "L", "F"])
async def test_a_codes_key_takes_precedence_over_a_movement_a_form_a_document_or_looking_again(
    tmp_path: Path, key: str
) -> None:
    project = new_review(tmp_path / "other", map_text=SMALL_MAP.replace('key: "1"', f'key: "{key}"'))
    async with reading(project) as pilot:
        await pilot.press(key)
        assert [coding.codes for coding in project.coding.codings()] == [("T1",)]
        assert isinstance(pilot.app.screen, ReaderScreen)
    project.close()


@pytest.mark.parametrize(("code", "named"), [("Y", "F12"), ("X", "Y")])
async def test_an_act_whose_key_a_code_has_is_named_and_done_by_its_other_key(
    tmp_path: Path, code: str, named: str
) -> None:
    project = new_review(tmp_path / "other", map_text=SMALL_MAP.replace('key: "1"', f'key: "{code}"'))
    async with reading(project, size=(140, 110)) as pilot:
        keys = {"reader.copy": "Y,f12"}
        pilot.app.set_keymap(keys)
        assert isinstance(pilot.app, ReviewApp)
        pilot.app.keys = keys
        await pilot.press("Y")
        coded = [coding.codes for coding in project.coding.codings()]
        assert (coded, "Copied" in reported(pilot)) == (([("T1",)], False) if named == "F12" else ([], True))

        assert reader(pilot).key_of("reader.copy") == named
        in_footer = {key.description: key.display for key in shown_keys(reader(pilot)).values()}
        in_palette = {one.title: one.help for one in pilot.app.get_system_commands(reader(pilot))}
        assert (in_footer["Copy"], in_palette["Copy"]) == (named, f"Key: {named}")
        await pilot.press("question_mark")
        await settled(pilot)
        in_help = re.search(r"(\S+(?: \S+)?) +Copy +reader\.copy", shown(pilot.app))
        assert in_help
        assert in_help[1].split()[-1] == "F12"
        assert ("Y" in in_help[1].split()) == (named == "Y")
        await pilot.press("escape", "f12")
        assert "Copied" in reported(pilot)
    project.close()


async def test_the_help_lists_the_codes_with_their_keys(project: Project) -> None:
    async with reading(project, size=(80, 48)) as pilot:
        codes = project.theory.map.codes
        await pilot.press("question_mark")
        await settled(pilot)
        words = [line.split() for line in shown(pilot.app).splitlines()]
        pairs = [pair for line in words for pair in pairwise(line)]
        assert [(code.key, code.id) for code in codes if (code.key, code.id) not in pairs] == []


def test_no_key_of_the_example_map_is_a_key_of_the_reader() -> None:
    theory_map = read_theory_map(SHIPPED)
    keys = {code.key for code in theory_map.codes if code.key}
    taken = {
        binding.key for kind in (ReaderScreen, TextPane, ReadingView) for binding in bindings_of(kind, {})
    }
    assert len(keys) > 5
    assert keys & taken == set()


async def test_a_key_on_a_selection_codes_just_that(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("J", "J", "a")
        (coding,) = project.coding.codings()
        assert coding.quote.startswith("Councils in England")
        assert coding.quote.endswith("lever”.")
        await pilot.press("2")
        assert [coding.codes for coding in project.coding.codings()] == [("RA",), ("T2",)]
        await pilot.press("a")
        assert [coding.codes for coding in project.coding.codings()] == [("T2",)]


@pytest.mark.parametrize(
    ("keys", "quote"),
    [
        (["v"], "Councils"),
        (["l", "l", "v", "l"], "Councils"),
        (["w", "w", "l", "v", "ctrl+left", "ctrl+left"], "in England"),
        (["v", "end"], "Councils in England carry a duty to shape their local"),
    ],
)
async def test_what_is_selected_and_coded_are_the_same_whole_words(
    project: Project, keys: list[str], quote: str
) -> None:
    async with reading(project) as pilot:
        await pilot.press(*keys)
        selection = reader(pilot).view.cursor.selection
        await pilot.press("1")
        (coding,) = project.coding.codings()
        assert (coding.start, coding.end) == selection
        assert coding.quote == quote


async def test_a_coding_of_a_sentence_is_taken_off_where_the_cursor_is_in_it(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("J", "1", "escape", "h", "1")
        assert project.coding.codings() == []


async def test_a_suggested_passage_costs_three_keys(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("enter", "plus", "n")
        (coding,) = project.coding.codings()
        assert (coding.codes, coding.stance, coding.suggested) == (("T2",), Stance.SUPPORTS, True)
        (act,) = [event.act for event in project.history.events() if event.act["kind"] == "code"]
        assert act["suggestion"]["model"] == MODEL
        assert act["suggestion"]["rivals"] == [["RA", 0.31]]
        (mark,) = project.coding.done_marks()
        assert (mark.start, mark.end) == (FIRST.start, FIRST.end)
        assert reader(pilot).view.cursor.passage == SECOND


async def test_a_code_put_by_hand_keeps_what_was_suggested_on_the_screen(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("1")
        await pilot.press("S", "a")
        acts = [event.act for event in project.history.events() if event.act["kind"] == "code"]
        assert {tuple(act["codes"]): act.get("shown") for act in acts} == {
            ("T1",): ["T2", "RA"],
            ("RA",): None,
        }


async def test_a_passage_of_the_blind_share_shows_no_suggestions_and_says_why(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review", map_text=f"{SMALL_MAP}suggestions: {{blind_share: 1.0}}\n")
    async with reading(project) as pilot:
        assert "Blind share: 100 % of passages show no suggestions" in shown(pilot.app)
        desk = reader(pilot).desk
        blind = [passage.kind for passage in PAPER.passages if desk.suggested.is_blind(passage.start)]
        assert blind == [PassageKind.PARAGRAPH] * desk.to_read
        await pilot.press("enter")
        assert "no suggestion" in reported(pilot)
        await pilot.press("1")
        (act,) = [event.act for event in project.history.events() if event.act["kind"] == "code"]
        assert act["codes"] == ["T1"]
        assert act.get("shown") is None


async def test_enter_goes_through_the_suggestions_and_r_rejects_them(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("enter", "r")
        assert [coding.codes for coding in project.coding.codings()] == [("T2",)]
        assert [rejection.code for rejection in project.coding.rejections()] == ["RA"]
        await pilot.press("enter", "r")
        assert len(project.coding.codings()) == len(project.coding.rejections()) == 1
        assert "no suggestion" in reported(pilot)


async def test_enter_codes_once_and_then_names_the_key_of_the_next_suggestion(project: Project) -> None:
    async with reading(project) as pilot:
        assert "Enter T2 Market limitations .82" in shown(pilot.app)
        await pilot.press("enter", "enter", "enter")
        await pilot.pause()
        assert [coding.codes for coding in project.coding.codings()] == [("T2",)]
        assert "This passage is coded T2 already; a adds RA." in reported(pilot)
        assert "a RA Councils cannot shape the market .31" in shown(pilot.app)


async def test_enter_accepts_nothing_below_the_threshold_and_a_click_does(tmp_path: Path) -> None:
    project = new_review(tmp_path / "other", map_text=f"{SMALL_MAP}suggestions: {{accept_from: 0.9}}\n")
    async with reading(project) as pilot:
        await pilot.press("enter")
        assert "T2 .82 is below .90, from which Enter accepts: 2 adds T2." in reported(pilot)
        await pilot.click(NotesStrip, offset=(4, 1))
        await settled(pilot)
        (coding,) = project.coding.codings()
        assert (coding.codes, coding.suggested, coding.start) == (("T2",), True, FIRST.start)
    project.close()


async def test_a_click_in_the_panel_accepts_and_one_in_the_margin_goes_to_the_passage(
    project: Project,
) -> None:
    async with reading(project, size=(160, 48)) as pilot:
        rows = shown(pilot.app).splitlines()
        y = next(
            number for number, row in enumerate(rows) if "RA Councils cannot shape the market .31" in row
        )
        await pilot.click(offset=(rows[y].index("RA Councils") + 2, y))
        await settled(pilot)
        (coding,) = project.coding.codings()
        assert (coding.codes, coding.suggested) == (("RA",), True)
        y = next(number for number, row in enumerate(rows) if "T1 .34" in row)
        await pilot.click(offset=(rows[y].index("T1 .34"), y))
        await settled(pilot)
        assert reader(pilot).view.cursor.passage == SECOND
        assert len(project.coding.codings()) == 1


async def test_the_first_column_shows_key_sub_theme_and_stance_and_the_strip_the_keys_of_stances(
    project: Project,
) -> None:
    async with reading(project) as pilot:
        await pilot.press("slash", *"whole", "enter")
        await settled(pilot)
        await pilot.press("tilde", "a")
        await pilot.pause()
        first = reader(pilot).view.rows.row_of(FIRST.start) + 2
        assert "1a~ a" in shown(pilot.app).splitlines()[first]
        strip = " ".join(shown(pilot.app).splitlines()[-3].split())
        assert strip == "▸ RA Councils cannot shape t…: bears on [+ - ~ ^] T1.a refines"
        await pilot.press("plus")
        await pilot.pause()
        assert "1a~ a+" in shown(pilot.app).splitlines()[first]


async def test_the_margin_follows_at_once(project: Project) -> None:
    async with reading(project) as pilot:
        first = reader(pilot).view.rows.row_of(FIRST.start) + 2
        assert "T2 .82" in shown(pilot.app).splitlines()[first]
        assert "RA .31" in shown(pilot.app).splitlines()[first + 1]
        await pilot.press("r")
        assert "RA .31" in shown(pilot.app).splitlines()[first]
        await pilot.press("n")
        await pilot.pause()
        assert shown(pilot.app).splitlines()[first].rstrip().endswith("done")


@pytest.mark.parametrize(
    ("key", "stance"),
    [
        ("plus", Stance.SUPPORTS),
        ("minus", Stance.CHALLENGES),
        ("tilde", Stance.REFINES),
        ("circumflex_accent", Stance.EXTENDS),
    ],
)
async def test_the_stance_is_given_by_a_key_and_taken_back_by_it(
    project: Project, key: str, stance: Stance
) -> None:
    async with reading(project) as pilot:
        await pilot.press("1", key)
        assert project.coding.codings()[0].stance is stance
        await pilot.press(key)
        assert project.coding.codings()[0].stance is Stance.BEARS_ON


async def test_stance_goes_to_the_coding_made_last_and_tab_chooses_another(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("1", "plus", "a", "minus")
        stances = {coding.codes[0]: coding.stance for coding in project.coding.codings()}
        assert stances == {"T1": Stance.SUPPORTS, "RA": Stance.CHALLENGES}
        await pilot.press("tab", "tilde")
        stances = {coding.codes[0]: coding.stance for coding in project.coding.codings()}
        assert stances == {"T1": Stance.REFINES, "RA": Stance.CHALLENGES}


async def test_each_code_of_a_coding_has_its_stance_in_the_margin_and_by_keys(project: Project) -> None:
    async with reading(project) as pilot:
        desk = reader(pilot).desk
        project.coding.code(desk.record.id, ["T1.a", "RA"], FIRST.start, FIRST.end)
        reader(pilot).project_changed()
        await pilot.press("minus", "tab", "plus")
        await pilot.pause()
        assert project.coding.codings()[0].stances == {"T1.a": "challenges", "RA": "supports"}
        lines = shown(pilot.app).splitlines()
        assert "1a− a+" in lines[reader(pilot).view.rows.row_of(FIRST.start) + 2]
        strip = " ".join(lines[-3].split())
        assert strip == "▸ T1.a challenges RA Councils cannot shape t…: supports [+ - ~ ^]"


@pytest.mark.parametrize("answer", ["n", "escape", "y"])
async def test_one_stance_toward_a_theory_and_its_rival_is_asked_about(project: Project, answer: str) -> None:
    async with reading(project) as pilot:
        await pilot.press("1", "plus", "a", "plus")
        await pilot.pause()
        assert "Supports both T1 and its rival RA?" in shown(pilot.app)
        assert [coding.stance for coding in project.coding.codings()] == ["supports", "bears-on"]
        await pilot.press(answer)
        await pilot.pause()
        toward_the_rival = "supports" if answer == "y" else "bears-on"
        assert [coding.stance for coding in project.coding.codings()] == ["supports", toward_the_rival]
        await pilot.press("minus")
        await pilot.pause()
        assert [coding.stance for coding in project.coding.codings()] == ["supports", "challenges"]


async def test_the_apostrophe_goes_through_the_statuses(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("1")
        seen = []
        for _ in range(5):
            await pilot.press("apostrophe")
            seen.append(project.coding.codings()[0].status)
        assert seen == [*EvidenceStatus, None]


async def test_another_reviewers_coding_is_seen_but_not_judged(project: Project) -> None:
    async with reading(project, size=(160, 48)) as pilot:
        record = reader(pilot).desk.record.id
        with project.acting_as("ben"):
            project.coding.code(record, ["T1"], FIRST.start, FIRST.end)
        reader(pilot).project_changed()
        await pilot.press("plus")
        await pilot.pause()
        assert project.coding.codings()[0].stance is Stance.BEARS_ON
        assert "ben" in shown(pilot.app)
        await pilot.press("1")
        assert {coding.reviewer for coding in project.coding.codings()} == {project.reviewer, "ben"}


async def test_a_code_is_picked_by_a_few_letters(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("slash", *"whole")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CodePicker)
        await pilot.press("enter")
        await settled(pilot)
        assert project.coding.codings()[0].codes == ("T1.a",)


async def test_a_new_sub_theme_is_made_in_the_picker_and_put_on_the_selection(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("v", "w", "w", "slash", *"Duties", "ctrl+n")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        (coding,) = project.coding.codings()
        assert (coding.codes, coding.quote) == (("T1.b",), "Councils in England")
        act = project.history.events()[-2].act
        assert (act["code"], act["name"], act["theory"]) == ("T1.b", "Duties", "T1")
        assert act["reason"] == "“Councils in England” (Rahman and Okoro, 2016, p. 347)"
        assert "▸ T1.b Duties: bears on" in " ".join(shown(pilot.app).split())
        await pilot.press("u", "u")
        assert "T1.b" not in project.theory.map.code_names


async def test_enter_goes_through_the_form_of_a_sub_theme_and_saves_in_the_last_field(
    project: Project,
) -> None:
    async with reading(project) as pilot:
        await pilot.press("a", "slash", *"mark", "ctrl+n")
        await pilot.pause()
        await pilot.press("enter", "enter", "enter")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, ReaderScreen)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen)
        act = project.history.events()[-2].act
        assert (act["code"], act["name"]) == ("RA.a", "mark")


async def test_a_sub_theme_is_put_under_another_theory_or_not_made_at_all(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("slash", *"Duties", "ctrl+n")
        await pilot.pause()
        await pilot.press("tab", "end", "ctrl+u", *"T9", "ctrl+s")
        await pilot.pause()
        assert "Unknown theory" in shown(pilot.app)
        await pilot.press("ctrl+u", *"RA", "ctrl+s")
        await settled(pilot)
        assert project.coding.codings()[0].codes == ("RA.a",)
        await pilot.press("slash", "ctrl+n", "escape")
        await settled(pilot)
        assert len(project.coding.codings()) == 1


async def test_a_memo_is_written_on_the_coding_or_else_on_the_record(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("M", *"rich", "enter")
        await settled(pilot)
        record = reader(pilot).desk.record.id
        assert [memo.target for memo in project.annotations.memos()] == [record]
        await pilot.press("1", "M", *"why", "enter")
        await settled(pilot)
        assert {memo.target for memo in project.annotations.memos()} == {
            record,
            project.coding.codings()[0].id,
        }


async def test_a_narrow_screen_says_where_there_are_memos(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("M", *"rich", "enter")
        await settled(pilot)
        assert "memo on the record  No code here yet" in shown(pilot.app)
        await pilot.press("1", "M", *"why", "enter")
        await settled(pilot)
        assert "bears on · memo" in shown(pilot.app)


async def test_the_panel_says_what_suggestions_were_learned_from(project: Project) -> None:
    async with reading(project, size=(160, 48)) as pilot:
        assert "Learned from 12 codings" in shown(pilot.app)


async def test_a_memo_that_is_cancelled_is_not_written(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("1", "M", "x")
        assert isinstance(pilot.app.screen, TextPrompt)
        await pilot.press("escape")
        assert project.annotations.memos() == []


async def test_undo_and_redo_are_seen_at_once(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("1", "u")
        assert project.coding.codings() == []
        assert reader(pilot).desk.codings == []
        await pilot.press("ctrl+r")
        assert [coding.codes for coding in reader(pilot).desk.codings] == [("T1",)]


async def test_what_a_key_takes_away_is_reported(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("2")
        assert "removed" not in reported(pilot)
        await pilot.press("-", "2")
        assert "T2 removed (was: challenges); u undoes." in reported(pilot)
        await pilot.press("r")
        assert "rejected here; u undoes." in reported(pilot)


async def test_suggestions_can_be_switched_off(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("S", "enter")
        assert project.coding.codings() == []
        assert "T2 .82" not in shown(pilot.app)
        assert "Suggestions are off" in shown(pilot.app)
        await pilot.press("S")
        await settled(pilot)
        assert "T2 .82" in shown(pilot.app)


async def test_the_brackets_go_to_the_next_suggestion_that_enter_accepts_or_to_any(tmp_path: Path) -> None:
    project = new_review(tmp_path / "other", map_text=f"{SMALL_MAP}suggestions: {{accept_from: 0.5}}\n")
    async with reading(project, at=PAPER.passages[5].start) as pilot:
        await pilot.press("left_square_bracket")
        assert reader(pilot).view.cursor.passage == FIRST
        await pilot.press("right_square_bracket")
        assert reader(pilot).view.cursor.passage == SECOND
        await pilot.press("right_square_bracket")
        assert reader(pilot).view.cursor.passage == SECOND


async def test_work_goes_on_when_the_model_does_not_answer(project: Project) -> None:
    problem = "the model is starting"
    async with reading(project, suggestions=FixedSuggestions(problem=problem)) as pilot:
        await pilot.press("1")
        await settled(pilot)
        assert len(project.coding.codings()) == 1
        await pilot.press("j")
        assert "The model is starting" in shown(pilot.app)


async def test_another_learning_process_is_asked_without_any_key(project: Project) -> None:
    suggestions = FixedSuggestions(problem="the learning process ended before it had answered")
    async with reading(project, suggestions=suggestions) as pilot:
        reader(pilot).show_status()
        await settled(pilot)
        asked = suggestions.asked
        suggestions.problem, suggestions.starts = "", 2
        reader(pilot).show_status()
        await settled(pilot)
        assert suggestions.asked == asked + 1
        assert "because: duty, market" in shown(pilot.app)
        suggestions.renewals = 1  # the same process can answer better
        reader(pilot).show_status()
        await settled(pilot)
        assert suggestions.asked == asked + 2


async def test_every_act_asks_for_new_suggestions(project: Project) -> None:
    suggestions = FixedSuggestions()
    async with reading(project, suggestions=suggestions) as pilot:
        before = suggestions.asked
        await pilot.press("1", "2", "a")
        await settled(pilot)
        assert suggestions.asked > before
        assert reader(pilot).desk.suggested.answer.model == MODEL


async def test_the_terms_of_a_suggestion_are_shown_where_they_stand(project: Project) -> None:
    async with reading(project, size=(160, 48)) as pilot:
        text = reader(pilot).view.cursor.text

        await pilot.press("W")
        found = {text[first:last].casefold() for first, last in reader(pilot).text.search.matches.spans}
        assert found == {"duty", "market"}
        await pilot.press("W")
        assert reader(pilot).text.search.matches.spans == []

        lines = shown(pilot.app).splitlines()
        row = next(y for y, line in enumerate(lines) if "because: " in line and "lever" in line)
        await pilot.click(offset=(lines[row].index("lever", lines[row].index("because: ")) + 1, row))
        await pilot.pause()
        assert {text[first:last].casefold() for first, last in reader(pilot).text.search.matches.spans} == {
            "lever"
        }


async def test_facets_are_set_on_the_coding_or_else_on_the_record_and_shown(project: Project) -> None:
    async with reading(project, size=(160, 48)) as pilot:
        await pilot.press("F", "1", "1", "enter", "escape")
        await settled(pilot)
        record = reader(pilot).desk.record.id
        assert project.annotations.facets_of(record) == {"population": ("older people",)}
        assert "Facets of this record" in shown(pilot.app)
        assert "Population group: older people" in shown(pilot.app)
        await pilot.press("1", "F", "1", "2", "enter", "escape")
        await settled(pilot)
        (coding,) = project.coding.codings()
        assert project.annotations.facets_of(coding.id) == {"population": ("women",)}
        assert "Population group: women" in shown(pilot.app)
        await pilot.press("u")
        await settled(pilot)
        assert project.annotations.facets_of(coding.id) == {}
        assert "Population group: women" not in shown(pilot.app)


async def test_the_refusal_of_a_code_that_was_merged_meanwhile_ends_with_the_next_coding(
    project: Project,
) -> None:
    async with reading(project) as pilot:
        with closing(Project.open(project.folder, "bo")) as elsewhere:
            elsewhere.structure.merge(["T2"], "T1", "they are one")
        await pilot.press("2")
        await settled(pilot)
        assert "'T2' is now 'T1'" in reported(pilot)
        await pilot.press("j")
        await settled(pilot)
        assert "'T2' is now 'T1'" in reported(pilot), "it stays until something is done"
        await pilot.press("a")
        await settled(pilot)
        assert [one.codes for one in project.coding.codings()] == [("RA",)]
        assert "T2" not in reported(pilot)
