import pytest

from review.domain.wording.counted import counted


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (1000, "1,000 pages")]
)
def test_a_noun_follows_its_number(number, words):
    assert counted(number, "page") == words
