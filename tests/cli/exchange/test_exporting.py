"""The command that exports a review for another program."""

from __future__ import annotations

import zipfile

import pytest

from tests.cli.run import Terminal


@pytest.fixture
def coded(terminal: Terminal, record: str) -> Terminal:
    """A review with two records, in one of which a passage is coded."""
    terminal.json("code", record, "T1=supports", "--quote", "people choose")
    return terminal


def test_a_project_is_counted_and_what_is_lost_is_listed(coded: Terminal) -> None:
    """Each record is a source with a text."""
    path = coded.folder / "out.qdpx"
    answer = coded.json("exchange", "export", path, "--without-files")
    lost = answer.pop("lost")
    assert answer == {
        "file": str(path),
        "codes": 4,
        "sources": 2,
        "selections": 1,
        "passages": 1,
        "codings": 1,
        "uncoded": 0,
        "sets": 2,
    }
    assert {key for one in lost for key in one} == {"what", "why"}
    with zipfile.ZipFile(path) as archive:
        assert len(archive.namelist()) == 3


def test_lines_say_what_is_in_the_file(coded: Terminal) -> None:
    """And what is not, and that names are in it."""
    outcome = coded.run("exchange", "export", "out.qdpx")
    assert (outcome.code, outcome.err) == (0, "")
    first, second, *_, last = outcome.out.splitlines()
    assert first == "out.qdpx: 4 codes, 2 sources, 1 coding, 2 sets"
    assert second == "Not in the file:"
    assert last == "It has names of reviewers and memos: look at it before you pass it on."


def test_passages_codings_and_those_of_configurations_are_counted_apart(
    coded: Terminal, record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a file it goes to exports/, named after the review."""
    place = coded.json("show", record)["codings"][0]
    coded.json("code", record, "RA", "T1.a", "--span", str(place["start"]), str(place["end"]))
    cmoc = coded.json("cmoc", "new", "--if", "in towns")["cmoc"]
    coded.json("cmoc", "put", cmoc, "outcome", record, "--quote", "choose")
    outcome = coded.run("exchange", "export", "--only", "coded")
    first, *_ = outcome.out.splitlines()
    file, _, held = first.partition(".qdpx: ")
    assert (
        held
        == "4 codes, 1 source, 2 codings of 1 passage with 3 codes, 1 passage of configurations alone, 3 sets"
    )
    assert file == str(coded.folder / "exports" / "A-small-review")


def test_only_coded_documents(coded: Terminal) -> None:
    answer = coded.json("exchange", "export", coded.folder / "out.qdpx", "--only", "coded")
    assert (answer["sources"], answer["selections"]) == (1, 1)
    assert "--only" in coded.refused("exchange", "export", "out.qdpx", "--only", "excluded")


def test_codes_alone(coded: Terminal) -> None:
    """A codebook has no sources."""
    assert "names of reviewers" not in coded.run("exchange", "export", "out.qdc").out
    answer = coded.json("exchange", "export", "out.qdc")
    assert (answer["codes"], answer["sources"], answer["selections"]) == (4, 0, 0)


def test_another_ending_is_wrong_usage(coded: Terminal) -> None:
    """One line says how to name it, and nothing is written."""
    assert "name it out.qdpx for a project" in coded.refused("exchange", "export", "out.zip")
    assert "name it out 2.1.qdpx for a project" in coded.refused("exchange", "export", "out 2.1")
    assert not (coded.folder / "out.zip").exists()
