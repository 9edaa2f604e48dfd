"""recheck."""

from __future__ import annotations

import pytest

from tests.cli.run import Terminal


def waits(terminal: Terminal, *words: str) -> list[tuple[str, str]]:
    return [(one["coding"], one["code"]) for one in terminal.json("recheck", *words)["queue"]]


@pytest.fixture
def coding(terminal: Terminal, record: str) -> str:
    """A passage that supports T1, which was reworded since."""
    made = terminal.json("code", record, "T1=supports", "--quote", "people choose")["coding"]
    terminal.json("theory", "refine", "T1", "--proposition", "Few providers compete", "--reason", "so it is")
    return str(made)


def test_what_waits_is_listed_with_the_versions(terminal: Terminal, record: str, coding: str) -> None:
    (one,) = terminal.json("recheck")["queue"]
    expected = {
        "coding": coding,
        "record": terminal.json("show", record)["record"],
        "code": "T1",
        "made_under": 1,
        "now": 2,
        "stance": "supports",
        "page_label": "345",
        "quote": "people choose",
    }
    assert one | expected == one
    assert terminal.json("recheck", "T1") == terminal.json("recheck")
    assert terminal.json("recheck", "T1.a") == {"queue": []}
    line = f"{coding[:12]}  Rahman, 2016, p. 345  T1 (supports), made under v1, T1 changed in v2: “people choose”"
    assert terminal.run("recheck").out == f"{line}\n"
    assert terminal.run("recheck", "T2").out == "No coding waits for another look at T2.\n"
    assert terminal.json("status")["to_recheck"] == 1
    assert "1 coding to look at again, since a theory changed: `review recheck`" in terminal.run("status").out


def test_the_list_says_what_changed(terminal: Terminal, record: str) -> None:
    terminal.run("code", record, "T1=supports", "--quote", "people choose")
    terminal.run("theory", "merge", "T1", "T2", "--into", "T2", "--reason", "one idea")
    merged = terminal.run("recheck").out
    assert (
        "  T2 (supports), made under v1, coded to T1, which was merged into T2 in v2: “people choose”"
        in merged
    )
    terminal.run("undo")
    parts = ("--into", "T1=Prices", "--into", "T3=Rivalry")
    terminal.run("theory", "split", "T1", *parts, "--reason", "two ideas")
    assert (
        "  T1 (supports), made under v1, T1 was split in v2: “people choose”" in terminal.run("recheck").out
    )


def test_each_answer_ends_it_and_undo_brings_it_back(terminal: Terminal, record: str, coding: str) -> None:
    for answer, stances in {
        "holds": {"T1": "supports"},
        "challenges": {"T1": "challenges"},
        "T2": {"T2": "supports"},
        "off": None,
    }.items():
        assert terminal.json("recheck", coding[:10], "T1", answer).keys() == {"event"}
        shown = terminal.json("show", record)["codings"]
        assert [one["stances"] for one in shown] == ([stances] if stances else [])
        assert waits(terminal) == []
        terminal.json("undo")
        assert waits(terminal) == [(coding, "T1")]


def test_all_hold_by_one_act(terminal: Terminal, record: str, coding: str) -> None:
    terminal.json("code", record, "T1", "--quote", "Interviews")
    other = terminal.json("code", record, "T2", "--quote", "duty")["coding"]
    terminal.json("theory", "refine", "T2", "--name", "Limits", "--reason", "clearer")
    before = len(terminal.json("log")["events"])
    assert terminal.run("recheck", "T1", "--all", "holds").out == "T1 still holds on 1 passage\n"
    assert len(terminal.json("log")["events"]) == before + 1
    assert waits(terminal) == [(other, "T2")]
    terminal.json("undo")
    assert waits(terminal) == [(coding, "T1"), (other, "T2")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("T9",), "Unknown code 'T9'"),
        (("{coding}", "T1"), "write `review recheck [CODE]`"),
        (("{coding}", "T1", "holds", "T2"), "write `review recheck [CODE]`"),
        (("--all", "holds"), "write `review recheck [CODE]`"),
        (("T1", "--all", "off"), "invalid choice: 'off'"),
        (("T2", "--all", "holds"), "no coding waits for another look at T2"),
        (("{coding}", "T1", "likes"), "Unknown code 'likes'"),
        (("{coding}", "RA", "holds"), "the coding does not have the code 'RA'; it has T1"),
        (("ffff", "T1", "holds"), "Unknown coding 'ffff'"),
    ],
)
def test_what_cannot_be_answered_is_reported_in_one_line(
    terminal: Terminal, coding: str, arguments: tuple[str, ...], message: str
) -> None:
    given = (argument.format(coding=coding) for argument in arguments)
    assert message in terminal.refused("recheck", *given)


def test_a_coding_that_does_not_wait_is_refused(terminal: Terminal, coding: str) -> None:
    terminal.json("recheck", coding, "T1", "holds")
    assert "does not wait for another look at T1" in terminal.refused("recheck", coding, "T1", "holds")


def test_a_park_for_a_theory_comes_again_in_the_queue(terminal: Terminal, record: str) -> None:
    terminal.json("decide", record, "include", "--stage", "title-abstract")
    terminal.json("decide", record, "park", "--stage", "theory-map", "--for", "T1")
    assert terminal.json("queue", "--stage", "theory-map")["queue"] == []
    terminal.json("theory", "refine", "T1", "--proposition", "Few providers compete", "--reason", "so it is")
    (queued,) = terminal.json("queue", "--stage", "theory-map")["queue"]
    assert queued["record"].startswith(record)
    assert queued["again"].startswith("parked for T1 on ")
    assert queued["again"].endswith("; T1 was reworded in v2")
    assert queued["again"] in terminal.run("queue", "--stage", "theory-map").out
    assert terminal.json("status")["stages"]["theory-map"] == {"park": 1, "waiting": 0, "again": 1}
    terminal.json("decide", record, "park", "--stage", "theory-map")
    assert terminal.json("queue", "--stage", "theory-map")["queue"] == []
    assert "again" not in terminal.json("status")["stages"]["theory-map"]
