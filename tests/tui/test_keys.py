import re

import pytest

from review.tui.app import ReviewApp
from review.tui.keys import all_binding_ids, clashes
from review.tui.places.base import ReviewScreen
from review.tui.support.bindings import key_name
from review.tui.support.settings import Settings
from tests.tui.hosts import reported


def test_no_two_bindings_of_a_place_are_given_one_key():
    assert clashes({"screening.include": "y"}, ReviewApp) == []


def test_a_key_given_twice_is_reported_with_both_bindings():
    assert clashes({"screening.include": "x"}, ReviewApp) == [
        "keys.yaml: screening.include and screening.exclude have the same key, x"
    ]


def test_a_key_that_works_everywhere_clashes_with_every_place():
    assert clashes({"library.edit": "u"}, ReviewApp) == [
        "keys.yaml: library.edit and app.undo have the same key, u"
    ]


@pytest.mark.parametrize(
    ("name", "key", "other"),
    [
        ("reader.done", "j", "reading.next_passage"),
        ("reading.next_passage", "n", "reader.done"),
        ("library.edit", "space", "records.mark"),
    ],
)
def test_a_key_of_a_screen_clashes_with_that_of_a_widget_in_it(name, key, other):
    reported = clashes({name: key}, ReviewApp)
    assert any(name in line and other in line and line.endswith(f", {key_name(key)}") for line in reported)


def test_no_clash_is_left_once_the_widgets_have_other_keys():
    given = {
        "reader.done": "j",
        "reading.next_passage": "f12",
        "table.down": "down",
        "look-again.down": "down",
        "against.down": "down",
    }
    assert clashes(given, ReviewApp) == []


async def test_the_help_of_each_place_names_keys_of_bindings_that_exist(worked_app):
    async with worked_app.run_test(size=(100, 30)) as pilot:
        for mode in (
            "library",
            "screening",
            "theory-map",
            "exports",
            "model",
            "configurations",
            "desk",
            "searches",
        ):
            worked_app.action_go(mode)
            await pilot.pause()
            named = re.findall(r"\{(.+?)\}", worked_app.screen.HELP)
            assert all(map(worked_app.screen.key_of, named))
            assert "{" not in worked_app.screen.about


def test_each_place_names_ids_that_can_be_given_keys():
    ids = all_binding_ids(ReviewApp)  # this imports every place
    named = [name for place in ReviewScreen.__subclasses__() for name in re.findall(r"\{(.+?)\}", place.HELP)]
    assert len(named) > 20
    assert set(named) <= ids


async def test_the_clash_is_reported_at_the_start(worked_app, tmp_path):
    (tmp_path / "keys.yaml").write_text("reader.done: J\n")
    worked_app.settings = Settings(tmp_path)
    async with worked_app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert "keys.yaml: reader.done and reading.extend have the same key, J" in reported(worked_app)
