"""What each document added, in the order of coding."""

from msgspec.structs import replace

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
        coding("c1", "r2", "T1", "T1.a"),
        coding("c2", "r1", "T1.a"),
        coding("c3", "r2", "T1.b"),
        coding("c4", "r3", "T2", "T1.b"),
    ) == [("r2", 2, 3, 0), ("r1", 0, 0, 0), ("r3", 0, 1, 0)]


def test_fragments_count_for_their_document_which_may_have_no_coding():
    found = saturation([coding("c1", "r1", "T1")], [], SUBTHEMES, {}, ["r2", "r1", "r2"])
    assert [(one.record, one.new_codes, one.new_fragments) for one in found] == [("r1", 1, 1), ("r2", 0, 2)]


def test_only_a_change_of_content_with_a_trigger_in_a_document_counts():
    codings = [coding("c1", "r1", "T1"), coding("c2", "r2", "T1")]
    led = version(2, "c1")
    others = [replace(led, change=of) for of in ("rename", "move-subtheme", "reject-theory", "reinstate")]
    changes = [led, version(3), *others, replace(led, wording_only=True)]
    assert [one[3] for one in steps(*codings, versions=changes, records={"c1": "r1"})] == [1, 0]


def test_a_change_with_triggers_counts_once_for_the_last_of_their_documents():
    codings = [coding(f"c{n}", f"r{n}", "T1") for n in (1, 2, 3)]
    records = {"c1": "r1", "c2": "r2", "memo": "r1"}
    changes = [version(2, "c2", "c1"), version(3, "memo"), version(4, "comment")]
    assert [one[3] for one in steps(*codings, versions=changes, records=records)] == [1, 1, 0]


def test_without_codings_there_are_no_documents():
    assert steps(versions=[version(2, "c1")], records={"c1": "r1"}) == []
