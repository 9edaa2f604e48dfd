"""What each document added, in the order of coding."""

from review.domain import TheoryVersion
from review.synthesis.saturation import saturation
from tests.export.reviews import coding

SUBTHEMES = {"T1.a", "T1.b"}


def version(number: int, *triggers: str) -> TheoryVersion:
    return TheoryVersion(number, f"event {number}", "", "Ada", "refine", "T1", "", triggers=triggers)


def steps(*codings, versions=(), records=None):
    found = saturation(codings, [version(1), *versions], SUBTHEMES, records or {})
    return [(one.record, one.new_subthemes, one.new_codes, one.theory_changes) for one in found]


def test_documents_follow_in_the_order_in_which_they_were_first_coded_with_what_no_earlier_one_has():
    assert steps(
        (coding("c1", "r2", "T1", "T1.a"), 1),
        (coding("c2", "r1", "T1.a"), 1),
        (coding("c3", "r2", "T1.b"), 1),
        (coding("c4", "r3", "T2", "T1.b"), 1),
    ) == [("r2", 2, 3, 0), ("r1", 0, 0, 0), ("r3", 0, 1, 0)]


def test_a_change_counts_for_the_document_that_was_begun_last_before_it():
    codings = [(coding("c1", "r1", "T1"), 1), (coding("c2", "r2", "T1"), 2)]
    assert [one[3] for one in steps(*codings, versions=[version(2), version(3)])] == [1, 1]


def test_a_change_with_triggers_counts_once_for_the_last_of_their_documents():
    codings = [(coding(f"c{n}", f"r{n}", "T1"), 1) for n in (1, 2, 3)]
    records = {"c1": "r1", "c2": "r2", "memo": "r1"}
    changes = [version(2, "c2", "c1"), version(3, "memo"), version(4, "comment")]
    assert [one[3] for one in steps(*codings, versions=changes, records=records)] == [1, 1, 1]


def test_a_change_before_any_coding_and_the_first_version_count_nowhere():
    assert steps((coding("c1", "r1", "T1"), 2), versions=[version(2)]) == [("r1", 0, 1, 0)]
    assert steps() == []
