"""The blind share."""

from review.domain.suggestions.blind import is_blind

STARTS = range(2_000)


def blind(share: float, reviewer: str = "Ann") -> set[int]:
    return {start for start in STARTS if is_blind(share, reviewer, "a record", start)}


def test_a_passage_stays_in_a_share_that_grows_and_all_are_in_the_whole():
    assert blind(0) == set()
    assert 0.08 < len(blind(0.1)) / len(STARTS) < 0.12
    assert blind(0.1) < blind(0.3) < blind(1) == set(STARTS)


def test_each_reviewer_has_a_share_of_their_own():
    both = blind(0.5) & blind(0.5, "Bob")
    assert 0.2 < len(both) / len(STARTS) < 0.3
