"""`review conflicts`: the JSON that other programs rely on, and what people read."""

from __future__ import annotations

import pytest

from tests.cli.run import Terminal

AT = ("--stage", "title-abstract")


@pytest.fixture
def disputed(terminal: Terminal, record: str) -> str:
    """A record that ann excludes and bob includes."""
    terminal.run("decide", record, "exclude", *AT, "--criterion", "E1", "--note", "of 2009")
    terminal.run("decide", record, "include", *AT, "--override", "E1=reprinted", "--reviewer", "bob")
    return record


def test_json_has_both_sides(terminal: Terminal, disputed: str) -> None:
    (one,) = terminal.json("conflicts")["conflicts"]
    assert (one["record"][:10], one["stage"]) == (disputed, "title-abstract")
    assert {
        reviewer: (side["decision"], side["criteria"], side["note"], side["overrides"])
        for reviewer, side in one["by"].items()
    } == {"ann": ("exclude", ["E1"], "of 2009", {}), "bob": ("include", [], "", {"E1": "reprinted"})}
    assert (one["settled"], one["ties"], one["reworded"]) == (None, [], [])
    assert terminal.json("conflicts", "--stage", "theory-map") == {"conflicts": []}


def test_people_read_who_decided_what_and_why(terminal: Terminal, disputed: str) -> None:
    lines = terminal.run("conflicts").out.splitlines()
    assert lines[0].startswith(f"{disputed}")
    assert "Rahman, 2016, title abstract: Markets" in lines[0]
    assert lines[1].startswith("   ann: exclude by E1 (20")
    assert lines[1].endswith("): of 2009")
    assert lines[2].endswith("): E1 overridden (reprinted)")


def test_settled_ones_are_listed_on_request(terminal: Terminal, disputed: str) -> None:
    terminal.run("settle", disputed, "include", *AT, "--reason", "the reprint counts")
    assert terminal.run("conflicts").out == "No open conflicts that you may see.\n"
    (one,) = terminal.json("conflicts", "--settled")["conflicts"]
    assert (one["settled"]["decision"], one["settled"]["reviewer"]) == ("include", "ann")
    assert "   settled as include by ann: the reprint counts" in terminal.run("conflicts", "--settled").out


def test_a_settlement_that_both_decided_against_since_is_said_to_count(
    terminal: Terminal, disputed: str
) -> None:
    terminal.run("settle", disputed, "maybe", *AT, "--reason", "not sure")
    assert "still counts" not in terminal.run("show", disputed).out
    terminal.run("decide", disputed, "include", *AT)
    line = "title abstract: Both decided include since; the settlement (maybe) still counts\n"
    assert line in terminal.run("show", disputed).out


def test_a_tie_shows_the_criterion_as_it_was_and_is(terminal: Terminal, disputed: str) -> None:
    file = terminal.folder / "theory_map.yaml"
    file.write_text(file.read_text("utf-8").replace("Published before", "First published before"), "utf-8")
    terminal.run("theory", "adopt", "--reason", "reprints")
    assert "   changed since: E1" in terminal.run("conflicts").out
    done = terminal.run("conflicts", "tie", disputed, "E1", *AT, "--because", "which date?")
    assert "tied to E1 (reworded since)" in done.out
    (one,) = terminal.json("conflicts")["conflicts"]
    (tie,) = one["ties"]
    assert (tie["criterion"], tie["because"], tie["before"], tie["now"]) == (
        "E1", "which date?", "Published before 2014", "First published before 2014",
    )  # fmt: skip
    line = "   tied to E1: “Published before 2014” became “First published before 2014” (which date?)"
    assert line in terminal.run("conflicts").out
    assert set(terminal.json("conflicts", "tie", disputed, "E1", *AT, "--off")) == {"event"}
    assert terminal.json("conflicts")["conflicts"][0]["ties"] == []


def test_wrong_usage_is_one_line(terminal: Terminal, disputed: str) -> None:
    assert "needs all three" in terminal.refused("conflicts", "tie", disputed, "E1")
    assert "needs all three" in terminal.refused("conflicts", "tie", disputed, *AT)
    assert "Unknown criterion 'X'" in terminal.refused("conflicts", "tie", disputed, "X", *AT)
    assert "no reviewers disagree" in terminal.refused(
        "conflicts", "tie", disputed, "E9", "--stage", "theory-map"
    )
    assert "Unknown stage" in terminal.refused("conflicts", "--stage", "nowhere")
    assert "belong to `review conflicts tie`" in terminal.refused("conflicts", "--off")
    assert "goes without --stage" in terminal.refused("conflicts", "--codings", *AT)


def test_coders_who_differ(terminal: Terminal, record: str) -> None:
    assert (
        terminal.run("conflicts", "--codings").out
        == "No coders differ on overlapping passages that you may see.\n"
    )
    terminal.run("code", record, "T1=supports", "--span", "0", "30")
    terminal.run(
        "code", record, "T1=challenges", "T2", "--span", "5", "40", "--memo", "why", "--reviewer", "bob"
    )
    (one,) = terminal.json("conflicts", "--codings")["codings"]
    assert (one["start"], one["end"], one["codes"], one["stances"]) == (0, 40, ["T2"], ["T1"])
    assert one["by"] == {
        "ann": {"T1": ["supports"]},
        "bob": {"T1": ["challenges"], "T2": ["bears-on"]},
    }
    assert [coding["reviewer"] for coding in one["codings"]] == ["ann", "bob"]
    out = terminal.run("conflicts", "--codings").out
    assert "2 coders differ in code T2; stance toward T1" in out
    assert "   bob: T1 (challenges), T2 (bears on)  p. 345: “" in out
