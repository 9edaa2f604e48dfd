"""code, recode, uncode, reject, done, memo."""

from __future__ import annotations

import pytest

from tests.cli.run import Terminal


def test_a_passage_is_coded_by_its_words_or_its_span(terminal: Terminal, record: str) -> None:
    coded = terminal.json("code", record, "T2", "--quote", "The coun-\ncil has a  duty", "--page", "2", "--stance", "supports")  # fmt: skip
    assert coded.keys() == {"event", "coding", "stance", "stances", "passage", "theory_version"}
    assert coded["passage"] == {
        "page": 2,
        "page_label": "346",
        "page_end": 2,
        "page_label_end": "346",
        "label_source": "printed",
        "start": 57,
        "end": 79,
        "quote": "The council has a duty",
    }
    by_span = terminal.json("code", record, "RA", "T1", "--span", "57", "80")
    assert by_span["passage"] == coded["passage"]
    line = terminal.run("code", record, "T1.a", "--span", "0", "4").out
    assert line.endswith("p. 345  T1.a (bears-on): Many\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("T1",), "either --quote TEXT or --span"),
        (("T1", "--quote", "x", "--span", "0", "3"), "either --quote TEXT or --span"),
        (("T1", "--quote", "no such words"), "is not in the text"),
        (("T1", "--quote", "council", "--page", "9"), "is not in the text on page 9"),
        (("T1", "--quote", "a"), "give --page or --span: page 1"),
        (("T1", "--span", "-4", "9"), "is not a span of this text"),
        (("T1", "--span", "0", "9" * 30), "is not a span of this text"),
        (("T1", "--span", "zero", "1"), "invalid int value"),
        (("T9", "--span", "0", "9"), "Unknown code 'T9'"),
        (("T1", "--span", "0", "9", "--stance", "likes"), "invalid choice: 'likes'"),
    ],
)
def test_what_cannot_be_coded_is_reported_in_one_line(
    terminal: Terminal, record: str, arguments: tuple, message: str
) -> None:
    assert message in terminal.refused("code", record, *arguments)


def test_each_code_gets_its_own_stance(terminal: Terminal, record: str) -> None:
    coded = terminal.json("code", record, "T1=challenges", "RA=supports", "T2", "--span", "0", "4", "--stance", "refines")  # fmt: skip
    assert coded["stances"] == {"T1": "challenges", "RA": "supports", "T2": "refines"}
    assert (coded["stance"], coded["theory_version"]) == (None, 1)
    (shown,) = terminal.json("show", record)["codings"]
    assert (shown["stance"], shown["stances"]) == (None, coded["stances"])
    assert "T1 (challenges), RA (supports), T2 (refines): Many" in terminal.run("show", record).out
    assert "T1 challenges, RA supports, T2 refines" in terminal.run("log").out
    same = terminal.json("code", record, "T1", "T1.a", "--span", "0", "4")
    assert (same["stance"], same["stances"]) == ("bears-on", {"T1": "bears-on", "T1.a": "bears-on"})


def stances(terminal: Terminal, record: str) -> dict[str, str]:
    (shown,) = terminal.json("show", record)["codings"]
    return shown["stances"]


def test_recode_keeps_the_stance_of_codes_that_stay(terminal: Terminal, record: str) -> None:
    coding = terminal.json("code", record, "T1=challenges", "RA=supports", "--span", "0", "4")["coding"]
    terminal.json("recode", coding, "RA", "T2")
    assert stances(terminal, record) == {"RA": "supports", "T2": "bears-on"}
    line = terminal.run("recode", coding, "RA=extends", "T2=challenges", "T1.a", "--stance", "refines").out
    assert line == "p. 345: RA, T2 -> RA (extends), T2 (challenges), T1.a (refines)\n"
    terminal.json("recode", coding, "--status", "measured")
    terminal.json("recode", coding, "--stance", "bears-on")
    assert stances(terminal, record) == {"RA": "bears-on", "T2": "bears-on", "T1.a": "bears-on"}


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (("T1=likes",), "T1=likes: Unknown stance 'likes'. Stances: bears-on, supports, challenges"),
        (("T1=support",), "Did you mean 'supports'?"),
        (("T1=",), "Unknown stance ''"),
        (("T1=supports", "T1=refines"), "T1 is given two stances, supports and refines"),
        (("T9=supports",), "Unknown code 'T9'"),
        (("T1=supports", "RA=supports"), "RA is a rival of T1"),
        (("T1.a", "RA", "--stance", "challenges"), "T1.a=STANCE RA=STANCE, or add --same-stance"),
    ],
)
def test_stances_that_cannot_be_meant_are_refused_in_one_line(
    terminal: Terminal, record: str, codes: tuple, message: str
) -> None:
    assert message in terminal.refused("code", record, *codes, "--span", "0", "4")
    coding = terminal.json("code", record, "T2", "--span", "0", "4")["coding"]
    assert message in terminal.refused("recode", coding, *codes)
    assert stances(terminal, record) == {"T2": "bears-on"}


def test_a_theory_and_its_rival_get_the_same_stance_if_that_is_meant(terminal: Terminal, record: str) -> None:
    coding = terminal.json("code", record, "T1", "RA", "--span", "0", "4", "--stance", "refines", "--same-stance")["coding"]  # fmt: skip
    assert stances(terminal, record) == {"T1": "refines", "RA": "refines"}
    terminal.json("recode", coding, "--status", "measured")
    assert "RA is a rival of T1" in terminal.refused("recode", coding, "--stance", "supports")
    terminal.json("recode", coding, "--stance", "supports", "--same-stance")
    assert stances(terminal, record) == {"T1": "supports", "RA": "supports"}


def test_codings_are_changed_and_removed(terminal: Terminal, record: str) -> None:
    coding = terminal.json("code", record, "T1", "--span", "0", "4")["coding"]
    assert terminal.json("recode", coding[:9], "T2", "T1.a", "--stance", "challenges", "--status", "measured").keys() == {"event"}  # fmt: skip
    (changed,) = terminal.json("show", record)["codings"]
    assert (changed["codes"], changed["stance"], changed["status"]) == (
        ["T2", "T1.a"],
        "challenges",
        "measured",
    )
    assert "nothing to change" in terminal.refused("recode", coding)
    assert terminal.json("uncode", coding).keys() == {"event"}
    assert "Unknown coding" in terminal.refused("uncode", coding)


def test_suggestions_are_rejected_and_passages_marked_done(terminal: Terminal, record: str) -> None:
    assert terminal.json("reject", record, "RA", "--span", "0", "9").keys() == {"event"}
    assert terminal.json("done", record, "--span", "0", "9").keys() == {"event"}
    assert terminal.run("done", record).out == "Document marked as done\n"
    assert "give the passage" in terminal.refused("reject", record, "RA")


def test_memos_and_the_way_back(terminal: Terminal, record: str) -> None:
    assert terminal.json("memo", record, "read again\nlater").keys() == {"event"}
    assert "memo by ann: read again" in terminal.run("show", record).out
    assert "the memo is empty" in terminal.refused("memo", "T1", " ")
    assert "Unknown record, coding or code" in terminal.refused("memo", "nothing", "x")
    assert terminal.run("undo").out.startswith("Undone: memo on ")
    assert terminal.json("redo").keys() == {"event"}
    assert "Nothing to undo for bob" in terminal.refused("undo", "--reviewer", "bob")
