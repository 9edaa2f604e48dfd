"""An extra is added by the command of the tool that installed the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.extras import how_to_add


def test_pipx_adds_it_to_the_programs_environment(tmp_path: Path) -> None:
    (tmp_path / "pipx_metadata.json").touch()
    assert how_to_add("web", tmp_path) == "pipx inject realist-review 'realist-review[web]'"


def test_uv_adds_it_to_a_tools_environment(tmp_path: Path) -> None:
    folder = tmp_path / "my tools"
    folder.mkdir()
    (folder / "uv-receipt.toml").touch()
    assert how_to_add("ocr", folder) == f"uv pip install --python '{folder}' 'realist-review[ocr]'"


def test_an_environment_that_is_in_use_needs_no_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = tmp_path / "bin" / "pip"
    pip.parent.mkdir()
    pip.touch(0o755)
    assert how_to_add("team", tmp_path) == f"{tmp_path}/bin/python -m pip install 'realist-review[team]'"
    monkeypatch.setenv("PATH", str(pip.parent))
    assert how_to_add("team", tmp_path) == "pip install 'realist-review[team]'"
