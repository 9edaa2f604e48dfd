"""The worked example's refinements: the story of each theory, whom they ask to look again, tables of before and after, undo."""

from __future__ import annotations

import json

from tests.worked_example.history import (
    AFTER,
    BEFORE,
    T1_REWORDED,
    T3_RETITLED,
    T6_REWORDED,
    Example,
    table,
)


def waiting(example: Example, *code: str) -> list[tuple[int, str]]:
    """What waits to be looked at again: the number of the coding, in the order in which they were made, and the code."""
    queue = example.terminal.json("recheck", *code)["queue"]
    return sorted((example.codings.index(item["coding"]), item["code"]) for item in queue)


def caption(example: Example, name: str) -> str:
    return json.dumps(
        json.loads((example.terminal.folder / f"exports/{name}.csv.meta.json").read_text("utf-8"))
    )


def test_twelve_codings_were_made_before_the_rewordings_and_eight_after(example: Example) -> None:
    shown = [
        coding
        for record in example.records.values()
        for coding in example.terminal.json("show", record)["codings"]
    ]
    under = {coding["coding"]: coding["theory_version"] for coding in shown}

    assert [under[coding] for coding in example.codings] == [1] * len(BEFORE) + [4] * len(AFTER)


def test_the_story_of_a_theory_begins_with_its_first_wording(example: Example) -> None:
    first, second = example.terminal.json("theory", "story", "T1")["chapters"]

    assert (first["version"], second["version"]) == (1, 2)
    assert first["before"] is None
    assert "person-centred" in first["after"]["proposition"]
    assert second["before"] == first["after"]
    assert second["after"]["proposition"] == T1_REWORDED
    assert (second["act"], second["inference"], second["triggers"]) == ("refine", "induction", [])
    assert second["reason"] == "the findings say person-oriented"


def test_a_chapter_names_what_led_to_it(example: Example) -> None:
    *_, retitled = example.terminal.json("theory", "story", "T3")["chapters"]
    *_, informed = example.terminal.json("theory", "story", "T6")["chapters"]

    assert (retitled["before"]["name"], retitled["after"]["name"]) == ("Demand", T3_RETITLED)
    assert retitled["triggers"] == [example.codings[2], example.codings[8]]
    assert informed["triggers"] == [example.codings[10]]
    assert "what there is" in example.terminal.run("theory", "story", "T6").out


def test_a_theory_that_was_never_reworded_has_one_chapter(example: Example) -> None:
    assert len(example.terminal.json("theory", "story", "T7")["chapters"]) == 1


def test_the_difference_of_two_versions_lists_the_three_theories(example: Example) -> None:
    theories = example.terminal.json("theory", "diff", "v1", "v4")["theories"]

    assert [theory["code"] for theory in theories] == ["T1", "T3", "T6"]


def test_the_log_counts_the_codings_that_each_rewording_touched(example: Example) -> None:
    versions = example.terminal.json("theory", "log")["versions"]

    assert [(version["code"], version["touched"]) for version in versions[1:]] == [
        ("T1", 3),
        ("T3", 3),
        ("T6", 4),  # that of its sub-theme, too
    ]


def test_the_nine_codings_under_older_wordings_wait_and_no_others(example: Example) -> None:
    assert waiting(example) == [
        *((0, "T1"), (1, "T1"), (2, "T3"), (3, "T6"), (4, "T6")),
        *((6, "T1"), (7, "T3"), (8, "T3"), (10, "T6")),
    ]
    assert waiting(example, "T6") == [(3, "T6"), (4, "T6"), (10, "T6")]
    assert waiting(example, "RA") == []


def test_what_was_looked_at_waits_no_more(example: Example) -> None:
    say, codings = example.terminal.json, example.codings
    say("recheck", codings[0], "T1", "holds")
    say("recheck", codings[1], "T1", "refines")
    say("recheck", codings[6], "T1", "off")
    say("recheck", "T3", "--all", "holds")

    assert waiting(example) == [(3, "T6"), (4, "T6"), (10, "T6")]
    stances = {
        coding["coding"]: coding["stances"]
        for record in example.records.values()
        for coding in say("show", record)["codings"]
    }
    assert stances[codings[1]] == {"T1": "refines", "RA": "supports"}
    assert codings[6] not in stances


def test_all_still_hold_is_undone_as_one(example: Example) -> None:
    before = waiting(example)
    example.terminal.json("recheck", "T3", "--all", "holds")
    example.terminal.json("undo")

    assert waiting(example) == before


def test_a_change_of_wording_only_asks_nobody(example: Example) -> None:
    before = waiting(example)
    example.terminal.json("theory", "refine", "T7", "--proposition", "Good, person-centred services improve wellbeing.", "--reason", "shorter", "--wording-only")  # fmt: skip

    assert waiting(example) == before


def test_the_evidence_as_of_the_first_version_has_the_codings_before(example: Example) -> None:
    codes = [code.partition("=")[0] for _, _, codes in BEFORE for code in codes]

    assert sorted(row["code"] for row in table(example, "evidence", "--as-of", "v1")) == sorted(codes)
    assert "version 1" in caption(example, "evidence")


def test_the_codebook_is_that_of_the_version(example: Example) -> None:
    def claims(version: str) -> dict[str, str]:
        return {row["code"]: row["proposition"] for row in table(example, "codebook", "--as-of", version)}

    first, last = claims("v1"), claims("v4")
    assert "person-centred" in first["T1"]
    assert (last["T1"], last["T6"]) == (T1_REWORDED, T6_REWORDED)
    assert first["T7"] == last["T7"]


def test_each_code_of_a_coding_has_its_own_stance_in_the_evidence(example: Example) -> None:
    stances = [
        (row["code"], row["stance"])
        for row in table(example, "evidence")
        if row["quotation"].startswith("Nine providers bid")
    ]

    assert stances == [("T1", "challenges"), ("RA", "supports")]


def test_the_theory_changes_list_each_rewording(example: Example) -> None:
    rows = table(example, "theory-changes")

    assert [(row["version"], row["code"], row["act"]) for row in rows[-3:]] == [
        ("2", "T1", "refine"),
        ("3", "T3", "refine"),
        ("4", "T6", "refine"),
    ]


def test_the_theory_changes_count_what_was_coded_again(example: Example) -> None:
    for coding, finding in ((0, "holds"), (1, "refines"), (6, "off")):
        example.terminal.json("recheck", example.codings[coding], "T1", finding)

    recoded = {row["code"]: row["recoded"] for row in table(example, "theory-changes")}
    assert (recoded["T1"], recoded["T3"]) == ("2", "0")


def test_tables_by_theory_count_what_waits(example: Example) -> None:
    to_recheck = {row["theory"]: row["to_recheck"] for row in table(example, "source-types-by-theory")}

    assert (to_recheck["T1"], to_recheck["T3"], to_recheck["T6"], to_recheck["T7"]) == ("3", "3", "3", "0")


def test_an_undone_rewording_asks_nobody_any_more(example: Example) -> None:
    say = example.terminal.json
    for _ in AFTER:
        say("undo")
    say("undo")

    assert waiting(example) == [(0, "T1"), (1, "T1"), (2, "T3"), (6, "T1"), (7, "T3"), (8, "T3")]
    assert len(say("theory", "story", "T6")["chapters"]) == 1
    for _ in range(len(AFTER) + 1):
        say("redo")
    assert len(waiting(example)) == 9
    assert len(say("theory", "story", "T6")["chapters"]) == 2


def test_information_becomes_part_of_personalisation(example: Example) -> None:
    """T6 takes in T5: its codings follow, each once under T6, and wait to be looked at; one undo gives T5 back."""
    say, codings = example.terminal.json, example.codings
    before = sorted((row["code"], row["quotation"]) for row in table(example, "evidence"))
    say(
        "theory",
        "merge",
        "T5",
        "T6",
        "--into",
        "T6",
        "--reason",
        "information is there for the sake of choice",
    )

    stances = {
        coding["coding"]: coding["stances"]
        for record in example.records.values()
        for coding in say("show", record)["codings"]
    }
    assert stances[codings[9]] == {"T6": "challenges"}
    assert stances[codings[10]] == {"T6": "supports"}
    assert {(9, "T6"), (10, "T6")} <= set(waiting(example, "T6"))
    assert "T5" not in {row["code"] for row in table(example, "evidence")}
    assert {row["code"] for row in table(example, "evidence", "--as-of", "v4", "--out", "then")} >= {
        "T5",
        "T6",
    }

    say("undo")
    assert sorted((row["code"], row["quotation"]) for row in table(example, "evidence")) == before
    assert stances.keys() == set(codings)


def test_the_journal_is_sound(example: Example) -> None:
    problems = example.terminal.run("verify", "--json").data["problems"]
    assert [problem for problem in problems if "the file is gone" not in problem] == []
