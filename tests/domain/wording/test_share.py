"""Shares in words."""

import pytest

from review.domain.wording.share import in_ten


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "almost none"),
        (0.049, "almost none"),
        (0.05, "about 1 in 10"),
        (0.71, "about 7 in 10"),
        (0.949, "about 9 in 10"),
        (0.95, "nearly all"),
        (1.0, "nearly all"),
    ],
)
def test_a_share_is_put_in_plain_words(share: float, words: str):
    assert in_ten(share) == words
