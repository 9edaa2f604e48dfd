"""appraise and verdict: what they answer, and what show, status, story and diff say of it."""

from __future__ import annotations

import pytest

from review.project import Project
from tests.cli.run import Terminal
from tests.reviews import PARAGRAPHS, a_document, add_record

WHY = ("--because", "eight interviews")
REASON = ("--reason", "two sources say so")


@pytest.fixture
def record(terminal: Terminal) -> str:
    project = Project.open(terminal.folder, "ann")
    record = add_record(project, "Markets", document=a_document())
    project.screening.decide(record, "include", "theory-map")
    project.coding.code(record, ["T1"], 0, 10)
    project.close()
    return record


def test_an_appraisal_answers_with_its_event_and_is_shown_with_the_record(
    terminal: Terminal, record: str
) -> None:
    event = terminal.json("appraise", record, "relevance=high", "rigour=low", "--for", "T1", *WHY)
    assert set(event) == {"event"}
    terminal.json("appraise", record, "rigour=not-assessed", "--quote", PARAGRAPHS[1], *WHY)
    terminal.run(
        "appraise", record, "rigour=high", "--for", "T1", "--because", "I know them", "--reviewer", "bob"
    )

    shown = terminal.json("show", record)["appraisals"]
    assert [(one["target"], one["reviewer"], one["levels"]) for one in shown] == [
        ("", "ann", {"rigour": "not-assessed"}),
        ("T1", "ann", {"relevance": "high", "rigour": "low"}),
        ("T1", "bob", {"rigour": "high"}),
    ]
    assert (shown[0]["quote"], shown[1]["start"], shown[1]["events"]) == (
        PARAGRAPHS[1],
        None,
        [event["event"]],
    )
    printed = terminal.run("show", record).out.splitlines()
    assert "appraised for T1 by ann: relevance high, rigour low: eight interviews" in printed
    assert (
        "appraised of “The council has a duty to shape the market of …” by ann: rigour not assessed: eight interviews"
        in printed
    )


def test_the_status_says_what_is_still_to_do_in_a_line_each(terminal: Terminal, record: str) -> None:
    status = terminal.json("status")
    assert (status["to_appraise"], status["looked_at"]) == (1, 0)
    assert (status["verdicts_missing"], status["verdicts_outdated"]) == (["T1", "T2", "RA"], {})
    printed = terminal.run("status").out.splitlines()
    assert "1 included source coded and not appraised: `review appraise`" in printed
    assert "Verdicts on 0 of 3 theories and rival framings" in printed

    terminal.json("appraise", record, "rigour=low", *WHY)
    terminal.json("verdict", "T1", "mixed")
    terminal.json("code", record, "T1", "--quote", PARAGRAPHS[1])
    status = terminal.json("status")
    assert (status["to_appraise"], status["verdicts_missing"]) == (0, ["T2", "RA"])
    assert status["verdicts_outdated"] == {"T1": ["evidence changed: 1 coding then, 2 now"]}
    printed = terminal.run("status").out
    assert (
        "Verdicts on 1 of 3 theories and rival framings; T1 changed since: `review theory story CODE`"
        in printed
    )
    assert "not appraised" not in printed


def test_the_status_counts_configurations_and_those_tied_to_a_theory_that_changed(
    terminal: Terminal, record: str
) -> None:
    assert terminal.json("status")["cmocs"] == {"candidate": 0, "kept": 0, "set-aside": 0}
    assert "Configurations" not in terminal.run("status").out
    project = Project.open(terminal.folder, "ann")
    made = project.configurations.new({"context": "many providers"}, {"T1": "supports"})
    project.configurations.new({"outcome": "more choice"})
    project.configurations.set_status(made.label, "kept", "three sources")
    project.close()
    assert "Configurations: 1 candidate, 1 kept\n" in terminal.run("status").out

    terminal.json("theory", "refine", "T1", "--proposition", "Few providers compete", *REASON)
    status = terminal.json("status")
    assert (status["cmocs"], status["cmocs_to_recheck"]) == ({"candidate": 1, "kept": 1, "set-aside": 0}, 1)
    assert (
        "Configurations: 1 candidate, 1 kept; 1 tied to a theory that changed since"
        in terminal.run("status").out
    )


def test_a_verdict_is_in_the_story_and_beside_both_versions(terminal: Terminal, record: str) -> None:
    terminal.json("verdict", "T1", "partially-supported", "--caveat", "one town", "--gap", "no trials")
    terminal.json("theory", "refine", "T1", "--proposition", "Few providers compete", *REASON)
    terminal.json("verdict", "T1", "challenged")

    story = terminal.json("theory", "story", "T1")["verdicts"]
    assert [(one["verdict"], one["version"], one["present"], one["gap"]) for one in story] == [
        ("partially-supported", 1, False, "no trials"),
        ("challenged", 2, True, ""),
    ]
    printed = [
        line
        for line in terminal.run("theory", "story", "T1").out.splitlines()
        if "Few" in line or "verdict" in line
    ]
    assert printed[0].endswith("ann: partially supported; caveat: one town; gap: no trials")
    assert "{+Few+}" in printed[1]
    assert printed[2].endswith("ann: challenged")

    diff = terminal.json("theory", "diff", "v1", "v2")["theories"]
    assert [one["verdict"] for one in diff] == [["partially-supported", "challenged"]]
    assert "verdict: partially supported -> challenged" in terminal.run("theory", "diff", "v1", "v2").out
    terminal.json("undo")
    assert terminal.json("theory", "story", "T1")["verdicts"][0]["since"] == ["theory reworded (v1 → v2)"]


def test_the_story_of_a_theory_that_was_merged_has_its_own_verdicts_only(
    terminal: Terminal, record: str
) -> None:
    terminal.json("verdict", "T1", "mixed")
    terminal.json("verdict", "T2", "challenged")
    terminal.json("theory", "merge", "T2", "--into", "T1", *REASON)

    assert [one["verdict"] for one in terminal.json("theory", "story", "T2")["verdicts"]] == ["challenged"]
    both = terminal.json("theory", "story", "T1")["verdicts"]
    assert [(one["verdict"], one["present"]) for one in both] == [("mixed", True), ("challenged", False)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("appraise", "RECORD", "rigour", *WHY), "'rigour' is not DIMENSION=LEVEL, such as rigour=high"),
        (("appraise", "RECORD", "rigour=low", "rigour=high", *WHY), "rigour is given two levels, low and high; give it one"),
        (("appraise", "RECORD", "rigour=hihg", *WHY), "Unknown level of rigour 'hihg'. Did you mean 'high'?"),
        (("appraise", "RECORD", "rigor=high", *WHY), "Unknown dimension 'rigor'. Did you mean 'rigour'?"),
        (("appraise", "RECORD", "rigour=high", "--because", " "), "an appraisal needs a reason"),
        (("appraise", "RECORD", "rigour=high", "--span", "0", "9999", *WHY), "0-9999 is not a span of this text (0-188)"),
        (("verdict", "T1", "suported"), "Unknown verdict 'suported'. Did you mean 'supported'?"),
        (("verdict", "T1.a", "mixed"), "T1.a is a sub-theme; verdicts are given on theories: give it on T1"),
        (("verdict", "T8", "mixed"), "Unknown theory or rival framing 'T8'. Theories and rival framings: T1, T2, RA"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_exits_2_with_a_line(
    terminal: Terminal, record: str, given: tuple[str, ...], said: str
) -> None:
    ran = terminal.run(*(record if one == "RECORD" else one for one in given))

    assert (ran.code, ran.err) == (2, f"review: {said}\n")


def test_the_story_of_a_moved_sub_theme_says_where_what_came_before_is(terminal: Terminal) -> None:
    terminal.run("theory", "move", "T1.a", "--under", "T2", "--as", "T2.a", "--reason", "it belongs there")
    first, *_ = terminal.run("theory", "story", "T2.a").out.splitlines()
    assert first == "It came from T1.a in v2: `review theory story T1.a` prints what came before."
    assert not terminal.run("theory", "story", "T1.a").out.startswith("It came from")
