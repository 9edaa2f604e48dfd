import sys
from pathlib import Path

import pytest

from review.tui.settings import Settings, default_folder


@pytest.mark.skipif(sys.platform != "linux", reason="the place is the operating system's")
def test_the_folder_follows_the_configuration_home(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "realist-review"


def test_on_macos_the_folder_of_an_earlier_version_stays_in_use(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    earlier = tmp_path / ".config" / "realist-review"
    assert default_folder() != earlier
    earlier.mkdir(parents=True)
    assert default_folder() == earlier


def test_nothing_is_set_at_first(tmp_path):
    settings = Settings(tmp_path / "none")
    assert settings.theme() == ""
    assert not settings.has_keys


def test_a_theme_that_cannot_be_kept_is_only_forgotten(tmp_path):
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file")
    settings.remember_theme("review-light")
    assert settings.theme() == ""


def test_mistakes_in_the_keys_are_told_one_line_each(tmp_path):
    settings = Settings(tmp_path)
    (tmp_path / "keys.yaml").write_text("app.help: f1, f12\napp.undoo: x\napp.redo: [a]\n")
    keys, mistakes = settings.keys({"app.help", "app.undo", "app.redo"})
    assert keys == {"app.help": "f1,f12"}
    assert mistakes[0] == "keys.yaml: there is no 'app.undoo'; the nearest is 'app.undo'"
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
