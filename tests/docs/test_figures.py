"""The page of figures is the table of the run that was kept."""

from __future__ import annotations

import json

import pytest

from benchmarks import bench, figures, tables


def test_the_page_is_the_table_of_the_run_that_was_kept() -> None:
    assert bench.PAGE.read_text("utf-8") == tables.page(json.loads(bench.KEPT.read_text("utf-8")))


def test_readme_quotes_the_run_that_was_kept() -> None:
    readme = bench.README.read_text("utf-8")
    assert "| start: first picture on the screen |" in readme
    assert readme == tables.in_readme(readme, json.loads(bench.KEPT.read_text("utf-8")))


def test_a_figure_beside_its_peer_is_a_row_with_their_ratio() -> None:
    assert tables.row(figures.Figure("memory", 12.345, "MB", 24.69, "a peer", "≤ 1")) == (
        "| memory | 12.3 MB | 24.7 (a peer) | 0.50 | ≤ 1 |"
    )


def test_a_figure_is_kept_only_in_a_run_of_all(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    figures.figure("nobody asked", 1)
    monkeypatch.setenv(figures.FILE, str(tmp_path / "figures"))
    figures.figure("order: loss", 0.0612, peer=0.07, beside="ASReview")
    (line,) = (tmp_path / "figures").read_text("utf-8").splitlines()
    assert figures.Figure(**json.loads(line)).beside == "ASReview"
