"""cmoc new, put, retroduce, word, take, theory, statement, link, unlink, merge, status, show, list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import Terminal
from tests.reviews import PARAGRAPHS, SMALL_MAP, a_document, add_record, new_review

MANY, DUTY, CANNOT, INTERVIEWS = PARAGRAPHS


@pytest.fixture
def cmoc(terminal: Terminal) -> str:
    """A configuration with a context, tied to two theories; its label."""
    return terminal.json("cmoc", "new", "--if", "many providers compete", "--theory", "T1=supports", "--theory", "RA")["label"]  # fmt: skip


def show(terminal: Terminal, cmoc: str = "C1") -> Any:
    return terminal.json("cmoc", "show", cmoc)


def elements(terminal: Terminal, cmoc: str = "C1") -> dict[str, Any]:
    """The elements of a configuration by their wordings."""
    return {element["wording"]: element for element in show(terminal, cmoc)["elements"]}


def put(terminal: Terminal, record: str, role: str, quote: str, *more: str) -> Any:
    return terminal.json("cmoc", "put", "C1", role, record, "--quote", quote, *more)


def test_a_configuration_is_begun_with_what_is_known_of_it(terminal: Terminal) -> None:
    made = terminal.json(
        *("cmoc", "new", "--if", "a small town", "--resource", "a duty", "--because", "they are heard", "--then", "care fits"),
        *("--theory", "T2=supports", "--theory", "RA"),
    )  # fmt: skip
    assert made.keys() == {"event", "cmoc", "label"}
    assert (made["label"], made["event"]) == ("C1", made["cmoc"])
    shown = show(terminal)
    assert shown["statement"] == "If a small town, and a duty, then care fits, because they are heard."
    assert (shown["composed"], shown["complete"], shown["status"]) == (True, True, "candidate")
    assert shown["theories"] == [
        {"code": "T2", "stance": "supports"},
        {"code": "RA", "stance": "bears-on"},
    ]
    assert [element["role"] for element in shown["elements"]] == ["context", "resource", "outcome", "reasoning"]  # fmt: skip
    assert (shown["sources"], shown["theory_version"]) == (0, 1)


def test_a_configuration_may_be_empty_at_first(terminal: Terminal) -> None:
    terminal.json("cmoc", "new")
    shown = show(terminal)
    assert (shown["statement"], shown["complete"], shown["theories"]) == ("", False, [])
    assert terminal.json("cmoc", "new")["label"] == "C2"


def test_a_passage_joins_the_only_element_of_its_role_or_makes_one(
    terminal: Terminal, record: str, cmoc: str
) -> None:
    joined = put(terminal, record, "context", MANY)
    assert joined.keys() == {"event", "element", "fragment"}
    made = put(terminal, record, "outcome", DUTY)
    worded = put(terminal, record, "outcome", INTERVIEWS, "--wording", "people were asked")
    found = elements(terminal)
    assert [found[words]["element"] for words in ("many providers compete", DUTY, "people were asked")] == [
        joined["element"],
        made["element"],
        worded["element"],
    ]
    (fragment,) = found[DUTY]["fragments"]
    assert fragment == {
        "fragment": made["fragment"],
        "relation": "shows",
        "record": fragment["record"],
        "citation": "Rahman, 2016",
        "page_label": "346",
        "page_label_end": "346",
        "cited_page": "p. 346",
        "quote": DUTY,
        "start": 57,
        "end": 108,
        "label_source": "printed",
        "status": None,
        "lost": False,
    }
    assert fragment["record"].startswith(record)
    assert put(terminal, record, "outcome", "shape the market of care")["element"] not in {
        made["element"],
        worded["element"],
    }
    again = put(terminal, record, "outcome", CANNOT, "--element", made["element"][:12])
    assert again["element"] == made["element"]
    assert show(terminal)["sources"] == 1


@pytest.mark.parametrize(("option", "relation"), [("--against", "against"), ("--qualifies", "qualifies")])
def test_a_passage_may_speak_against_an_element_or_qualify_it(
    terminal: Terminal, record: str, cmoc: str, option: str, relation: str
) -> None:
    put(terminal, record, "context", CANNOT, option, "--status", "author")
    (fragment,) = elements(terminal)["many providers compete"]["fragments"]
    assert (fragment["relation"], fragment["status"]) == (relation, "author")
    assert relation in terminal.run("cmoc", "show", "c1").out


def test_a_passage_has_the_status_of_ones_own_coding_of_it(
    terminal: Terminal, record: str, cmoc: str
) -> None:
    terminal.json("code", record, "T1", "--quote", MANY, "--status", "reported")
    put(terminal, record, "context", MANY)
    (fragment,) = elements(terminal)["many providers compete"]["fragments"]
    assert fragment["status"] == "reported"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("put", "C1", "cause", "RECORD", "--quote", MANY), "context, resource, reasoning, outcome"),
        (("put", "C1", "outcom", "RECORD", "--quote", MANY), "Did you mean 'outcome'?"),
        (("put", "C9", "outcome", "RECORD", "--quote", MANY), "C9"),
        (("put", "C1", "outcome", "nobody", "--quote", MANY), "nobody"),
        (("put", "C1", "outcome", "RECORD"), "either --quote TEXT or --span"),
        (("put", "C1", "outcome", "RECORD", "--quote", "no such words"), "is not in the text"),
        (("put", "C1", "outcome", "RECORD", "--quote", "the market"), "give --page or --span: page 1"),
        (("put", "C1", "outcome", "RECORD", "--quote", MANY, "--against", "--qualifies"), "not allowed with"),
        (("put", "C1", "outcome", "RECORD", "--quote", MANY, "--element", "ffff"), "ffff"),
        (("put", "C1", "outcome", "TEXTLESS", "--quote", MANY), "has no text"),
        (("retroduce", "C1", "reasoning", "trust"), "--memo"),
        (("retroduce", "C1", "reasoning", "trust", "--memo", " "), "memo"),
        (("word", "C1", "outcome", "better"), "C1 has no element 'outcome'; it has context"),
        (("take", "C1", "ffff"), "C1 has no element 'ffff'"),
        (("theory", "C1", "T9=supports"), "Unknown code 'T9'"),
        (("theory", "C1", "T1=likes"), "Unknown stance 'likes'"),
        (("theory", "C1", "T1"), "T1=STANCE, or T1=off"),
        (("theory", "C1", "T2=off"), "C1 is not tied to T2"),
        (("statement", "C1"), "either the statement or --composed"),
        (("statement", "C1", "So.", "--composed"), "either the statement or --composed"),
        (("link", "C1", "C1", "variant"), "are one configuration"),
        (("link", "C1", "C1", "causes"), "invalid choice: 'causes'"),
        (("merge", "C1", "C1"), "are one configuration"),
        (("status", "C1", "kept"), "--reason"),
        (("status", "C1", "loved", "--reason", "so"), "invalid choice: 'loved'"),
        (("list", "--theory", "T9"), "Unknown code 'T9'"),
        (("show", "C"), "C"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_reported_in_one_line(
    terminal: Terminal, record: str, cmoc: str, arguments: tuple[str, ...], message: str
) -> None:
    textless = next(row["record"] for row in terminal.json("records")["records"] if row["year"] == 2015)
    names = {"RECORD": record, "TEXTLESS": textless}
    events = len(terminal.json("log")["events"])
    assert message in terminal.refused("cmoc", *(names.get(word, word) for word in arguments))
    assert len(terminal.json("log")["events"]) == events


def test_an_element_may_be_reasoned_and_says_why(terminal: Terminal, record: str, cmoc: str) -> None:
    terminal.json("cmoc", "retroduce", cmoc, "reasoning", "rivals watch each other", "--memo", "What must be true?")  # fmt: skip
    reasoned = elements(terminal)["rivals watch each other"]
    assert (reasoned["role"], reasoned["retroduced"], reasoned["memo"]) == ("reasoning", True, "What must be true?")  # fmt: skip
    lines = terminal.run("cmoc", "show", cmoc).out.splitlines()
    assert "because rivals watch each other (reasoning, retroduced)" in lines[-2]
    assert lines[-1] == "    memo: What must be true?"
    put(terminal, record, "reasoning", INTERVIEWS)
    assert not elements(terminal)["rivals watch each other"]["retroduced"]


def test_elements_are_worded_and_parts_taken_out_by_their_ids_or_roles(
    terminal: Terminal, record: str, cmoc: str
) -> None:
    fragment = put(terminal, record, "context", MANY)["fragment"]
    terminal.json("cmoc", "word", cmoc, "context", "rivals in one town")
    element = elements(terminal)["rivals in one town"]
    terminal.json("cmoc", "word", cmoc, element["element"][:10], "rivals")
    terminal.json("cmoc", "take", cmoc, fragment[:10])
    assert elements(terminal)["rivals"]["fragments"] == []
    put(terminal, record, "context", DUTY)
    terminal.json("cmoc", "take", cmoc, element["element"][:10])
    assert show(terminal)["elements"] == []
    terminal.json("undo")
    assert [one["quote"] for one in elements(terminal)["rivals"]["fragments"]] == [DUTY]


def test_ties_are_judged_and_undone(terminal: Terminal, cmoc: str) -> None:
    for tie in ("T1=challenges", "T2=bears-on", "RA=off"):
        terminal.json("cmoc", "theory", cmoc, tie)
    assert show(terminal)["theories"] == [
        {"code": "T1", "stance": "challenges"},
        {"code": "T2", "stance": "bears-on"},
    ]


def test_a_configuration_is_looked_at_again_after_its_theory_was_reworded(
    terminal: Terminal, cmoc: str
) -> None:
    terminal.json("theory", "refine", "T1", "--proposition", "Few providers compete", "--reason", "so")
    assert (show(terminal)["theory_version"], show(terminal)["reworded"]) == (1, ["T1"])
    heading = terminal.run("cmoc", "show", cmoc).out.splitlines()[0]
    assert heading.endswith("version of T1: v1 (now v2: look again)")
    terminal.json("cmoc", "theory", cmoc, "T1=supports")
    assert show(terminal)["reworded"] == []


def test_a_statement_by_hand_is_marked_when_an_element_changes(terminal: Terminal, cmoc: str) -> None:
    terminal.json("cmoc", "statement", cmoc, "Rivalry helps in towns.")
    shown = show(terminal)
    assert (shown["statement"], shown["composed"], shown["statement_outdated"]) == (
        "Rivalry helps in towns.",
        False,
        False,
    )
    terminal.json("cmoc", "word", cmoc, "context", "few providers compete")
    assert show(terminal)["statement_outdated"]
    assert "elements have changed since" in terminal.run("cmoc", "show", cmoc).out
    terminal.json("cmoc", "statement", cmoc, "--composed")
    assert show(terminal)["statement"] == "If few providers compete, then …."


def test_configurations_are_linked_from_both_sides(terminal: Terminal, cmoc: str) -> None:
    terminal.json("cmoc", "new", "--then", "prices fall")
    terminal.json("cmoc", "link", cmoc, "C2", "leads-to")
    terminal.json("cmoc", "link", cmoc, "C2", "variant")
    second = show(terminal, "C2")
    assert [(link["label"], link["kind"]) for link in second["linked_from"]] == [("C1", "leads-to"), ("C1", "variant")]  # fmt: skip
    assert show(terminal)["links"][0]["to"] == second["cmoc"]
    assert terminal.run("cmoc", "show", cmoc).out.splitlines()[-1] == "C1 ──leads to──▶ C2     variant: C2"
    terminal.json("cmoc", "unlink", cmoc, "C2")
    assert show(terminal)["links"] == []
    assert "has no link to" in terminal.refused("cmoc", "unlink", cmoc, "C2")


def test_a_merged_configuration_is_found_by_both_labels(terminal: Terminal, cmoc: str) -> None:
    terminal.json("cmoc", "new", "--then", "prices fall", "--theory", "T2=refines")
    terminal.json("cmoc", "merge", cmoc, "C2")
    shown = show(terminal, "C2")
    assert (shown["label"], shown["merged"]) == ("C1", ["C2"])
    assert shown["statement"] == "If many providers compete, then prices fall."
    assert [row["label"] for row in terminal.json("cmoc", "list")["cmocs"]] == ["C1"]


def test_a_status_has_its_reason(terminal: Terminal, cmoc: str) -> None:
    terminal.json("cmoc", "status", cmoc, "set-aside", "--reason", "one source only")
    assert (show(terminal)["status"], show(terminal)["reason"]) == ("set-aside", "one source only")
    assert "set aside: one source only" in terminal.run("cmoc", "show", cmoc).out.splitlines()


def test_the_list_is_narrowed_by_theory_status_and_words(terminal: Terminal, record: str, cmoc: str) -> None:
    terminal.json("cmoc", "new", "--then", "prices fall", "--theory", "T1.a=refines")
    terminal.json("cmoc", "status", "C2", "kept", "--reason", "well shown")

    def labels(*options: str) -> list[str]:
        return [row["label"] for row in terminal.json("cmoc", "list", *options)["cmocs"]]

    assert labels() == ["C1", "C2"]
    assert (labels("--theory", "T1"), labels("--theory", "RA"), labels("--theory", "T1.a")) == (["C1", "C2"], ["C1"], ["C2"])  # fmt: skip
    assert (labels("--status", "kept"), labels("--search", "PRICES")) == (["C2"], ["C2"])
    put(terminal, record, "context", MANY)
    assert labels("--search", "people choose") == ["C1"]
    assert terminal.run("cmoc", "list", "--search", "nothing").out == "No configuration fits.\n"
    assert terminal.run("cmoc", "list").out.splitlines() == [
        "C1  candidate  T1 supports, RA bears on  1 source   If many providers compete, then ….",
        "C2  kept       T1.a refines              0 sources  If …, then prices fall.",
    ]


def test_a_passage_over_two_pages_has_both_in_the_list_too(
    terminal: Terminal, record: str, cmoc: str
) -> None:
    put(terminal, record, "context", "people choose.\nThe council has a duty")
    (listed,) = terminal.json("cmoc", "list")["cmocs"]
    (fragment,) = listed["elements"][0]["fragments"]
    assert (fragment["page_label"], fragment["page_label_end"]) == ("345", "346")
    assert listed == show(terminal)
    assert "pp. 345–346" in terminal.run("cmoc", "show", cmoc).out


def test_an_empty_list_says_how_to_begin(terminal: Terminal) -> None:
    assert terminal.run("cmoc", "list").out == (
        "There are no configurations yet; `review cmoc new` begins one.\n"
    )


def test_a_label_that_two_have_is_refused_with_both_ids(terminal: Terminal, cmoc: str) -> None:
    from review.project import Project

    project = Project.open(terminal.folder, "ben")
    event = project.theory.event
    project.journal.append("ben", {"kind": "new-cmoc", "label": "C1", "theories": {}, "theory_event": event})
    both = [one.id for one in project.configurations.all()]
    project.close()
    line = terminal.refused("cmoc", "show", "C1")
    assert all(one[:12] in line for one in both)
    assert show(terminal, both[0][:12])["label"] == "C1"


def test_a_deed_is_undone_as_one_and_said_in_a_line(terminal: Terminal, record: str) -> None:
    terminal.json("cmoc", "new", "--if", "a small town", "--then", "care fits", "--theory", "T1=supports")
    assert "C1" in terminal.run("undo").out
    assert terminal.json("cmoc", "list")["cmocs"] == []
    terminal.json("redo")
    assert len(show(terminal)["elements"]) == 2
    put(terminal, record, "reasoning", DUTY)
    terminal.json("undo")
    assert len(show(terminal)["elements"]) == 2


def test_memos_and_comments_are_on_configurations(terminal: Terminal, cmoc: str) -> None:
    terminal.json("memo", cmoc, "Is this one idea?")
    terminal.json("comment", "It rings true", "--kind", "stakeholder", "--on", "c1")
    shown = show(terminal)
    assert [memo["text"] for memo in shown["memos"]] == ["Is this one idea?"]
    assert [comment["text"] for comment in shown["comments"]] == ["It rings true"]
    out = terminal.run("cmoc", "show", cmoc).out
    assert "memo by ann: Is this one idea?" in out
    assert "comment (stakeholder): It rings true" in out


def test_the_roles_of_the_map_come_before_the_mechanism(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    roles = "configuration_roles: {actor: {name: Actor, key: a}}\n"
    project = new_review(tmp_path / "review", map_text=SMALL_MAP + roles)
    record = add_record(project, "Markets", document=a_document())
    project.close()
    monkeypatch.setenv("REVIEW_REVIEWER", "ann")
    monkeypatch.chdir(tmp_path / "review")
    terminal = Terminal(tmp_path / "review", capsys)
    terminal.json("cmoc", "new", "--if", "a small town", "--resource", "a duty")
    put(terminal, record, "actor", DUTY, "--wording", "a council")
    assert show(terminal)["statement"] == "If a small town, and a council, and a duty, then …."
    assert "and a council (actor)" in terminal.run("cmoc", "show", "C1").out
    assert "Roles: context, resource, reasoning, outcome, actor" in terminal.refused(
        "cmoc", "retroduce", "C1", "cause", "trust", "--memo", "so"
    )


def test_what_is_wrong_is_named_first(terminal: Terminal, record: str, cmoc: str) -> None:
    def refused(*command: str) -> str:
        ran = terminal.run("cmoc", *command)
        assert ran.code == 2
        return ran.err

    assert "Unknown configuration 'C9'" in refused("put", "C9", "context", record, "--quote", "nowhere")
    assert "the quotation is empty" in refused("put", cmoc, "context", record, "--quote", " ")
    assert "on page 1; give --span: " in refused(
        "put", cmoc, "context", record, "--quote", "a", "--page", "1"
    )
    assert "the wording of the outcome is empty" in refused("new", "--then", " ")
    assert "Unknown stance 'agrees'. Stances: bears-on, supports" in refused("new", "--theory", "T1=agrees")
    assert "choose from 'candidate', " in refused("list", "--status", "aside").replace("(", "")
    assert "a status needs a reason" in refused("status", cmoc, "kept", "--reason", "")


def test_names_are_typed_in_any_case(terminal: Terminal, record: str, cmoc: str) -> None:
    terminal.run("cmoc", "new", "--then", "more choice", "--theory", "T1=Supports")
    terminal.run("cmoc", "status", cmoc, "Set aside", "--reason", "one source")
    terminal.run("cmoc", "link", cmoc, "C2", "Leads-to")
    terminal.run("cmoc", "theory", cmoc, "T1=BEARS ON")
    shown = terminal.json("cmoc", "list", "--status", "SET-ASIDE")
    assert [one["label"] for one in shown["cmocs"]] == [cmoc]
    assert terminal.run("verdict", "T1", "Partially Supported").code == 0
    assert terminal.run("appraise", record, "Rigour=High", "--because", "a trial").code == 0
    assert "Did you mean 'T1'?" in terminal.refused("cmoc", "theory", cmoc, "t1=supports")
    assert "a mechanism is a resource or a reasoning" in terminal.refused(
        "cmoc", "retroduce", cmoc, "mechanism", "trust", "--memo", "so"
    )


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("cmoc", "statement", "C1", "  "), "the statement is empty; --composed composes it again"),
        (("cmoc", "put", "C1", "context", "RECORD", "--span", "0", "9", "--wording", " "), "--wording is empty"),
        (("cmoc", "put", "C1", "context", "RECORD", "--span", "0", "9", "--page", "1"), "--page goes with --quote"),
        (("appraise", "RECORD", "rigour=low", "--page", "2", "--because", "x"), "give the passage as either --quote TEXT or"),
        (("appraise", "RECORD", "rigour=low", "--for", "", "--because", "x"), "--for is empty"),
        (("appraise", "RECORD", "rigour=low", "Rigour=high", "--because", "x"), "rigour is given two levels"),
    ],
)  # fmt: skip
def test_what_would_be_ignored_is_refused(
    terminal: Terminal, record: str, cmoc: str, command: tuple[str, ...], said: str
) -> None:
    terminal.run("cmoc", "statement", cmoc, "Where few advise, little changes.")
    assert said in terminal.refused(*(record if word == "RECORD" else word for word in command))
    assert terminal.json("cmoc", "show", cmoc)["statement"] == "Where few advise, little changes."
    assert terminal.json("show", record)["appraisals"] == []
