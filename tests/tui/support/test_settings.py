from itertools import pairwise

import pytest

from review.tui.support.settings import ExportSettings, Settings
from tests.odd_files import ODD, make_odd_files
from tests.tui.hosts import reported


def test_nothing_is_set_at_first(tmp_path):
    settings = Settings(tmp_path / "none")
    assert settings.theme() == ""
    assert not settings.has_keys


def test_a_theme_that_cannot_be_kept_is_only_forgotten(tmp_path):
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file")
    settings.remember_theme("review-light")
    assert settings.theme() == ""


def test_how_exports_are_written_is_kept(tmp_path):
    settings = Settings(tmp_path / "settings")
    how = ExportSettings(("md", "docx"), {"/reviews/market": "/tables"})
    settings.remember_exports(how)
    assert settings.exports() == how


@pytest.mark.parametrize("text", ["", "[]", '{"formats": 3}', "{"])
def test_settings_of_exports_that_cannot_be_read_are_the_defaults(tmp_path, text):
    (tmp_path / "exports.json").write_text(text)
    assert Settings(tmp_path).exports() == ExportSettings()


def test_mistakes_in_the_keys_are_reported_one_line_each(tmp_path):
    settings = Settings(tmp_path)
    (tmp_path / "keys.yaml").write_text("app.help: f1, f12\napp.undoo: x\napp.redo: [a]\n")
    keys, mistakes = settings.keys({"app.help", "app.undo", "app.redo"})
    assert keys == {"app.help": "f1,f12"}
    assert mistakes[0] == "keys.yaml: unknown id 'app.undoo'; the nearest is 'app.undo'"
    assert mistakes[1].startswith("keys.yaml: app.redo: expected a key")


def test_a_file_that_is_no_mapping_or_no_yaml_changes_nothing(tmp_path):
    settings = Settings(tmp_path)
    (tmp_path / "keys.yaml").write_text("- a\n")
    assert settings.keys(set())[0] == {}
    (tmp_path / "keys.yaml").write_text("a: [")
    keys, mistakes = settings.keys(set())
    assert keys == {}
    assert len(mistakes) == 1
    assert "\n" not in mistakes[0]


def test_a_sign_stands_for_itself(tmp_path):
    settings = Settings(tmp_path)
    (tmp_path / "keys.yaml").write_text("library.search: /, f9\nlibrary.sort: ','\nlibrary.edit: '?'\n")
    keys, mistakes = settings.keys({"library.search", "library.sort", "library.edit"})
    assert mistakes == []
    assert keys == {"library.search": "slash,f9", "library.sort": "comma", "library.edit": "question_mark"}


@pytest.mark.parametrize(
    ("shown", "key"),
    [
        ("Ctrl+S", "ctrl+s"),
        ("F9", "f9"),
        ("Space", "space"),
        ("Esc", "escape"),
        ("Shift+PgDn", "shift+pagedown"),
    ],
)
def test_a_key_may_be_written_as_the_screen_shows_it(tmp_path, shown, key):
    (tmp_path / "keys.yaml").write_text(f"library.search: {shown}\n")
    assert Settings(tmp_path).keys({"library.search"}) == ({"library.search": key}, [])


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise("abcdefghij")
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 9)}]}}\n" for before, name in pairwise("abcdefghij")
)


@pytest.mark.parametrize(
    ("content", "reported"),
    [
        (b"2024-01-01: f9\n", "keys.yaml: unknown id '2024-01-01'"),
        (b"2024-99-99: f9\n", "keys.yaml: unknown id '2024-99-99'"),
        (
            b"library.edit: 2024-99-99\n",
            "library.edit: expected a key such as f9, or several: i,y, not '2024-99-99'",
        ),
        (b"1: f9\n", "keys.yaml: unknown id '1'"),
        (b"9" * 900 + b": f9\n", "keys.yaml: unknown id '999"),
        (b"9" * 10_000 + b": f9\n", "keys.yaml:1: not YAML"),
        (b"? [a, b]\n: f9\n", "keys.yaml:1: a key is not a text"),
        (b"library.edit: {a: b}\n", "library.edit: expected a key"),
        (b"library.edit:\n", "library.edit: expected a key"),
        (
            b"library.edit: f9\nlibrary.edit: f8\n",
            "keys.yaml:2: library.edit: duplicate key (first used on line 1)",
        ),
        (b"library.edit: nokeyatall\n", "not 'nokeyatall'"),
        (b"library.edit: ctrl+nokeyatall\n", "not 'ctrl+nokeyatall'"),
        (b"library.edit: hard+x\n", "not 'hard+x'"),
        (b'library.edit: "\\e[2J"\n', "library.edit: expected a key"),
        (b"[" * 50_000, "keys.yaml:1: nested more than 32 levels deep"),
        (b"{a: " * 20_000, "keys.yaml:1: nested more than 32 levels deep"),
        (LAUGHS.encode(), "keys.yaml:2: aliases such as '*a' are not supported"),
        (MERGES.encode(), "keys.yaml:2: aliases such as '*a' are not supported"),
        (b"- a\n", "keys.yaml: expected lines such as"),
        (b"a", "keys.yaml: expected lines such as"),
        (b"!!python/object/apply:os.system [true]\n", "keys.yaml: expected lines such as"),
        (b"app.help: caf\xe9\n", "keys.yaml:1: not UTF-8"),
        (b"a: \0\n", "keys.yaml:1: not YAML"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_whatever_stands_in_the_keys_is_a_line_and_the_programs_keys_stay(tmp_path, content, reported):
    (tmp_path / "keys.yaml").write_bytes(content)
    settings = Settings(tmp_path)
    keys, (mistake,) = settings.keys({"library.edit"})
    assert reported in mistake
    assert "\n" not in mistake
    assert settings.has_keys
    assert keys in ({}, {"library.edit": "f9"})


def test_a_file_without_an_end_holds_no_keys(tmp_path):
    with (tmp_path / "keys.yaml").open("wb") as file:
        file.truncate(40_000_000_000)
    assert Settings(tmp_path).keys(set()) == (
        {},
        ["keys.yaml: cannot be read (it is larger than 100,000 bytes)"],
    )


def test_numbers_signs_and_letters_are_keys(tmp_path):
    (tmp_path / "keys.yaml").write_text(
        "a: 1\nb: 'yes,no'\nc: y\nd: ctrl+shift+left,alt+x,shift+f5\ne: plus,é,日,-\nf: f10,space,enter\n",
        "utf-8",
    )
    keys, mistakes = Settings(tmp_path).keys(set("acdef"))
    assert mistakes == ["keys.yaml: unknown id 'b'; the nearest is 'a'"] or len(mistakes) == 1
    assert keys == {
        "a": "1",
        "c": "y",
        "d": "ctrl+shift+left,alt+x,shift+f5",
        "e": "plus,é,日,minus",
        "f": "f10,space,enter",
    }


def test_many_mistakes_are_a_few_lines(tmp_path):
    (tmp_path / "keys.yaml").write_text("".join(f"no{number}: f9\n" for number in range(2_000)))
    _, mistakes = Settings(tmp_path).keys({"library.edit"})
    assert len(mistakes) == 4
    assert mistakes[-1] == "keys.yaml: 1997 more mistakes"


@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_file_holds_no_settings(tmp_path, kind):
    path = make_odd_files(tmp_path)[kind]
    path.rename(tmp_path / "keys.yaml")
    (tmp_path / "theme").symlink_to("keys.yaml")
    settings = Settings(tmp_path)
    assert (settings.has_keys, settings.theme()) == (True, "")
    keys, (mistake,) = settings.keys(set())
    assert keys == {}
    assert mistake.startswith("keys.yaml: ")


async def test_the_program_starts_with_its_own_keys(worked_app, tmp_path):
    (tmp_path / "keys.yaml").write_text("[" * 1_000)
    worked_app.settings = Settings(tmp_path)
    async with worked_app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert "keys.yaml:1: nested more than 32 levels deep" in reported(worked_app)
        await pilot.press("f5")
        await pilot.pause()
        assert worked_app.current_mode == "theory-map"
