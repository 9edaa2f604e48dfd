"""theory: changes with what led to them, their log and story, and two versions side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from review.project import Project
from tests.cli.run import Terminal
from tests.copies import receive
from tests.reviews import a_document, add_record

WHY = ("--reason", "two sources say so")


@pytest.fixture
def record(terminal: Terminal) -> str:
    project = Project.open(terminal.folder, "ann")
    record = add_record(project, "Markets", document=a_document())
    project.coding.code(record, ["T1"], 0, 10)
    project.coding.code(record, ["T1.a", "T2"], 12, 20)
    project.close()
    return record


def test_a_change_answers_with_its_event_and_version(terminal: Terminal, record: str) -> None:
    memo = terminal.json("memo", "T1", "What must be true?")["event"]
    answer = terminal.json(
        *("theory", "refine", "T1", "--proposition", "Few providers compete", *WHY, "--wording-only"),
        *("--inference", "retroduction", "--trigger", memo[:12], "--if", "few", "--then", "care", "--draws-on", record[:12]),
    )  # fmt: skip
    assert set(answer) == {"event", "version"}
    assert answer["version"] == 2
    change = terminal.json("theory", "log")["versions"][1]
    assert change["event"] == answer["event"]
    assert (change["act"], change["change"], change["code"]) == ("refine", "refine", "T1")
    assert change["before"]["proposition"] == "Many providers compete"
    assert change["after"]["proposition"] == "Few providers compete"
    assert (change["inference"], change["triggers"], change["touched"]) == ("retroduction", [memo], 2)
    assert (change["configuration"], change["draws_on"]) == ({"if": "few", "then": "care"}, [record])
    for verb in ("log", "story"):
        assert "; draws on Rahman, 2016b" in terminal.run("theory", verb, "T1").out


def test_the_verbs_that_give_codes_other_ids(terminal: Terminal, record: str) -> None:
    split = ("--into", "T3=Tenders", "--into", "T1=Rivalry", "--proposition", "T3=Tenders bring care")
    assert terminal.json("theory", "split", "T1", *split, *WHY)["version"] == 2
    assert terminal.json("theory", "merge", "T2", "T1", "--into", "T1", *WHY)["version"] == 3
    assert terminal.json("theory", "move", "T1.a", "--under", "RA", "--as", "RA.a", *WHY)["version"] == 4
    assert terminal.json("theory", "rename", "T3", "Tendering", *WHY)["version"] == 5
    assert terminal.json("theory", "programme", "Markets need stewards.", *WHY)["version"] == 6
    codings = terminal.json("show", record)["codings"]
    assert [coding["codes"] for coding in codings] == [["T1"], ["RA.a", "T1"]]
    text = terminal.json("theory", "export")["yaml"]
    assert "programme_theory: Markets need stewards." in text
    assert "T2: T1" in text
    assert "Tenders bring care" in text


def test_the_story_marks_the_changed_words(terminal: Terminal, record: str) -> None:
    terminal.json("theory", "refine", "T1", "--proposition", "Few providers compete", *WHY)
    terminal.json("theory", "merge", "T1", "--into", "T2", *WHY)
    story = terminal.json("theory", "story", "T1")
    assert story["code"] == "T1"
    assert [chapter["version"] for chapter in story["chapters"]] == [1, 2, 3]
    assert [chapter["act"] for chapter in story["chapters"]] == ["adopt", "refine", "merge-theories"]
    assert story["chapters"][0]["before"] is None
    assert story["chapters"][2]["after"] is None
    printed = terminal.run("theory", "story", "T1").out.splitlines()
    assert printed[1:3] == ["   Market logic", "   Many providers compete"]
    assert "   [-Many-]{+Few+} providers compete" in printed
    assert printed[-1] == "   [-Few providers compete-]"


def test_a_verdict_in_the_story_says_on_which_code_it_was_given(terminal: Terminal) -> None:
    terminal.json("verdict", "T2", "mixed")
    terminal.json("verdict", "T1", "supported")
    terminal.json("theory", "merge", "T2", "T1", "--into", "T1", *WHY)
    printed = terminal.run("theory", "story", "T1").out.splitlines()
    verdicts = [line.strip() for line in printed if line.startswith("   verdict")]
    assert verdicts[0].startswith("verdict on T2 2")
    assert verdicts[0].endswith(": mixed")
    assert verdicts[1].startswith("verdict 2")


def test_two_versions_side_by_side_with_their_sources(terminal: Terminal, record: str) -> None:
    terminal.json("decide", record, "include", "--stage", "theory-map")
    terminal.json("theory", "refine", "T1", "--name", "Markets", *WHY)
    add = ("--name", "Trust", "--proposition", "Trust grows")
    event = terminal.json("theory", "add", "T3", *add, *WHY)["event"]
    terminal.json("recode", terminal.json("show", record)["codings"][0]["coding"], "T3")
    diff = terminal.json("theory", "diff", "v2", event[:12])
    assert (diff["from"], diff["to"], diff["to_event"]) == (2, 3, event)
    (added,) = diff["theories"]
    assert (added["code"], added["before"], added["after"]["name"]) == ("T3", None, "Trust")
    assert (added["sources"], added["verdict"]) == ([None, 1], [None, None])
    diff = terminal.json("theory", "diff", "1", "3")
    assert [(one["code"], one["sources"]) for one in diff["theories"]] == [("T1", [1, 1]), ("T3", [None, 1])]
    assert [one["codings"] for one in diff["theories"]] == [[2, 1], [None, 1]]
    assert "T3 is new (1 source)" in terminal.run("theory", "diff", "1", "3").out
    assert "T1 changed (1 source -> 1 source)" in terminal.run("theory", "diff", "1", "3").out
    assert "T3 is new (1 source)" in terminal.run("theory", "diff", "1", "3").out
    assert "T3 is gone (1 source)" in terminal.run("theory", "diff", "3", "1").out
    assert terminal.run("theory", "diff", "1", "v1").out == "v1 and v1 are the same\n"


def test_a_verdict_that_changed_alone_is_a_difference(terminal: Terminal, record: str) -> None:
    terminal.json("theory", "refine", "T1", "--name", "Markets", *WHY)
    terminal.json("theory", "refine", "T1", "--name", "A market", *WHY)
    terminal.json("verdict", "T2", "not-explored")
    found = {one["code"]: one for one in terminal.json("theory", "diff", "v2", "v3")["theories"]}
    assert found.keys() == {"T1", "T2"}
    assert found["T2"]["verdict"] == [None, "not-explored"]
    assert found["T2"]["before"] == found["T2"]["after"]
    assert (
        "T2 is worded the same (0 sources -> 0 sources; verdict: none -> not explored)"
        in terminal.run("theory", "diff", "v2", "v3").out
    )


def test_what_was_stated_as_a_configuration_is_part_of_the_wording(terminal: Terminal, record: str) -> None:
    terminal.json("theory", "refine", "T1", "--then", "care", *WHY)
    terminal.json("theory", "refine", "T1", "--if", "few compete", "--then", "better care", *WHY)
    before, after = (terminal.json("theory", "log")["versions"][2][side] for side in ("before", "after"))
    assert before["configuration"] == {"then": "care"}
    assert after["configuration"] == {"if": "few compete", "then": "better care"}
    assert "   IF few compete THEN better care" in terminal.run("theory", "log").out.splitlines()
    diff = terminal.run("theory", "diff", "v1", "v3").out.splitlines()
    assert diff[0] == "T1 changed (0 sources -> 0 sources)"
    assert diff[-1] == "   {+IF few compete THEN better care+}"
    assert "T1: v" not in terminal.run("theory", "log").out  # nothing was made apart
    terminal.json("theory", "refine", "T1.a", "--if", "whole", *WHY)
    terminal.json("theory", "move", "T1.a", "--under", "RA", "--as", "RA.a", *WHY)
    assert terminal.json("theory", "log", "RA.a")["versions"][-1]["after"]["configuration"] == {"if": "whole"}


def test_changes_of_criteria_by_the_file_are_named(terminal: Terminal, record: str, tmp_path: Path) -> None:
    terminal.json("decide", record, "exclude", "--stage", "title-abstract", "--criterion", "E1")
    file = terminal.folder / "theory_map.yaml"
    file.write_text(file.read_text().replace("Published before 2014", "Published before 2010"))
    terminal.json("theory", "adopt", *WHY)
    said = "exclusion criterion E1: text was 'Published before 2014', is now 'Published before 2010'"
    assert f"   {said}" in terminal.run("theory", "log").out.splitlines()
    assert terminal.run("theory", "diff", "v1", "v2").out.splitlines() == [said]
    terminal.json("export", "theory-changes", "excluded", "--out", str(tmp_path), "--format", "csv")
    changes = (tmp_path / "theory-changes.csv").read_text()
    assert (
        "exclusion criterion E1: text: Published before 2014,exclusion criterion E1: text: Published before 2010"
        in changes
    )
    assert "The text of E1 was changed after" in (tmp_path / "excluded.csv.meta.json").read_text()


def test_a_log_of_one_code_says_what_changed_it(terminal: Terminal, record: str) -> None:
    terminal.json("theory", "refine", "T1", "--name", "Markets", *WHY, "--inference", "abduction")
    terminal.json("theory", "rename", "T2", "Duties", *WHY)
    assert [one["version"] for one in terminal.json("theory", "log", "T2")["versions"]] == [1, 3]
    assert (
        terminal.run("theory", "log", "T1")
        .out.splitlines()[1]
        .endswith("ann  T1 reworded: two sources say so (abduction; 2 codings)")
    )


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("log", "T7"), "review: Unknown code 'T7'. Codes: T1, T1.a, T2, RA"),
        (("story", "T7"), "review: Unknown code 'T7'. Codes: T1, T1.a, T2, RA"),
        (("diff", "v1", "v7"), "review: Unknown version 'v7'. Versions: v1"),
        (("rename", "T7", "x", *WHY), "review: Unknown code 'T7'. Codes: T1, T1.a, T2, RA"),
        (("merge", "T1", "RA", "--into", "T1", *WHY), "review: RA is a rival framing and T1 a theory; only codes of one kind are merged"),
        (("split", "T1", "--into", "T1=a", *WHY), "review: T1: a split needs at least two parts"),
        (("split", "T1", "--into", "T1=a", "--into", "T3=b", "--proposition", "T9=c", *WHY), "review: Unknown part 'T9'. Parts: T1, T3"),
        (("move", "T2", "--under", "T1", *WHY), "review: T2 is a theory; only sub-themes are moved"),
        (("refine", "T1", "--name", "x", "--trigger", "zz", *WHY), "review: Unknown coding, memo or comment 'zz'; `review show RECORD` lists codings"),
        (("programme", " ", *WHY), "review: the programme theory is empty; write it in one paragraph"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_line(terminal: Terminal, arguments, line: str) -> None:
    assert terminal.refused("theory", *arguments) == line


def test_a_part_needs_an_id_and_a_name(terminal: Terminal) -> None:
    outcome = terminal.run("theory", "split", "T1", "--into", "T3", *WHY)
    assert outcome.code == 2
    assert "'T3' is not an id and a text; write it like T8=Trust" in outcome.err


def test_tables_can_be_made_as_of_a_version_and_name_its_event(
    terminal: Terminal, record: str, tmp_path: Path
) -> None:
    terminal.json("theory", "refine", "T1", "--name", "Markets", *WHY)
    out = tmp_path / "out"
    terminal.json("export", "codebook", "--format", "csv", "--as-of", "v1", "--out", out)
    assert "Market logic" in (out / "codebook.csv").read_text("utf-8-sig")
    about = json.loads((out / "codebook.csv.meta.json").read_text("utf-8"))
    first = terminal.json("theory", "log")["versions"][0]["event"]
    assert (about["theory_version"], about["theory_event"]) == (1, first)
    assert f"theory map version 1 (event {first[:8]})" in about["caption"]
    line = terminal.refused("export", "codebook", "--as-of", "never")
    assert line.startswith("review: 'never' is not a day, a time, a version or an event")


def test_rewordings_made_apart_are_reported(terminal: Terminal, tmp_path: Path) -> None:
    ann = Project.open(terminal.folder, "ann")
    ann.history.backup(tmp_path / "bob" / "review.db")
    bob = Project.open(tmp_path / "bob", "bob")
    bob.theory.refine("T1", "why", proposition="Few compete")
    ann.theory.refine("T2", "why", proposition="Councils may")
    ann.theory.refine("T1", "why", proposition="None compete")
    receive(ann.journal, bob.journal.events())
    bob.close()
    ann.close()
    versions = terminal.json("theory", "log")["versions"]
    (kept,) = (one for one in versions if one["reviewer"] == "bob")
    assert kept["after"]["proposition"] == "Few compete"
    assert (versions[-1]["reviewer"], versions[-1]["apart"]) == ("ann", [kept["version"]])
    line = f"T1: v{kept['version']} by bob was made apart from v4 by ann, which replaced it; it is kept in the log"
    assert line in terminal.run("theory", "log").out
    story = terminal.run("theory", "story", "T1").out
    assert "[-Many providers-]{+None+} compete" in story  # what ann reworded, not what bob wrote meanwhile
    assert "[-Few" not in story
    assert line in terminal.run("theory", "log", "T1").out
    assert line not in terminal.run("theory", "log", "T2").out
    assert terminal.json("status")["apart"] == [line]
    assert line in terminal.run("status").out
    terminal.json("theory", "refine", "T1", "--proposition", "Some compete", *WHY)
    assert line not in terminal.run("theory", "log").out


def test_a_change_of_a_code_that_another_copy_merged_is_kept_and_reported(
    terminal: Terminal, tmp_path: Path
) -> None:
    ann = Project.open(terminal.folder, "ann")
    ann.history.backup(tmp_path / "bob" / "review.db")
    bob = Project.open(tmp_path / "bob", "bob")
    bob.structure.merge(["T1"], "T2", "one idea")
    for _ in range(3):
        ann.annotations.memo("T2", "later than what bob does")
    ann.theory.refine("T1", "sharper", proposition="Few compete")
    receive(ann.journal, bob.journal.events())
    bob.close()
    ann.close()
    again = Project.open(terminal.folder, "ann")
    (notice,) = again.notices
    assert notice.startswith("T1 reworded by ann on 20")
    assert notice.endswith("has no effect on the present map (sharper); `review theory log` lists them")
    again.close()
    (lost,) = terminal.json("theory", "log")["without_effect"]
    assert (lost["act"], lost["code"], lost["reason"]) == ("refine", "T1", "sharper")
    assert terminal.run("theory", "log").err == ""
    assert len(terminal.json("status")["apart"]) == 1


def test_kinds_of_inference_are_listed_as_they_are_typed(terminal: Terminal) -> None:
    line = terminal.refused("theory", "rename", "T1", "x", *WHY, "--inference", "guess")
    assert "'guess'" in line
    assert "induction" in line
    assert "<" not in line
