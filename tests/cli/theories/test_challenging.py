"""challenge: what is listed, and what is not listed again."""

from __future__ import annotations

import pytest

from review.project import Project
from tests.cli.run import Terminal
from tests.reviews import PARAGRAPHS, a_document, add_record


@pytest.fixture
def record(terminal: Terminal) -> str:
    """An included document."""
    project = Project.open(terminal.folder, "ann")
    record = add_record(project, "Markets", document=a_document())
    project.screening.decide(record, "include", "theory-map")
    project.close()
    return record


def listed(terminal: Terminal, *words: str) -> list[str]:
    return [one["quote"] for one in terminal.json("challenge", *words)["queue"]]


def test_passages_of_included_documents_are_listed_with_the_reason(terminal: Terminal, record: str) -> None:
    answer = terminal.json("challenge", "T1")
    assert answer["looked_at"] == 0
    assert answer["calibrated"] is False
    assert "0 codings" in answer["model"]
    assert sorted(listed(terminal, "T1")) == sorted(PARAGRAPHS)
    first = answer["queue"][0]
    assert first["record"] == record
    assert first["page_label"] == "345"
    assert 0 < first["score"] < 1
    assert first["why"] in {"about T1, worded as a challenge", "the rival RA's words"}
    assert first["terms"]
    assert listed(terminal, "T1", "--limit", "1") == [first["quote"]]
    lines = terminal.run("challenge", "T1", "--limit", "1").out.splitlines()
    assert lines[0] == "T1: Market logic: Many providers compete"
    assert (
        f"{record[:12]} {first['start']} {first['end']}  Rahman, 2016b, p. 345  {first['why']}: “" in lines[1]
    )
    assert lines[2] == "T1: 0 coded as challenging it, 0 passages looked at with nothing there"


def test_what_was_looked_at_or_coded_is_not_listed_again_until_it_is_undone(
    terminal: Terminal, record: str
) -> None:
    first, second, *_ = terminal.json("challenge", "T1")["queue"]
    place = (record[:8], str(first["start"]), str(first["end"]))
    assert set(terminal.json("challenge", "T1", "--looked-at", *place)) == {"event"}
    assert first["quote"] not in listed(terminal, "T1")
    assert first["quote"] in listed(terminal, "RA")
    assert terminal.json("challenge", "T1")["looked_at"] == 1
    status = terminal.json("status")
    assert (status["looked_at"], status["looked_at_for"]) == (1, {"T1": 1})
    assert "1 passage looked at for evidence against: T1 1" in terminal.run("status").out
    terminal.run("code", record, "T1=challenges", "--span", str(second["start"]), str(second["end"]))
    assert second["quote"] not in listed(terminal, "T1")
    assert (
        "T1: 1 coded as challenging it, 1 passage looked at with nothing there"
        in terminal.run("challenge", "T1").out
    )
    terminal.run("undo")
    terminal.run("undo")
    assert first["quote"] in listed(terminal, "T1")


def test_a_configuration_is_named_by_its_label_and_its_fragments_are_left_out(
    terminal: Terminal, record: str
) -> None:
    project = Project.open(terminal.folder, "ann")
    made = project.configurations.new(
        {"context": "many providers", "outcome": "people choose"}, {"T1": "supports"}
    )
    start = a_document().text.index(PARAGRAPHS[0])
    project.configurations.put(
        made.cmoc, "outcome", record, (start, start + len(PARAGRAPHS[0])), relation="against"
    )
    project.close()
    assert PARAGRAPHS[0] not in listed(terminal, made.label.lower())
    assert PARAGRAPHS[0] in listed(terminal, "T1")
    assert (
        f"{made.label}: 1 in it as evidence against, 0 passages looked at with nothing there"
        in terminal.run("challenge", made.cmoc[:8]).out
    )


def test_where_nothing_is_left_it_says_why(terminal: Terminal) -> None:
    assert terminal.run("challenge", "T1").out.splitlines()[1] == (
        "No document is included at theory map yet, and only these are looked through."
    )
    project = Project.open(terminal.folder, "ann")
    record = add_record(project, "Markets", document=a_document(PARAGRAPHS[:1]))
    project.screening.decide(record, "include", "theory-map")
    project.close()
    (one,) = terminal.json("challenge", "T1")["queue"]
    terminal.run("challenge", "T1", "--looked-at", record, str(one["start"]), str(one["end"]))
    assert (
        "No passage of the included documents is left to look at for T1."
        in terminal.run("challenge", "T1").out
    )


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("T77",), "Unknown code 'T77'"),
        (("T1", "--looked-at", "RECORD", "0", "-3"), "'-3' is not an offset"),
        (("T1", "--looked-at", "RECORD", "0", "99999"), "99999"),
        (("T1", "--looked-at", "nobody", "0", "9"), "nobody"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(
    terminal: Terminal, record: str, words: tuple[str, ...], reason: str
) -> None:
    answer = terminal.run("challenge", *(record if word == "RECORD" else word for word in words))
    assert answer.code == 2
    assert reason in answer.err
    assert answer.err.count("\n") == 1


def test_an_empty_configuration_says_nothing_that_could_be_challenged(
    terminal: Terminal, record: str
) -> None:
    terminal.json("cmoc", "new")
    terminal.json("cmoc", "new", "--theory", "T1=supports")
    refused = terminal.run("challenge", "C1")
    assert (refused.code, refused.err) == (
        2,
        "review: C1 has no element and no theory yet: there is nothing to challenge\n",
    )
    assert listed(terminal, "C2")
