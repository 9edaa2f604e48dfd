"""Where the user's settings are."""

import sys
from pathlib import Path

import pytest

from review.user_folder import user_folder


@pytest.mark.skipif(sys.platform != "linux", reason="the place is the operating system's")
def test_the_folder_follows_the_configuration_home(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert user_folder() == tmp_path / "realist-review"


def test_on_macos_the_folder_of_an_earlier_version_stays_in_use(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    earlier = tmp_path / ".config" / "realist-review"
    assert user_folder() != earlier
    earlier.mkdir(parents=True)
    assert user_folder() == earlier
