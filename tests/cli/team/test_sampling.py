"""`review sample`, and what `review status` says of the work of several reviewers."""

from __future__ import annotations

import pytest

from tests.cli.run import Terminal

AT = ("--stage", "title-abstract")


@pytest.fixture
def people(terminal: Terminal) -> None:
    """The theory map lists two reviewers and a stakeholder."""
    file = terminal.folder / "theory_map.yaml"
    listed = "reviewers: [ann, bob, {name: mind, role: stakeholder}]\n"
    file.write_text(file.read_text("utf-8") + listed, "utf-8")
    assert terminal.run("theory", "adopt", "--reason", "we are two").code == 0


def test_status_has_ones_own_work_and_no_second_decisions_where_one_decides(
    terminal: Terminal, record: str
) -> None:
    terminal.run("decide", record, "include", *AT)
    found = terminal.json("status")
    assert found["mine"]["title-abstract"]["done"] == 1
    assert found["mine"]["title-abstract"]["left"] == found["stages"]["title-abstract"]["waiting"]
    assert "second" not in found["stages"]["title-abstract"]
    assert "decided by two" not in terminal.run("status").out


def test_a_grown_sample_lacks_second_decisions_until_it_is_closed(terminal: Terminal, record: str) -> None:
    terminal.run("decide", record, "include", *AT)
    grown = terminal.json("sample", "grow", "9", *AT, "--reason", "to be sure")
    assert list(grown) == ["event"]
    found = terminal.json("status")
    assert found["stages"]["title-abstract"]["second"] == 1
    assert terminal.json("status", "--reviewer", "bob")["mine"]["title-abstract"]["done"] == 0
    lines = terminal.run("status").out
    assert "title abstract: 1 record lacks a second decision." in lines
    assert "to be decided twice: to be sure" in terminal.run("log").out

    closed = terminal.run("sample", "close", *AT, "--reason", "we agree")
    assert "Sample of title abstract closed" in closed.out
    assert terminal.json("status")["stages"]["title-abstract"]["include"] == 1
    assert "title abstract: Sample closed by ann: we agree." in terminal.run("status").out


@pytest.mark.usefixtures("people")
def test_a_pilot_comes_before_the_others(terminal: Terminal, record: str) -> None:
    done = terminal.run("sample", "pilot", "1", *AT)
    assert "each decided by 2 reviewers; other records wait until that is done" in done.out
    assert "Pilot: 1 of 1 records need more decisions, 1 of them yours" in terminal.run("status").out
    others = [row["record"] for row in terminal.json("records")["records"]]
    of_pilot = [row["record"] for row in terminal.json("queue", *AT)["queue"]]
    (waits, *_) = (one for one in others if one not in of_pilot)
    assert "waits until the pilot of title abstract is finished" in terminal.refused(
        "decide", waits, "include", *AT
    )
    assert terminal.run("sample", "close", *AT, "--reason", "no time").code == 0
    assert terminal.run("decide", waits, "include", *AT).code == 0


@pytest.mark.usefixtures("people", "record")
def test_a_stakeholder_is_refused_in_a_line_and_comments(terminal: Terminal) -> None:
    by = ("--reviewer", "mind")
    assert "mind is a stakeholder" in terminal.refused("sample", "grow", "1", *AT, "--reason", "why", *by)
    assert "mind is a stakeholder" in terminal.refused("memo", "T1", "a thought", *by)
    assert (
        terminal.run("comment", "what about families?", "--kind", "stakeholder", "--on", "T1", *by).code == 0
    )
    assert terminal.run("undo", *by).code == 0


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["grow", "3"], "say why more records are decided twice (--reason)"),
        (["close"], "say why no more records are decided twice (--reason)"),
        (["pilot"], "`review sample pilot` takes how many records"),
        (["close", "3", "--reason", "x"], "`review sample close` takes no number"),
        (["pilot", "3"], "list at least two under `reviewers`"),
        (["grow", "0", "--reason", "x"], "0 is not a number of records"),
        (["close", "--reason", "x"], "there is no pilot or sample to close"),
    ],
)
def test_what_makes_no_sense_is_one_line(terminal: Terminal, given: list[str], said: str) -> None:
    assert said in terminal.refused("sample", *given, *AT)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("written", ["Ann", " aNN "])
def test_a_listed_name_in_other_letters_is_that_person(terminal: Terminal, record: str, written: str) -> None:
    terminal.run("decide", record, "include", *AT)
    done = terminal.run("decide", record, "maybe", *AT, "--reviewer", written)
    assert "You are ann, as the theory map writes the name" in done.err
    (decision,) = terminal.json("show", record)["decisions"]
    assert (decision["reviewer"], decision["decision"]) == ("ann", "maybe")
    assert "You are" not in terminal.run("status").err
    assert "reviewer A nn" in terminal.run("status", "--reviewer", "A nn").out


@pytest.mark.usefixtures("people")
def test_a_stakeholder_in_other_letters_stays_one(terminal: Terminal, record: str) -> None:
    refused = terminal.run("decide", record, "include", *AT, "--reviewer", "MIND")
    assert refused.code == 2
    assert "mind is a stakeholder" in refused.err


def test_somebody_who_is_not_listed_is_accepted_with_a_line_in_status(
    terminal: Terminal, people: None
) -> None:
    line = "zoe is not among the theory map's reviewers (ann, bob, mind)."
    assert line in terminal.run("status", "--reviewer", "zoe").out
    assert "not among" not in terminal.run("status").out


@pytest.mark.usefixtures("people")
def test_a_stakeholder_is_asked_for_comments_and_nothing_else(terminal: Terminal, record: str) -> None:
    by = ("--reviewer", "mind")
    assert "Next: Comment: `review comment TEXT`" in terminal.run("status", *by).out
    for wrong in (
        ("decide", record, "exclude", "--stage", "theory-map"),
        ("settle", record, "include", *AT, "--reason", "so"),
        ("conflicts", "tie", record, "E1", *AT),
        ("sample", "close", *AT),
    ):
        assert "mind is a stakeholder" in terminal.refused(*wrong, *by)


@pytest.mark.usefixtures("people")
def test_a_decision_ahead_of_the_stage_before_counts_and_says_so(terminal: Terminal, record: str) -> None:
    ahead = terminal.run("decide", record, "include", "--stage", "theory-map")
    assert ahead.code == 0
    said = "Title abstract has not decided on it: a decision at theory map counts all the same"
    assert said in ahead.err
    assert terminal.json("status")["included"] == 1
    assert terminal.json("status")["mine"]["theory-map"]["done"] == 1
    assert terminal.run("decide", record, "include", *AT).err == ""
    assert terminal.json("status")["mine"]["theory-map"]["done"] == 1
    assert terminal.run("decide", record, "include", "--stage", "theory-map").err == ""


def test_growing_says_how_many_lose_their_outcome_until_a_second_decides(
    terminal: Terminal, record: str
) -> None:
    terminal.run("decide", record, "include", *AT)
    grown = terminal.run("sample", "grow", "2", *AT, "--reason", "to be sure")
    assert (
        "to be decided twice (to be sure); 1 of them without an outcome until a second reviewer decides"
        in grown.out
    )
