"""What changed between two wordings, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.wording.word_changes import Change, marked, near_changes, word_changes


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("good, person-centred care", "good, person-oriented care", "good, [-person-centred-]{+person-oriented+} care"),
        ("demand together with people", "demand and supply together with people", "demand {+and supply+} together with people"),
        ("one two three four", "one 2 3 four", "one [-two three-]{+2 3+} four"),
        ("care, now", "care now", "care[-,-] now"),
        ("help and the money", "support and the funds", "[-help-]{+support+} and the [-money-]{+funds+}"),
        ("help and money", "support and funds", "[-help and money-]{+support and funds+}"),
        ("", "first words", "{+first words+}"),
        ("last words", "", "[-last words-]"),
        ("the same", "the same", "the same"),
    ],
)  # fmt: skip
def test_changed_words_are_marked(before: str, after: str, text: str) -> None:
    assert marked(word_changes(before, after)) == text


WORDS = st.lists(st.sampled_from(["care", "self-funded", "market", ",", ".", "ö"]), max_size=12).map(" ".join)


@given(WORDS | st.text(max_size=30), WORDS | st.text(max_size=30))
def test_the_pieces_give_both_wordings(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(one.text for one in pieces if one.change is not Change.ADDED) == before
    assert "".join(one.text for one in pieces if one.change is not Change.REMOVED) == after
    assert all(one.text for one in pieces)


def test_of_a_long_wording_what_is_near_the_changes_is_shown() -> None:
    before = "one two three four five six seven eight nine ten"
    after = f"{before.replace('five', '5')} and more"
    shown = tuple(near_changes(word_changes(before, after), 8))
    assert marked(shown) == "… four [-five-]{+5+} six … ten {+and more+}"
