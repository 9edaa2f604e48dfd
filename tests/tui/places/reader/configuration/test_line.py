"""Composing configurations in the Reader, key by key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from review.domain.theories.configuration import Configuration, Relation
from review.project import Project
from review.tui.app import ReviewApp
from review.tui.dialogs.choose import MOST
from review.tui.places.reader import ReaderScreen
from review.tui.places.reader.configuration.line import ConfigurationLine
from tests.reviews import SMALL_MAP, a_document, add_record, new_review
from tests.tui.hosts import pressed_at_once, settled, shown
from tests.tui.places.reader.opened import FIRST, SECOND, THIRD, reader, reading, reported
from tests.tui.places.reader.test_tables import reading_report
from tests.tui.widgets.reading.papers import PAPER
from tests.writers import another_process_writes


def only(project: Project) -> Configuration:
    (one,) = project.configurations.all()
    return one


def parts(project: Project) -> list[tuple[str, str, int]]:
    """Role, relation and start of each passage of the only configuration."""
    return [
        (one.role, one.relation.value, one.start)
        for element in only(project).elements
        for one in element.fragments
    ]


def line(pilot: Pilot[None]) -> str:
    """The configuration line as it is on the screen."""
    widget = pilot.app.screen.query_one(ConfigurationLine)
    return shown(pilot.app).splitlines()[widget.region.y]


async def test_passages_go_into_the_roles_by_their_keys(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C")
        assert "new CMOC  [c]ontext 0 · [r]esource 0 · [m] reasoning 0 · [o]utcome 0" in line(pilot)
        await pressed_at_once(pilot, "c")
        assert "C1  [c]ontext 1 · [r]esource 0 · [m] reasoning 0 · [o]utcome 0" in line(pilot)
        assert "C1 begun" in reported(pilot)
        await pressed_at_once(pilot, "j", "m", "j", "o")
        assert parts(project) == [
            ("context", "shows", FIRST.start),
            ("outcome", "shows", THIRD.start),
            ("reasoning", "shows", SECOND.start),
        ]
        assert project.coding.codings() == []
        await pressed_at_once(pilot, "escape")
        assert not pilot.app.screen.query_one(ConfigurationLine).is_open
        await pressed_at_once(pilot, "a")
        assert [coding.codes for coding in project.coding.codings()] == [("RA",)]


async def test_a_minus_or_tilde_before_the_role_says_what_the_passage_does_for_the_element(
    project: Project,
) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "o", "j", "minus")
        assert " against " in line(pilot)
        await pressed_at_once(pilot, "minus")
        assert " against " not in line(pilot)
        await pressed_at_once(pilot, "minus", "escape")
        assert pilot.app.screen.query_one(ConfigurationLine).is_open
        await pressed_at_once(pilot, "minus", "o", "j", "tilde", "o")
        assert parts(project) == [
            ("outcome", "shows", FIRST.start),
            ("outcome", "against", SECOND.start),
            ("outcome", "qualifies", THIRD.start),
        ]
        assert "[o]utcome 1 -1 ~1" in line(pilot)


async def test_nothing_can_speak_against_an_element_that_is_not_there(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "minus", "o")
        assert "There is no outcome yet: first put in a passage that shows it." in reported(pilot)
        assert project.configurations.all() == []


async def test_the_same_passage_is_not_put_twice_into_an_element(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "c", "c")
        assert "The passage is in this context already (shows it)." in reported(pilot)
        await pressed_at_once(pilot, "minus", "c")
        assert "The passage is in this context already (shows it); take it out first." in reported(pilot)
        assert len(only(project).fragments) == 1


async def test_another_element_of_a_role_and_the_choice_between_them(project: Project) -> None:
    async with reading(project, size=(120, 30)) as pilot:
        await pressed_at_once(pilot, "C", "c", "j", "plus")
        assert "another" in line(pilot)
        await pressed_at_once(pilot, "c")
        first, second = only(project).elements
        assert (first.role, second.role) == ("context", "context")
        await pressed_at_once(pilot, "j", "c")
        assert "C1  which context?  1 Councils in England" in line(pilot)
        assert "n new" in line(pilot)
        await pressed_at_once(pilot, "2")
        assert [len(one.fragments) for one in only(project).elements] == [1, 2]
        await pressed_at_once(pilot, "j", "c", "escape")
        assert "which context?" not in line(pilot)
        await pressed_at_once(pilot, "c", "n")
        assert [len(one.fragments) for one in only(project).elements] == [1, 2, 1]


@pytest.mark.parametrize("above", [("ctrl+f", *"market", "enter"), ("ctrl+f", *"zzqq", "enter"), ("J",)])
async def test_escape_ends_what_lies_on_top_before_it_closes_the_line(
    project: Project, above: tuple[str, ...]
) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", *above)
        assert reader(pilot).text.is_covered
        assert "Esc Close" not in shown(pilot.app)
        await pressed_at_once(pilot, "escape")
        assert "Esc Close" in shown(pilot.app)
        assert (reader(pilot).text.is_covered, reader(pilot).line.is_open) == (False, True)
        await pressed_at_once(pilot, "o")
        assert [role for role, _, _ in parts(project)] == ["outcome"]
        await pressed_at_once(pilot, "escape")
        assert (type(pilot.app.screen), reader(pilot).line.is_open) == (ReaderScreen, False)


async def test_escape_cancels_what_waits_before_it_ends_a_search(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "ctrl+f", *"market", "enter", "minus", "escape")
        assert reader(pilot).text.is_covered
        assert " against " not in line(pilot)


@pytest.mark.parametrize("asked", [("minus",), ("equals_sign",), ("T",), ("T", "1"), ("w",)], ids="-".join)
async def test_the_footer_says_whether_escape_cancels_what_is_asked_or_closes_the_line(
    project: Project, asked: tuple[str, ...]
) -> None:
    async with reading(project, size=(160, 48)) as pilot:
        await pressed_at_once(pilot, "C", "c", *asked)
        footer = shown(pilot.app).splitlines()[-1]
        assert ("Esc Cancel" in footer, "Esc Close" in footer) == (True, False)
        await pressed_at_once(pilot, "escape")
        footer = shown(pilot.app).splitlines()[-1]
        assert ("Esc Cancel" in footer, "Esc Close" in footer) == (False, True)
        assert reader(pilot).line.is_open


async def test_what_was_asked_is_cancelled_by_moving_on(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "c", "j", "plus", "c", "j", "c")
        assert "which context?" in line(pilot)
        await pressed_at_once(pilot, "down")
        await pressed_at_once(pilot, "pagedown")
        assert "which context?" not in line(pilot)
        assert len(only(project).fragments) == 2


async def test_a_key_that_answers_nothing_codes_nothing_while_something_is_asked(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "c", "j", "plus", "c", "k", "c", "a", "enter", "M")
        assert project.coding.codings() == []
        assert "which context?" in line(pilot)
        assert "Accept" not in shown(pilot.app).splitlines()[-1]


async def test_the_whole_claim_goes_into_several_elements_as_one_deed(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "equals_sign")
        assert "whole claim: [ ] c context [ ] r resource [ ] m reasoning [ ] o outcome" in line(pilot)
        await pressed_at_once(pilot, "enter")
        assert "Choose the roles by their keys first." in reported(pilot)
        await pressed_at_once(pilot, "c", "o", "m", "m")
        assert "[x] c context [ ] r resource [ ] m reasoning [x] o outcome" in line(pilot)
        await pressed_at_once(pilot, "enter")
        assert [(role, start) for role, _, start in parts(project)] == [
            ("context", FIRST.start),
            ("outcome", FIRST.start),
        ]
        await pressed_at_once(pilot, "u")
        assert project.configurations.all() == []
        assert "new CMOC" in line(pilot)


async def test_an_element_is_worded_in_place_and_tab_goes_on_to_the_others(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "w")
        assert "There is nothing to word yet: first put in a passage." in reported(pilot)
        await pressed_at_once(pilot, "c", "j", "o", "w")
        assert "C1 outcome:" in line(pilot)
        await pressed_at_once(pilot, *"fewer move", "tab")
        assert "C1 context:" in line(pilot)
        await pressed_at_once(pilot, *"no adviser", "enter")
        assert [one.wording for one in only(project).elements] == ["no adviser", "fewer move"]
        assert pilot.app.focused is reader(pilot).view
        await pressed_at_once(pilot, "w", *"lost", "escape")
        assert [one.wording for one in only(project).elements] == ["no adviser", "fewer move"]
        assert not pilot.app.screen.query(Input).filter("#configuration-words").first().display


@pytest.mark.parametrize("key", ["enter", "tab"])
async def test_a_wording_that_is_refused_stays_in_the_field(project: Project, key: str) -> None:
    async with reading(project, size=(100, 30)) as pilot:
        await pressed_at_once(pilot, "C", "c", "j", "m", "w", *"trust")
        field = pilot.app.screen.query_one("#configuration-words", Input)
        with another_process_writes(project.journal.path):
            await pressed_at_once(pilot, key)
            assert "another process is writing" in reported(pilot)
            assert field.value == "trust"
        await pressed_at_once(pilot, key)
        assert "trust" in [one.wording for one in only(project).elements]


@pytest.mark.parametrize("key", ["enter", "tab"])
@pytest.mark.parametrize("is_shown", [True, False])
async def test_an_element_that_is_gone_meanwhile_is_not_worded(
    project: Project, key: str, is_shown: bool
) -> None:
    async with reading(project, size=(100, 30)) as pilot:
        await pressed_at_once(pilot, "C", "c", "w")
        project.history.undo()
        if is_shown:
            reader(pilot).project_changed()
            await settled(pilot)
        await pressed_at_once(pilot, *"poor", key)
        assert "the context is no longer in the configuration; nothing was stored" in reported(pilot)
        assert project.configurations.all() == []
        await pressed_at_once(pilot, "escape")
        assert "new CMOC" in line(pilot)


async def test_tab_goes_back_to_the_text_where_there_is_no_other_element(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "c", "w", *"no adviser", "tab")
        assert pilot.app.focused is reader(pilot).view
        await pressed_at_once(pilot, "j", "r")
        assert sorted(one.role for one in only(project).elements) == ["context", "resource"]
        assert only(project).elements[0].wording == "no adviser"


async def test_the_theory_of_the_coding_in_focus_is_shown_before_it_is_tied(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "1", "+", "C")
        assert "T1 supports" in line(pilot)
        await pressed_at_once(pilot, "j")
        assert "T1" not in line(pilot)
        await pressed_at_once(pilot, "k", "c")
        assert dict(only(project).theories) == {"T1": "supports"}
        assert "for T1 supports" in reported(pilot)


async def test_theories_are_tied_and_untied_by_key(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "c", "T")
        assert "for which theory?" in line(pilot)
        await pressed_at_once(pilot, "2")
        assert "C1  T2  + supports" in line(pilot)
        await pressed_at_once(pilot, "~")
        assert dict(only(project).theories) == {"T2": "refines"}
        assert "T2 refines" in line(pilot)
        await pressed_at_once(pilot, "T", "2", "x")
        assert dict(only(project).theories) == {}
        await pressed_at_once(pilot, "T", "slash")
        await pressed_at_once(pilot, *"whole", "enter", ".")
        assert dict(only(project).theories) == {"T1.a": "bears-on"}


async def test_a_passage_is_taken_out_again(project: Project) -> None:
    async with reading(project, size=(120, 30)) as pilot:
        await pressed_at_once(pilot, "C", "c", "j", "delete")
        assert "No passage of C1 is here." in reported(pilot)
        await pressed_at_once(pilot, "o", "m", "delete")
        assert "take out which?" in line(pilot)
        await pressed_at_once(pilot, "1")
        assert [role for role, _, _ in parts(project)] == ["context", "reasoning"]
        await pressed_at_once(pilot, "backspace", "u")
        assert [role for role, _, _ in parts(project)] == ["context", "reasoning"]


async def test_undo_takes_back_one_deed_of_the_line(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "c", "j", "o", "u")
        assert [role for role, _, _ in parts(project)] == ["context"]
        assert "C1  [c]ontext 1" in line(pilot)
        assert "[o]utcome 0" in line(pilot)
        await pressed_at_once(pilot, "u")
        assert project.configurations.all() == []
        assert "new CMOC  [c]ontext 0" in line(pilot)
        await pressed_at_once(pilot, "ctrl+r")
        assert [role for role, _, _ in parts(project)] == ["context"]
        assert "C1  [c]ontext 1" in line(pilot)
        await pressed_at_once(pilot, "u", "n", "ctrl+r")
        assert "new CMOC  [c]ontext 0" in line(pilot)


async def test_another_configuration_is_begun_and_one_is_found_by_text(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "c", "n")
        assert "new CMOC" in line(pilot)
        await pressed_at_once(pilot, "j", "o")
        assert [one.label for one in project.configurations.all()] == ["C1", "C2"]
        await pressed_at_once(pilot, "slash", *"lever", "enter")
        assert line(pilot).strip().startswith("C1")
        await pressed_at_once(pilot, "slash", *"c2", "enter")
        assert line(pilot).strip().startswith("C2")


async def test_the_configuration_stays_open_on_the_next_document(project: Project) -> None:
    async with reading(project) as pilot:
        other = add_record(project, "Another", authors=("Zed, Ann",), document=a_document())
        await pressed_at_once(pilot, "C", "c")
        reader(pilot).review_app.open_reader(other)
        await settled(pilot)
        assert "C1  [c]ontext 1" in line(pilot)
        await pressed_at_once(pilot, "o", "escape", "f2")
        reader_app = pilot.app
        reader_app.open_reader(other)  # type: ignore[attr-defined]
        await settled(pilot)
        assert not pilot.app.screen.query_one(ConfigurationLine).is_open
        await pressed_at_once(pilot, "C")
        assert "C1  [c]ontext 1" in line(pilot)
        assert only(project).sources == {one.id for one in map(project.records.get, only(project).sources)}
        assert len(only(project).sources) == 2


async def test_passages_are_marked_and_named_at_the_cursor(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "o", "j", "minus", "o")
        assert "◆ C1 outcome: evidence against it" in shown(pilot.app)
        assert "◆o-" in shown(pilot.app)
        await pressed_at_once(pilot, "k")
        assert "◆ C1 outcome: shows it" in shown(pilot.app)
        await pressed_at_once(pilot, "escape")
        assert "◆" not in shown(pilot.app)


async def test_on_wide_screens_the_panel_says_what_passages_do(project: Project) -> None:
    async with reading(project, size=(160, 48)) as pilot:
        await pressed_at_once(pilot, "C", "c", "w", *"no adviser", "enter")
        words = shown(pilot.app)
        assert "In C1" in words
        assert "no adviser" in words
        assert "shows it · ann" in words


async def test_selections_are_put_into_elements(project: Project) -> None:
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "J", "o")
        (fragment,) = only(project).fragments
        assert PAPER.text[fragment.start : fragment.end] == fragment.quote
        assert FIRST.start <= fragment.start < fragment.end < FIRST.end


async def test_cells_of_a_table_are_put_into_elements(project: Project) -> None:
    async with reading_report(project) as pilot:
        await pressed_at_once(pilot, "C", "t", "down", "v", "o")
        assert [fragment.quote for fragment in only(project).fragments] == ["Northfold 14 19"]
        assert "[o]utcome 1" in line(pilot)
        await pressed_at_once(pilot, "delete")
        assert only(project).fragments == ()


async def test_the_line_shows_and_takes_the_users_keys(project: Project) -> None:
    async with reading(project, size=(120, 30)) as pilot:
        app = pilot.app
        assert isinstance(app, ReviewApp)
        app.keys = {"configuration.outcome": "f9", "configuration.word": "f10"}
        app.set_keymap(app.keys)
        await pressed_at_once(pilot, "C")
        assert "[F9] outcome 0" in line(pilot)
        await pressed_at_once(pilot, "o", "f9", "f10", *"fewer moves", "enter")
        assert [one.wording for one in only(project).elements] == ["fewer moves"]


async def test_of_many_configurations_some_are_listed_and_all_are_found(project: Project) -> None:
    for number in range(MOST + 5):
        project.configurations.new({"context": f"context {number}"})
    async with reading(project) as pilot:
        await pressed_at_once(pilot, "C", "slash")
        assert "context 34" in shown(pilot.app)
        assert "5 more: type to find them" in shown(pilot.app)
        await pressed_at_once(pilot, *"context 2,", "enter")
        assert line(pilot).strip().startswith("C3")


async def test_the_footer_and_the_help_show_the_keys_of_the_line(project: Project) -> None:
    async with reading(project, size=(160, 48)) as pilot:
        assert "C Configuration" in shown(pilot.app).splitlines()[-1]
        await pressed_at_once(pilot, "C")
        footer = shown(pilot.app).splitlines()[-1]
        assert "= Whole claim" in footer
        assert "Esc" in footer
        await pressed_at_once(pilot, "question_mark", "end")
        assert "configuration.whole" in shown(pilot.app)


async def test_a_code_keeps_the_key_of_the_line_which_then_has_another(tmp_path: Path) -> None:
    project = new_review(tmp_path / "other", map_text=SMALL_MAP.replace('key: "1"', 'key: "C"'))
    async with reading(project, size=(160, 48)) as pilot:
        await pressed_at_once(pilot, "C")
        assert [coding.codes for coding in project.coding.codings()] == [("T1",)]
        assert not pilot.app.screen.query_one(ConfigurationLine).is_open
        assert reader(pilot).key_of("reader.configuration") == "Ctrl+K"
        await pressed_at_once(pilot, "ctrl+k")
        assert pilot.app.screen.query_one(ConfigurationLine).is_open
    project.close()


async def test_roles_of_the_map_have_their_keys(tmp_path: Path) -> None:
    roles = "configuration_roles: {actor: {name: Actor, key: a}}\n"
    project = new_review(tmp_path / "other", map_text=SMALL_MAP + roles)
    async with reading(project, size=(120, 30)) as pilot:
        await pressed_at_once(pilot, "C", "a")
        assert [one.role for one in only(project).elements] == ["actor"]
        assert "[a]ctor 1" in line(pilot)
        assert project.coding.codings() == []
    project.close()


MOVING = frozenset({"j", "k", "N", "J", "v", "down"})


async def test_a_configuration_of_three_documents_takes_few_keys(project: Project) -> None:
    """Four elements, six passages, three documents: at most 20 keys, but for moving, selecting and typed words."""
    for name in ("Okoro, Chi", "Zed, Ann"):
        paragraphs = tuple(f"{name} says {words}." for words in ("one thing", "another", "a third"))
        record = add_record(project, name, authors=(name,), document=a_document(paragraphs))
        project.screening.decide(record, "include", "title-abstract")
        project.screening.decide(record, "include", "theory-map")
    counted = 0

    async def keys(pilot: Pilot[None], *pressed: str, typed: Sequence[str] = ()) -> None:
        nonlocal counted
        counted += sum(key not in MOVING for key in pressed)
        await pressed_at_once(pilot, *pressed, *typed)

    async with reading(project) as pilot:
        await keys(pilot, "C")
        for role, words in (("c", "no adviser"), ("r", "advice"), ("m", "trust"), ("o", "fewer moves")):
            await keys(pilot, role, "w", typed=words)
            await keys(pilot, "enter", "j")
        await keys(pilot, "N", "o")
        await keys(pilot, "N", "minus", "o")
        await keys(pilot, "T", "1", "+")
    one = only(project)
    assert [element.wording for element in one.elements] == ["no adviser", "advice", "fewer moves", "trust"]
    assert (len(one.fragments), len(one.sources), dict(one.theories)) == (6, 3, {"T1": "supports"})
    assert sum(fragment.relation is Relation.AGAINST for fragment in one.fragments) == 1
    assert counted <= 20
