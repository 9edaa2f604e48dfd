"""code, recode, uncode, reject, done; facet, memo, comment."""

from __future__ import annotations

import pytest

from tests.cli.run import Terminal


def test_a_passage_is_coded_by_its_words_or_its_span(terminal: Terminal, record: str) -> None:
    coded = terminal.json("code", record, "T2", "--quote", "The coun-\ncil has a  duty", "--page", "2", "--stance", "supports")  # fmt: skip
    assert coded.keys() == {
        "event",
        "coding",
        "stance",
        "stances",
        "passage",
        "theory_event",
        "theory_version",
    }
    assert coded["passage"] == {
        "page": 2,
        "page_label": "346",
        "page_end": 2,
        "page_label_end": "346",
        "label_source": "printed",
        "cited_page": "p. 346",
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
    assert line == "p. 345: RA, T2 now RA (extends), T2 (challenges), T1.a (refines)\n"
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


def test_a_memo_prints_the_id_by_which_it_triggers_a_change(terminal: Terminal) -> None:
    said = terminal.run("memo", "T1", "three sources doubt it").out.split()[0]
    terminal.json("theory", "refine", "T1", "--name", "Markets", "--reason", "the memo", "--trigger", said)


def test_memos_and_the_way_back(terminal: Terminal, record: str) -> None:
    assert terminal.json("memo", record, "read again\nlater").keys() == {"event"}
    assert "memo by ann: read again" in terminal.run("show", record).out
    assert "the memo is empty" in terminal.refused("memo", "T1", " ")
    assert "Unknown record, coding, configuration or code" in terminal.refused("memo", "nothing", "x")
    assert terminal.run("undo").out.startswith("Undone: memo on ")
    assert terminal.json("redo").keys() == {"event"}
    assert "Nothing to undo for bob" in terminal.refused("undo", "--reviewer", "bob")


def test_facets_are_set_shown_found_and_removed(terminal: Terminal, record: str) -> None:
    coding = terminal.json("code", record, "T1", "--span", "0", "14")["coding"]
    assert terminal.json("facet", record, "population", "women", "older people").keys() == {"event"}
    terminal.json("facet", coding[:12], "country", "England")
    shown = terminal.json("show", record)
    assert shown["facets"] == {"population": ["older people", "women"]}
    assert shown["codings"][0]["facets"] == {"country": ["England"]}
    lines = terminal.run("show", record).out.splitlines()
    assert "population: older people; women" in lines
    assert "   country: England" in lines
    for condition in ("facet.population=older people", "population=women", "country=England"):
        (found,) = terminal.json("records", "--where", condition)["records"]
        assert found["record"].startswith(record)
    terminal.json("facet", record, "population")
    assert terminal.json("show", record)["facets"] == {}
    terminal.json("undo")
    assert terminal.json("show", record)["facets"] == {"population": ["older people", "women"]}


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("age", "old"), "Unknown facet 'age'. Facets: population, country"),
        (("population", "cats"), "Unknown population value 'cats'. Population values: older people; women"),
        (("population",), "Population group is not set there; nothing to remove"),
    ],
)
def test_a_facet_that_cannot_be_set_ends_with_the_choices(
    terminal: Terminal, record: str, arguments: tuple[str, ...], line: str
) -> None:
    assert line in terminal.refused("facet", record, *arguments)


def test_an_unknown_target_or_field_is_refused(terminal: Terminal) -> None:
    assert "Unknown record or coding 'zz'" in terminal.refused("facet", "zz", "population", "women")
    assert terminal.refused("records", "--where", "zzz=x").endswith("title-abstract, year, facet.ID")
    assert "Unknown facet 'age'" in terminal.refused("records", "--where", "facet.age=old")


def test_a_comment_is_shown_on_its_target_and_in_the_log(terminal: Terminal, record: str) -> None:
    said = (
        "comment",
        "We were never asked",
        "--kind",
        "stakeholder",
        "--who",
        "a panel",
        "--date",
        "2026-11-20",
    )
    event = terminal.json(*said, "--on", record)["event"]
    (comment,) = terminal.json("show", record)["comments"]
    assert {key: comment[key] for key in ("comment", "text", "kind", "who", "date", "reviewer")} == {
        "comment": event,
        "text": "We were never asked",
        "kind": "stakeholder",
        "who": "a panel",
        "date": "2026-11-20",
        "reviewer": "ann",
    }
    line = f"{event[:12]}  comment (stakeholder, a panel, 2026-11-20): We were never asked"
    assert line in terminal.run("show", record).out.splitlines()
    assert (
        "comment (stakeholder, a panel, 2026-11-20) on Rahman, 2016: We were never asked"
        in terminal.run("log", record).out
    )


def test_what_is_not_said_of_a_comment_is_null(terminal: Terminal, record: str) -> None:
    coding = terminal.json("code", record, "T1", "--span", "0", "14")["coding"]
    terminal.json("comment", "It fits", "--kind", "team", "--on", coding[:12])
    (comment,) = terminal.json("show", record)["codings"][0]["comments"]
    assert (comment["who"], comment["date"]) == (None, None)
    assert terminal.run("comment", "On the whole", "--kind", "expert").out.endswith(
        "Comment saved (expert)\n"
    )


def test_a_comment_without_words_kind_or_date_is_refused(terminal: Terminal) -> None:
    assert "the comment is empty" in terminal.refused("comment", " ", "--kind", "team")
    assert "--kind" in terminal.refused("comment", "so")
    assert "'friend'" in terminal.refused("comment", "so", "--kind", "friend")
    assert "is not a date" in terminal.refused("comment", "so", "--kind", "team", "--date", "today")
    assert "Unknown record, coding, configuration or code 'T9'" in terminal.refused(
        "comment", "so", "--kind", "team", "--on", "T9"
    )


def test_a_memo_is_written_on_a_record_a_coding_or_a_code(terminal: Terminal, record: str) -> None:
    coding = terminal.json("code", record, "T1", "--span", "0", "14")["coding"]
    for target in (record, coding, "T1.a"):
        assert terminal.json("memo", target, "Look again").keys() == {"event"}
    shown = terminal.json("show", record)
    assert [memo["text"] for memo in shown["memos"]] == ["Look again"]
    assert [memo["text"] for memo in shown["codings"][0]["memos"]] == ["Look again"]


def test_memos_and_comments_are_exported(terminal: Terminal, record: str) -> None:
    coding = terminal.json("code", record, "T1", "--span", "0", "14", "--memo", "a start")["coding"]
    terminal.json("memo", "T1.a", "Is this one idea?")
    terminal.json("comment", "We were never asked", "--kind", "stakeholder", "--who", "a panel", "--date", "2026-11", "--on", record)  # fmt: skip
    terminal.json("export", "memos", "--format", "csv", "--format", "md")
    rows = (terminal.folder / "exports" / "memos.csv").read_text("utf-8-sig").splitlines()
    assert rows[0] == "target,kind,text,reviewer,who,date"
    assert rows[1].startswith("T1.a,memo,Is this one idea?,ann,,2")
    assert rows[2].endswith(",stakeholder,We were never asked,ann,a panel,2026-11")
    assert rows[3].startswith(f"{coding},memo,a start,ann,,2")
    printed = (terminal.folder / "exports" / "memos.md").read_text("utf-8")
    assert "T1.a Whole systems" in printed
    assert "“Many providers” (Rahman, 2016, p.\N{NO-BREAK SPACE}345)" in printed
