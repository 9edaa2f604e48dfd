"""What each version of the map changed, and what was reworded apart in two copies."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from review.domain import TheoryVersion
from review.domain.theories.theory_version import SubthemeParts, TheoryParts
from review.synthesis.theory_history import (
    WordedVersion,
    beside,
    between,
    changes,
    code_by_code,
    codes_touched,
    made_apart,
    refinements,
)
from review.synthesis.theory_history import worded as worded_versions
from review.synthesis.touched_parts import FileEffect, Touched

T1 = TheoryParts("Markets", "Many compete", subthemes=(SubthemeParts("T1.a", "Whole systems"),))
BELOW = TheoryParts("Whole systems")
T2 = TheoryParts("Duties", "Councils must")


def version(number: int, change: str, *codes: str, follows: str | None = None) -> TheoryVersion:
    code = codes[0] if codes else ""
    return TheoryVersion(number, f"e{number}", "", "ann", change, code, "why", codes=codes, follows=follows)


def worded(*of: tuple[TheoryVersion, dict[str, TheoryParts]]) -> list[WordedVersion]:
    return [WordedVersion(one, parts, {}) for one, parts in of]


def reworded(parts: TheoryParts, text: str) -> TheoryParts:
    return TheoryParts(parts.name, text, subthemes=parts.subthemes)


FIRST = (version(1, "adopt"), {"T1": T1, "T1.a": BELOW, "T2": T2})
SECOND = (version(2, "refine", "T1", follows="e1"), {**FIRST[1], "T1": reworded(T1, "Few compete")})


def test_the_story_of_a_theory_begins_with_its_first_wording() -> None:
    history = worded(FIRST, SECOND, (version(3, "rename", "T2"), {**SECOND[1], "T2": TheoryParts("Duty")}))
    first, second = changes(history, "T1")
    assert (first.version.number, first.before, first.after) == (1, None, T1)
    assert (second.before, second.after) == (T1, reworded(T1, "Few compete"))
    assert [one.version.number for one in changes(history, "T2")] == [1, 3]


def test_what_a_new_map_has_to_be_filled_in_is_no_wording() -> None:
    template = {
        "T1": {"name": "<Short name>", "proposition": "<If …>"},
        "T2": {"name": "<x>", "proposition": "<y>"},
    }
    filled = {"T1": {"name": "Markets", "proposition": "Many compete"}}
    history = [
        (version(1, "adopt"), {"theories": template}),
        (version(2, "import-codes"), {"theories": filled}),
    ]
    found = worded_versions(history)
    assert [sorted(one.parts) for one in found] == [[], ["T1"]]
    assert refinements(found) == {"T1": (2, 0)}
    assert [sorted(one.parts) for one in worded_versions(history[:1])] == [["T1", "T2"]], (
        "nobody has filled it in yet"
    )


def test_the_log_has_every_version_with_the_parts_of_the_code_that_it_is_about() -> None:
    whole, one = changes(worded(FIRST, SECOND))
    assert (whole.code, whole.before, whole.after) == ("", None, None)
    assert (one.code, one.before, one.after) == ("T1", T1, reworded(T1, "Few compete"))


def test_two_versions_differ_in_theories_and_not_in_sub_themes_apart_from_them() -> None:
    other = TheoryParts("Markets", "Many compete", subthemes=(SubthemeParts("T1.a", "Networks"),))
    new = {"T3": T2, "T1": other, "T1.a": TheoryParts("Networks")}
    assert between(FIRST[1], new) == (("T3", None, T2), ("T1", T1, other), ("T2", T2, None))


def test_what_a_version_touches_includes_sub_themes_and_former_ids() -> None:
    history = [
        WordedVersion(*FIRST, {}),
        WordedVersion(version(2, "merge-theories", "T1", "T2"), {"T1": T1, "T1.a": BELOW}, {"T2": "T1"}),
        WordedVersion(version(3, "refine", "T1"), {"T1": T2}, {"T2": "T1"}),
    ]
    touched = codes_touched(history)
    assert touched["e2"] == {"T1", "T1.a", "T2"}
    assert touched["e3"] == {"T1", "T1.a", "T2"}


def pairs(history: Sequence[WordedVersion], *, open_only: bool = False) -> list[tuple[str, int, int]]:
    found = made_apart(history, open_only=open_only)
    return [(one.code, one.shown.number, one.kept.number) for one in found]


def test_a_version_that_follows_an_earlier_one_than_the_last_was_made_apart() -> None:
    third = (version(3, "refine", "T1", follows="e1"), {**FIRST[1], "T1": reworded(T1, "None compete")})
    assert pairs(worded(FIRST, SECOND, third)) == [("T1", 3, 2)]
    assert changes(worded(FIRST, SECOND, third), "T1")[2].apart == (2,)
    knowing = (version(3, "refine", "T1", follows="e2"), third[1])
    assert pairs(worded(FIRST, SECOND, knowing)) == []


def test_what_was_made_apart_begins_with_the_wording_that_its_maker_knew() -> None:
    third = (version(3, "refine", "T1", follows="e1"), {**FIRST[1], "T1": reworded(T1, "None compete")})
    last = code_by_code(worded(FIRST, SECOND, third))[-1]
    assert (last.code, last.apart, last.made_from) == ("T1", (2,), T1)
    assert last.before == reworded(T1, "Few compete")


def test_a_version_that_replaced_a_part_of_a_file_applied_later_has_its_own_wording_before() -> None:
    file = version(3, "adopt")
    lost = FileEffect(without_effect=(Touched("T1", "proposition"),))
    applied = WordedVersion(replace(file, made=("{}", "{}")), SECOND[1], {}, effect=lost)
    second = changes([*worded(FIRST, SECOND), applied], "T1")[1]
    assert (second.apart, second.made_from) == ((3,), T1)


def test_changes_of_different_parts_or_theories_do_not_replace_each_other() -> None:
    name = (version(3, "refine", "T1", follows="e1"), {**FIRST[1], "T1": TheoryParts("Logic", "Few compete", subthemes=T1.subthemes)})  # fmt: skip
    assert pairs(worded(FIRST, SECOND, name)) == []
    other = (version(3, "refine", "T2", follows="e1"), {**SECOND[1], "T2": reworded(T2, "Councils may")})
    assert pairs(worded(FIRST, SECOND, other)) == []


def test_a_file_applied_apart_replaces_what_it_did_not_know() -> None:
    file = (version(3, "adopt", follows="e1"), FIRST[1])
    assert pairs(worded(FIRST, SECOND, file)) == [("T1", 3, 2)]


def test_a_later_rewording_settles_what_was_made_apart() -> None:
    third = (version(3, "refine", "T1", follows="e1"), {**FIRST[1], "T1": reworded(T1, "None compete")})
    fourth = (version(4, "refine", "T1", follows="e3"), {**FIRST[1], "T1": reworded(T1, "Some compete")})
    assert pairs(worded(FIRST, SECOND, third, fourth), open_only=True) == []
    assert pairs(worded(FIRST, SECOND, third, fourth)) == [("T1", 3, 2)]


def test_journals_from_before_say_nothing_of_what_was_made_apart() -> None:
    third = (version(3, "refine", "T1"), {**FIRST[1], "T1": reworded(T1, "None compete")})
    assert pairs(worded(FIRST, SECOND, third)) == []


def test_refinements_count_what_changed_after_the_first_version_that_has_the_theory() -> None:
    later = {**SECOND[1], "T1": TheoryParts("Logic", "Few compete", subthemes=T1.subthemes), "T4": T2}
    history = worded(FIRST, SECOND, (version(3, "rename", "T1"), later))
    found = refinements(history)
    assert (found["T1"], found["T2"], found["T4"]) == ((3, 2), (1, 0), (3, 0))


def test_a_split_counts_as_a_change_of_the_code_that_keeps_its_wording() -> None:
    split = (version(3, "split", "T1", "T4"), {**SECOND[1], "T4": T2})
    found = refinements(worded(FIRST, SECOND, split))
    before = refinements(worded(FIRST, SECOND))
    assert found["T1"] == (3, before["T1"][1] + 1)
    assert found["T4"] == (3, 0)


def test_two_versions_beside_each_other_have_what_did_not_change_too() -> None:
    new = {"T1": reworded(T1, "Few compete"), "T2": T2}
    assert beside(FIRST[1], new) == (("T1", T1, new["T1"]), ("T2", T2, T2))
    assert between(FIRST[1], new) == (("T1", T1, new["T1"]),)
