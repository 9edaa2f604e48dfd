"""What changed of a theory, with the changed words marked."""

from __future__ import annotations

from msgspec.structs import replace

from review.domain.theories.theory_version import SubthemeParts, TheoryParts
from review.domain.wording.part_changes import part_changes
from review.domain.wording.word_changes import marked

BEFORE = TheoryParts(
    "Markets", "Many compete", key_terms=("price",), subthemes=(SubthemeParts("T1.a", "Whole"),)
)


def told(before: TheoryParts | None, after: TheoryParts | None) -> list[tuple[str, str]]:
    return [(label, marked(words)) for label, words in part_changes(before, after)]


def test_a_first_wording_is_not_marked_and_one_that_went_is_removed_whole() -> None:
    assert told(None, BEFORE) == [("", "Markets"), ("", "Many compete")]
    assert told(BEFORE, None) == [("", "[-Markets-]"), ("", "[-Many compete-]")]
    assert told(None, None) == []


def test_the_wording_is_whole_and_of_other_parts_only_what_changed_is_told() -> None:
    after = TheoryParts("Markets", "Few compete", key_terms=("price", "choice"), rejected=True)
    assert told(BEFORE, after) == [
        ("", "Markets"),
        ("", "[-Many-]{+Few+} compete"),
        ("key terms", "price, {+choice+}"),
        ("sub-themes", "[-T1.a Whole-]"),
        ("", "rejected"),
    ]
    assert told(after, replace(after, rejected=False))[-1] == ("", "reinstated")
