"""The worked example's theories reworded as its own text rewords them, with codings before and after."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from review.project import Project
from tests.cli.run import Terminal
from tests.reviews import a_document, add_record, new_review

MAP = Path(__file__).parents[3] / "theory_map.yaml"
PARAGRAPHS = tuple(f"Finding {number} of the study is reported here in a sentence." for number in range(20))
BEFORE = ("T1", "T3", "T6") * 4
AFTER = ("T1", "T3", "T6", "T1", "T3", "T6", "T1", "T3")


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """12 codings, three rewordings, one of them with another name, and 8 codings more, in one included study."""
    project = new_review(tmp_path / "review", map_text=MAP.read_text("utf-8"))
    record = add_record(project, "A study", document=a_document(PARAGRAPHS))
    project.screening.decide(record, "include", project.theory.map.last_stage)
    monkeypatch.setenv("REVIEW_REVIEWER", "ann")
    monkeypatch.chdir(tmp_path / "review")
    code(project, record, BEFORE, 0)
    reword(project, "T1", "person-centred", "person-oriented")
    reword(project, "T3", "needed", "needed and offered", fallback=" Supply is part of it.")
    reword(project, "T6", "People", "With information, advice and advocacy, people")
    code(project, record, AFTER, len(BEFORE))
    project.close()
    return Terminal(tmp_path / "review", capsys)


def code(project: Project, record: str, codes: tuple[str, ...], first: int) -> None:
    passages = project.documents.text_of(record).passages
    for place, one in enumerate(codes, first):
        project.coding.code(record, [one], passages[place].start, passages[place].end)


def reword(project: Project, theory: str, was: str, now: str, *, fallback: str = "") -> None:
    said = project.theory.map.proposition_of(theory)
    text = said.replace(was, now) if was in said else said + fallback
    name = "Stimulating appropriate provision" if theory == "T3" else None
    project.theory.refine(theory, "the findings say it so", name=name, proposition=text)


def rows(terminal: Terminal, name: str, as_of: str, out: Path) -> list[dict[str, str]]:
    terminal.json("export", name, "--format", "csv", "--as-of", as_of, "--out", out)
    with (out / f"{name}.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_the_story_tells_what_was_reworded(history: Terminal) -> None:
    for theory, version in (("T1", 2), ("T3", 3), ("T6", 4)):
        first, second = history.json("theory", "story", theory)["chapters"]
        assert (first["version"], first["before"], second["version"]) == (1, None, version)
        assert first["after"] == second["before"] != second["after"]
    assert "[-person-centred-]{+person-oriented+}" in history.run("theory", "story", "T1").out
    assert "[-Demand-]{+Stimulating appropriate provision+}" in history.run("theory", "story", "T3").out
    assert [change["touched"] for change in history.json("theory", "log")["versions"]] == [0, 4, 4, 4]
    changed = history.json("theory", "diff", "v1", "v4")["theories"]
    assert [(one["code"], one["sources"]) for one in changed] == [
        (code, [1, 1]) for code in ("T1", "T3", "T6")
    ]


def test_what_was_coded_before_waits_for_another_look(history: Terminal) -> None:
    queue = history.json("recheck")["queue"]
    assert sorted(one["code"] for one in queue) == sorted(BEFORE)
    assert {(one["code"], one["made_under"], one["now"]) for one in queue} == {
        ("T1", 1, 2),
        ("T3", 1, 3),
        ("T6", 1, 4),
    }
    history.json("recheck", "T3", "--all", "holds")
    assert len(history.json("recheck")["queue"]) == 8


def test_tables_as_of_versions_have_what_was_coded_and_said_then(history: Terminal, tmp_path: Path) -> None:
    assert len(rows(history, "evidence", "v1", tmp_path / "1")) == len(BEFORE)
    assert len(rows(history, "evidence", "v4", tmp_path / "4")) == len(BEFORE + AFTER)
    names = {
        as_of: {row["code"]: row["name"] for row in rows(history, "codebook", as_of, tmp_path / as_of)}
        for as_of in ("v1", "v2", "v4")
    }
    assert [names[as_of]["T3"] for as_of in ("v1", "v2", "v4")] == [
        "Demand", "Demand", "Stimulating appropriate provision",
    ]  # fmt: skip


def test_undo_leads_back_through_codings_and_wordings(history: Terminal) -> None:
    for _ in range(len(AFTER) + 1):
        history.json("undo")
    assert history.json("status")["theory_version"] == 3
    assert len(history.json("theory", "story", "T6")["chapters"]) == 1
    assert len(history.json("recheck")["queue"]) == 8
    assert history.refused("theory", "diff", "v1", "v4").startswith("review: Unknown version 'v4'")
    for _ in range(len(AFTER) + 1):
        history.json("redo")
    assert [change["touched"] for change in history.json("theory", "log")["versions"]] == [0, 4, 4, 4]
    assert "table" not in history.run("verify").out
