"""`review agreement`: led by where reviewers disagree, with figures beside it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.cli.run import Terminal
from tests.reviews import TWO_REVIEWERS, a_document, add_record, new_review

FIRST = "title-abstract"
HOSTILE = "Zoë \x1b[2J[bold]\u202eb"


@pytest.fixture
def terminal(tmp_path, capsys, monkeypatch):
    """A review with three records, of which two are decided on by two reviewers."""
    project = new_review(tmp_path / "doubled", map_text=TWO_REVIEWERS)
    markets, advocacy, _ = (
        add_record(project, title, document=a_document()) for title in ("Markets", "Advocacy", "Trust")
    )
    for who, decision in (("ann", "include"), (HOSTILE, "exclude")):
        with project.acting_as(who):
            project.screening.decide(
                markets, decision, FIRST, criteria=["E1"] * (decision == "exclude"), note="says\nwho"
            )
            project.screening.decide(advocacy, "include", FIRST)
    project.screening.settle(markets, "include", FIRST, reason="it is about care")
    project.close()
    monkeypatch.chdir(project.folder)
    return Terminal(project.folder, capsys)


def test_the_text_begins_with_where_they_differ_and_what_settled_it(terminal):
    lines = terminal.run("agreement").out.splitlines()

    assert lines[0] == (
        "Title abstract: reviewers differ on 1 of 2 records that two or more decided on (1 settled)"
    )
    assert lines[1].endswith("Rahman, 2016a  Markets")
    assert lines[2:5] == [
        "    Zoë  [2J[bold]�b: exclude by E1 (says who)",
        "    ann: include (says who)",
        "    settled by ann: include (it is about care)",
    ]
    assert lines[5] == "  50.0 % (0.0 to 100.0) the same, Cohen's kappa 0.00, Krippendorff's alpha 0.00"
    assert "no interval" in lines[6]


def test_the_answer_has_the_keys_that_other_programs_rely_on(terminal):
    answer = terminal.json("agreement", "--stage", FIRST)

    keys = (
        "stage unit n reviewers per_cent kappa kappa_interval alpha alpha_interval table disagreements reason"
    )
    assert set(keys.split()) <= answer.keys()
    assert (answer["stage"], answer["unit"], answer["n"], answer["per_cent"]) == (FIRST, "record", 2, 50)
    assert answer["table"]["counts"][0][:2] == [1, 0]
    (apart,) = answer["disagreements"]
    assert {"record", "by", "criteria", "notes", "settled", "criterion_changed"} <= apart.keys()
    assert apart["by"]["ann"] == "include"
    assert sorted(apart["criteria"].values()) == [[], ["E1"]]
    assert apart["settled"]["reason"] == "it is about care"


def test_a_criterion_that_was_changed_because_of_it_is_named(terminal):
    (apart,) = terminal.json("agreement")["disagreements"]
    terminal.json(
        "conflicts", "tie", apart["record"], "E1", "--stage", FIRST, "--because", "reprints were unclear"
    )
    answer = terminal.json("agreement")

    assert answer["disagreements"][0]["criterion_changed"] == ["E1"]
    assert answer["disagreements"][0]["because"] == {"E1": "reprints were unclear"}
    lines = terminal.run("agreement").out.splitlines()
    assert lines[0].endswith("(1 settled, E1 changed because of it)")
    assert "    changed because of it: E1 (reprints were unclear)" in lines


def test_what_nobody_can_compute_is_null_with_a_reason(terminal):
    answer = terminal.json("agreement", "--stage", "theory-map", "--passages", "--appraisal")

    assert (answer["n"], answer["kappa"], answer["alpha"], answer["per_cent"]) == (0, None, None, None)
    assert answer["reason"] == "no record has decisions by two reviewers that you may see"
    assert answer["codes"] == []
    assert {one["reason"] for one in answer["dimensions"]} == {"nothing was appraised by two reviewers"}
    assert "no record has decisions by two" in terminal.run("agreement", "--stage", "theory-map").out


def test_an_unknown_stage_is_one_line(terminal):
    assert "third" in terminal.refused("agreement", "--stage", "third")


def test_many_disagreements_are_cut_and_say_how_to_see_them(terminal):
    trust = next(row["record"] for row in terminal.json("records")["records"] if row["title"] == "Trust")
    for who, decision in (("ann", "include"), ("bob", "park")):
        terminal.json("decide", trust, decision, "--stage", FIRST, "--reviewer", who)
    lines = terminal.run("agreement", "--limit", "1").out.splitlines()

    assert "  … and 1 more: --limit 2" in lines
    assert len(terminal.json("agreement", "--limit", "1")["disagreements"]) == 2


def test_the_libraries_are_loaded_by_the_figures_only():
    heavy = "{'sklearn', 'krippendorff', 'numpy', 'scipy'}"
    script = f"import sys, review.project, review.project.team.agreement, review.tui.app; print(sorted({heavy} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert json.loads(loaded.stdout.replace("'", '"')) == []


def test_figures_do_not_wait_for_scikit_learn():
    """Loading it would take longer than computing the agreement on thousands of records."""
    script = (
        "import sys; from review.domain.team.agreement import Unit; from review.team.figures import figures;"
        " from review.team.judgements import Judged, Judgements;"
        " said = [('1', 'in', 'in'), ('2', 'in', 'out'), ('3', 'out', 'out')];"
        " made = Judgements.of([Judged(one, {'a': a, 'b': b}) for one, a, b in said], ('in', 'out'));"
        " print(figures(Unit.RECORD, made).kappa.value, {'sklearn', 'scipy'} & set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert loaded.stdout == "0.4 set()\n"
