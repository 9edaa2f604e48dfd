"""The handout of the worked example asks about what the example left open."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from review.project import Project
from tests.worked_example.history import Example
from tests.worked_example.whole import Whole


def texts(file: Path, name: str) -> list[str]:
    found = html.fromstring(file.read_text("utf-8")).find_class(name)
    return [" ".join(one.text_content().split()) for one in found]


def test_it_asks_about_theories_that_were_not_explored_and_the_gap_that_was_named(
    made_once: Whole, tmp_path: Path
) -> None:
    project = Project.open(made_once.folder, "ann", read_only=True)
    try:
        (file,) = project.exports.write(["handout"], out=tmp_path)
    finally:
        project.close()
    asked = texts(file, "asked")
    assert [one[3:].partition(" We did")[0] for one in asked[:2]] == [
        "T2 Market limitations",
        "T5 Information",
    ]
    assert any("this open: “Ordinary provision.”" in one for one in asked)
    assert texts(file, "notices")[0].count("37 documents included") == 1
    theories = texts(file, "theory")
    assert len(theories) == 9
    assert any("mixed (Competition can be less effective than collaboration)" in one for one in theories)


def test_its_configurations_are_read_with_printed_pages(synthesis: Example) -> None:
    (name,) = synthesis.terminal.json("export", "handout")["files"]
    labels = {one["label"] for one in synthesis.terminal.json("cmoc", "list")["cmocs"]}
    shown = texts(Path(name), "configuration")
    assert {one.split()[0] for one in shown} == labels
    assert all("IF " in one and " THEN " in one and " BECAUSE " in one for one in shown)
