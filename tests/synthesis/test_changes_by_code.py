"""What each version of the map changed, and which codings were coded again because of it."""

from msgspec import structs

from review.domain import TheoryVersion
from review.domain.theories.theory_version import TheoryParts
from review.synthesis.theory_history import WordedVersion, code_by_code, looked_again


def version(number: int, change: str, *codes: str, **more: bool) -> TheoryVersion:
    code = codes[0] if codes else ""
    return TheoryVersion(number, f"event {number}", "", "Ada", change, code, "", codes=codes, **more)


ONE, OTHER = TheoryParts("Logic", "Many providers"), TheoryParts("Limits", "A duty")
REWORDED = TheoryParts("Logic", "Few providers")
FIRST = WordedVersion(version(1, "adopt"), {"T1": ONE, "T2": OTHER}, {})
REFINED = WordedVersion(version(2, "refine", "T1"), {"T1": REWORDED, "T2": OTHER}, {})
MERGED = WordedVersion(version(3, "merge-theories", "T1", "T2"), {"T1": REWORDED}, {})


def recoded(history, judged, former):
    return looked_again(history, judged, [], former).changed


def test_the_first_version_is_one_change_and_others_one_for_each_code():
    found = [
        (one.version.number, one.code, one.before, one.after)
        for one in code_by_code([FIRST, REFINED, MERGED])
    ]
    assert found == [
        (1, "", None, None),
        (2, "T1", ONE, REWORDED),
        (3, "T1", REWORDED, REWORDED),
        (3, "T2", OTHER, None),
    ]


def test_a_whole_map_that_was_applied_is_a_change_of_every_code_that_differs():
    applied = WordedVersion(
        version(2, "adopt"), {"T1": ONE, "T2": structs.replace(OTHER, name="Edges"), "T3": ONE}, {}
    )
    assert [one.code for one in code_by_code([FIRST, applied])] == ["", "T2", "T3"]


def test_a_coding_judged_under_the_old_wording_and_changed_later_counts_for_the_last_change_between():
    history = [FIRST, REFINED, WordedVersion(version(3, "refine", "T1"), FIRST.parts, {})]
    assert recoded(history, [("c1", "T1", 1, 2), ("c2", "T1", 1, 3), ("c3", "T1", 2, 3)], {}) == {
        (2, "T1"): 1,
        (3, "T1"): 2,
    }


def test_a_coding_counts_once_for_a_version_and_not_for_changes_of_other_codes():
    judged = [("c1", "T1", 1, 2), ("c1", "T1", 1, 2), ("c2", "T2", 1, 2), ("c3", "T1", 2, 2)]
    assert recoded([FIRST, REFINED], judged, {}) == {(2, "T1"): 1}


def test_a_change_of_wording_only_leads_to_nothing():
    reworded = WordedVersion(version(2, "refine", "T1", wording_only=True), REFINED.parts, {})
    assert recoded([FIRST, reworded], [("c1", "T1", 1, 2)], {}) == {}


def test_a_coding_follows_its_code_to_its_new_id():
    reworded = WordedVersion(version(4, "refine", "T1"), {"T1": ONE}, {})
    judged = [("c1", "T2", 1, 3), ("c2", "T2", 1, 4)]
    assert recoded([FIRST, REFINED, MERGED, reworded], judged, {"T2": "T1"}) == {
        (3, "T2"): 1,
        (4, "T1"): 1,
    }


def test_a_split_that_leaves_a_part_as_it_was_counts_for_what_is_moved_to_another_part():
    split = WordedVersion(version(2, "split", "T1", "T8"), {**FIRST.parts, "T8": ONE}, {})
    assert recoded([FIRST, split], [("c1", "T1", 1, 2)], {}) == {(2, "T1"): 1}


def test_a_coding_that_was_looked_at_again_counts_once_and_is_kept_if_nothing_was_changed_on_it():
    again = WordedVersion(version(3, "refine", "T1"), FIRST.parts, {})
    kept = [("c1", "T1", 0, 2), ("c1", "T1", 1, 2), ("c1", "T1", 0, 3), ("c2", "T1", 0, 2)]
    found = looked_again([FIRST, REFINED, again], [("c2", "T1", 1, 2)], kept, {})
    assert found == ({(2, "T1"): 1}, 1, 1)


def test_a_coding_with_answers_under_wordings_made_apart_counts_once():
    apart = WordedVersion(version(3, "refine", "T1"), FIRST.parts, {})
    found = looked_again(
        [FIRST, REFINED, apart], [("c1", "T1", 1, 3), ("c1", "T1", 1, 2)], [("c1", "T1", 0, 2)], {}
    )
    assert found == ({(2, "T1"): 1, (3, "T1"): 1}, 1, 0)
